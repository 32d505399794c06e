"""第1条 突出三个支持重点: 产业占比 of every county, city and the province, by 资金级次, and its verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art01.industry import BASES, industry_shares
from xltools.rules.art01.mapping import Mapped, Parts, mapped, parts_of
from xltools.rules.art12.roster import city_code, text
from xltools.rules.exact import FEN, money_text, percent_text, plain_percent
from xltools.rules.units import CITY, COUNTY, PROVINCE, Units, expected, level_of, province_code, unit_names
from xltools.tables.declared.dispatch import LEVELS
from xltools.tables.declared.money_results import (
    GREEN,
    INDUSTRY_SHARES,
    LEVELS_JUDGED,
    NO_DATA,
    OWN_CHOICE,
    RED,
    YELLOW,
)
from xltools.tables.frame import rows_frame

_CENTRAL = LEVELS[0]
_ORDER = (PROVINCE, CITY, COUNTY)


@dataclass(slots=True)
class Sum:
    """One unit's funds of one level and year, and the counties they are of."""

    parts: Parts
    counties: set[str]


Sums = Mapping[tuple[str, str], Sum]
"""(code, 资金级次) → what one year's 资金台账 adds up to."""


def sums_of(funds: pd.DataFrame, by: Mapped, year: int) -> dict[tuple[str, str], Sum]:
    """The year's sums of every county, city and the province; a share of an area is of its sums."""
    sums: dict[tuple[str, str], Sum] = {}
    for row in funds[funds["年度"] == year].to_dict("records"):
        code, parts = text(row["行政区划代码"]), parts_of(row, by)
        for unit in (code, city_code(code), province_code(code)):
            own = sums.setdefault((unit, row["资金级次"]), Sum(Parts(), set()))
            own.parts += parts
            own.counties.add(code)
    return sums


def industry_table(
    funds: pd.DataFrame, mapping: pd.DataFrame, units: Units, year: int, policy: Policy
) -> pd.DataFrame:
    """第1条: 产业占比, the province first, then cities, then counties; three 口径 side by side.

    A county with task funds that 资金台账 does not have is a row 无数据. `fund_problems` must be without
    errors.
    """
    by = mapped(mapping)
    now, before = sums_of(funds, by, year), sums_of(funds, by, year - 1)
    names, missing = unit_names(units), _missing(now, units)
    keys = {*now, *((code, level) for code in missing for level in missing[code] if level_of(code) == COUNTY)}
    ordered = sorted(keys, key=lambda k: (_ORDER.index(level_of(k[0])), k[0], LEVELS.index(k[1])))
    rows = [
        {"年度": year, "级别": level_of(code), "代码": code, "名称": names.get(code), "资金级次": level}
        | _row(Case(level, year, policy, now.get((code, level)), before.get((code, level)),
                    len(missing.get(code, {}).get(level, ()))))
        for code, level in ordered
    ]  # fmt: skip
    return rows_frame(INDUSTRY_SHARES, rows)


def _missing(now: Sums, units: Units) -> dict[str, dict[str, set[str]]]:
    """Code → judged 资金级次 → the counties with task funds of which the ledger has nothing."""
    found: dict[str, dict[str, set[str]]] = {}
    for unit in expected(units):
        for level in LEVELS_JUDGED:
            if (unit.code, level) not in now:
                for code in (unit.code, city_code(unit.code), province_code(unit.code)):
                    found.setdefault(code, {}).setdefault(level, set()).add(unit.code)
    return found


@dataclass(frozen=True, slots=True)
class Case:
    """What one verdict rests on; `missing` counts the counties that this year's sum lacks."""

    level: str
    year: int
    policy: Policy
    now: Sum | None
    before: Sum | None
    missing: int

    @property
    def floor(self) -> Fraction:
        """The least share; 产业占比下限 of the level."""
        return self.policy.share(f"{self.level}产业占比下限")

    @property
    def compared(self) -> bool:
        """Whether this year's share is held against last year's."""
        central = self.level == _CENTRAL
        name = "中央产业占比递增起始年度" if central else "省级产业占比比较起始年度"
        return self.year >= self.policy.whole(name)

    @property
    def gap(self) -> str:
        """Why last year's sum is none to compare with; empty where it is."""
        if self.now is None or self.before is None:
            return f"资金台账没有{self.year - 1}年的数，无法与上年比，请补填"
        new = self.now.counties - self.before.counties
        return f"{len(new)}个县没有{self.year - 1}年的数，无法与上年比，请补填" if new else ""


