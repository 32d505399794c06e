"""A folder with 备案审查 and 项目库 to press on. All made up (模拟)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from tests.build import books
from tests.rules.conftest import frame_of
from tests.rules.plans import FAULTLESS
from xltools.buttons import Result, find
from xltools.hosts.closed import open_closed
from xltools.press import press_closed
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.filing import PLAN
from xltools.tables.declared.projects import PROJECTS
from xltools.tables.model import Table
from xltools.tables.sheets import read_table, write_table

TODAY = dt.date(2024, 3, 20)
NEIJIANG, LESHAN, EMEI = "511002", "511102", "511181"
COUNTY_ROWS = [
    {"行政区划代码": NEIJIANG, "市州": "内江市", "县区": "市中区", "是否参评": "是"},
    {"行政区划代码": LESHAN, "市州": "乐山市", "县区": "市中区", "是否参评": "是"},
    {"行政区划代码": EMEI, "市州": "乐山市", "县区": "峨眉山市", "是否参评": "否"},
]
"""Two counties of one name, and one without funds that files nothing."""


def planned(code: str, **more: Any) -> dict[str, Any]:
    """A project of the plan with nothing wrong with it, 80 万元 central."""
    own = {"行政区划代码": code[:6], "项目编码": code, "资金级次": "中央", "安排金额": 80.0}
    return {**dict.fromkeys(PLAN.names), **FAULTLESS, **own, **more}


@dataclass
class Desk:
    """The folder and what is in it."""

    folder: Path

    @property
    def book(self) -> Path:
        return self.folder / "备案审查.xlsx"

    @property
    def library(self) -> Path:
        return self.folder / "项目库.xlsx"

    def put(self, table: Table, *rows: dict[str, Any], workbook: Path | None = None) -> None:
        """Replace the rows of a table, as an officer would in Excel."""
        with open_closed(workbook or self.book) as book:
            write_table(book, table, frame_of(table, rows))
            book.save()

    def file(self, *rows: dict[str, Any]) -> None:
        """Put a plan, and the same projects into 项目库."""
        self.put(PLAN, *rows)
        known = {row["项目编码"]: {name: row[name] for name in PROJECTS.names} for row in rows}
        self.put(PROJECTS, *known.values(), workbook=self.library)

    def type(self, table: Table, row: int, column: str, value: Any) -> None:
        """Type into one cell, whatever the column expects."""
        with open_closed(self.book) as book:
            reading = read_table(book, table)
            book.sheets[reading.sheet].range(reading.cell(row, column)).value = value
            book.save()

    def rows(self, table: Table, workbook: Path | None = None) -> pd.DataFrame:
        with open_closed(workbook or self.book) as book:
            return read_table(book, table).frame

    def press(self, key: str, today: dt.date = TODAY, workbook: Path | None = None) -> Result:
        return press_closed(find(key), workbook or self.book, today=today)


def new_desk(folder: Path) -> Desk:
    """Blank workbooks with the counties filled in."""
    desk = Desk(folder)
    for path in (desk.book, desk.library):
        path.write_bytes(books.built(path.name))
    desk.put(COUNTIES, *COUNTY_ROWS)
    return desk
