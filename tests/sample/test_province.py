"""Who is in the sample: facts stay facts, everything else is 模拟 and by seed."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from xltools.errors import UsageError
from xltools.sample.edges import planted_codes, unranked_codes
from xltools.sample.province import (
    NATION,
    NOT_RANKED,
    County,
    county_frame,
    draw_unranked,
    province,
    real_counties,
)
from xltools.tables.declared.dispatch import COUNTIES, COUNTY_CLASSES


def test_sichuan_has_183_counties_in_21_cities() -> None:
    """依据: 四川省 2023 年县级行政区划 183 个，市（州）21 个."""
    listed = real_counties()
    assert len({code for code, _, _ in listed}) == len(listed) == 183
    assert len({city for _, city, _ in listed}) == 21


@pytest.mark.parametrize(
    ("code", "city", "name"),
    [
        ("511002", "内江市", "市中区"),
        ("511102", "乐山市", "市中区"),
        ("510683", "德阳市", "绵竹市"),
        ("511703", "达州市", "达川区"),
        ("510185", "成都市", "简阳市"),
        ("513402", "凉山彝族自治州", "会理市"),
        ("511132", "乐山市", "峨边彝族自治县"),
    ],
)
def test_codes_and_names_are_those_of_gb_2260(code: str, city: str, name: str) -> None:
    """依据: GB/T 2260; 510683 绵竹市 is also the publisher's number of the plan, 达川区 of the example."""
    assert (code, city, name) in real_counties()


def test_a_city_code_is_four_digits_and_00() -> None:
    assert County("511102", "乐山市", "市中区", "其他", True).city_code == "511100"


def test_namesakes_are_told_apart_by_their_full_name() -> None:
    names = Counter(f"{city}{name}" for _, city, name in real_counties())
    assert max(names.values()) == 1


def test_classes_have_their_sizes(counties: list[County]) -> None:
    """依据: tables.md: 25 国家重点, 25 省重点, 38 其他脱贫, the rest other."""
    sizes = Counter(c.kind for c in counties)
    assert [sizes[kind] for kind in COUNTY_CLASSES] == [25, 25, 38, 95]


@pytest.mark.parametrize("seed", [1, 2024, 77])
def test_22_counties_do_not_take_part_and_every_city_keeps_one(seed: int) -> None:
    """依据: tables.md: 22 counties 不参评."""
    resting = [c for c in province(seed) if not c.ranked]
    assert len(resting) == NOT_RANKED == 22
    assert len({c.city for c in province(seed) if c.ranked}) == 21
    assert {c.code for c in resting} & planted_codes() == {"510104"}


def test_a_city_is_never_left_without_a_county_that_takes_part() -> None:
    """Five poor counties, all of one city: four may rest, beside the planted 不参评 one."""
    city = [County(f"51990{n}", "模拟市", f"模拟县{n}", "其他", True) for n in range(1, 6)]
    assert len(draw_unranked(Random(1), city) - unranked_codes()) == 4


def test_another_seed_draws_other_classes_for_the_same_counties() -> None:
    one, other = province(1), province(2)
    assert [c.code for c in one] == [c.code for c in other]
    assert [c.kind for c in one] != [c.kind for c in other]


def test_a_small_sample_is_spread_over_the_cities() -> None:
    small = province(2024, 21)
    assert len(small) == 21
    assert len({c.city for c in small}) > 10
    assert set(small) <= set(province(2024))


def test_the_nation_goes_on_with_counties_that_exist_nowhere() -> None:
    """依据: GB/T 2260 has no province code from 90 up."""
    nation = province(2024, NATION)
    made_up = nation[183:]
    assert nation[:183] == province(2024)
    assert len({c.code for c in nation}) == 2844
    assert all(c.code >= "900000" and len(c.code) == 6 and c.synthetic for c in made_up)
    assert all(c.name.startswith("模拟县") and c.city.startswith("模拟市") for c in made_up)


@pytest.mark.parametrize("number", [0, -1, 2845])
def test_an_impossible_number_of_counties_is_refused_in_chinese(number: int) -> None:
    with pytest.raises(UsageError, match="县区数应在1到2844之间"):
        province(2024, number)


def test_the_list_of_counties_is_the_table(counties: list[County]) -> None:
    frame = county_frame(counties)
    assert list(frame) == COUNTIES.names
    assert (frame["是否参评"] == "是").sum() == 161
