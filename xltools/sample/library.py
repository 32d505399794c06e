"""项目库 of the sample province: about 45 projects a county, all in order but the planted ones. All 模拟."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from random import Random
from typing import Any

import pandas as pd

from xltools.sample.edges import rows
from xltools.sample.library_words import ENTRIES, SHARES, TOWNS, VILLAGES, WORKS
from xltools.sample.pace import temper
from xltools.sample.province import County
from xltools.tables.declared.lists import NEGATIVE_LIST
from xltools.tables.declared.projects import FINISHED, NOT_STARTED, PROJECTS, STARTED
from xltools.tables.frame import make_frame
from xltools.tables.parse import parse_column

YEAR = 2024
ON = dt.date(2024, 10, 8)
"""The day on which the sample library is what it is."""

MEDIAN, SIGMA, LEAST, MOST = 80, 0.9, 3, 3000
"""万元 a project, lognormal."""

LARGE = 300
"""万元: from here the sample's projects are argued by experts."""

CONTRACT = 98
"""Per cent of 概算投资 that a contract comes to."""

PAID_UP = 97
"""Per cent of a contract paid when the work is finished: all but 质保金."""

BLANK = "空白"
COPY, SLIP, ELSEWHERE = "照抄", "项目名称差一字", "跨县编码"
"""改动 of a case about two projects: what the second has from the first, which of another county."""


@dataclass(frozen=True, slots=True)
class Plant:
    """One planted project: its code, its 情形 and what each button owes, as planted_library.csv says."""

    code: str
    case: str
    due: dict[str, str]


@lru_cache(maxsize=2)
def _library(counties: tuple[County, ...], seed: int) -> tuple[list[dict[str, Any]], list[Plant]]:
    listed = [project for county in counties for project in _county(county, seed)]
    planted = _planted(listed, seed)
    _spend(listed, {plant.code for plant in planted}, seed)
    return listed, planted


def library(counties: Iterable[County], seed: int) -> pd.DataFrame:
    """Table 项目库, by county and code, the planted projects among the others."""
    listed, _ = _library(tuple(counties), seed)
    columns = {name: [project[name] for project in listed] for name in PROJECTS.names}
    return make_frame(PROJECTS, columns)[PROJECTS.names]


def plants(counties: Iterable[County], seed: int) -> list[Plant]:
    """Every planted project and what is owed."""
    return _library(tuple(counties), seed)[1]


def negative_list() -> pd.DataFrame:
    """负面清单 of the sample."""
    names = ("编号", "条目", "关键词", "同义词", "排除词")
    rows_ = [dict(zip(names, entry, strict=True)) | {"依据": "模拟"} for entry in ENTRIES]
    frame = pd.DataFrame(rows_, columns=NEGATIVE_LIST.names)
    return frame.astype(object).where(frame.notna() & (frame != ""), None)


def truth_csv(planted: Sequence[Plant]) -> bytes:
    """库真值.csv: code, 情形 and what each button owes."""
    lines = [["项目编码", "情形", *DUE]]
    lines += [[plant.code, plant.case, *(plant.due[name] for name in DUE)] for plant in planted]
    return "\r\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode("utf-8-sig")


DUE = ("结论", "审查问题", "处理", "数据质量", "清单条目", "依据")
"""Columns of planted_library.csv that say what should come out."""


def cases() -> list[dict[str, str]]:
    """planted_library.csv, in order."""
    return rows("planted_library.csv")


def _county(county: County, seed: int) -> list[dict[str, Any]]:
    rng = Random(f"{seed}/{county.code}/项目库")
    villages = rng.sample(VILLAGES, min(temper(seed, county.code, YEAR).projects, len(VILLAGES)))
    return [_project(county, rng, village, number) for number, village in enumerate(villages, 1)]


def _project(county: County, rng: Random, village: str, number: int) -> dict[str, Any]:
    work = rng.choice(WORKS[rng.choices([*SHARES], [*SHARES.values()])[0]])
    amount = _amount(rng)
    households = max(12, round(amount * rng.uniform(0.6, 1.2)))
    entered = dt.date(2022, 10, 8) + dt.timedelta(rng.randrange(500))
    figure = 10 * rng.randrange(3, 60)
    return {
        "行政区划代码": county.code,
        "县区": county.name,
        "乡镇": rng.choice(TOWNS),
        "村": village,
        "项目编码": f"{county.code}{entered.year}{number * 97 + 10_000_000:08d}",
        "项目名称": f"{village}{work.name}",
        "项目类型": work.kind,
        "二级类型": work.sub,
        "到户类": "否",
        "建设内容": work.content,
        "建设规模": work.scale.format(n=figure),
        **_funds(amount, rng),
        "受益户数": households,
        "受益人数": round(households * 3.2),
        "脱贫户数": households // 4,
        "监测户数": households // 25,
        "绩效目标": work.goal.format(n=figure),
        "利益联结机制": work.link or None,
        **_argued(county, amount, entered, rng),
        "是否负面清单": "否",
        "是否相关": "是",
        "入库日期": _at(entered),
        **_progress(entered, rng),
        "更新日期": _at(ON - dt.timedelta(rng.randrange(5, 45))),
    }


def paid_share(code: str, finished: bool, seed: int) -> tuple[int, int]:
    """How far a project is built and how far paid, per cent of its contract: never 20 points apart."""
    if finished:
        return 100, PAID_UP
    rng = Random(f"{seed}/{code}/进度")
    progress = rng.randrange(30, 90)
    return progress, progress + rng.randrange(-15, 10)


