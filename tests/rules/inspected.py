"""督导检查 in small: three 模拟 counties of two cities, problems and visits that differ where said."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from tests.rules.conftest import frame_of
from xltools.policy import Policy, load, make_override
from xltools.register.holidays import calendar_of, standard_rows
from xltools.register.workdays import Calendar
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.inspections import FOUND, POINT_EVENTS, VISITS
from xltools.tables.model import Kind, Table

TODAY = dt.date(2024, 10, 8)
POLICY: Policy = load(TODAY)
DAYS: Calendar = calendar_of(standard_rows(range(2022, 2026)))
NEIJIANG, DONGXING, LESHAN = "511002", "511011", "511102"
NAMED = ((NEIJIANG, "内江市", "市中区"), (DONGXING, "内江市", "东兴区"), (LESHAN, "乐山市", "市中区"))


def changed(**values: str) -> Policy:
    """The standard parameters but these."""
    return load(TODAY, [make_override(name, value, "模拟") for name, value in values.items()])


def roster(*rows: dict[str, Any]) -> pd.DataFrame:
    """县区名单: the three counties, or other rows."""
    usual = [dict(zip(("行政区划代码", "市州", "县区"), each, strict=True)) for each in NAMED]
    return frame_of(COUNTIES, [{"是否参评": "是", "县类别": "其他", **row} for row in rows or usual])


def found(*rows: dict[str, Any]) -> pd.DataFrame:
    """问题台账: an ordinary problem of 内江市市中区 of 6 May, found in the quarterly draw."""
    usual = {
        "行政区划代码": NEIJIANG, "来源": "省季抽查", "检查日期": "2024-05-06", "问题类别": "拨付不及时",
        "问题描述": "模拟：完工后超过30日未付款", "涉及金额": 10.0,
    }  # fmt: skip
    return frame_of(FOUND, [usual | row for row in rows])


def visits(*rows: dict[str, Any]) -> pd.DataFrame:
    """督导记录: 内江市市中区 on site on 6 May, nothing found."""
    usual = {
        "日期": "2024-05-06", "行政区划代码": NEIJIANG, "来源": "市州月督导", "方式": "现场检查",
        "发现问题数": 0,
    }  # fmt: skip
    return frame_of(VISITS, [usual | row for row in rows])


def events(*rows: dict[str, Any]) -> pd.DataFrame:
    """督导计分."""
    return frame_of(POINT_EVENTS, rows)


def typed(table: Table, text: str) -> dict[str, Any]:
    """整改情况=已改；核销日期=2024-06-10 → the values of these columns."""
    pairs = (part.partition("=") for part in filter(None, text.split("；")))
    return {name: _value(table, name, value) for name, _, value in pairs}


def _value(table: Table, name: str, value: str) -> Any:
    if not value:
        return None
    kind = table.column(name).kind
    return float(value) if kind in (Kind.MONEY, Kind.COUNT) else value
