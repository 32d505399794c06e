"""资金台账 of the sample province: what 调度表 says was issued, its 产业, and the edges planted. All 模拟."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from random import Random
from typing import Any

import pandas as pd

from xltools.sample.edges import planted_codes, rows
from xltools.sample.figures import Figures, figures
from xltools.sample.library import ON
from xltools.sample.province import County
from xltools.tables.declared.money import FUNDS
from xltools.tables.frame import rows_frame

YEAR = ON.year
CENTRAL, PROVINCE, CITY, COUNTY = "中央", "省级", "市级", "县级"

INDUSTRY, FUNDING, PAYMENT, DISCLOSURE = "产业占比", "投入比对", "拨付核查", "公开核查"

ISSUED = {
    (CENTRAL, 1): ("模拟财农〔2023〕118号", dt.date(2023, 12, 20)),
    (CENTRAL, 2): ("模拟财农〔2024〕46号", dt.date(2024, 5, 24)),
    (PROVINCE, 1): ("模拟财农〔2024〕9号", dt.date(2024, 1, 22)),
    (PROVINCE, 2): ("模拟财农〔2024〕52号", dt.date(2024, 6, 5)),
}
"""资金文号 and 下达日期 of each batch of 2024."""

FIRST_SHARE = 70
"""Per cent of the central and provincial funds that came with the first batch."""

RELIEF = 2
"""Per cent of the central funds for 以工代赈, in every second county, in both years."""

ARRIVED_ON = dt.date(2024, 6, 27)


@dataclass(frozen=True, slots=True)
class PlantedMoney:
    """One case of planted_money.csv and the county that has it."""

    code: str
    case: Mapping[str, str]

    @property
    def changes(self) -> dict[str, str]:
        """改动: what is changed and to what."""
        return dict(change.split("=") for change in self.case["改动"].split("；"))


@lru_cache(maxsize=4)
def planted_money(counties: tuple[County, ...], seed: int) -> tuple[PlantedMoney, ...]:
    """Every case with a county of its own, none that another edge rests on; as many as there are counties."""
    pool = [c.code for c in counties if c.ranked and not c.synthetic and c.code not in planted_codes()]
    Random(f"{seed}/资金监管").shuffle(pool)
    return tuple(PlantedMoney(code, case) for code, case in zip(pool, _cases(), strict=False))


def _cases() -> list[dict[str, str]]:
    """planted_money.csv, one of each button in turn: a small sample has some of each."""
    by: dict[str, list[dict[str, str]]] = {}
    for case in rows("planted_money.csv"):
        by.setdefault(case["按钮"], []).append(case)
    return [case for turn in zip_longest(*by.values()) for case in turn if case]


def of_button(planted: Iterable[PlantedMoney], button: str) -> dict[str, PlantedMoney]:
    """The planted cases of one button by county."""
    return {each.code: each for each in planted if each.case["按钮"] == button}


def funds(counties: Sequence[County], seed: int) -> pd.DataFrame:
    """资金台账 of two years, every county with task funds, by code."""
    planted = planted_money(tuple(counties), seed)
    industry, shown = of_button(planted, INDUSTRY), of_button(planted, DISCLOSURE)
    found = [
        row
        for i, county in enumerate(c for c in counties if c.ranked)
        for row in _county(county, seed, i, industry.get(county.code), shown.get(county.code))
    ]
    return rows_frame(FUNDS, found)


@dataclass(frozen=True, slots=True)
class Rates:
    """Ten-thousandths: the shares of 产业 this year and last, and what the 口径 leave out."""

    central: int
    central_before: int
    province: int
    province_before: int
    relief: int
    listed: int
    relief_before: int


def _rates(county: County, seed: int, i: int, plant: PlantedMoney | None) -> Rates:
    rng = Random(f"{seed}/{county.code}/产业")
    relief = RELIEF * 100 * (i % 2)
    given = {name: round(float(value) * 100) for name, value in (plant.changes if plant else {}).items()}
    drawn = [rng.randrange(*span) for span in ((6300, 7000), (6050, 6250), (5300, 5800), (5050, 5250))]
    names = ("中央", "上年", "省级", "省上年")
    central, before, provincial, last = (given.get(n, d) for n, d in zip(names, drawn, strict=True))
    off = 0 if plant else relief
    return Rates(central, before, provincial, last, given.get("以工代赈", off), given.get("单列", 0), off)


def _county(
    county: County, seed: int, i: int, plant: PlantedMoney | None, late: PlantedMoney | None
) -> Iterator[dict[str, Any]]:
    rates = _rates(county, seed, i, plant)
    now, june = figures(county, f"{YEAR}-09", seed), figures(county, f"{YEAR}-06", seed)
    before = figures(county, f"{YEAR - 1}-12", seed)
    yield from _last_year(county, before, now, rates)
    for level, rate in ((CENTRAL, rates.central), (PROVINCE, rates.province)):
        central = level == CENTRAL
        for batch, amount in enumerate(_batches(now[f"{level}下达"]), 1):
            document, day = ISSUED[level, batch]
            yield _base(county, YEAR, level, amount) | {
                "产业金额": _part(amount, rate),
                "以工代赈": _part(amount, rates.relief) if central else 0.0,
                "单列金额": _part(amount, rates.listed) if central else 0.0,
                "资金文号": document,
                "下达日期": day,
            }
    yield from _own(county, now, june, late)


def _last_year(county: County, before: Figures, now: Figures, rates: Rates) -> Iterator[dict[str, Any]]:
    parts = ((CENTRAL, rates.central_before), (PROVINCE, rates.province_before))
    for level, rate in parts:
        amount = before[f"{level}下达"]
        relief = _part(amount, rates.relief_before) if level == CENTRAL else 0.0
        yield _base(county, YEAR - 1, level, amount) | {
            "产业金额": _part(amount, rate), "以工代赈": relief, "单列金额": 0.0,
        }  # fmt: skip
    for level, amount in zip((CITY, COUNTY), _split(now["上年市县投入"]), strict=True):
        yield _base(county, YEAR - 1, level, amount) | {"产业金额": _part(amount, 4000)}


def _own(
    county: County, now: Figures, june: Figures, late: PlantedMoney | None
) -> Iterator[dict[str, Any]]:  # fmt: skip
    """市级 and 县级 funds; what had arrived by June is what the county reported for June."""
    day = late.changes.get("下达") if late else None
    for level, amount in zip((CITY, COUNTY), _split(now["本年市县投入"]), strict=True):
        arrived = min(june[f"{level}到位"], amount)
        unit = county.city_code if level == CITY else county.code
        yield _base(county, YEAR, level, amount) | {
            "产业金额": _part(amount, 4000),
            "资金文号": f"模拟{'市' if level == CITY else '县'}财〔{YEAR}〕{unit}号",
            "下达日期": dt.date.fromisoformat(day) if day and level == COUNTY else dt.date(YEAR, 2, 20),
            "到位金额": arrived / 100,
            "到位日期": _arrived_on(arrived, day if level == COUNTY else None),
        }


def _arrived_on(arrived: int, issued: str | None) -> dt.date | None:
    if not arrived:
        return None
    return dt.date.fromisoformat(issued) if issued else ARRIVED_ON


def _base(county: County, year: int, level: str, amount: int) -> dict[str, Any]:
    return {
        "年度": year,
        "行政区划代码": county.code,
        "县区": county.name,
        "资金级次": level,
        "任务方向": "巩固拓展脱贫攻坚成果和乡村振兴",
        "金额": amount / 100,
        "以工代赈": 0.0,
        "单列金额": 0.0,
    }


def _batches(amount: int) -> tuple[int, int]:
    first = amount * FIRST_SHARE // 100
    return first, amount - first


def _split(amount: int) -> tuple[int, int]:
    """Four tenths from the city, the rest from the county, as 调度表 has it."""
    return amount * 4 // 10, amount - amount * 4 // 10


def _part(amount: int, rate: int) -> float:
    """Hundredths of 万元 by ten-thousandths, exact to 分 in 万元: at most six decimals."""
    return amount * rate / 1_000_000


def truth_csv(planted: Iterable[PlantedMoney]) -> bytes:
    """资金真值.csv: county, 情形 and what each button owes."""
    columns = ("按钮", "情形", "应得", "评优", "依据")
    lines = [["行政区划代码", *columns], *([p.code, *(p.case[c] for c in columns)] for p in planted)]
    return "\r\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode("utf-8-sig")