def _spend(listed: Sequence[dict[str, Any]], planted: Collection[str], seed: int) -> None:
    """支出金额 of what is begun, as 拨付台账 has it; that of planted projects stays as it is."""
    for project in listed:
        if project["支出金额"] and project["项目编码"] not in planted:
            _, share = paid_share(project["项目编码"], project["实施状态"] == FINISHED, seed)
            project["支出金额"] = round(project["其中衔接资金"] * CONTRACT * share / 10_000, 2)


def _amount(rng: Random) -> float:
    return round(min(MOST, max(LEAST, MEDIAN * exp(SIGMA * rng.gauss(0.0, 1.0)))), 2)


def _funds(amount: float, rng: Random) -> dict[str, float]:
    """概算投资 and its two parts, in whole hundredths."""
    cents = round(amount * 100)
    support = cents if rng.random() < 0.7 else cents * rng.randrange(70, 95) // 100
    return {"概算投资": cents / 100, "其中衔接资金": support / 100, "其他资金": (cents - support) / 100}


def _argued(county: County, amount: float, entered: dt.date, rng: Random) -> dict[str, Any]:
    ways = ("专家论证", "第三方论证", "多部门论证") if amount >= LARGE else ("专家论证", "部门论证")
    day = entered - dt.timedelta(rng.randrange(20, 60))
    return {
        "论证方式": rng.choice(ways),
        "论证文号": f"模拟论〔{day.year}〕{rng.randrange(1, 300)}号",
        "论证日期": _at(day),
        "论证结论": rng.choice(("可行", "通过", "同意入库")),
    }


def _progress(entered: dt.date, rng: Random) -> dict[str, Any]:
    """实施状态, its dates and what was spent, as they go together."""
    state = rng.choices((NOT_STARTED, STARTED, FINISHED), (35, 40, 25))[0]
    found: dict[str, Any] = {"实施状态": state, "开工日期": None, "完工日期": None, "支出金额": 0.0}
    if state == NOT_STARTED:
        return found
    begun = entered + dt.timedelta(rng.randrange(20, 90))
    found |= {"开工日期": _at(begun), "支出金额": float(rng.randrange(1, 3))}
    if state == FINISHED:
        found |= {"完工日期": _at(begun + dt.timedelta(rng.randrange(30, 110)))}
    return found


def _at(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day)


def _planted(listed: list[dict[str, Any]], seed: int) -> list[Plant]:
    """Change projects for each case; where the sample is small, as many cases as there are projects."""
    pools = _Pools(listed, Random(f"{seed}/库真值"))
    planted = []
    for case in cases():
        for _ in range(int(case["份数"])):
            planted += _plant(listed, pools, case)
    return sorted(planted, key=lambda plant: (plant.code, plant.case))


class _Pools:
    """Projects not planted yet, by 项目类型 and 实施状态, in an order of the seed's own."""

    def __init__(self, listed: list[dict[str, Any]], rng: Random) -> None:
        self._listed = listed
        self._kinds: dict[tuple[str, str], list[int]] = {}
        for i in rng.sample(range(len(listed)), len(listed)):
            self._kinds.setdefault((listed[i]["项目类型"], listed[i]["实施状态"]), []).append(i)

    def take(self, case: dict[str, str], like: int | None = None, same: bool = True) -> int | None:
        """A project for a case; `like` another one's county (or, unless `same`, of any other county)."""
        pool = self._kinds.get((case["项目类型"], case["实施状态"]), [])
        county = None if like is None else self._listed[like]["行政区划代码"]
        for place, i in enumerate(pool):
            if like is None or (self._listed[i]["行政区划代码"] == county) is same:
                return pool.pop(place)
        return None


def _plant(listed: list[dict[str, Any]], pools: _Pools, case: dict[str, str]) -> list[Plant]:
    """One instance of a case: one project, or two of which one has what the other has."""
    first = pools.take(case)
    if first is None:
        return []
    if not case["改动"].startswith(COPY):
        _change(listed[first], case["改动"])
        return [_as_planted(listed[first], case)]
    what = case["改动"].removeprefix(f"{COPY}=")
    second = pools.take(case, first, same=what != ELSEWHERE)
    if second is None:
        return []
    _copy(listed[first], listed[second], what)
    codes = {listed[i]["项目编码"]: listed[i] for i in (first, second)}
    return [_as_planted(project, case) for project in codes.values()]


def _change(project: dict[str, Any], changes: str) -> None:
    for change in changes.split("；"):
        column, _, value = change.partition("=")
        project[column] = _value(column, value)


def _copy(one: dict[str, Any], other: dict[str, Any], what: str) -> None:
    for column in what.split(","):
        if column == SLIP:
            other["项目名称"] = f"{one['项目名称'][:-1]}点"
        else:
            name = "项目编码" if column == ELSEWHERE else column
            other[name] = one[name]


def _as_planted(project: dict[str, Any], case: dict[str, str]) -> Plant:
    return Plant(project["项目编码"], case["情形"], {name: case[name] for name in DUE})


def _value(column: str, typed: str) -> Any:
    if typed == BLANK:
        return None
    [value], problems = parse_column(PROJECTS.column(column), [typed])
    assert not problems, (column, typed)
    return value
