"""Rows of the money ledgers for the rules, and a small 县区名单. All made up (模拟)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd

from xltools.policy import Policy, load, make_override
from xltools.rules.units import Units, listed_units
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.money import FUNDS, MAPPING, STANDARD_MAPPING
from xltools.tables.frame import rows_frame
from xltools.tables.model import Table

ON = dt.date(2024, 10, 8)
EAST, ZIZHONG, SHIZHONG, LESHAN = "511011", "511025", "511002", "511102"
STANDARD = load(ON)

_ROSTER = (
    (SHIZHONG, "内江市", "市中区", "是"), (EAST, "内江市", "东兴区", "是"),
    (ZIZHONG, "内江市", "资中县", "是"), (LESHAN, "乐山市", "市中区", "是"),
)  # fmt: skip


def units(*codes: str) -> Units:
    """县区名单 of these counties; all four where none is named."""
    rows = [
        dict(zip(("行政区划代码", "市州", "县区", "是否参评"), row, strict=True))
        for row in _ROSTER
        if not codes or row[0] in codes
    ]
    return listed_units(rows_frame(COUNTIES, rows))


def with_settings(**values: str) -> Policy:
    """The standard with other values."""
    return load(ON, [make_override(name, value, "模拟") for name, value in values.items()])


def fund(code: str, level: str, amount: float | None, year: int = 2024, **more: Any) -> dict[str, Any]:
    """A row of 资金台账 whose 产业 is as reported."""
    row = {
        "年度": year,
        "行政区划代码": code,
        "资金级次": level,
        "任务方向": "巩固拓展脱贫攻坚成果和乡村振兴",
    }
    return row | {"金额": amount, "产业金额": 0.0, "以工代赈": 0.0, "单列金额": 0.0} | more


def funds(*rows: Mapping[str, Any]) -> pd.DataFrame:
    return rows_frame(FUNDS, rows)


def mapping(*more: tuple[str, str, str | None]) -> pd.DataFrame:
    """产业对照 as shipped, and more."""
    return rows_frame(
        MAPPING, [dict(zip(MAPPING.names, row, strict=False)) for row in (*STANDARD_MAPPING, *more)]
    )


def number(typed: str) -> float | None:
    """A figure of a case; None where blank."""
    return float(typed) if typed else None


def day(typed: str) -> dt.date | None:
    """A date of a case; None where blank."""
    return dt.date.fromisoformat(typed) if typed else None


def table(of: Table, *rows: Mapping[str, Any]) -> pd.DataFrame:
    return rows_frame(of, rows)
