"""第12条 两书一函 for problems of inspections: judged at the end of the 期别."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.rules.conftest import frame_of
from xltools.policy import load
from xltools.rules.art12.inspections import changed_since, not_pressed, overdue_problems
from xltools.rules.art12.letters import letters
from xltools.rules.art12.rectify import still_behind
from xltools.rules.art12.trigger import Evidence
from xltools.rules.periods import month_end
from xltools.tables.declared.dispatch import COUNTIES, DISPATCH
from xltools.tables.declared.inspections import FOUND
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.ranking import HISTORY
from xltools.tables.declared.review import ADJUSTMENTS, PROBLEMS

CODE = "511002"


def evidence(period="2024-09", problems=(), history=(), sent=()) -> Evidence:
    county = {"行政区划代码": CODE, "市州": "内江市", "县区": "市中区", "是否参评": "是"}
    empty = {t.name: frame_of(t, []) for t in (DISPATCH, PROBLEMS, ADJUSTMENTS)}
    return Evidence(
        period, dt.date(2024, 10, 8), load(month_end(period)), empty["调度表"], frame_of(COUNTIES, [county]),
        frame_of(HISTORY, history), frame_of(LETTERS, sent), empty["问题清单"], empty["调整台账"],
        inspections=frame_of(FOUND, problems),
    )  # fmt: skip


def problem(last="2024-09-20", state="待整改", applied=None, **more):
    row = {"编号": "2024-0001", "行政区划代码": CODE, "问题类别": "拨付不及时", "检查日期": "2024-07-01"}
    return row | {"最后一日": last or None, "状态": state or None, "销号申请日期": applied or None} | more


@pytest.mark.cases("第12条 督导逾期函件.csv")
def test_overdue_problems_get_the_letter_of_the_case(case: dict[str, str]) -> None:
    columns = (case[name].split("；") for name in ("最后一日", "状态", "申请日期"))
    rows = [problem(*each) for each in zip(*columns, strict=True)]
    found = list(overdue_problems(evidence(case["期别"], rows)))
    assert [t.letter for t in found] == ([] if case["应得"] == "无" else [case["应得"]])


def test_the_letter_says_which_problems_and_how_late() -> None:
    (row,) = letters(evidence(problems=[problem(), problem("2024-09-25", 编号="2024-0002")])).to_dict(
        "records"
    )
    assert (row["函件"], row["代码"], row["是否签发"]) == ("提醒敦促函", CODE, "是")
    assert row["触发条款"] == "第12条 督导检查问题逾期未销号（缺省）"
    assert row["依据"] == (
        "第12条 截至2024-09-30有2个督导检查问题逾期未销号，最长逾期10天："
        "2024-0001拨付不及时（最后一日2024-09-20）、2024-0002拨付不及时（最后一日2024-09-25）"
    )


def test_without_the_workbook_nothing_is_said_and_unpressed_problems_are_counted() -> None:
    without = replace(evidence(problems=[problem()]), inspections=None)
    assert list(overdue_problems(without)) == []
    assert not_pressed(frame_of(FOUND, [problem(), problem(""), problem(None)])) == 2


def test_what_was_filled_in_after_the_last_press_is_counted() -> None:
    """The county applied, or the officer agreed, and 状态 is still that of the last 问题销号."""
    rows = [
        problem(),
        problem(state="整改中", 整改情况="正在改"),
        problem(applied="2024-09-18"),
        problem(state="待核销", applied="2024-09-18", 核销意见="同意"),
        problem(state="退回整改", applied="2024-09-18", 核销意见="退回"),
        problem("", state=""),
    ]
    assert changed_since(frame_of(FOUND, rows)) == 2


def test_a_county_that_the_period_does_not_know_gets_no_letter() -> None:
    assert list(overdue_problems(evidence(problems=[problem(行政区划代码="519999")]))) == []


@pytest.mark.parametrize(
    ("clause", "escalates"),
    [("第12条 连续2次排名居后20位", True), ("第12条 督导检查问题逾期未销号（缺省）", False),
     ("第12条 连续2次排名居后20位；督导检查问题逾期未销号（缺省）", True), (None, True)],
)  # fmt: skip
def test_a_reminder_about_problems_is_no_reminder_about_the_rank(clause, escalates: bool) -> None:
    """提醒后仍居后 asks for a letter that spoke of the ranking; one typed by hand counts as before."""
    rounds = [
        {"期别": period, "级别": "县", "代码": CODE, "名称": "市中区", "参评": "是", "排名": 161,
         "参评数": 161, "综合状态": "黄"}
        for period in ("2024-08", "2024-09")
    ]  # fmt: skip
    sent = {"期别": "2024-08", "函件": "提醒敦促函", "代码": CODE, "是否签发": "是", "触发条款": clause}
    found = list(still_behind(evidence(history=rounds, sent=[sent])))
    assert bool(found) == escalates
