"""第4条 因素法: what each county has of each factor, and its share of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art04.income import income_weights
from xltools.rules.art04.shares import Counted, Shares, combined, counted, counted_exactly, shares_of
from xltools.tables.declared.allocation import SUBFACTORS
from xltools.tables.declared.allocation_columns import FACTORS, GRADES, INCOME
from xltools.tables.declared.dispatch import COUNTY_CLASSES

Weights: TypeAlias = Mapping[str, Fraction]
"""Factor (人群, 收入, 政策, 绩效, or one of a city's own) → its weight as a fraction of 1; together 1."""

PEOPLE, POLICIES = SUBFACTORS[:3], SUBFACTORS[3:]
"""The sub-factors of 人群 and of 政策."""

CLASS = "县类别"
OVERALL = "综合"


@dataclass(frozen=True)
class Factors:
    """Everything by county, in the order of 因素表. `shares` by name: sub-factors, factors and 综合; one
    whose weight is 0, or of which nobody has any, is absent.
    """

    shares: Mapping[str, Shares]
    weights: Weights
    收入权数: Counted | None = None
    县类别分值: Counted | None = None
    绩效系数: Counted | None = None
    绩效权数: Counted | None = None

    @property
    def overall(self) -> Shares:
        """第4条: Σ_k w_k·s_ik."""
        return self.shares[OVERALL]


class EmptyFactorError(ValueError):
    """A factor with a weight of which no county has any; `args[0]` is its name."""


def policy_weights(policy: Policy) -> dict[str, Fraction]:
    """第4条: the weights in force at province level, the same for central and provincial funds: the plan sets
    them “在中央和省级衔接资金分配因素中”.
    """
    return {name: policy.share(f"{name}因素权重") for name in FACTORS}


def needed_columns(weights: Weights, policy: Policy) -> list[str]:
    """The columns of 因素表 that an allocation by these weights looks at; 绩效 rests on 人群."""
    columns: list[str] = []
    if weights.get("人群") or weights.get("绩效"):
        columns += _with_weight(PEOPLE, policy)
    if weights.get("收入"):
        columns += ["农村人口", INCOME]
    if weights.get("政策"):
        columns += _with_weight(POLICIES, policy)
    if weights.get("绩效"):
        columns.append("绩效等次")
    return columns


def factor_shares(
    table: pd.DataFrame, weights: Weights, policy: Policy, own: Mapping[str, Counted] | None = None
) -> Factors:
    """第4条: the shares of every factor with a weight, and of all together; `own` are a city's own factors.

    The needed columns must be filled. EmptyFactorError names a factor that is 0 in every county.
    """
    needed = needed_columns(weights, policy)
    figures = {name: figure for name in needed if (figure := _figure(name, table, policy))}
    shares = {name: s for name in SUBFACTORS if name in figures and (s := shares_of(figures[name].numbers))}
    people = _composed(PEOPLE, shares, policy)
    income = income_weights(table, policy) if weights.get("收入") else None
    grades = figures.get("绩效等次")
    merit = _merit(people, grades) if people and grades else None
    found = {
        "人群": people if weights.get("人群") else None,
        "收入": shares_of(income.numbers) if income else None,
        "政策": _composed(POLICIES, shares, policy) if weights.get("政策") else None,
        "绩效": shares_of(merit.numbers) if merit else None,
        **{name: shares_of(figure.numbers) for name, figure in (own or {}).items()},
    }
    for name, weight in weights.items():
        if weight and not found.get(name):
            raise EmptyFactorError(name)
    found[OVERALL] = combined((weight, found.get(name)) for name, weight in weights.items())
    shares |= {name: share for name, share in found.items() if share}
    return Factors(shares, weights, income, figures.get(CLASS), grades, merit)


def _with_weight(names: Sequence[str], policy: Policy) -> list[str]:
    return [name for name in names if policy.number(f"{name}权重")]


def _composed(names: Sequence[str], shares: Mapping[str, Shares], policy: Policy) -> Shares | None:
    """第4条 缺省: a factor made up of weighted sub-factors, each by its own share, for their units differ."""
    return combined((policy.number(f"{name}权重"), shares.get(name)) for name in names)


def _figure(name: str, table: pd.DataFrame, policy: Policy) -> Counted | None:
    if name == CLASS:
        return _valued(table[name], {each: policy.number(f"{each}分值") for each in COUNTY_CLASSES})
    if name == "绩效等次":
        return _valued(table[name], {each: policy.number(f"绩效系数{each}") for each in GRADES})
    return counted(table[name]) if name in SUBFACTORS else None


def _valued(column: pd.Series, values: Mapping[str, Fraction]) -> Counted:
    """A column of choices as the numbers they stand for."""
    numbers, unit = counted_exactly(list(values.values()))
    worth = dict(zip(values, numbers, strict=True))
    return Counted([worth[choice] for choice in column], unit)


def _merit(people: Shares, grades: Counted) -> Counted:
    """第6条: 绩效系数 × 人群占比 (缺省 base), not yet a share of all."""
    pairs = zip(grades.numbers, people.parts, strict=True)
    return Counted([grade * part for grade, part in pairs], grades.unit / people.whole)
