"""第4条: every number on the way as a column of 分配表 and 测算底稿."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from xltools.policy import Policy
from xltools.rules.art04.factors import PEOPLE, POLICIES, Factors
from xltools.rules.art04.shared import FLOOR, Shared
from xltools.rules.art04.shares import Counted
from xltools.tables.declared.allocation_columns import FACTORS, INCOME

Columns: TypeAlias = Mapping[str, Any]
"""Column → its values, by county in the order of the factors."""

_RAW = (*PEOPLE, *POLICIES, "农村人口", INCOME, "绩效等次")


def share_columns(table: pd.DataFrame, factors: Factors) -> Columns:
    """第4条: raw figures, shares and weighted shares, the same in every pool; absent where not weighted."""
    shown = {name: np.array(shares.shown) for name, shares in factors.shares.items()}
    weighted = {
        f"{name}加权": shown[name] * float(factors.weights[name]) for name in FACTORS if name in shown
    }
    steps = {
        name: figure.shown
        for name in ("收入权数", "县类别分值", "绩效系数", "绩效权数")
        if (figure := getattr(factors, name))
    }
    return {
        **{name: table[name].tolist() for name in ("行政区划代码", "市州", "县区", *_RAW)},
        **{f"{name}占比": shares for name, shares in shown.items()},
        **weighted,
        **_own(factors),
        **steps,
    }


def _own(factors: Factors) -> Columns:
    """第4条 二次分配: a city's own factors together: their weighted share, and that over their weights."""
    own = {name: weight for name, weight in factors.weights.items() if weight and name not in FACTORS}
    if not own:
        return {}
    terms = (np.array(factors.shares[name].shown) * float(weight) for name, weight in own.items())
    weighted = sum(terms)
    return {"自定加权": weighted, "自定占比": weighted / float(sum(own.values()))}


def money_columns(shared: Shared, policy: Policy) -> Columns:
    """第4、5、6条: everything in 万元 that this pool comes to, in the order in which it is worked out."""
    facts, lines, within, found = shared.facts, shared.facts.lines, shared.within, shared.award
    raw, touched = shared.raw, shared.touched
    rows = zip(raw, touched, within.low, within.high, strict=True)
    ratio = float(found.ratio)
    adjusted = [low if at == FLOOR else (high if at else ratio * own) for own, at, low, high in rows]
    taken = zip(lines.due, found.taken, strict=True)
    formula, held, amounts = np.array(found.formula), np.array(found.held), np.array(found.amounts)
    floor_share = policy.share(f"{facts.level}产业占比下限")
    return {
        "年度": facts.year,
        "资金级次": facts.level,
        "重点县定额": facts.quotas,
        "试点专项": facts.pilots,
        "专项": lines.blocks,
        "可分配资金": found.available,
        "取整前测算额": raw,
        "测算额": found.formula,
        "保底额": within.floors,
        "封顶额": within.caps,
        "触及": [at or None for at in touched],
        "调整倍率": ratio,
        "取整前调整额": adjusted,
        "调整额": found.held,
        "保底封顶": held - formula,
        "奖励": lines.rewards,
        "应扣": [float(due) for due in lines.due],
        "扣减": found.taken,
        "结转下年": [float(due - one) if due else 0.0 for due, one in taken],
        "奖惩": np.array(lines.rewards) - np.array(found.taken),
        "分配额": found.amounts,
        **_against_last_year(facts.last, amounts),
        "产业最低占比": float(floor_share),
        "产业最低额": least_industry(found.amounts, floor_share),
    }


def least_industry(amounts: Sequence[int], share: Fraction) -> list[int]:
    """第1条 产业最低额: the least share of 产业 in the level's funds (口径: 全部), rounded up to the 万元."""
    top, bottom = share.as_integer_ratio()
    return [-(-amount * top // bottom) for amount in amounts]


def _against_last_year(last: Counted, amounts: Any) -> Columns:
    before = np.array(last.shown)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.where(before > 0, (amounts - before) / before, np.nan)
    return {"上年分配额": before, "增减额": np.round(amounts - before, 6), "增减率": rate}
