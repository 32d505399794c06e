"""What the buttons of 资金监管 on 第1、3条 read: their ledgers, and 项目库 and 调度排名 beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from xltools.buttons.button import Press
from xltools.buttons.dispatch_ranking import WORKBOOK as DISPATCH_WORKBOOK
from xltools.buttons.inputs import checksum, overrides_of, read_all
from xltools.buttons.library_inputs import counties_of, read_library, wrong_rows
from xltools.buttons.neighbour import Neighbour, neighbour
from xltools.buttons.project_library import WORKBOOK as LIBRARY
from xltools.errors import InputError, Issue, PolicyError, Severity
from xltools.policy import Policy, load
from xltools.rules.art03.payment_tables import library_by_code
from xltools.rules.art12.roster import Row, Unit
from xltools.rules.problems import Problem, to_issues
from xltools.rules.units import expected, listed_units
from xltools.tables.checks import against_counties
from xltools.tables.declared.dispatch import COUNTIES, DISPATCH
from xltools.tables.declared.money import FUNDS, PAYMENTS
from xltools.tables.declared.projects import PROJECTS
from xltools.tables.model import Reading, Table

YEAR, AS_OF = "监管年度", "核查截止日期"


@dataclass(frozen=True)
class Desk:
    """One press: what was read and checked, and what lies beside the workbook."""

    press: Press
    policy: Policy
    year: int
    on: dt.date
    readings: Mapping[str, Reading]
    roster: pd.DataFrame
    beside: Mapping[str, Neighbour] = field(default_factory=dict)
    said: Sequence[str] = ()

    def frame(self, table: Table) -> pd.DataFrame:
        """A table of the workbook."""
        return self.readings[table.name].frame

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Every county of 县区名单 by code."""
        return listed_units(self.roster)

    @cached_property
    def held(self) -> dict[str, Row]:
        """项目库 by 项目编码; empty without one."""
        found = self.beside.get(LIBRARY)
        return library_by_code(found.readings[PROJECTS.name].frame if found else None)

    @property
    def dispatch(self) -> pd.DataFrame | None:
        """调度表 of the workbook beside; None without one."""
        found = self.beside.get(DISPATCH_WORKBOOK)
        return found.readings[DISPATCH.name].frame if found else None

    @property
    def origin(self) -> str:
        """What was read beside the workbook, for the message."""
        return "。".join(("", *self.said)) if self.said else ""

    @property
    def note(self) -> str:
        """For 运行记录: the year, the day it was reckoned to, and the files beside with their hashes."""
        parts = (f"{self.year}年度", f"截至{self.on}", *(each.label for each in self.beside.values()))
        return "；".join(parts)

    def inputs(self, *tables: Table) -> str:
        """校验码 of what went in."""
        beside = [r.frame for each in self.beside.values() for r in each.readings.values()]
        return checksum([*(self.frame(table) for table in tables), self.roster, *beside])

    def notices(self, problems: Iterable[Problem]) -> list[Issue]:
        """The problems as issues; InputError with the errors where there are any."""
        found = list(problems)
        wrong = [problem for problem in found if problem.severity is Severity.ERROR]
        if wrong:
            raise InputError(to_issues(found, self.readings))
        return to_issues(found, self.readings)

    def wrong_payments(self, problems: Iterable[Problem]) -> tuple[dict[int, str], list[Issue]]:
        """Rows of 拨付台账 that cannot be judged with what is wrong in them; every issue of the table."""
        reading = self.readings[PAYMENTS.name]
        found = list(problems)
        issues = [*reading.issues, *to_issues(found, self.readings)]
        wrong = {
            i: [f"“{issue.column}”{issue.problem}" for issue in w] for i, w in wrong_rows(reading).items()
        }
        for problem in found:
            if problem.severity is Severity.ERROR:
                wrong.setdefault(problem.row, []).append(f"“{problem.column}”{problem.problem}")
        return {i: "；".join(dict.fromkeys(told)) for i, told in sorted(wrong.items())}, issues


