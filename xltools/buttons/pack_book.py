"""The .xlsx of a city's pack: its indicators, its counties' points, every figure and where it came from."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import Any, TypeAlias

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from xltools.cells import column_letter
from xltools.letters.appraisal import confirmed_grade
from xltools.letters.overflow import width as text_width
from xltools.tables.declared.appraisal import DETAILS, INDICATORS, RESULTS, STATIONED, score_of
from xltools.tables.formats import NUMBER_FORMATS
from xltools.tables.model import Column, Kind, blank

_CREATED = dt.datetime(2024, 1, 1)
"""A fixed date: the same results give the same bytes."""

_LINE, _HIGHEST = 15.0, 409.0
"""Points: of a line, and the most a row may have."""

_ROOM = 1.15
"""A line breaks before its last sign where the next does not fit."""

_RIGHT = (Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.PERCENT)
_HEADING = {
    "bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1,
    "bg_color": "#D9E1F2",
}  # fmt: skip

Row: TypeAlias = Mapping[Any, Any]

_INDICATOR = tuple(DETAILS.column(name) for name in ("指标", "状态", "分值", "得分率", "得分", "实际"))
_COUNTY = (
    Column("县区", width=14),
    Column("排名", Kind.COUNT, width=6),
    Column("总分", Kind.NUMBER, width=8),
    Column("等次", width=7),
    *(Column(name, Kind.NUMBER, width=7) for name in INDICATORS),
    Column("加减分", Kind.NUMBER, width=7),
    Column("缺项", width=16),
    Column("等次上限原因", width=26),
)
_STATIONED = tuple(
    STATIONED.column(name)
    for name in ("县区", "等次", "触发情形", "依据", "驻点单位", "开始日期", "结束日期")
)


def pack_book(
    title: str,
    summary: str,
    details: Sequence[Row],
    counties: Sequence[Row],
    stationed: Sequence[Row],
    notes: Sequence[str],
) -> bytes:
    """Five sheets for A4 across. `details` are the city's own figures, then those of its counties; `notes`
    say where they came from.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": title, "created": _CREATED})
    own = [row for row in details if row["级别"] == "市"]
    others = [row for row in details if row["级别"] == "县"]
    _table(book, ("市州得分", title, summary), _INDICATOR, own)
    _table(book, ("县区得分", title, "单位：分；空白为无数据或不适用"), _COUNTY, [*map(_county, counties)])
    _table(book, ("县区明细", title, ""), (RESULTS.column("县区"), *_INDICATOR), others)
    _table(book, ("驻点监督", title, ""), _STATIONED, stationed)
    _notes(book, title, notes)
    book.close()
    return buffer.getvalue()


def _county(row: Row) -> Row:
    points = {name: row[score_of(name)] for name in INDICATORS}
    kept = {name: row[name] for name in ("县区", "排名", "总分", "加减分", "缺项", "等次上限原因")}
    return {**kept, **points, "等次": confirmed_grade(row)}


def _table(
    book: Workbook, heading: tuple[str, str, str], columns: Sequence[Column], rows: Sequence[Row]
) -> None:
    name, title, note = heading
    sheet = book.add_worksheet(name)
    sheet.write(0, 0, f"{title}：{name}", book.add_format({"bold": True, "font_size": 14}))
    sheet.write(1, 0, note)
    sheet.set_row(2, 30)
    header = book.add_format(_HEADING)
    for j, column in enumerate(columns):
        look = book.add_format(_look(column))
        sheet.set_column(j, j, column.width or 12)
        sheet.write(2, j, column.name, header)
        for i, value in _filled(rows, column.name):
            _cell(sheet, i, j, value, look)
    for i, row in enumerate(rows, 3):
        sheet.set_row(i, _height(row, columns))
    _page(sheet, len(columns), 3 + max(1, len(rows)))


def _height(row: Row, columns: Sequence[Column]) -> float:
    """High enough for the text that wraps most: not every program does it by itself when it prints."""
    texts = ((text_width(str(row.get(c.name))), c.width or 12) for c in columns if c.kind is Kind.TEXT)
    lines = max((ceil(long * 2 * _ROOM / wide) for long, wide in texts), default=1)
    return min(_LINE * max(1, lines), _HIGHEST)


def _filled(rows: Sequence[Row], name: str) -> Iterator[tuple[int, Any]]:
    """Sheet row (from 0) and value; one empty row where there is none."""
    yield from enumerate([row.get(name) for row in rows] or [None], 3)


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


def _page(sheet: Worksheet, columns: int, rows: int) -> None:
    sheet.freeze_panes(3, 1)
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.4, 0.4, 0.5, 0.5)
    sheet.set_footer("&C第&P页 共&N页")
    sheet.print_area(f"A1:{column_letter(columns)}{rows}")


def _notes(book: Workbook, title: str, notes: Sequence[str]) -> None:
    sheet = book.add_worksheet("说明")
    look = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 100)
    sheet.write(0, 0, f"{title}：说明", book.add_format({"bold": True, "font_size": 14}))
    for i, note in enumerate(notes, 1):
        sheet.write(i, 0, note, look)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
