"""A sheet that holds one table: title, strip for buttons, note, frozen header, lights, page setup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.worksheet import Worksheet

from xltools.build.layout import (
    HEADER_ROW,
    NOTE_ROW,
    STRIP_ROW,
    TITLE_ROW,
    width,
)
from xltools.build.page import set_page
from xltools.build.tables import Book, Place, calm_text_numbers, put_table
from xltools.tables.model import Column, Table

TAB_COLOURS = {"填报": "#2F75B5", "结果": "#548235", "记录": "#7F7F7F", "看板": "#C55A11", "说明": "#1F3864"}
"""Sheet tabs by what the sheet is for."""

_FREEZE_COLUMNS_FROM = 9
"""A table with more columns than this keeps its first columns in sight."""


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A sheet named as its table. `code` is its ASCII code name, which the VBA project will know it by.

    `filled_in` are the columns an officer fills; `keep` is the last column that stays in sight, `prints` the
    last one that prints; `rows` is what it ships with.
    """

    table: Table
    code: str
    role: str
    filled_in: tuple[str, ...] = ()
    keep: str = ""
    prints: str = ""
    rows: Sequence[Sequence[Any]] = ((),)


def add_sheet(book: Book, name: str, code: str, role: str) -> Worksheet:
    """An empty sheet with its code name and tab colour."""
    sheet = book.workbook.add_worksheet(name)
    sheet.set_vba_name(code)
    sheet.set_tab_color(TAB_COLOURS[role])
    return sheet


def put_heading(book: Book, sheet: Worksheet, title: str, note: str) -> None:
    """Rows 1 to 3: the title, the strip kept for buttons, the note."""
    sheet.set_row(TITLE_ROW, 30)
    sheet.set_row(STRIP_ROW, 30)
    sheet.set_row(NOTE_ROW, 18)
    sheet.write(TITLE_ROW, 0, title, book.look.title)
    sheet.write(STRIP_ROW, 0, None, book.look())
    sheet.write(NOTE_ROW, 0, note or None, book.look.note)


def add_table_sheet(
    book: Book, spec: TableSheet, rows: Sequence[Sequence[Any]] = ((),), lines: bool = True
) -> Worksheet:
    """One sheet of the shipped workbooks, built from its table's declaration."""
    table = spec.table
    sheet = add_sheet(book, table.name, spec.code, spec.role)
    put_heading(book, sheet, table.title, _note(spec))
    place = Place(sheet)
    put_table(book, place, table, spec.filled_in, rows, lines=lines)
    calm_text_numbers(sheet, [(place, table)])
    sheet.set_row(HEADER_ROW, 33)
    sheet.freeze_panes(HEADER_ROW + 1, _kept(spec))
    printed = _printed(spec)
    all_print = len(printed) == len(table.names)
    set_page(sheet, sum(map(width, printed)), HEADER_ROW, printed=None if all_print else len(printed))
    return sheet


def _printed(spec: TableSheet) -> list[Column]:
    names = spec.table.names
    last = names.index(spec.prints) + 1 if spec.prints else len(names)
    return [column for column in map(spec.table.column, names[:last]) if not column.one_line]


def _note(spec: TableSheet) -> str:
    mixed = 0 < len(spec.filled_in) < len(spec.table.names)
    legend = "蓝色表头由您填写，灰色表头由程序写入" if mixed else ""
    return "　".join(part for part in (spec.table.note, legend) if part)


def _kept(spec: TableSheet) -> int:
    names = spec.table.names
    return names.index(spec.keep) + 1 if spec.keep and len(names) > _FREEZE_COLUMNS_FROM else 0
