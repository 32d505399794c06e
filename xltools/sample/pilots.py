"""试点台账 of the sample province: two years of pilots, all in order but the planted ones. All 模拟.

The year to be allocated has the grants that 试点清单 holds; the year before is being carried out. Every row
keeps its verdict from 8 October to 31 December 2024.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from random import Random
from typing import Any

import pandas as pd

from xltools.sample.factors import LAST_YEAR, PILOTED, YEAR, factors, pilots
from xltools.sample.province import County
from xltools.tables.declared.allocation_columns import INCOME
from xltools.tables.declared.pilots import AGREED, PILOT_LEDGER
from xltools.tables.frame import rows_frame
from xltools.tables.model import Kind, blank

Row = dict[Any, Any]

BLANK, ALL = "空白", "全部"

DATES: Mapping[int, tuple[str, str, str | None, str]] = {
    LAST_YEAR: ("2023-11-20", "2024-03-20", "2024-04-15", "2024-12-31"),
    YEAR: ("2024-07-10", "2024-09-12", None, "2025-12-31"),
}
"""申报, 批复, 启动 and 计划完成 by 年度."""

LEVELS = {name: level for name, level, _, _ in PILOTED}
AMOUNTS = {name: amount for name, _, amount, _ in PILOTED}
RUNNING = 6
"""How many counties carry out each pilot of the year before."""


@dataclass(frozen=True, slots=True)
class PlantedPilot:
    """One planted row of 试点台账 and what is due of it."""

    row: Row
    case: dict[str, str]

    @property
    def key(self) -> tuple[str, str, str]:
        """年度, 行政区划代码 and 试点."""
        return str(self.row["年度"]), str(self.row["行政区划代码"]), str(self.row["试点"])


def pilot_ledger(province: Sequence[County], seed: int) -> pd.DataFrame:
    """试点台账: the sound rows and the planted ones, by year, code and pilot."""
    rows = [*_made(tuple(province), seed).sound, *(planted.row for planted in planted_pilots(province, seed))]
    rows.sort(key=lambda row: (row["年度"], row["行政区划代码"], row["试点"]))
    return rows_frame(PILOT_LEDGER, rows)


def planted_pilots(province: Sequence[County], seed: int) -> list[PlantedPilot]:
    """Each case at a county of its own; a province without such a county goes without it."""
    rng, made = Random(f"{seed}/试点/埋"), _made(tuple(province), seed)
    table = made.factors
    taken = {(row["年度"], row["行政区划代码"], row["试点"]) for row in made.sound}
    taken |= {(YEAR, row["行政区划代码"], row["试点"]) for row in made.listed}
    found = []
    for case in cases():
        year, pilot = int(case["年度"]), case["试点"]
        fit = [c for c in standing_of(table, pilot, case["资格"]) if (year, c, pilot) not in taken]
        if fit:
            code = rng.choice(fit)
            taken.add((year, code, pilot))
            row = _granted(year, _county(table, code), pilot, AMOUNTS[pilot], rng)
            found.append(PlantedPilot(_changed(row, case["改动"]), case))
    return found


def moved_offers(province: Sequence[County], seed: int) -> dict[tuple[str, str], str]:
    """(行政区划代码, 试点) → 对照 of the grants that 试点清单 does not hold as they are."""
    listed = _made(tuple(province), seed).listed
    due = {(row["行政区划代码"], row["试点"]): "没有批复" for row in listed[:1]}
    due |= {(row["行政区划代码"], row["试点"]): "金额不同" for row in listed[1:2]}
    fresh = [p.row for p in planted_pilots(province, seed) if p.row["年度"] == YEAR]
    return due | {(row["行政区划代码"], row["试点"]): "未列入" for row in fresh if not blank(row["批复金额"])}


def standing_of(table: pd.DataFrame, pilot: str, standing: str) -> list[str]:
    """第5条: the codes of 因素表 that 可以, 不可以 or are 需核实 for a pilot, told from its columns alone."""
    key = table["县类别"].isin(["国家重点帮扶县", "省重点帮扶县"])
    half = (len(table) + 1) // 2
    rich = table[INCOME] >= sorted(table[INCOME], reverse=True)[half - 1] if len(table) else key
    holds = {
        "连片开发": key,
        "数字社区": table["集中安置区数"] > 0,
        "新型农村集体经济": table[INCOME] > 0,
        "宜居宜业和美乡村": rich & ~key,
    }[pilot]
    poor = table["绩效等次"] == "较差"
    asked = holds & poor | (~holds if pilot == "宜居宜业和美乡村" else ~holds & False)
    chosen = {"可以": holds & ~poor, "需核实": asked, "不可以": ~holds & ~asked}[standing]
    return list(table.loc[chosen, "行政区划代码"])


def graded_poor(province: Sequence[County], seed: int) -> list[tuple[str, str, str]]:
    """年度, code and 试点 of the sound rows of the year to be allocated whose county has a poor grade."""
    made = _made(tuple(province), seed)
    poor = set(made.factors.loc[made.factors["绩效等次"] == "较差", "行政区划代码"])
    keys = ((row["年度"], row["行政区划代码"], row["试点"]) for row in made.sound)
    return [(str(year), code, pilot) for year, code, pilot in keys if year == YEAR and code in poor]


@lru_cache(maxsize=1)
def cases() -> tuple[dict[str, str], ...]:
    """planted_pilots.csv."""
    with files(__package__).joinpath("planted_pilots.csv").open(encoding="utf-8") as lines:
        return tuple(csv.DictReader(lines))


@dataclass(frozen=True, slots=True)
class _Made:
    """因素表, 试点清单 and the sound rows of a province."""

    factors: pd.DataFrame
    listed: tuple[Row, ...]
    sound: tuple[Row, ...]


@lru_cache(maxsize=2)
def _made(province: tuple[County, ...], seed: int) -> _Made:
    table = factors(province, seed)
    listed = tuple(dict(row) for row in pilots(province, seed).to_dict("records"))
    return _Made(table, listed, tuple(_sound(table, listed, seed)))


def _sound(table: pd.DataFrame, listed: Sequence[Row], seed: int) -> Iterator[Row]:
    """Next year's grants as 试点清单 has them, but one that is missing and one of another amount; and those
    being carried out."""
    rng = Random(f"{seed}/试点/台账")
    for i, row in enumerate(listed):
        amount = row["金额"] + (100 if i == 1 else 0)
        if i:
            yield _granted(YEAR, row, row["试点"], amount, rng)
    for pilot, amount in AMOUNTS.items():
        fit = standing_of(table, pilot, "可以")
        for code in rng.sample(fit, min(RUNNING, len(fit) // 2)):
            yield _granted(LAST_YEAR, _county(table, code), pilot, amount, rng)


def _granted(year: int, county: Mapping[Any, Any], pilot: str, amount: float, rng: Random) -> Row:
    """A pilot in order: granted in time, its money and its works in step."""
    applied, granted, begun, due = DATES[year]
    progress = rng.randrange(55, 96, 5) / 100 if begun else 0.0
    spent = amount * (progress - rng.randrange(0, 11) / 100) if begun else 0.0
    return {
        "年度": year,
        **{name: county[name] for name in ("行政区划代码", "市州", "县区")},
        "试点": pilot,
        "资金级次": LEVELS[pilot],
        "申报日期": _date(applied),
        "申报金额": amount + rng.randrange(0, 101, 20),
        "县级筹资": round(amount * rng.randrange(30, 81, 10) / 100),
        "审核意见": AGREED,
        "批复日期": _date(granted),
        "批复文号": f"模拟试点〔{year - 1}〕{1 + list(AMOUNTS).index(pilot)}号",
        "批复金额": amount,
        "启动日期": begun and _date(begun),
        "计划完成日期": _date(due),
        "进度": progress,
        "累计支出": round(spent, 2),
    }


def _county(table: pd.DataFrame, code: str) -> Mapping[Any, Any]:
    found: Mapping[Any, Any] = table[table["行政区划代码"] == code].iloc[0].to_dict()
    return found


def _changed(row: Row, changes: str) -> Row:
    """列=值；… put into the row."""
    for change in filter(None, changes.split("；")):
        name, _, value = change.partition("=")
        row[name] = row["批复金额"] if value == ALL else _typed(name, value)
    return row


def _typed(name: str, value: str) -> Any:
    if value == BLANK:
        return None
    kind = PILOT_LEDGER.column(name).kind
    if kind is Kind.DATE:
        return _date(value)
    return float(value) if kind in (Kind.MONEY, Kind.PERCENT) else value


def _date(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def truth_rows(planted: Iterable[PlantedPilot]) -> list[dict[str, str]]:
    """The planted rows with what is due, for 试点真值.csv."""
    columns = ("结论", "问题", "情形", "依据")
    return [
        dict(zip(("年度", "行政区划代码", "试点"), each.key, strict=True))
        | {name: each.case[name] for name in columns}
        for each in planted
    ]
