"""第12条 全省拉通排位: counties and cities scored, ordered and explained; none is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art12.facts import Facts, city_facts, county_facts
from xltools.rules.art12.lights import Lights, bounds, lights
from xltools.rules.art12.roster import EXEMPT, MISSING, REPORTED, Unit, city_code, county_units
from xltools.rules.art12.scores import Scores, scale, score
from xltools.rules.periods import month_of
from xltools.tables.declared.ranking import CITY_RANKING, DIMENSIONS, RANKING

TIED = "并列"

_UNRANKED = {
    MISSING: "第12条 本期未上报，不排名；收到上报后重新排名",
    EXEMPT: "第12条 不参评（没有衔接资金任务），不排名",
}

_NO_COUNTY = "第12条 所辖县均不参评或未上报，不排名"


@dataclass(frozen=True, slots=True)
class Entry:
    """One ranked unit with everything that explains its place."""

    code: str
    facts: Facts
    scores: Scores
    lights: Lights


@dataclass(frozen=True, slots=True)
class Place:
    """A place, shared by equal totals (1, 1, 3)."""

    entry: Entry
    number: int
    tied: bool


def rank_counties(dispatch: pd.DataFrame, roster: pd.DataFrame, period: str, policy: Policy) -> pd.DataFrame:
    """第12条: 排名表 of a 期别: the ranked by place, below them 未上报 and 不参评 with 排名 blank.

    The 期别's rows must be free of ranking_problems.
    """
    units = county_units(dispatch, roster, period)
    by_code = {u.code: u for u in units}
    places = order(entries(county_facts(dispatch, units, policy), policy, month_of(period)))
    due = scale(policy, month_of(period)).序时目标
    rows = [_names(period, by_code[p.entry.code]) | _scored(p, due) for p in places]
    below = [u for standing in (MISSING, EXEMPT) for u in units if u.standing == standing]
    rows += [_names(period, u) | _unscored(_UNRANKED[u.standing]) for u in below]
    return _frame(rows, RANKING.names)


def rank_cities(dispatch: pd.DataFrame, roster: pd.DataFrame, period: str, policy: Policy) -> pd.DataFrame:
    """第12条: 市州排名表: each dimension from the sums over the city's 参评 counties, never a mean of rates.

    Cities are told apart by the first four digits of the code; one with no 参评 county stands below.
    """
    units = county_units(dispatch, roster, period)
    cities = _cities(units)
    sums = city_facts(county_facts(dispatch, units, policy))
    places = order(entries(sums, policy, month_of(period)))
    due = scale(policy, month_of(period)).序时目标
    rows = [_city_row(period, cities[p.entry.code], _scored(p, due)) for p in places]
    empty = [cities[code] for code in sorted(cities) if code not in sums]
    rows += [_city_row(period, counties, _unscored(_NO_COUNTY)) for counties in empty]
    return _frame(rows, CITY_RANKING.names)


def entries(facts: Mapping[str, Facts], policy: Policy, month: int) -> list[Entry]:
    """第12条: scores and lights of each unit's facts, by code."""
    by, limits = scale(policy, month), bounds(policy)
    scored = [(code, own, score(own, by)) for code, own in facts.items()]
    return [Entry(code, own, points, lights(own, points, by, limits, month)) for code, own, points in scored]


def order(ranked: Iterable[Entry]) -> list[Place]:
    """第12条: by total, inside equal totals by 支出率 and then code; equal totals share a place."""
    listed = sorted(ranked, key=lambda e: (-e.scores.综合, -e.facts.支出率, e.code))
    totals = [e.scores.综合 for e in listed]
    numbers = places(totals)
    shared = {total for one, total in pairwise(totals) if one == total}
    return [Place(e, numbers[e.scores.综合], e.scores.综合 in shared) for e in listed]


def places(totals: Iterable[Fraction]) -> dict[Fraction, int]:
    """第12条: the place of each total, the highest first; equal totals share one (1, 1, 3)."""
    first: dict[Fraction, int] = {}
    for number, total in enumerate(sorted(totals, reverse=True), 1):
        first.setdefault(total, number)
    return first


def _cities(units: Iterable[Unit]) -> dict[str, list[Unit]]:
    cities: dict[str, list[Unit]] = {}
    for unit in units:
        cities.setdefault(city_code(unit.code), []).append(unit)
    return cities


def _names(period: str, unit: Unit) -> dict[str, Any]:
    return {"期别": period, "行政区划代码": unit.code, "市州": unit.city, "县区": unit.name}


def _city_row(period: str, counties: Sequence[Unit], scored: dict[str, Any]) -> dict[str, Any]:
    """`scored` with the city's names, and in 依据 the counties that did not report."""
    missing = [u.name for u in counties if u.standing == MISSING]
    absent = f"；未上报{len(missing)}个未计入：{'、'.join(missing)}" if missing else ""
    return {
        "期别": period,
        "行政区划代码": city_code(counties[0].code),
        "市州": counties[0].city,
        "参评县数": sum(u.standing == REPORTED for u in counties),
        **scored,
        "依据": scored["依据"] + absent,
    }


def _scored(place: Place, due: Fraction) -> dict[str, Any]:
    points, state = place.entry.scores, place.entry.lights
    return {
        "支出率": float(place.entry.facts.支出率),
        "序时目标": float(due),
        **{f"{d}得分": float(getattr(points, d)) for d in (*DIMENSIONS, "综合")},
        "排名": place.number,
        "并列": TIED if place.tied else "",
        **{f"{d}状态": getattr(state, d) for d in (*DIMENSIONS, "综合")},
        "依据": state.依据,
    }


def _unscored(why: str) -> dict[str, Any]:
    return {**{f"{d}状态": "" for d in (*DIMENSIONS, "综合")}, "并列": "", "依据": why}


def _frame(rows: list[dict[str, Any]], columns: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=columns)
    numbers = [c for c in columns if c.endswith(("得分", "率", "目标"))]
    return frame.astype({**dict.fromkeys(numbers, "float64"), "排名": "Int64"})
