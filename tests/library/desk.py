"""A folder with 项目库 and 资金监管 to press on. All made up (模拟)."""

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
from xltools.register.rows import frame
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.projects import PROJECTS
from xltools.tables.model import Table
from xltools.tables.sheets import read_table, write_table

TODAY = dt.date(2024, 8, 31)
COUNTY_ROWS = [
    {"行政区划代码": "511002", "市州": "内江市", "县区": "市中区"},
    {"行政区划代码": "511011", "市州": "内江市", "县区": "东兴区"},
    {"行政区划代码": "511025", "市州": "内江市", "县区": "资中县"},
    {"行政区划代码": "511102", "市州": "乐山市", "县区": "市中区"},
]


def project(code: str, **more: Any) -> dict[str, Any]:
    """A project with nothing wrong with it."""
    row = dict.fromkeys(PROJECTS.names) | {
        "行政区划代码": code[:6], "县区": "东兴区", "乡镇": "田家镇", "村": "火花村", "项目编码": code,
        "项目名称": f"柑橘基地{code[-3:]}", "项目类型": "产业发展", "二级类型": "种植业", "到户类": "否",
        "建设内容": "新建柑橘标准化种植基地，配套灌溉管网", "建设规模": "300亩", "概算投资": 100.0,
        "其中衔接资金": 80.0, "其他资金": 20.0, "受益户数": 60, "受益人数": 200, "脱贫户数": 20,
        "监测户数": 3,
        "绩效目标": "年产柑橘400吨，户均增收1500元", "利益联结机制": "土地流转、就近务工、分红",
        "论证方式": "专家论证", "论证文号": "模拟论〔2023〕1号", "论证日期": dt.date(2023, 3, 1),
        "论证结论": "可行", "是否负面清单": "否", "是否相关": "是", "入库日期": dt.date(2023, 6, 1),
        "实施状态": "未实施", "更新日期": dt.date(2024, 8, 20),
    }  # fmt: skip
    return row | more


@dataclass
class Desk:
    """The folder and what is in it."""

    folder: Path

    @property
    def library(self) -> Path:
        return self.folder / "项目库.xlsx"

    @property
    def lists(self) -> Path:
        return self.folder / "资金监管.xlsx"

    def put(self, table: Table, *rows: dict[str, Any], workbook: Path | None = None) -> None:
        """Replace the rows of a table, as an officer would in Excel."""
        path = workbook or self.library
        with open_closed(path) as book:
            write_table(book, table, frame(table, list(rows)))
            book.save()

    def type(self, table: Table, row: int, column: str, value: Any) -> None:
        """Type into one cell, whatever the column expects."""
        with open_closed(self.library) as book:
            reading = read_table(book, table)
            book.sheets[reading.sheet].range(reading.cell(row, column)).value = value
            book.save()

    def rows(self, table: Table, workbook: Path | None = None) -> pd.DataFrame:
        with open_closed(workbook or self.library) as book:
            return read_table(book, table).frame

    def column(self, table: Table, name: str, workbook: Path | None = None) -> list[Any]:
        return list(self.rows(table, workbook)[name])

    def press(self, key: str, today: dt.date = TODAY, workbook: Path | None = None) -> Result:
        return press_closed(find(key), workbook or self.library, today=today)


def new_desk(folder: Path) -> Desk:
    """Blank workbooks with the counties filled in."""
    desk = Desk(folder)
    for path in (desk.library, desk.lists):
        path.write_bytes(books.built(path.name))
    desk.put(COUNTIES, *COUNTY_ROWS)
    return desk
