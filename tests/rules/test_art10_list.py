"""第10条 审查问题清单: what a second review keeps, adds and takes away."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.rules.plans import TODAY, plan, problems, waived
from xltools.policy import Override, load
from xltools.rules.art10.filing import Sources, problems_of
from xltools.rules.art10.list import deadline, listing

POLICY = load(TODAY)
UNLINKED = plan({"利益联结机制": None})


def listed(filed: pd.DataFrame, existing: pd.DataFrame, issued=(), off=None, policy=POLICY):
    """问题清单 after a review on 20 March 2024."""
    found = problems_of(filed, Sources(), policy, TODAY)
    return listing(found, existing, waived() if off is None else off, issued, policy, TODAY)


@pytest.mark.parametrize(
    ("category", "due"),
    [
        ("未建立利益联结机制", "2024-04-19"),
        ("未开展评估论证", "2024-04-19"),
        ("绩效目标不完整", "2024-04-04"),
    ],
)
def test_a_deadline_follows_the_category(category: str, due: str) -> None:
    """缺省 30 days for what the plan names, 15 for papers: 20 March + 30 = 19 April, + 15 = 4 April."""
    assert deadline(category, POLICY, TODAY) == pd.Timestamp(due)


def test_a_deadline_over_the_leap_day() -> None:
    """30 January 2024 + 30 days = 29 February."""
    on = TODAY.replace(month=1, day=30)
    assert deadline("未开展评估论证", POLICY, on) == pd.Timestamp("2024-02-29")


def test_an_own_number_of_days_is_used() -> None:
    policy = load(TODAY, [Override("实质问题整改天数", 20, "模拟会议纪要")])
    assert deadline("未开展评估论证", policy, TODAY) == pd.Timestamp("2024-04-09")


def test_a_first_review_numbers_the_issues_and_leaves_them_open() -> None:
    result = listed(plan({"利益联结机制": None, "绩效目标": None}), problems())
    assert result.frame["序号"].tolist() == [1, 2]
    assert result.frame["状态"].tolist() == ["未整改", "未整改"]
    assert (result.new, result.dropped) == (2, 0)


def test_a_second_review_changes_nothing() -> None:
    once = listed(UNLINKED, problems()).frame
    twice = listed(UNLINKED, once)
    assert twice.frame.equals(once)
    assert (twice.new, twice.dropped) == (0, 0)


def test_what_the_officer_wrote_stays_and_new_numbers_go_on() -> None:
    """Deadline, 整改情况 and 状态 of the first; the new one is number 8."""
    before = problems(
        {"序号": 7, "整改期限": pd.Timestamp("2024-06-30"), "整改情况": "已函告", "状态": "整改中"}
    )
    after = listed(plan({"利益联结机制": None, "绩效目标": None}), before).frame
    assert after["序号"].tolist() == [7, 8]
    assert after.iloc[0][["整改期限", "整改情况", "状态"]].tolist() == [
        pd.Timestamp("2024-06-30"), "已函告", "整改中",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "issued", "left"),
    [
        ({}, (), 0),
        ({}, ("511002",), 1),
        ({}, ("511102",), 0),
        ({"整改情况": "正在补充"}, (), 1),
        ({"状态": "已整改"}, (), 1),
        ({"问题类别": "选址不当"}, (), 1),
    ],
)
def test_an_issue_no_longer_found_goes_only_where_nobody_was_told_and_nobody_worked_on_it(row, issued, left):
    result = listed(plan({}), problems(row), issued)
    assert (len(result.frame), result.dropped) == (left, 1 - left)


def test_what_an_opinion_said_is_not_reworded() -> None:
    before = problems({"问题描述": "意见书里的话", "涉及金额": 70.0})
    issued = listed(UNLINKED, before, ("511002",)).frame.iloc[0]
    assert (issued["问题描述"], issued["涉及金额"]) == ("意见书里的话", 70.0)
    draft = listed(UNLINKED, before).frame.iloc[0]
    assert (draft["问题描述"], draft["涉及金额"]) == ("没有填利益联结机制", 80.0)


def test_what_is_no_problem_is_closed_where_listed_and_else_kept_off() -> None:
    off = waived({"项目编码": "模拟1", "问题类别": "未建立利益联结机制", "理由": "模拟：已核实"})
    assert len(listed(UNLINKED, problems(), off=off).frame) == 0
    closed = listed(UNLINKED, problems({}), off=off)
    assert closed.waived == 1
    assert closed.frame.iloc[0][["状态", "整改情况"]].tolist() == ["已整改", "经核实不列为问题：模拟：已核实"]
    assert listed(UNLINKED, closed.frame, off=off).frame.equals(closed.frame)


def test_two_counties_with_the_same_project_code_are_two_issues() -> None:
    both = plan({"利益联结机制": None}, {"行政区划代码": "511102", "利益联结机制": None})
    kept = listed(both, problems({})).frame
    assert sorted(kept["行政区划代码"]) == ["511002", "511002", "511102", "511102"]
