"""A sheet read by one pattern per row: the shape that Excel, WPS, LibreOffice, openpyxl, XlsxWriter write.

The rows found must tile the sheet data without a gap, and a row matches only as a whole, so a sheet that
is read here was seen to the last byte. Anything else gives None and is left to the thorough scan.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from math import isfinite
from typing import TypeAlias, TypeVar, cast

from xltools.cells import Box, CellValue, column_letter, column_number
from xltools.ooxml.sheetcells import LAST_ROW, SheetCells
from xltools.ooxml.values import Convert, Types, number

_HEAD_ROWS, _BLOCK = 8, 512
"""Rows turned into values at a time. The first few, where titles and headers stand, go by themselves, so
that the columns below are of one kind; the size bounds the memory of a sheet of empty styled rows."""

_WIDEST = 1024
_ROUND = 8
_OPEN, _CLOSE = "<sheetData>", "</sheetData>"
_CELL = (
    r'(?:<c r="{}\1"([^<>/]*+)(?:/>|>(?:(?:<f[ >/][^<]*+(?:</f>|)|)'
    r'<(?:v|is><t)(?: xml:space="preserve"|)>([^<]*+)</(?:v|t></is)></c>|</c>))|)'
)
_NO_ROWS = re.compile(r"<sheetData ?/>")
_ROOT = re.compile(r"(?:<\?[^>]*\?>\s*)?<worksheet[ >]")
_REFERENCE = re.compile(r'<c r="([A-Z]{1,3})\d')
_ATTRIBUTES = re.compile(r'(?: [\w:]+="[^"<]*")*\s*')
_ATTRIBUTE = re.compile(r' ([\w:]+)="([^"]*)"')
_HIDDEN = re.compile(r' hidden="(?:1|true)"')
_MERGED = re.compile(r'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"[^<>]*/>')

Match: TypeAlias = tuple[str | None, ...]
Value = TypeVar("Value", bound=CellValue)


class _UnusualError(Exception):
    """The sheet is not of the usual shape."""


def scan(source: str, types: Types) -> SheetCells | None:
    """The cells of a worksheet, None where its shape is not the usual one."""
    try:
        return _scan(source, types)
    except (_UnusualError, ValueError, KeyError):
        return None


def _scan(source: str, types: Types) -> SheetCells:
    start = source.find(_OPEN)
    head = source[:start] if start >= 0 else source
    if not _ROOT.match(head) or "<!" in head:
        raise _UnusualError
    if start < 0:
        return _without_rows(head)
    blocks = _Blocks(source, start + len(_OPEN))
    found = _Found(types)
    for block in blocks:
        found.add(block)
    if not source.startswith(_CLOSE, blocks.position):
        raise _UnusualError
    return SheetCells(found.rows, _merged(source[blocks.position :]), frozenset(found.hidden))


def _without_rows(source: str) -> SheetCells:
    if len(_NO_ROWS.findall(source)) != 1:
        raise _UnusualError
    return SheetCells({}, _merged(source), frozenset())


def _merged(tail: str) -> tuple[Box, ...]:
    found = _MERGED.findall(tail)
    if "<!" in tail or tail.count("<mergeCell ") != len(found) or not tail.rstrip().endswith("</worksheet>"):
        raise _UnusualError
    return tuple((int(r1), column_number(c1), int(r2), column_number(c2)) for c1, r1, c2, r2 in found)


class _Blocks:
    """The rows from a position on, each matched as a whole, right behind one another.

    Iterating gives up to `_BLOCK` rows at a time, all of one width.
    """

    def __init__(self, source: str, position: int) -> None:
        self.position = position
        self._source = source
        self._width = _ROUND
        self._size = _HEAD_ROWS

    def __iter__(self) -> Iterator[list[Match]]:
        while block := self._block():
            yield block

    def _block(self) -> list[Match]:
        source, position = self._source, self.position
        match = _row_pattern(self._width).match
        block: list[Match] = []
        while len(block) < self._size and (found := match(source, position)):
            block.append(found.groups())
            position = found.end()
        self.position = position
        if not block and source.startswith("<row ", position):
            self._widen()
            return self._block()
        self._size = _BLOCK
        return block

    def _widen(self) -> None:
        """Make room for the row at hand; a row that has room already is of another shape."""
        end = self._source.find("</row>", self.position)
        last = self._source.rfind('<c r="', self.position, max(end, 0))
        found = _REFERENCE.match(self._source, last) if last >= 0 else None
        width = -(-column_number(found[1]) // _ROUND) * _ROUND if found else 0
        if not self._width < width <= _WIDEST:
            raise _UnusualError
        self._width = width


@lru_cache(maxsize=32)
def _row_pattern(width: int) -> re.Pattern[str]:
    """A row of up to `width` columns: number, attributes, then attributes and text of each cell."""
    cells = "".join(_CELL.format(column_letter(n)) for n in range(1, width + 1))
    return re.compile(rf'<row r="([1-9]\d*+)"([^<>/]*+)(?:/>|>{cells}</row>)')


class _Found:
    """Turns matched rows into values, column by column: within a column cells are alike."""

    def __init__(self, types: Types) -> None:
        self.rows: dict[int, list[CellValue]] = {}
        self.hidden: set[int] = set()
        self._converters = _Converters(types)

    def add(self, block: Sequence[Match]) -> None:
        """Rows of one width; a row number seen before, or beyond the last there is, is unusual."""
        numbers, attributes, *cells = zip(*block, strict=True)
        rows = list(map(int, numbers))
        columns = [self._column(a, t) for a, t in zip(cells[::2], cells[1::2], strict=True)]
        before = len(self.rows)
        self.rows.update(zip(rows, map(list, zip(*columns, strict=True)), strict=True))
        if len(self.rows) - before != len(rows) or max(rows) > LAST_ROW:
            raise _UnusualError
        self.hidden.update(n for n, a in zip(rows, attributes, strict=True) if _is_hidden(a))

    def _column(self, attributes: Match, texts: Match) -> Sequence[CellValue]:
        kinds = set(attributes)
        if len(kinds) > 1:
            kinds = {a for a, t in zip(attributes, texts, strict=True) if t is not None}
        converters = {self._converters[a] for a in kinds if a is not None}
        if len(converters) == 1:
            return _converted(texts, *converters)
        known = self._converters
        return [
            None if a is None or t is None else known[a](t) for a, t in zip(attributes, texts, strict=True)
        ]


class _Converters(dict[str, Convert]):
    """By the attributes of a cell as the source writes them: few differ in a sheet."""

    def __init__(self, types: Types) -> None:
        super().__init__()
        self._types = types

    def __missing__(self, attributes: str) -> Convert:
        if not _ATTRIBUTES.fullmatch(attributes):
            raise _UnusualError
        named = dict(_ATTRIBUTE.findall(attributes))
        found = self[attributes] = self._types.source_converter(named.get("t", ""), named.get("s", ""))
        return found


def _converted(texts: Match, convert: Convert) -> Sequence[CellValue]:
    """A column whose cells are all of one kind."""
    if convert is number:
        values = _each(texts, float)
        if isfinite(sum(filter(None, values))):
            return values
    return _each(texts, convert)


def _each(texts: Match, convert: Callable[[str], Value]) -> list[Value | None]:
    if None in texts:
        return [None if t is None else convert(t) for t in texts]
    return list(map(convert, cast("Sequence[str]", texts)))


@lru_cache(maxsize=1024)
def _is_hidden(attributes: str) -> bool:
    return _HIDDEN.search(attributes) is not None
