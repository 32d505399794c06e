"""评优资格: 取消, 保留 or 待定, out of 投入, 拨付 and 公开 as the ledgers stand now (第3条)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from typing import TypeVar

import pandas as pd

from xltools.buttons.button import Press, Result
from xltools.buttons.disclosure import assess_disclosure
from xltools.buttons.dispatch_ranking import WORKBOOK as DISPATCH_WORKBOOK
from xltools.buttons.funding import assess_funding, part_of_year
from xltools.buttons.kept import kept, stale
from xltools.buttons.money_desk import Desk, need_year, read_desk, read_issues, with_neighbours
from xltools.buttons.payment import Assessed, assess_payment
from xltools.buttons.project_library import WORKBOOK as LIBRARY
from xltools.errors import InputError, Issue, Severity
from xltools.rules.art03.awards import awards_table, changed_since, decision_problems
from xltools.tables.declared.money import DISCLOSURES, FUNDS, PAYMENTS
from xltools.tables.declared.money_results import (
    AWARDS,
    DISCLOSURE_CHECK,
    FUNDING,
    PAYMENT,
    PAYMENT_SUMMARY,
    REMARK,
    STANDINGS,
)
from xltools.tables.model import Reading, Table
from xltools.tables.sheets import read_table

_T = TypeVar("_T")

_RESULTS = (FUNDING, PAYMENT, PAYMENT_SUMMARY, DISCLOSURE_CHECK)


def awards(press: Press) -> Result:
    """第3条 评优资格. The three checks are made anew from the ledgers, so that it never rests on results
    from before a change; where a table stood otherwise, that is said.
    """
    desk = read_desk(press, FUNDS, DISCLOSURES, optional=(AWARDS,), lenient=True)
    desk = with_neighbours(desk, LIBRARY, DISPATCH_WORKBOOK)
    need_year(desk)
    before = {table.name: read_table(press.book, table, required=False) for table in _RESULTS}
    press.progress("认定评优资格", 0, 1)
    (funding, told), paid, (shown, more) = _all_three(desk)
    decided = desk.frame(AWARDS)
    unsaid = desk.notices(decision_problems(decided, desk.year))
    found = awards_table(funding, paid.counties, shown, decided, desk.units, desk.year, desk.policy)
    press.progress("认定评优资格", 1, 1)
    now = (funding, paid.projects, paid.counties, shown)
    old = _old(before, now)
    rewritten, lost = _rewritten(desk, before, now, old)
    table, gone = kept(found, desk.readings[AWARDS.name], ("核定", "核定理由"), desk.year)
    read = read_issues(desk, FUNDS, DISCLOSURES)
    return Result(
        message=_message(desk, found, funding, old) + desk.origin,
        rows=len(found),
        tables=[(AWARDS, table), *rewritten],
        issues=[
            *read, *told, *paid.issues, *more, *unsaid, *lost, *gone, *old.values(), *_doubted(desk, found),
        ],
        facts={"standings": dict(Counter(found["资格"])), "stale": list(old)},
        note=desk.note,
        inputs=desk.inputs(FUNDS, DISCLOSURES, PAYMENTS),
        policy=desk.policy,
    )  # fmt: skip


def _rewritten(
    desk: Desk, before: Mapping[str, Reading], now: Sequence[pd.DataFrame], old: Container[str]
) -> tuple[list[tuple[Table, pd.DataFrame]], list[Issue]]:
    """The tables that stood otherwise, with what the officer typed into them."""
    tables: list[tuple[Table, pd.DataFrame]] = []
    lost: list[Issue] = []
    for table, frame in zip(_RESULTS, now, strict=True):
        if table.name in old:
            typed = (REMARK.name,) if REMARK.name in table.names else ()
            made, gone = kept(frame, before[table.name], typed, desk.year)
            tables.append((table, made))
            lost += gone
    return tables, lost


def _all_three(
    desk: Desk,
) -> tuple[tuple[pd.DataFrame, list[Issue]], Assessed, tuple[pd.DataFrame, list[Issue]]]:
    """The three checks; InputError with what is wrong in all of their ledgers at once."""
    issues: list[Issue] = []

    def tried(assess: Callable[[Desk], _T]) -> _T | None:
        try:
            return assess(desk)
        except InputError as error:
            issues.extend(error.issues)
            return None

    funding, paid, shown = tried(assess_funding), tried(assess_payment), tried(assess_disclosure)
    if funding is None or paid is None or shown is None:
        raise InputError(issues)
    return funding, paid, shown


def _old(before: Mapping[str, Reading], now: Sequence[pd.DataFrame]) -> dict[str, Issue]:
    """The results that stood otherwise than the ledgers have it now, each with its notice."""
    found: dict[str, Issue] = {}
    for table, frame in zip(_RESULTS, now, strict=True):
        reading = before[table.name]
        differing = stale(frame, reading)
        if differing:
            found[table.name] = _stale_notice(table, reading, differing)
    return found


def _stale_notice(table: Table, reading: Reading, differing: int) -> Issue:
    if len(reading.frame):
        problem = f"原来的结果与现在的台账、参数不符（{differing}行）：按过以后台账有改动或日期已过"
    else:
        problem = "还没有按过"
    remedy = f"已按现在的台账重算“{table.name}”，请再看一遍"
    return Issue(table.name, reading.header, table.name, "结论", "", problem, remedy, Severity.NOTICE)


def _doubted(desk: Desk, found: pd.DataFrame) -> list[Issue]:
    """核定 that was made when the reasons were others."""
    reading = desk.readings[AWARDS.name]
    problem, remedy = "核定以后，认定或原因有变", "看“原因”，复核后保留、改写或清空核定"
    rows = changed_since(reading.frame, found, desk.year)
    return [reading.issue(i, "核定", problem, remedy, Severity.NOTICE) for i in rows]


def _message(desk: Desk, found: pd.DataFrame, funding: pd.DataFrame, old: dict[str, Issue]) -> str:
    if found.empty:
        return f"没有有资金任务的县，{desk.year}年评优资格没有可认定的"
    counts = Counter(found["资格"])
    by = "、".join(f"{standing}{counts[standing]}个县" for standing in STANDINGS if counts[standing])
    again = f"；{'、'.join(f'“{name}”' for name in old)}与台账不符，已一并重算" if old else ""
    part = part_of_year(desk, funding)
    return f"{desk.year}年评优资格：{by}{f'；投入：{part}' if part else ''}{again}"
