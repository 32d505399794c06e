"""Small return files for the tests, in the plain one-row-header layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from xltools.tables.declared.dispatch import COUNTIES, DISPATCH

GOOD: dict[str, Any] = {
    "期别": "2024-09", "行政区划代码": "511102", "市州": "乐山市", "县区": "市中区", "县类别": "脱贫县",
    "是否参评": "是",
    "中央下达": 6000, "中央到位": 5000, "中央支出": 4500, "省级下达": 3000, "省级到位": 3000,
    "省级支出": 2500, "市级下达": 400, "市级到位": 400, "市级支出": 300, "县级下达": 600, "县级到位": 600,
    "县级支出": 500, "上年市县投入": 950, "本年市县投入": 1000, "项目总数": 40, "开工数": 40, "完工数": 25,
    "在库项目数": 60, "问题项目数": 1,
}  # fmt: skip
"""A return in which nothing is wrong (模拟)."""


def write_return(path: Path, *rows: Mapping[str, Any], sheet: str = "调度表") -> Path:
    """A return with one data row a mapping; header in row 1, data from row 2."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet(sheet)
    names = list(dict.fromkeys(name for row in rows for name in row)) or DISPATCH.names
    page.write_row(0, 0, names)
    for number, row in enumerate(rows, 1):
        page.write_row(number, 0, [row.get(name) for name in names])
    book.close()
    return path


def counties(*codes: str) -> pd.DataFrame:
    """县区名单 of the given counties."""
    known = {
        "511002": ("内江市", "市中区"),
        "511102": ("乐山市", "市中区"),
        "510104": ("成都市", "锦江区"),
        "510105": ("成都市", "青羊区"),
    }
    rows = [(code, *known[code], "脱贫县", "是") for code in codes]
    return pd.DataFrame(rows, columns=COUNTIES.names)


def dispatch(*rows: Mapping[str, Any]) -> pd.DataFrame:
    """调度表 with the given rows."""
    return pd.DataFrame(list(rows), columns=DISPATCH.names)


def changed(row: Mapping[str, Any] = GOOD, **values: Any) -> dict[str, Any]:
    """A copy of a row with some values changed."""
    return {**row, **values}


def column_cell(row: Mapping[str, Any], name: str, line: int = 2) -> str:
    """The address a value of `row` has in a file of `write_return`."""
    from xltools.cells import address

    names: Sequence[str] = list(row)
    return address(line, names.index(name) + 1)
