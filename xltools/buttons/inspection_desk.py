"""What the buttons of 督导检查 share: the year, who is inspected, the working days."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd

from xltools.buttons import dispatch_ranking, issue_register
from xltools.buttons.button import Press
from xltools.buttons.inputs import overrides_of, read_all
from xltools.buttons.neighbour import neighbour
from xltools.errors import InputError, Issue, PolicyError, Severity
from xltools.policy import Override, Policy, load
from xltools.register.holidays import calendar_of, rest_issues, with_years
from xltools.register.rows import Row, frame, records
from xltools.register.workdays import Calendar
from xltools.rules.art11.calendar import roster_problems
from xltools.rules.problems import Problem, to_issues
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.register import HOLIDAYS
from xltools.tables.model import Reading, Table

YEAR = "督导年度"
_YEAR = re.compile(r"(20\d\d)年?(?:度)?")


@dataclass(slots=True)
class Desk:
    """One press: what was read, the year, the policy in force, 县区名单 wherever it came from."""

    press: Press
    readings: dict[str, Reading]
    roster: Reading
    policy: Policy
    year: int
    origin: str = ""
    issues: list[Issue] = field(default_factory=list)

    def stop_at(self, problems: Iterable[Problem]) -> None:
        """Keep the notices; InputError with everything that must be mended."""
        found = to_issues(problems, self.readings | {COUNTIES.name: self.roster})
        self.issues += found
        if any(issue.severity is Severity.ERROR for issue in found):
            raise InputError(found)


def open_desk(press: Press, required: Sequence[Table], optional: Sequence[Table]) -> Desk:
    """Everything read. InputError with the cells of all tables that cannot be read, or without counties."""
    overrides = overrides_of(press)
    readings = read_all(press.book, required, (*optional, COUNTIES))
    roster, origin = _roster(press, readings[COUNTIES.name])
    desk = Desk(
        press, readings, roster, load(press.today, overrides), _year_of(overrides, press.today), origin
    )
    desk.issues += [issue for reading in readings.values() for issue in reading.issues]
    return desk


def roster_issues(desk: Desk) -> list[Problem]:
    """What is wrong with 县区名单."""
    return list(roster_problems(desk.roster.frame))


@dataclass(frozen=True, slots=True)
class Days:
    """The working days, and 节假日 with the years that were filled in for it."""

    calendar: Calendar
    rows: list[Row]
    added: list[int]
    issues: list[Issue]

    @property
    def tables(self) -> list[tuple[Table, pd.DataFrame]]:
        """What to write back."""
        return [(HOLIDAYS, frame(HOLIDAYS, self.rows))] if self.added else []


def working_days(desk: Desk, years: Iterable[int]) -> Days:
    """节假日 of this workbook; years it lacks are taken from 发文登记 beside it, else as announced.

    InputError where the table itself is wrong.
    """
    reading = desk.readings[HOLIDAYS.name]
    told = records(reading)
    wrong = list(rest_issues(reading, told))
    if wrong:
        raise InputError(wrong)
    wanted = sorted(set(years) - {row["日期"].year for row in told})
    beside = _beside(desk.press, wanted) if wanted else []
    full, announced = with_years([*told, *beside], wanted)
    added = sorted({row["日期"].year for row in beside} | set(announced))
    full = sorted(full, key=lambda row: row["日期"])
    return Days(calendar_of(full), full, added, [_taken_over(reading, year) for year in added])


def unknown_year(reading: Reading, row: int, column: str, year: int) -> Issue:
    """What to do where the days off of a year are not known."""
    problem = f"要用到{year}年的工作日，“{HOLIDAYS.name}”表里没有{year}年，程序也还不知道那年的放假安排"
    remedy = (
        f"把国务院办公厅{year}年放假通知里的休、班各日填进“{HOLIDAYS.name}”表再按；还没有公布的，等公布后"
    )
    return reading.issue(row, column, problem, remedy)


def _roster(press: Press, own: Reading) -> tuple[Reading, str]:
    if len(own.frame):
        return own, ""
    beside = neighbour(press.folder, dispatch_ranking.WORKBOOK, (COUNTIES,))
    if beside is None or not len(beside.readings[COUNTIES.name].frame):
        problem = "没有县区名单，不知道督导哪些县"
        remedy = "把“调度排名”放进同一文件夹，或在本工作簿的“县区名单”填好各县的代码、市州和名称"
        raise InputError([Issue(own.sheet, own.header, COUNTIES.name, "行政区划代码", "", problem, remedy)])
    return beside.readings[COUNTIES.name], f"。县区名单取自同一文件夹的“{beside.path.name}”"


def _year_of(overrides: Sequence[Override], today: dt.date) -> int:
    typed = next((str(o.value).strip() for o in overrides if o.name == YEAR), "")
    if not typed:
        return today.year
    match = _YEAR.fullmatch(typed)
    if match is None:
        raise PolicyError(f"“参数”的{YEAR}“{typed}”不是年度。请填四位年份，如 2024，或清空")
    return int(match[1])


def _beside(press: Press, years: Sequence[int]) -> list[Row]:
    """The days of these years as 发文登记 in the same folder has them."""
    found = neighbour(press.folder, issue_register.WORKBOOK, (HOLIDAYS,))
    if found is None:
        return []
    reading = found.readings[HOLIDAYS.name]
    rows = records(reading)
    wrong = list(rest_issues(reading, rows))
    if wrong:
        raise InputError(wrong)
    return [row for row in rows if row["日期"].year in years]


def _taken_over(days: Reading, year: int) -> Issue:
    problem = f"表里没有{year}年，已按“{issue_register.WORKBOOK}”或程序所带的放假安排补上"
    remedy = "与国务院办公厅的通知核对，不同的改过来"
    return Issue(days.sheet, "", HOLIDAYS.name, "日期", "", problem, remedy, Severity.NOTICE)
