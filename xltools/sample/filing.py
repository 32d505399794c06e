"""年度计划 of the sample province: from its 项目库, all in order but the planted projects. All 模拟."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Any

import pandas as pd

from xltools.sample.edges import planted_codes, rows
from xltools.sample.library import library, plants
from xltools.sample.province import County
from xltools.tables.declared.dispatch import LEVELS
from xltools.tables.declared.filing import CANCELLED, MENDED, PLAN, REFILED
from xltools.tables.declared.projects import NOT_STARTED
from xltools.tables.frame import make_frame
from xltools.tables.model import Table

REVIEWED = dt.date(2024, 3, 28)
"""The day of the review, in time for the end of March."""

CHECKED = dt.date(2024, 5, 20)
"""The day of the recheck, after every deadline."""

FIRST, SECOND = dt.datetime(2024, 4, 18), dt.datetime(2024, 5, 9)
"""When projects are filed again."""

SHARES = (60, 30, 4, 6)
"""Per cent of the projects by 资金级次."""

SPLIT = 300
"""万元: from here the sample takes 60 % from 中央 and the rest from 省级."""

BLANK, MORE, FRESH, RENAMED = "空白", "多", "新", "改"
UNMENDED, SPOILT = "不改", "改后又坏"
"""重新备案 of a planted project besides 整改 and 取消: as bad as before; mended and then bad again."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PlantedFiling:
    """One planted project: its row as filed and as it should have been, and what is owed."""

    faulty: Row
    sound: Row
    case: dict[str, str]

    @property
    def code(self) -> str:
        """行政区划代码."""
        return str(self.faulty["行政区划代码"])

    @property
    def project(self) -> str:
        """项目编码 as filed."""
        return str(self.faulty["项目编码"])

    @property
    def owed(self) -> list[tuple[str, str, str]]:
        """(行政区划代码, 项目编码, 问题类别) of every issue."""
        return [(self.code, self.project, name) for name in self.case["问题类别"].split("、")]


@lru_cache(maxsize=2)
def _filed(counties: tuple[County, ...], seed: int) -> tuple[list[Row], list[PlantedFiling]]:
    """The plan's rows with the planted ones in their places, and those."""
    listed = _sound(counties, seed)
    planted: dict[int, PlantedFiling] = {}
    pools = _pools(listed, counties, seed)
    for number, case in enumerate(rows("planted_filing.csv")):
        for copy in range(int(case["份数"])):
            pool = pools.get(case["项目类型"], [])
            if pool:
                at = pool.pop()
                planted[at] = _plant(listed[at], case, 90 + number, copy)
    filed = [planted[i].faulty if i in planted else row for i, row in enumerate(listed)]
    return filed, list(planted.values())


def plan(counties: Iterable[County], seed: int) -> pd.DataFrame:
    """Table 年度计划: every county with funds but those of UNFILED."""
    return _frame(PLAN, _filed(tuple(counties), seed)[0])


def planted_filings(counties: Iterable[County], seed: int) -> list[PlantedFiling]:
    """Every planted project and what is owed."""
    return _filed(tuple(counties), seed)[1]


def unfiled_codes() -> set[str]:
    """Counties that file nothing: those whose adjustments are planted to the 0.01 % of what was issued."""
    return {row["行政区划代码"] for row in rows("planted_adjustments.csv")}


def refiled(counties: Iterable[County], seed: int) -> pd.DataFrame:
    """Table 重新备案: what the counties of the planted projects sent by the recheck."""
    found = [row for each in planted_filings(counties, seed) for row in _again(each)]
    return _frame(REFILED, found)


def truth_csv(planted: Sequence[PlantedFiling]) -> bytes:
    """备案真值.csv: each planted issue, what should be listed and what the recheck should make of it."""
    lines = [["行政区划代码", "项目编码", "问题类别", "情形", "复审后", "依据"]]
    lines += [
        [*owed, each.case["情形"], each.case["复审后"], each.case["依据"]]
        for each in planted
        for owed in each.owed
    ]
    return "\r\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode("utf-8-sig")


def _sound(counties: tuple[County, ...], seed: int) -> list[Row]:
    """A third of each county's projects that the library is in order with, as planned in March."""
    faulty = {plant.code for plant in plants(counties, seed)}
    filing = {c.code for c in counties if c.ranked} - unfiled_codes()
    stock = library(counties, seed)
    rng = Random(f"{seed}/年度计划")
    found: list[Row] = []
    for project in stock.astype(object).where(stock.notna(), None).to_dict("records"):
        known = project["行政区划代码"] in filing and project["项目编码"] not in faulty
        if known and rng.randrange(3) == 0:
            found += _planned({str(name): value for name, value in project.items()}, rng)
    return found


def _planned(project: Row, rng: Random) -> list[Row]:
    """A project as it stood in March; a large one is paid from two levels."""
    unknown = dict.fromkeys(("开工日期", "完工日期", "更新日期"))
    row = {**project, **unknown, "实施状态": NOT_STARTED, "支出金额": 0.0}
    cents = round(row["其中衔接资金"] * 100)
    if cents >= SPLIT * 100:
        central = cents * 60 // 100
        parts = {"中央": central, "省级": cents - central}
        return [{**row, "资金级次": level, "安排金额": part / 100} for level, part in parts.items()]
    return [{**row, "资金级次": rng.choices(LEVELS, SHARES)[0], "安排金额": cents / 100}]


def _pools(listed: list[Row], counties: tuple[County, ...], seed: int) -> dict[str, list[int]]:
    """Rows that may be planted, by 项目类型: one row a project, of counties with no edge of their own."""
    doubled = pd.Series([row["项目编码"] for row in listed], dtype=object).duplicated(keep=False).tolist()
    rng = Random(f"{seed}/备案真值")
    pools: dict[str, list[int]] = {}
    for i in rng.sample(range(len(listed)), len(listed)):
        if not doubled[i] and listed[i]["行政区划代码"] not in planted_codes():
            pools.setdefault(listed[i]["项目类型"], []).append(i)
    return pools


def _plant(row: Row, case: dict[str, str], number: int, copy: int) -> PlantedFiling:
    faulty = dict(row)
    for change in case["改动"].split("；"):
        column, _, value = change.partition("=")
        faulty[column] = _value(row, column, value, f"{number}{copy}")
    return PlantedFiling(faulty, row, case)


def _value(row: Row, column: str, value: str, fresh: str) -> Any:
    if value == BLANK:
        return None
    if (column, value) == ("安排金额", MORE):
        return row["概算投资"] + 0.01
    if (column, value) == ("项目编码", FRESH):
        return f"{row['行政区划代码']}2024{fresh:0>8}"
    if (column, value) == ("项目名称", RENAMED):
        return f"{row['项目名称']}提升工程"
    return value


def _again(planted: PlantedFiling) -> list[Row]:
    """What the county sent: mended, as bad as before, cancelled, or first the one and then the other."""
    done = planted.case["重新备案"]
    if done == CANCELLED:
        key = {name: planted.faulty[name] for name in ("行政区划代码", "项目编码")}
        return [{**key, "重新备案日期": FIRST, "处理": CANCELLED}]
    sent = {MENDED: [planted.sound], UNMENDED: [planted.faulty], SPOILT: [planted.sound, planted.faulty]}
    days = (FIRST, SECOND)
    return [
        {**row, "重新备案日期": day, "处理": MENDED}
        for row, day in zip(sent.get(done, []), days, strict=False)
    ]


def _frame(table: Table, listed: Sequence[Row]) -> pd.DataFrame:
    columns = {name: [row.get(name) for row in listed] for name in table.names}
    return make_frame(table, columns)[table.names]
