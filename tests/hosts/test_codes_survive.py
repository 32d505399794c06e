"""Codes, 期别, 文号 and whatever else a program would take for a number, date or formula stays what it is.

Over every engine, each taking values as Excel does (cases/Excel写入.csv), whatever format the cells had.
"""

from __future__ import annotations

import datetime as dt
from itertools import product
from typing import Any

import pandas as pd
import pytest
import xlwings as xw

from tests.hosts.offices import Office, Open
from tests.hosts.test_excel_like import cases
from xltools.tables.declared.dispatch import COUNTIES, RETURNS
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.record import ISSUES
from xltools.tables.model import Kind, Table
from xltools.tables.sheets import append_rows, read_table, write_table

TEXTS = [case["写入"] for case in cases() if not case["单元格格式"] and not case["写入"].startswith("'")]
"""Everything that Excel changes, and what it leaves, in a cell of no particular format."""

MORE = [
    "13800000001",
    "川财农〔2024〕5号",
    "511002199001011234",
    "1.",
    "0832-2000000",
    "甲\n乙",
    "  两头有空格 ",
]

WORDS = frozenset({Kind.TEXT, Kind.CODE, Kind.PERIOD, Kind.CHOICE})
FORMATS = ["General", "0", "0.00%", "yyyy-mm-dd", "@"]


def odd_rows(table: Table) -> pd.DataFrame:
    """Each text once in every column of words, from another one on in each."""
    texts = [*TEXTS, *MORE]
    columns: dict[str, list[Any]] = {
        name: (texts[i:] + texts[:i] if table.column(name).kind in WORDS else [None] * len(texts))
        for i, name in enumerate(table.names)
    }
    return pd.DataFrame(columns, columns=table.names)


def cells_of(book: xw.Book, table: Table) -> dict[str, list[Any]]:
    """The columns of words as they stand in the sheet."""
    page = book.sheets[table.name].tables[table.name]
    rows = page.data_body_range.options(ndim=2, err_to_str=True).value
    columns = dict(zip(page.header_row_range.value, zip(*rows, strict=True), strict=True))
    return {name: list(columns[name]) for name in table.names if table.column(name).kind in WORDS}


def meant(frame: pd.DataFrame, table: Table) -> dict[str, list[Any]]:
    return {name: frame[name].tolist() for name in table.names if table.column(name).kind in WORDS}


@pytest.mark.parametrize("table", [LETTERS, ISSUES, RETURNS], ids=lambda t: t.name)
def test_every_text_written_reads_back_the_same(opened: Open, office: Office, table: Table) -> None:
    """Into a table made just now, and again over what it holds."""
    office.book.add_worksheet("封面")
    frame = odd_rows(table)
    with opened(office.done()) as book:
        write_table(book, table, frame)
        assert cells_of(book, table) == meant(frame, table)
        write_table(book, table, frame.iloc[::-1])
        assert cells_of(book, table) == meant(frame.iloc[::-1], table)
        book.save()
    with opened(office.path) as book:
        assert cells_of(book, table) == meant(frame.iloc[::-1], table)


@pytest.mark.parametrize("code", FORMATS)
def test_whatever_format_the_officer_gave_the_cells(opened: Open, office: Office, code: str) -> None:
    """Words formatted as numbers or dates become text; numbers keep a format that shows numbers."""
    page = office.book.add_worksheet(RETURNS.name)
    columns = [{"header": name} for name in RETURNS.names]
    page.add_table(3, 0, 5, len(columns) - 1, {"name": RETURNS.name, "columns": columns})
    look = office.book.add_format({"num_format": code})
    for row, column in product((4, 5), range(len(columns))):
        page.write_blank(row, column, None, look)
    frame = odd_rows(RETURNS).assign(错误数=7.0)
    with opened(office.done()) as book:
        write_table(book, RETURNS, frame)
        assert cells_of(book, RETURNS) == meant(frame, RETURNS)
        sheet = book.sheets[RETURNS.name]
        assert sheet.range((5, 8), (4 + len(frame), 8)).value == [7.0] * len(frame)
        assert sheet["H5"].number_format == (code if code == "0.00%" else "0")


def test_one_text_cell_among_numbers_makes_no_text_of_them(opened: Open, office: Office) -> None:
    """The middle of three rows was formatted as text: sums would miss its number."""
    page = office.book.add_worksheet(RETURNS.name)
    columns = [{"header": name} for name in RETURNS.names]
    page.add_table(3, 0, 6, len(columns) - 1, {"name": RETURNS.name, "columns": columns})
    for row, code in ((4, "0.0"), (5, "@"), (6, "0.0")):
        page.write_blank(row, 7, None, office.book.add_format({"num_format": code}))
    with opened(office.done()) as book:
        write_table(book, RETURNS, odd_rows(RETURNS).head(3).assign(错误数=[1.0, 2.0, 3.0]))
        assert book.sheets[RETURNS.name]["H5:H7"].value == [1.0, 2.0, 3.0]
        assert book.sheets[RETURNS.name]["H5:H7"].number_format == "0.0"


def test_own_columns_and_rows_typed_below_keep_their_kind(opened: Open, office: Office) -> None:
    """A text, a number, a date, a yes and an error move with their rows; typed codes are taken in."""
    own = ["001", 7.5, dt.datetime(2024, 9, 30), True, "#N/A"]
    records = [
        {"行政区划代码": str(511011 + i), "市州": "内江市", "县区": f"县{i}", "备注": value}
        for i, value in enumerate(own)
    ]
    names = [*COUNTIES.names, "备注"]
    day = office.book.add_format({"num_format": "yyyy-mm-dd"})
    page = office.counties(*records, names=names)
    page.write_datetime("F7", own[2], day)
    office.rows(page, (9, 0), [["511099", "内江市", "1/2", None, None, "乙"]])
    with opened(office.done()) as book:
        sheet = book.sheets[COUNTIES.name]
        sheet["F9"].value = "#N/A"
        frame = read_table(book, COUNTIES).frame
        assert frame["行政区划代码"].tolist()[-1] == "511099"
        append_rows(book, COUNTIES, frame.head(1).assign(行政区划代码="511100", 县区="2024-09"))
        assert sheet["A10:C11"].value == [
            ["511099", "内江市", "1/2"],
            ["511100", "内江市", "2024-09"],
        ]
        write_table(book, COUNTIES, frame.iloc[::-1])
        assert sheet["F5:F10"].options(err_to_str=True).value == ["乙", *own[::-1]]
        assert sheet["F6"].value is None


def test_numbers_are_numbers_and_days_are_days(opened: Open, office: Office) -> None:
    """In a table made just now."""
    office.book.add_worksheet("封面")
    row = {"期别": "2024-09", "错误数": 12.0, "文件时间": dt.datetime(2024, 9, 30, 8, 30)}
    with opened(office.done()) as book:
        write_table(book, RETURNS, pd.DataFrame([row]).reindex(columns=RETURNS.names))
        sheet = book.sheets[RETURNS.name]
        assert sheet["G5:H5"].value == [dt.datetime(2024, 9, 30, 8, 30), 12.0]
        assert sheet["G5:H5"].number_format is None
        assert sheet["H5"].number_format == "0"
