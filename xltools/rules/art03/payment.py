"""第3条 拨付: each project of 拨付台账 against its 应付清日, and money against physical progress."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art12.roster import Row, text
from xltools.rules.exact import as_shown, decimal_text, fen, money_text, plain_text
from xltools.tables.declared.money_results import (
    GREEN,
    NO_DATA,
    NOT_BEGUN,
    NOT_DUE,
    NOT_FINISHED,
    PAID,
    PAID_LATE,
    PENDING,
    RED,
    UNDECIDED,
    UNPAID_LATE,
    YELLOW,
)
from xltools.tables.declared.projects import FINISHED, NOT_STARTED
from xltools.tables.model import blank

_WHOLE = Fraction(100)


@dataclass(frozen=True, slots=True)
class Terms:
    """The numbers in force, looked up once for all projects."""

    days: int
    red_days: int
    retained: Fraction
    gap: Fraction


def terms(policy: Policy) -> Terms:
    """第3条: 30 days (方案); 60 days, 质保金 and the gap (缺省)."""
    return Terms(
        days=policy.whole("完工未支付天数"),
        red_days=policy.whole("支付红线天数"),
        retained=policy.share("质保金比例"),
        gap=policy.number("支付进度偏差"),
    )


@dataclass(frozen=True, slots=True)
class Project:
    """One project: amounts in 分, dates as days, 形象进度 as a fraction of 1. `county` is a code."""

    code: str
    county: str
    name: str
    state: str
    contract: int
    retained: int
    paid: int
    finished: dt.date | None
    last_paid: dt.date | None
    cleared: dt.date | None
    progress: Fraction | None
    origin: str = ""

    @property
    def due(self) -> int:
        """应付额: what must be paid 30 days after completion."""
        return self.contract - self.retained

    @property
    def owed(self) -> int:
        return max(0, self.due - self.paid)

    @property
    def spent(self) -> Fraction | None:
        """支出进度."""
        return Fraction(self.paid, self.contract) if self.contract else None

    @property
    def gap(self) -> Fraction | None:
        """支出进度 less 形象进度, in 百分点."""
        if self.spent is None or self.progress is None:
            return None
        return (self.spent - self.progress) * _WHOLE


@dataclass(frozen=True, slots=True)
class Finding:
    """What is said of one project; `cleared` is the day on which it was paid up, where that is known."""

    state: str
    light: str
    reason: str
    cleared: dt.date | None = None
    days: int | None = None
    late: int | None = None


def projects_of(payments: pd.DataFrame, held: Mapping[str, Row], by: Terms) -> list[Project]:
    """拨付台账 with what `held` (项目库 by 项目编码) adds: county, name, 实施状态, a 完工日期 it lacks."""
    rows: Sequence[Row] = payments.to_dict("records")
    return [_project(row, held.get(text(row["项目编码"]), {}), by) for row in rows]


def _project(row: Row, held: Row, by: Terms) -> Project:
    contract = fen(row["合同额"])
    most = int(contract * by.retained)
    own, other = _day(row["完工日期"]), _day(held.get("完工日期"))
    return Project(
        code=text(row["项目编码"]),
        county=text(held.get("行政区划代码")) or text(row["行政区划代码"]),
        name=text(held.get("项目名称")),
        state=text(held.get("实施状态")),
        contract=contract,
        retained=most if blank(row["质保金"]) else min(fen(row["质保金"]), most),
        paid=fen(row["已支付"]),
        finished=own or other,
        last_paid=_day(row["末次支付日期"]),
        cleared=_day(row["付清日期"]),
        progress=None if blank(row["形象进度"]) else as_shown(row["形象进度"]),
        origin="" if own or not other else "，完工日期取自项目库",
    )


def _day(value: Any) -> dt.date | None:
    return None if blank(value) else value.date()


def judge(project: Project, by: Terms, on: dt.date) -> Finding:
    """第3条 for one project as of a day. 依据 has the dates, the amounts and the bound."""
    if project.finished is not None:
        return _finished(project, by, on)
    if project.progress is None:
        if project.state == NOT_STARTED and not project.paid:
            return Finding(NOT_BEGUN, NOT_DUE, "第3条：项目库为未实施，没有付款")
        return Finding(UNDECIDED, NO_DATA, "第3条：没有填形象进度，无法与支出进度比，请补填")
    if project.progress == 1 or project.state == FINISHED:
        return Finding(UNDECIDED, NO_DATA, "第3条：已完工而没有完工日期，算不出应付清日，请补填")
    return _building(project, by)


def _building(project: Project, by: Terms) -> Finding:
    gap, said = project.gap, _progress(project)
    if gap is None:
        return Finding(UNDECIDED, NO_DATA, "第3条：合同额是0，算不出支出进度，请核对")
    if abs(gap) <= by.gap:
        reason = (
            f"第3条（方案：支出进度与项目实施进度相匹配）：{said}，相差不超过{plain_text(by.gap)}个百分点"
        )
        return Finding(NOT_FINISHED, GREEN, reason)
    which = "支付超前" if gap > 0 else "支付滞后"
    reason = f"第3条（方案：相匹配；{plain_text(by.gap)}个百分点为缺省）：{said}，{which}"
    return Finding(NOT_FINISHED, YELLOW, reason)


def _progress(project: Project) -> str:
    if project.spent is None or project.progress is None or project.gap is None:
        return ""
    percent = [f"{decimal_text(share * _WHOLE)}%" for share in (project.spent, project.progress)]
    return f"支出进度{percent[0]}、形象进度{percent[1]}，偏差{decimal_text(project.gap)}个百分点"


def _finished(project: Project, by: Terms, on: dt.date) -> Finding:
    assert project.finished is not None
    if not project.contract:
        return Finding(UNDECIDED, NO_DATA, "第3条：合同额是0，算不出应付额，请核对")
    last = project.finished + dt.timedelta(by.days)
    head = (
        f"第3条（方案：完工后{by.days}日内付清）：{project.finished}完工{project.origin}，应付清日{last}；"
        f"应付额{money_text(project.contract)}－质保金{money_text(project.retained)}＝{money_text(project.due)}，"
        f"已付{money_text(project.paid)}万元"
    )  # fmt: skip
    if project.owed:
        return _unpaid(project, by, on, head)
    cleared = _cleared(project, last)
    if cleared is None:
        remedy = "末次支付可能是退质保金，看不出哪天付到应付额，请填“付清日期”"
        return Finding(UNDECIDED, NO_DATA, f"{head}；末次支付{project.last_paid}，{remedy}")
    days = (cleared - project.finished).days
    light, why = _lateness(days, by)
    state = PAID if light == GREEN else PAID_LATE
    return Finding(state, light, f"{head}，{cleared}付清，{why}", cleared, days, max(0, days - by.days))


def _cleared(project: Project, last: dt.date) -> dt.date | None:
    """The day on which 应付额 was reached: 付清日期, else the last payment, unless that one is late and more
    than 应付额 is paid: then it may have been 质保金.
    """
    if project.cleared:
        return project.cleared
    later = project.last_paid is not None and project.last_paid > last
    return None if later and project.paid > project.due else project.last_paid


def _unpaid(project: Project, by: Terms, on: dt.date, head: str) -> Finding:
    assert project.finished is not None
    days = (on - project.finished).days
    owed = f"还欠{money_text(project.owed)}万元"
    if days <= by.days:
        return Finding(PENDING, NOT_DUE, f"{head}，{owed}；到{on}才{days}天", days=days, late=0)
    light, why = _lateness(days, by)
    return Finding(UNPAID_LATE, light, f"{head}，{owed}，到{on}{why}", days=days, late=days - by.days)


def _lateness(days: int, by: Terms) -> tuple[str, str]:
    """完工后 31 to 60 days yellow, beyond red; day 30 is in time and day 60 still yellow."""
    if days <= by.days:
        return GREEN, f"完工后{days}天，按期" if days >= 0 else "完工前已付清"
    late = f"完工后{days}天，逾期{days - by.days}天"
    if days <= by.red_days:
        return YELLOW, f"{late}（{by.days + 1}至{by.red_days}天为黄是缺省）"
    return RED, f"{late}（超过{by.red_days}天为红是缺省）"
