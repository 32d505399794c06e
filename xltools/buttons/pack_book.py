"""The .xlsx of a city's pack: its indicators, its counties' results, every figure and where it came from."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from xltools.cells import column_letter
from xltools.tables.declared.appraisal import CITY_RESULTS, DETAILS, RESULTS, STATIONED
from xltools.tables.formats import NUMBER_FORMATS
from xltools.tables.model import Column, Kind, Table, blank

_CREATED = dt.datetime(2024, 1, 1)
"""A fixed date: the same results give the same bytes."""

_OWN = ("核定等次", "核定理由", "拟定等次", "是否确认", "依据")
"""Columns that are the office's own; 依据 is told figure by figure in 考核明细."""

_RIGHT = (Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.PERCENT)
_WIDEST = 60

_HEADING = {
    "bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1,
    "bg_color": "#D9E1F2",
}  # fmt: skip

Rows = Sequence[dict[Any, Any]]


def pack_book(
    title: str, city: Rows, counties: Rows, details: Rows, stationed: Rows, notes: Sequence[str]
) -> bytes:
    """One sheet a table, printed on A4 across; `notes` say where the figures came from."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": title, "created": _CREATED})
    for table, rows in (
        (CITY_RESULTS, city),
        (RESULTS, counties),
        (DETAILS, details),
        (STATIONED, stationed),
    ):
        _table(book, title, table, rows)
    _notes(book, title, notes)
    book.close()
    return buffer.getvalue()


def _table(book: Workbook, title: str, table: Table, rows: Rows) -> None:
    sheet = book.add_worksheet(table.name)
    columns = [table.column(name) for name in table.names if name not in _OWN]
    sheet.write(0, 0, f"{title}：{table.name}", book.add_format({"bold": True, "font_size": 14}))
    heading = book.add_format(
        {
            "bold": True,
            "text_wrap": True,
            "align": "center",
            "valign": "vcenter",
            "border": 1,
            "bg_color": "#D9E1F2",
        }
    )
    for j, column in enumerate(columns):
        look = book.add_format(_look(column))
        sheet.set_column(j, j, min(_WIDEST, column.width or 12))
        sheet.write(1, j, column.name, heading)
        for i, row in enumerate(rows, 2):
            _cell(sheet, i, j, row.get(column.name), look)
    if not rows:
        sheet.write(2, 0, "没有")
    _page(sheet, columns, 2 + max(1, len(rows)))


def _look(column: Column) -> dict[str, Any]:
    return {
        "border": 1,
        "valign": "vcenter",
        "num_format": NUMBER_FORMATS[column.kind],
        "text_wrap": column.kind is Kind.TEXT,
        "align": "right" if column.kind in _RIGHT else "left",
    }


def _cell(sheet: Worksheet, i: int, j: int, value: Any, look: Any) -> None:
    if blank(value):
        sheet.write_blank(i, j, None, look)
    elif isinstance(value, dt.datetime):
        sheet.write_datetime(i, j, value, look)
    else:
        sheet.write(i, j, value, look)


def _page(sheet: Worksheet, columns: Sequence[Column], rows: int) -> None:
    sheet.freeze_panes(2, 0)
    sheet.repeat_rows(1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.4, 0.4, 0.5, 0.5)
    sheet.set_footer("&C第&P页 共&N页")
    sheet.print_area(f"A1:{column_letter(len(columns))}{rows}")


def _notes(book: Workbook, title: str, notes: Sequence[str]) -> None:
    sheet = book.add_worksheet("说明")
    sheet.set_column(0, 0, 110, book.add_format({"text_wrap": True, "valign": "top"}))
    sheet.write(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
    for i, note in enumerate(notes, 1):
        sheet.write(i, 0, note)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
