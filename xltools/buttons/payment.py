"""拨付核查: every project against its 应付清日, money against physical progress (第3条)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import pandas as pd

from xltools.buttons.button import Press, Result
from xltools.buttons.kept import kept
from xltools.buttons.money_desk import Desk, empty, read_desk, with_neighbours
from xltools.buttons.project_library import WORKBOOK as LIBRARY
from xltools.errors import InputError, Issue
from xltools.rules.art03.payment_input import payment_problems
from xltools.rules.art03.payment_tables import left_out, payment_summary, payment_table
from xltools.tables.declared.money import PAYMENTS
from xltools.tables.declared.money_results import (
    PAID_LATE,
    PAYMENT,
    PAYMENT_SUMMARY,
    RED,
    REMARK,
    UNDECIDED,
    UNPAID_LATE,
    YELLOW,
)
from xltools.tables.sheets import read_table


@dataclass(frozen=True)
class Assessed:
    """拨付核查 and 拨付汇总, and what to tell."""

    projects: pd.DataFrame
    counties: pd.DataFrame
    issues: list[Issue]


def payment(press: Press) -> Result:
    """第3条 拨付: 拨付核查 project by project and 拨付汇总 by county. A row that is wrong stops no other."""
    desk = with_neighbours(read_desk(press, lenient=True), LIBRARY)
    press.progress("核查拨付", 0, 1)
    found = assess_payment(desk)
    press.progress("核查拨付", 1, 1)
    before = read_table(press.book, PAYMENT, required=False)
    table, lost = kept(found.projects, before, (REMARK.name,), desk.year)
    return Result(
        message=payment_message(desk, found) + desk.origin,
        rows=len(found.projects),
        tables=[(PAYMENT, table), (PAYMENT_SUMMARY, found.counties)],
        issues=[*found.issues, *lost],
        facts=payment_facts(found.projects),
        note=desk.note,
        inputs=desk.inputs(PAYMENTS),
        policy=desk.policy,
    )


def assess_payment(desk: Desk) -> Assessed:
    """The tables; InputError where 拨付台账 is empty, or no project can be given to a county."""
    payments, policy = desk.frame(PAYMENTS), desk.policy
    _refuse(desk)
    problems = payment_problems(payments, desk.held, desk.units, desk.on, policy.share("质保金比例"))
    wrong, issues = desk.wrong_payments(problems)
    projects = payment_table(payments, desk.held, wrong, desk.units, policy, desk.on)
    counties = payment_summary(projects, left_out(payments, desk.held), desk.units)
    return Assessed(projects, counties, issues)


def _refuse(desk: Desk) -> None:
    payments, reading = desk.frame(PAYMENTS), desk.readings[PAYMENTS.name]
    if not len(payments):
        remedy = "把各县报来的项目拨付情况放进这张表"
        raise InputError([empty(reading, "拨付台账是空的", remedy, "项目编码")])
    if LIBRARY not in desk.beside and payments["行政区划代码"].isna().all():
        remedy = f"把“{LIBRARY}”放进同一文件夹，或在台账填各行的行政区划代码"
        problem = f"同一文件夹里没有“{LIBRARY}”，不知道项目是哪个县的"
        raise InputError([empty(reading, problem, remedy, "项目编码")])


def payment_facts(projects: pd.DataFrame) -> dict[str, Any]:
    """What --json shows."""
    return {"projects": len(projects), "states": dict(Counter(projects["状态"]))}


def payment_message(desk: Desk, found: Assessed) -> str:
    """How many are late, uneven, or cannot be told."""
    table = found.projects
    late = table[table["状态"].isin((UNPAID_LATE, PAID_LATE))]
    uneven = int(((table["结论"] == YELLOW) & ~table.index.isin(late.index)).sum())
    unknown, missing = int((table["状态"] == UNDECIDED).sum()), int(found.counties["缺台账数"].sum())
    parts = (
        f"核查{len(table)}个项目（截至{desk.on}）：逾期{int((late['结论'] == YELLOW).sum())}个、"
        f"严重逾期{int((late['结论'] == RED).sum())}个，支出与形象进度不匹配{uneven}个",
        f"无法判定{unknown}个" if unknown else "",
        f"项目库已开工而台账没有的{missing}个" if missing else "",
    )
    return "；".join(filter(None, parts))
