"""保障措施第三条: the appraisal's facts out of 调度排名, 日常计分 and 督导检查 (第6、11、12条)."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

from xltools.rules.art12.roster import Row, city_code, text
from xltools.rules.exact import as_shown, decimal_text, percent_text
from xltools.rules.safeguards.facts import (
    Fact,
    Facts,
    Scope,
    Tally,
    from_tallies,
    grouped,
    known,
    rows_of_year,
    unknown,
)
from xltools.rules.safeguards.money import Frames
from xltools.tables.declared.inspections import COUNTY_CLOSINGS, NO_DATA
from xltools.tables.declared.points import TOTALS
from xltools.tables.declared.ranking import CITY_RANKING, HISTORY, RANKING
from xltools.tables.model import blank

_HUNDRED = 100


def points(frames: Frames, scope: Scope) -> Facts:
    """第6条: 日常计分基准分 for a total of 0, 日常计分折算 more or less a point; a city by its counties."""
    rows = rows_of_year(frames[TOTALS.name], scope.year)
    tallies = {text(row["行政区划代码"]): _points(row, scope) for row in rows}
    return from_tallies(tallies, scope, "“计分结果”里没有这个县", "没有计分", full=False)


def spending(frames: Frames, scope: Scope) -> Facts:
    """第11条: 支出率 over the target of the last month of the year that was ranked; a city's own Σ/Σ."""
    counties, period = _latest(frames[RANKING.name], scope.year)
    cities, _ = _latest(frames[CITY_RANKING.name], scope.year)
    by_code = {text(row["行政区划代码"]): row for row in counties}
    by_code |= {city_code(text(row["行政区划代码"])): row for row in cities}
    return {unit.code: _spending(by_code.get(unit.code), period) for unit in (*scope.counties, *scope.cities)}


def ranking(frames: Frames, scope: Scope) -> Facts:
    """第12条: the mean of a unit's own 综合得分 over the rounds of the year in which it was ranked."""
    history = frames[HISTORY.name]
    mine = history[history["期别"].astype(str).str[:4] == str(scope.year)]
    rounds = mine["期别"].nunique()
    by_code = grouped((row for row in mine.to_dict("records") if row["参评"] == "是"), "代码")
    return {
        unit.code: _ranked(by_code.get(unit.code, []), rounds) for unit in (*scope.counties, *scope.cities)
    }


def closing(frames: Frames, scope: Scope) -> Facts:
    """第11条: problems closed, of those closed or overdue."""
    rows = rows_of_year(frames[COUNTY_CLOSINGS.name], scope.year)
    tallies = {text(row["行政区划代码"]): _closed(row) for row in rows}
    return from_tallies(
        tallies, scope, "“销号情况”里没有这个县", "没有到期的督导问题", full=True, due="个督导问题到期"
    )


def _points(row: Row, scope: Scope) -> Tally:
    if blank(row["得分"]) or blank(row["排名"]):
        return Tally(unknown="没有参加日常计分")
    total = as_shown(row["得分"])
    worth = scope.policy.number("日常计分基准分") + total * scope.policy.number("日常计分折算")
    rate = max(Fraction(0), min(Fraction(1), worth / _HUNDRED))
    return Tally(rate, Fraction(1), f"计分{decimal_text(total)}分，第{row['排名']:.0f}位")


def _latest(frame: pd.DataFrame, year: int) -> tuple[list[Row], str]:
    """The rows of the last 期别 of the year."""
    periods = [str(p) for p in frame["期别"] if str(p)[:4] == str(year)]
    period = max(periods, default="")
    return [*frame[frame["期别"] == period].to_dict("records")], period


def _spending(row: Row | None, period: str) -> Fact:
    if row is None or blank(row["支出率"]) or blank(row["序时目标"]):
        return unknown(f"{period or '当年'}没有排名")
    rate, due = as_shown(row["支出率"]), as_shown(row["序时目标"])
    return known(rate / due, f"{period}支出率{percent_text(rate, due)}，目标{percent_text(due)}")


def _ranked(rows: list[Row], rounds: int) -> Fact:
    scores = [as_shown(row["综合得分"]) for row in rows if not blank(row["综合得分"])]
    if not scores:
        return unknown("当年没有参加排名")
    mean = sum(scores, Fraction(0)) / len(scores)
    short = f"（全年{rounds}期，缺{rounds - len(scores)}期）" if len(scores) < rounds else ""
    return known(mean / _HUNDRED, f"{len(scores)}期平均{decimal_text(mean)}分{short}")


def _closed(row: Row) -> Tally:
    if row["结论"] == NO_DATA or blank(row["问题数"]):
        return Tally(unknown="没有督导检查记录")
    closed, late = int(row["已核销数"]), int(row["逾期未销号数"])
    said = f"问题{row['问题数']:.0f}个，已核销{closed}个、逾期未销号{late}个"
    return Tally(Fraction(closed), Fraction(closed + late), said)
