"""A folder with 资金监管 and 项目库 to press on: one county with everything in order. All made up (模拟)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from tests.build import books
from xltools.buttons import Result, find
from xltools.hosts.closed import open_closed
from xltools.policy import make_override
from xltools.press import press_closed
from xltools.tables.declared.dispatch import COUNTIES, DISPATCH
from xltools.tables.declared.money import DISCLOSURES, FUNDS, MAPPING, PAYMENTS, STANDARD_MAPPING
from xltools.tables.declared.projects import PROJECTS
from xltools.tables.frame import rows_frame
from xltools.tables.model import Table
from xltools.tables.sheets import read_table, write_table

TODAY = dt.date(2024, 10, 8)
EAST, CODE = "511011", "511011202400000001"
COUNTY_ROWS = [
    {"行政区划代码": EAST, "市州": "内江市", "县区": "东兴区", "是否参评": "是"},
    {"行政区划代码": "511025", "市州": "内江市", "县区": "资中县", "是否参评": "否"},
]

Row = dict[str, Any]


def fund(level: str, year: int = 2024, **more: Any) -> Row:
    row = {
        "年度": year,
        "行政区划代码": EAST,
        "县区": "东兴区",
        "资金级次": level,
        "金额": 100.0,
        "产业金额": 70.0,
    }
    row |= {"任务方向": "巩固拓展脱贫攻坚成果和乡村振兴", "以工代赈": 0.0, "单列金额": 0.0}
    return row | more


def funds() -> list[Row]:
    """Two years: more 产业 and more funds of the county's own than last year, all arrived in May."""
    there = {"到位金额": 100.0, "到位日期": dt.date(2024, 5, 20), "下达日期": dt.date(2024, 3, 1)}
    return [
        fund("中央", 2023, 产业金额=65.0), fund("省级", 2023, 产业金额=60.0),
        fund("市级", 2023, 金额=90.0, 产业金额=0.0), fund("县级", 2023, 金额=90.0, 产业金额=0.0),
        fund("中央"), fund("省级"), fund("市级", **there), fund("县级", **there),
    ]  # fmt: skip


def shown(code: str, tier: str, level: str | None, **more: Any) -> Row:
    row = {"事项": "模拟", "层级": tier, "单位": "模拟", "决定日期": dt.date(2024, 3, 4), "渠道": "门户网站"}
    row |= {"公示开始": dt.date(2024, 3, 5), "公示结束": dt.date(2024, 3, 20), "环节": "分配"}
    return row | {"年度": 2024, "行政区划代码": code, "资金级次": level} | more


def disclosures() -> list[Row]:
    units = (("510000", "省级", "中央 省级"), ("511000", "市级", "中央 省级 市级"),
             (EAST, "县级", "中央 省级 市级 县级"))  # fmt: skip
    rows = [shown(code, tier, level) for code, tier, levels in units for level in levels.split()]
    return [*rows, shown(EAST, "县级", None, 环节="使用")]


def payment(**more: Any) -> Row:
    row = {
        "项目编码": CODE,
        "县区": "东兴区",
        "合同额": 100.0,
        "已支付": 97.0,
        "完工日期": dt.date(2024, 5, 1),
    }
    return row | {"末次支付日期": dt.date(2024, 5, 20), "形象进度": 1.0} | more


def project(**more: Any) -> Row:
    row = {"行政区划代码": EAST, "县区": "东兴区", "项目编码": CODE, "项目名称": "柑橘基地（模拟）"}
    row |= {"项目类型": "产业发展", "建设内容": "模拟", "建设规模": "300亩", "概算投资": 100.0}
    row |= {"入库日期": dt.date(2023, 6, 1), "实施状态": "已完工", "开工日期": dt.date(2024, 1, 10)}
    return row | {"完工日期": dt.date(2024, 5, 1)} | more


@dataclass
class Desk:
    """The folder and what is in it."""

    folder: Path

    @property
    def money(self) -> Path:
        return self.folder / "资金监管.xlsx"

    @property
    def library(self) -> Path:
        return self.folder / "项目库.xlsx"

    def put(self, table: Table, *rows: Row, workbook: Path | None = None) -> None:
        """Replace the rows of a table, as an officer would in Excel."""
        with open_closed(workbook or self.money) as book:
            write_table(book, table, rows_frame(table, list(rows)))
            book.save()

    def type(self, table: Table, row: int, column: str, value: Any) -> str:
        """Type into one cell, whatever the column expects; the cell."""
        with open_closed(self.money) as book:
            reading = read_table(book, table)
            cell = reading.cell(row, column)
            book.sheets[reading.sheet].range(cell).value = value
            book.save()
        return cell

    def rows(self, table: Table) -> pd.DataFrame:
        with open_closed(self.money) as book:
            return read_table(book, table).frame

    def column(self, table: Table, name: str) -> list[Any]:
        return list(self.rows(table)[name])

    def press(self, key: str, today: dt.date = TODAY, **settings: str) -> Result:
        given = tuple(make_override(name, value, "模拟") for name, value in settings.items())
        return press_closed(find(key), self.money, today=today, overrides=given)

    def returns(self, *rows: Row) -> None:
        """调度排名 beside, with these rows of 调度表."""
        path = self.folder / "调度排名.xlsx"
        path.write_bytes(books.built(path.name))
        self.put(DISPATCH, *rows, workbook=path)


def new_desk(folder: Path) -> Desk:
    """Everything in order."""
    desk = Desk(folder)
    for path in (desk.money, desk.library):
        path.write_bytes(books.built(path.name))
    desk.put(PROJECTS, project(), workbook=desk.library)
    mapping = [dict(zip(MAPPING.names, row, strict=True)) for row in STANDARD_MAPPING]
    with open_closed(desk.money) as book:
        for table, rows in (
            (COUNTIES, COUNTY_ROWS), (MAPPING, mapping), (FUNDS, funds()), (PAYMENTS, [payment()]),
            (DISCLOSURES, disclosures()),
        ):  # fmt: skip
            write_table(book, table, rows_frame(table, list(rows)))
        book.save()
    return desk
