"""公开核查: who has made public what, at which level, how soon and how long (第3条)."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from xltools.buttons.button import Press, Result
from xltools.buttons.kept import kept
from xltools.buttons.money_desk import Desk, empty, need_year, read_desk, read_issues, with_neighbours
from xltools.buttons.project_library import WORKBOOK as LIBRARY
from xltools.errors import InputError, Issue
from xltools.rules.art03.disclosure import disclosure_check
from xltools.rules.art03.disclosure_input import disclosure_problems, unmatched_notices
from xltools.rules.problems import to_issues
from xltools.tables.declared.money import DISCLOSURES, FUNDS, PAYMENTS
from xltools.tables.declared.money_results import DISCLOSURE_CHECK, DISCLOSURE_STATES, NOT_SHOWN, REMARK
from xltools.tables.sheets import read_table


def disclosure(press: Press) -> Result:
    """第3条 公开: every allocation at each level that gives it out, every county's use of the funds."""
    desk = with_neighbours(read_desk(press, FUNDS, DISCLOSURES, lenient=True), LIBRARY)
    need_year(desk)
    press.progress("核查公开", 0, 1)
    found, told = assess_disclosure(desk)
    press.progress("核查公开", 1, 1)
    before = read_table(press.book, DISCLOSURE_CHECK, required=False)
    table, lost = kept(found, before, (REMARK.name,), desk.year)
    return Result(
        message=disclosure_message(desk, found) + desk.origin,
        rows=len(found),
        tables=[(DISCLOSURE_CHECK, table)],
        issues=[*read_issues(desk, FUNDS, DISCLOSURES), *told, *lost],
        facts={"states": dict(Counter(found["状态"]))},
        note=desk.note,
        inputs=desk.inputs(FUNDS, DISCLOSURES, PAYMENTS),
        policy=desk.policy,
    )


def assess_disclosure(desk: Desk) -> tuple[pd.DataFrame, list[Issue]]:
    """公开核查 and what to tell; InputError with what is wrong in 公示台账."""
    shown = desk.frame(DISCLOSURES)
    told = desk.notices(disclosure_problems(shown, desk.units, desk.on))
    check = disclosure_check(
        desk.frame(FUNDS), shown, desk.frame(PAYMENTS), desk.held, desk.units, desk.year, desk.policy, desk.on
    )
    _refuse(desk, check.table)
    return check.table, [*told, *to_issues(unmatched_notices(check.unmatched), desk.readings)]


def _refuse(desk: Desk, found: pd.DataFrame) -> None:
    """InputError where 公示台账 has nothing of the year at all: it was not filled in, which is no evidence
    that nobody made anything public.
    """
    reading = desk.readings[DISCLOSURES.name]
    if (found["状态"] == NOT_SHOWN).any() and not (reading.frame["年度"] == desk.year).any():
        problem = f"公示台账没有{desk.year}年度的一行，不能把各级各县都当成未公开"
        remedy = f"把各级各县的公示登记进来（年度填{desk.year}）；个别没有公示的不用登记"
        raise InputError([empty(reading, problem, remedy, "年度")])


def disclosure_message(desk: Desk, found: pd.DataFrame) -> str:
    """How many of each 状态."""
    states = Counter(found["状态"])
    by = "、".join(f"{state}{states[state]}" for state in DISCLOSURE_STATES if states[state])
    return f"应公开{len(found)}项（{desk.year}年度，截至{desk.on}）：{by}"
