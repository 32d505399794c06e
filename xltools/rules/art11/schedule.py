"""第11条 督导计划: the calendar as the officer keeps it: moved, done, late, with lines of their own."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from xltools.errors import Severity
from xltools.policy import Policy
from xltools.register.workdays import Calendar
from xltools.rules.art11.calendar import Duty
from xltools.rules.art12.roster import Row, city_code, text
from xltools.rules.problems import Problem
from xltools.tables.declared.inspections import (
    AHEAD,
    CITY_VISIT,
    DONE,
    DROPPED,
    DUE_NOW,
    LATE,
    SCHEDULE,
)
from xltools.tables.model import blank

_TYPED = ("改期至", "完成日期", "备注")
"""What the officer fills in on any line."""

_KEY = re.compile(r"(\d{4})-(\d\d)-[A-Z]")
_OWN = "X"
"""In the key of a line the officer added: 2024-05-X-001."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One line of 督导计划 of this year, with the day it stands on."""

    key: str
    row: Row
    date: dt.date


def schedule_problems(existing: pd.DataFrame, year: int, today: dt.date) -> Iterator[Problem]:
    """第11条: what the officer typed into 督导计划 and cannot be: dates reversed, ahead, of another year."""
    for i, row in enumerate(existing.to_dict("records")):
        if _year(row) not in (year, None):
            continue
        if text(row["编号"]) and _year(row) is None:
            yield _told(i, "编号", "不是程序给的编号", "清空本格，程序会编一个；或从上次的备份里抄回来")
        if _by_hand(row) and blank(row["原定日期"]) and blank(row["改期至"]):
            yield _told(i, "原定日期", "自加的事项没有日期", "填原定日期；不办的删去本行")
        for name in ("原定日期", "改期至"):
            if not blank(row[name]) and row[name].year != year:
                yield _told(i, name, f"不是{year}年的日子", "核对年份；跨年的，列入下一年度的计划")
        done = row["完成日期"]
        if not blank(done) and done.date() > today:
            yield _told(i, "完成日期", "晚于今天", "办完了再填；改到以后办的，填“改期至”")
        elif not blank(done) and done.year < year:
            yield _told(i, "完成日期", f"早于{year}年", "核对年份")


def schedule(
    planned: Sequence[Duty],
    existing: pd.DataFrame,
    visits: pd.DataFrame,
    days: Calendar,
    year: int,
    policy: Policy,
    today: dt.date,
) -> pd.DataFrame:
    """第11条: 督导计划 after a press, this year's by date, then the other years' as they were.

    What the officer typed stays with its 编号; a line that the plan no longer has stays while something is
    typed on it. UnknownYearError where the days off of a year are not known.
    """
    rows: Sequence[Row] = existing.to_dict("records")
    mine = [row for row in rows if _year(row) in (year, None)]
    typed = {text(row["编号"]): row for row in mine if text(row["编号"])}
    missing = _missing(visits, year)
    made = [_line(duty, typed.get(duty.key), missing(duty), days, policy) for duty in planned]
    known = {duty.key for duty in planned}
    made += [_dropped(row) for key, row in typed.items() if key not in known and _left(row)]
    made += _own([row for row in mine if _by_hand(row)], days)
    standing = [row | {"状态": row["状态"] or _state(row, today)} for row in made]
    standing.sort(key=lambda row: (row["办理期限"], row["编号"]))
    return _frame([*standing, *(row for row in rows if _year(row) not in (year, None))])


def of_year(schedule: pd.DataFrame, year: int) -> list[Planned]:
    """The lines of a year that are still in the plan."""
    rows: Sequence[Row] = schedule.to_dict("records")
    return [
        Planned(text(row["编号"]), row, row["办理期限"].date())
        for row in rows
        if _year(row) == year and row["状态"] != DROPPED
    ]


def moved_to_rest(existing: pd.DataFrame, days: Calendar, year: int) -> Iterator[Problem]:
    """A notice for each 改期至 that is no working day. UnknownYearError."""
    for i, row in enumerate(existing.to_dict("records")):
        if _year(row) in (year, None) and not blank(row["改期至"]) and not days.works(row["改期至"].date()):
            remedy = "照您填的列入；要避开的，改到工作日"
            yield Problem(i, "改期至", "是休息日", remedy, SCHEDULE.name, Severity.NOTICE)


def visited_in_month(visits: pd.DataFrame, year: int) -> dict[tuple[str, int], set[str]]:
    """(city code, month) → counties that the city inspected, by 督导记录."""
    found: dict[tuple[str, int], set[str]] = {}
    rows: Sequence[Row] = visits.to_dict("records")
    for row in rows:
        code = text(row["行政区划代码"])
        if row["来源"] == CITY_VISIT and row["日期"].year == year:
            found.setdefault((city_code(code), row["日期"].month), set()).add(code)
    return found


