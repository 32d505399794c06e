"""第12条 两书一函: whose answer is overdue, and what comes next. Days counted by hand, 2024-10."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.register.test_workdays import CALENDAR
from xltools.register.deadlines import Sent, Terms, due

TERMS = Terms(answer=10, ahead=3, grace=5)
SENT = Sent("提醒敦促函", dt.date(2024, 10, 8), dt.date(2024, 10, 23), None)


def on(day: int, sent: Sent = SENT):
    return due(sent, TERMS, CALENDAR, dt.date(2024, 10, day))


def test_nothing_is_said_while_there_is_time() -> None:
    """Four working days before Wednesday 10-23 is Thursday 10-17."""
    assert on(17) is None


@pytest.mark.parametrize(("day", "left"), [(18, 3), (19, 3), (21, 2), (22, 1), (23, 0)])
def test_three_working_days_ahead_it_is_named(day: int, left: int) -> None:
    found = on(day)
    assert (found.standing, found.left, found.late) == ("即将到期", left, 0)


@pytest.mark.parametrize(("day", "late"), [(24, 1), (25, 2), (27, 2), (30, 5)])
def test_within_the_days_of_grace_it_is_pressed_for(day: int, late: int) -> None:
    found = on(day)
    assert (found.standing, found.late, found.left) == ("已逾期", late, 0)
    assert found.step.startswith("催办")
    assert f"已逾期{late}个工作日" in found.basis and "第12条" in found.basis


@pytest.mark.parametrize(
    ("kind", "step"),
    [
        ("提醒敦促函", "拟发整改通知书"), ("整改通知书", "拟发约谈通知书"),
        ("约谈通知书", "报分管领导，列入挂牌督办"), ("函", "再次催办"),
        ("备案审查意见书", "在“备案审查”按“复审核销”"),
    ],
)  # fmt: skip
def test_after_the_days_of_grace_the_next_letter_is_proposed(kind: str, step: str) -> None:
    """依据: documents.md, 提醒 → 整改 → 约谈; 第12条 约谈: 挂牌督办. 10-31 is the sixth working day after."""
    found = on(31, replace(SENT, kind=kind))
    assert found.late == 6
    assert found.step.startswith(step)
    assert "第12条" in found.basis and "缺省" in found.basis


def test_after_a_reminder_its_days_of_grace_count() -> None:
    """Pressed for on Friday 10-25: waiting up to Friday 11-01, escalated on Monday 11-04."""
    pressed = replace(SENT, pressed=dt.date(2024, 10, 25))
    assert due(pressed, TERMS, CALENDAR, dt.date(2024, 11, 1)).step == "等待催办结果"
    assert due(pressed, TERMS, CALENDAR, dt.date(2024, 11, 4)).step.startswith("拟发整改通知书")


def test_a_deadline_on_a_day_off_moves() -> None:
    """Saturday 10-26 → Monday 10-28: on the Monday it is not overdue."""
    sent = replace(SENT, deadline=dt.date(2024, 10, 26))
    found = on(28, sent)
    assert (found.standing, found.last) == ("即将到期", dt.date(2024, 10, 28))
    assert "顺延至2024年10月28日" in found.basis
    assert on(29, sent).late == 1


def test_a_letter_without_a_printed_deadline_has_its_working_days() -> None:
    """Served 10-08 + 10 working days = 10-21 (10-12 is worked)."""
    found = on(21, replace(SENT, deadline=None))
    assert (found.deadline, found.left) == (dt.date(2024, 10, 21), 0)
