"""Small sheets for the tests of reading: made by hand, all figures 模拟."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xltools.cells import Box, Grid
from xltools.errors import Severity
from xltools.tables.declared.dispatch import DISPATCH, LEVELS
from xltools.tables.model import Rows

EAST: dict[str, Any] = {
    "期别": "2024-09",
    "行政区划代码": "511011",
    "市州": "内江市",
    "县区": "东兴区",
    "县类别": "其他",
    "是否参评": "是",
    "中央下达": 1000.0, "中央到位": 900.0, "中央支出": 800.0,
    "省级下达": 500.0, "省级到位": 500.0, "省级支出": 400.0,
    "市级下达": 60.0, "市级到位": 60.0, "市级支出": 30.0,
    "县级下达": 100.0, "县级到位": 80.0, "县级支出": 70.0,
    "上年市县投入": 150.0, "本年市县投入": 160.0,
    "项目总数": 40.0, "开工数": 38.0, "完工数": 20.0, "在库项目数": 90.0, "问题项目数": 1.0,
}  # fmt: skip
"""东兴区, September: a clean row of 调度表 (模拟)."""

CITY_CENTRE = EAST | {"行政区划代码": "511002", "县区": "市中区", "中央支出": 810.0, "项目总数": 41.0}
"""内江市市中区, of which 乐山市 has one of the same name (511102) (模拟)."""

LAMB = EAST | {"行政区划代码": "511025", "县区": "资中县", "中央支出": 820.0, "项目总数": 42.0}
"""资中县 (模拟)."""

NAMES = DISPATCH.names
FIGURES = [n for n in NAMES if n.startswith(LEVELS)]


def cells(record: dict[str, Any], names: Sequence[str] = NAMES) -> list[Any]:
    """A record as the cells of a row."""
    return [record.get(name) for name in names]


def sheet(
    *rows: Sequence[Any], name: str = "Sheet1", merged: Sequence[Box] = (), hidden: Sequence[int] = ()
) -> Grid:
    """A grid from A1; short rows are filled up with blanks."""
    width = max(len(row) for row in rows)
    filled = [[*row, *[None] * (width - len(row))] for row in rows]
    return Grid(name, filled, merged=tuple(merged), hidden_rows=frozenset(hidden))


def plain_sheet(*records: dict[str, Any], names: Sequence[str] = NAMES) -> Grid:
    """The header in row 1, a record a row below it."""
    return sheet(list(names), *(cells(r, names) for r in records), name="调度表")


def errors(rows: Rows) -> list[str]:
    """What stops the work, as cell：problem."""
    return [f"{i.cell}：{i.problem}" for i in rows.issues if i.severity is Severity.ERROR]


def notices(rows: Rows) -> list[str]:
    """What is only shown, as cell：problem."""
    return [f"{i.cell}：{i.problem}" for i in rows.issues if i.severity is Severity.NOTICE]
