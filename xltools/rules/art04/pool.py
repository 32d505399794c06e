"""第4条: one pool shared out: 专项 first, the formula within floors and caps, 奖惩 as lines of their own.

资金池 = Σ专项 + 可分配资金 + Σ奖励 − Σ扣减, and 可分配资金 is what the formula shares out. So what is
deducted goes back to the formula of the same pool and year, what is rewarded comes out of it, and the table
adds up to the pool whatever 奖惩 there is (缺省: the plan does not say where deductions go). Floors and caps
hold before 奖惩: a floor that made up for a deduction would undo it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from xltools.errors import XltoolsError
from xltools.rules.apportion import bounds_gap, common_rate, rounded
from xltools.rules.art04.bounds import Bounds
from xltools.rules.art04.shares import Shares


class InfeasibleError(XltoolsError):
    """A pool that cannot be shared out; `problem` says by how much, `remedy` what to do."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}。{remedy}")
        self.problem = problem
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Lines:
    """What stands beside the formula, by county, in 万元: 专项, 奖励, and 应扣, which may have decimals."""

    blocks: Sequence[int]
    rewards: Sequence[int]
    due: Sequence[Fraction | int]


@dataclass(frozen=True, slots=True)
class Award:
    """One pool as shared out, whole 万元 by county.

    `formula` is the formula's share without floors and caps, `held` with them; `ratio` is what the raw shares
    of all that touch neither are multiplied by; `taken` is what was deducted of what is due.
    """

    available: int
    formula: Sequence[int]
    held: Sequence[int]
    ratio: Fraction
    taken: Sequence[int]
    amounts: Sequence[int]


def award(pool: int, shares: Shares, lines: Lines, within: Bounds, codes: Sequence[str]) -> Award:
    """第4、6条: share out `pool`. InfeasibleError where 专项, floors or caps do not let it.

    A deduction is taken in whole 万元 and never more than 专项 + formula + 奖励; the rest is carried over.
    Taking less leaves less to share out, so the two are brought to a fixed point.
    """
    taken = [floor(due) for due in lines.due]
    while True:
        available = _available(pool, lines, taken)
        held, ratio = _within(available, shares, within, codes)
        before = [a + b + c for a, b, c in zip(lines.blocks, held, lines.rewards, strict=True)]
        fitting = [min(one, most) for one, most in zip(taken, before, strict=True)]
        if fitting == taken:
            break
        taken = fitting
    plain = Fraction(available, shares.whole)
    formula = rounded(available, shares.parts, plain, [0] * len(codes), [None] * len(codes), codes)
    amounts = [most - one for most, one in zip(before, taken, strict=True)]
    return Award(available, formula, held, ratio, taken, amounts)


def _available(pool: int, lines: Lines, taken: Sequence[int]) -> int:
    blocks, rewards, back = sum(lines.blocks), sum(lines.rewards), sum(taken)
    left = pool - blocks - rewards + back
    if left < 0:
        problem = f"专项{blocks:,}万元加奖励{rewards:,}万元、减扣减{back:,}万元，比资金池多{-left:,}万元"
        raise InfeasibleError(problem, "请减少专项或奖励，或增加资金")
    return left


def _within(
    available: int, shares: Shares, within: Bounds, codes: Sequence[str]
) -> tuple[list[int], Fraction]:
    """The formula's whole 万元 within the bounds, and the rate of the untouched over that without bounds."""
    _stop_at_gaps(available, shares, within)
    rate = common_rate(available, shares.parts, within.low, within.high)
    held = rounded(available, shares.parts, rate, within.low, within.high, codes)
    return held, rate * shares.whole / available if available else Fraction(1)


def _stop_at_gaps(available: int, shares: Shares, within: Bounds) -> None:
    above, short = bounds_gap(available, shares.parts, within.low, within.high)
    if above:
        problem = f"保底合计{sum(within.low):,}万元，比可分配的{available:,}万元多{above:,}万元"
        raise InfeasibleError(problem, "请调低“参数”的保底比例，或增加资金、减少专项")
    if short:
        problem = f"各县都分到封顶，可分配的{available:,}万元还有{short:,}万元分不出去"
        raise InfeasibleError(problem, "请调高“参数”的封顶比例，或把“是否封顶”改为“否”")
