"""年度考核 of the sample office: the officer's own additions, 人才库, what experts are wanted for; 模拟."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from random import Random
from typing import Any

import pandas as pd

from xltools.sample.province import County
from xltools.tables.declared.appraisal import ADJUSTED
from xltools.tables.declared.experts import EXPERTS, SKILLS, TASKS

YEAR = 2024

PROVINCIAL = 24
"""Experts of the province's own units: enough for every task, however small the province."""

_SKILLED = 0.6
_OWN_COUNTY, _OWN_CITY = "本县", "本市"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Planted:
    """One row of planted_appraisal.csv with the code it fell to, or the 编号 of an expert."""

    case: str
    table: str
    who: str
    typed: Row
    due: str
    why: str


def planted(province: Sequence[County]) -> list[Planted]:
    """What is planted in this province; a small one has no seventh county, and so less of it."""
    with files(__package__).joinpath("planted_appraisal.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    ranked = [county for county in province if county.ranked]
    found = []
    for i, row in enumerate(rows):
        place = int(row["第几个县"])
        if row["表"] == EXPERTS.name:
            found.append(_planted(row, f"P{i:02d}", visited(province)[0]))
        elif place < len(ranked):
            found.append(_planted(row, ranked[place].code, ranked[place]))
    return found


def visited(province: Sequence[County]) -> list[County]:
    """Whom the experts are sent to: the first and a middle county with funds."""
    ranked = [county for county in province if county.ranked] or list(province)
    return [ranked[0], ranked[len(ranked) // 2]]


def adjustments(province: Sequence[County]) -> pd.DataFrame:
    """考核加减 as an officer typed it."""
    named = {county.code: county for county in province}
    rows = [
        {
            "年度": YEAR, "行政区划代码": each.who,
            "市州": named[each.who].city, "县区": named[each.who].name,
            "文号": f"模拟考〔{YEAR}〕{i}号", **each.typed,
        }
        for i, each in enumerate(planted(province), 1)
        if each.table == ADJUSTED.name
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=ADJUSTED.names)


def experts(province: Sequence[County], seed: int) -> pd.DataFrame:
    """人才库: the province's units, one a city, and the planted ones."""
    rng = Random(f"{seed}/人才库")
    cities = sorted({(county.city_code, county.city) for county in province})
    rows = [_expert(rng, f"S{i:02d}", f"模拟省级单位{i}", "510000") for i in range(1, PROVINCIAL + 1)]
    rows += [_expert(rng, f"C{i:02d}", f"模拟{city}单位", code) for i, (code, city) in enumerate(cities, 1)]
    rows += [
        _expert(rng, each.who, f"模拟单位{each.who}", "510000") | dict.fromkeys(SKILLS, "是") | each.typed
        for each in planted(province)
        if each.table == EXPERTS.name
    ]
    return pd.DataFrame(rows, columns=EXPERTS.names)


def tasks(province: Sequence[County]) -> pd.DataFrame:
    """抽取任务: an inspection, a review, and one in the same week as the first."""
    first, middle = visited(province)
    rows = [
        _task("R01", "模拟：第三季度资金项目抽查", "资金项目检查", first, ("09-02", "09-06"), 4, None),
        _task("R02", "模拟：年度计划备案审查", "备案审查", middle, ("03-18", "03-22"), 5, None),
        _task("R03", "模拟：第三季度绩效核查", "专项检查", middle, ("09-05", "09-12"), 3, "资金、绩效"),
    ]
    return pd.DataFrame(rows, columns=TASKS.names)


def _planted(row: dict[str, str], who: str, county: County) -> Planted:
    words = {_OWN_COUNTY: county.code, _OWN_CITY: county.city_code}
    pairs = [part.split("=") for part in row["填写"].split("；")]
    numbers = ("年度", "分值")
    typed = {name: float(value) if name in numbers else words.get(value, value) for name, value in pairs}
    return Planted(row["情形"], row["表"], who, typed, row["应得"], row["依据"])


def _expert(rng: Random, number: str, unit: str, place: str) -> Row:
    skills = {skill: "是" if rng.random() < _SKILLED else "否" for skill in SKILLS}
    skills[rng.choice(SKILLS)] = "是"
    base = {"编号": number, "姓名": f"模拟{number}", "单位": unit, "所在地代码": place, "状态": "在库"}
    return base | skills | {"回避单位": None, "备注": "模拟"}


def _task(
    number: str, name: str, kind: str, county: County, days: tuple[str, str], seats: int, skills: str | None
) -> Row:
    start, end = (pd.Timestamp(f"{YEAR}-{day}") for day in days)
    return {
        "任务编号": number, "任务名称": name, "类型": kind, "被查单位": county.code, "开始日期": start,
        "结束日期": end, "人数": seats, "候补人数": 2, "专长": skills, "种子": f"{YEAR}{number}",
    }  # fmt: skip
