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
    total: int, weights: Sequence[Fraction | int], floors: Sequence[int], caps: Caps, order: Sequence[Any]
) -> list[int]:
    """第4条: whole shares that add up to `total`, by largest remainder; equal remainders by `order` (codes).

    Before rounding each share is weight × one common rate, raised to its floor or cut to its cap: what
    clamping and sharing out the rest again comes to at its fixed point. `bounds_gap` must be (0, 0).
    """
    whole = _whole_weights(weights)
    return rounded(total, whole, common_rate(total, whole, floors, caps), floors, caps, order)


def rounded(
    total: int,
    weights: Sequence[int],
    rate: Fraction,
    floors: Sequence[int],
    caps: Caps,
    order: Sequence[Any],
) -> list[int]:
    """第4条: weight × rate within floor and cap, in whole units that add up to `total` (see `apportion`)."""
    shares, cuts = [], []
    numerator, denominator = rate.as_integer_ratio()
    for weight, low, high in zip(weights, floors, caps, strict=True):
        share, remainder = divmod(numerator * weight, denominator)
        held = _within(share, low, high)
        shares.append(held)
        cuts.append(-remainder if held == share != high else 0)
    left = total - sum(shares)
    for _, _, i in sorted(zip(cuts, order, range(len(cuts)), strict=True))[:left]:
        shares[i] += 1
    return shares


def bounds_gap(
    total: int, weights: Sequence[Fraction | int], floors: Sequence[int], caps: Caps
) -> tuple[int, int]:
    """By how much the floors exceed `total`, and by how much the largest possible shares fall short of it.

    A share without weight is never more than its floor.
    """
    most: int | None = 0
    for weight, low, high in zip(weights, floors, caps, strict=True):
        largest = high if weight else low
        most = None if most is None or largest is None else most + largest
    return max(0, sum(floors) - total), 0 if most is None else max(0, total - most)


def common_rate(total: int, weights: Sequence[int], floors: Sequence[int], caps: Caps) -> Fraction:
    """第4条: the rate at which weight × rate, within floor and cap, adds up to `total`.

    Shares out evenly, then holds at their floors those below (when the floors add more than the caps take),
    or at their caps those above (when they take more), and shares out the rest again until nobody is out of
    bounds.
    """
    free = [i for i, weight in enumerate(weights) if weight]
    left = total - sum(low for weight, low in zip(weights, floors, strict=True) if not weight)
    growth, rate = sum(weights), Fraction(0)
    while free:
        rate = Fraction(left, growth)
        below, above = [], []
        lifted = 0
        for i in free:
            share, low, high = weights[i] * left, floors[i] * growth, caps[i]
            if share < low:
                below.append(i)
                lifted += low - share
            elif high is not None and share > high * growth:
                above.append(i)
                lifted += high * growth - share
        held = {*(below if lifted >= 0 else ()), *(above if lifted <= 0 else ())}
        if not held:
            break
        left -= sum(floors[i] for i in below if i in held) + sum(caps[i] or 0 for i in above if i in held)
        growth -= sum(weights[i] for i in held)
        free = [i for i in free if i not in held]
    return rate


def _whole_weights(weights: Sequence[Fraction | int]) -> list[int]:
    """The same weights as integers."""
    common = lcm(*(weight.denominator for weight in weights))
    return [int(weight * common) for weight in weights]


def _within(share: int, low: int, high: int | None) -> int:
    share = max(share, low)
    return share if high is None else min(share, high)
