"""第4条 二次分配: a 市(州) shares out what it received, by weights and factors of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art04.allocation import Allocation, tables_of
from xltools.rules.art04.factors import Weights, factor_shares
from xltools.rules.art04.facts import PoolFacts, last_year
from xltools.rules.art04.shares import Counted, counted
from xltools.rules.art12.roster import text
from xltools.rules.exact import as_shown
from xltools.tables.declared.allocation import SECOND_ALLOCATION, SECOND_DRAFT
from xltools.tables.declared.allocation_columns import FACTORS, POOL_LEVELS

CODE, CITY_CODE = "行政区划代码", "市州代码"

REWARD, DEDUCTION = "省定奖励", "省定扣减"
"""What the province's 第6条 gave or took; it stays with the county."""


def suballocate(
    factors: pd.DataFrame,
    received: pd.DataFrame,
    weights: pd.DataFrame,
    own: pd.DataFrame,
    policy: Policy,
    provincial: pd.DataFrame | None = None,
) -> Allocation:
    """第4条 二次分配: every city of 二次分配资金 over its counties, each pool adding up to what it received.

    Floors, caps and sub-factors are those of 参数. With the province's 测算底稿 (`provincial`) the 专项,
    rewards and deductions in it stay with their counties, and the city shares out the rest: its formula must
    not spread a county's deduction over the others. The tables must be free of second_problems.
    """
    found = [
        _city(code, factors, received, city_weights(weights, code), own, policy, provincial)
        for code in sorted(received[CITY_CODE].unique())
    ]
    frames = zip(*((each.result, each.draft, each.summary, each.carried) for each in found), strict=True)
    return Allocation(*(pd.concat(each, ignore_index=True) for each in frames))


def of_city(table: pd.DataFrame, code: str) -> pd.Series:
    """Which rows belong to a city: the first four digits of the code."""
    return table[CODE].str[:4] == code[:4]


def city_weights(weights: pd.DataFrame, code: str) -> Weights:
    """第4条: a city's weights by factor."""
    rows = weights[weights[CITY_CODE] == code]
    return {
        factor_name(name): as_shown(weight) / 100
        for name, weight in zip(rows["因素"], rows["权重"], strict=True)
    }


def factor_name(typed: object) -> str:
    """政策因素 and 政策 are the same."""
    return text(typed).removesuffix("因素")


def own_figures(own: pd.DataFrame, names: Sequence[str], codes: Sequence[str]) -> dict[str, Counted]:
    """第4条: the figures of a city's own factors, in the order of `codes`."""
    labels = own["因素"].map(factor_name)
    figures = {}
    for name in names:
        rows = own[labels == name]
        by_code = dict(zip(rows[CODE], rows["数值"], strict=True))
        figures[name] = counted(pd.Series([by_code[code] for code in codes], dtype="float64"))
    return figures


def _city(
    code: str,
    factors: pd.DataFrame,
    received: pd.DataFrame,
    weights: Weights,
    own: pd.DataFrame,
    policy: Policy,
    provincial: pd.DataFrame | None,
) -> Allocation:
    table = factors[of_city(factors, code)].sort_values(CODE, ignore_index=True)
    codes = table[CODE].tolist()
    names = [name for name, weight in weights.items() if weight and name not in FACTORS]
    shares = factor_shares(table, weights, policy, own_figures(own, names, codes))
    facts = city_pools(table, received[received[CITY_CODE] == code], provincial)
    return tables_of(table, shares, facts, policy, SECOND_ALLOCATION, SECOND_DRAFT)


def city_pools(
    table: pd.DataFrame, received: pd.DataFrame, provincial: pd.DataFrame | None
) -> list[PoolFacts]:
    """第4条: what one city received, central first, with what the province has tied to each county."""
    rows = sorted(received.to_dict("records"), key=lambda row: POOL_LEVELS.index(row["资金级次"]))
    codes = table[CODE].tolist()
    found = []
    for row in rows:
        tied = _tied(provincial, row["资金级次"], codes)
        found.append(
            PoolFacts(
                year=int(row["年度"]),
                level=row["资金级次"],
                amount=int(row["金额"]),
                quotas=[int(each["重点县定额"]) for each in tied],
                pilots=[int(each["试点专项"]) for each in tied],
                matters=[_matters(each) for each in tied],
                last=last_year(table, row["资金级次"], len(rows) == 1),
            )
        )
    return found


_NOTHING = {"重点县定额": 0, "试点专项": 0, "奖励": 0, "扣减": 0}


def _tied(provincial: pd.DataFrame | None, level: str, codes: Sequence[str]) -> list[Mapping[Any, Any]]:
    if provincial is None:
        return [_NOTHING] * len(codes)
    rows = provincial[provincial["资金级次"] == level].to_dict("records")
    by_code = {row[CODE]: row for row in rows}
    return [by_code.get(code, _NOTHING) for code in codes]


def _matters(row: Mapping[Any, Any]) -> dict[str, Fraction]:
    amounts = {REWARD: Fraction(int(row["奖励"])), DEDUCTION: -Fraction(int(row["扣减"]))}
    return {matter: amount for matter, amount in amounts.items() if amount}
