"""Made-up counties, events and lists for 第6条 (模拟): the two 市中区 among them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import pandas as pd

from tests.rules.conftest import frame_of
from xltools.policy import Policy, load
from xltools.rules.art06.points import Score
from xltools.rules.art06.standard import Standards, standards
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.points import CARRYOVERS, LEDGER, NEGATIVE_USES, REWARDS

YEAR, TODAY = 2024, dt.date(2024, 10, 8)
POLICY: Policy = load(dt.date(2024, 9, 30))
BY: Standards = standards(POLICY, {})

NAMED = {
    "510104": ("成都市", "锦江区"),
    "511002": ("内江市", "市中区"),
    "511102": ("乐山市", "市中区"),
}


def roster(codes: Iterable[str] = tuple(NAMED), resting: Iterable[str] = ()) -> pd.DataFrame:
    """县区名单; `resting` are 不参评."""
    rows = [
        {
            "行政区划代码": code,
            "市州": NAMED.get(code, ("模拟市", ""))[0],
            "县区": NAMED.get(code, ("", f"模拟县{code}"))[1],
            "是否参评": "否" if code in resting else "是",
        }
        for code in codes
    ]
    return frame_of(COUNTIES, rows)


def ledger(*rows: Mapping[str, Any]) -> pd.DataFrame:
    """计分台账; a row is 锦江区's on 1 May 2024 unless said otherwise."""
    base = {"日期": "2024-05-01", "行政区划代码": "510104", "来源": "检查", "事由": "拨付不及时"}
    return frame_of(LEDGER, [base | dict(row) for row in rows])


def uses(*rows: Mapping[str, Any]) -> pd.DataFrame:
    return frame_of(NEGATIVE_USES, [{"年度": YEAR, "行政区划代码": "510104"} | dict(row) for row in rows])


def carryovers(*rows: Mapping[str, Any]) -> pd.DataFrame:
    return frame_of(CARRYOVERS, rows)


def listed(*rows: Mapping[str, Any]) -> pd.DataFrame:
    return frame_of(REWARDS, rows)


def scored(totals: Sequence[str], first_code: int = 900101) -> list[Score]:
    """Counties with these totals, codes in order."""
    return [
        Score(str(first_code + i), "模拟市", f"模拟县{i}", True, {"检查": [Fraction(total)]})
        for i, total in enumerate(totals)
    ]
