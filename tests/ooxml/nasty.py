"""A workbook with everything that re-saving with openpyxl would lose or change. All figures 模拟.

Sheet 项目: a table 项目 (A4:F24, with a calculated column), validation, 2010 data bars, sparklines, an image,
a text box, a comment, a merged title, a column and a row of their own style. Sheet 汇总: formulas with cached
values, a chart over the table, a name and print area over it.
"""

from __future__ import annotations

import datetime as dt
import io
import struct
import zlib
from pathlib import Path

import xlsxwriter

HEADERS = ("编码", "名称", "金额", "日期", "完成率", "未完成")
FIRST, LAST = 5, 24
"""The data rows of the table."""

TOTAL = 4100.0
"""汇总!A1 as cached in the file: 20 × 100.5 + 11 × (0 + 1 + … + 19) = 2010 + 2090."""


def rows() -> list[tuple[str, str, float, dt.datetime, float, float]]:
    """The data of table 项目: 20 projects."""
    return [
        (
            f"51100220240{i:03d}",
            f"道路{i}&桥<梁>",
            100.5 + i * 11,
            dt.datetime(2024, 1, 1 + i),
            i / 20,
            1 - i / 20,
        )
        for i in range(20)
    ]


def nasty(path: Path, macros: bool = False) -> Path:
    """Write the workbook; with `macros` the path should end in .xlsm."""
    book = xlsxwriter.Workbook(str(path))
    sheet, summary = book.add_worksheet("项目"), book.add_worksheet("汇总")
    _head(book, sheet)
    _table(book, sheet)
    _decorate(book, sheet)
    _summary(book, summary)
    if macros:
        blob = path.with_suffix(".bin")
        blob.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 8)
        book.set_vba_name("ThisWorkbook")
        sheet.set_vba_name("Sheet1")
        summary.set_vba_name("Sheet2")
        book.add_vba_project(str(blob))
        sheet.insert_button("H12", {"macro": "go", "caption": "press"})
    book.close()
    return path


def _head(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
    sheet.merge_range("A1:F1", "模拟项目表", book.add_format({"bold": 1, "align": "center"}))
    sheet.write("A2", "单位：万元")
    sheet.set_column("B:B", 22, book.add_format({"italic": 1}))
    sheet.set_row(29, 30, book.add_format({"bg_color": "#FFFF00"}))


def _table(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
    money, percent = book.add_format({"num_format": "#,##0.00"}), book.add_format({"num_format": "0.00%"})
    day, text = (
        book.add_format({"num_format": "yyyy-mm-dd"}),
        book.add_format({"num_format": "@", "border": 1}),
    )
    formats = (text, None, money, day, percent, percent)
    columns = [{"header": h, "format": f} for h, f in zip(HEADERS, formats, strict=True)]
    columns[5]["formula"] = "1-[@完成率]"
    box = (FIRST - 2, 0, LAST - 1, 5)
    sheet.add_table(*box, {"name": "项目", "columns": columns, "style": "Table Style Light 9"})
    for row, values in enumerate(rows(), FIRST - 1):
        sheet.write_string(row, 0, values[0], text)
        sheet.write_string(row, 1, values[1])
        sheet.write_number(row, 2, values[2], money)
        sheet.write_datetime(row, 3, values[3], day)
        sheet.write_number(row, 4, values[4], percent)
        sheet.write_formula(row, 5, "1-项目[[#This Row],[完成率]]", percent, values[5])


def _decorate(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
    sheet.conditional_format("E5:E24", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format(
        "C5:C24",
        {"type": "cell", "criteria": ">", "value": 200, "format": book.add_format({"font_color": "red"})},
    )
    sheet.data_validation(
        "E5:E24", {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1}
    )
    sheet.add_sparkline("G5", {"range": "项目!C5:E5"})
    sheet.insert_textbox("H2", "填报说明：不要改动表头")
    sheet.insert_image("H8", "dot.png", {"image_data": io.BytesIO(_png())})
    sheet.write_comment("A4", "十八位编码")
    sheet.freeze_panes(4, 2)
    sheet.protect("", {"format_cells": True})


def _summary(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
    sheet.write_formula("A1", "=SUM(项目!C5:C24)", None, TOTAL)
    sheet.write_formula("A2", '=COUNTIF(项目[完成率],">=0.5")', None, 10)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": "=项目!$B$5:$B$24", "values": "=项目!$C$5:$C$24", "name": "=项目!$C$4"})
    sheet.insert_chart("C3", chart)
    book.define_name("全部项目", "=项目!$A$4:$F$24")
    book.define_name("金额列", "=项目!$C$5:$C$24")
    book.define_name("旁边", "=项目!$H$5:$H$24")
    book.worksheets_objs[0].print_area("A1:F24")


def _png() -> bytes:
    """One grey pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\x80"))
        + chunk(b"IEND", b"")
    )
