"""督导检查 of the sample province: who was inspected from January to September 2024, what was found. 模拟."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Any

import pandas as pd

from xltools.sample.edges import rows
from xltools.sample.library import library
from xltools.sample.province import County
from xltools.tables.declared.inspections import BY_PHONE, CITY_VISIT, FOUND, ON_SITE, UNANNOUNCED, VISITS
from xltools.tables.declared.projects import NOT_STARTED
from xltools.tables.frame import make_frame
from xltools.tables.model import Table

PRESSED = dt.date(2024, 10, 8)
"""The day on which the planted problems stand as planted_inspections.csv says."""

YEAR, MONTHS = 2024, range(1, 10)

MISSED_MONTH = 6
"""The month in which one city inspected nobody."""

SKIPPED_MONTH = 3
"""The month in which another left one county out."""

_TYPED = (
    "来源", "问题类别", "严重程度", "检查日期", "整改期限", "整改情况", "佐证材料", "销号申请日期",
    "核销意见", "核销日期",
)  # fmt: skip

_FEWEST = 8
"""Counties below which no city misses a month: there would be none left that did not."""

_FOUND_SHARE = 0.4
"""Of the counties without a planted problem, how many had one that is closed."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Lapses:
    """Who did not inspect, or was not: the city without `MISSED_MONTH`, the county left out in
    `SKIPPED_MONTH`, the one never seen on site, the one nobody inspected at all.
    """

    city: str = ""
    skipped: str = ""
    never_on_site: str = ""
    never: str = ""


@dataclass(frozen=True, slots=True)
class PlantedProblem:
    """One problem as typed, and how it stands on `PRESSED`."""

    row: Row
    case: dict[str, str]

    @property
    def code(self) -> str:
        """行政区划代码."""
        return str(self.row["行政区划代码"])

    @property
    def number(self) -> str:
        """编号."""
        return str(self.row["编号"])


@lru_cache(maxsize=2)
def planted_problems(counties: tuple[County, ...], seed: int) -> list[PlantedProblem]:
    """The planted cases, each 县 of the file at a county of its own while there are enough; then the usual
    ones, closed in time.
    """
    able = [county for county in counties if county.ranked and county.code != lapses(counties).never]
    if not able:
        return []
    cases = rows("planted_inspections.csv")
    chosen = _spread(able, max(int(case["县"]) for case in cases), seed)
    made = [(case, chosen[int(case["县"]) - 1]) for case in cases]
    taken = {county.code for county in chosen}
    made += [(_usual(county, seed), county) for county in able if _had_one(county, taken, seed)]
    made.sort(key=lambda each: (each[0]["检查日期"], each[1].code))
    return _numbered(made, _projects(counties, seed), seed)


