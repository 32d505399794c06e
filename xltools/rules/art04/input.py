"""第4、5、6条: everything that must be mended before an allocation, all at once; nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from xltools.errors import Severity
from xltools.policy import Policy
from xltools.rules.art04.factor_input import factor_notices, factor_problems, pilot_totals, roster_problems
from xltools.rules.art04.factors import CLASS, Weights, factor_shares, policy_weights
from xltools.rules.art04.facts import KEY_CLASSES, pool_facts
from xltools.rules.art04.pool import InfeasibleError
from xltools.rules.art04.shared import share_out
from xltools.rules.art05.pilots import earmarks, pilot_problems
from xltools.rules.art06.deductions import ORDER, level_of
from xltools.rules.art12.roster import Row, text
from xltools.rules.problems import Problem
from xltools.tables.declared.allocation import PILOT_TABLE, POOL_TABLE
from xltools.tables.declared.allocation_columns import POOL_LEVELS
from xltools.tables.declared.points import MATTERS
from xltools.tables.declared.taken import TAKEN
from xltools.tables.model import blank

_POOLS, _PILOTS, _TAKEN = POOL_TABLE.name, PILOT_TABLE.name, TAKEN.name


def allocation_problems(
    factors: pd.DataFrame,
    pools: pd.DataFrame,
    adjustments: pd.DataFrame | None,
    policy: Policy,
    pilots: pd.DataFrame | None = None,
    roster: pd.DataFrame | None = None,
    weights: Sequence[Weights] = (),
) -> list[Problem]:
    """第4–6条: every cell that stops an allocation, and notices of what is done with doubtful ones.

    With a 县区名单 each county is held against it. `weights`: the sets to allocate by; none: those in force.
    """
    sets = list(weights) or [policy_weights(policy)]
    levels = [level for level in POOL_LEVELS if level in set(pools["资金级次"])]
    found = [
        *_pools(pools),
        *factor_problems(factors, sets, levels, policy, [CLASS] if _has_quotas(pools) else []),
        *roster_problems(factors, roster),
        *(pilot_problems(pilots, factors, policy) if pilots is not None else ()),
        *pilot_totals(factors, earmarks(pilots)),
        *_adjustments(adjustments, factors),
    ]
    if not any(problem.severity is Severity.ERROR for problem in found):
        found += _infeasible(factors, pools, adjustments, policy, pilots, sets)
    return [
        *found,
        *factor_notices(factors, sets, levels),
        *_left_aside(adjustments, pilots, levels, policy),
    ]


def _has_quotas(pools: pd.DataFrame) -> bool:
    return any(pools[f"{kind}定额"].fillna(0).any() for kind in KEY_CLASSES)


def _pools(pools: pd.DataFrame) -> Iterator[Problem]:
    if not len(pools):
        yield Problem(0, "金额", "资金池是空的", "请填入本次分配的资金：级次、年度、金额", _POOLS)
    levels: set[str] = set()
    for i, row in enumerate(pools.to_dict("records")):
        yield from _pool(i, row, pools["年度"].iloc[0])
        if row["资金级次"] in levels:
            problem = f"{row['资金级次']}资金有两行"
            yield Problem(i, "资金级次", problem, "同一级次的资金合成一行", _POOLS)
        levels.add(row["资金级次"])


def _pool(i: int, row: Row, year: float) -> Iterator[Problem]:
    if row["年度"] != year:
        problem = f"与第一行的{year:.0f}年度不同"
        yield Problem(i, "年度", problem, "一次只分配一个年度的资金", _POOLS)
    if blank(row["金额"]) or row["金额"] <= 0:
        yield Problem(i, "金额", "资金池为0，没有可分配的", "请填本次分配的金额；不分配的删去这一行", _POOLS)
    for name in ("金额", *(f"{kind}定额" for kind in KEY_CLASSES)):
        if blank(row[name]):
            continue
        if row[name] < 0:
            yield Problem(i, name, "是负数", "请填不小于0的数", _POOLS)
        elif not float(row[name]).is_integer():
            yield Problem(i, name, "不是整万元，各县取整后合不拢", "请填整万元，零头另行安排", _POOLS)


def _adjustments(adjustments: pd.DataFrame | None, factors: pd.DataFrame) -> Iterator[Problem]:
    """第6条: each line joins a county by code, and its sign is that of its 事项."""
    known = set(factors["行政区划代码"])
    records = [] if adjustments is None else adjustments.to_dict("records")
    for i, row in enumerate(records):
        code, matter, amount = text(row["行政区划代码"]), text(row["事项"]), row["金额"]
        if code not in known:
            problem = f"因素表中没有代码{code or '（空白）'}，这笔{matter}没有着落"
            remedy = "请核对代码；这个县本年不分配的，扣减结转下年、奖励另行安排，把这一行不予确认"
            yield Problem(i, "行政区划代码", problem, remedy, _TAKEN)
        if matter not in MATTERS:
            yield Problem(i, "事项", f"“{matter}”不是可选的事项", f"请填：{'、'.join(MATTERS)}", _TAKEN)
        elif blank(amount):
            yield Problem(i, "金额", "没有填金额", "请填数：扣减、结转为负，奖励为正", _TAKEN)
        else:
            yield from _signed(i, matter, float(amount))


def _signed(i: int, matter: str, amount: float) -> Iterator[Problem]:
    if matter in ORDER and amount > 0:
        yield Problem(i, "金额", f"{matter}应当是负数", "请在金额前加负号，或改事项", _TAKEN)
    if matter not in ORDER and amount < 0:
        yield Problem(i, "金额", f"{matter}应当是正数", "请去掉负号，或改事项", _TAKEN)
    if matter not in ORDER and not amount.is_integer():
        yield Problem(i, "金额", "奖励不是整万元，各县取整后合不拢", "请填整万元", _TAKEN)


def _infeasible(
    factors: pd.DataFrame,
    pools: pd.DataFrame,
    adjustments: pd.DataFrame | None,
    policy: Policy,
    pilots: pd.DataFrame | None,
    weights: Sequence[Weights],
) -> Iterator[Problem]:
    """第4条: floors or 专项 above the pool, caps below it: by how much; one complaint a pool."""
    codes = factors["行政区划代码"].tolist()
    rows = {level: i for i, level in enumerate(pools["资金级次"])}
    told: set[str] = set()
    for each in weights:
        shares = factor_shares(factors, each, policy)
        for facts in pool_facts(factors, pools, adjustments, pilots, policy):
            try:
                share_out(codes, shares, facts, policy)
            except InfeasibleError as error:
                if facts.level not in told:
                    yield Problem(rows[facts.level], "金额", error.problem, error.remedy, _POOLS)
                told.add(facts.level)


def _left_aside(
    adjustments: pd.DataFrame | None, pilots: pd.DataFrame | None, levels: Sequence[str], policy: Policy
) -> Iterator[Problem]:
    """Lines of a pool that is not shared out this time: they wait for it."""
    if adjustments is not None:
        for i, matter in enumerate(adjustments["事项"]):
            if matter in MATTERS and (level := level_of(matter, policy)) not in levels:
                yield _waits(i, "事项", level, _TAKEN)
    if pilots is not None:
        for i, level in enumerate(pilots["资金级次"]):
            if level not in levels:
                yield _waits(i, "资金级次", level, _PILOTS)


def _waits(i: int, column: str, level: str, table: str) -> Problem:
    problem = f"从{level}资金列支，这次资金池里没有{level}，没有计入"
    return Problem(i, column, problem, f"分配{level}资金时一并计入", table, Severity.NOTICE)
