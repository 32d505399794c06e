"""One <row> of a sheet, changed as bytes: what is not asked for stays as it stands.

Attributes may come in any order and either quote; a cell without `r` follows its neighbour, as the
standard says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from xltools.cells import column_letter, column_number
from xltools.errors import FileError


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
        return number(self.attributes, b"s")

    @property
    def kind(self) -> str:
        """The t attribute, n where it is left out."""
        return (attribute(self.attributes, b"t") or b"n").decode()


@dataclass(frozen=True, slots=True)
class Tags:
    """The patterns and tags of a sheet whose elements carry one prefix (mostly none)."""

    prefix: bytes
    cell: re.Pattern[bytes]
    mark: re.Pattern[bytes]
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
        re.compile(rb'<%bc r="([A-Z]{1,3})\d+"([^>]*?)/?>' % p),
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


def without(attributes: bytes, *names: bytes) -> bytes:
    for name in names:
        attributes = _attribute(name).sub(b"", attributes)
    return attributes


def cells(raw: bytes, t: Tags) -> Iterator[Cell]:
    """Every cell of a row in order."""
    column = 0
    for found in t.cell.finditer(raw):
        attributes = found[1]
        ref = attribute(attributes, b"r")
        column = column_of(ref) if ref else column + 1
        yield Cell(column, found.start(), found.end(), attributes, found[2] or b"")


@lru_cache(maxsize=1024)
def letters_of(column: int) -> bytes:
    return column_letter(column).encode()


def column_of(ref: bytes) -> int:
    """The column of a reference such as AB12."""
    return column_number(ref.rstrip(b"0123456789").decode())


def start_tag(row: int, column: int, t: Tags) -> bytes:
    """How the start tag of a cell begins. No text or attribute can hold it: < is escaped there."""
    return b'%b r="%b%d"' % (t.open, letters_of(column), row)


def find(raw: bytes, row: int, column: int, t: Tags, hint: int = 0) -> Cell | None:
    """One cell of a row: straight to its start tag as most programs write it, else by reading the row.

    `hint` is where the cell may well begin.
    """
    tag = start_tag(row, column, t)
    start = hint if raw.startswith(tag, hint) else raw.find(tag)
    found = t.cell.match(raw, start) if start >= 0 else None
    if found:
        return Cell(column, start, found.end(), found[1], found[2] or b"")
    if raw.count(t.open + b' r="') == raw.count(t.close) + raw.count(b"/>"):
        return None
    return next((c for c in cells(raw, t) if c.column == column), None)


def number(attributes: bytes, name: bytes) -> int:
    """A whole number among the attributes, 0 where it is not there; FileError where it is none."""
    value = attribute(attributes, name) or b"0"
    if not value.strip().isdigit():
        raise FileError(
            f"工作簿的内部结构不合规范（{name.decode()}=“{value.decode(errors='replace')[:20]}”），不能直接写入。"
            "请用 Excel 或 WPS 打开后另存再用。"
        )
    return int(value)


def styles(raw: bytes, t: Tags) -> Mapping[int, int]:
    """Column → style of every cell of a row."""
    found = t.mark.findall(raw)
    if len(found) == raw.count(t.open):
        return _styles(tuple(found))
    return {cell.column: cell.style for cell in cells(raw, t)}


@lru_cache(maxsize=4096)
def _styles(found: tuple[tuple[bytes, bytes], ...]) -> Mapping[int, int]:
    """The same for letters and attributes of cells: most rows of a sheet share theirs."""
    return {column_of(letters): number(attributes, b"s") for letters, attributes in found}


def new_row(row: int, t: Tags) -> bytes:
    """An empty row."""
    return b'<%brow r="%d">%b>' % (t.prefix, row, t.row_close)


def with_height(raw: bytes, points: float | None) -> bytes:
    """A row with a height that programs may fit anew; None leaves it to the sheet's default."""
    end = _start_end(raw)
    height = b"" if points is None else b' ht="%g"' % points
    return without(raw[:end], b"ht", b"customHeight") + height + raw[end:]


def is_hidden(raw: bytes) -> bool:
    """Whether the officer or a filter has hidden a row."""
    return attribute(raw[: _start_end(raw)], b"hidden") in (b"1", b"true")


def with_hidden(raw: bytes, hidden: bool) -> bytes:
    """A row hidden or to be seen."""
    end = _start_end(raw)
    return without(raw[:end], b"hidden") + (b' hidden="1"' if hidden else b"") + raw[end:]


def _start_end(raw: bytes) -> int:
    """Where the start tag of a row ends."""
    end = raw.index(b">")
    return end - (raw[end - 1 : end] == b"/")
