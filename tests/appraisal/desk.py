"""A folder with 年度考核 and the year's other workbooks, each as small as may be. All made up (模拟)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd

from tests.build import books
from tests.rules.conftest import frame_of
from xltools.buttons import Result, find
from xltools.hosts.closed import open_closed
from xltools.press import press_closed
from xltools.tables.declared import declared_tables, ranking
from xltools.tables.declared.assets import BY_COUNTY_ASSETS
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.filing import OPINIONS
from xltools.tables.declared.inspections import COUNTY_CLOSINGS
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.money_results import (
    AWARDS,
    DISCLOSURE_CHECK,
    FUNDING,
    INDUSTRY_SHARES,
    PAYMENT_SUMMARY,
)
from xltools.tables.declared.pilots import PILOT_STATE
from xltools.tables.declared.points import NEGATIVE_USES, TOTALS
from xltools.tables.declared.project_results import CLEANUP, QUALITY_SUMMARY
from xltools.tables.declared.projects import REMOVED
from xltools.tables.declared.record import ISSUES, RUNS
from xltools.tables.declared.review import PROBLEMS
from xltools.tables.model import Table
from xltools.tables.sheets import read_table, write_table

TODAY = dt.date(2025, 1, 20)
LAST_DAY = "2024-12-31"
YEAR = 2024
NEIJIANG, DONGXING, LESHAN, EMEI = "511002", "511011", "511102", "511181"
NEIJIANG_CITY, LESHAN_CITY = "511000", "511100"
COUNTY_ROWS = [
    {"行政区划代码": NEIJIANG, "市州": "内江市", "县区": "市中区", "是否参评": "是"},
    {"行政区划代码": DONGXING, "市州": "内江市", "县区": "东兴区", "是否参评": "是"},
    {"行政区划代码": LESHAN, "市州": "乐山市", "县区": "市中区", "是否参评": "是"},
    {"行政区划代码": EMEI, "市州": "乐山市", "县区": "峨眉山市", "是否参评": "否"},
]
"""Two counties of one name, and one without funds."""

CODES = (NEIJIANG, DONGXING, LESHAN)
CITIES = (NEIJIANG_CITY, LESHAN_CITY)

Row = dict[str, Any]


def faultless() -> dict[str, tuple[tuple[str, ...], dict[str, list[Row]]]]:
    """By workbook: the buttons pressed, and the rows of its tables, for a year in which all went well."""
    return {
        "调度排名": (
            ("计分排名",),
            {
                ranking.RANKING.name: [ranked(code) for code in CODES],
                ranking.CITY_RANKING.name: [ranked(code) for code in CITIES],
                ranking.HISTORY.name: [round_of(code) for code in (*CODES, *CITIES)],
                LETTERS.name: [],
            },
        ),
        "日常计分": (
            ("计分汇总",),
            {
                TOTALS.name: [
                    {"年度": YEAR, "行政区划代码": code, "市州": "模拟", "县区": "模", "得分": 10, "排名": 1}
                    for code in CODES
                ],
                NEGATIVE_USES.name: [],
            },
        ),
        "资金监管": (
            ("产业占比", "投入比对", "拨付核查", "公开核查", "评优资格"),
            {
                INDUSTRY_SHARES.name: [
                    {"年度": YEAR, "级别": level, "代码": code, "资金级次": "中央", "结论": "绿"}
                    for level, codes in (("县", CODES), ("市", CITIES))
                    for code in codes
                ],
                FUNDING.name: [{"行政区划代码": code, "年度": YEAR, "结论": "绿"} for code in CODES],
                PAYMENT_SUMMARY.name: [
                    {"行政区划代码": code, "按期付清数": 5, "逾期数": 0, "严重逾期数": 0, "结论": "绿"}
                    for code in CODES
                ],
                DISCLOSURE_CHECK.name: [
                    {"行政区划代码": code, "年度": YEAR, "层级": "县级", "环节": "分配", "结论": "绿"}
                    for code in CODES
                ],
                AWARDS.name: [{"行政区划代码": code, "年度": YEAR, "资格": "保留"} for code in CODES],
            },
        ),
        "项目库": (
            ("数据质量", "动态清库"),
            {
                QUALITY_SUMMARY.name: [
                    {
                        "级别": level, "行政区划代码": code, "名称": "模", "在库项目数": 50, "问题项目数": 0,
                        "问题率": 0.0,
                    }
                    for level, codes in (("县", CODES), ("市", CITIES))
                    for code in codes
                ],
                CLEANUP.name: [],
                REMOVED.name: [],
            },
        ),
        "备案审查": (("备案审查",), {OPINIONS.name: [opinion(code) for code in CODES], PROBLEMS.name: []}),
        "督导检查": (
            ("问题销号",),
            {
                COUNTY_CLOSINGS.name: [
                    {
                        "行政区划代码": code, "市州": "模拟", "县区": "模拟", "年度": YEAR, "检查次数": 3,
                        "问题数": 0, "已核销数": 0, "逾期未销号数": 0, "结论": "绿",
                    }
                    for code in CODES
                ]
            },
        ),
        "资产盘活": (
            ("资产分类",),
            {
                BY_COUNTY_ASSETS.name: [
                    {"行政区划代码": code, "数据情况": "有数据", "应盘活数": 0, "已盘活数": 0}
                    for code in CODES
                ]
            },
        ),
        "资金分配": (("试点管理",), {PILOT_STATE.name: []}),
    }  # fmt: skip


def ranked(code: str, rate: float = 1.0, period: str = "2024-12") -> Row:
    """A row of 排名表 or 市州排名表."""
    return {
        "期别": period, "行政区划代码": code, "市州": "模拟", "县区": "模拟", "支出率": rate, "序时目标": 1.0,
        "综合得分": 100.0, "排名": 1,
    }  # fmt: skip


def round_of(code: str, score: float = 100.0, period: str = "2024-12", light: str = "绿") -> Row:
    """A row of 历史排名."""
    level = "市" if code.endswith("00") else "县"
    return {
        "期别": period, "级别": level, "代码": code, "名称": "模拟", "参评": "是", "排名": 1, "参评数": 3,
        "综合得分": score, "综合状态": light,
    }  # fmt: skip


def opinion(code: str, conclusion: str = "同意备案") -> Row:
    """A row of 意见书清单."""
    return {
        "期别": "2024-03", "函件": "备案审查意见书", "代码": code, "审查结论": conclusion, "主送单位": "模拟",
        "是否签发": "是",
    }  # fmt: skip


def letter(code: str, kind: str, issued: str = "是", period: str = "2024-06") -> Row:
    """A row of 函件清单."""
    return {
        "期别": period, "函件": kind, "代码": code, "主送单位": "模拟", "触发条款": "第12条 模拟",
        "是否签发": issued,
    }  # fmt: skip


@dataclass
class Desk:
    """The folder and what is in it."""

    folder: Path

    @property
    def book(self) -> Path:
        return self.folder / "年度考核.xlsx"

    def put(self, table: Table, *rows: Row, workbook: Path | None = None) -> None:
        """Replace the rows of a table, as an officer would in Excel."""
        with open_closed(workbook or self.book) as book:
            write_table(book, table, frame_of(table, rows))
            book.save()

    def beside(
        self,
        name: str,
        tables: Mapping[str, Sequence[Row]],
        pressed: Iterable[str],
        day: str = LAST_DAY,
    ) -> None:
        """Another workbook of the toolkit with these tables, its buttons pressed on a day."""
        blank_book(self.folder / f"{name}.xlsx", tables, pressed, day)

    def year(self, **changed: Mapping[str, Sequence[Row]]) -> None:
        """The whole faultless year; `changed` replaces tables of a workbook."""
        for name, (pressed, tables) in faultless().items():
            self.beside(name, {**tables, **changed.get(name, {})}, pressed)

    def press(self, key: str = "appraise", today: dt.date = TODAY) -> Result:
        return press_closed(find(key), self.book, today=today)

    def table(self, table: Table) -> pd.DataFrame:
        with open_closed(self.book) as book:
            return read_table(book, table).frame

    def row(self, table: Table, code: str) -> Row:
        """The row of a county or city."""
        rows = [r for r in self.table(table).to_dict("records") if code in (r.get(c) for c in _CODES)]
        assert len(rows) == 1, rows
        return rows[0]

    @property
    def issues(self) -> list[Row]:
        return self.table(ISSUES).to_dict("records")


_CODES = ("行政区划代码", "市州代码", "代码")


def blank_book(
    path: Path, tables: Mapping[str, Sequence[Row]], pressed: Iterable[str], day: str = LAST_DAY
) -> None:
    """A plain workbook with these tables and a 运行记录 of that day."""
    by_name = {table.name: table for table in declared_tables()}
    book = openpyxl.Workbook()
    book.remove(book.active)
    runs = [
        {"时间": f"{day} 10:00:00", "用户": "模拟", "按钮": f"{label}（模拟）", "版本": "模拟"}
        for label in pressed
    ]
    for name, rows in {**tables, RUNS.name: runs}.items():
        sheet = book.create_sheet(name)
        sheet.append(by_name[name].names)
        for row in rows:
            sheet.append([row.get(column) for column in by_name[name].names])
    book.save(path)


def new_desk(folder: Path) -> Desk:
    """The blank workbook with the counties filled in."""
    desk = Desk(folder)
    desk.book.write_bytes(books.built(desk.book.name))
    desk.put(COUNTIES, *COUNTY_ROWS)
    return desk
