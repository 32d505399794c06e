"""第4条 保底封顶: between which whole 万元 the formula's part of each award must lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from xltools.policy import Policy
from xltools.rules.art04.shares import Counted


@dataclass(frozen=True, slots=True)
class Bounds:
    """Whole 万元 by county. `floors` and `caps` are of the whole award before 奖惩 (None: no cap);
    `low` and `high` of what the formula may give, which is the award less 专项.
    """

    floors: Sequence[int]
    caps: Sequence[int | None]
    low: Sequence[int]
    high: Sequence[int | None]


def bounds(last: Counted, blocks: Sequence[int], policy: Policy) -> Bounds:
    """第4条 缺省: 专项 + the formula lies between two percentages of last year's award in the same pool.

    Floors are rounded up and caps down, so that the percentages hold in whole 万元. A county that had nothing
    last year has neither. 专项 above the cap stands: the formula then gives nothing.
    """
    least = policy.share("保底比例")
    floors = [-amount for amount in parts_of(last, -least)]
    caps = _caps(last, floors, policy)
    return Bounds(
        floors,
        caps,
        [max(0, low - block) for low, block in zip(floors, blocks, strict=True)],
        [None if high is None else max(0, high - block) for high, block in zip(caps, blocks, strict=True)],
    )


def parts_of(last: Counted, share: Fraction) -> list[int]:
    """第4条: a share of each amount, rounded down to whole 万元."""
    top, bottom = (share * last.unit).as_integer_ratio()
    return [number * top // bottom for number in last.numbers]


def _caps(last: Counted, floors: Sequence[int], policy: Policy) -> list[int | None]:
    """A cap rounded down to less than its floor rounded up gives way to it."""
    if policy.text("是否封顶") == "否":
        return [None] * len(floors)
    most = parts_of(last, policy.share("封顶比例"))
    rows = zip(last.numbers, floors, most, strict=True)
    return [max(high, low) if amount else None for amount, low, high in rows]
