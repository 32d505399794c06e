"""第4条: one pool shared out over the counties, with everything that went into it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from xltools.policy import Policy
from xltools.rules.art04.bounds import Bounds, bounds
from xltools.rules.art04.factors import Factors
from xltools.rules.art04.facts import PoolFacts
from xltools.rules.art04.pool import Award, award
from xltools.tables.declared.allocation_columns import TOUCHED

FLOOR, CAP = TOUCHED


@dataclass(frozen=True)
class Shared:
    """One pool, what it was shared out with, and what came of it."""

    facts: PoolFacts
    factors: Factors
    within: Bounds
    award: Award

    @cached_property
    def raw(self) -> list[float]:
        """取整前测算额: share × 可分配资金."""
        available, whole = self.award.available, self.factors.overall.whole
        return [part * available / whole for part in self.factors.overall.parts]

    @cached_property
    def touched(self) -> list[str]:
        """保底 or 封顶 for each county whose share at the common rate lies outside its bounds; else empty."""
        rate = self.award.ratio * self.award.available / self.factors.overall.whole
        top, bottom = rate.as_integer_ratio()
        rows = zip(self.factors.overall.parts, self.within.low, self.within.high, strict=True)
        return [_touched(part * top, low * bottom, high and high * bottom) for part, low, high in rows]


def _touched(share: int, low: int, high: int | None) -> str:
    if share < low:
        return FLOOR
    return CAP if high is not None and share > high else ""


def share_out(codes: list[str], factors: Factors, facts: PoolFacts, policy: Policy) -> Shared:
    """第4、6条: the award of each county from one pool. InfeasibleError where the pool does not allow it."""
    within = bounds(facts.last, facts.lines.blocks, policy)
    return Shared(facts, factors, within, award(facts.amount, factors.overall, facts.lines, within, codes))
