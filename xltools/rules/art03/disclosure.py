"""第3条 公开核查: who has made public what, how soon, how long, and who has not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art03.disclosure_due import (
    Due,
    allocations_due,
    document_key,
    used_by,
    uses_due,
)
from xltools.rules.art12.roster import Row, text
from xltools.rules.exact import FEN
from xltools.rules.units import Units, expected, unit_columns
from xltools.tables.declared.money import ALLOCATED, COUNTY_LEVEL, TIERS, USED
from xltools.tables.declared.money_results import (
    DISCLOSURE_CHECK,
    GREEN,
    INCOMPLETE,
    NO_DATA,
    NO_LEDGER,
    NOT_DUE,
    NOT_SHOWN,
    RED,
    SHOWING,
    SHOWN,
    SHOWN_LATE,
    TO_SHOW,
    TOO_SHORT,
    YELLOW,
)
from xltools.tables.frame import rows_frame
from xltools.tables.model import blank

_BEST_FIRST = (GREEN, NOT_DUE, YELLOW)
_PRINCIPLE = "第3条（方案：谁分配、谁公开，谁使用、谁公开）"


@dataclass(frozen=True, slots=True)
class Shown:
    """One row of 公示台账. `row` counts the rows from 0."""

    row: int
    stage: str
    key: tuple[str, ...]
    decided: dt.date
    begun: dt.date
    ended: dt.date | None
    channel: str


@dataclass(frozen=True, slots=True)
class Terms:
    """The days in force (缺省), looked up once."""

    soon: int
    long: int
    grace: int


@dataclass(frozen=True, slots=True)
class Finding:
    """What is said of one thing due."""

    state: str
    light: str
    reason: str
    shown: Shown | None = None
    days: int | None = None


def stage_of(row: Row) -> str:
    """环节; blank means 使用 where a project is named, else 分配."""
    return text(row["环节"]) or (USED if text(row["项目编码"]) else ALLOCATED)


def shown_rows(disclosures: pd.DataFrame, year: int) -> list[Shown]:
    """The year's rows of 公示台账 in order."""
    rows = enumerate(disclosures.to_dict("records"))
    return [_shown(i, row) for i, row in rows if row["年度"] == year]


def _shown(i: int, row: Row) -> Shown:
    stage, code = stage_of(row), text(row["行政区划代码"])
    used = (code, stage, text(row["项目编码"]))
    given = (code, stage, text(row["层级"]), text(row["资金级次"]), document_key(text(row["资金文号"])))
    return Shown(
        i,
        stage,
        used if stage == USED else given,
        row["决定日期"].date(),
        row["公示开始"].date(),
        None if blank(row["公示结束"]) else row["公示结束"].date(),
        text(row["渠道"]),
    )


def _key(due: Due) -> tuple[str, ...]:
    """What a row of 公示台账 must have to be about this; a project is shown at 县级, 乡镇 or 村级."""
    if due.stage == USED:
        return due.code, due.stage, due.project
    return due.code, due.stage, due.tier, due.level, document_key(due.document)


@dataclass(frozen=True)
class Check:
    """公开核查, and the rows of 公示台账 that are about nothing the ledgers have."""

    table: pd.DataFrame
    unmatched: list[int]


def disclosure_check(
    funds: pd.DataFrame,
    disclosures: pd.DataFrame,
    payments: pd.DataFrame,
    held: Mapping[str, Row],
    units: Units,
    year: int,
    policy: Policy,
    on: dt.date,
) -> Check:
    """第3条: everything due once, by code; `held` is 项目库 by 项目编码. A county with task funds of which
    资金台账 has nothing is 无数据.
    """
    by: dict[tuple[str, ...], list[Shown]] = {}
    for shown in shown_rows(disclosures, year):
        by.setdefault(shown.key, []).append(shown)
    whole = {key[0] for key in by if key[1:] == (USED, "")}
    uses = used_by(payments, held, units)
    due = [*allocations_due(funds, year, policy), *uses_due(uses, whole)]
    limits = Terms(*map(policy.whole, ("公示期限天数", "公示天数", "未公开认定天数")))
    rows = [_row(each, judge(each, by.get(_key(each), ()), limits, on), units, year) for each in due]
    rows += _absent(funds, units, year)
    rows.sort(key=_order)
    known = {_key(each) for each in (*due, *uses_due(uses, ()))}
    unmatched = sorted(s.row for key, listed in by.items() if key not in known for s in listed)
    return Check(rows_frame(DISCLOSURE_CHECK, rows), unmatched)


