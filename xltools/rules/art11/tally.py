"""第11条 销号: the problems of a county or a city counted, and the letter that overdue ones ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art11.closeout import Standing
from xltools.rules.art12.roster import Row, text
from xltools.rules.art12.trigger import RECTIFY, REMINDER
from xltools.rules.exact import FEN, fen
from xltools.tables.declared.inspections import APPLIED
from xltools.tables.model import blank


@dataclass(slots=True)
class Tally:
    """The problems of a county or a city; money in 分, `late` in days as 参数 counts them."""

    problems: int = 0
    closed: int = 0
    waiting: int = 0
    overdue: int = 0
    came_late: int = 0
    longest: int = 0
    amount: int = 0
    open_amount: int = 0
    late_days: list[int] = field(default_factory=list)

    @property
    def mending(self) -> int:
        """Open and not applied for."""
        return self.problems - self.closed - self.waiting

    def add(self, row: Row, each: Standing) -> None:
        """One problem more."""
        money = 0 if blank(row["涉及金额"]) else fen(row["涉及金额"])
        self.problems += 1
        self.amount += money
        self.closed += each.closed
        self.waiting += each.state == APPLIED
        self.came_late += each.came_late
        self.open_amount += 0 if each.closed else money
        if each.overdue:
            self.overdue += 1
            self.longest = max(self.longest, each.late)
            self.late_days.append(each.late_days)

    def merge(self, other: Tally) -> None:
        """A county into its city."""
        for name in ("problems", "closed", "waiting", "overdue", "came_late", "amount", "open_amount"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.longest = max(self.longest, other.longest)
        self.late_days += other.late_days

    @property
    def columns(self) -> dict[str, Any]:
        """As the tables show it."""
        return {
            "问题数": self.problems,
            "已核销数": self.closed,
            "待核销数": self.waiting,
            "整改中数": self.mending,
            "逾期未销号数": self.overdue,
            "最长逾期天数": self.longest,
            "逾期销号数": self.came_late,
            "涉及金额": self.amount / FEN,
            "未销号金额": self.open_amount / FEN,
            "销号率": float(Fraction(self.closed, self.problems)) if self.problems else None,
        }


def tallies(found: pd.DataFrame, standings: Sequence[Standing], year: int) -> dict[str, Tally]:
    """By county: problems found in `year`, and those of earlier years that are still open."""
    made: dict[str, Tally] = {}
    rows: Sequence[Row] = found.to_dict("records")
    for row, each in zip(rows, standings, strict=True):
        when = row["检查日期"].year
        if when == year or (when < year and not each.closed):
            made.setdefault(text(row["行政区划代码"]), Tally()).add(row, each)
    return made


def letter_due(late_days: Sequence[int], policy: Policy) -> str:
    """第12条（缺省）: which letter overdue problems ask for, by calendar days; empty where none is late."""
    if not late_days:
        return ""
    long = max(late_days) >= policy.whole("销号整改通知逾期天数")
    many = len(late_days) >= policy.whole("销号整改通知逾期个数")
    return RECTIFY if long or many else REMINDER
