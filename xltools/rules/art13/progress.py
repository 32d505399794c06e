"""第13–16条 进度: 建议 → 已决定 → 已签约 → 已盘活, from what was decided, agreed, registered and yielded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from xltools.policy import Policy
from xltools.rules.art12.roster import Row, text
from xltools.rules.art16.repurpose import TO_BUSINESS, TO_SERVICES
from xltools.rules.exact import fen, percent_text, plain_percent
from xltools.rules.problems import Problem
from xltools.tables.declared.assets import BUSINESS, COOPERATE, IDLE, OPERATE, REPURPOSE, TALENT
from xltools.tables.declared.revival import (
    AGREEMENTS,
    BARRED,
    CHANGES,
    COMPLETE,
    DECIDED,
    REGISTERED,
    REVIVAL,
    REVIVED,
    SIGNED,
    SUGGESTED,
)
from xltools.tables.model import blank

_LEASE = ("租赁", "承包", "联营", "托管")

MEANS_OF = {
    COOPERATE: ("联合运营", *_LEASE),
    OPERATE: _LEASE,
    TALENT: ("创业经营", *_LEASE),
    REPURPOSE: (TO_SERVICES, TO_BUSINESS, "调剂", "置换", "租用"),
}
"""第13条 联合运营, 第14条 租赁承包联营托管, 第15条 创业经营, 第16条 调剂置换租用改（扩）建 and 变更登记."""

RENTED = "租用"

_AHEAD = "核对年份；还没有办的清空；认定日以后办的，先清空“参数”的资产认定月份"


@dataclass(frozen=True, slots=True)
class Stage:
    """进度 and what comes next."""

    progress: str
    following: str


def needs_agreement(row: Row) -> bool:
    """第13–15条 work by agreement, of 第16条 租用."""
    way = text(row["盘活方式"])
    return way in (COOPERATE, OPERATE, TALENT) or (way == REPURPOSE and text(row["具体方式"]) == RENTED)


def needs_change(row: Row) -> bool:
    """第16条: from 公益性 to 经营性 goes by 变更登记."""
    return text(row["盘活方式"]) == REPURPOSE and text(row["具体方式"]) == TO_BUSINESS


def stage(
    row: Row, agreement: Row | None, change: Row | None, now: str, policy: Policy, road: str = ""
) -> Stage:
    """How far an asset is; `now` is its class in 资产台账 today, empty where the ledger has it no more.

    `road` is how open the road is that 具体方式 names, where one way has several (第16条).
    """
    undecided = list(_undecided(row, road))
    if undecided:
        return Stage(SUGGESTED, "；".join(undecided))
    hindrance = _hindrance(row, agreement, change)
    if hindrance:
        return Stage(DECIDED, hindrance)
    reached = SIGNED if needs_agreement(row) or needs_change(row) else DECIDED
    if blank(row["盘活日期"]):
        return Stage(reached, "恢复使用后填盘活日期、盘活后用途")
    if not text(row["盘活后用途"]):
        return Stage(reached, "填盘活后用途")
    if now == IDLE:
        return Stage(reached, "资产台账仍是闲置：更新使用状态后才计为已盘活")
    return Stage(REVIVED, _after(row, policy))


def _undecided(row: Row, road: str) -> Iterator[str]:
    way = text(row["盘活方式"])
    if not way:
        yield "在“盘活方式”选定方式，填决定单位、决定日期"
        return
    if BARRED in (row[way], road) and not text(row["决定理由"]):
        barred = way if row[way] == BARRED else text(row["具体方式"])
        yield f"“{barred}”不具备条件：写明决定理由，或在“盘活条件”核实"
    if way == REPURPOSE and not text(row["具体方式"]):
        yield "填具体方式"
    yield from (f"填{name}" for name in ("决定单位", "决定日期") if blank(row[name]))


def _hindrance(row: Row, agreement: Row | None, change: Row | None) -> str:
    if needs_agreement(row) and (agreement is None or agreement["检查结果"] != COMPLETE):
        return f"协议：{text(agreement['缺项']) if agreement else '没有'}"
    if needs_change(row) and (change is None or change["状态"] != REGISTERED):
        return f"变更登记：{text(change['缺手续']) if change else '没有'}"
    return ""


def _after(row: Row, policy: Policy) -> str:
    """What is still to be done of a revived asset: 经营性 must yield enough."""
    earned, value, low = row["盘活后年收益"], row["原值"], policy.share("低效收益率")
    earning = text(row["类别"]) == BUSINESS or needs_change(row)
    if not earning:
        return "已办结"
    if blank(earned):
        return "满一个完整年度后填盘活后年收益"
    if blank(value) or not value > 0:
        return "没有原值，不能算盘活后收益率"
    share = Fraction(fen(earned), fen(value))
    if share >= low:
        return "已办结"
    return f"盘活后收益率{percent_text(share, low)}仍低于{plain_percent(low)}，研究调整"


def figures_after(row: Row) -> dict[str, Any]:
    """盘活后收益率 and 收益增加额, blank where a figure is missing."""
    earned, before, value = row["盘活后年收益"], row["盘活前年收益"], row["原值"]
    rate = None if blank(earned) or blank(value) or not value > 0 else earned / value
    more = None if blank(earned) or blank(before) else (fen(earned) - fen(before)) / fen(1)
    return {"盘活后收益率": rate, "收益增加额": more}


def decision_problems(
    i: int, row: Row, agreement: Row | None, change: Row | None, on: dt.date
) -> Iterator[Problem]:
    """Entries in 盘活建议 that cannot all be true, each at its cell."""
    way, means = text(row["盘活方式"]), text(row["具体方式"])
    if means and means not in MEANS_OF.get(way, ()):
        problem = f"具体方式“{means}”不属于“{way}”" if way else f"填了具体方式“{means}”，没有选盘活方式"
        remedy = f"改为{'、'.join(MEANS_OF[way])}" if way else "先选盘活方式"
        yield _at(i, "具体方式", problem, remedy)
    if needs_change(row) and text(row["类别"]) == BUSINESS:
        yield _at(i, "具体方式", "已是经营性资产，不用转为经营性", "改具体方式；或核对资产台账的类别")
    signed = agreement if needs_agreement(row) else None
    yield from _date_problems(i, row, signed, change if needs_change(row) else None, on)


def _date_problems(
    i: int, row: Row, agreement: Row | None, change: Row | None, on: dt.date
) -> Iterator[Problem]:
    decided, revived = row["决定日期"], row["盘活日期"]
    for name in ("决定日期", "盘活日期"):
        if not blank(row[name]) and row[name].date() > on:
            yield _at(i, name, f"{name}晚于认定日{on}", _AHEAD)
    if blank(revived):
        if not blank(row["盘活后年收益"]):
            yield _at(i, "盘活日期", "填了盘活后年收益，没有填盘活日期", "补填恢复使用的日期")
        return
    if not text(row["盘活方式"]):
        yield _at(i, "盘活方式", "填了盘活日期，没有选盘活方式", "补填怎样盘活的")
    if not blank(decided) and revived < decided:
        yield _at(i, "盘活日期", f"盘活日期早于决定日期{decided:%Y-%m-%d}", "核对两处日期")
    signed = agreement["签订日期"] if agreement is not None else None
    if not blank(signed) and revived < signed:
        yield _at(i, "盘活日期", f"盘活日期早于协议签订日期{signed:%Y-%m-%d}", "核对两处日期")
    registered = change["登记日期"] if change is not None else None
    if not blank(registered) and revived < registered:
        yield _at(i, "盘活日期", f"盘活日期早于变更登记的登记日期{registered:%Y-%m-%d}", "核对两处日期")


def _at(i: int, column: str, problem: str, remedy: str) -> Problem:
    return Problem(i, column, problem, remedy, REVIVAL.name)


def future_problems(rows: Sequence[Row], on: dt.date) -> Iterator[Problem]:
    """协议清单: a 签订日期 that has not come."""
    for i, row in enumerate(rows):
        if not blank(row["签订日期"]) and row["签订日期"].date() > on:
            yield Problem(i, "签订日期", f"签订日期晚于认定日{on}", _AHEAD, AGREEMENTS.name)


def order_problems(rows: Sequence[Row], steps: tuple[str, ...], on: dt.date) -> Iterator[Problem]:
    """变更登记: dates that run backwards, or have not come."""
    for i, row in enumerate(rows):
        filled = [(step, row[step]) for step in steps if not blank(row[step])]
        for (before, first), (after, then) in pairwise(filled):
            if then < first:
                problem = f"{after}早于{before}{first:%Y-%m-%d}"
                yield Problem(i, after, problem, "按先后核对日期", CHANGES.name)
        for step, date in filled:
            if date.date() > on:
                yield Problem(i, step, f"{step}晚于认定日{on}", _AHEAD, CHANGES.name)
