"""The planted counties and cities: one by name for each edge of rules.md, with what should come out.

The CSV files beside this module are the data: `planted.csv` says who, which 情形 and what is due with its
依据; `planted_figures.csv` gives the figures of June to September 2024; `planted_adjustments.csv` and
`planted_problems.csv` the rows of 调整台账 and 问题清单. All of it is 模拟.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

PERIOD = "2024-09"
"""The 期别 the expectations are for."""

NONE = "无"

SCORED = ("投入得分", "支出得分", "实施得分", "质量得分", "综合得分")
LIT = ("投入状态", "支出状态", "实施状态", "质量状态", "综合状态")


@dataclass(frozen=True, slots=True)
class Planted:
    """One row of planted.csv: `due` holds the 应得 columns that are filled, as text."""

    level: str
    code: str
    city: str
    name: str
    case: str
    due: dict[str, str]
    place: str
    letters: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class PlantedMonth:
    """A planted county's figures at the end of one month; money in hundredths of 万元.

    `city_in`, `county_in` fix 市级到位 and 县级到位 where the edge is about them.
    """

    ranked: bool
    issued: int
    spent: int
    last_year: int
    this_year: int
    projects: int
    started: int
    finished: int
    library: int
    faulty: int
    city_in: int | None
    county_in: int | None


@lru_cache(maxsize=1)
def planted() -> tuple[Planted, ...]:
    """planted.csv, in order."""
    return tuple(map(_planted, rows("planted.csv")))


def expected(code: str) -> Planted:
    """The expectation for a county or city code; KeyError where nothing is planted."""
    return next(p for p in planted() if p.code == code)


@lru_cache(maxsize=1)
def planted_months() -> dict[str, dict[str, PlantedMonth]]:
    """Code → 期别 → figures."""
    months: dict[str, dict[str, PlantedMonth]] = defaultdict(dict)
    for row in rows("planted_figures.csv"):
        months[row["行政区划代码"]][row["期别"]] = _month(row)
    return dict(months)


def planted_codes() -> frozenset[str]:
    """Every county that a planted edge rests on, those of the planted cities included."""
    return frozenset(planted_months()) | {p.code for p in planted() if p.level == "县"}


def unranked_codes() -> frozenset[str]:
    """The planted counties that are 不参评."""
    return frozenset(p.code for p in planted() if p.case == "不参评")


def rows(name: str) -> list[dict[str, str]]:
    """A CSV file of this package as rows of text."""
    with files(__package__).joinpath(name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def text(name: str) -> str:
    """A CSV file of this package as it is."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _planted(row: dict[str, str]) -> Planted:
    return Planted(
        level=row["级别"],
        code=row["代码"],
        city=row["市州"],
        name=row["名称"],
        case=row["情形"],
        due={name: row[name] for name in (*SCORED, *LIT) if row[name]},
        place=row["后位"],
        letters=() if row["函件"] == NONE else tuple(row["函件"].split("；")),
        why=row["依据"],
    )


def _month(row: dict[str, str]) -> PlantedMonth:
    return PlantedMonth(
        row["是否参评"] == "是",
        _hundredths(row["下达合计"]),
        _hundredths(row["支出合计"]),
        _hundredths(row["上年市县投入"]),
        _hundredths(row["本年市县投入"]),
        int(row["项目总数"]),
        int(row["开工数"]),
        int(row["完工数"]),
        int(row["在库项目数"]),
        int(row["问题项目数"]),
        _hundredths(row["市级到位"]) if row["市级到位"] else None,
        _hundredths(row["县级到位"]) if row["县级到位"] else None,
    )


def _hundredths(amount: str) -> int:
    """万元 as typed → whole hundredths of 万元."""
    whole, _, decimals = amount.partition(".")
    return int(whole) * 100 + int(decimals.ljust(2, "0"))