def _row(case: Case) -> dict[str, Any]:
    if case.now is None:
        reason = f"资金台账没有本县{case.year}年{case.level}资金；没有这一级资金的，填一行金额0"
        return {"结论": NO_DATA, "依据": f"第1条：{reason}"}
    shares = _shares(case.now)
    last = _shares(case.before) if case.before else {}
    base = case.policy.text("产业占比口径")
    light, reason = verdict(case, base, shares.get(base), last.get(base))
    amounts = dict(
        zip(("资金总额", "产业金额", "以工代赈", "单列金额"), astuple(case.now.parts), strict=True)
    )
    return {
        **{name: amount / FEN for name, amount in amounts.items()},
        **{f"占比{name}": float(share) for name, share in shares.items()},
        "上年占比": float(last[base]) if base in last else None,
        "结论": light,
        "口径翻转": _flip(case, shares, last),
        "依据": reason,
    }


def _shares(own: Sum) -> dict[str, Fraction]:
    return industry_shares(*astuple(own.parts))


def verdict(case: Case, base: str, share: Fraction | None, before: Fraction | None) -> tuple[str | None, str]:
    """第1条 under one 口径: 结论 and 依据. Central: not below the floor and above last year's; province:
    neither below the floor nor last year's; city and county choose their own.
    """
    if case.level not in LEVELS_JUDGED:
        said = "" if share is None else f"，{base}口径{percent_text(share)}"
        return OWN_CHOICE, f"第1条（方案）：{case.level}资金用于产业的比重由当地自主确定{said}"
    if share is None:
        return None, f"第1条：{base}口径下没有{case.level}资金，不判"
    if case.missing:
        problem = f"还有{case.missing}个县没有{case.year}年{case.level}资金台账，合计不全，请先补齐"
        return NO_DATA, f"第1条：{problem}；现有{percent_text(share)}（{base}口径）"
    return _judged(case, base, share, before)


def _judged(case: Case, base: str, share: Fraction, before: Fraction | None) -> tuple[str, str]:
    parts = case.now.parts if case.now else Parts()
    bounds = [case.floor, *([] if before is None else [before])]
    off = {BASES[0]: 0, BASES[1]: parts.relief, BASES[2]: parts.relief + parts.listed}[base]
    sum_ = f"{money_text(parts.industry)}÷{money_text(parts.total - off)}={percent_text(share, *bounds)}"
    head = f"第1条（方案，{base}口径）：{sum_}"
    if share < case.floor:
        return RED, f"{head}，低于{plain_percent(case.floor)}"
    head += f"，不低于{plain_percent(case.floor)}"
    if not case.compared:
        return GREEN, head
    if case.gap or before is None:
        return NO_DATA, f"{head}；{case.gap or '上年这一口径没有资金，无法与上年比'}"
    last = percent_text(before, share, case.floor)
    if share < before:
        return RED, f"{head}；低于上年{last}"
    if share > before:
        return GREEN, f"{head}；高于上年{last}"
    if case.level == _CENTRAL:
        return YELLOW, f"{head}；与上年{last}持平，没有递增（持平为黄是缺省）"
    return GREEN, f"{head}；不低于上年{last}"


def _flip(case: Case, shares: Mapping[str, Fraction], last: Mapping[str, Fraction]) -> str | None:
    """The verdicts of all three 口径 where they are not the same."""
    if case.level not in LEVELS_JUDGED:
        return None
    lights = {base: verdict(case, base, shares.get(base), last.get(base))[0] for base in BASES}
    seen: Iterator[str] = (light for light in lights.values() if light)
    if len(set(seen)) < 2:
        return None
    return "、".join(f"{base}{light}" for base, light in lights.items() if light)
