"""第4条 保底封顶: between which whole 万元 the formula's part of each award must lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from xltools.policy import Policy


@dataclass(frozen=True, slots=True)
class Bounds:
    """Whole 万元 by county. `floors` and `caps` are of the whole award before 奖惩 (None: no cap);
    `low` and `high` of what the formula may give, which is the award less 专项.
    """

    floors: Sequence[int]
    caps: Sequence[int | None]
    low: Sequence[int]
    high: Sequence[int | None]


def bounds(last: Sequence[Fraction], blocks: Sequence[int], policy: Policy) -> Bounds:
    """第4条 缺省: 专项 + the formula lies between two percentages of last year's award in the same pool.

    Floors are rounded up and caps down, so that the percentages hold in whole 万元. A county that had nothing
    last year has neither. 专项 above the cap stands: the formula then gives nothing.
    """
    least = policy.share("保底比例")
    most = policy.share("封顶比例") if policy.text("是否封顶") == "是" else None
    floors = [ceil(amount * least) for amount in last]
    caps = [
        None if most is None or not amount else max(floor(amount * most), low)
        for amount, low in zip(last, floors, strict=True)
    ]
    return Bounds(
        floors,
        caps,
        [max(0, low - block) for low, block in zip(floors, blocks, strict=True)],
        [None if high is None else max(0, high - block) for high, block in zip(caps, blocks, strict=True)],
    )
