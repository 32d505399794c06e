"""Many new rows at once, a column at a time: the same bytes as cell by cell, several times as fast.

`tests/ooxml/test_freshrows.py` holds the two ways equal.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from math import isfinite
from typing import Any, TypeAlias

from xltools.cells import column_letter
from xltools.ooxml.cellvalue import BLANK, UnwritableError, encoded, render
from xltools.ooxml.looks import AS_IS, Styler
from xltools.ooxml.refs import LAST_COLUMN, LAST_ROW
from xltools.ooxml.rowxml import mark_of
from xltools.ooxml.sheetxml import SheetXml

MANY = 8
"""From so many new rows on this way is worth its while."""

Marks: TypeAlias = Callable[[str], bytes]
"""The number format that a value needs, empty for none → the style attribute of a new cell of the column."""

_FLOATS = frozenset({float, type(None)})
_REPEATED = frozenset({str, dt.datetime, dt.date, type(None)})


def add_rows(
    part: SheetXml, row: int, column: int, rows: Sequence[Sequence[Any]], styler: Styler, date1904: bool
) -> bool:
    """Whether the block made whole new rows. What cannot is left to the way cell by cell, which says why."""
    widths = set(map(len, rows))
    if len(rows) < MANY or len(widths) != 1 or not min(widths) or part.prefix:
        return False
    box = (row, column, row + len(rows) - 1, column + min(widths) - 1)
    if box[2] > LAST_ROW or box[3] > LAST_COLUMN or not part.is_fresh(box):
        return False
    try:
        part.take(dict(_rows(part, row, column, rows, styler, date1904)), box)
    except UnwritableError:
        return False
    return True


def _rows(
    part: SheetXml, row: int, column: int, values: Sequence[Sequence[Any]], styler: Styler, date1904: bool
) -> Iterator[tuple[int, bytes]]:
    """Number and element of the rows that hold anything."""
    numbers = range(row, row + len(values))
    columns = [
        _cells(column_letter(at), numbers, cells, _marks(part, row, at, styler), date1904)
        for at, cells in enumerate(zip(*values, strict=True), column)
    ]
    for number, cells in zip(numbers, map("".join, zip(*columns, strict=True)), strict=True):
        if cells:
            yield number, f'<row r="{number}">{cells}</row>'.encode()


def _marks(part: SheetXml, row: int, column: int, styler: Styler) -> Marks:
    style = part.new_style(row, column)
    return lru_cache(lambda code: mark_of(styler(style, AS_IS, code)))


def _cells(letters: str, numbers: range, values: Sequence[Any], marks: Marks, date1904: bool) -> list[str]:
    """The elements of one column; nothing for a blank. Values that are often the same are made once."""
    types = set(map(type, values))
    start = f'<c r="{letters}'
    if types <= _FLOATS and all(map(isfinite, filter(None, values))):
        mark = marks("").decode() if float in types else ""
        pairs = zip(numbers, values, strict=True)
        return ["" if v is None else f'{start}{n}"{mark}><v>{v or 0!r}</v></c>' for n, v in pairs]
    rest: Callable[[Any], str] = partial(_rest, marks, date1904)
    if types <= _REPEATED:
        rest = {value: rest(value) for value in set(values)}.__getitem__
    return [f"{start}{n}{text}" if (text := rest(v)) else "" for n, v in zip(numbers, values, strict=True)]


def _rest(marks: Marks, date1904: bool, value: Any) -> str:
    """A cell's element from the closing quote of its address on."""
    content = encoded(value, date1904)
    if content == BLANK:
        return ""
    kind, inside = render(content)
    end = b">%b</c>" % inside if inside else b"/>"
    return (b'"%b%b%b' % (marks(content.format), kind, end)).decode()
