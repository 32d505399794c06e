"""第4、5、6条: 分配表 and 测算底稿 of every pool, exact to the 万元."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from xltools.policy import Policy
from xltools.rules.art04.basis import basis, share_texts
from xltools.rules.art04.columns import Columns, money_columns, share_columns
from xltools.rules.art04.factors import Factors, Weights, factor_shares, policy_weights
from xltools.rules.art04.facts import PoolFacts, pool_facts
from xltools.rules.art04.shared import share_out
from xltools.rules.art04.summary import summary_row
from xltools.rules.art06.carried import carried_rows
from xltools.tables.declared.allocation import ALLOCATION, CARRIED, DRAFT, POOL_SUMMARY
from xltools.tables.model import Column, Kind, Table

_NUMBERS = (Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.PERCENT)


@dataclass(frozen=True)
class Allocation:
    """`result` is 分配表, `draft` 测算底稿, `summary` 分配汇总, `carried` 扣减结转."""

    result: pd.DataFrame
    draft: pd.DataFrame
    summary: pd.DataFrame
    carried: pd.DataFrame


def allocate(
    factors: pd.DataFrame,
    pools: pd.DataFrame,
    adjustments: pd.DataFrame | None,
    policy: Policy,
    pilots: pd.DataFrame | None = None,
    weights: Weights | None = None,
) -> Allocation:
    """第4条 A_i = 专项_i + 可分配资金 × Σ_k w_k·s_ik within floor and cap, ± 第6条; each pool apart, by code.

    `weights` instead of those in force (方案对比). The tables must be free of allocation_problems;
    InfeasibleError where a pool cannot be shared out all the same.
    """
    table = factors.sort_values("行政区划代码", ignore_index=True)
    shares = factor_shares(table, weights or policy_weights(policy), policy)
    facts = pool_facts(table, pools, adjustments, pilots, policy)
    return tables_of(table, shares, facts, policy, ALLOCATION, DRAFT)


def tables_of(
    table: pd.DataFrame,
    factors: Factors,
    facts: Sequence[PoolFacts],
    policy: Policy,
    result: Table,
    draft: Table,
) -> Allocation:
    """第4条: every pool shared out, as the rows of `result` and of `draft`."""
    codes = table["行政区划代码"].tolist()
    common, texts = share_columns(table, factors), share_texts(factors)
    shared = [share_out(codes, factors, each, policy) for each in facts]
    results, drafts = [], []
    for each in shared:
        columns = {**common, **money_columns(each, policy)}
        why = basis(texts, each, policy)
        results.append(_frame(result, {**columns, "依据": why}, len(codes)))
        drafts.append(_frame(draft, columns, len(codes)))
    return Allocation(
        _below(results),
        _below(drafts),
        pd.DataFrame([summary_row(each) for each in shared], columns=POOL_SUMMARY.names),
        pd.DataFrame([row for each in shared for row in carried_rows(table, each)], columns=CARRIED.names),
    )


def _frame(table: Table, columns: Columns, rows: int) -> pd.DataFrame:
    """The declared columns, in order; numbers as float64, as a sheet's are read; blank what is not given."""
    return pd.DataFrame({c.name: _values(c, columns.get(c.name), rows) for c in table.columns})


def _values(column: Column, values: Any, rows: int) -> Any:
    if column.kind in _NUMBERS:
        given = np.nan if values is None else values
        return np.full(rows, given) if np.isscalar(given) else np.asarray(given, "float64")
    texts = [values] * rows if values is None or isinstance(values, str) else values
    return np.array(texts, "object")


def _below(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    return frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)