def _order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return (
        row["行政区划代码"], TIERS.index(row["层级"]), row["环节"] == USED, row["资金级次"] or "",
        row["资金文号"] or "", row["项目编码"] or "",
    )  # fmt: skip


def judge(due: Due, shown: Sequence[Shown], limits: Terms, on: dt.date) -> Finding:
    """第3条 for one thing due: the best of the rows that are about it, or none."""
    if not shown:
        return _not_shown(due, limits, on)
    found = [_judged(each, limits, on) for each in shown]
    return min(found, key=lambda f: (_BEST_FIRST.index(f.light), f.shown.begun if f.shown else on))


def _not_shown(due: Due, limits: Terms, on: dt.date) -> Finding:
    what = "项目开工" if due.stage == USED else "资金下达"
    if due.later:
        return Finding(TO_SHOW, NOT_DUE, f"{_PRINCIPLE}：项目还没有开工，公示台账没有登记")
    if due.since is None:
        reason = f"公示台账没有登记；没有{what}日期，看不出等了多少天，按未公开"
        return Finding(NOT_SHOWN, RED, f"{_PRINCIPLE}：{reason}")
    waited = (on - due.since).days
    head = f"{_PRINCIPLE}：{due.since}{what}，到{on}已{waited}天，公示台账没有登记"
    if waited < limits.grace:
        return Finding(TO_SHOW, NOT_DUE, f"{head}，未满{limits.grace}天（缺省）")
    return Finding(NOT_SHOWN, RED, f"{head}，满{limits.grace}天（缺省）为未公开")


def _judged(shown: Shown, limits: Terms, on: dt.date) -> Finding:
    """How soon after the decision and how long; both days of the showing count."""
    showing = shown.ended is None or shown.ended > on
    days = (on if shown.ended is None or showing else shown.ended).toordinal() - shown.begun.toordinal() + 1
    faults = dict(_faults(shown, days, showing, limits))
    until = "，仍在公示" if showing else f"至{shown.ended}"
    head = f"{_PRINCIPLE}：{shown.decided}决定，{shown.begun}公示{until}，共{days}天"
    if faults:
        said = "；".join(faults.values())
        return Finding(next(iter(faults)), YELLOW, f"{head}：{said}", shown, days)
    if days < limits.long:
        return Finding(SHOWING, NOT_DUE, f"{head}，不满{limits.long}天（缺省），请勿撤下", shown, days)
    reason = f"{head}：决定后{limits.soon}天内公示、不少于{limits.long}天（缺省）"
    return Finding(SHOWN, GREEN, reason, shown, days)


def _faults(shown: Shown, days: int, showing: bool, limits: Terms) -> Iterator[tuple[str, str]]:
    waited = (shown.begun - shown.decided).days
    if waited > limits.soon:
        yield SHOWN_LATE, f"决定后{waited}天才公示，超过{limits.soon}天（缺省）"
    if not showing and days < limits.long:
        yield TOO_SHORT, f"只公示{days}天，少于{limits.long}天（缺省）"
    if not shown.channel:
        yield INCOMPLETE, "没有写渠道，无从核实"


def _row(due: Due, found: Finding, units: Units, year: int) -> dict[str, Any]:
    shown = found.shown
    return {
        **unit_columns(units, due.code),
        "年度": year,
        "层级": due.tier,
        "环节": due.stage,
        "资金级次": due.level or None,
        "资金文号": due.document or None,
        "项目编码": due.project or None,
        "金额": due.amount / FEN,
        "涉及数": due.count,
        "决定日期": shown.decided if shown else None,
        "公示开始": shown.begun if shown else None,
        "公示结束": shown.ended if shown else None,
        "公示天数": found.days,
        "渠道": shown.channel or None if shown else None,
        "状态": found.state,
        "结论": found.light,
        "依据": found.reason,
    }


def _absent(funds: pd.DataFrame, units: Units, year: int) -> list[dict[str, Any]]:
    """Counties with task funds of which 资金台账 has nothing in the year."""
    known = set(map(text, funds.loc[funds["年度"] == year, "行政区划代码"]))
    reason = f"{_PRINCIPLE}：资金台账没有本县{year}年的资金，不知道应公开什么，请补填"
    finding = Finding(NO_LEDGER, NO_DATA, reason)
    return [
        _row(Due(unit.code, COUNTY_LEVEL, ALLOCATED, count=0), finding, units, year)
        for unit in expected(units)
        if unit.code not in known
    ]
