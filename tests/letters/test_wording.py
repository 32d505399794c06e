"""依据 and 触发条款 of 函件清单 as a letter says them."""

from __future__ import annotations

import pytest

from xltools.letters.wording import INTERNAL, clause, clauses, reason
from xltools.rules.art12 import letters


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        ("第12条 连续2次排名居后20位", "第12条（连续2次排名居后20位）"),
        (
            "第12条 严重滞后：支出进度；严重滞后：提醒后仍居后",
            "第12条（严重滞后：支出进度；严重滞后：提醒后仍居后）",
        ),
        ("第12条", "第12条"),
        ("经厅党组研究", "经厅党组研究"),
    ],
)
def test_the_clause_takes_its_ground_in_brackets(listed, said):
    assert clause(listed) == said


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        (
            "第12条 2024-09支出率40.00%＜9月末目标75.00%的60%即45.00%",
            "2024年9月支出率40.00%低于9月末目标75.00%的60%即45.00%。",
        ),
        ("第12条 截至2024-09-30有1项", "截至2024年9月30日有1项。"),
        (
            "单个项目最大30.00%（510000202409001）",
            "单个项目最大30.00%（510000202409001）。",
        ),  # a code is no date
        ("电话028-86688-2024-09-1", "电话028-86688-2024-09-1。"),
        ("已有句号。", "已有句号。"),
        ("第12条 甲【并列或缺数，由人核定】", "甲。"),
        ("", ""),
    ],
)
def test_signs_and_periods_are_spelled_out_and_remarks_stay_inside(listed, said):
    assert reason(listed) == said


def test_a_clause_and_what_it_says_are_parted_by_a_comma():
    held = "第12条 2024-06、2024-07发整改通知书；第6条 2024年有1笔"
    assert clauses(held) == "第12条，2024年6月、2024年7月发整改通知书；第6条，2024年有1笔"


def test_the_remarks_are_those_that_the_rules_write():
    """A changed wording there must not reach a letter."""
    assert {letters.DOUBT, letters.ANSWERING, letters.LAPSED} <= set(INTERNAL)
