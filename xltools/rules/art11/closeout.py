"""第11条 问题销号: by when each problem is to be mended, how it stands, how late it is."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from xltools.policy import Policy
from xltools.register.workdays import Calendar
from xltools.rules.art12.roster import Row, text
from xltools.tables.declared.inspections import (
    AGREED,
    APPLIED,
    CLOSED,
    FOUND,
    MENDING,
    OPEN,
    ORDINARY,
    RETURNED,
    SENT_BACK,
)
from xltools.tables.model import blank

WORKING = "工作日"

_NEXT = {
    CLOSED: "",
    APPLIED: "核查佐证材料，填核销意见",
    SENT_BACK: "按退回意见整改，重新申请销号",
    MENDING: "限期整改到位，附佐证材料申请销号",
    OPEN: "报送整改措施，限期整改",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How one problem stands on a day. `late` counts as 参数 says, `late_days` calendar days for letters;
    both are 0 where it is in time. What was applied for late stays late.
    """

    state: str
    deadline: dt.date
    last: dt.date
    late: int
    late_days: int

    @property
    def closed(self) -> bool:
        """Whether it is 已核销."""
        return self.state == CLOSED

    @property
    def overdue(self) -> bool:
        """Past its last day and not applied for: what waits for us is late no longer."""
        return self.late_days > 0 and self.state not in (CLOSED, APPLIED)

    @property
    def came_late(self) -> bool:
        """Applied for after its last day, closed or not."""
        return self.late_days > 0 and self.state in (CLOSED, APPLIED)


def state_of(row: Row) -> str:
    """第11条: 状态 of a problem from what the officer filled in; `found_problems` must be empty."""
    verdict = text(row["核销意见"])
    if verdict:
        return {AGREED: CLOSED, RETURNED: SENT_BACK}[verdict]
    if not blank(row["销号申请日期"]):
        return APPLIED
    return MENDING if text(row["整改情况"]) else OPEN


def standing(row: Row, days: Calendar, policy: Policy, on: dt.date) -> Standing:
    """第11条: the last day is in time. Whether it was is judged by 销号申请日期, which is the county's act; a
    problem without one, or sent back, by today. UnknownYearError.
    """
    state = state_of(row)
    deadline = deadline_of(row, days, policy)
    last = days.on_or_after(deadline)
    acted = row["销号申请日期"].date() if state in (CLOSED, APPLIED) else on
    late_days = max(0, (acted - last).days)
    counted = days.between(last, acted) if _working(policy) else late_days
    return Standing(state, deadline, last, counted, late_days if counted else 0)


def deadline_of(row: Row, days: Calendar, policy: Policy) -> dt.date:
    """整改期限 as written; where it is not, so many days after 检查日期, which itself does not count."""
    if not blank(row["整改期限"]):
        written: dt.date = row["整改期限"].date()
        return written
    found: dt.date = row["检查日期"].date()
    many = policy.whole(f"{text(row['严重程度']) or ORDINARY}问题整改天数")
    return days.after(found, many) if _working(policy) else found + dt.timedelta(days=many)


def closeout(
    found: pd.DataFrame,
    standings: Sequence[Standing],
    names: Mapping[str, tuple[str, str]],
    policy: Policy,
    on: dt.date,
) -> pd.DataFrame:
    """第11条: 问题台账 with numbers, names and how each row stands; all that was typed stays."""
    rows: Sequence[Row] = found.to_dict("records")
    numbers = numbered(rows)
    made = [
        _row(row, number, each, names, policy, on)
        for row, number, each in zip(rows, numbers, standings, strict=True)
    ]
    frame = pd.DataFrame(made, columns=FOUND.names)
    dates = ("检查日期", "整改期限", "销号申请日期", "核销日期", "最后一日")
    frame = frame.assign(**{name: pd.to_datetime(frame[name]) for name in dates})
    return frame.astype({"涉及金额": "float64", "逾期天数": "float64"})


def numbered(rows: Sequence[Row]) -> list[str]:
    """编号 of each row: the one it has, else the next of the year it was found in: 2024-0007."""
    last: Counter[str] = Counter()
    for row in rows:
        year, _, number = text(row["编号"]).partition("-")
        if number.isdigit():
            last[year] = max(last[year], int(number))
    return [text(row["编号"]) or _next_number(str(row["检查日期"].year), last) for row in rows]


def names_of(roster: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """City and county by code."""
    rows: Sequence[Row] = roster.to_dict("records")
    return {text(row["行政区划代码"]): (text(row["市州"]), text(row["县区"])) for row in rows}


def _next_number(year: str, last: Counter[str]) -> str:
    last[year] += 1
    return f"{year}-{last[year]:04d}"


def _row(
    row: Row,
    number: str,
    each: Standing,
    names: Mapping[str, tuple[str, str]],
    policy: Policy,
    on: dt.date,
) -> dict[str, Any]:
    city, county = names[text(row["行政区划代码"])]
    return dict(row) | {
        "编号": number,
        "市州": text(row["市州"]) or city,
        "县区": text(row["县区"]) or county,
        "最后一日": each.last,
        "状态": each.state,
        "逾期天数": each.late or None,
        "下一步": _next_step(each, on),
        "依据": _basis(row, each, policy),
    }


def _next_step(each: Standing, on: dt.date) -> str:
    if each.closed:
        return ""
    if each.overdue:
        return f"逾期，{_NEXT[each.state]}"
    left = (each.last - on).days
    return f"{_NEXT[each.state]}（还有{left}天）" if each.state != APPLIED else _NEXT[each.state]


def _basis(row: Row, each: Standing, policy: Policy) -> str:
    unit = policy.text("整改计日方式")
    if blank(row["整改期限"]):
        weight = text(row["严重程度"]) or ORDINARY
        many = policy.whole(f"{weight}问题整改天数")
        due = f"第11条（缺省）：{weight}问题{many}个{unit}，期限{each.deadline}"
    else:
        due = f"第11条：整改期限{each.deadline}"
    moved = "" if each.last == each.deadline else f"，遇休息日顺延至{each.last}"
    acted = f"，{row['销号申请日期']:%Y-%m-%d}申请" if each.state in (CLOSED, APPLIED) else ""
    late = f"，逾期{each.late}个{unit}" if each.late_days else ""
    return due + moved + acted + late


def _working(policy: Policy) -> bool:
    return policy.text("整改计日方式") == WORKING
