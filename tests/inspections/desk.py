"""A folder with 督导检查 and 项目库 to press on. All made up (模拟)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from tests.build import books
from tests.rules.conftest import frame_of
from tests.rules.inspected import found, roster, visits
from tests.rules.made_projects import project
from xltools.buttons import Result, find
from xltools.hosts.closed import open_closed
from xltools.policy import make_override
from xltools.press import press_closed
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.inspections import FOUND, VISITS
from xltools.tables.declared.projects import PROJECTS
from xltools.tables.model import Table
from xltools.tables.sheets import read_table, write_table

TODAY = dt.date(2024, 10, 8)


@dataclass
class Desk:
    """The folder and what is in it."""

    folder: Path

    @property
    def book(self) -> Path:
        return self.folder / "督导检查.xlsx"

    def put(self, table: Table, frame: pd.DataFrame, workbook: Path | None = None) -> None:
        """Replace the rows of a table, as an officer would in Excel."""
        with open_closed(workbook or self.book) as book:
            write_table(book, table, frame)
            book.save()

    def type(self, table: Table, row: int, cells: Mapping[str, Any]) -> None:
        """Type into cells of one row, whatever their columns expect."""
        with open_closed(self.book) as book:
            reading = read_table(book, table)
            for column, value in cells.items():
                book.sheets[reading.sheet].range(reading.cell(row, column)).value = value
            book.save()

    def problems(self, *rows: Mapping[str, Any]) -> None:
        self.put(FOUND, found(*map(dict, rows)))

    def visited(self, *rows: Mapping[str, Any]) -> None:
        self.put(VISITS, visits(*map(dict, rows)))

    def projects(self, *rows: Mapping[str, Any]) -> None:
        self.put(PROJECTS, frame_of(PROJECTS, rows), self.add("项目库.xlsx"))

    def add(self, name: str) -> Path:
        """A blank workbook of that name in the folder, unless there is one."""
        path = self.folder / name
        if not path.exists():
            path.write_bytes(books.built(name))
        return path

    def rows(self, table: Table, workbook: Path | None = None) -> pd.DataFrame:
        with open_closed(workbook or self.book) as book:
            return read_table(book, table).frame

    def press(
        self, key: str, today: dt.date = TODAY, workbook: Path | None = None, **overrides: str
    ) -> Result:
        given = [make_override(name, value, "模拟") for name, value in overrides.items()]
        return press_closed(find(key), workbook or self.book, today=today, overrides=given)


def new_desk(folder: Path) -> Desk:
    """督导检查 with the three counties."""
    desk = Desk(folder)
    desk.add("督导检查.xlsx")
    desk.put(COUNTIES, roster())
    return desk


def begun(code: str, number: int, **more: Any) -> dict[str, Any]:
    """A project under way: 5110020001."""
    own = {"行政区划代码": code, "项目编码": f"{code}{number:04d}", "实施状态": "已开工"}
    return {**project("公益"), **own, **more}
