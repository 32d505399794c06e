"""A sheet read element by element: any prefix, attribute order, comment, CDATA or white space.

Slower than the fast scan and as strict as XML itself; the two must agree wherever both can read.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from lxml import etree

from xltools.cells import Box, CellValue, Uncalculated, address, column_number
from xltools.errors import FileError
from xltools.ooxml import xmltext
from xltools.ooxml.formulas import from_file
from xltools.ooxml.sheetcells import LAST_COLUMN, LAST_ROW, SheetCells
from xltools.ooxml.shifting import shifted
from xltools.ooxml.strings import rich_text
from xltools.ooxml.values import Types

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d*)")
_TRUE = ("1", "true")
_STRING_VALUE = etree.XPath("string()")


def scan(source: bytes, types: Types, path: Path, part: str) -> SheetCells:
    """The cells of a worksheet from normalised XML; FileError where it is not one."""
    scanner = _Scanner(types, path, part)
    try:
        for _, element in etree.iterparse(
            io.BytesIO(source),
            tag=("{*}row", "{*}mergeCell"),
            resolve_entities=False,
            no_network=True,
            huge_tree=True,
            remove_comments=True,
            remove_pis=True,
        ):
            scanner.take(element)
            _forget(element)
    except etree.XMLSyntaxError as error:
        raise xmltext.damaged(path, part) from error
    return SheetCells(scanner.rows, tuple(scanner.merged), frozenset(scanner.hidden))


def _forget(element: etree._Element) -> None:
    """Free what has been read: a long sheet as a tree would take gigabytes."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


@lru_cache(maxsize=256)
def _local_name(tag: str) -> str:
    return tag.rpartition("}")[2]


@lru_cache(maxsize=LAST_COLUMN)
def _column_number(letters: str) -> int:
    return column_number(letters.upper())


def _text(element: etree._Element) -> str:
    """Its character data; comments and instructions were left out in parsing."""
    return (element.text or "") if not len(element) else str(_STRING_VALUE(element))


class _Scanner:
    """Collects rows and merged boxes; remembers the masters of shared formulas."""

    def __init__(self, types: Types, path: Path, part: str) -> None:
        self.rows: dict[int, list[CellValue]] = {}
        self.merged: list[Box] = []
        self.hidden: set[int] = set()
        self._types = types
        self._path = path
        self._part = part
        self._last_row = 0
        self._shared: dict[str, tuple[str, int, int]] = {}

    def take(self, element: etree._Element) -> None:
        """A row or a merged box, as the document gives them."""
        if _local_name(element.tag) == "row":
            self._row(element)
        else:
            self.merged.append(self._box(element.get("ref", "")))

    def _row(self, element: etree._Element) -> None:
        reference = element.get("r", str(self._last_row + 1))
        number = int(reference) if reference.isdecimal() else 0
        if number in self.rows or not 1 <= number <= LAST_ROW:
            raise self._damaged(f"行号 {reference} 重复或有误")
        self._last_row = number
        if element.get("hidden") in _TRUE:
            self.hidden.add(number)
        cells = dict(self._cells(element, number))
        width = max(cells, default=0)
        self.rows[number] = [cells.get(n) for n in range(1, width + 1)]

    def _cells(self, row: etree._Element, number: int) -> Iterator[tuple[int, CellValue]]:
        column, seen = 0, set()
        for cell in row.iterchildren("{*}c"):
            column = self._column(cell, number, column + 1)
            if column in seen:
                raise self._damaged(f"单元格 {address(number, column)} 重复")
            seen.add(column)
            yield column, self._value(cell, number, column)

    def _column(self, cell: etree._Element, row: int, following: int) -> int:
        reference = cell.get("r")
        if reference is None:
            return following
        found = _REFERENCE.fullmatch(reference)
        column = _column_number(found[1]) if found else 0
        if found is None or int(found[2]) != row or column > LAST_COLUMN:
            raise self._damaged(f"单元格地址 {reference} 不在第 {row} 行")
        return column

    def _value(self, cell: etree._Element, row: int, column: int) -> CellValue:
        kind, inside = cell.get("t", ""), {_local_name(child.tag): child for child in cell}
        if kind == "inlineStr":
            return rich_text(inside["is"]) if "is" in inside else None
        text = _text(inside["v"]) if "v" in inside else None
        if text or (text is not None and kind == "str"):
            return self._converted(text, cell, row, column)
        return Uncalculated(self._formula(inside["f"], row, column)) if "f" in inside else None

    def _converted(self, text: str, cell: etree._Element, row: int, column: int) -> CellValue:
        kind = cell.get("t", "")
        try:
            convert = self._types.converter(kind, cell.get("s", ""))
            return convert(text if kind == "str" else text.strip())
        except (ValueError, KeyError):
            raise self._damaged(f"单元格 {address(row, column)} 的内容“{text}”读不懂") from None

    def _formula(self, formula: etree._Element, row: int, column: int) -> str:
        """The formula as an officer would type it; one shared by many cells as at its own cell."""
        text = _text(formula)
        if formula.get("t") == "shared":
            group = formula.get("si", "")
            if text:
                self._shared[group] = (text, row, column)
            master, first_row, first_column = self._shared.get(group, ("", row, column))
            text = shifted(master, row - first_row, column - first_column)
        return from_file(text).removeprefix("=")

    def _box(self, reference: str) -> Box:
        corners = [_REFERENCE.fullmatch(corner) for corner in reference.split(":")]
        if not 1 <= len(corners) <= 2 or None in corners:
            raise self._damaged(f"合并区域 {reference} 有误")
        rows = sorted(int(c[2]) for c in corners if c)
        columns = sorted(column_number(c[1].upper()) for c in corners if c)
        return rows[0], columns[0], rows[-1], columns[-1]

    def _damaged(self, what: str) -> FileError:
        return FileError(
            f"“{self._path.name}”已损坏（{self._part}：{what}）。请用 Excel 或 WPS 打开、修复并另存后重报。"
        )
