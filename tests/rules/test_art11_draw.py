"""第11条 省季度抽查: stratified, repeatable, and nobody twice before everybody once."""

from __future__ import annotations

import hashlib
import random
from collections import Counter

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.inspected import POLICY, changed
from tests.rules.inspected import roster as listed
from tests.rules.made_projects import library, project
from xltools.rules.art11.draw import draw, may_be_drawn, parse_quarter, quarter_name, times_drawn

CLASSES = {"国家重点帮扶县": 25, "省重点帮扶县": 25, "脱贫县": 38, "其他": 73}
"""The 161 counties of the sample that have tasks."""

BY_CLASS = [(kind, n) for kind, many in CLASSES.items() for n in range(many)]
WHO = listed(
    *(
        {"行政区划代码": f"51{n % 20 + 1:02d}{i:02d}", "市州": f"模拟{n % 20 + 1}市", "县区": f"模拟县{i}",
         "县类别": kind}
        for i, (kind, n) in enumerate(BY_CLASS, 1)
    )
)  # fmt: skip
CODES = WHO["行政区划代码"].tolist()
PROJECTS = library(
    *(
        project("公益", 行政区划代码=code, 项目编码=f"{code}{k}", 实施状态="已开工")
        for code in CODES
        for k in range(3)
    )
)


def drawn(times=None, seed="2024年第1季度", who=WHO, projects=PROJECTS, policy=POLICY):
    return draw(who, projects, times or {}, "2024年第1季度", seed, policy)


def test_each_class_has_its_share_by_largest_remainder() -> None:
    """10 % of 161 is 16.1, so 17: 25·17/161 = 2.64 twice, 38·17/161 = 4.01, 73·17/161 = 7.71; 2 + 2 + 4 + 7 =
    15, and the two left go to 其他 (.71) and the first of the two .64.
    """
    counted = Counter(drawn().counties["县类别"])
    assert counted == {"国家重点帮扶县": 3, "省重点帮扶县": 2, "脱贫县": 4, "其他": 8}


def test_a_small_class_has_at_least_its_one() -> None:
    """1 of 100: 10 % of 101 is 11, of which the single 脱贫县 would get 0.1."""
    rows = [
        {"行政区划代码": f"5101{n:02d}", "市州": "模拟市", "县区": f"县{n}", "县类别": "其他"}
        for n in range(99)
    ]
    rows[7]["县类别"] = "脱贫县"
    who = listed(*rows)
    projects = library(
        *(project(行政区划代码=code, 项目编码=f"{code}0", 实施状态="已开工") for code in who["行政区划代码"])
    )
    made = drawn(who=who, projects=projects).counties
    assert Counter(made["县类别"]) == {"其他": 9, "脱贫县": 1}


def test_the_county_can_be_drawn_by_hand_from_the_account() -> None:
    """Four of one class and city, one drawn: ordered by SHA-256 of 种子 + 换行 + 县 + 代码, at ⌊u·4⌋."""

    def digest(name: str) -> str:
        return hashlib.sha256(f"模拟种子\n{name}".encode()).hexdigest()

    codes = ["510101", "510102", "510103", "510104"]
    who = listed(*({"行政区划代码": c, "市州": "模拟市", "县区": c, "县类别": "脱贫县"} for c in codes))
    projects = library(*(project(行政区划代码=c, 项目编码=f"{c}0", 实施状态="已开工") for c in codes))
    lined_up = sorted(codes, key=lambda code: digest(f"县{code}"))
    start = int(digest("脱贫县")[:16], 16) / 16**16
    made = drawn(seed="模拟种子", who=who, projects=projects)
    assert made.counties["行政区划代码"].tolist() == [lined_up[int(start * 4)]]


