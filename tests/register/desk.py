"""An issuing desk to press on: 发文登记 and, beside it, a small 调度排名. All made up (模拟)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from tests.build import books
from xltools.buttons import Result, find
from xltools.hosts.closed import open_closed
from xltools.press import press_closed
from xltools.register.rows import Row, frame, new_row, records
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.record import ISSUES
from xltools.tables.declared.register import REGISTER
from xltools.tables.model import Table
from xltools.tables.sheets import read_table, write_table

TODAY = dt.date(2024, 10, 8)
UNITS = {"511002": ("内江市", "市中区"), "511102": ("乐山市", "市中区"), "510104": ("成都市", "锦江区")}
SIGNED = {"状态": "已签发", "核稿人": "甲（模拟）", "签发人": "乙（模拟）", "签发日期": TODAY}


def listed(code: str, **more: Any) -> Row:
    """A confirmed row of 函件清单."""
    city, county = UNITS.get(code, ("模拟市", "模拟县"))
    row = {
        "期别": "2024-09", "函件": "提醒敦促函", "代码": code,
        "主送单位": f"{city}{county}乡村振兴局、财政局",
        "抄送单位": None, "触发条款": "第12条 连续2次排名居后20位", "依据": "第12条 居后（模拟）",
        "整改要求": "加快进度（模拟）。", "反馈期限": dt.date(2024, 10, 23),
        "是否签发": "是", "文号": None, "文件": None,
    }  # fmt: skip
    return row | more


def typed(title: str, **more: Any) -> Row:
    """A row an officer typed into 发文登记."""
    return new_row(标题=title, 主送="模拟市示例县财政局（模拟）", 状态="草稿") | more


@dataclass
class Desk:
    """The folder and what is in it."""

    folder: Path

    @property
    def register(self) -> Path:
        return self.folder / "发文登记.xlsx"

    @property
    def dispatch(self) -> Path:
        return self.folder / "调度排名.xlsx"

    def put(self, path: Path, table: Table, rows: list[Row]) -> None:
        """Replace the rows of a table, as an officer would in Excel."""
        with open_closed(path) as book:
            write_table(book, table, frame(table, rows))
            book.save()

    def list(self, *rows: Row) -> None:
        self.put(self.dispatch, LETTERS, list(rows))

    def type(self, *rows: Row) -> None:
        self.put(self.register, REGISTER, list(rows))

    def rows(self) -> list[Row]:
        return self.read(self.register, REGISTER)

    def change(self, at: int, **values: Any) -> None:
        """Type into one row of the register."""
        rows = self.rows()
        rows[at] |= values
        self.type(*rows)

    def read(self, path: Path, table: Table) -> list[Row]:
        with open_closed(path) as book:
            return records(read_table(book, table))

    def press(self, key: str = "register", today: dt.date = TODAY) -> Result:
        return press_closed(find(key), self.register, today=today)

    def told(self) -> pd.DataFrame:
        with open_closed(self.register) as book:
            return read_table(book, ISSUES).frame

    def numbers(self) -> list[str | None]:
        return [row["文号"] for row in self.rows()]


def made(folder: Path, dispatch: bool = True) -> Desk:
    """A new desk; 调度排名 with its counties."""
    folder.mkdir(parents=True, exist_ok=True)
    desk = Desk(folder)
    desk.register.write_bytes(books.built("发文登记.xlsx"))
    if dispatch:
        desk.dispatch.write_bytes(books.built("调度排名.xlsx"))
        counties = [
            {"行政区划代码": code, "市州": city, "县区": county} for code, (city, county) in UNITS.items()
        ]
        desk.put(desk.dispatch, COUNTIES, [dict.fromkeys(COUNTIES.names) | row for row in counties])
    return desk
