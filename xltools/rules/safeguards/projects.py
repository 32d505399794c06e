"""保障措施第三条: facts out of 资金分配, 项目库, 备案审查, 资产盘活 (第5、9、10、13–16条)."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pandas as pd

from xltools.rules.art10.list import CLOSED
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
    of_lights,
    rows_of_year,
    unknown,
)
from xltools.rules.safeguards.money import Frames
from xltools.tables.declared.appraisal import LEVELS
from xltools.tables.declared.assets import BY_COUNTY_ASSETS, HAVE
from xltools.tables.declared.filing import OPINIONS, UNFILED
from xltools.tables.declared.pilots import NO_DATA, PILOT_STATE
from xltools.tables.declared.project_results import CLEANUP, QUALITY_SUMMARY
from xltools.tables.declared.projects import KEEP, REMOVED
from xltools.tables.declared.review import PROBLEMS
from xltools.tables.model import blank


def pilots(frames: Frames, scope: Scope) -> Facts:
    """第5条: the verdicts of granted pilots; a county without one is 不适用."""
    by_code = grouped(rows_of_year(frames[PILOT_STATE.name], scope.year))
    tallies = {unit.code: Tally() for unit in scope.counties}
    tallies |= {code: _pilots(rows, scope) for code, rows in by_code.items()}
    return from_tallies(tallies, scope, "", "没有批复的试点", full=False, due="个试点批复")


def quality(frames: Frames, scope: Scope) -> Facts:
    """第9条: 1 where no project has an issue, 0 from 质量零分问题率 on, straight between."""
    rows = frames[QUALITY_SUMMARY.name].to_dict("records")
    by_code = {text(row["行政区划代码"]): row for row in rows if row["级别"] in LEVELS}
    return {unit.code: _quality(by_code.get(unit.code), scope) for unit in (*scope.counties, *scope.cities)}


def cleanup(frames: Frames, scope: Scope) -> Facts:
    """第9条: of what was to be removed in the year, how much was; what an officer decided to keep is kept."""
    removed, due = frames[REMOVED.name], frames[CLEANUP.name]
    years = pd.to_datetime(removed["清除日期"]).dt.year
    done = removed[years == scope.year]["行政区划代码"].map(text).value_counts()
    open_rows = due[(due["处理"] != KEEP) & (due["是否确认"] != "否")]
    left = open_rows["行政区划代码"].map(text).value_counts()
    tallies = {c.code: _cleaned(int(done.get(c.code, 0)), int(left.get(c.code, 0))) for c in scope.counties}
    return from_tallies(tallies, scope, "", "没有应清除的项目", full=True, due="个项目应清除")


def filing(frames: Frames, scope: Scope) -> Facts:
    """第10条: issues mended, of those mended or past 整改期限; a county that filed no plan has nothing."""
    opinions = [r for r in frames[OPINIONS.name].to_dict("records") if str(r["期别"])[:4] == str(scope.year)]
    latest = {text(row["代码"]): row for row in sorted(opinions, key=lambda row: str(row["期别"]))}
    problems = grouped(frames[PROBLEMS.name].to_dict("records"))
    tallies = {code: _filed(row, problems.get(code, []), scope.today) for code, row in latest.items()}
    return from_tallies(
        tallies,
        scope,
        "“意见书清单”里没有这个县",
        "没有到期的审查问题",
        full=True,
        due="个审查问题到期（没有报送计划的县计1个）",
    )


def assets(frames: Frames, scope: Scope) -> Facts:
    """第13–16条: assets revived, of those that were to be."""
    rows = frames[BY_COUNTY_ASSETS.name].to_dict("records")
    tallies = {text(row["行政区划代码"]): _revived(row) for row in rows}
    return from_tallies(
        tallies, scope, "“资产分县汇总”里没有这个县", "没有应盘活的资产", full=False, due="项资产应盘活"
    )


def _pilots(rows: list[Row], scope: Scope) -> Tally:
    blind = sum(row["结论"] == NO_DATA for row in rows)
    if blind:
        return Tally(unknown=f"{blind}项试点无数据，请补“试点台账”")
    return of_lights((text(row["结论"]) for row in rows), scope.policy)


def _quality(row: Row | None, scope: Scope) -> Fact:
    if row is None or blank(row["问题率"]):
        return unknown("“数据质量汇总”里没有，或没有在库项目")
    share = as_shown(row["问题率"])
    counts = f"{row['问题项目数']:.0f}/{row['在库项目数']:.0f}"
    worst = scope.policy.share("质量零分问题率")
    return known(1 - share / worst, f"问题率{percent_text(share)}（{counts}）")


def _cleaned(done: int, left: int) -> Tally:
    return Tally(Fraction(done), Fraction(done + left), f"已清除{done}个、应清除未清除{left}个")


def _filed(opinion: Row, problems: list[Row], today: dt.date) -> Tally:
    if opinion["审查结论"] == UNFILED:
        return Tally(Fraction(0), Fraction(1), "没有报送年度计划")
    mended = sum(row["状态"] == CLOSED for row in problems)
    late = sum(row["状态"] != CLOSED and row["整改期限"] < pd.Timestamp(today) for row in problems)
    said = f"问题{len(problems)}个，已整改{mended}个、逾期未整改{late}个"
    return Tally(Fraction(mended), Fraction(mended + late), said)


def _revived(row: Row) -> Tally:
    if row["数据情况"] != HAVE:
        return Tally(unknown=f"资产台账{text(row['数据情况'])}")
    due, done = (0 if blank(row[name]) else int(row[name]) for name in ("应盘活数", "已盘活数"))
    return Tally(Fraction(done), Fraction(due), f"应盘活{due}个、已盘活{done}个")