def _missing(visits: pd.DataFrame, year: int) -> Callable[[Duty], list[str]]:
    """Whom of a visit's counties nobody inspected that month, by name."""
    found = visited_in_month(visits, year)

    def missing(duty: Duty) -> list[str]:
        done = found.get((duty.city_code, duty.due.month), set())
        return [name for code, name in duty.counties.items() if code not in done]

    return missing


def _line(
    duty: Duty,
    old: Row | None,
    missing: Sequence[str],
    days: Calendar,
    policy: Policy,
) -> dict[str, Any]:
    kept = {name: old[name] if old is not None else None for name in _TYPED}
    moved = duty.moved(days, policy)
    counted = len(duty.counties) - len(missing)
    complete = bool(duty.counties) and not missing
    day = pd.Timestamp(moved) if blank(kept["改期至"]) else kept["改期至"]
    done = complete or not blank(kept["完成日期"])
    return kept | {
        "编号": duty.key,
        "月份": duty.period,
        "事项": duty.item,
        "责任单位": duty.who,
        "市州": duty.city,
        "内容": duty.what,
        "原定日期": pd.Timestamp(duty.due),
        "办理期限": day,
        "已督导县数": float(counted) if duty.counties else None,
        "状态": DONE if done else "",
        "依据": duty.basis + _why_moved(duty.due, moved, kept["改期至"]) + _count_text(duty, missing),
    }


def _why_moved(due: dt.date, moved: dt.date, by_hand: Any) -> str:
    if not blank(by_hand):
        return f"；{due:%Y-%m-%d}改期至{by_hand:%Y-%m-%d}"
    return "" if moved == due else f"；{due:%Y-%m-%d}是休息日，移到{moved:%Y-%m-%d}"


def _count_text(duty: Duty, missing: Sequence[str]) -> str:
    if not duty.counties:
        return ""
    every = len(duty.counties)
    named = f"，还差{'、'.join(missing)}" if 0 < len(missing) < every else ""
    return f"；督导记录{every - len(missing)}/{every}个县{named}"


def _dropped(row: Row) -> dict[str, Any]:
    return dict(row) | {"状态": DROPPED}


def _own(rows: Sequence[Row], days: Calendar) -> list[dict[str, Any]]:
    """The officer's own lines: numbered once, by the month they stand in; their day is not moved."""
    taken = {text(row["编号"]) for row in rows}
    made = []
    for row in rows:
        day = row["原定日期"] if blank(row["改期至"]) else row["改期至"]
        key = text(row["编号"]) or _free(f"{day:%Y-%m}-{_OWN}", taken)
        taken.add(key)
        rest = "" if days.works(day.date()) else "；是休息日"
        made.append(
            dict(row) | {
                "编号": key,
                "月份": key[:7],
                "办理期限": day,
                "状态": "" if blank(row["完成日期"]) else DONE,
                "依据": (text(row["依据"]).removesuffix("；是休息日") or "自加的事项") + rest,
            }
        )  # fmt: skip
    return made


def _free(stem: str, taken: set[str]) -> str:
    number = 1
    while f"{stem}-{number:03d}" in taken:
        number += 1
    return f"{stem}-{number:03d}"


def _state(row: Mapping[str, Any], today: dt.date) -> str:
    day = row["办理期限"].date()
    if day < today:
        return LATE
    return DUE_NOW if (day.year, day.month) == (today.year, today.month) else AHEAD


def _year(row: Row) -> int | None:
    """The year of a line by its 编号; None where it has none yet."""
    found = _KEY.match(text(row["编号"]))
    return int(found[1]) if found else None


def _by_hand(row: Row) -> bool:
    key = text(row["编号"])
    return _KEY.match(key) is None or key[8:].startswith(f"{_OWN}-")


def _left(row: Row) -> bool:
    """A line of the program's with something typed on it."""
    return not _by_hand(row) and any(not blank(row[name]) and text(row[name]) for name in _TYPED)


def _told(i: int, column: str, problem: str, remedy: str) -> Problem:
    return Problem(i, column, problem, remedy, SCHEDULE.name)


def _frame(rows: Sequence[Mapping[Any, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=SCHEDULE.names)
    dates = {name: pd.to_datetime(frame[name]) for name in ("原定日期", "办理期限", "改期至", "完成日期")}
    return frame.assign(**dates, 已督导县数=frame["已督导县数"].astype("float64"))
