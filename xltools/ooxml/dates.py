"""Which number formats show a date, and what date a serial number is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from math import isfinite

from lxml import etree

from xltools.cells import CellError, CellValue

_BUILTIN_DATES = frozenset({14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58})
"""Ids without a format code in the file; 27–36 and 50–58 are the Chinese ones. 18–21, 32–35, 45–47, 55 and
56 show a time of day or a duration, which is no date: those cells stay numbers."""

_NOISE = re.compile(
    r'"[^"]*"|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]|am/pm|a/p|general|g/通用格式|e[+-]', re.I | re.S
)
_ELAPSED = re.compile(r"\[[hms]+\]")
_DAY = re.compile(r"[yde]|aaa")

_EPOCH_1904 = dt.datetime(1904, 1, 1)
_EPOCH_1900 = dt.datetime(1899, 12, 30)
_LEAP_BUG = 60  # Excel believes in 1900-02-29: serials before it are one day later than the epoch says
_LAST_1900 = 2_958_466  # the serial after 9999-12-31
_LAST_1904 = _LAST_1900 - 1462
_MS_PER_DAY = 86_400_000


def is_date_format(code: str) -> bool:
    """Whether a format code shows a calendar date; times of day and durations do not.

    Quoted and escaped text, colours, conditions and locales (`[红色]`, `[>100]`, `[$-804]`) say nothing.
    """
    section = _NOISE.sub("", code).split(";", 1)[0].lower()
    if _ELAPSED.search(section):
        return False
    return bool(_DAY.search(section)) or ("m" in section and "h" not in section and "s" not in section)


def is_date(format_id: int, code: str | None = None) -> bool:
    """Whether a number format shows a date; without a code in the file the id alone decides."""
    return format_id in _BUILTIN_DATES if code is None else is_date_format(code)


def date_styles(root: etree._Element) -> tuple[bool, ...]:
    """For each cell style (`s` of a cell) in styles.xml, whether its number format is a date."""
    codes = {
        int(e.get("numFmtId", "0")): e.get("formatCode", "") for e in root.iterfind("{*}numFmts/{*}numFmt")
    }
    formats = [int(e.get("numFmtId", "0")) for e in root.iterfind("{*}cellXfs/{*}xf")]
    dates = {i: is_date(i, codes.get(i)) for i in set(formats)}
    return tuple(dates[i] for i in formats)


def from_serial(serial: float, date1904: bool = False) -> dt.datetime | float:
    """The date of a serial number, to the millisecond; the number itself where no such day exists.

    Those are, in the 1900 system, 0 (Excel shows 1900-01-00) and 60 (1900-02-29), and in both what is
    negative or after 9999-12-31.
    """
    if date1904:
        return _after(_EPOCH_1904, serial) if 0 <= serial < _LAST_1904 else serial
    if not 1 <= serial < _LAST_1900 or _LEAP_BUG <= serial < _LEAP_BUG + 1:
        return serial
    return _after(_EPOCH_1900, serial if serial > _LEAP_BUG else serial + 1)


def _after(epoch: dt.datetime, days: float) -> dt.datetime:
    whole = int(days)
    return epoch + dt.timedelta(days=whole, milliseconds=round((days - whole) * _MS_PER_DAY))


class _SerialDates(dict[str, CellValue]):
    """Serial numbers as a sheet writes them → dates, each worked out once: returns repeat few days."""

    def __init__(self, date1904: bool) -> None:
        super().__init__()
        self._date1904 = date1904

    def __missing__(self, text: str) -> CellValue:
        if len(self) >= _REMEMBERED:
            self.clear()
        serial = float(text)
        value = self[text] = from_serial(serial, self._date1904) if isfinite(serial) else CellError("#NUM!")
        return value


_REMEMBERED = 1 << 16
_SERIAL_DATES = {system: _SerialDates(system) for system in (False, True)}


def serial_converter(date1904: bool) -> Callable[[str], CellValue]:
    """From the text of a serial number to its date."""
    return _SERIAL_DATES[date1904].__getitem__
