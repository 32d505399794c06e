"""问题销号: problems closed, open or overdue; what follows for points and letters (第11条)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from xltools.buttons import project_library
from xltools.buttons.button import Press, Result
from xltools.buttons.inputs import checksum
from xltools.buttons.inspection_desk import Desk, open_desk, roster_issues, unknown_year, working_days
from xltools.buttons.library_file import all_projects
from xltools.buttons.neighbour import Neighbour, neighbour
from xltools.errors import InputError, Issue
from xltools.register.workdays import Calendar, UnknownYearError
from xltools.rules.art11.closeout import Standing, names_of, standing
from xltools.rules.art11.closeout import closeout as closed_out
from xltools.rules.art11.closings import city_closings, county_closings
from xltools.rules.art11.ledger import found_problems, project_notices, visit_counts, visit_problems
from xltools.rules.art11.points import foreign_rows, point_events
from xltools.rules.art11.tally import tallies
from xltools.tables.declared.inspections import (
    CITY_CLOSINGS,
    CLOSED,
    COUNTY_CLOSINGS,
    FOUND,
    NO_DATA,
    POINT_EVENTS,
    VISITS,
)
from xltools.tables.declared.projects import PROJECTS, PROPOSED
from xltools.tables.declared.register import HOLIDAYS


def closeout(press: Press) -> Result:
    """第11条: 问题台账 with states and days late, 销号情况 by county and city, 督导计分."""
    desk = open_desk(press, [FOUND], [VISITS, POINT_EVENTS, HOLIDAYS])
    found, visits = desk.readings[FOUND.name].frame, desk.readings[VISITS.name].frame
    library = neighbour(press.folder, project_library.WORKBOOK, (PROJECTS, PROPOSED), lenient=True)
    _check(desk, found, visits, library)
    press.progress("问题销号", 0, 1)
    days = working_days(desk, _years(desk, found))
    standings = _standings(desk, found, days.calendar)
    roster, year, policy, today = desk.roster.frame, desk.year, desk.policy, press.today
    ledger = closed_out(found, standings, names_of(roster), policy, today)
    made = tallies(found, standings, year)
    counties = county_closings(roster, visits, made, year, policy, today)
    cities = city_closings(roster, visits, made, year, today)
    events = point_events(ledger, standings, desk.readings[POINT_EVENTS.name].frame, year, policy)
    press.progress("问题销号", 1, 1)
    return Result(
        message=_message(desk, standings, counties, events) + _origin(desk, library),
        rows=len(ledger),
        tables=[
            (FOUND, ledger),
            (COUNTY_CLOSINGS, counties),
            (CITY_CLOSINGS, cities),
            (POINT_EVENTS, events),
            *days.tables,
        ],
        issues=[*desk.issues, *days.issues],
        facts=_facts(desk, standings, counties),
        note="；".join(filter(None, (f"{year}年度", library.label if library else ""))),
        inputs=checksum([found, visits, roster]),
        policy=policy,
    )


def _check(desk: Desk, found: pd.DataFrame, visits: pd.DataFrame, library: Neighbour | None) -> None:
    """InputError with every cell that cannot be."""
    roster, today = desk.roster.frame, desk.press.today
    problems = [
        *roster_issues(desk),
        *found_problems(found, roster, today),
        *visit_problems(visits, roster, today),
        *visit_counts(visits, found),
        *foreign_rows(desk.readings[POINT_EVENTS.name].frame),
    ]
    if library is not None:
        projects = all_projects(library)
        codes = dict(zip(projects["项目编码"], projects["行政区划代码"], strict=True))
        problems += project_notices(found, codes)
    desk.stop_at(problems)


def _years(desk: Desk, found: pd.DataFrame) -> list[int]:
    """From the first day a problem was found to the last a deadline can reach; none without problems."""
    if not len(found):
        return []
    dates = [date for name in ("检查日期", "整改期限") for date in found[name].dropna()]
    last = max(desk.press.today.year, *(date.year for date in dates))
    longest = max(desk.policy.whole(f"{weight}问题整改天数") for weight in ("严重", "一般"))
    reach = max(dates) + pd.Timedelta(days=2 * longest)
    return list(range(min(date.year for date in dates), max(last, reach.year) + 1))


def _standings(desk: Desk, found: pd.DataFrame, days: Calendar) -> list[Standing]:
    """How each problem stands today; InputError for those that reach into a year nobody told us about."""
    standings: list[Standing] = []
    unknown: list[Issue] = []
    for i, row in enumerate(found.to_dict("records")):
        try:
            standings.append(standing(row, days, desk.policy, desk.press.today))
        except UnknownYearError as error:
            unknown.append(unknown_year(desk.readings[FOUND.name], i, "整改期限", error.year))
    if unknown:
        raise InputError(unknown)
    return standings


def _message(desk: Desk, standings: Sequence[Standing], counties: pd.DataFrame, events: pd.DataFrame) -> str:
    late = int(counties["逾期未销号数"].sum())
    lights = counties["结论"].value_counts()
    blank = int(lights.get(NO_DATA, 0))
    mine = events[events["日期"].dt.year == desk.year]
    parts = (
        f"问题台账{len(standings)}个，已核销{sum(s.closed for s in standings)}个",
        f"逾期未销号{late}个、涉及{int((counties['逾期未销号数'] > 0).sum())}个县，"
        "“调度排名”计分排名时列入函件清单" if late else "没有逾期未销号的",
        f"{blank}个县没有检查数据，见“{COUNTY_CLOSINGS.name}”" if blank else "",
        f"拟计分{int((mine['是否计分'] == '是').sum())}件，请在“{POINT_EVENTS.name}”核对，"
        "再到“日常计分”按“计分汇总”" if len(mine) else "",
    )  # fmt: skip
    return f"{desk.year}年度{'；'.join(filter(None, parts))}"


def _origin(desk: Desk, library: Neighbour | None) -> str:
    told = f"。{library.said}" if library else "。文件夹里没有“项目库”，没有核对项目编码"
    return told + desk.origin


def _facts(desk: Desk, standings: Sequence[Standing], counties: pd.DataFrame) -> dict[str, Any]:
    """What --json and the demo's summary show."""
    states = Counter(each.state for each in standings)
    return {
        "year": desk.year,
        "problems": len(standings),
        "closed": states[CLOSED],
        "states": dict(states),
        "lights": {str(k): int(v) for k, v in counties["结论"].value_counts().items()},
        "overdue": counties.loc[counties["逾期未销号数"] > 0, "行政区划代码"].tolist(),
    }
