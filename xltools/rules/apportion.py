"""第4条 分配: a sum shared out by weights, exactly, each share between its floor and its cap.

Amounts count whole units: 万元 where shares are rounded to the 万元.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import Any, TypeAlias

Caps: TypeAlias = Sequence[int | None]
"""The most each share may be; None for no cap."""


def apportion(
    total: int, weights: Sequence[Fraction], floors: Sequence[int], caps: Caps, order: Sequence[Any]
) -> list[int]:
    """第4条: whole shares that add up to `total`, by largest remainder; equal remainders by `order` (codes).

    Before rounding each share is weight × one common rate, raised to its floor or cut to its cap: what
    clamping and sharing out the rest again comes to at its fixed point. `bounds_gap` must be (0, 0).
    """
    whole = _whole_weights(weights)
    rate = _rate(total, whole, floors, caps)
    shares, remainders = [], []
    for weight, low, high in zip(whole, floors, caps, strict=True):
        share, remainder = divmod(rate.numerator * weight, rate.denominator)
        held = _within(share, low, high)
        shares.append(held)
        remainders.append(remainder if held == share != high else 0)
    left = total - sum(shares)
    for i in sorted(range(len(shares)), key=lambda i: (-remainders[i], order[i]))[:left]:
        shares[i] += 1
    return shares


def bounds_gap(total: int, weights: Sequence[Fraction], floors: Sequence[int], caps: Caps) -> tuple[int, int]:
    """By how much the floors exceed `total`, and by how much the largest possible shares fall short of it.

    A share without weight is never more than its floor.
    """
    most: int | None = 0
    for weight, low, high in zip(weights, floors, caps, strict=True):
        largest = high if weight else low
        most = None if most is None or largest is None else most + largest
    return max(0, sum(floors) - total), 0 if most is None else max(0, total - most)


def _whole_weights(weights: Sequence[Fraction]) -> list[int]:
    """The same weights as integers."""
    common = lcm(*(weight.denominator for weight in weights))
    return [int(weight * common) for weight in weights]


def _rate(total: int, weights: Sequence[int], floors: Sequence[int], caps: Caps) -> Fraction:
    """The rate at which the shares add up to `total`, found by raising it from 0: each share grows by its
    weight from the rate at which it leaves its floor to the one at which it meets its cap.
    """
    turns = [(Fraction(low, weight), weight) for weight, low in zip(weights, floors, strict=True) if weight]
    turns += [
        (Fraction(high, weight), -weight)
        for weight, high in zip(weights, caps, strict=True)
        if weight and high is not None
    ]
    given, growth, rate = Fraction(sum(floors)), 0, Fraction(0)
    for turn, change in sorted(turns):
        if given + growth * (turn - rate) >= total:
            break
        given += growth * (turn - rate)
        growth, rate = growth + change, turn
    return rate + (total - given) / growth if growth else rate


def _within(share: int, low: int, high: int | None) -> int:
    share = max(share, low)
    return share if high is None else min(share, high)
