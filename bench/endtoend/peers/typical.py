"""The typical peer: pandas reads through openpyxl, openpyxl writes the books and the returns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pandas as pd
from openpyxl.styles import Border, Font, Side

from bench.endtoend.peers.letters import write_letters
from bench.endtoend.peers.rules import county_book
from bench.endtoend.task import COUNTY_NAMES, FORMAT_OF, NAMES, Task, remark
from bench.places import BACK_COLUMN, BACK_NAMES, HEADER_ROW, SHEET

CODES = {"行政区划代码": str, "项目编码": str}
FONT = Font(name="宋体", size=10)
_SIDE = Side("thin")
BORDER = Border(_SIDE, _SIDE, _SIDE, _SIDE)


def run(task: Task, engine: str = "openpyxl") -> None:
    """The whole run."""
    with task.stage("read"):
        frame = read(task, engine)
    with task.stage("rules"):
        book = county_book(frame, pd.read_excel(task.factors, dtype=CODES))
    with task.stage("books"):
        write_book(task.place("明细.xlsx"), "明细", NAMES, frame)
        write_book(task.place("各县.xlsx"), "各县", COUNTY_NAMES, book)
    with task.stage("write back"):
        write_back(task, frame, book)
    with task.stage("letters"):
        write_letters(task, book)


def read(task: Task, engine: str) -> pd.DataFrame:
    """All returns in one table."""
    frames = [
        pd.read_excel(path, sheet_name=SHEET, header=HEADER_ROW, engine=engine, dtype=CODES)
        for path in task.returns
    ]
    return pd.concat(frames, ignore_index=True)


def write_book(path: Path, name: str, columns: Sequence[str], frame: pd.DataFrame) -> None:
    """A new book with a title, the column names and every row formatted."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    sheet.append([f"{name}（模拟）"])
    sheet.append(list(columns))
    formats = [FORMAT_OF.get(column, "General") for column in columns]
    for i, row in enumerate(frame.itertuples(index=False), 3):
        for j, value in enumerate(row, 1):
            cell = sheet.cell(i, j, None if value is pd.NaT or value != value else value)
            cell.font, cell.border, cell.number_format = FONT, BORDER, formats[j - 1]
    book.save(path)


def write_back(task: Task, frame: pd.DataFrame, book: pd.DataFrame) -> None:
    """Five columns into every return."""
    counties = {county["行政区划代码"]: county for county in book.to_dict("records")}
    for (code, rows), path in zip(frame.groupby("行政区划代码"), task.returns, strict=True):
        county = counties[code]
        assert path.name.startswith(code)
        places = rows["自评得分"].rank(method="min", ascending=False).astype(int)
        text = remark(county["排名"], county["综合状态"])
        workbook = openpyxl.load_workbook(path)
        sheet = workbook[SHEET]
        sheet.cell(HEADER_ROW + 1, BACK_COLUMN + 4).value = BACK_NAMES[-1]
        columns = zip(rows["问题个数"], rows["整改个数"], places, strict=True)
        for i, (wrong, mended, place) in enumerate(columns, HEADER_ROW + 2):
            for j, value in enumerate((wrong, mended, text, "已复核", place), BACK_COLUMN):
                sheet.cell(i, j).value = value
        workbook.save(task.place("退回", path.name))
