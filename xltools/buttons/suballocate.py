"""二次分配: what a 市(州) received, over its counties by its own weights, to the last 万元 (第4条)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from xltools.buttons.appraisal_file import grades_file
from xltools.buttons.button import Press, Result
from xltools.buttons.inputs import checksum, overrides_of, read_all
from xltools.errors import InputError, Issue, Severity
from xltools.policy import load
from xltools.rules.art04.second import CITY_CODE, of_city
from xltools.rules.art04.second import suballocate as share_out
from xltools.rules.art04.second_input import second_problems
from xltools.rules.problems import to_issues
from xltools.tables.declared.allocation import DRAFT, FACTOR_TABLE, SECOND_ALLOCATION, SECOND_DRAFT
from xltools.tables.declared.allocation_second import CITY_FACTORS, CITY_WEIGHTS, RECEIVED
from xltools.tables.model import Reading


def suballocate(press: Press) -> Result:
    """第4条 二次分配: every city of 二次分配资金; each gives out exactly what it received."""
    press.progress("读取各表", 0, 1)
    overrides = overrides_of(press)
    readings = read_all(
        press.book, required=[FACTOR_TABLE, RECEIVED, CITY_WEIGHTS], optional=[CITY_FACTORS, DRAFT]
    )
    received = readings[RECEIVED.name]
    year = _year(received)
    policy = load(dt.date(year, 1, 1), overrides)
    grades = grades_file(press.folder, readings[FACTOR_TABLE.name], year)
    frames = [grades.factors, *(readings[t.name].frame for t in (RECEIVED, CITY_WEIGHTS, CITY_FACTORS))]
    factors, funds, weights, own = frames
    provincial = _provincial(readings[DRAFT.name].frame, year)
    issues = [
        *(issue for reading in readings.values() for issue in reading.issues),
        *to_issues(second_problems(factors, funds, weights, own, policy, provincial), readings),
        *_other_totals(received, provincial),
    ]
    if any(issue.severity is Severity.ERROR for issue in issues):
        raise InputError(issues)
    made = share_out(factors, funds, weights, own, policy, provincial)
    press.progress("二次分配", 1, 1)
    return Result(
        message=_message(year, funds, made.result, provincial),
        rows=len(made.result),
        tables=[(SECOND_ALLOCATION, made.result), (SECOND_DRAFT, made.draft)],
        issues=issues,
        facts={
            "year": year,
            "pools": made.summary[["资金级次", "资金池", "分配合计", "差额"]].to_dict("records"),
        },
        note=f"{year}年度，{funds[CITY_CODE].nunique()}个市州",
        inputs=checksum(frames),
        policy=policy,
    )


def _year(received: Reading) -> int:
    """The year of what was received. InputError where nothing was."""
    years = [int(year) for year in received.values("年度") if year]
    if years:
        return max(years)
    problem, remedy = "没有填收到的资金", "请填市州代码、级次、年度和金额"
    raise InputError([Issue(received.sheet, received.header, RECEIVED.name, "金额", "", problem, remedy)])


def _provincial(draft: pd.DataFrame, year: int) -> pd.DataFrame | None:
    """The province's 测算底稿 of the year, where this workbook holds it: 专项 and 奖惩 stay in place."""
    mine = draft[draft["年度"] == year]
    return mine if len(mine) else None


def _other_totals(received: Reading, provincial: pd.DataFrame | None) -> Iterator[Issue]:
    """A city received what 测算底稿 in this workbook does not give it: told, and shared out as received."""
    if provincial is None:
        return
    for i in range(len(received.frame)):
        code, level, amount = (received.value(i, name) for name in (CITY_CODE, "资金级次", "金额"))
        rows = provincial[(provincial["资金级次"] == level) & of_city(provincial, str(code))]
        given = int(rows["分配额"].sum())
        if amount is not None and len(rows) and given != amount:
            problem = f"与“测算底稿”中所辖各县{level}合计{given:,}万元不同，按收到的数分配"
            told = received.issue(i, "金额", problem, "请核对收到的金额")
            yield replace(told, severity=Severity.NOTICE)


def _message(year: int, funds: pd.DataFrame, result: pd.DataFrame, provincial: pd.DataFrame | None) -> str:
    total = int(funds["金额"].sum())
    tied = "；省定的专项和奖惩按“测算底稿”留在原县" if provincial is not None else ""
    return (
        f"{year}年度二次分配完成：{funds[CITY_CODE].nunique()}个市（州）共{total:,}万元，"
        f"分到{result['行政区划代码'].nunique()}个县，各市（州）合计等于收到的金额{tied}"
    )
