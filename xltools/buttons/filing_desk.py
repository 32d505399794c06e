"""What the buttons of 备案审查 read before they decide: its tables, 项目库 and 筛查结果 beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from xltools.buttons.button import Press
from xltools.buttons.inputs import overrides_of, read_all
from xltools.buttons.library_inputs import counties_of
from xltools.buttons.neighbour import Neighbour, neighbour
from xltools.buttons.project_library import WORKBOOK as LIBRARY
from xltools.buttons.supervision import WORKBOOK as SUPERVISION
from xltools.errors import InputError, Issue, PolicyError
from xltools.policy import Policy, load
from xltools.rules.art10.filing import Sources
from xltools.rules.art10.summary import County, period_of
from xltools.rules.art10.summary import counties_of as filing_counties
from xltools.rules.art12.roster import text
from xltools.tables.checks import against_counties
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.filing import DOUBTS, OPINIONS, PLAN, REFILED, WAIVED
from xltools.tables.declared.lists import SCREENED
from xltools.tables.declared.projects import PROJECTS
from xltools.tables.declared.review import ADJUSTMENTS, PROBLEMS
from xltools.tables.model import Reading, Table

YEAR = "计划年度"

_BY_COUNTY = (PLAN, REFILED, PROBLEMS, ADJUSTMENTS)
"""Tables whose every row is of a county in 县区名单."""


@dataclass(frozen=True)
class Desk:
    """One press: what was read, who is to file, and what lies beside the workbook."""

    press: Press
    policy: Policy
    year: int
    readings: Mapping[str, Reading]
    roster: pd.DataFrame
    beside: Sequence[Neighbour] = ()
    said: Sequence[str] = field(default_factory=tuple)

    def frame(self, table: Table) -> pd.DataFrame:
        """A table of the workbook."""
        return self.readings[table.name].frame

    @property
    def period(self) -> str:
        """The 期别 of the opinions that this press draws up."""
        return period_of(self.press.today)

    @property
    def counties(self) -> dict[str, County]:
        """Who is to file, by code."""
        return filing_counties(self.roster, self.frame(PLAN))

    @property
    def names(self) -> dict[str, str]:
        """市州县区 by code."""
        rows = self.roster.to_dict("records")
        return {text(r["行政区划代码"]): County("", text(r["市州"]), text(r["县区"])).full_name for r in rows}

    @property
    def sources(self) -> Sources:
        """What the plan is held against."""
        found = {name: reading.frame for each in self.beside for name, reading in each.readings.items()}
        doubts = self.frame(DOUBTS).to_dict("records")
        verified = {(text(r["项目编码"]), text(r["事项"])): text(r["是否列入"]) for r in doubts}
        return Sources(found.get(PROJECTS.name), found.get(SCREENED.name), verified)

    @property
    def inputs(self) -> list[pd.DataFrame]:
        """Every figure that goes in, for 输入校验码."""
        own = [self.frame(table) for table in (PLAN, REFILED, WAIVED, ADJUSTMENTS)]
        return [*own, self.roster, *(r.frame for each in self.beside for r in each.readings.values())]

    @property
    def origin(self) -> str:
        """What was read beside the workbook, for the message."""
        return "。".join(("", *self.said)) if self.said else ""

    @property
    def label(self) -> str:
        """The files beside and their hashes, for 运行记录."""
        return "；".join(each.label for each in self.beside)


def read_desk(press: Press) -> Desk:
    """Everything read and checked. InputError with the cells of all that is wrong."""
    overrides = overrides_of(press)
    policy = load(press.today, overrides)
    optional = [COUNTIES, PROBLEMS, REFILED, WAIVED, DOUBTS, OPINIONS, ADJUSTMENTS]
    readings = read_all(press.book, required=[PLAN], optional=optional)
    roster, from_where = counties_of(press, readings[COUNTIES.name])
    _stop_at(_county_issues(readings, roster))
    beside = [found for found in _beside(press) if found]
    said = (*(each.said for each in beside), from_where.strip("。"), *_without(beside))
    return Desk(press, policy, _year(press, policy), readings, roster, beside, [s for s in said if s])


def _beside(press: Press) -> Iterator[Neighbour | None]:
    """项目库 and 资金监管; rows of theirs that are wrong are their own workbook's matter."""
    yield neighbour(press.folder, LIBRARY, (PROJECTS,), lenient=True)
    yield neighbour(press.folder, SUPERVISION, (SCREENED,), lenient=True)


def _without(beside: Sequence[Neighbour]) -> Iterator[str]:
    if not any(PROJECTS.name in each.readings for each in beside):
        yield f"同一文件夹里没有“{LIBRARY}”，没有与项目库核对"


def _county_issues(readings: Mapping[str, Reading], roster: pd.DataFrame) -> list[Issue]:
    """An empty plan or list; codes that are not in the list, or go with another name."""
    plan, counties = readings[PLAN.name], readings[COUNTIES.name]
    if roster.empty:
        remedy = "请填入应当报送计划的县（市、区），或把“调度排名”放进同一文件夹"
        return [_empty(counties, COUNTIES, "县区名单是空的", remedy)]
    if plan.frame.empty:
        return [_empty(plan, PLAN, "年度计划是空的", "请把各县报来的计划放进这张表")]
    return [issue for table in _BY_COUNTY for issue in against_counties(readings[table.name], roster)]


def _empty(reading: Reading, table: Table, problem: str, remedy: str) -> Issue:
    return Issue(reading.sheet or table.name, reading.header, table.name, "行政区划代码", "", problem, remedy)


def _year(press: Press, policy: Policy) -> int:
    """计划年度; blank means today's."""
    typed = policy.text(YEAR)
    if typed and not (typed.isdigit() and len(typed) == 4):
        raise PolicyError(f"参数“{YEAR}”是“{typed}”，应写成四位年份，如 2024。请改正或清空")
    return int(typed) if typed else press.today.year


def _stop_at(issues: Iterable[Issue]) -> None:
    found = list(issues)
    if found:
        raise InputError(found)
