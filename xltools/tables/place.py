"""Where a table stands in an open workbook: as an Excel Table of its name, or on a sheet of its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlwings as xw

from xltools.cells import ERROR_CODES, Box, CellError, CellValue, Grid, address
from xltools.errors import InputError, Issue
from xltools.tables.fold import name_key
from xltools.tables.header import Header, find_header, header_at
from xltools.tables.model import Table, shown

_LAST_ROW = 1_048_576
_FAR = 2_000
"""Rows below a table that are looked at; formats may reach to the sheet's very end."""

_MOST_CELLS = 6_000_000
"""Cells that a table may take: more is a table or a format dragged to the end of the sheet."""


@dataclass(frozen=True, slots=True)
class Place:
    """Header row, first and last column, last row; `excel` is the Excel Table, None where there is only a
    sheet of the table's name. `grid` holds everything from there down, also what stands below the table, as
    far as `limit`: the row where another table begins, None where there is none.
    """

    sheet: Any
    excel: Any
    grid: Grid
    header: Header
    left: int
    right: int
    bottom: int
    limit: int | None = None

    @property
    def first(self) -> int:
        """The first row below the header."""
        return self.header.bottom + 1

    @property
    def read(self) -> int:
        """The last row that was read; below it the table is empty."""
        return self.grid.top + len(self.grid.rows) - 1

    def issue(self, table: Table, row: int, column: int, problem: str, remedy: str) -> Issue:
        """What is wrong at one cell of the sheet."""
        value = shown(self.grid.at(row, column))
        return Issue(self.sheet.name, address(row, column), table.name, "", value, problem, remedy)


def find_place(book: xw.Book, table: Table, rows: int = 0, outline: bool = False) -> Place | None:
    """Look for the Excel Table on every sheet, then for a sheet of the table's name with its header.

    What stands below is read as far as `rows` rows need; for an `outline` of an Excel Table its header is
    read alone. InputError where the place cannot be read.
    """
    for sheet in book.sheets:
        excel = next((t for t in sheet.tables if t.name == table.name), None)
        if excel is not None:
            return _excel_place(sheet, excel, table, rows, outline)
    named = [s for s in book.sheets if name_key(s.name) == name_key(table.name)]
    named.sort(key=lambda s: s.name != table.name)
    return _sheet_place(named[0], table, rows) if named else None


def box_of(cells: Any) -> Box:
    """First row, first column, last row, last column of an xlwings range."""
    rows, columns = cells.shape
    return cells.row, cells.column, cells.row + rows - 1, cells.column + columns - 1


def read_cells(sheet: Any, box: Box) -> Grid:
    """A box of a sheet as a Grid: error cells and formulas without a value are kept apart from blanks."""
    cells = sheet.range(box[:2], box[2:])
    rows = cells.options(ndim=2, err_to_str=True, empty=None).value
    return Grid(sheet.name, [_read_row(row) for row in rows], top=box[0], left=box[1])


def _excel_place(sheet: Any, excel: Any, table: Table, rows: int, outline: bool = False) -> Place:
    """An Excel Table; a totals row and what stands below it are not read."""
    top, left, bottom, right = box_of(excel.range)
    if not excel.show_headers:
        problem, remedy = "表格关了标题行，认不出各列", "在“表格设计”里勾选“标题行”，再按一次"
        raise InputError([Issue(sheet.name, address(top, left), table.name, "", "", problem, remedy)])
    limit = _next_table(sheet, (bottom + 1, left, bottom + 1, right), excel.name)
    last = max(bottom - 1, top) if excel.show_totals else _reach(sheet, bottom, rows, limit)
    grid = _read(sheet, (top, left, top if outline else last, right), table)
    header = header_at(grid, table)
    limit = _repeated(grid, header, bottom + 1) or limit
    return Place(sheet, excel, _above(grid, limit), header, left, right, bottom, limit)


def _sheet_place(sheet: Any, table: Table, rows: int) -> Place | None:
    """An Excel Table that was renamed, or a header on the plain sheet."""
    renamed = [t for t in sheet.tables if t.show_headers and _looks_like(sheet, t, table)]
    if len(renamed) > 1:
        raise InputError([_ambiguous(sheet, renamed, table)])
    if renamed:
        return _excel_place(sheet, renamed[0], table, rows)
    grid = without_tables(sheet, _read(sheet, box_of(sheet.used_range), table))
    header = find_header(grid, table)
    if header is None:
        return None
    grid, header = _alone(grid, header, table)
    left, right = min(header.headings), max(header.headings)
    first = header.bottom + 1
    limit = _repeated(grid, header, first) or _next_table(sheet, (first, left, first, right))
    grid = _above(grid, limit)
    return Place(sheet, None, grid, header, left, right, grid.top + len(grid.rows) - 1, limit)


