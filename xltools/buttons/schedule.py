"""督导计划: the year's calendar as a table and as .ics files, what the officer typed kept (第11条)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd

from xltools.buttons.button import Press, Result
from xltools.buttons.inputs import checksum
from xltools.buttons.inspection_desk import Days, Desk, open_desk, roster_issues, unknown_year, working_days
from xltools.calendar_file import ToDo, ics
from xltools.errors import InputError
from xltools.hosts.replace import replace_files
from xltools.register.workdays import UnknownYearError
from xltools.rules.art11.calendar import COUNTY_DESK, VISIT, Duty, duties
from xltools.rules.art11.ledger import visit_problems
from xltools.rules.art11.schedule import Planned, moved_to_rest, of_year, schedule_problems
from xltools.rules.art11.schedule import schedule as planned_year
from xltools.tables.declared.inspections import DONE, LATE, SCHEDULE, VISITS
from xltools.tables.declared.register import HOLIDAYS

CALENDAR = "督导计划.ics"
CITY_CALENDARS = "督导计划"
"""Folder of one calendar a city."""


def schedule(press: Press) -> Result:
    """第11条: 督导计划, 督导计划.ics and one calendar a city."""
    desk = open_desk(press, [], [SCHEDULE, VISITS, HOLIDAYS])
    existing, visits = desk.readings[SCHEDULE.name].frame, desk.readings[VISITS.name].frame
    desk.stop_at(
        [
            *roster_issues(desk),
            *schedule_problems(existing, desk.year, press.today),
            *visit_problems(visits, desk.roster.frame, press.today),
        ]
    )
    press.progress("督导计划", 0, 1)
    found = duties(desk.roster.frame, desk.year, desk.policy)
    days = working_days(desk, _years(desk))
    table = _scheduled(desk, found, days)
    lines = of_year(table, desk.year)
    files = _files(press, lines, desk)
    press.progress("督导计划", 1, 1)
    return Result(
        message=_message(desk, found, lines) + desk.origin,
        rows=len(lines),
        tables=[(SCHEDULE, table), *days.tables],
        files=files,
        issues=[*desk.issues, *days.issues],
        facts=_facts(desk, lines),
        note=f"{desk.year}年度",
        inputs=checksum([desk.roster.frame, existing, visits]),
        policy=desk.policy,
    )


def _years(desk: Desk) -> list[int]:
    """The year; the next one too where the last days of December may move on into it."""
    onward = desk.policy.text("底前期限遇休息日") == "顺延"
    return [desk.year, desk.year + 1] if onward else [desk.year]


def _scheduled(desk: Desk, found: Sequence[Duty], days: Days) -> pd.DataFrame:
    reading = desk.readings[SCHEDULE.name]
    visits = desk.readings[VISITS.name].frame
    try:
        desk.stop_at(moved_to_rest(reading.frame, days.calendar, desk.year))
        return planned_year(
            found, reading.frame, visits, days.calendar, desk.year, desk.policy, desk.press.today
        )
    except UnknownYearError as error:
        raise InputError([unknown_year(desk.readings[HOLIDAYS.name], 0, "日期", error.year)]) from None


def _files(press: Press, lines: Sequence[Planned], desk: Desk) -> list[Path]:
    """The .ics files, all or none."""
    ahead = desk.policy.whole("日历提前提醒天数")
    name = f"{desk.year}年衔接资金督导计划"
    contents = {press.out / CALENDAR: ics(name, _provincial(lines, desk.year), press.today, ahead)}
    for city, mine in _by_city(lines).items():
        path = press.out / CITY_CALENDARS / f"{city}.ics"
        contents[path] = ics(f"{name}（{city}）", map(_todo, mine), press.today, ahead)
    replace_files(contents)
    return list(contents)


def _provincial(lines: Sequence[Planned], year: int) -> list[ToDo]:
    """All lines, a month's visits of all cities as one: 21 a month would bury the rest."""
    visits = [line for line in lines if line.row["事项"] == VISIT]
    others = [_todo(line) for line in lines if line.row["事项"] != VISIT]
    months = groupby(sorted(visits, key=lambda line: line.key), key=lambda line: line.key[:7])
    merged = [_month_of_visits(month, list(mine)) for month, mine in months]
    return sorted([*others, *merged], key=lambda each: (each.date, each.key))


def _month_of_visits(month: str, visits: Sequence[Planned]) -> ToDo:
    text = "\n".join(f"{line.row['市州']}：{line.row['内容']}（{line.date:%m-%d}前）" for line in visits)
    done = all(line.row["状态"] == DONE for line in visits)
    title = f"各市（州）{int(month[5:])}月督导（{len(visits)}个市州）"
    return ToDo(f"{month}-V", max(line.date for line in visits), title, text, done)


def _by_city(lines: Sequence[Planned]) -> dict[str, list[Planned]]:
    """Each city's own visits, and what is everybody's."""
    cities = sorted({line.row["市州"] for line in lines if line.row["事项"] == VISIT})
    shared = [line for line in lines if line.row["责任单位"] == COUNTY_DESK]
    return {
        city: sorted(
            [*(line for line in lines if line.row["市州"] == city), *shared],
            key=lambda line: (line.date, line.key),
        )
        for city in cities
    }


def _todo(line: Planned) -> ToDo:
    row = line.row
    who = f"责任单位：{row['责任单位']}\n" if row["责任单位"] else ""
    text = f"{row['内容'] or ''}\n{who}{row['依据']}"
    title = f"{row['市州']}{row['事项']}" if row["市州"] else str(row["事项"])
    return ToDo(line.key, line.date, title, text, row["状态"] == DONE)


def _message(desk: Desk, found: Sequence[Duty], lines: Sequence[Planned]) -> str:
    visits = [duty for duty in found if duty.counties]
    cities = {duty.city_code for duty in visits}
    resting = int((desk.roster.frame["是否参评"] == "否").sum())
    late = [line for line in lines if line.row["状态"] == LATE]
    parts = (
        f"{desk.year}年督导计划共{len(lines)}项：{len(cities)}个市（州）每月督导{len(visits)}次，"
        f"其余{len(lines) - len(visits)}项",
        f"不参评（没有衔接资金任务）的{resting}个县不列" if resting else "",
        _late_text(late),
        f"已生成“{CALENDAR}”和“{CITY_CALENDARS}”文件夹里各市（州）的日历，可导入日历软件",
    )
    return "；".join(filter(None, parts))


def _late_text(late: Sequence[Planned]) -> str:
    if not late:
        return ""
    return f"逾期{len(late)}项，办过的填“完成日期”，督导过的补记“督导记录”"


def _facts(desk: Desk, lines: Sequence[Planned]) -> dict[str, Any]:
    states = [line.row["状态"] for line in lines]
    return {"year": desk.year, "lines": len(lines), "states": {s: states.count(s) for s in set(states)}}
