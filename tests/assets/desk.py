"""A folder with 资产盘活 to press on. All made up (模拟)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import xlwings as xw

from tests.build import books
from tests.rules.made_assets import asset
from xltools.buttons import Result, find
from xltools.hosts.closed import open_closed
from xltools.press import press_closed
from xltools.register.rows import frame
from xltools.tables.declared.assets import ASSETS
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.revival import PLATFORMS
from xltools.tables.model import Table
from xltools.tables.sheets import read_table, write_table

TODAY = dt.date(2024, 10, 8)
COUNTY_ROWS = [
    {"行政区划代码": "511002", "市州": "内江市", "县区": "市中区", "是否参评": "是"},
    {"行政区划代码": "511011", "市州": "内江市", "县区": "东兴区", "是否参评": "是"},
    {"行政区划代码": "511025", "市州": "内江市", "县区": "资中县", "是否参评": "否"},
    {"行政区划代码": "511102", "市州": "乐山市", "县区": "市中区", "是否参评": "是"},
]
LOW_ASSET = asset(年收益=1.0)
"""模A001: 1 % a year; a state company could run it."""


@dataclass
class Desk:
    """The folder and what is in it."""

    folder: Path

    @property
    def workbook(self) -> Path:
        return self.folder / "资产盘活.xlsx"

    @contextmanager
    def opened(self) -> Iterator[xw.Book]:
        """The workbook, saved when done with."""
        with open_closed(self.workbook) as book:
            yield book
            book.save()

    def put(self, table: Table, *rows: dict[str, Any]) -> None:
        """Replace the rows of a table, as an officer would in Excel."""
        with self.opened() as book:
            write_table(book, table, frame(table, list(rows)))

    def type(self, table: Table, row: int, **cells: Any) -> None:
        """Type into cells of one row, whatever the columns expect."""
        with self.opened() as book:
            reading = read_table(book, table)
            for column, value in cells.items():
                book.sheets[reading.sheet].range(reading.cell(row, column)).value = value

    def rows(self, table: Table) -> pd.DataFrame:
        with open_closed(self.workbook) as book:
            return read_table(book, table).frame

    def cells(self, table: Table) -> list[list[Any]]:
        """What stands on the sheet of a table, its 合计 too, which no reader takes for a row."""
        with open_closed(self.workbook) as book:
            sheet = book.sheets[table.name]
            values: list[list[Any]] = sheet.tables[table.name].range.value
            return values

    def row(self, table: Table, code: str = "模A001") -> dict[str, Any]:
        """The row of an asset."""
        found = self.rows(table)
        [row] = found[found["资产编号"] == code].to_dict("records")
        return row

    def press(self, key: str, today: dt.date = TODAY) -> Result:
        return press_closed(find(key), self.workbook, today=today)


def new_desk(folder: Path) -> Desk:
    """A blank workbook with counties, a state platform in one, and one asset that yields little."""
    desk = Desk(folder)
    desk.workbook.write_bytes(books.built(desk.workbook.name))
    desk.put(COUNTIES, *COUNTY_ROWS)
    desk.put(PLATFORMS, COUNTY_ROWS[0] | {"是否组建": "是", "平台名称": "模拟农投公司"})
    desk.put(ASSETS, LOW_ASSET)
    return desk
