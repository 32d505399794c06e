"""第11、12条 转绿: what one county lacks to be green at a target, and to leave the last places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor

from xltools.rules.art12.facts import Facts
from xltools.rules.art12.lights import GREEN, Bounds, funding_light
from xltools.rules.art12.scores import Scale, score
from xltools.rules.exact import FEN, money_text

STEP = FEN // 100
"""Amounts are rounded up to 0.01 万元: what is shown is enough when it is paid."""

POINT = Fraction(1, 100)
"""The published score has two decimals: the least by which one county stands before another."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What is lacking: amounts in 分, counts in 个; 0 where nothing is."""

    支付: int
    投入: int
    开工: int
    完工: int
    改正: int

    @property
    def said(self) -> str:
        """再支付334.00万元；再完工12个; empty where nothing is lacking."""
        parts = (
            f"再支付{money_text(self.支付)}万元" if self.支付 else "",
            f"市县再投入{money_text(self.投入)}万元" if self.投入 else "",
            f"再开工{self.开工}个" if self.开工 else "",
            f"再完工{self.完工}个" if self.完工 else "",
            f"再改正{self.改正}个问题项目" if self.改正 else "",
        )
        return "；".join(filter(None, parts))


def to_pay(facts: Facts, due: Fraction) -> int:
    """第11条: how much more must be spent until 支出率 is `due`, in 分, rounded up to 0.01 万元.

    Never beyond what was issued.
    """
    short = -(-facts.应支 * due.numerator // due.denominator) - facts.支出
    return max(0, min(-(-short // STEP) * STEP, facts.应支 - facts.支出))


def needs(facts: Facts, by: Scale, limits: Bounds) -> Needs:
    """第12条: everything that stands between a county and four green lights at the targets of `by`."""
    return Needs(
        支付=to_pay(facts, by.序时目标),
        投入=0 if funding_light(facts) == GREEN else facts.上年投入 - facts.本年投入 + STEP,
        开工=_short(facts.开工数, by.开工目标, facts.项目总数),
        完工=_short(facts.完工数, by.完工目标, facts.项目总数),
        改正=max(0, facts.问题项目数 - floor(limits.质量绿灯 * facts.在库项目数)),
    )


def bar(totals: Sequence[Fraction], own: Fraction, safe: int) -> Fraction:
    """第12条: the score a county must pass to stand at place `safe` or before it, all others as they are.

    `totals` are all ranked scores, the highest first, its own among them.
    """
    others = list(totals)
    others.remove(own)
    return others[safe - 1]


def to_leave(facts: Facts, by: Scale, passed: Fraction) -> int | None:
    """第12条: the least to be paid for a total above `passed`, in 分, found by the scoring rule itself.

    None where all that was issued is not enough.
    """
    left = facts.应支 - facts.支出
    most = -(-left // STEP)

    def enough(steps: int) -> bool:
        return total(facts, min(steps * STEP, left), by) >= passed + POINT

    if not enough(most):
        return None
    low, high = -1, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return min(high * STEP, left)


def total(facts: Facts, paid: int, by: Scale) -> Fraction:
    """综合得分 with `paid` 分 more spent, everything else as it is."""
    return score(replace(facts, 支出=facts.支出 + paid), by).综合


def _short(have: int, due: Fraction, of: int) -> int:
    return max(0, -(-due.numerator * of // due.denominator) - have)
