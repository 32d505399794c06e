"""第3条 公开: what is wrong with a row of 公示台账, so that nobody can tell what it is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import pandas as pd

from xltools.errors import Severity
from xltools.rules.art03.disclosure import stage_of
from xltools.rules.art12.roster import Row, city_code, text
from xltools.rules.problems import Problem
from xltools.rules.units import CITY, PROVINCE, Units, level_of, province_code
from xltools.tables.declared.money import ALLOCATED, DISCLOSURES, USED
from xltools.tables.declared.money import CITY_LEVEL as CITY_TIER
from xltools.tables.declared.money import PROVINCE as PROVINCE_TIER
from xltools.tables.model import blank

_LEVELS = {PROVINCE_TIER: PROVINCE, CITY_TIER: CITY}
_EXAMPLES = {PROVINCE: "省的，如510000", CITY: "市（州）的，如511000"}


def disclosure_problems(disclosures: pd.DataFrame, units: Units, on: dt.date) -> Iterator[Problem]:
    """Errors and notices, row by row."""
    codes = {*units, *map(city_code, units), *map(province_code, units)}
    for i, row in enumerate(disclosures.to_dict("records")):
        yield from _code_problems(i, row, codes)
        yield from _stage_problems(i, row)
        yield from _date_problems(i, row, on)


def _code_problems(i: int, row: Row, codes: Iterable[str]) -> Iterator[Problem]:
    code, tier = text(row["行政区划代码"]), text(row["层级"])
    if not code or not tier:
        return
    wanted = _LEVELS.get(tier, "县")
    if level_of(code) != wanted:
        problem = f"层级是{tier}，代码{code}是{level_of(code)}的"
        remedy = f"填{_EXAMPLES.get(wanted, '所在县的，如511002')}；或改层级"
        yield _error(i, "行政区划代码", problem, remedy)
    elif code not in codes:
        yield _error(i, "行政区划代码", f"县区名单里没有{code}这个{wanted}", "核对代码")


def _stage_problems(i: int, row: Row) -> Iterator[Problem]:
    stage, project = stage_of(row), text(row["项目编码"])
    if stage == ALLOCATED and project:
        yield _error(i, "环节", "公示的是项目，环节却是分配", f"改为“{USED}”，或清空项目编码")
    if stage == ALLOCATED and not text(row["资金级次"]):
        yield _error(
            i, "资金级次", "分配环节没有填资金级次，不知道公示的是哪一级资金", "填中央、省级、市级或县级"
        )
    if stage == USED and text(row["层级"]) in _LEVELS:
        remedy = "改层级为县级、乡镇或村级，或改环节为分配"
        yield _error(i, "层级", f"使用环节由县、乡、村公示，层级是{row['层级']}", remedy)


def _date_problems(i: int, row: Row, on: dt.date) -> Iterator[Problem]:
    today = pd.Timestamp(on)
    for column in ("决定日期", "公示开始"):
        if not blank(row[column]) and row[column] > today:
            problem = f"{row[column]:%Y-%m-%d}晚于核查截止日期{on}"
            yield _error(i, column, problem, "还没有发生的不要填；写错的改正")
    if blank(row["决定日期"]) or blank(row["公示开始"]):
        return
    if row["公示开始"] < row["决定日期"]:
        problem = f"早于决定日期{row['决定日期']:%Y-%m-%d}"
        remedy = "确是先公示后决定的可以不改；写错的改正"
        yield Problem(i, "公示开始", problem, remedy, DISCLOSURES.name, Severity.NOTICE)


def unmatched_notices(rows: Iterable[int]) -> list[Problem]:
    """Rows about nothing that the ledgers have: mostly a slip in code, 级次 or 文号."""
    problem = "对不上资金台账或拨付台账：没有同一年度、单位、级次、文号的资金（同一编码的项目）"
    remedy = "核对年度、行政区划代码、资金级次、资金文号（项目编码）"
    return [Problem(i, "事项", problem, remedy, DISCLOSURES.name, Severity.NOTICE) for i in rows]


def _error(i: int, column: str, problem: str, remedy: str) -> Problem:
    return Problem(i, column, problem, remedy, DISCLOSURES.name)
