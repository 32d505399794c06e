"""第6条 日常计分: who is among the last and the first, and what each place of the last ones loses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from xltools.policy import Policy
from xltools.rules.art06.points import Score
from xltools.rules.exact import half_up


@dataclass(frozen=True, slots=True)
class Placed:
    """A county at one end of the list. Counted from that end, its score takes the places `first` to `last`.

    `cut` is how many places there are: 10. `sharing` counts the counties with this score.
    """

    score: Score
    first: int
    last: int
    cut: int

    @property
    def tied(self) -> bool:
        """Equal in score to both sides of the cut: the officer decides."""
        return self.last > self.cut

    @property
    def sharing(self) -> int:
        return self.last - self.first + 1

    @property
    def room(self) -> int:
        """How many of those that share the score have a place inside the cut."""
        return min(self.last, self.cut) - self.first + 1


@dataclass(frozen=True, slots=True)
class Ends:
    """第6条: the last, worst first, and the first, best first; `why` where there are none."""

    last: Sequence[Placed]
    first: Sequence[Placed]
    of: int
    why: str = ""


def ends(found: Iterable[Score], policy: Policy) -> Ends:
    """第6条 综合得分后10位、前10位. None where there are too few counties to have both, or where one score
    lies across both cuts: then nothing tells the last from the first.
    """
    ranked = sorted((s for s in found if s.ranked), key=lambda s: (s.total, s.code))
    losing, winning = policy.whole("扣减县数"), policy.whole("奖励县数")
    if len(ranked) < losing + winning:
        return Ends((), (), len(ranked), f"参评县只有{len(ranked)}个，不够后{losing}位和前{winning}位")
    last = _end(ranked, losing)
    first = _end(sorted(ranked, key=lambda s: (-s.total, s.code)), winning)
    if last[-1].score.total == first[-1].score.total:
        last, first = ([p for p in end if not p.tied] for end in (last, first))
        return Ends(last, first, len(ranked), "后位线和前位线上的得分相同，分不出先后，这一得分的县都不列")
    return Ends(last, first, len(ranked))


def deduction(placed: Placed, policy: Policy) -> int:
    """第6条 扣减200-400万元: 万元, whole. From the cut to the very last in equal steps, half-up; who shares
    a score loses the mean of its places (缺省).
    """
    amounts = _by_place(policy)[placed.first - 1 : placed.last]
    return int(half_up(sum(amounts, Fraction(0)) / len(amounts), 0))


def _by_place(policy: Policy) -> list[Fraction]:
    """What the last, the last but one, … loses: 400, 377 7/9, …, 200."""
    low, high = policy.number("扣减下限"), policy.number("扣减上限")
    count = policy.whole("扣减县数")
    steps = max(count - 1, 1)
    return [high - (high - low) * place / steps for place in range(count)]


def _end(ordered: Sequence[Score], cut: int) -> list[Placed]:
    """Those whose score begins inside the cut."""
    found: list[Placed] = []
    place = 1
    for _, group in groupby(ordered, key=lambda s: s.total):
        members = list(group)
        if place > cut:
            break
        found += [Placed(score, place, place + len(members) - 1, cut) for score in members]
        place += len(members)
    return found
