"""第1条 突出三个支持重点: the share of 产业 in one level's funds, under the three readings in use."""

from __future__ import annotations

from fractions import Fraction

BASES = ("全部", "扣以工代赈", "再扣单列")
"""产业占比口径: what the denominator leaves out."""


def industry_shares(total: int, industry: int, relief: int = 0, listed: int = 0) -> dict[str, Fraction]:
    """第1条: 产业 ÷ funds by 口径, amounts in 分; 以工代赈 and 单列 (国有林场等) come off in turn.

    A reading with nothing left in its denominator is absent.
    """
    bases = dict(zip(BASES, (total, total - relief, total - relief - listed), strict=True))
    return {name: Fraction(industry, base) for name, base in bases.items() if base > 0}
