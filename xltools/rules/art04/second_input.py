"""第4条 二次分配: what must be mended before a 市(州) can share out what it received."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from xltools.errors import Severity
from xltools.policy import Policy
from xltools.rules.art04.factor_input import factor_notices, factor_problems
from xltools.rules.art04.factors import factor_shares
from xltools.rules.art04.pool import InfeasibleError
from xltools.rules.art04.second import (
    CITY_CODE,
    CODE,
    city_pools,
    city_weights,
    factor_name,
    of_city,
    own_figures,
)
from xltools.rules.art04.shared import share_out
from xltools.rules.art12.roster import text
from xltools.rules.exact import as_shown, plain_text
from xltools.rules.problems import Problem
from xltools.tables.declared.allocation_columns import FACTORS, POOL_LEVELS
from xltools.tables.declared.allocation_second import CITY_FACTORS, CITY_WEIGHTS, RECEIVED
from xltools.tables.model import blank

_RECEIVED, _WEIGHTS, _OWN = RECEIVED.name, CITY_WEIGHTS.name, CITY_FACTORS.name


def second_problems(
    factors: pd.DataFrame,
    received: pd.DataFrame,
    weights: pd.DataFrame,
    own: pd.DataFrame,
    policy: Policy,
    provincial: pd.DataFrame | None = None,
) -> list[Problem]:
    """第4条: every cell that stops the 二次分配 of any city, and notices; rows counted from 0."""
    found = [*_received(received), *_weights(weights, own), *_own(own, factors)]
    for code in sorted({text(code) for code in received[CITY_CODE]}):
        found += _city(code, factors, received, weights, own, policy)
    if not any(problem.severity is Severity.ERROR for problem in found):
        found += _infeasible(factors, received, weights, own, policy, provincial)
    return found


def _received(received: pd.DataFrame) -> Iterator[Problem]:
    if not len(received):
        yield Problem(0, CITY_CODE, "没有填收到的资金", "请填市州代码、级次、年度和金额", _RECEIVED)
    seen: set[tuple[str, str]] = set()
    for i, row in enumerate(received.to_dict("records")):
        key = (text(row[CITY_CODE]), text(row["资金级次"]))
        if key in seen:
            problem = f"{text(row['市州'])}的{key[1]}资金有两行"
            yield Problem(i, CITY_CODE, problem, "同一级次的资金合成一行", _RECEIVED)
        seen.add(key)
        if row["年度"] != received["年度"].iloc[0]:
            yield Problem(i, "年度", "与第一行的年度不同", "一次只分配一个年度的资金", _RECEIVED)
        if blank(row["金额"]) or row["金额"] <= 0:
            yield Problem(
                i, "金额", "收到的金额为0，没有可分配的", "请填收到的金额；没有的删去这一行", _RECEIVED
            )
        elif not float(row["金额"]).is_integer():
            yield Problem(i, "金额", "不是整万元，各县取整后合不拢", "请填整万元，零头另行安排", _RECEIVED)


def _weights(weights: pd.DataFrame, own: pd.DataFrame) -> Iterator[Problem]:
    """Known factors, each once a city, adding up to 100."""
    own_names = set(own["因素"].map(factor_name))
    totals: dict[str, list[Any]] = {}
    seen: set[tuple[str, str]] = set()
    for i, row in enumerate(weights.to_dict("records")):
        city, name = text(row[CITY_CODE]), factor_name(row["因素"])
        if name not in FACTORS and name not in own_names:
            problem = f"没有“{name}”这个因素"
            remedy = f"请填{'、'.join(FACTORS)}，或在“{_OWN}”表中给出各县的数值"
            yield Problem(i, "因素", problem, remedy, _WEIGHTS)
        if (city, name) in seen:
            yield Problem(i, "因素", f"{city}的“{name}”有两行", "请删去重复的一行", _WEIGHTS)
        seen.add((city, name))
        if blank(row["权重"]) or row["权重"] < 0:
            yield Problem(i, "权重", "没有填，或是负数", "请填不小于0的数，单位%", _WEIGHTS)
        else:
            totals.setdefault(city, [i, 0])[1] += as_shown(row["权重"])
    for city, (i, total) in totals.items():
        if total != 100:
            problem = f"{city}的权重合计{plain_text(total)}，应为100"
            yield Problem(i, "权重", problem, "请改这个市（州）的各行权重", _WEIGHTS)


def _own(own: pd.DataFrame, factors: pd.DataFrame) -> Iterator[Problem]:
    known = set(factors[CODE])
    seen: set[tuple[str, str]] = set()
    for i, row in enumerate(own.to_dict("records")):
        code, name = text(row[CODE]), factor_name(row["因素"])
        if code not in known:
            yield Problem(i, CODE, f"因素表中没有代码{code or '（空白）'}", "请核对代码", _OWN)
        if name in FACTORS:
            problem = f"“{name}”是因素表里的因素"
            yield Problem(i, "因素", problem, "请给自定的因素另起名称", _OWN)
        if (code, name) in seen:
            yield Problem(i, "因素", f"{code}的“{name}”有两行", "请删去重复的一行", _OWN)
        seen.add((code, name))
        if blank(row["数值"]) or row["数值"] < 0:
            yield Problem(i, "数值", "没有填，或是负数", "请填不小于0的数；没有的填0", _OWN)


def _city(
    code: str,
    factors: pd.DataFrame,
    received: pd.DataFrame,
    weights: pd.DataFrame,
    own: pd.DataFrame,
    policy: Policy,
) -> Iterator[Problem]:
    """One city: its counties, its weights, and every figure that these need."""
    first = int((received[CITY_CODE] == code).to_numpy().argmax())
    mine = of_city(factors, code).to_numpy()
    if not mine.any():
        problem = f"因素表中没有代码以{code[:4]}开头的县"
        yield Problem(first, CITY_CODE, problem, "请核对市州代码，或在因素表中填入所辖的县", _RECEIVED)
        return
    given = city_weights(weights.dropna(subset=["权重"]), code)
    if not given:
        problem = f"“{_WEIGHTS}”表中没有{code}的权重"
        yield Problem(first, CITY_CODE, problem, "请填这个市（州）自定的各因素权重，合计100", _RECEIVED)
        return
    table = factors[mine].reset_index(drop=True)
    places = [i for i, belongs in enumerate(mine) if belongs]
    usual = {name: weight for name, weight in given.items() if name in FACTORS}
    levels = _levels(received, code)
    figures = factor_problems(table, [usual], levels, policy)
    notices = [] if figures else list(factor_notices(table, [usual], levels))
    yield from (replace(problem, row=places[problem.row]) for problem in [*figures, *notices])
    yield from _missing_own(code, [n for n in given if given[n] and n not in FACTORS], own, table)


def _levels(received: pd.DataFrame, code: str) -> list[str]:
    present = set(received.loc[received[CITY_CODE] == code, "资金级次"])
    return [level for level in POOL_LEVELS if level in present]


def _missing_own(
    code: str, names: Sequence[str], own: pd.DataFrame, table: pd.DataFrame
) -> Iterator[Problem]:
    """A city's own factor must be known for every county of it, and not be 0 in all."""
    labels = own["因素"].map(factor_name)
    for name in names:
        rows = own[labels == name]
        if not len(rows):
            continue
        first = int((labels == name).to_numpy().argmax())
        by_code: Mapping[str, Any] = dict(zip(rows[CODE], rows["数值"], strict=True))
        absent = [c for c in table[CODE] if c not in by_code]
        if absent:
            problem = f"“{name}”没有这些县的数值：{'、'.join(absent)}"
            yield Problem(first, "因素", problem, "请补上各县的一行；没有的填0", _OWN)
        elif not any(by_code[c] for c in table[CODE]):
            problem = f"“{name}”在{code}各县都是0，没有可以按它分配的"
            yield Problem(first, "数值", problem, "请核对；确实没有的，把它的权重改为0", _OWN)


def _infeasible(
    factors: pd.DataFrame,
    received: pd.DataFrame,
    weights: pd.DataFrame,
    own: pd.DataFrame,
    policy: Policy,
    provincial: pd.DataFrame | None,
) -> Iterator[Problem]:
    for code in received[CITY_CODE].unique():
        table = factors[of_city(factors, code)].sort_values(CODE, ignore_index=True)
        codes, by = table[CODE].tolist(), city_weights(weights, code)
        names = [name for name, weight in by.items() if weight and name not in FACTORS]
        shares = factor_shares(table, by, policy, own_figures(own, names, codes))
        for facts in city_pools(table, received[received[CITY_CODE] == code], provincial):
            try:
                share_out(codes, shares, facts, policy)
            except InfeasibleError as error:
                here = (received[CITY_CODE] == code) & (received["资金级次"] == facts.level)
                row = int(here.to_numpy().argmax())
                yield Problem(row, "金额", error.problem, error.remedy, _RECEIVED)