def read_desk(press: Press, *tables: Table, optional: Sequence[Table] = (), lenient: bool = False) -> Desk:
    """The tables of one button with 县区名单, every code held against it. InputError with the cells of all
    that is wrong. `lenient`: 拨付台账 too, of which one row must not stop the others.
    """
    policy = load(press.today, overrides_of(press))
    readings = read_all(press.book, required=tables, optional=(COUNTIES, *optional))
    if lenient:
        readings |= read_library(press.book, [PAYMENTS])
    roster, where = counties_of(press, readings[COUNTIES.name])
    if roster.empty:
        remedy = "请填入所有县（市、区），或把“调度排名”放进同一文件夹"
        raise InputError([empty(readings[COUNTIES.name], "县区名单是空的", remedy)])
    _stop_at(i for table in tables if table is FUNDS for i in against_counties(readings[table.name], roster))
    said = [where.strip("。")] if where else []
    return Desk(press, policy, _year(press, policy), _as_of(press, policy), readings, roster, {}, said)


def with_neighbours(desk: Desk, *wanted: str) -> Desk:
    """The desk with 项目库 or 调度排名 beside it, where the folder has them; rows that are wrong there are
    their own workbook's matter.
    """
    tables = {LIBRARY: PROJECTS, DISPATCH_WORKBOOK: DISPATCH}
    found = {
        name: beside
        for name in wanted
        if (beside := neighbour(desk.press.folder, name, (tables[name],), lenient=True))
    }
    said = [*desk.said, *(each.said for each in found.values())]
    said += [f"同一文件夹里没有“{name}”" for name in wanted if name not in found]
    return Desk(
        desk.press, desk.policy, desk.year, desk.on, desk.readings, desk.roster,
        {**desk.beside, **found}, list(dict.fromkeys(said)),
    )  # fmt: skip


def need_year(desk: Desk, table: Table = FUNDS) -> None:
    """InputError where the ledger has nothing of the year, though counties have task funds."""
    reading = desk.readings[table.name]
    if expected(desk.units) and not (reading.frame["年度"] == desk.year).any():
        years = sorted({int(year) for year in reading.frame["年度"].dropna()})
        known = f"，只有{'、'.join(f'{year}年' for year in years)}的" if years else ""
        remedy = f"补填，或在“参数”的“{YEAR}”填要核查的年度"
        raise InputError([empty(reading, f"没有{desk.year}年度的数据{known}", remedy, "年度")])


def empty(reading: Reading, problem: str, remedy: str, column: str = "行政区划代码") -> Issue:
    """An issue of a whole table."""
    name = reading.table.name
    return Issue(reading.sheet or name, reading.header, name, column, "", problem, remedy)


def read_issues(desk: Desk, *tables: Table) -> list[Issue]:
    """What the reading of these tables tells."""
    return [issue for table in tables for issue in desk.readings[table.name].issues]


def _year(press: Press, policy: Policy) -> int:
    """监管年度; blank means today's."""
    typed = policy.text(YEAR)
    if typed and not (typed.isdigit() and len(typed) == 4):
        raise PolicyError(f"参数“{YEAR}”是“{typed}”，应写成四位年份，如 2024。请改正或清空")
    return int(typed) if typed else press.today.year


def _as_of(press: Press, policy: Policy) -> dt.date:
    """核查截止日期; blank means today."""
    typed = policy.text(AS_OF).split(" ")[0]
    if not typed:
        return press.today
    try:
        on = dt.date.fromisoformat(typed)
    except ValueError:
        problem = f"参数“{AS_OF}”是“{typed}”，不是日期，应写成 2024-09-30 的样子。请改正或清空"
        raise PolicyError(problem) from None
    if on > press.today:
        raise PolicyError(f"参数“{AS_OF}”{on}晚于今天{press.today}，以后的钱还没有付。请改正或清空")
    return on


def _stop_at(issues: Iterator[Issue]) -> None:
    found = list(issues)
    if found:
        raise InputError(found)
