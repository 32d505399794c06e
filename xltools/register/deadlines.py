"""第12条 两书一函: whose answer is due or overdue, and what comes next (提醒 → 整改 → 约谈)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from xltools.register.workdays import Calendar
from xltools.tables.declared.filing import OPINION
from xltools.tables.declared.register import OVERDUE, SOON

NEXT = {"提醒敦促函": "整改通知书", "整改通知书": "约谈通知书"}
"""The steps of 第12条. That a missing answer moves a unit up one is ours (缺省): the plan is silent on it."""

LAST = "约谈通知书"


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter that waits for its answer. `deadline` as printed in it, None where it has none."""

    kind: str
    served: dt.date
    deadline: dt.date | None
    pressed: dt.date | None
    """The last 催办."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The office's own numbers, in working days."""

    answer: int
    ahead: int
    grace: int


@dataclass(frozen=True, slots=True)
class Due:
    """What to show of one letter."""

    standing: str
    deadline: dt.date
    last: dt.date
    late: int
    left: int
    step: str
    basis: str


def due(sent: Sent, terms: Terms, calendar: Calendar, today: dt.date) -> Due | None:
    """None as long as there is time. UnknownYearError where the days of a year are not known."""
    deadline = sent.deadline or calendar.after(sent.served, terms.answer)
    last = calendar.on_or_after(deadline)
    late, left = calendar.between(last, today), calendar.between(today, last)
    moved = "" if last == deadline else f"，遇休息日顺延至{day(last)}"
    told = f"反馈期限{day(deadline)}{moved}"
    if today <= last:
        if left > terms.ahead:
            return None
        return Due(SOON, deadline, last, 0, left, "提醒主送单位按期反馈", f"{told}，还有{left}个工作日")
    step, basis = _step(sent, terms, calendar, today, late)
    told += f"，至{day(today)}已逾期{late}个工作日"
    return Due(OVERDUE, deadline, last, late, 0, step, f"{told}；{basis}")


def _step(sent: Sent, terms: Terms, calendar: Calendar, today: dt.date, late: int) -> tuple[str, str]:
    """First a reminder; with no answer after the days of grace the next of the letters."""
    grace = f"{terms.grace}个工作日"
    if sent.pressed is None and late <= terms.grace:
        return "催办，办后在“发文登记”的“催办”栏填日期", f"第12条（缺省）：逾期{grace}内先催办"
    if sent.pressed is not None and calendar.between(sent.pressed, today) <= terms.grace:
        return "等待催办结果", f"{day(sent.pressed)}已催办；第12条（缺省）：催办后{grace}仍不反馈的升级"
    since = f"{day(sent.pressed)}催办后" if sent.pressed else "逾期"
    return _escalation(sent.kind), f"第12条 两书一函（缺省：不反馈的逐级升级）：{since}超过{grace}仍未反馈"


def _escalation(kind: str) -> str:
    if kind in NEXT:
        return f"拟发{NEXT[kind]}（在“函件清单”加一行，由人核定）"
    if kind == OPINION:
        return "在“备案审查”按“复审核销”；没有整改到位的，“调度排名”计分排名时列入约谈通知书"
    return "报分管领导，列入挂牌督办" if kind == LAST else "再次催办，并报分管领导"


def day(date: dt.date) -> str:
    """2024年10月8日, as in a letter."""
    return f"{date.year}年{date.month}月{date.day}日"
