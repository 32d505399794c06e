"""第12条: what stops a ranking, at the cell it stands in; everything at once."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from xltools.errors import Severity
from xltools.policy import Policy
from xltools.rules.art12.input import ranking_problems, standing_notices
from xltools.rules.problems import to_issues
from xltools.tables.declared.dispatch import DISPATCH, FIGURES, LEVELS
from xltools.tables.model import Reading

Make = Callable[..., pd.DataFrame]
PERIOD = "2024-09"


def places(dispatch: pd.DataFrame, roster: pd.DataFrame, policy: Policy) -> list[tuple[int, str]]:
    return [(p.row, p.column) for p in ranking_problems(dispatch, roster, PERIOD, policy)]


def test_a_clean_county_has_no_problem(dispatch: Make, roster: Make, policy: Policy) -> None:
    listed = roster(("510101", "模拟市", "县510101", "是"))
    assert places(dispatch({"行政区划代码": "510101"}), listed, policy) == []


@pytest.mark.parametrize("name", [c.name for c in FIGURES])
def test_a_blank_figure_is_asked_for_not_taken_as_0(
    name: str, dispatch: Make, roster: Make, policy: Policy
) -> None:
    rows = dispatch({"行政区划代码": "510102"}, {"行政区划代码": "510101", name: None})
    assert places(rows, roster(), policy) == [(1, name)]


def test_all_blanks_of_all_counties_at_once(dispatch: Make, roster: Make, policy: Policy) -> None:
    rows = dispatch(
        {"行政区划代码": "510101", "项目总数": None, "完工数": None},
        {"行政区划代码": "510102", "中央下达": None},
    )
    assert places(rows, roster(), policy) == [(0, "项目总数"), (0, "完工数"), (1, "中央下达")]


@pytest.mark.parametrize("name", ["项目总数", "在库项目数"])
def test_no_projects_in_a_ranked_county_is_an_error(
    name: str, dispatch: Make, roster: Make, policy: Policy
) -> None:
    assert places(dispatch({"行政区划代码": "510101", name: 0.0, "问题项目数": 0.0}), roster(), policy) == [
        (0, name)
    ]


def test_nothing_issued_to_a_ranked_county_is_an_error(dispatch: Make, roster: Make, policy: Policy) -> None:
    nothing = {f"{level}下达": 0.0 for level in LEVELS}
    assert places(dispatch({"行政区划代码": "510101", **nothing}), roster(), policy) == [(0, "中央下达")]


def test_an_unranked_county_may_leave_everything_blank(dispatch: Make, roster: Make, policy: Policy) -> None:
    blank = {c.name: None for c in FIGURES}
    rows = dispatch(
        {"行政区划代码": "510101", "是否参评": "否", **blank},
        {"行政区划代码": "510102", "是否参评": None, **blank},
    )
    listed = roster(("510101", "模拟市", "县510101", "否"), ("510102", "模拟市", "县510102", "否"))
    assert places(rows, listed, policy) == []


def test_more_issues_than_projects(dispatch: Make, roster: Make, policy: Policy) -> None:
    assert places(dispatch({"行政区划代码": "510101", "问题项目数": 101.0}), roster(), policy) == [
        (0, "问题项目数")
    ]


def test_a_county_twice(dispatch: Make, roster: Make, policy: Policy) -> None:
    rows = dispatch(
        {"行政区划代码": "510101"}, {"行政区划代码": "510101"}, {"行政区划代码": "510101", "期别": "2024-08"}
    )
    assert places(rows, roster(), policy) == [(1, "行政区划代码")]


def test_a_code_that_is_not_listed(dispatch: Make, roster: Make, policy: Policy) -> None:
    listed = roster(("510101", "模拟市", "甲县", "是"))
    assert places(dispatch({"行政区划代码": "510109"}), listed, policy) == [(0, "行政区划代码")]


@pytest.mark.parametrize(("city", "name", "wrong"), [
    ("乐山市", "市中区", False), ("乐山", "市中区", False), ("乐山市", "乐山市市中区", False),
    ("内江市", "市中区", True), ("乐山市", "沙湾区", True),
])  # fmt: skip
def test_names_are_held_against_the_code(
    city: str, name: str, wrong: bool, dispatch: Make, roster: Make, policy: Policy
) -> None:
    """511102 is 乐山市市中区; 内江市市中区 under that code is somebody's slip."""
    rows = dispatch({"行政区划代码": "511102", "市州": city, "县区": name})
    listed = roster(("511102", "乐山市", "市中区", "是"))
    assert places(rows, listed, policy) == ([(0, "县区")] if wrong else [])


def test_a_county_that_exempts_itself_is_noticed(dispatch: Make, roster: Make, policy: Policy) -> None:
    """Its own 否 counts for this 期别 (funds may begin or end within a year), but not in silence."""
    rows = dispatch(
        {"行政区划代码": "510101", "县区": "甲县", "是否参评": "否"},
        {"行政区划代码": "510102", "县区": "乙县"},
    )
    listed = roster(("510101", "模拟市", "甲县", "是"), ("510102", "模拟市", "乙县", "是"))
    assert places(rows, listed, policy) == []
    (notice,) = standing_notices(rows, listed, PERIOD)
    assert (notice.row, notice.column, notice.severity) == (0, "是否参评", Severity.NOTICE)


def test_a_standing_that_nobody_filled_in(dispatch: Make, roster: Make, policy: Policy) -> None:
    rows = dispatch({"行政区划代码": "510101", "县区": "甲县", "是否参评": None})
    assert places(rows, roster(), policy) == [(0, "是否参评")]
    assert places(rows, roster(("510101", "模拟市", "甲县", None)), policy) == [(0, "是否参评")]


def test_problems_become_issues_at_their_cells(dispatch: Make, roster: Make, policy: Policy) -> None:
    """Frame row 1 stands in sheet row 7, 项目总数 in column T."""
    frame = dispatch({"行政区划代码": "510101"}, {"行政区划代码": "510102", "项目总数": 0.0})
    reading = Reading(DISPATCH, "调度表", frame, rows=[6, 7], at={"项目总数": 20})
    (issue,) = to_issues(ranking_problems(frame, roster(), PERIOD, policy), {"调度表": reading})
    assert (issue.place, issue.value) == ("调度表!T7", "0")
    assert "在库" not in issue.problem and "项目总数为0" in issue.problem and issue.remedy
