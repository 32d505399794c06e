"""The monthly 调度表 of the sample for any 期别: allocations by class, spending by month, all 模拟.

Money is reckoned in whole hundredths of 万元, so sums are exact and every figure has two decimals.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import ceil, exp
from random import Random
from typing import Any

import pandas as pd

from xltools.sample.edges import planted_months
from xltools.sample.pace import FINISHED, ISSUED, STARTED, spent_path, temper
from xltools.sample.planted_year import PLANTED_YEAR, planted_year
from xltools.sample.province import County
from xltools.tables.declared.dispatch import DISPATCH, FIGURES, LEVELS, STAGES

MEDIAN = {"国家重点帮扶县": 22_000, "省重点帮扶县": 14_000, "脱贫县": 9_000, "其他": 3_500}
"""万元 a county and year, by 县类别."""

SIGMA = 0.35
CENTRAL, PROVINCE, OWN = 0.60, 0.30, 0.10
"""By level; of a county's own tenth the city gives four parts, the county six."""

FIRST_YEAR = 2022

Figures = dict[str, int]
"""A row's FIGURES: money in hundredths of 万元, counts as they are."""


def dispatch(province: Iterable[County], periods: Iterable[str], seed: int) -> pd.DataFrame:
    """Table 调度表: one row a county and 期别, by 期别 then code; money in 万元."""
    counties = list(province)
    rows = [row(county, period, seed) for period in periods for county in counties]
    return pd.DataFrame(rows, columns=DISPATCH.names)


def figures(county: County, period: str, seed: int) -> Figures:
    """What a county would report truthfully at the end of the month."""
    year, month = int(period[:4]), int(period[5:])
    return _year(county, seed, year)[month - 1]


def takes_part(county: County, period: str) -> bool:
    """是否参评 in that 期别."""
    month = planted_months().get(county.code, {}).get(period)
    return county.ranked if month is None else month.ranked


def periods(first: str, last: str) -> list[str]:
    """The months from first to last, both included: 2022-10 … 2024-08."""
    start, stop = (int(p[:4]) * 12 + int(p[5:]) - 1 for p in (first, last))
    return [f"{k // 12}-{k % 12 + 1:02d}" for k in range(start, stop + 1)]


def money_columns() -> list[str]:
    """The FIGURES that are money."""
    return [c.name for c in FIGURES if c.unit == "万元"]


def row(county: County, period: str, seed: int) -> dict[str, Any]:
    """A row of 调度表 as it truly is."""
    own = figures(county, period, seed)
    money = set(money_columns())
    return {
        "期别": period,
        "行政区划代码": county.code,
        "市州": county.city,
        "县区": county.name,
        "县类别": county.kind,
        "是否参评": "是" if takes_part(county, period) else "否",
        **{name: value / 100 if name in money else value for name, value in own.items()},
    }


@lru_cache(maxsize=16384)
def _year(county: County, seed: int, year: int) -> list[Figures]:
    if not county.ranked:
        return [dict.fromkeys((c.name for c in FIGURES), 0)] * 12
    if year == PLANTED_YEAR and county.code in planted_months():
        return planted_year(county.code)
    return [_month(county, seed, year, month) for month in range(12)]


def _month(county: County, seed: int, year: int, month: int) -> Figures:
    own = invested(county, seed, year)
    return {
        **_money(county, seed, year, month, own),
        "上年市县投入": invested(county, seed, year - 1),
        "本年市县投入": own,
        **_projects(county, seed, year, month),
    }


def _money(county: County, seed: int, year: int, month: int, own: int) -> Figures:
    mood = temper(seed, county.code, year)
    total = _yearly(county, seed, year) * ISSUED[month]
    issued = (round(total * CENTRAL), round(total * PROVINCE), own * 4 // 10, own - own * 4 // 10)
    rate = spent_path(seed, county.code, year)[month]
    found: Figures = {}
    for level, amount, tilt in zip(LEVELS, issued, mood.tilt, strict=True):
        pace = min(1.0, rate * tilt)
        arrived = min(1.0, pace + mood.ahead)
        amounts = (amount, round(amount * arrived), round(amount * pace))
        found |= {f"{level}{stage}": value for stage, value in zip(STAGES, amounts, strict=True)}
    return found


def _projects(county: County, seed: int, year: int, month: int) -> Figures:
    mood = temper(seed, county.code, year)
    count, library = mood.projects, ceil(mood.projects * 1.3)
    started = min(count, ceil(count * STARTED[month] * mood.starts))
    finished = min(started, ceil(count * FINISHED[month] * mood.finishes))
    wobble = Random(f"{seed}/{county.code}/{year}/质量/{month}").uniform(0.6, 1.0)
    return {
        "项目总数": count,
        "开工数": started,
        "完工数": finished,
        "在库项目数": library,
        "问题项目数": int(library * mood.faulty * wobble),
    }


def _yearly(county: County, seed: int, year: int) -> float:
    """A county's allocation of the year in hundredths."""
    mood = temper(seed, county.code, year)
    return _base(county, seed) * mood.size * 1.02 ** (year - FIRST_YEAR)


def _base(county: County, seed: int) -> float:
    """Lognormal about the county's class; a planted county keeps the size it has in 2024."""
    if county.code in planted_months():
        return planted_months()[county.code][f"{PLANTED_YEAR}-09"].issued
    return MEDIAN[county.kind] * exp(SIGMA * Random(f"{seed}/{county.code}/规模").gauss(0.0, 1.0)) * 100


def invested(county: County, seed: int, year: int) -> int:
    """市县投入 of a year in hundredths; one year's 上年 is the year before's 本年."""
    if county.code in planted_months():
        return _anchored(county, seed, year)
    if year < FIRST_YEAR:
        return round(_base(county, seed) * OWN)
    return round(invested(county, seed, year - 1) * (1 + temper(seed, county.code, year).growth))


def _anchored(county: County, seed: int, year: int) -> int:
    """A planted county's funds: fixed in 2023 and 2024, worked out from there before and after."""
    fixed = planted_months()[county.code][f"{PLANTED_YEAR}-09"]
    if year == PLANTED_YEAR:
        return fixed.this_year
    if year == PLANTED_YEAR - 1:
        return fixed.last_year
    if year > PLANTED_YEAR:
        return round(_anchored(county, seed, year - 1) * (1 + temper(seed, county.code, year).growth))
    return round(_anchored(county, seed, year + 1) / (1 + temper(seed, county.code, year + 1).growth))
