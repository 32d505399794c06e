"""The strong peer: pandas reads through calamine, XlsxWriter writes the books in constant memory; openpyxl
writes into the returns, for want of a library that is faster and keeps them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import xlsxwriter

from bench.endtoend.peers.letters import write_letters
from bench.endtoend.peers.rules import county_book
from bench.endtoend.peers.typical import CODES, read, write_back
from bench.endtoend.task import COUNTY_NAMES, FORMAT_OF, NAMES, Task


def run(task: Task) -> None:
    """The whole run."""
    with task.stage("read"):
        frame = read(task, "calamine")
    with task.stage("rules"):
        book = county_book(frame, pd.read_excel(task.factors, dtype=CODES, engine="calamine"))
    with task.stage("books"):
        write_book(task.place("明细.xlsx"), "明细", NAMES, frame)
        write_book(task.place("各县.xlsx"), "各县", COUNTY_NAMES, book)
    with task.stage("write back"):
        write_back(task, frame, book)
    with task.stage("letters"):
        write_letters(task, book)


def write_book(path: Path, name: str, columns: Sequence[str], frame: pd.DataFrame) -> None:
    """The same book as the typical peer's, row by row."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet(name)
    base = {"font_name": "宋体", "font_size": 10, "border": 1}
    codes = [FORMAT_OF.get(column, "General") for column in columns]
    formats = {code: book.add_format({**base, "num_format": code}) for code in codes}
    styles = [formats[code] for code in codes]
    sheet.write_string(0, 0, f"{name}（模拟）")
    sheet.write_row(1, 0, columns)
    dates = [code == "yyyy-mm-dd" for code in codes]
    for i, row in enumerate(frame.itertuples(index=False), 2):
        for j, value in enumerate(row):
            if value is pd.NaT or value != value:
                sheet.write_blank(i, j, None, styles[j])
            elif isinstance(value, str):
                sheet.write_string(i, j, value, styles[j])
            elif dates[j]:
                sheet.write_datetime(i, j, value, styles[j])
            else:
                sheet.write_number(i, j, value, styles[j])
    book.close()
