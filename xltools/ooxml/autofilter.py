"""The conditions of an AutoFilter (ECMA-376 part 1, 18.3.2), held against the values of cells.

Lists of values and dates, and comparisons, are evaluated. Colours, icons, the highest ten and conditions
that go by the calendar are not: what they show only a spreadsheet program can say.
"""

from __future__ import annotations

import datetime as dt
import operator as op
import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from lxml import etree

from xltools.cells import CellValue
from xltools.ooxml.cellvalue import serial_or_text
from xltools.ooxml.parts import Element, main

Shows: TypeAlias = Callable[[CellValue, str | None], bool]
"""(value of a cell, the text it shows or None where that is not sure) → whether its row may be seen."""

_DATE_PARTS = ("year", "month", "day", "hour", "minute", "second")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_NUMBER = re.compile(
    r"\(?[-+]?[￥¥$€]?\s*((?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d+))?)(?:e([-+]?\d{1,4}))?(%?)\)?", re.I
)
_CALENDARS = ("", "none", "gregorian")
_ORDER: dict[str, Callable[[float, float], bool]] = {
    "greaterThan": op.gt,
    "greaterThanOrEqual": op.ge,
    "lessThan": op.lt,
    "lessThanOrEqual": op.le,
}


def conditions(root: Element) -> Iterator[tuple[int, Element]]:
    """Offset of the column and element of every condition under an <autoFilter>."""
    for column in root.iterfind(main("filterColumn")):
        if len(column):
            yield int(column.get("colId", "0")), column


def shows(column: Element, date1904: bool = False) -> Shows | None:
    """The condition of one <filterColumn>, None where it cannot be evaluated."""
    children = [child for child in column if isinstance(child.tag, str)]
    if len(children) != 1:
        return None
    kind = etree.QName(children[0]).localname
    if kind == "filters":
        return _listed(children[0])
    return _compared(children[0], date1904) if kind == "customFilters" else None


def drop(column: Element) -> None:
    """Take a condition away; what is said of the column's button stays."""
    parent = column.getparent()
    if parent is not None and set(column.attrib) <= {"colId"}:
        parent.remove(column)
    for child in list(column):
        column.remove(child)


def _listed(filters: Element) -> Shows | None:
    """One of the ticked values. A number whose text is not sure is shown where it may be meant."""
    groups = [e.get("dateTimeGrouping", "year") for e in filters.iterfind(main("dateGroupItem"))]
    if filters.get("calendarType", "") not in _CALENDARS or not {*groups} <= {*_DATE_PARTS}:
        return None
    values = [e.get("val", "").strip() for e in filters.iterfind(main("filter"))]
    texts, numbers = {value.casefold() for value in values}, [_number(value) for value in values]
    days = [tuple(map(int, day.groups())) for value in values if (day := _DAY.fullmatch(value))]
    dates = [*days, *(_date_parts(e) for e in filters.iterfind(main("dateGroupItem")))]
    blank = filters.get("blank") in ("1", "true")

    def condition(value: CellValue, shown: str | None) -> bool:
        if _is_blank(value):
            return blank
        if isinstance(value, dt.datetime) and any(_falls_in(value, parts) for parts in dates):
            return True
        if isinstance(value, float) and shown is None:
            return any(n is None or abs(value - n[0]) <= n[1] for n in numbers)
        if isinstance(value, float) and any(n is not None and _same(value, n[0]) for n in numbers):
            return True
        return (shown or str(value)).strip().casefold() in texts

    return condition


def _is_blank(value: CellValue) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-9 * max(1.0, abs(other))


def _date_parts(item: Element) -> tuple[int, ...]:
    """Year, month … of a ticked date, as far as it goes: (2024, 9) is the whole of September."""
    last = _DATE_PARTS.index(item.get("dateTimeGrouping", "year"))
    return tuple(int(item.get(name, "0")) for name in _DATE_PARTS[: last + 1])


def _falls_in(value: dt.datetime, parts: tuple[int, ...]) -> bool:
    return value.timetuple()[: len(parts)] == parts


def _compared(filters: Element, date1904: bool) -> Shows | None:
    """One or two comparisons, a day as its serial number."""
    each = [_comparison(e) for e in filters.iterfind(main("customFilter"))]
    known = [comparison for comparison in each if comparison is not None]
    if not known or len(known) < len(each):
        return None
    joined = all if filters.get("and") in ("1", "true") else any

    def condition(value: CellValue, shown: str | None) -> bool:
        if isinstance(value, dt.datetime):
            value = serial_or_text(value, date1904)
        return joined(comparison(value, shown) for comparison in known)

    return condition


def _comparison(element: Element) -> Shows | None:
    operator, wanted = element.get("operator", "equal"), element.get("val", "")
    if operator in _ORDER:
        return _ordered(operator, wanted)
    equal = _equal(wanted)
    if operator == "equal":
        return equal
    return (lambda value, shown: not equal(value, shown)) if operator == "notEqual" else None


def _ordered(operator: str, wanted: str) -> Shows | None:
    """Greater or less than a number; texts have no order that every program agrees on."""
    number, compare = _number(wanted), _ORDER[operator]
    if number is None:
        return None
    bound = number[0]
    return lambda value, shown: isinstance(value, float) and compare(value, bound)


def _equal(wanted: str) -> Shows:
    """The same number, or the same text, where * stands for any text and ? for one character; a blank alone
    means blank cells."""
    number = _number(wanted)
    pattern = re.compile(_wildcards(wanted.strip()), re.I | re.S)

    def condition(value: CellValue, shown: str | None) -> bool:
        if _is_blank(value) or not wanted.strip():
            return _is_blank(value) and not wanted.strip()
        if isinstance(value, float):
            return shown == wanted or (number is not None and _same(value, number[0]))
        return pattern.fullmatch(str(value).strip()) is not None

    return condition


def _wildcards(text: str) -> str:
    """* and ? as a regular expression; ~ before one of them takes it as it stands."""
    signs = {"*": ".*", "?": "."}
    return "".join(
        re.escape(piece[-1]) if len(piece) > 1 else signs.get(piece, re.escape(piece))
        for piece in re.findall(r"~[*?~]|.", text, re.S)
    )


def _number(text: str) -> tuple[float, float] | None:
    """The number that a text shows, and how far off one may be that is shown so: 58.33% is all that rounds to
    0.5833."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None or not found[1]:
        return None
    sign = -1 if text.strip().startswith(("-", "(")) else 1
    power = int(found[3] or 0) - (2 if found[4] else 0)
    try:
        half = 0.5000001 * 10.0 ** (power - len(found[2] or ""))
        return sign * float(found[1].replace(",", "")) * 10.0**power, half
    except OverflowError:  # more than any cell holds
        return None