def lapses(counties: Sequence[County]) -> Lapses:
    """Four counties or cities apart from each other; none where there are too few."""
    ranked = [county for county in counties if county.ranked]
    cities = list(dict.fromkeys(county.city_code for county in ranked))
    if len(ranked) < _FEWEST or len(cities) < _FEWEST:
        return Lapses()
    firsts = {city: next(c.code for c in ranked if c.city_code == city) for city in cities}
    third, half = cities[len(cities) // 3], cities[len(cities) // 2]
    return Lapses(cities[1], firsts[third], firsts[half], firsts[cities[-1]])


def found(counties: tuple[County, ...], seed: int) -> pd.DataFrame:
    """Table 问题台账 as the officers typed it."""
    return _frame(FOUND, [problem.row for problem in planted_problems(counties, seed)])


def visits(counties: tuple[County, ...], seed: int) -> pd.DataFrame:
    """Table 督导记录: the cities' visits by month, and the occasions on which problems were found."""
    occasions = list(_occasions(planted_problems(counties, seed)))
    same = {_occasion(row) for row in occasions}
    made = [*(row for row in _monthly(counties, seed) if _occasion(row) not in same), *occasions]
    made.sort(key=lambda row: (row["日期"], row["行政区划代码"]))
    return _frame(VISITS, made)


def _spread(able: Sequence[County], many: int, seed: int) -> list[County]:
    """`many` counties at random, each once while there are enough."""
    shuffled = Random(f"{seed}/督导检查").sample(able, len(able))
    return [shuffled[n % len(shuffled)] for n in range(many)]


def _had_one(county: County, taken: set[str], seed: int) -> bool:
    return county.code not in taken and Random(f"{seed}/{county.code}/问题").random() < _FOUND_SHARE


def _usual(county: County, seed: int) -> dict[str, str]:
    """A problem of the spring, applied for long before its deadline and closed."""
    rng = Random(f"{seed}/{county.code}/问题/内容")
    day = dt.date(YEAR, rng.randint(2, 6), rng.randint(1, 26))
    applied, closed = (
        day + dt.timedelta(days=rng.randint(5, 20)),
        day + dt.timedelta(days=rng.randint(21, 29)),
    )
    return {
        "情形": "按期核销", "来源": rng.choice(("市州月督导", "省季抽查")),
        "问题类别": rng.choice(("工程质量问题", "利益联结不落实", "资产管护不到位")), "严重程度": "一般",
        "检查日期": str(day), "整改期限": "", "整改情况": "已整改", "佐证材料": "模拟照片2张",
        "销号申请日期": str(applied), "核销意见": "同意", "核销日期": str(closed),
        "状态": "已核销", "逾期天数": "0", "县结论": "绿", "函件": "", "计分": "", "依据": "申请早于30天期限",
    }  # fmt: skip


def _numbered(
    made: Sequence[tuple[dict[str, str], County]], projects: dict[str, Row], seed: int
) -> list[PlantedProblem]:
    counts: dict[str, int] = {}
    found = []
    for case, county in made:
        year = case["检查日期"][:4]
        counts[year] = counts.get(year, 0) + 1
        row = _problem(case, county, projects.get(county.code), seed)
        found.append(PlantedProblem(row | {"编号": f"{year}-{counts[year]:04d}"}, case))
    return found


def _problem(case: dict[str, str], county: County, project: Row | None, seed: int) -> Row:
    rng = Random(f"{seed}/{county.code}/{case['情形']}/金额")
    closed = {"核销人": "模拟核销人"} if case["核销日期"] else {}
    typed = {name: _value(name, case[name]) for name in _TYPED}
    return typed | closed | {
        "行政区划代码": county.code,
        "市州": county.city,
        "县区": county.name,
        "检查文号": f"模拟督〔{case['检查日期'][:4]}〕{rng.randint(1, 40)}号",
        "项目编码": project["项目编码"] if project else None,
        "问题描述": f"模拟：{case['情形']}",
        "涉及金额": float(rng.randint(2, 40)),
    }  # fmt: skip


def _projects(counties: tuple[County, ...], seed: int) -> dict[str, Row]:
    """One project under way of each county, out of 项目库."""
    listed = library(counties, seed)
    begun = listed[(listed["实施状态"] != NOT_STARTED) & ~listed["项目编码"].duplicated(keep=False)]
    return {row["行政区划代码"]: dict(row) for row in begun.to_dict("records")}  # type: ignore[arg-type]


def _monthly(counties: Sequence[County], seed: int) -> Iterator[Row]:
    """Every city sees a third of its counties on site each month, and calls or surprises the others."""
    gaps = lapses(counties)
    for number, county in enumerate(county for county in counties if county.ranked):
        for month in MONTHS:
            if _left_out(county, month, gaps):
                continue
            rng = Random(f"{seed}/{county.code}/督导/{month}")
            on_site = (number + month) % 3 == 0
            way = ON_SITE if on_site else rng.choice((BY_PHONE, BY_PHONE, UNANNOUNCED))
            yield {
                "日期": _weekday(month, rng),
                "行政区划代码": county.code,
                "市州": county.city,
                "县区": county.name,
                "来源": CITY_VISIT,
                "方式": BY_PHONE if county.code == gaps.never_on_site else way,
                "发现问题数": 0,
                "备注": "模拟",
            }


def _left_out(county: County, month: int, gaps: Lapses) -> bool:
    return (
        county.code == gaps.never
        or (county.city_code == gaps.city and month == MISSED_MONTH)
        or (county.code == gaps.skipped and month == SKIPPED_MONTH)
    )


def _occasions(problems: Sequence[PlantedProblem]) -> Iterator[Row]:
    """One visit for each county, day and 来源 on which something was found."""
    found: dict[tuple[str, Any, str], Row] = {}
    for problem in problems:
        row = problem.row
        key = problem.code, row["检查日期"], row["来源"]
        own = {name: row[name] for name in ("行政区划代码", "市州", "县区", "来源")}
        usual = own | {"日期": row["检查日期"], "方式": ON_SITE, "发现问题数": 0, "备注": "模拟"}
        found.setdefault(key, usual)["发现问题数"] += 1
    yield from found.values()


def _occasion(row: Row) -> tuple[Any, ...]:
    return row["日期"], row["行政区划代码"], row["来源"]


def _frame(table: Table, listed: Sequence[Row]) -> pd.DataFrame:
    return make_frame(table, {name: [row.get(name) for row in listed] for name in table.names})


def _weekday(month: int, rng: Random) -> dt.datetime:
    """A day from Monday to Friday."""
    day = dt.datetime(YEAR, month, rng.randint(3, 26))
    return day - dt.timedelta(days=max(0, day.weekday() - 4))


def _value(name: str, typed: str) -> Any:
    if not typed:
        return None
    return dt.datetime.fromisoformat(typed) if "日期" in name or name == "整改期限" else typed