def test_nobody_comes_twice_in_a_year_before_everybody_of_the_class_once() -> None:
    """40 % a quarter: after two quarters 80 % came once, the third takes the rest first."""
    policy = changed(抽查县比例="40")
    before = pd.DataFrame({"季度": [], "行政区划代码": []})
    for quarter in (1, 2, 3, 4):
        times = times_drawn(before, 2024, quarter)
        made = drawn(times, quarter_name(2024, quarter), policy=policy).counties
        taken = made.assign(季度=quarter_name(2024, quarter))
        for kind in CLASSES:
            level = {c: times[c] for c, k in zip(CODES, WHO["县类别"], strict=True) if k == kind}
            mine = set(made.loc[made["县类别"] == kind, "行政区划代码"])
            left = {code for code in level if code not in mine}
            assert max(level[c] for c in mine) <= min((level[c] for c in left), default=9)
        assert made["本年第几次"].tolist() == [times[c] + 1 for c in made["行政区划代码"]]
        before = pd.concat([before, taken[["季度", "行政区划代码"]]], ignore_index=True)
    assert set(before["行政区划代码"]) == set(CODES)


def test_the_cities_are_spread_over() -> None:
    """Every k-th along the cities: 8 of 73 counties in 20 cities are never two of one city."""
    made = drawn().counties
    assert max(Counter(made.loc[made["县类别"] == "其他", "市州"]).values()) == 1


def test_only_projects_of_the_drawn_counties_are_drawn_and_every_county_has_one() -> None:
    made = drawn()
    assert set(made.projects["行政区划代码"]) == set(made.counties["行政区划代码"])
    assert made.counties["抽取项目数"].tolist() == [1] * 17, "5 % of 3, rounded up"


def test_who_has_no_task_or_no_project_is_not_drawn_and_the_latter_is_named() -> None:
    who = WHO.copy()
    who.loc[0, "是否参评"] = "否"
    projects = PROJECTS[PROJECTS["行政区划代码"] != CODES[1]].reset_index(drop=True)
    made = drawn(who=who, projects=projects, policy=changed(抽查县比例="100"))
    assert set(made.counties["行政区划代码"]) == set(CODES[2:])
    assert any("没有可抽项目、不在其中的1个：模拟2市模拟县2" in line for line in made.account)
    assert not any("模拟县1、" in line for line in made.account)


@pytest.mark.parametrize(
    ("scope", "states"),
    [("已开工和已完工", ["已开工", "已完工"]), ("全部在库", ["未实施", "已开工", "已完工", None])],
)
def test_what_may_be_drawn_follows_the_parameter(scope: str, states: list) -> None:
    rows = [project(项目编码=str(i), 实施状态=s) for i, s in enumerate(("未实施", "已开工", "已完工", None))]
    kept = may_be_drawn(library(*rows), changed(抽查项目范围=scope))
    assert kept["实施状态"].tolist() == states


@pytest.mark.parametrize(
    ("typed", "quarter"),
    [("2024年第1季度", (2024, 1)), ("2024年一季度", (2024, 1)), ("2024 年第 4 季度", (2024, 4)),
     ("2024年第5季度", None), ("第1季度", None), ("", None)],
)  # fmt: skip
def test_a_quarter_is_read_or_refused(typed: str, quarter) -> None:
    assert parse_quarter(typed) == quarter


def test_only_earlier_quarters_of_the_same_year_count() -> None:
    before = pd.DataFrame(
        [("2024年第1季度", "甲"), ("2024年第2季度", "甲"), ("2024年第3季度", "乙"), ("2023年第1季度", "丙")],
        columns=["季度", "行政区划代码"],
    )
    assert times_drawn(before, 2024, 3) == {"甲": 2}


@settings(deadline=None, max_examples=8)
@given(st.randoms(), st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=6))
def test_the_same_seed_gives_the_same_list_whatever_the_order_of_rows(rng: random.Random, seed: str) -> None:
    once = drawn(seed=seed)
    order, others = list(WHO.index), list(PROJECTS.index)
    rng.shuffle(order)
    rng.shuffle(others)
    again = drawn(seed=seed, who=WHO.loc[order].reset_index(drop=True),
                  projects=PROJECTS.loc[others].reset_index(drop=True))  # fmt: skip
    pd.testing.assert_frame_equal(again.counties, once.counties)
    pd.testing.assert_frame_equal(again.projects, once.projects)
    assert again.account == once.account


def test_another_seed_gives_another_list() -> None:
    assert set(drawn(seed="甲").projects["项目编码"]) != set(drawn(seed="乙").projects["项目编码"])
