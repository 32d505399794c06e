"""模拟 assets with nothing wrong with them, to be changed where a case says so."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tests.rules.conftest import frame_of
from xltools.tables.declared.assets import ASSETS
from xltools.tables.model import Kind, Table

_BASE: dict[str, Any] = dict.fromkeys(ASSETS.names) | {
    "行政区划代码": "511002", "市州": "内江市", "县区": "市中区", "资产编号": "模A001", "坐落": "火花村",
    "形成年度": 2020.0, "资金来源": "中央衔接资金", "原值": 100.0, "净值": 80.0,
    "权属": "火花村村集体经济组织", "使用状态": "在用", "区位": "村内",
}  # fmt: skip

KINDS: dict[str, dict[str, Any]] = {
    "经营": _BASE | {
        "名称": "模拟冷库", "类别": "经营性", "经营方式": "租赁", "经营主体": "模拟合作社",
        "年收益": 6.0, "收益年度": 2023.0,
    },
    "公益": _BASE | {"名称": "模拟活动室", "类别": "公益性"},
    "到户": _BASE | {"名称": "模拟圈舍", "类别": "到户类", "权属": "农户"},
}  # fmt: skip


def asset(kind: str = "经营", changes: str = "", **more: Any) -> dict[str, Any]:
    """A row of 资产台账; `changes` such as 年收益=2.99；收益年度=2023 (blank after = empties the cell)."""
    return KINDS[kind] | changed(ASSETS, changes) | more


def changed(table: Table, changes: str) -> dict[str, Any]:
    """Typed cells by column: 签订日期=2024-05-01；年租金=3."""
    pairs = (change.partition("=") for change in changes.split("；") if change)
    return {name: _value(table, name, value) for name, _, value in pairs}


def _value(table: Table, name: str, value: str) -> Any:
    if not value:
        return None
    kind = table.column(name).kind
    if kind is Kind.DATE:
        return pd.Timestamp(value)
    return float(value) if kind in (Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.PERCENT) else value


def ledger(*rows: dict[str, Any]) -> pd.DataFrame:
    """资产台账 as the reader hands it over."""
    return frame_of(ASSETS, rows)
