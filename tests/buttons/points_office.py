"""A small office for 日常计分: thirty counties in 调度排名, and the ledger beside it. All made up (模拟)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.build import books
from tests.rules.conftest import frame_of
from xltools.buttons import Result, find
from xltools.hosts.closed import open_closed
from xltools.policy import Override
from xltools.press import press_closed
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.points import LEDGER
from xltools.tables.declared.ranking import HISTORY
from xltools.tables.declared.record import ISSUES, RUNS
from xltools.tables.model import Table, blank
from xltools.tables.sheets import locate, read_table, write_table

TODAY = dt.date(2024, 10, 8)
NAMED = {"511002": ("内江市", "市中区"), "511102": ("乐山市", "市中区")}
CODES = (*NAMED, *(f"5199{i:02d}" for i in range(1, 29)))
Row = dict[str, Any]


def county(code: str) -> Row:
    city, name = NAMED.get(code, ("模拟市", f"模拟县{code[-2:]}"))
    return {"行政区划代码": code, "市州": city, "县区": name, "是否参评": "是"}


def event(code: str, **more: Any) -> Row:
    """A row of 计分台账 as an officer types it."""
    row = {"日期": "2024-05-01", "行政区划代码": code, "来源": "检查", "事由": "拨付不及时"}
    return row | more


def light(code: str, lit: str, period: str = "2024-09") -> Row:
    return {
        "期别": period,
        "级别": "县",
        "代码": code,
        "名称": "模拟",
        "参评": "是",
        "综合状态": lit,
        "排名": 1,
    }


def letter(code: str, kind: str = "整改通知书", **more: Any) -> Row:
    row = {"期别": "2024-09", "函件": kind, "代码": code, "主送单位": "模拟", "是否签发": "是"}
    return row | {"文号": "模财农〔2024〕7号"} | more


@dataclass
class PointsOffice:
    """The folder and what is in it."""

    folder: Path

    @property
    def points(self) -> Path:
        return self.folder / "日常计分.xlsx"

    @property
    def dispatch(self) -> Path:
        return self.folder / "调度排名.xlsx"

    def put(self, path: Path, table: Table, rows: Iterable[Row]) -> None:
        """Replace the rows of a table, as an officer would in Excel."""
        with open_closed(path) as book:
            write_table(book, table, frame_of(table, rows))
            book.save()

    def type(self, table: Table, row: int, column: str, value: Any) -> None:
        """Type into one cell of 日常计分, rows from 0."""
        with open_closed(self.points) as book:
            sheet, header, _, letters = locate(book, table)
            book.sheets[sheet].range(f"{letters[column]}{header + 1 + row}").value = value
            book.save()

    def rows(self, table: Table, path: Path | None = None) -> list[Row]:
        with open_closed(path or self.points) as book:
            records = read_table(book, table).frame.to_dict("records")
        return [{name: None if blank(v) else v for name, v in row.items()} for row in records]

    def press(self, key: str = "points", overrides: tuple[Override, ...] = ()) -> Result:
        return press_closed(find(key), self.points, today=TODAY, overrides=overrides)

    def told(self) -> list[tuple[str, str, str]]:
        """Cell, column and problem of 校验结果, without what is only told."""
        return [
            (row["单元格"], row["列"], row["问题"])
            for row in self.rows(ISSUES)
            if not row["问题"].startswith("（提示）")
        ]

    def runs(self) -> list[str]:
        return [row["按钮"] for row in self.rows(RUNS)]


def made(folder: Path, *events: Row, lights: Iterable[Row] = (), letters: Iterable[Row] = ()) -> PointsOffice:
    """A new office with these events typed, and these lights and letters in 调度排名."""
    folder.mkdir(parents=True, exist_ok=True)
    office = PointsOffice(folder)
    office.points.write_bytes(books.built(books.PLAIN_POINTS))
    office.dispatch.write_bytes(books.built(books.PLAIN))
    office.put(office.dispatch, COUNTIES, map(county, CODES))
    office.put(office.dispatch, HISTORY, lights)
    office.put(office.dispatch, LETTERS, letters)
    office.put(office.points, LEDGER, events)
    return office
