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
from xltools.ooxml.cellvalue import BLANK, UnwritableError, encoded, render, stands_as_is
from xltools.ooxml.looks import AS_IS, Styler
from xltools.ooxml.refs import LAST_COLUMN, LAST_ROW
from xltools.ooxml.rowpatch import mark_of
from xltools.ooxml.sheetxml import SheetXml

MANY = 8
"""From so many new rows on this way is worth its while."""

Marks: TypeAlias = Callable[[str], bytes]
"""The number format that a value needs, empty for none → the style attribute of a new cell of the column."""

_FLOATS = frozenset({float, type(None)})
_REPEATED = frozenset({float, str, dt.datetime, dt.date, type(None)})
_FEW = 0.7
"""With more distinct values than this share, looking each up costs more than it saves."""

_AT_ONCE = 500

_NUMBER = b"\0"
"""Stands for the row's number until its cells are together; XML can hold no such character."""

_WORDS = b' t="inlineStr"><is><t>%b</t></is></c>'
_START = b'<row r="%b">' % _NUMBER


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
    columns = [
        _cells(column_letter(at), cells, _marks(part, row, at, styler), date1904)
        for at, cells in enumerate(_columns(values), column)
    ]
    for number, cells in enumerate(map(b"".join, zip(*columns, strict=True)), row):
        if cells:
            yield number, (_START + cells + b"</row>").replace(_NUMBER, b"%d" % number)


def _columns(rows: Sequence[Sequence[Any]]) -> Sequence[list[Any]]:
    """Rows of one width as columns; a few hundred at a time, which the processor's cache holds."""
    columns: Sequence[list[Any]] = [[] for _ in rows[0]]
    for start in range(0, len(rows), _AT_ONCE):
        for column, cells in zip(columns, zip(*rows[start : start + _AT_ONCE], strict=True), strict=True):
            column.extend(cells)
    return columns


def _marks(part: SheetXml, row: int, column: int, styler: Styler) -> Marks:
    style = part.new_style(row, column)
    return lru_cache(lambda code: mark_of(styler(style, AS_IS, code)))


def _cells(letters: str, values: Sequence[Any], marks: Marks, date1904: bool) -> Sequence[bytes]:
    """The elements of one column, _NUMBER for the row's; nothing for a blank."""
    types, start = set(map(type, values)), b'<c r="%b%b"' % (letters.encode(), _NUMBER)
    element: Callable[[Any], bytes]
    if types <= _FLOATS and all(map(isfinite, filter(None, values))):
        element = partial(_number, b"%b%b><v>%%a</v></c>" % (start, marks("") if float in types else b""))
    else:
        rest = partial(_element, start, marks, date1904)
        words = b"%b%b%b" % (start, marks("") if str in types else b"", _WORDS)
        element = partial(_word, words, rest) if str in types else rest
    return _each(element, values) if types <= _REPEATED else [*map(element, values)]


def _each(element: Callable[[Any], bytes], values: Sequence[Any]) -> Sequence[bytes]:
    """The elements of values of types that are equal only where they are the same: each made once."""
    distinct = set(values)
    if len(distinct) > _FEW * len(values):
        return [*map(element, values)]
    return [*map({value: element(value) for value in distinct}.__getitem__, values)]


def _number(template: bytes, value: float | None) -> bytes:
    return b"" if value is None else template % (value or 0)


def _word(template: bytes, rest: Callable[[Any], bytes], value: Any) -> bytes:
    return template % value.encode() if type(value) is str and stands_as_is(value) else rest(value)


def _element(start: bytes, marks: Marks, date1904: bool, value: Any) -> bytes:
    content = encoded(value, date1904)
    if content == BLANK:
        return b""
    kind, inside = render(content)
    end = b">%b</c>" % inside if inside else b"/>"
    return b"%b%b%b%b" % (start, marks(content.format), kind, end)
