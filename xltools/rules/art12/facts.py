"""第12条: the figures of one county (or the sum of a city's counties) that the ranking looks at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from functools import cached_property
from typing import Any

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art12.roster import REPORTED, Unit, city_code
from xltools.rules.exact import fen
from xltools.tables.declared.dispatch import LEVELS

COUNTS = ("项目总数", "开工数", "完工数", "在库项目数", "问题项目数")


@dataclass(frozen=True)
class Facts:
    """Amounts in 分, counts in 个. 应支 is the base of 支出率: 下达 or 到位 of the levels in 口径."""

    应支: int = 0
    支出: int = 0
    上年投入: int = 0
    本年投入: int = 0
    项目总数: int = 0
    开工数: int = 0
    完工数: int = 0
    在库项目数: int = 0
    问题项目数: int = 0

    @cached_property
    def 支出率(self) -> Fraction:
        """第11条: Σ支出 ÷ Σ下达; of a city, of its sums and not a mean of rates."""
        return Fraction(self.支出, self.应支)

    @cached_property
    def 开工率(self) -> Fraction:
        return Fraction(self.开工数, self.项目总数)

    @cached_property
    def 完工率(self) -> Fraction:
        return Fraction(self.完工数, self.项目总数)

    @cached_property
    def 问题率(self) -> Fraction:
        return Fraction(self.问题项目数, self.在库项目数)

    def __add__(self, other: Facts) -> Facts:
        return Facts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


def base_columns(policy: Policy) -> list[str]:
    """The columns that add up to the base of 支出率 under the 口径 in force."""
    return [f"{level}{policy.text('支出率分母')}" for level in _levels(policy)]


def spent_columns(policy: Policy) -> list[str]:
    """The columns that add up to 支出 under the 口径 in force."""
    return [f"{level}支出" for level in _levels(policy)]


def arrived_columns(policy: Policy) -> list[str]:
    """The columns that add up to 到位 under the 口径 in force."""
    return [f"{level}到位" for level in _levels(policy)]


def _levels(policy: Policy) -> tuple[str, ...]:
    level = policy.text("支出率级次")
    return LEVELS if level == "四级合计" else (level,)


def county_facts(dispatch: pd.DataFrame, units: Iterable[Unit], policy: Policy) -> dict[str, Facts]:
    """The facts of every 参评 county by code; every figure of its row must be filled."""
    at = {u.code: u.row for u in units if u.standing == REPORTED and u.row is not None}
    return dict(zip(at, row_facts(dispatch.iloc[list(at.values())], policy), strict=True))


def city_facts(counties: Mapping[str, Facts]) -> dict[str, Facts]:
    """第11条: the sums over each city's 参评 counties, by city code."""
    sums: dict[str, Facts] = {}
    for code, own in counties.items():
        sums[city_code(code)] = sums.get(city_code(code), Facts()) + own
    return sums


def row_facts(rows: pd.DataFrame, policy: Policy) -> list[Facts]:
    """The facts of each row of 调度表, in order; every figure that counts must be filled."""
    money = zip(
        _total(rows, base_columns(policy)),
        _total(rows, spent_columns(policy)),
        _total(rows, ["上年市县投入"]),
        _total(rows, ["本年市县投入"]),
        strict=True,
    )
    counts = zip(*(map(int, rows[name]) for name in COUNTS), strict=True)
    return [Facts(*amounts, *numbers) for amounts, numbers in zip(money, counts, strict=True)]


def arrived(rows: pd.DataFrame, policy: Policy) -> list[int]:
    """到位 of each row of 调度表 in 分, in order."""
    return _total(rows, arrived_columns(policy))


def _total(rows: pd.DataFrame, columns: list[str]) -> list[int]:
    amounts: Iterable[tuple[Any, ...]] = zip(*(rows[name] for name in columns), strict=True)
    return [sum(fen(amount) for amount in row) for row in amounts]
