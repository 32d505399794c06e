"""One <row> of a sheet, changed as bytes: what is not asked for stays as it stands.

Attributes may come in any order and either quote; a cell without `r` follows its neighbour, as the
standard says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from xltools.cells import column_letter, column_number
from xltools.ooxml.cellvalue import Content, render

Restyle: TypeAlias = Callable[[int, int | None], int]
"""(column, style the cell has in the file or None where there is no cell) → the style to write."""


class Cell(NamedTuple):
    """A cell as it stands: where its element lies in the row, its attributes and inside."""

    column: int
    start: int
    end: int
    attributes: bytes
    inside: bytes

    @property
    def style(self) -> int:
        """The s attribute; 0 is the workbook's normal style."""
        return int(attribute(self.attributes, b"s") or 0)

    @property
    def kind(self) -> str:
        """The t attribute, n where it is left out."""
        return (attribute(self.attributes, b"t") or b"n").decode()


@dataclass(frozen=True, slots=True)
class Tags:
    """The patterns and tags of a sheet whose elements carry one prefix (mostly none)."""

    prefix: bytes
    cell: re.Pattern[bytes]
    open: bytes
    close: bytes
    row_close: bytes
    formula: bytes


@lru_cache
def tags(prefix: bytes = b"") -> Tags:
    """The tags for one prefix, such as b"" or b"x:"."""
    p = re.escape(prefix)
    return Tags(
        prefix,
        re.compile(rb"<%bc(?=[\s/>])([^>]*?)(?:/>|>(.*?)</%bc\s*>)" % (p, p), re.S),
        b"<%bc" % prefix,
        b"</%bc>" % prefix,
        b"</%brow" % prefix,
        b"<%bf" % prefix,
    )


@lru_cache(maxsize=256)
def _attribute(name: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"""\s%b\s*=\s*(?:"([^"]*)"|'([^']*)')""" % name)


def attribute(attributes: bytes, name: bytes) -> bytes | None:
    """The value of one attribute, None where it is not there."""
    found = _attribute(name).search(attributes)
    if found is None:
        return None
    return found[1] if found[1] is not None else found[2]


def _without(attributes: bytes, *names: bytes) -> bytes:
    for name in names:
        attributes = _attribute(name).sub(b"", attributes)
    return attributes


def cells(raw: bytes, t: Tags) -> Iterator[Cell]:
    """Every cell of a row in order."""
    column = 0
    for found in t.cell.finditer(raw):
        attributes = found[1]
        ref = attribute(attributes, b"r")
        column = column_number(ref.rstrip(b"0123456789").decode()) if ref else column + 1
        yield Cell(column, found.start(), found.end(), attributes, found[2] or b"")


def find(raw: bytes, row: int, column: int, t: Tags) -> Cell | None:
    """One cell of a row: straight to its reference where that can be trusted, else by reading the row."""
    at = raw.find(b' r="%b%d"' % (column_letter(column).encode(), row))
    start = raw.rfind(b"<", 0, at)
    if at > 0 and raw[start : at + 1] == t.open + b" ":
        found = t.cell.match(raw, start)
        if found:
            return Cell(column, start, found.end(), found[1], found[2] or b"")
    if raw.count(t.open + b' r="') == raw.count(t.close) + raw.count(b"/>"):
        return None
    return next((c for c in cells(raw, t) if c.column == column), None)


def patched(
    raw: bytes, row: int, changes: Mapping[int, Content | bytes | None], restyle: Restyle, t: Tags
) -> bytes:
    """The row with cells changed: a Content replaces what the cell holds, bytes only its inside, None
    leaves it and only the style is asked for anew."""
    raw = _opened(raw, t)
    found = {column: find(raw, row, column, t) for column in changes}
    pieces: list[bytes] = []
    at = 0
    for column in sorted(changes):
        cell = found[column]
        start, end = (cell.start, cell.end) if cell else (_place(raw, column, t),) * 2
        style = restyle(column, cell.style if cell else None)
        pieces += (raw[at:start], _cell(row, column, cell, changes[column], style, t))
        at = end
    pieces.append(raw[at:])
    return _spanned(b"".join(pieces), min(changes), max(changes))


def _opened(raw: bytes, t: Tags) -> bytes:
    """The row with an end tag, where it was written as an empty element."""
    end = raw.index(b">")
    if raw[end - 1 : end] != b"/":
        return raw
    return raw[: end - 1] + b">" + t.row_close + b">" + raw[end + 1 :]


def _place(raw: bytes, column: int, t: Tags) -> int:
    """Where a cell that is not there yet belongs: before the next one to the right."""
    last = raw.rfind(t.open + b" ")
    found = t.cell.match(raw, last) if last > 0 else None
    ref = attribute(found[1], b"r") if found else None
    if found and ref and column_number(ref.rstrip(b"0123456789").decode()) < column:
        return found.end()
    after = next((c.start for c in cells(raw, t) if c.column > column), None)
    return after if after is not None else _after_cells(raw, t)


def _after_cells(raw: bytes, t: Tags) -> int:
    last = max((c.end for c in cells(raw, t)), default=0)
    return last or raw.index(b">") + 1


def _cell(
    row: int, column: int, old: Cell | None, change: Content | bytes | None, style: int, t: Tags
) -> bytes:
    """The element of one cell."""
    mark = b' s="%d"' % style if style else b""
    if old is not None and not isinstance(change, Content):
        return _element(_without(old.attributes, b"s").rstrip() + mark, change or old.inside, t)
    kind, inside = render(change, t.prefix) if isinstance(change, Content) else (b"", b"")
    return _element(b' r="%b%d"%b%b' % (column_letter(column).encode(), row, mark, kind), inside, t)


def _element(attributes: bytes, inside: bytes, t: Tags) -> bytes:
    if not inside:
        return t.open + attributes + b"/>"
    return t.open + attributes + b">" + inside + t.close


_SPANS = re.compile(rb"""(\sspans\s*=\s*["'])(\d+):(\d+)(["'])""")


def _spanned(raw: bytes, first: int, last: int) -> bytes:
    """The row's hint of its columns, widened where a new cell lies outside."""
    end = raw.index(b">")
    found = _SPANS.search(raw, 0, end)
    if found is None or (int(found[2]) <= first and last <= int(found[3])):
        return raw
    low, high = min(first, int(found[2])), max(last, int(found[3]))
    return raw[: found.start()] + b"%b%d:%d%b" % (found[1], low, high, found[4]) + raw[found.end() :]


def new_row(row: int, t: Tags) -> bytes:
    """An empty row."""
    return b'<%brow r="%d">%b>' % (t.prefix, row, t.row_close)


def without_height(raw: bytes) -> bytes:
    """A row whose height is left to the program that opens the file."""
    end = raw.index(b">")
    return _without(raw[:end], b"ht", b"customHeight") + raw[end:]
