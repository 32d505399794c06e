"""第4条 相关人群收入: the poorer a county, the more each person of its 农村人口 weighs."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art04.shares import Counted, counted
from xltools.tables.declared.allocation_columns import INCOME

_TRILLION = 10**12
"""人口÷收入 (倒数法) is rounded half-up to 12 decimals: exact quotients of thousands of incomes have no
common denominator that one could work with.
"""


def income_weights(table: pd.DataFrame, policy: Policy) -> Counted:
    """第4条 收入权数 of each county, not yet a share of all. 农村人口 alone, whichever the method, where all
    incomes are the same: then nobody is poorer.
    """
    people, incomes = counted(table["农村人口"]), counted(table[INCOME])
    if len(set(incomes.numbers)) <= 1:
        return people
    if policy.text("收入因素方法") == "功效系数法":
        return _efficacy(people, incomes, policy.number("功效系数基础分"))
    return _METHODS[policy.text("收入因素方法")](people, incomes)


def _gap(people: Counted, incomes: Counted) -> Counted:
    """差额法: people × (max − x + ε), ε = (max − min)/n, so that the richest does not weigh nothing."""
    most, n = max(incomes.numbers), len(incomes.numbers)
    spread = most - min(incomes.numbers)
    pairs = zip(people.numbers, incomes.numbers, strict=True)
    numbers = [head * (n * (most - income) + spread) for head, income in pairs]
    return Counted(numbers, people.unit * incomes.unit / n)


def _inverse(people: Counted, incomes: Counted) -> Counted:
    """倒数法: people ÷ x."""
    top, bottom = (people.unit / incomes.unit * _TRILLION).as_integer_ratio()
    pairs = zip(people.numbers, incomes.numbers, strict=True)
    numbers = [(2 * head * top + income * bottom) // (2 * income * bottom) for head, income in pairs]
    return Counted(numbers, Fraction(1, _TRILLION))


def _efficacy(people: Counted, incomes: Counted, base: Fraction) -> Counted:
    """功效系数法: people × (base + (100 − base) × (max − x) ÷ (max − min)): 100 points for the poorest,
    `base` for the richest.
    """
    most, low = max(incomes.numbers), min(incomes.numbers)
    least, above = base.numerator * (most - low), 100 * base.denominator - base.numerator
    pairs = zip(people.numbers, incomes.numbers, strict=True)
    numbers = [head * (least + above * (most - income)) for head, income in pairs]
    return Counted(numbers, people.unit / (base.denominator * (most - low)))


_METHODS: dict[str, Callable[[Counted, Counted], Counted]] = {"差额法": _gap, "倒数法": _inverse}
