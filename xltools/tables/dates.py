"""Cells that hold a day, a time or a month: 日期, 时间, 期别.

Accepted: 2024-05-03 2024/5/3 2024.5.3 2024年5月3日 20240503, Excel serials, true dates. A month alone is a
period; as a date it is its first day (its last for a deadline) and a 提示 says so.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Any, NamedTuple

from xltools.errors import Severity
from xltools.tables.fold import half_width, trimmed
from xltools.tables.model import Column
from xltools.tables.problem import Parsed, Problem, bad, plain

FIRST_YEAR, LAST_YEAR = 1990, 2099

_EPOCH = dt.datetime(1899, 12, 30)
_SERIALS = range(32_874, 73_051)  # 1990-01-01 to 2099-12-31
_DAY = re.compile(
    r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{4})年(\d{1,2})月(\d{1,2})[日号]?|(\d{4})(\d{2})(\d{2})"
)
_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})|(\d{4})年(\d{1,2})月份?|(\d{4})年(\d{1,2})|(\d{4})(\d{2})")
_CUMULATIVE = re.compile(r"(\d{4})(?:年|[-/.])0?1月?(?:-|至|到|~)(?:\1(?:年|[-/.]))?(\d{1,2})月份?(?:累计)?")
_CLOCK = re.compile(r"(.*\d[日号]?)[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?")
_NONE = re.compile(r"[-/\\]+|无|没有")
_SPAN = re.compile(r"[至到~]|[年月]-|\d{4}.*\d{4}|[./]\d{1,2}-|-\d{1,2}[./]")
_SHORT_YEAR = re.compile(r"\d{2}(?:年|[-/.])\d{1,2}(?:月|[-/.])?(?:\d{1,2}[日号]?)?")
_NO_YEAR = re.compile(r"\d{1,2}月(?:份|\d{1,2}[日号]?)?")
_YEAR_LAST = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")
_YEAR_ONLY = re.compile(r"\d{4}年?度?")


class Day(NamedTuple):
    """A calendar day, or a month when `day` is 0."""

    year: int
    month: int
    day: int


def parse_date(column: Column, value: Any) -> Parsed:
    """A DATE cell to midnight of its day."""
    found, problem = _parse(value, "2024-05-03")
    if isinstance(found, dt.datetime):
        return found.replace(hour=0, minute=0, second=0, microsecond=0), problem
    if not isinstance(found, Day):
        return None, problem
    if found.day:
        return dt.datetime(*found), problem
    day = calendar.monthrange(found.year, found.month)[1] if column.month_end else 1
    taken = dt.datetime(found.year, found.month, day)
    return taken, Problem(f"只有年月，按{taken:%Y-%m-%d}读取", "请填写到日，如 2024-05-03", Severity.NOTICE)


def parse_time(_column: Column, value: Any) -> Parsed:
    """A TIME cell to its date and time."""
    if isinstance(value, str):
        clock = _CLOCK.fullmatch(half_width(trimmed(value)))
        if clock:
            return _with_clock(clock)
    found, problem = _parse(value, "2024-05-03 09:30")
    if isinstance(found, Day):
        return (dt.datetime(*found), problem) if found.day else bad("没有写到日", "如 2024-05-03 09:30")
    return found, problem


def parse_period(_column: Column, value: Any) -> Parsed:
    """A PERIOD cell to its text 2024-09."""
    if isinstance(value, str):
        cumulative = _CUMULATIVE.fullmatch("".join(half_width(trimmed(value)).split()))
        if cumulative:
            value = f"{cumulative[1]}-{cumulative[2]}"
    found, problem = _parse(value, "2024-09")
    return (period_of(found) if found is not None else None), problem


def period_of(day: Day | dt.datetime) -> str:
    """2024-09 of any day in September 2024."""
    return f"{day.year}-{day.month:02d}"


def find_day(text: str) -> Day | None:
    """The day or month that a text names and nothing else; None when it names none or cannot be one."""
    found, problem = _parse(text, "")
    return found if isinstance(found, Day) and problem is None else None


def _parse(value: Any, example: str) -> Parsed:
    """A datetime, a Day, or None with what is wrong."""
    if value is None or isinstance(value, dt.datetime):
        return _in_years(value)
    if isinstance(value, bool):
        return bad("是逻辑值，不是日期", f"改成日期，如 {example}")
    if isinstance(value, (int, float)):
        return _number(float(value), example)
    return _text(half_width(trimmed(value)), example)


def _in_years(value: dt.datetime | None) -> Parsed:
    if value is not None and not FIRST_YEAR <= value.year <= LAST_YEAR:
        return bad(f"{value.year}年不可能", "核对年份后改正")
    return value, None


def _number(value: float, example: str) -> Parsed:
    """20240503, 202405, 2024.5 or an Excel serial."""
    if 2000 <= value < 2100:
        return _year_and_fraction(value, example)
    if value.is_integer() and value >= 190_001:
        return _text(str(int(value)), example)
    if int(value) in _SERIALS:
        return _EPOCH + dt.timedelta(days=value), None
    return bad("不是日期", f"改成日期，如 {example}")


def _year_and_fraction(value: float, example: str) -> Parsed:
    year, _, month = plain(value).partition(".")
    if not month:
        return bad("只有年份", f"写明月份，如 {example}")
    if month == "1":
        return bad(f"看不出是{year}年1月还是10月（数字会丢掉末尾的0）", f"改成文字 {year}-01 或 {year}-10")
    if len(month) > 2:
        return bad("不是日期", f"改成日期，如 {example}")
    return _day(int(year), int(month), 0)


def _text(text: str, example: str) -> Parsed:
    clock = _CLOCK.fullmatch(text.strip())
    text = "".join((clock[1] if clock else text).split()).rstrip(".,。")
    if not text or _NONE.fullmatch(text):
        return None, None
    found = _DAY.fullmatch(text)
    if found:
        year, month, day = (int(g) for g in found.groups() if g and g.isdigit())
        return _day(year, month, day)
    found = _MONTH.fullmatch(text)
    if found:
        year, month = (int(g) for g in found.groups() if g)
        return _day(year, month, 0)
    if re.fullmatch(r"\d{5}", text) and int(text) in _SERIALS:
        return _EPOCH + dt.timedelta(days=int(text)), None
    return _refuse(text, example)


def _day(year: int, month: int, day: int) -> Parsed:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return bad(f"{year}年不可能", "核对年份后改正")
    if not 1 <= month <= 12:
        return bad(f"没有{month}月", "核对月份后改正")
    if day == 0:
        return Day(year, month, 0), None
    if day > calendar.monthrange(year, month)[1]:
        return bad(f"没有这一天：{year}年{month}月{day}日", "核对日期后改正")
    return Day(year, month, day), None


def _refuse(text: str, example: str) -> Parsed:
    if _SHORT_YEAR.fullmatch(text):
        return bad("年份只有两位", f"年份写四位，如 {example}")
    if _YEAR_LAST.fullmatch(text):
        return bad("年份不在前面，看不出月和日", f"按年-月-日填写，如 {example}")
    if _SPAN.search(text):
        return bad("是一段时间，应填一个时点", f"只填一个，如 {example}")
    if _NO_YEAR.fullmatch(text):
        return bad("没有写年份", f"写明年份，如 {example}")
    if _YEAR_ONLY.fullmatch(text):
        return bad("只有年份", f"写明月份，如 {example}")
    return bad("不是日期", f"改成日期，如 {example}")


def _with_clock(clock: re.Match[str]) -> Parsed:
    found, problem = _text(clock[1], "2024-05-03 09:30")
    hour, minute, second = int(clock[2]), int(clock[3]), int(clock[4] or 0)
    if not isinstance(found, Day) or not found.day:
        return (None, problem) if problem else bad("不是时间", "如 2024-05-03 09:30")
    if hour > 23 or minute > 59 or second > 59:
        return bad("没有这个时刻", "如 2024-05-03 09:30")
    return dt.datetime(found.year, found.month, found.day, hour, minute, second), problem
