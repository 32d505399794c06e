"""Making a table that a workbook does not have yet, in the layout of the shipped workbooks."""

from __future__ import annotations

from typing import Any

import xlwings as xw

from xltools.cells import Grid
from xltools.errors import Issue
from xltools.tables.fold import name_key
from xltools.tables.formats import NUMBER_FORMATS
from xltools.tables.header import header_at
from xltools.tables.model import Table
from xltools.tables.place import Place

TITLE_ROW, NOTE_ROW, HEADER_ROW = 1, 3, 4
"""Row 2 is kept for buttons and the status line."""


def obstacles(book: xw.Book, table: Table) -> list[Issue]:
    """Why a table that has no place yet cannot be made."""
    return [*without_header(book, table), *name_taken(book, table)]


def without_header(book: xw.Book, table: Table) -> list[Issue]:
    """A sheet of the table's name that holds something else."""
    sheet = sheet_for(book, table)
    if sheet is None or not _filled(sheet):
        return []
    problem = f"工作表“{sheet.name}”里没有“{table.name}”的表头"
    remedy = f"把表头改为：{'、'.join(table.names[:6])}……，或给这张工作表改名后再按一次"
    return [Issue(sheet.name, "", table.name, "", "", problem, remedy)]


def name_taken(book: xw.Book, table: Table) -> list[Issue]:
    """A defined name that an Excel Table of this name would clash with."""
    if table.name.casefold() not in (name.name.casefold() for name in book.names):
        return []
    problem = f"名称管理器里已有名称“{table.name}”，表格用不了这个名字"
    remedy = "在“公式—名称管理器”里删去它或给它改名，再按一次"
    return [Issue(table.name, "", table.name, "", "", problem, remedy)]


def sheet_for(book: xw.Book, table: Table) -> Any:
    """The sheet of the table's name, None where it is to be made too."""
    return next((s for s in book.sheets if name_key(s.name) == name_key(table.name)), None)


def make_place(book: xw.Book, table: Table) -> Place:
    """A sheet of the table's name with title, note, header and one empty row, as an Excel Table.

    An empty sheet of that name is used. The sheet that was shown is shown still.
    """
    sheet = sheet_for(book, table) or _new_sheet(book, table.name)
    names, bottom = table.names, HEADER_ROW + 1
    sheet.range((TITLE_ROW, 1)).value = table.title or table.name
    sheet.range((TITLE_ROW, 1)).font.bold = True
    if table.note:
        sheet.range((NOTE_ROW, 1)).value = table.note
    for j, name in enumerate(names, 1):
        _dress(sheet, table, name, j)
    head = sheet.range((HEADER_ROW, 1), (HEADER_ROW, len(names)))
    head.number_format = "@"
    head.value = [names]
    head.font.bold = True
    excel = sheet.tables.add(source=sheet.range((HEADER_ROW, 1), (bottom, len(names))), name=table.name)
    grid = Grid(sheet.name, [[*names], [None] * len(names)], top=HEADER_ROW)
    return Place(sheet, excel, grid, header_at(grid, table), 1, len(names), bottom)


def _new_sheet(book: xw.Book, name: str) -> Any:
    shown = book.sheets.active
    sheet = book.sheets.add(name, after=book.sheets[len(book.sheets) - 1])
    shown.activate()
    return sheet


def _dress(sheet: Any, table: Table, name: str, column: int) -> None:
    declared = table.column(name)
    cell = sheet.range((HEADER_ROW + 1, column))
    cell.number_format = NUMBER_FORMATS[declared.kind]
    if declared.width:
        cell.column_width = declared.width


def _filled(sheet: Any) -> bool:
    values = sheet.used_range.options(ndim=2).value
    return any(value is not None for row in values for value in row)
