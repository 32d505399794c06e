"""第4条: what must be mended in 因素表 before anything is shared out by it; a missing factor is never 0."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import pandas as pd

from xltools.errors import Severity
from xltools.policy import Policy
from xltools.rules.art04.factors import CLASS, EmptyFactorError, Weights, factor_shares, needed_columns
from xltools.rules.art04.facts import LAST
from xltools.rules.art06.input import by_code, place_problems
from xltools.rules.art12.roster import Row, text
from xltools.rules.exact import fen, plain_text
from xltools.rules.problems import Problem
from xltools.tables.declared.allocation import FACTOR_TABLE
from xltools.tables.declared.allocation_columns import INCOME, POOL_LEVELS
from xltools.tables.model import Kind, blank

TABLE = FACTOR_TABLE.name
_CODE = "行政区划代码"


def factor_problems(
    factors: pd.DataFrame,
    weights: Sequence[Weights],
    levels: Sequence[str],
    policy: Policy,
    besides: Sequence[str] = (),
) -> list[Problem]:
    """第4条: every cell that stops an allocation by any of `weights` from the pools of `levels`; `besides`
    are columns that something else needs.
    """
    if not len(factors):
        return [Problem(0, _CODE, "因素表是空的", "请填入各县的因素", TABLE)]
    columns = (name for each in weights for name in needed_columns(each, policy))
    needed = list(dict.fromkeys([*columns, *besides]))
    found = [*_doubled(factors)]
    for i, row in enumerate(factors.to_dict("records")):
        found += _figures(i, row, needed)
        found += _last_year(i, row, levels)
    return found or [*_empty_factors(factors, weights, policy)]


def factor_notices(
    factors: pd.DataFrame, weights: Sequence[Weights], levels: Sequence[str]
) -> Iterator[Problem]:
    """第4条: what is done with figures that could be meant otherwise; nothing is decided in silence."""
    incomes = factors[INCOME].dropna()
    if any(each.get("收入") for each in weights) and len(factors) > 1 and incomes.nunique() == 1:
        problem = f"各县收入都是{incomes.iloc[0]:g}元，收入因素分不出高低，按农村人口分配"
        yield Problem(0, INCOME, problem, "请核对；确实相同的不用改", TABLE, Severity.NOTICE)
    if len(levels) == 1 and (own := f"上年{levels[0]}分配额") and factors[own].isna().any():
        i = int(factors[own].isna().to_numpy().argmax())
        problem = f"没有填{own}，“{LAST}”当作上年的{levels[0]}资金"
        yield Problem(i, LAST, problem, f"含别的级次的，请分开填{own}", TABLE, Severity.NOTICE)


def roster_problems(factors: pd.DataFrame, roster: pd.DataFrame | None) -> Iterator[Problem]:
    """Counties that 县区名单 does not know, or by another name; and those it has and 因素表 has not."""
    if roster is None or not len(roster):
        return
    listed = by_code(roster)
    for i, row in enumerate(factors.to_dict("records")):
        yield from place_problems(i, row, listed, TABLE)
    present = set(factors[_CODE])
    left_out = [
        f"{text(row['市州'])}{text(row['县区'])}{code}"
        for code, row in listed.items()
        if code not in present and text(row["是否参评"]) != "否"
    ]
    if left_out:
        problem = f"县区名单中有{len(left_out)}个县不在因素表里：{'、'.join(left_out)}"
        remedy = "请补上它们的因素；本年不分配的，把县区名单的“是否参评”改为“否”"
        yield Problem(0, _CODE, problem, remedy, TABLE)


def _doubled(factors: pd.DataFrame) -> Iterator[Problem]:
    for i in factors.index[factors[_CODE].duplicated()]:
        yield Problem(int(i), _CODE, f"{factors[_CODE].iloc[i]}有两行", "请删去重复的一行", TABLE)


def _figures(i: int, row: Row, needed: Sequence[str]) -> Iterator[Problem]:
    for name in needed:
        value, choice = row[name], FACTOR_TABLE.column(name).kind is Kind.CHOICE
        if blank(value):
            remedy = _BLANK.get(name, "请填数；确实没有的填0")
            yield Problem(i, name, "没有填，缺这一项不能分配", remedy, TABLE)
        elif choice and value not in FACTOR_TABLE.column(name).choices:
            allowed = "、".join(FACTOR_TABLE.column(name).choices)
            yield Problem(i, name, f"“{value}”不是可选的值", f"请填：{allowed}", TABLE)
        elif not choice and value < 0:
            yield Problem(i, name, "是负数", "请填不小于0的数", TABLE)
        elif name == INCOME and value == 0:
            yield Problem(i, name, "收入为0", "请填统计部门公布的数，单位元", TABLE)


_BLANK = {
    CLASS: "请从列表中选；都不是的选“其他”",
    INCOME: "请填统计部门公布的数，单位元",
    "绩效等次": "请填等次；没有参加评价的填“未评价”",
}


def _last_year(i: int, row: Row, levels: Sequence[str]) -> Iterator[Problem]:
    """Each pool has floors and caps of its own, from what the county had of the same money last year."""
    whole, own = row[LAST], {level: row[f"上年{level}分配额"] for level in POOL_LEVELS}
    for level in levels:
        if blank(own[level]) and (len(levels) > 1 or blank(whole)):
            apart = "中央、省级分别保底封顶，要分开填；" if not blank(whole) else ""
            problem = "没有填，不能算保底封顶和增减"
            yield Problem(i, f"上年{level}分配额", problem, f"{apart}上年没有的填0", TABLE)
    for name in (LAST, *(f"上年{level}分配额" for level in POOL_LEVELS)):
        if not blank(row[name]) and row[name] < 0:
            yield Problem(i, name, "是负数", "请填不小于0的数", TABLE)
    if not any(map(blank, (whole, *own.values()))) and fen(whole) != sum(map(fen, own.values())):
        parts = "＋".join(f"{level}{amount:g}" for level, amount in own.items())
        problem = f"与分级次的{parts}不相等"
        yield Problem(i, LAST, problem, "请核对；分级次填了的，这一栏可以不填", TABLE)


def pilot_totals(factors: pd.DataFrame, listed: Mapping[str, Fraction]) -> Iterator[Problem]:
    """第5条: 试点专项 of 因素表, where it is filled, is the sum of the county's rows in 试点清单."""
    for i, (code, amount) in enumerate(zip(factors[_CODE], factors["试点专项"], strict=True)):
        known = listed.get(code, Fraction(0))
        if not blank(amount) and Fraction(fen(amount), fen(1)) != known:
            problem = f"与试点清单中这个县的合计{plain_text(known)}不相等"
            remedy = "请在试点清单逐项填写（哪项试点、哪级资金）；这一栏可以不填"
            yield Problem(i, "试点专项", problem, remedy, TABLE)


def _empty_factors(factors: pd.DataFrame, weights: Sequence[Weights], policy: Policy) -> Iterator[Problem]:
    """A factor with a weight that is 0 in every county; one complaint for each."""
    seen: set[str] = set()
    for each in weights:
        rest = dict(each)
        while any(rest.values()):
            try:
                factor_shares(factors, rest, policy)
                break
            except EmptyFactorError as empty:
                name = str(empty.args[0])
                rest[name] = Fraction(0)
                if name not in seen:
                    seen.add(name)
                    yield _nobody_has(name, policy)


def _nobody_has(name: str, policy: Policy) -> Problem:
    column = needed_columns({name: Fraction(1)}, policy)[0]
    problem = f"{name}因素各县都是0，没有可以按它分配的"
    return Problem(0, column, problem, f"请核对这一因素的各栏；确实没有的，把{name}因素的权重改为0", TABLE)
