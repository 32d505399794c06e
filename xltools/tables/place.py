"""Where a table stands in an open workbook: as an Excel Table of its name, or as a sheet of its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlwings as xw

from xltools.cells import ERROR_CODES, CellError, CellValue, Grid
from xltools.tables.fold import name_key
from xltools.tables.header import Header, find_header, header_at
from xltools.tables.model import Table

_FAR = 2_000
"""Rows below a table from which the sheet's used range is not trusted: formats may reach to the very end."""


@dataclass(frozen=True, slots=True)
class Place:
    """Header row, first and last column, last row; `excel` is the Excel Table, None where there is only a
    sheet of the table's name. `grid` holds everything from there down, also what stands below the table."""

    sheet: Any
    excel: Any
    grid: Grid
    header: Header
    left: int
    right: int
    bottom: int

    @property
    def first(self) -> int:
        """The first row below the header."""
        return self.header.bottom + 1


def find_place(book: xw.Book, table: Table) -> Place | None:
    """Look for the Excel Table on every sheet, then for a sheet of the table's name with its header."""
    for sheet in book.sheets:
        excel = next((t for t in sheet.tables if t.name == table.name), None)
        if excel is not None:
            others = [box_of(t.range) for t in sheet.tables if t.name != table.name]
            return _excel_place(sheet, excel, box_of(excel.range), others, table)
    named = next((s for s in book.sheets if name_key(s.name) == name_key(table.name)), None)
    return _sheet_place(named, table) if named is not None else None


def box_of(cells: Any) -> tuple[int, int, int, int]:
    """First row, first column, last row, last column of an xlwings range."""
    rows, columns = cells.shape
    return cells.row, cells.column, cells.row + rows - 1, cells.column + columns - 1


def read_cells(sheet: Any, box: tuple[int, int, int, int]) -> Grid:
    """A box of a sheet as a Grid: error cells and formulas without a value are kept apart from blanks."""
    cells = sheet.range(box[:2], box[2:])
    rows = cells.options(ndim=2, err_to_str=True, empty=None).value
    return Grid(sheet.name, [[_cell(v) for v in row] for row in rows], top=box[0], left=box[1])


def _excel_place(
    sheet: Any,
    excel: Any,
    box: tuple[int, int, int, int],
    others: Sequence[tuple[int, int, int, int]],
    table: Table,
) -> Place:
    top, left, bottom, right = box
    below = [b[0] - 1 for b in others if b[0] > bottom and b[1] <= right and b[3] >= left]
    last = min([_last_row(sheet, left, right, bottom), *below])
    grid = read_cells(sheet, (top, left, max(last, bottom), right))
    return Place(sheet, excel, grid, header_at(grid, table), left, right, bottom)


def _sheet_place(sheet: Any, table: Table) -> Place | None:
    used = box_of(sheet.used_range)
    grid = read_cells(sheet, used)
    header = find_header(grid, table)
    if header is None:
        return None
    columns = [*header.headings]
    return Place(sheet, None, grid, header, min(columns), max(columns), used[2])


def _last_row(sheet: Any, left: int, right: int, bottom: int) -> int:
    """The last row with anything in these columns, at least `bottom`."""
    used = box_of(sheet.used_range)[2]
    if used <= bottom + _FAR:
        return max(used, bottom)
    ends: list[int] = [sheet.range((used, column)).end("up").row for column in range(left, right + 1)]
    return max(bottom, *ends)


def _cell(value: Any) -> CellValue:
    if isinstance(value, str):
        return CellError(value) if value in ERROR_CODES else value
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value  # type: ignore[no-any-return]
