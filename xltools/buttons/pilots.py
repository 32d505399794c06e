"""试点管理: who may have which of the four pilots, what became of each, what 测算分配 takes (第5条)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from xltools.buttons.allocation_inputs import YEAR, allocation_year
from xltools.buttons.appraisal_file import Grades, grades_file
from xltools.buttons.button import Press, Result
from xltools.buttons.dispatch_ranking import WORKBOOK as DISPATCH
from xltools.buttons.inputs import checksum, overrides_of, read_all
from xltools.buttons.neighbour import Neighbour, neighbour
from xltools.errors import InputError, Issue, Severity
from xltools.policy import Override, Policy, load
from xltools.rules.art05.eligibility import Fits, fits, qualification
from xltools.rules.art05.input import ledger_problems
from xltools.rules.art05.offers import Against, Offers, offer
from xltools.rules.art05.state import pilot_states
from xltools.rules.art05.summary import pilot_summary
from xltools.rules.art12.roster import Row
from xltools.rules.problems import Problem, to_issues
from xltools.tables.declared.allocation import FACTOR_TABLE, PILOT_TABLE, POOL_TABLE
from xltools.tables.declared.allocation_columns import PILOTS
from xltools.tables.declared.confirmation import CONFIRMATIONS, CONFIRMED
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.pilots import (
    DIFFERENT,
    MAY,
    PILOT_LEDGER,
    PILOT_OFFERS,
    PILOT_STATE,
    PILOT_SUMMARY,
    QUALIFICATION,
    UNGRANTED,
    UNLISTED,
    VERDICTS,
)
from xltools.tables.model import Reading, Table
from xltools.tables.sheets import read_table


@dataclass(frozen=True, slots=True)
class Desk:
    """What the button looks at, read and free of errors."""

    year: int
    policy: Policy
    readings: dict[str, Reading]
    roster: Neighbour | None
    grades: Grades
    counties: dict[str, Row]

    def frame(self, table: Table) -> pd.DataFrame:
        """A table of this workbook."""
        return self.readings[table.name].frame

    @property
    def factors(self) -> pd.DataFrame:
        """因素表, with last year's grades of 年度考核 where it has none of its own, as 测算分配 takes it."""
        return self.grades.factors

    @property
    def listed(self) -> pd.DataFrame | None:
        """县区名单 of 调度排名, where it lies beside."""
        return self.roster.readings[COUNTIES.name].frame if self.roster else None


def pilots(press: Press) -> Result:
    """第5条: 试点资格, 试点情况, 试点汇总, 试点列入; 试点清单 only where 是否列入 says 是."""
    press.progress("试点管理", 0, 1)
    desk = _desk(press)
    notices = _stop_at_problems(desk, press.today)
    found = fits(desk.factors, desk.listed, desk.policy)
    may = qualification(desk.factors, desk.listed, desk.policy)
    states = pilot_states(desk.frame(PILOT_LEDGER), found, desk.counties, desk.year, desk.policy, press.today)
    made = offer(desk.frame(PILOT_LEDGER), _against(desk, found), desk.year)
    press.progress("试点管理", 1, 1)
    tables = [
        (QUALIFICATION, may),
        (PILOT_STATE, states),
        (PILOT_SUMMARY, pilot_summary(states)),
        (PILOT_OFFERS, made.offers),
        *([(PILOT_TABLE, made.listed)] if made.taken else []),
    ]
    return Result(
        message=_message(desk, states, made),
        rows=len(states),
        tables=tables,
        issues=[*_read(desk), *to_issues([*notices, *made.notices], desk.readings)],
        facts=_facts(desk, may, states, made),
        note="；".join(
            [f"{desk.year}年度", *(file.label for file in (desk.roster, desk.grades.file) if file)]
        ),
        inputs=checksum([desk.factors, *map(desk.frame, (PILOT_LEDGER, PILOT_TABLE, PILOT_OFFERS))]),
        policy=desk.policy,
    )


def _desk(press: Press) -> Desk:
    """InputError with every cell that cannot be read; those of 试点台账 join what else is wrong with it."""
    overrides = overrides_of(press)
    readings = read_all(
        press.book,
        required=[FACTOR_TABLE],
        optional=[POOL_TABLE, PILOT_TABLE, PILOT_OFFERS, CONFIRMATIONS],
    )
    readings[PILOT_LEDGER.name] = read_table(press.book, PILOT_LEDGER)
    year = _year(readings, overrides, press.today)
    roster = neighbour(press.folder, DISPATCH, (COUNTIES,))
    factors = readings[FACTOR_TABLE.name].frame
    listed = roster.readings[COUNTIES.name].frame if roster else None
    known = [*([] if listed is None else listed.to_dict("records")), *factors.to_dict("records")]
    return Desk(
        year=year,
        policy=load(dt.date(year, 1, 1), overrides),
        readings=readings,
        roster=roster,
        grades=grades_file(press.folder, readings[FACTOR_TABLE.name], year),
        counties={row["行政区划代码"]: row for row in known},
    )