def _alone(grid: Grid, header: Header, table: Table) -> tuple[Grid, Header]:
    """The table without what stands beside it after a gap in the header: the one block that has every column.
    All of it where no block has them, or more than one."""
    blocks = []
    for column in sorted(header.headings):
        if column - 1 not in header.headings:
            blocks.append((column, column))
        blocks[-1] = (blocks[-1][0], column)
    cut = [_between(grid, *block) for block in blocks]
    found = [(part, h) for part in cut if (h := find_header(part, table)) and h.at.keys() == header.at.keys()]
    return found[0] if len(found) == 1 else (grid, header)


def _between(grid: Grid, left: int, right: int) -> Grid:
    start, end = left - grid.left, right - grid.left + 1
    return Grid(grid.sheet, [row[start:end] for row in grid.rows], grid.top, left)


def _reach(sheet: Any, bottom: int, rows: int, limit: int | None) -> int:
    """The last row to read for what stands below a table that ends in row `bottom`."""
    used = box_of(sheet.used_range)[2]
    return max(bottom, min(used, bottom + max(_FAR, rows), (limit or _LAST_ROW) - 1))


def _next_table(sheet: Any, line: Box, name: str = "") -> int | None:
    """The row where another Excel Table begins below a line of cells."""
    boxes = [box_of(t.range) for t in sheet.tables if t.name != name]
    return min((b[0] for b in boxes if b[0] >= line[0] and b[1] <= line[3] and line[1] <= b[3]), default=None)


def _looks_like(sheet: Any, excel: Any, table: Table) -> bool:
    """Whether the header of an Excel Table has most of the table's columns."""
    top, left, _, right = box_of(excel.range)
    header = header_at(_read(sheet, (top, left, top, right), table), table)
    return len(header.at.keys() & set(table.names)) * 3 >= len(table.names) * 2


def _ambiguous(sheet: Any, tables: Sequence[Any], table: Table) -> Issue:
    places = "、".join(f"“{t.name}”（{t.range.get_address(False, False)}）" for t in tables)
    problem = f"工作表“{sheet.name}”里有{len(tables)}个表格都像“{table.name}”：{places}"
    remedy = f"在“表格设计”里把要用的一个改名为“{table.name}”"
    return Issue(sheet.name, "", table.name, "", "", problem, remedy)


def _read(sheet: Any, box: Box, table: Table) -> Grid:
    """Cells of a sheet; InputError where they are more than any table has."""
    if (box[2] - box[0] + 1) * (box[3] - box[1] + 1) > _MOST_CELLS:
        problem = f"表格或格式一直拉到了 {address(box[2], box[3])}，读不了"
        remedy = (
            "选中最后一行数据下面的空行、最后一列右边的空列，右键删除；表格右下角也拖回来，保存后再按一次"
        )
        raise InputError([Issue(sheet.name, address(box[0], box[1]), table.name, "", "", problem, remedy)])
    return read_cells(sheet, box)


def without_tables(sheet: Any, grid: Grid) -> Grid:
    """The cells that belong to no Excel Table."""
    for excel in sheet.tables:
        top, left, bottom, right = box_of(excel.range)
        for row in grid.rows[max(top - grid.top, 0) : max(bottom - grid.top + 1, 0)]:
            for j in range(max(left - grid.left, 0), min(right - grid.left + 1, len(row))):
                row[j] = None
    return grid


def _repeated(grid: Grid, header: Header, first: int) -> int | None:
    """From row `first` on, where a copy begins that the officer keeps: its title lines, or its header."""
    headings = {name_key(text) for text in header.headings.values()}
    begins = None
    for row, values in enumerate(grid.rows[first - grid.top :], first):
        texts = [name_key(value) for value in values if isinstance(value, str)]
        filled = sum(value is not None for value in values)
        if len(set(texts)) > 1 and len(texts) * 3 >= len(headings) * 2 and headings.issuperset(texts):
            return begins or row
        if filled > max(1, len(headings) // 3):
            begins = None
        elif filled:
            begins = begins or row
    return None


def _above(grid: Grid, limit: int | None) -> Grid:
    """The rows above the one where another table begins."""
    return Grid(grid.sheet, grid.rows[: limit - grid.top], grid.top, grid.left) if limit else grid


def _read_row(row: list[Any]) -> list[CellValue]:
    as_it_is = ERROR_CODES.isdisjoint(row) and int not in map(type, row)
    return [*row] if as_it_is else [_cell(value) for value in row]


def _cell(value: Any) -> CellValue:
    if isinstance(value, str):
        return CellError(value) if value in ERROR_CODES else value
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value  # type: ignore[no-any-return]
