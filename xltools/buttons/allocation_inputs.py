"""What the buttons of 资金分配 read before they decide anything: the year, its pools, the factors, 奖惩."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from xltools.buttons.appraisal_file import Grades, grades_file
from xltools.buttons.button import Press
from xltools.buttons.daily_points_file import Rewards, rewards_file
from xltools.buttons.dispatch_ranking import WORKBOOK as DISPATCH
from xltools.buttons.inputs import overrides_of, read_all
from xltools.buttons.neighbour import Neighbour, neighbour
from xltools.errors import InputError, Issue, Severity
from xltools.policy import Override, Policy, load
from xltools.rules.art04.factors import Weights
from xltools.rules.art04.input import allocation_problems
from xltools.rules.problems import Problem
from xltools.tables.declared.allocation import ALLOCATION, FACTOR_TABLE, PILOT_TABLE, POOL_TABLE
from xltools.tables.declared.confirmation import ARCHIVE, CONFIRMATIONS
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.taken import TAKEN
from xltools.tables.model import Reading, Table

YEAR = "分配年度"
"""The office setting that names the year to allocate; blank means the latest of 资金池."""


@dataclass(slots=True)
class Inputs:
    """Everything an allocation is made of; `pools` are those of the year, `pool_rows` where they stand."""

    year: int
    policy: Policy
    readings: Mapping[str, Reading]
    pools: pd.DataFrame
    pool_rows: Sequence[int]
    rewards: Rewards
    grades: Grades
    listed: Neighbour | None
    issues: list[Issue] = field(default_factory=list)

    @property
    def factors(self) -> pd.DataFrame:
        """因素表, with last year's grades where it has none of its own."""
        return self.grades.factors

    @property
    def pilots(self) -> pd.DataFrame:
        return self.readings[PILOT_TABLE.name].frame

    @property
    def roster(self) -> pd.DataFrame | None:
        """县区名单 of 调度排名 in the same folder, to hold the factors against."""
        return self.listed.readings[COUNTIES.name].frame if self.listed else None

    @property
    def levels(self) -> list[str]:
        """The pools of the year, central first."""
        found = set(self.pools["资金级次"])
        return [level for level in ("中央", "省级") if level in found]


def allocation_inputs(press: Press, besides: Sequence[Table] = ()) -> Inputs:
    """Read everything, and the tables `besides`. InputError with every cell that cannot be read, and where
    there is no pool of the year.
    """
    overrides = overrides_of(press)
    readings = read_all(
        press.book,
        required=[FACTOR_TABLE, POOL_TABLE, *besides],
        optional=[PILOT_TABLE, TAKEN, ALLOCATION, CONFIRMATIONS, ARCHIVE],
    )
    pools = readings[POOL_TABLE.name]
    year = allocation_year(pools, overrides)
    rows = [i for i, of in enumerate(pools.values("年度")) if of == year]
    grades = grades_file(press.folder, readings[FACTOR_TABLE.name], year)
    return Inputs(
        year=year,
        policy=load(dt.date(year, 1, 1), overrides),
        readings=readings,
        pools=pools.frame.iloc[rows].reset_index(drop=True),
        pool_rows=rows,
        rewards=rewards_file(press.folder, readings[TAKEN.name], year),
        grades=grades,
        listed=neighbour(press.folder, DISPATCH, (COUNTIES,)),
        issues=[*(issue for reading in readings.values() for issue in reading.issues), *grades.issues],
    )


def require(found: Inputs, besides: Iterable[Problem] = (), weights: Sequence[Weights] = ()) -> None:
    """第4–6条: InputError with every cell that stops the allocation (by `weights`); what is
    only told joins `found.issues`. `besides` are the problems of the tables read besides.
    """
    problems = list(besides)
    if not any(problem.severity is Severity.ERROR for problem in problems):
        problems += allocation_problems(
            found.factors, found.pools, found.rewards.frame, found.policy, found.pilots, found.roster, weights
        )
    issues = [*found.rewards.issues, *(_issue(found, problem) for problem in problems)]
    found.issues += issues
    if any(issue.severity is Severity.ERROR for issue in issues):
        raise InputError(found.issues)


def allocation_year(reading: Reading, overrides: Sequence[Override]) -> int:
    """分配年度 of 参数, else the latest of 资金池. InputError where there is no pool of it."""
    years = {int(year) for year in reading.values("年度") if year}
    chosen = next((str(o.value).removesuffix("年") for o in overrides if o.name == YEAR and o.value), "")
    if not years:
        problem, remedy = "资金池是空的", "请填入本次分配的资金：级次、年度、金额"
    elif chosen and not (chosen.isdigit() and int(chosen) in years):
        problem, remedy = (
            f"资金池里没有{chosen}年度",
            "请补填资金池，或改“参数”的“分配年度”（如 2025；空白为最近的年度）",
        )
    else:
        return int(chosen) if chosen else max(years)
    raise InputError([Issue(reading.sheet, reading.header, POOL_TABLE.name, "年度", chosen, problem, remedy)])


def _issue(found: Inputs, problem: Problem) -> Issue:
    """A rule's problem at the cell it came from."""
    if problem.table == TAKEN.name:
        reading, row = found.rewards.places[problem.row]
    else:
        reading = found.readings[problem.table]
        row = found.pool_rows[problem.row] if problem.table == POOL_TABLE.name else problem.row
    return reading.issue(row, problem.column, problem.problem, problem.remedy, problem.severity)
