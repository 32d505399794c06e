"""Frames for the tests of 第4条: the three counties (模拟) of tests/cases/第4条 三县测算.csv."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from tests.rules.conftest import frame_of
from xltools.tables.declared.allocation import FACTOR_TABLE, PILOT_TABLE, POOL_TABLE
from xltools.tables.declared.allocation_columns import INCOME
from xltools.tables.declared.taken import TAKEN

COUNTIES: dict[str, dict[str, Any]] = {
    "甲县": {
        "行政区划代码": "510101", "县类别": "国家重点帮扶县",
        "脱贫人口": 5000, "监测对象": 100, "易地搬迁人口": 600, "农村人口": 20000, INCOME: 10000,
        "重点帮扶村数": 40, "集中安置区数": 3, "政策加分": 2.5, "绩效等次": "较好",
    },
    "乙县": {
        "行政区划代码": "510102", "县类别": "脱贫县",
        "脱贫人口": 3000, "监测对象": 100, "易地搬迁人口": 400, "农村人口": 24000, INCOME: 13000,
        "重点帮扶村数": 30, "集中安置区数": 1, "政策加分": 0, "绩效等次": "好",
    },
    "丙县": {
        "行政区划代码": "510103", "县类别": "其他",
        "脱贫人口": 2000, "监测对象": 200, "易地搬迁人口": 0, "农村人口": 60000, INCOME: 16000,
        "重点帮扶村数": 30, "集中安置区数": 0, "政策加分": 2.5, "绩效等次": "一般",
    },
}  # fmt: skip

CODES = {name: row["行政区划代码"] for name, row in COUNTIES.items()}


def factors(
    central: tuple[float, ...] = (5000, 3000, 2000),
    provincial: tuple[float, ...] = (4000, 1500, 1200),
    **changed: Mapping[str, Any],
) -> pd.DataFrame:
    """因素表 of the three with last year's awards; `甲县={"脱贫人口": None}` changes a cell."""
    rows = []
    for (name, row), ours, theirs in zip(COUNTIES.items(), central, provincial, strict=True):
        last = {"上年中央分配额": ours, "上年省级分配额": theirs}
        rows.append({"市州": "模拟市", "县区": name, **last, **row, **changed.get(name, {})})
    return frame_of(FACTOR_TABLE, rows)


def pools(**amounts: float | Mapping[str, Any]) -> pd.DataFrame:
    """`pools(中央=10000)`, or `省级={"金额": 6000, "国家重点帮扶县定额": 400}`; of 2025."""
    rows = [
        {"资金级次": level, "年度": 2025, **(given if isinstance(given, Mapping) else {"金额": given})}
        for level, given in amounts.items()
    ]
    return frame_of(POOL_TABLE, rows)


def taken(*lines: tuple[str, str, float | None]) -> pd.DataFrame:
    """`taken(("甲县", "日常计分扣减", -300))`: 奖惩明细."""
    rows = [
        {"行政区划代码": CODES.get(name, name), "县区": name, "事项": matter, "金额": amount}
        for name, matter, amount in lines
    ]
    return frame_of(TAKEN, rows)


def pilots(*lines: tuple[str, str, str, float | None]) -> pd.DataFrame:
    """`pilots(("乙县", "新型农村集体经济", "省级", 100))`: 试点清单."""
    names = ("县区", "试点", "资金级次", "金额")
    rows = [
        {"行政区划代码": CODES.get(line[0], line[0]), **dict(zip(names, line, strict=True))} for line in lines
    ]
    return frame_of(PILOT_TABLE, rows)
