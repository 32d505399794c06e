"""第5条 “三大体系”试点: who may have which pilot; its money comes off the pool before the formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

import pandas as pd

from xltools.errors import Severity
from xltools.policy import Policy
from xltools.rules.art05.eligibility import DIGITAL, JOINT, VILLAGE, BetterOff, better_off, county_fits
from xltools.rules.art12.roster import Row, text
from xltools.rules.problems import Problem
from xltools.tables.declared.allocation import PILOT_TABLE
from xltools.tables.declared.pilots import MAY
from xltools.tables.model import blank

_TABLE = PILOT_TABLE.name


def pilot_problems(pilots: pd.DataFrame, factors: pd.DataFrame, policy: Policy) -> Iterator[Problem]:
    """第5条: every row of 试点清单 whose county may not have that pilot, or whose money cannot be set aside.

    “条件相对较好的地区” is undefined in the plan, so a county outside our reading of it is only told.
    """
    counties: dict[str, Row] = {row["行政区划代码"]: row for row in factors.to_dict("records")}
    rich = better_off(factors, policy)
    seen: set[tuple[str, str, str]] = set()
    for i, row in enumerate(pilots.to_dict("records")):
        code, pilot, level = (text(row[name]) for name in ("行政区划代码", "试点", "资金级次"))
        yield from _amount(i, row)
        if (code, pilot, level) in seen:
            yield Problem(i, "试点", f"{code}的{pilot}（{level}）列了两行", "请合并成一行", _TABLE)
        seen.add((code, pilot, level))
        if code not in counties:
            yield Problem(
                i,
                "行政区划代码",
                f"因素表中没有代码{code or '（空白）'}",
                "请核对代码，或在因素表中补上",
                _TABLE,
            )
        else:
            yield from _eligible(i, pilot, counties[code], rich)


def earmarks(pilots: pd.DataFrame | None) -> Mapping[str, Fraction]:
    """第5条: the sum of each county's pilots over all levels, 万元, by code."""
    sums: dict[str, Fraction] = {}
    if pilots is not None:
        for code, amount in zip(pilots["行政区划代码"], pilots["金额"], strict=True):
            if not blank(amount):
                sums[code] = sums.get(code, Fraction(0)) + Fraction(amount)
    return sums


def _amount(i: int, row: Row) -> Iterator[Problem]:
    if blank(row["金额"]) or row["金额"] < 0 or not float(row["金额"]).is_integer():
        yield Problem(i, "金额", "专项应当是整万元", "请填整万元（不小于0）", _TABLE)


def _eligible(i: int, pilot: str, county: Row, rich: BetterOff) -> Iterator[Problem]:
    kind = text(county["县类别"]) or "空白"
    if county_fits(county, rich)[pilot].verdict == MAY:
        return
    if pilot == JOINT:
        problem = f"第5条 {pilot}试点只在重点帮扶县，因素表中这个县是“{kind}”"
        yield Problem(i, "试点", problem, "请核对县类别，或改试点", _TABLE)
    if pilot == DIGITAL:
        problem = f"第5条 {pilot}试点只在易地搬迁集中安置区，因素表中这个县的集中安置区数是0或空白"
        yield Problem(i, "试点", problem, "请核对集中安置区数，或改试点", _TABLE)
    if pilot == VILLAGE:
        problem = (
            f"第5条 {pilot}试点在条件相对较好的地区；按缺省的口径（参数“和美乡村收入位次”）这个县不在其中"
        )
        yield Problem(i, "试点", problem, "请核实；确定安排的不用改", _TABLE, Severity.NOTICE)
