"""A sheet read by one pattern per row: the shape that Excel, WPS, LibreOffice, openpyxl, XlsxWriter write.

The rows found must tile the sheet data without a gap, and a row matches only as a whole, so a sheet that
is read here was seen to the last byte. Anything else gives None and is left to the thorough scan.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import isfinite
from typing import TypeVar, cast

from xltools.cells import Box, CellValue, column_number
from xltools.ooxml.rowshapes import LEARNED, Blocks, Match, RowShape, UnusualError
from xltools.ooxml.sheetcells import LAST_ROW, SheetCells
from xltools.ooxml.values import Convert, Types, number

_OPEN, _CLOSE = "<sheetData>", "</sheetData>"
_NO_ROWS = re.compile(r"<sheetData ?/>")
_ROOT = re.compile(r"(?:<\?[^>]*\?>\s*)?<worksheet[ >]")
_ATTRIBUTES = re.compile(r'(?: [\w:]+="[^"<]*")*\s*')
_ATTRIBUTE = re.compile(r' ([\w:]+)="([^"]*)"')
_HIDDEN = re.compile(r' hidden="(?:1|true)"')
_MERGED = re.compile(r'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"[^<>]*/>')

Value = TypeVar("Value", bound=CellValue)


def scan(source: str, types: Types) -> SheetCells | None:
    """The cells of a worksheet, None where its shape is not the usual one."""
    try:
        return _scan(source, types)
    except (UnusualError, ValueError, KeyError):
        return None


def _scan(source: str, types: Types) -> SheetCells:
    start = source.find(_OPEN)
    head = source[:start] if start >= 0 else source
    if not _ROOT.match(head) or "<!" in head:
        raise UnusualError
    if start < 0:
        return _without_rows(head)
    blocks = Blocks(source, start + len(_OPEN))
    found = _Found(types)
    for shape, rows in blocks:
        found.add(shape, rows)
    if not source.startswith(_CLOSE, blocks.position):
        raise UnusualError
    return SheetCells(found.rows, _merged(source[blocks.position :]), frozenset(found.hidden))


def _without_rows(source: str) -> SheetCells:
    if len(_NO_ROWS.findall(source)) != 1:
        raise UnusualError
    return SheetCells({}, _merged(source), frozenset())


def _merged(tail: str) -> tuple[Box, ...]:
    found = _MERGED.findall(tail)
    if "<!" in tail or tail.count("<mergeCell ") != len(found) or not tail.rstrip().endswith("</worksheet>"):
        raise UnusualError
    return tuple((int(r1), column_number(c1), int(r2), column_number(c2)) for c1, r1, c2, r2 in found)


class _Found:
    """Turns matched rows into values, column by column: within a column cells are alike."""

    def __init__(self, types: Types) -> None:
        self.rows: dict[int, list[CellValue]] = {}
        self.hidden: set[int] = set()
        self._converters = _Converters(types)

    def add(self, shape: RowShape, block: Sequence[Match]) -> None:
        """Rows of one shape; a row number seen before, or beyond the last there is, is unusual."""
        numbers, attributes, *cells = zip(*block, strict=True)
        rows = list(map(int, numbers))
        columns = self._columns(shape, cells)
        before = len(self.rows)
        self.rows.update(zip(rows, map(list, zip(*columns, strict=True)), strict=True))
        if len(self.rows) - before != len(rows) or max(rows) > LAST_ROW:
            raise UnusualError
        hidden = {a for a in set(attributes) if a and _HIDDEN.search(a)}
        self.hidden.update(n for n, a in zip(rows, attributes, strict=True) if a in hidden)

    def _columns(self, shape: RowShape, cells: Sequence[Match]) -> list[Sequence[CellValue]]:
        if shape.is_general:
            pairs = list(zip(cells[::2], cells[1::2], strict=True))
            LEARNED.saw(pairs)
            return [self._column(*pair) for pair in pairs]
        groups = iter(cells)
        return [
            _converted(next(groups), self._converters[expected])
            if expected is not None
            else self._column(next(groups), next(groups))
            for expected in shape.expected
        ]

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
            raise UnusualError
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
    if all(texts):
        return list(map(convert, cast("Sequence[str]", texts)))
    return [None if t is None else convert(t) for t in texts]