def _year(readings: dict[str, Reading], overrides: Sequence[Override], today: dt.date) -> int:
    """The year to be allocated; before its pool is known, 分配年度 of 参数 or the latest of the ledger."""
    if len(readings[POOL_TABLE.name].frame):
        return allocation_year(readings[POOL_TABLE.name], overrides)
    chosen = next((str(o.value).removesuffix("年") for o in overrides if o.name == YEAR), "")
    years = [int(year) for year in readings[PILOT_LEDGER.name].values("年度") if year]
    return int(chosen) if chosen.isdigit() else max(years, default=today.year)


def _stop_at_problems(desk: Desk, today: dt.date) -> list[Problem]:
    """What is only told. InputError with every cell that stops the judging: those that cannot be read, and
    of the other rows those that cannot be.
    """
    ledger = desk.readings[PILOT_LEDGER.name]
    if not len(desk.frame(FACTOR_TABLE)):
        factors, problem = desk.readings[FACTOR_TABLE.name], "因素表是空的，不知道哪些县可以报"
        raise InputError([*ledger.errors, factors.issue(0, "行政区划代码", problem, "请填入各县的因素")])
    problems = ledger_problems(ledger.frame, desk.counties, desk.year, today)
    unread = _rows_in_error(ledger)
    found = [problem for problem in problems if problem.row not in unread]
    if ledger.errors or any(problem.severity is Severity.ERROR for problem in found):
        raise InputError([*_read(desk), *to_issues(found, desk.readings)])
    return found


def _rows_in_error(reading: Reading) -> set[int]:
    """Rows of which a cell was reported already: one mistake, one complaint."""
    places = {number: i for i, number in enumerate(reading.rows)}
    numbers = (int("".join(filter(str.isdigit, issue.cell)) or 0) for issue in reading.errors)
    return {places[number] for number in numbers if number in places}


def _against(desk: Desk, found: Fits) -> Against:
    confirmed = desk.frame(CONFIRMATIONS)
    closed = ((confirmed["年度"] == desk.year) & (confirmed["状态"] == CONFIRMED)).any()
    return Against(
        listed=desk.frame(PILOT_TABLE),
        existing=desk.frame(PILOT_OFFERS),
        fits=found,
        counties=desk.counties,
        in_factors=frozenset(desk.frame(FACTOR_TABLE)["行政区划代码"]),
        closed=bool(closed),
    )


def _read(desk: Desk) -> list[Issue]:
    return [*(i for reading in desk.readings.values() for i in reading.issues), *desk.grades.issues]


def _message(desk: Desk, states: pd.DataFrame, made: Offers) -> str:
    counts = _counts(states)
    now = made.offers.loc[made.offers["年度"] == desk.year, "对照"]
    waiting, unlike = int((now == UNLISTED).sum()), int(now.isin([DIFFERENT, UNGRANTED]).sum())
    said = "、".join(f"{light}{n}" for light, n in counts.items() if n)
    parts = (
        f"试点台账{len(states)}项，批复{sum(counts.values())}项：{said or '没有批复的'}",
        f"写进“试点清单”{len(made.taken)}项，请重新测算分配" if made.taken else "",
        f"{desk.year}年度还有{waiting}项批复没有列入，请在“试点列入”核定" if waiting else "",
        f"“试点清单”有{unlike}项没有批复或金额不同，测算分配仍照清单，请在“试点列入”核对" if unlike else "",
        desk.roster.said if desk.roster else "同一文件夹没有“调度排名”，只判因素表里的县",
        desk.grades.said,
    )
    return "；".join(filter(None, parts))


def _counts(states: pd.DataFrame) -> dict[str, int]:
    return {light: int((states["结论"] == light).sum()) for light in VERDICTS}


def _facts(desk: Desk, may: pd.DataFrame, states: pd.DataFrame, made: Offers) -> dict[str, Any]:
    return {
        "year": desk.year,
        "may": {pilot: int((may[pilot] == MAY).sum()) for pilot in PILOTS},
        "verdicts": _counts(states),
        "taken": list(made.taken),
    }
