"""第12条: the figures of one county (or the sum of a city's counties) that the ranking looks at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from fractions import Fraction
from functools import cached_property
from typing import Any

import pandas as pd

from xltools.policy import Policy
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


def _levels(policy: Policy) -> tuple[str, ...]:
    level = policy.text("支出率级次")
    return LEVELS if level == "四级合计" else (level,)


def facts_of(rows: pd.DataFrame, policy: Policy) -> list[Facts]:
    """The facts of each row of 调度表; every figure must be filled."""
    base, spent = _total(rows, base_columns(policy)), _total(rows, spent_columns(policy))
    last, this = _total(rows, ["上年市县投入"]), _total(rows, ["本年市县投入"])
    counts = zip(*(map(int, rows[name]) for name in COUNTS), strict=True)
    return [
        Facts(*money, *count)
        for money, count in zip(zip(base, spent, last, this, strict=True), counts, strict=True)
    ]


def _total(rows: pd.DataFrame, columns: list[str]) -> list[int]:
    amounts: Iterable[tuple[Any, ...]] = zip(*(rows[name] for name in columns), strict=True)
    return [sum(fen(amount) for amount in row) for row in amounts]
