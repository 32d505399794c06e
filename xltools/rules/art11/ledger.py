"""第11条 督导记录 and 问题台账: what must be mended before anything is counted; codes join, names don't."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from xltools.errors import Severity
from xltools.rules.art06.input import by_code, place_problems
from xltools.rules.art12.roster import Row, text
from xltools.rules.problems import Problem
from xltools.tables.declared.inspections import AGREED, FOUND, RETURNED, VISITS
from xltools.tables.model import blank

_AFTER = (
    ("整改期限", "检查日期", "整改期限不能早于发现问题的日期"),
    ("销号申请日期", "检查日期", "先有问题，后有销号申请"),
    ("核销日期", "检查日期", "先有问题，后有核销"),
    ("核销日期", "销号申请日期", "县里申请以后才能核销；又申请过的，核销意见要重新填"),
)
"""(late, early, why): dates that may not run backwards."""

_PAST = ("检查日期", "销号申请日期", "核销日期")


def visit_problems(visits: pd.DataFrame, roster: pd.DataFrame, today: dt.date) -> Iterator[Problem]:
    """第11条: rows of 督导记录 of no county or of a day still to come; a row entered twice is told."""
    listed, seen = by_code(roster), set()
    for i, row in enumerate(visits.to_dict("records")):
        yield from place_problems(i, row, listed, VISITS.name)
        if row["日期"].date() > today:
            yield Problem(i, "日期", "晚于今天", "督导过了再记；核对年份", VISITS.name)
        key = (row["日期"], row["行政区划代码"], row["来源"], row["方式"])
        if key in seen:
            remedy = "同一次的只留一行；同一天确有两次的不用改"
            yield Problem(i, "日期", "同一天、同一县、同一方式有两行", remedy, VISITS.name, Severity.NOTICE)
        seen.add(key)


def found_problems(found: pd.DataFrame, roster: pd.DataFrame, today: dt.date) -> Iterator[Problem]:
    """第11条: rows of 问题台账 that cannot be: no such county, dates reversed or to come, closed without
    evidence, without an application, or by nobody.
    """
    listed = by_code(roster)
    for i, row in enumerate(found.to_dict("records")):
        yield from place_problems(i, row, listed, FOUND.name)
        yield from _dates(i, row, today)
        yield from _closing(i, row)


def visit_counts(visits: pd.DataFrame, found: pd.DataFrame) -> Iterator[Problem]:
    """A notice where 督导记录 counts more problems than 问题台账 has of that county, day and 来源."""
    has = Counter(_occasion(row, "检查日期") for row in found.to_dict("records"))
    said: Counter[tuple[Any, ...]] = Counter()
    rows = visits.to_dict("records")
    for row in rows:
        said[_occasion(row, "日期")] += 0 if blank(row["发现问题数"]) else int(row["发现问题数"])
    for i, row in enumerate(rows):
        key = _occasion(row, "日期")
        missing = said.pop(key, 0) - has[key]
        if missing > 0:
            problem = f"记的问题比“{FOUND.name}”同一天、同一县、同一来源的多{missing}个"
            remedy = f"把没有登记的填入“{FOUND.name}”；检查日期不同的，改成一致"
            yield Problem(i, "发现问题数", problem, remedy, VISITS.name, Severity.NOTICE)


def project_notices(found: pd.DataFrame, projects: Mapping[str, str]) -> Iterator[Problem]:
    """A notice for a 项目编码 that 项目库 (code → county) has not, or of another county."""
    for i, row in enumerate(found.to_dict("records")):
        project, code = text(row["项目编码"]), text(row["行政区划代码"])
        if project and project not in projects:
            problem, remedy = "“项目库”里没有这个项目编码", "核对编码；已清除的项目不用改"
            yield Problem(i, "项目编码", problem, remedy, FOUND.name, Severity.NOTICE)
        elif project and projects[project] != code:
            problem = f"“项目库”里这个项目是{projects[project]}的，不是{code}的"
            yield Problem(i, "项目编码", problem, "核对县代码和项目编码", FOUND.name, Severity.NOTICE)


def _dates(i: int, row: Row, today: dt.date) -> Iterator[Problem]:
    for name in _PAST:
        if not blank(row[name]) and row[name].date() > today:
            yield _told(i, name, f"晚于今天（{today}）", "核对年份；还没有办的先空着")
    for late, early, why in _AFTER:
        if not blank(row[late]) and not blank(row[early]) and row[late] < row[early]:
            yield _told(i, late, f"早于{early}{row[early]:%Y-%m-%d}", f"{why}；核对两个日期")


def _closing(i: int, row: Row) -> Iterator[Problem]:
    """核销 needs everything that an auditor will ask for."""
    verdict = text(row["核销意见"])
    if verdict == AGREED:
        for name, remedy in _NEEDED:
            if not text(row[name]):
                yield _told(i, name, f"没有{name}，不能核销", remedy)
    elif verdict == RETURNED and blank(row["销号申请日期"]):
        yield _told(i, "销号申请日期", "没有销号申请，谈不上退回", "补填申请日期，或清空核销意见")
    elif not verdict and not (blank(row["核销日期"]) and not text(row["核销人"])):
        remedy = f"填“{AGREED}”或“{RETURNED}”；还没有定的，清空核销日期和核销人"
        yield _told(i, "核销意见", "填了核销日期或核销人，没有核销意见", remedy)


_NEEDED = (
    ("佐证材料", "填证明整改到位的材料：文件名、文号、照片编号；没有的，核销意见填“退回”"),
    ("整改情况", "写明怎么整改的"),
    ("销号申请日期", "填县里申请销号的日期"),
    ("核销日期", "填核销的日期"),
    ("核销人", "填谁核销的"),
)


def _occasion(row: Row, date: str) -> tuple[Any, ...]:
    return row[date], text(row["行政区划代码"]), text(row["来源"])


def _told(i: int, column: str, problem: str, remedy: str) -> Problem:
    return Problem(i, column, problem, remedy, FOUND.name)
