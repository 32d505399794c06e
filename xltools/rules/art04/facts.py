"""第4–6条: the amounts that one pool is shared out with: 专项, 奖惩 and last year, by county."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeAlias

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art04.pool import Lines
from xltools.rules.art04.shares import Counted, counted
from xltools.rules.art06.deductions import level_of
from xltools.rules.exact import as_shown
from xltools.tables.declared.allocation_columns import POOL_LEVELS
from xltools.tables.model import blank

LAST = "上年分配额"
KEY_CLASSES = ("国家重点帮扶县", "省重点帮扶县")
"""县类别 that may have a 定额 in a pool."""

Matters: TypeAlias = Mapping[str, Fraction]
"""事项 → 万元, deductions below 0."""


@dataclass(frozen=True)
class PoolFacts:
    """One pool and, by county in the order of the (sorted) factors, what it is shared out with; 万元."""

    year: int
    level: str
    amount: int
    quotas: Sequence[int]
    pilots: Sequence[int]
    matters: Sequence[Matters]
    last: Counted
    lines: Lines = field(init=False)

    def __post_init__(self) -> None:
        blocks = [quota + pilot for quota, pilot in zip(self.quotas, self.pilots, strict=True)]
        rewards = [int(sum(m for m in own.values() if m > 0)) if own else 0 for own in self.matters]
        due = [-sum(m for m in own.values() if m < 0) if own else 0 for own in self.matters]
        object.__setattr__(self, "lines", Lines(blocks, rewards, due))


def pool_facts(
    factors: pd.DataFrame,
    pools: pd.DataFrame,
    adjustments: pd.DataFrame | None,
    pilots: pd.DataFrame | None,
    policy: Policy,
) -> list[PoolFacts]:
    """第4–6条: each pool of 资金池, central first. The tables must be free of allocation_problems."""
    rows = sorted(pools.to_dict("records"), key=lambda row: POOL_LEVELS.index(row["资金级次"]))
    alone = len(rows) == 1
    codes = factors["行政区划代码"].tolist()
    return [
        PoolFacts(
            year=int(row["年度"]),
            level=row["资金级次"],
            amount=int(row["金额"]),
            quotas=_quotas(factors["县类别"].tolist(), row),
            pilots=_pilots(codes, pilots, row["资金级次"]),
            matters=_matters(codes, adjustments, row["资金级次"], policy),
            last=last_year(factors, row["资金级次"], alone),
        )
        for row in rows
    ]


def last_year(factors: pd.DataFrame, level: str, alone: bool) -> Counted:
    """Last year's award from the same pool: 上年中央分配额 or 上年省级分配额; with one pool (`alone`), where
    that is blank, 上年分配额 (the officer is told so).
    """
    own = factors[f"上年{level}分配额"]
    return counted(own.fillna(factors[LAST]) if alone else own)


def _quotas(classes: Sequence[str | None], pool: Mapping[Any, Any]) -> list[int]:
    """第1条 重点帮扶县 blocks: a sum for each such county, decided for each pool of its own (资金池)."""
    given = {name: pool[f"{name}定额"] for name in KEY_CLASSES}
    amounts = {name: 0 if blank(value) else int(value) for name, value in given.items()}
    return [amounts.get(name or "", 0) for name in classes]


def _pilots(codes: Sequence[str], pilots: pd.DataFrame | None, level: str) -> list[int]:
    """第5条: earmarks of 试点清单 come off the pool of their own 资金级次."""
    sums = dict.fromkeys(codes, 0)
    if pilots is not None:
        for code, of, amount in zip(pilots["行政区划代码"], pilots["资金级次"], pilots["金额"], strict=True):
            if of == level:
                sums[code] += int(amount)
    return list(sums.values())


def _matters(
    codes: Sequence[str], adjustments: pd.DataFrame | None, level: str, policy: Policy
) -> list[dict[str, Fraction]]:
    found: dict[str, dict[str, Fraction]] = {code: {} for code in codes}
    if adjustments is not None:
        columns = (adjustments[name] for name in ("行政区划代码", "事项", "金额"))
        for code, matter, amount in zip(*columns, strict=True):
            if level_of(matter, policy) == level:
                found[code][matter] = found[code].get(matter, Fraction(0)) + as_shown(amount)
    return list(found.values())
