"""第11条 项目抽查: repeatable, fair to every project, every stratum with its share."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from collections import Counter
from math import ceil, floor
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.made_projects import library, project
from xltools.policy import load, make_override
from xltools.rules.art11.sampling import (
    audit_text,
    library_checksum,
    sample,
    sample_size,
    sampling_problems,
)
from xltools.tables.declared.project_results import SAMPLED

STANDARD = load(dt.date(2024, 9, 1))
QUARTER = load(dt.date(2024, 9, 1), [make_override("抽查比例", "25", "模拟")])


def county(code: str, count: int, **more: Any) -> list[dict[str, Any]]:
    """Projects of a county, codes 5111020, 5111021, …."""
    return [project("公益", 行政区划代码=code, 项目编码=f"{code}{i}", **more) for i in range(count)]


@pytest.mark.parametrize(
    ("projects", "drawn"), [(1, 1), (20, 1), (21, 2), (40, 2), (41, 3), (45, 3), (100, 5), (0, 0)]
)
def test_a_share_of_each_county_rounded_up(projects: int, drawn: int) -> None:
    """5 % of 20 is 1, of 21 it is 1.05 and so 2; at least 1."""
    assert sample_size(projects, STANDARD) == drawn
    assert len(sample(library(*county("511102", projects)), "2024-3", STANDARD)) == drawn


def test_the_least_of_a_county_is_never_more_than_it_has() -> None:
    policy = load(dt.date(2024, 9, 1), [make_override("每县最少抽查数", "3", "模拟")])
    assert [sample_size(n, policy) for n in (0, 2, 3, 20, 100)] == [0, 2, 3, 3, 5]


def test_the_list_can_be_drawn_by_hand_from_the_audit_text() -> None:
    """One stratum of four, one drawn: ordered by SHA-256 of 种子 + 换行 + 项目编码, at ⌊u·4⌋."""

    def digest(name: str) -> str:
        return hashlib.sha256(f"20240901\n{name}".encode()).hexdigest()

    rows = county("511102", 4)
    lined_up = sorted((row["项目编码"] for row in rows), key=digest)
    start = int(digest("511102")[:16], 16) / 16**16
    drawn = sample(library(*rows), "20240901", STANDARD)
    chosen = lined_up[floor(start * 4)]
    assert drawn["项目编码"].tolist() == [chosen]
    assert drawn["依据"].tolist() == [
        f"第11条（方案）：每季度开展一次项目抽查；乡村建设、中额层4个抽1个，签号{digest(chosen)[:8]}"
    ]


def test_the_amounts_part_at_their_bounds() -> None:
    """不到100 小额, 100 to 不到400 中额, from 400 大额; a blank is a stratum of its own, not 0."""
    policy = load(dt.date(2024, 9, 1), [make_override("抽查比例", "100", "模拟")])
    amounts = [99.99, 100.0, 399.99, 400.0, None, 0.0]
    rows = [project("公益", 项目编码=str(i), 概算投资=a) for i, a in enumerate(amounts)]
    drawn = sample(library(*rows), "1", policy).sort_values("项目编码")
    assert drawn["金额档"].tolist() == ["小额", "中额", "中额", "大额", "金额空白", "小额"]


def test_the_audit_text_says_seed_scope_strata_and_method() -> None:
    rows = library(*county("511102", 30), *county("511002", 10))
    lines = audit_text(rows, sample(rows, "2024-3", STANDARD), "2024-3", STANDARD)
    assert lines[0] == "种子：2024-3"
    assert lines[1].startswith(f"抽查范围：2个县、40个项目；校验码 {library_checksum(rows)}")
    assert lines[2] == "抽取：3个；每县为项目数×5%进为整数，至少1个"
    assert "小额不到100万元，中额不到400万元，大额400万元以上" in lines[3]


def test_the_checksum_follows_the_content_and_not_the_order() -> None:
    rows = county("511102", 3)
    same = library_checksum(library(*reversed(rows)))
    assert library_checksum(library(*rows)) == same
    rows[0]["概算投资"] = 121.0
    assert library_checksum(library(*rows)) != same


def test_projects_that_could_not_be_drawn_again_are_asked_back() -> None:
    rows = [
        *county("511102", 2),
        project(项目编码=None),
        project(项目编码="5111020"),
        project(项目编码="9", 行政区划代码=None),
    ]
    found = [(p.row, p.column) for p in sampling_problems(library(*rows))]
    assert found == [(0, "项目编码"), (2, "项目编码"), (3, "项目编码"), (4, "行政区划代码")]
    assert sampling_problems(library(*county("511102", 2))) == []


def test_an_empty_library_gives_an_empty_list() -> None:
    assert list(sample(library(), "1", STANDARD)) == SAMPLED.names


projects = st.lists(
    st.tuples(
        st.sampled_from(["511102", "511002"]),
        st.sampled_from(["产业发展", "乡村建设", None]),
        st.sampled_from([50.0, 100.0, 500.0, None]),
    ),
    max_size=40,
)


def made(rows: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
    columns = ("行政区划代码", "项目类型", "概算投资")
    return [project(**dict(zip(columns, row, strict=True)), 项目编码=str(i)) for i, row in enumerate(rows)]


@settings(max_examples=30, deadline=None)
@given(rows=projects, seed=st.text(max_size=5), order=st.integers(0, 99))
def test_the_same_seed_gives_the_same_list_however_the_table_is_sorted(
    rows: list[Any], seed: str, order: int
) -> None:
    listed = made(rows)
    shuffled = random.Random(order).sample(listed, len(listed))
    pd.testing.assert_frame_equal(*(sample(library(*each), seed, QUARTER) for each in (listed, shuffled)))


@settings(max_examples=30, deadline=None)
@given(rows=projects, seed=st.integers(0, 10**6))
def test_every_stratum_has_its_share_and_no_project_is_drawn_twice(rows: list[Any], seed: int) -> None:
    """n_h·k/n of each stratum, rounded up or down; the county's number exactly."""
    listed = made(rows)
    drawn = sample(library(*listed), str(seed), QUARTER)
    assert drawn["项目编码"].is_unique
    stocks = Counter(row[0] for row in rows)
    codes = {row["项目编码"]: (row["行政区划代码"], row["项目类型"], row["概算投资"]) for row in listed}
    taken = Counter(codes[code] for code in drawn["项目编码"])
    for code, stock in stocks.items():
        size = sample_size(stock, QUARTER)
        assert sum(count for stratum, count in taken.items() if stratum[0] == code) == size
        for stratum, members in Counter(row for row in rows if row[0] == code).items():
            assert floor(members * size / stock) <= taken[stratum] <= ceil(members * size / stock)


def test_every_project_has_the_same_chance() -> None:
    """10 projects of three kinds, 3 drawn, 2,000 seeds: each is drawn 600 times, give or take 6 standard
    deviations of 20.5.
    """
    policy = load(dt.date(2024, 9, 1), [make_override("抽查比例", "30", "模拟")])
    kinds = ["产业发展"] * 5 + ["乡村建设"] * 3 + ["其他"] * 2
    rows = library(*(project(项目编码=str(i), 项目类型=kind) for i, kind in enumerate(kinds)))
    drawn: Counter[str] = Counter()
    for seed in range(2000):
        drawn.update(sample(rows, str(seed), policy)["项目编码"])
    assert sorted(drawn) == [str(i) for i in range(10)]
    assert all(abs(count - 600) < 123 for count in drawn.values())
