"""第11条 督导日历: everything the plan asks for in a year, on working days; every county is reached."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.inspected import DAYS, DONGXING, LESHAN, NEIJIANG, POLICY, changed, roster
from xltools.rules.art11.calendar import MONTHS, duties, on_site, roster_problems


def by_key(year=2024, policy=POLICY, who=None):
    return {duty.key: duty for duty in duties(roster() if who is None else who, year, policy)}


@pytest.mark.cases("第11条 督导日历.csv")
def test_a_duty_stands_on_the_working_day_the_case_says(case: dict[str, str]) -> None:
    policy = changed(底前期限遇休息日=case["遇休息日"])
    duty = by_key(int(case["年度"]), policy)[case["编号"]]
    assert (str(duty.due), str(duty.moved(DAYS, policy))) == (case["原定日期"], case["办理期限"])


def test_the_plan_is_complete_for_a_year() -> None:
    """第11条: 2 cities × 12 visits, 4 draws, a 专项检查; 第9条 12 months of 调度 and 4 visits for data;
    4 nodes; 到位, 备案审查, 清库, 两次清单, 计分办法, 培训, 考核: 24 + 4 + 1 + 12 + 4 + 4 + 8.
    """
    found = by_key()
    counted = Counter(duty.item for duty in found.values())
    assert counted["市州月督导"] == 24
    assert counted["月调度和排位"] == 12
    assert sum(n for item, n in counted.items() if item.endswith("季度项目抽查")) == 4
    assert counted["专项检查"] == counted["年度计划备案审查"] == counted["项目库全面清查"] == 1
    for month, share in (("04", "30%"), ("06", "50%"), ("09", "75%"), ("12", "100%")):
        assert f"支出进度达到{share}；" in found[f"2024-{month}-NODE"].what
    assert len(found) == 57


def test_each_city_inspects_all_its_counties_every_month() -> None:
    """第11条: 每月对所辖县（市、区）督导; a county without 衔接资金 tasks has nothing to inspect."""
    resting = {"行政区划代码": "511024", "市州": "内江市", "县区": "威远县", "是否参评": "否"}
    who = roster(*roster().to_dict("records"), resting)
    found = by_key(who=who)
    for month in range(1, 13):
        assert found[f"2024-{month:02d}-V-511000"].counties == {NEIJIANG: "市中区", DONGXING: "东兴区"}
        assert found[f"2024-{month:02d}-V-511100"].counties == {LESHAN: "市中区"}


def test_a_visit_names_who_is_seen_on_site_and_who_otherwise() -> None:
    """Two counties take turns; the other one is called or visited unannounced."""
    texts = {by_key()[f"2024-{month:02d}-V-511000"].what for month in (1, 2)}
    assert texts == {
        "现场检查：市中区；暗访督导或电话访谈：东兴区",
        "现场检查：东兴区；暗访督导或电话访谈：市中区",
    }
    assert by_key()["2024-01-V-511100"].what == "现场检查：市中区"


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 40), st.integers(1, 12), st.randoms())
def test_every_county_is_visited_on_site_often_enough_whatever_the_order(many, times, rng) -> None:
    """缺省 每县每年现场督导次数; no month has one county more than another has fewer."""
    codes = [f"5101{n:02d}" for n in range(1, many + 1)]
    shuffled = rng.sample(codes, len(codes))
    seen = [on_site(codes, 2024, month, times) for month in MONTHS]
    assert seen == [on_site(shuffled, 2024, month, times) for month in MONTHS]
    counted = Counter(code for month in seen for code in month)
    assert min(counted[code] for code in codes) >= times
    assert max(counted.values()) - min(counted[code] for code in codes) <= 1
    assert all(seen), "no month without a visit"


def test_a_county_of_two_cities_and_a_city_among_counties_are_told() -> None:
    rows = [
        {"行政区划代码": NEIJIANG, "市州": "内江市", "县区": "市中区"},
        {"行政区划代码": DONGXING, "市州": "乐山市", "县区": "东兴区"},
        {"行政区划代码": "511100", "市州": "乐山市", "县区": "乐山市"},
    ]
    told = [(p.row, p.column, p.problem) for p in roster_problems(roster(*rows))]
    assert told == [
        (1, "市州", "代码5110开头的县，前面写的是“内江市”，这里写“乐山市”"),
        (2, "行政区划代码", "511100是市（州）的代码，不是县的"),
    ]
    assert list(roster_problems(roster())) == []


def test_keys_are_ascii_and_unique() -> None:
    """They become UIDs of calendar programs."""
    found = duties(roster(), 2024, POLICY)
    assert len({duty.key for duty in found}) == len(found)
    assert all(duty.key.isascii() for duty in found)
