"""保障措施第三条: the appraisal's facts out of 资金监管 (第1、3条)."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from xltools.rules.art12.roster import Row, text
from xltools.rules.exact import as_shown, percent_text
from xltools.rules.safeguards.facts import (
    Fact,
    Facts,
    Scope,
    Tally,
    from_tallies,
    grouped,
    known,
    not_due,
    of_lights,
    rows_of_year,
    unknown,
)
from xltools.tables.declared.appraisal import LEVELS
from xltools.tables.declared.money_results import (
    DISCLOSURE_CHECK,
    FUNDING,
    INDUSTRY_SHARES,
    NO_DATA,
    PAYMENT_SUMMARY,
)
from xltools.tables.declared.ranking import LIGHTS
from xltools.tables.model import blank

Frames = Mapping[str, pd.DataFrame]


def industry(frames: Frames, scope: Scope) -> Facts:
    """第1条: the verdicts of 中央 and 省级 shares; a city by its own, of its own sums."""
    rows = [row for row in rows_of_year(frames[INDUSTRY_SHARES.name], scope.year) if row["级别"] in LEVELS]
    by_code = grouped(rows, "代码")
    return {unit.code: _industry(by_code.get(unit.code), scope) for unit in (*scope.counties, *scope.cities)}


def funding(frames: Frames, scope: Scope) -> Facts:
    """第3条: 投入比对, the worse of its two verdicts; a city by how many of its counties are what."""
    rows = rows_of_year(frames[FUNDING.name], scope.year)
    tallies = {text(row["行政区划代码"]): _funding(row, scope) for row in rows}
    return from_tallies(
        tallies, scope, "“投入比对”里没有这个县", "没有可比的投入", full=False, due="个县可比"
    )


def payment(frames: Frames, scope: Scope) -> Facts:
    """第3条: projects paid up in time, of those that were due."""
    tallies = {
        text(row["行政区划代码"]): _payment(row, scope)
        for row in frames[PAYMENT_SUMMARY.name].to_dict("records")
    }
    return from_tallies(
        tallies, scope, "“拨付汇总”里没有这个县", "没有到期应付清的项目", full=False, due="个项目到期应付清"
    )


def disclosure(frames: Frames, scope: Scope) -> Facts:
    """第3条: what was made public as it should, of what was due; a city's own matters count for it too."""
    by_code = grouped(rows_of_year(frames[DISCLOSURE_CHECK.name], scope.year))
    tallies = {code: _lit(rows, scope) for code, rows in by_code.items()}
    return from_tallies(
        tallies, scope, "“公开核查”里没有这个县", "没有到期应公开的事项", full=False, due="项应公开"
    )


def _industry(rows: list[Row] | None, scope: Scope) -> Fact:
    if not rows:
        return unknown("“产业占比”里没有这一行政区划代码")
    blind = [text(row["资金级次"]) for row in rows if row["结论"] == NO_DATA]
    if blind:
        return unknown(f"{'、'.join(blind)}资金的产业占比无数据")
    judged = [row for row in rows if row["结论"] in LIGHTS]
    if not judged:
        return not_due("没有中央、省级资金")
    tally = of_lights((row["结论"] for row in judged), scope.policy)
    return known(tally.good / tally.total, "、".join(f"{r['资金级次']}{r['结论']}" for r in judged))


def _funding(row: Row, scope: Scope) -> Tally:
    growth = "" if blank(row["增长率"]) else f"，比上年{percent_text(as_shown(row['增长率']))}"
    if row["结论"] == NO_DATA or blank(row["结论"]):
        return Tally(unknown=f"投入比对没有结论：{text(row['依据'])}")
    return of_lights([row["结论"]], scope.policy, f"{row['结论']}{growth}")


def _payment(row: Row, scope: Scope) -> Tally:
    if row["结论"] == NO_DATA or blank(row["结论"]):
        return Tally(unknown=f"拨付汇总没有结论：{text(row['依据'])}")
    names = ("按期付清数", "逾期数", "严重逾期数")
    on_time, late, very_late = (0 if blank(row[name]) else int(row[name]) for name in names)
    lights = [light for light, n in zip(LIGHTS, (on_time, late, very_late), strict=True) for _ in range(n)]
    return of_lights(lights, scope.policy, f"按期付清{on_time}个、逾期{late}个、严重逾期{very_late}个")


def _lit(rows: list[Row], scope: Scope) -> Tally:
    blind = sum(row["结论"] == NO_DATA for row in rows)
    if blind:
        return Tally(unknown=f"公开核查有{blind}项无数据")
    return of_lights((row["结论"] for row in rows), scope.policy)
