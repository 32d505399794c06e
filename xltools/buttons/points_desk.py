"""What both buttons of 日常计分 look at: its tables, 调度排名 beside it, the ledger brought up to date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from xltools.buttons import dispatch_ranking
from xltools.buttons.button import Press
from xltools.buttons.inputs import overrides_of, read_all
from xltools.buttons.neighbour import Neighbour, neighbour
from xltools.buttons.points_standard import read_standard
from xltools.errors import InputError, Issue, PolicyError, Severity
from xltools.policy import Override, Policy, load
from xltools.rules.art06.events import Feed, feed
from xltools.rules.art06.input import by_code, ledger_problems
from xltools.rules.art06.ledger import Posted, post
from xltools.rules.art06.points import Score, scores
from xltools.rules.art06.standard import Standards, standards
from xltools.rules.art11.points import WORKBOOK as INSPECTIONS
from xltools.rules.art11.points import inspection_feed
from xltools.rules.periods import year_of
from xltools.rules.problems import Problem, to_issues
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.inspections import POINT_EVENTS
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.points import CARRYOVERS, LEDGER, NEGATIVE_USES, REWARDS, STANDARD
from xltools.tables.declared.ranking import HISTORY
from xltools.tables.model import Reading

YEAR = "计分年度"
_OWN = (STANDARD, COUNTIES, REWARDS, NEGATIVE_USES, CARRYOVERS)
_YEAR = re.compile(r"(20\d\d)年?(?:度)?")


@dataclass(slots=True)
class Desk:
    """One press: what was read, the year, the policy in force, the ledger as it will stand, the scores."""

    readings: dict[str, Reading]
    source: Neighbour | None
    inspections: Neighbour | None
    year: int
    policy: Policy
    roster: Reading
    posted: Posted
    scores: list[Score]
    issues: list[Issue] = field(default_factory=list)

    def frame(self, name: str) -> pd.DataFrame:
        """An own table as it was read."""
        return self.readings[name].frame

    @property
    def note(self) -> str:
        """For 运行记录: the year, and the files that were read with their hashes."""
        read = [found.label for found in (self.source, self.inspections) if found]
        return "，".join([f"{self.year}年度", *read])

    def stop_at(self, problems: Sequence[Problem]) -> None:
        """Keep the notices; InputError with everything that must be mended."""
        found = to_issues(problems, self.readings)
        self.issues += found
        if any(issue.severity is Severity.ERROR for issue in found):
            raise InputError(found)


def desk(press: Press) -> Desk:
    """Everything read, checked and posted. InputError with the cells of all tables that cannot be read."""
    readings, source, inspections, changed, own = _read(press)
    overrides = (*overrides_of(press), *changed)
    year = scoring_year(overrides, source, press.today)
    policy = load(min(press.today, dt.date(year, 12, 31)), overrides)
    roster = _roster(readings[COUNTIES.name], source)
    by = standards(policy, own)
    found = Desk(readings, source, inspections, year, policy, roster, Posted(readings[LEDGER.name].frame), [])
    found.issues += [issue for reading in readings.values() for issue in reading.issues]
    found.issues += _two_lists(readings[COUNTIES.name], roster)
    found.stop_at(ledger_problems(found.frame(LEDGER.name), roster.frame, year, press.today, by))
    found.posted = post(found.frame(LEDGER.name), roster.frame, _feed(found), by, _inspected(found))
    found.issues += to_issues(found.posted.notices, readings)
    found.scores = scores(found.posted.frame, roster.frame)
    return found


def scoring_year(overrides: Sequence[Override], source: Neighbour | None, today: dt.date) -> int:
    """第6条: 计分年度 of sheet 参数; blank, that of the latest 期别 ranked, and without 调度排名 today's."""
    typed = next((str(o.value).strip() for o in overrides if o.name == YEAR), "")
    if typed:
        match = _YEAR.fullmatch(typed)
        if match is None:
            raise PolicyError(f"“参数”的{YEAR}“{typed}”不是年度。请填四位年份，如 2024，或清空")
        return int(match[1])
    periods = source.readings[HISTORY.name].values("期别") if source else ()
    return max((year_of(period) for period in periods if period), default=today.year)


def _read(
    press: Press,
) -> tuple[dict[str, Reading], Neighbour | None, Neighbour | None, list[Override], Standards]:
    """Own tables, 计分标准, 调度排名, 督导检查; what is wrong in any of them comes in one InputError."""
    issues: list[Issue] = []
    readings: dict[str, Reading] = {}
    source: Neighbour | None = None
    inspections: Neighbour | None = None
    changed: list[Override] = []
    own: Standards = {}
    try:
        readings = read_all(press.book, required=[LEDGER], optional=_OWN)
        changed, own = read_standard(readings[STANDARD.name])
    except InputError as error:
        issues += error.issues
    try:
        source = neighbour(press.folder, dispatch_ranking.WORKBOOK, (COUNTIES, HISTORY, LETTERS))
    except InputError as error:
        issues += error.issues
    try:
        inspections = neighbour(press.folder, INSPECTIONS, (POINT_EVENTS,))
    except InputError as error:
        issues += error.issues
    if issues:
        raise InputError(issues)
    return readings, source, inspections, changed, own


def _roster(own: Reading, source: Neighbour | None) -> Reading:
    """县区名单 of 调度排名; where that has none, the one typed here."""
    listed = source.readings[COUNTIES.name] if source else own
    found = listed if len(listed.frame) else own
    if not len(found.frame):
        problem = "没有县区名单，不知道哪些县参加计分"
        remedy = "把“调度排名”放进同一文件夹，或在本工作簿的“县区名单”填好各县的代码和名称"
        raise InputError([Issue(own.sheet, own.header, COUNTIES.name, "行政区划代码", "", problem, remedy)])
    return found


def _two_lists(own: Reading, used: Reading) -> list[Issue]:
    """A notice for each county that only the list typed here has: the other list counts."""
    if used is own:
        return []
    listed = set(used.values("行政区划代码"))
    problem = f"“{used.file}”的县区名单里没有这个县，本次以那份名单为准"
    remedy = "两份名单改成一样，或清空本工作簿的县区名单"
    return [
        own.issue(i, "行政区划代码", problem, remedy, Severity.NOTICE)
        for i, code in enumerate(own.values("行政区划代码"))
        if code not in listed
    ]


def _feed(found: Desk) -> Feed | None:
    """Lights and letters of counties in the list; a notice for the others."""
    if found.source is None:
        return None
    tables = found.source.readings
    taken = feed(tables[HISTORY.name].frame, tables[LETTERS.name].frame, found.year)
    return _listed(found, taken, tables[HISTORY.name], "代码", "亮灯和函件")


def _inspected(found: Desk) -> Feed | None:
    """What 督导计分 lets count, of counties in the list; a notice for the others."""
    if found.inspections is None:
        return None
    reading = found.inspections.readings[POINT_EVENTS.name]
    return _listed(found, inspection_feed(reading.frame, found.year), reading, "行政区划代码", "督导检查事项")


def _listed(found: Desk, taken: Feed, reading: Reading, column: str, what: str) -> Feed:
    listed = by_code(found.roster.frame)
    unknown = sorted({event.code for event in taken.events.values() if event.code not in listed})
    if unknown:
        problem = f"县区名单里没有代码{'、'.join(unknown)}，它们的{what}没有计分"
        table = reading.table.name
        found.issues.append(
            Issue(table, "", table, column, "", problem, "请核对县区名单", Severity.NOTICE, reading.file)
        )
    known = {key: event for key, event in taken.events.items() if event.code in listed}
    return replace(taken, events=known)
