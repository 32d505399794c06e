"""保障措施第三条: from facts to points, a total, a grade and a place; all numbers are 缺省."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from xltools.policy import Policy
from xltools.rules.art12.ranking import places
from xltools.rules.exact import half_up, plain_text
from xltools.rules.safeguards.facts import Fact, Facts, Unit
from xltools.rules.safeguards.limits import Limit, Limits, Sums
from xltools.tables.declared.appraisal import GRADES, INDICATORS, KNOWN, NOT_DUE, POOR, UNKNOWN

REQUIRED = "不评等次"
"""缺项处理: a county that lacks an indicator gets no grade."""

_LINES = ("考核好线", "考核较好线", "考核一般线")


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit's year. `total` and `grade` are None where something is missing that must be known."""

    unit: Unit
    facts: Mapping[str, Fact]
    points: Mapping[str, Fraction]
    base: Fraction | None
    adjusted: Fraction
    total: Fraction | None
    missing: Sequence[str]
    limits: Sequence[Limit]
    grade: str | None


@dataclass(frozen=True, slots=True)
class Placed:
    """A standing with its place among those that have a total (1, 1, 3)."""

    standing: Standing
    place: int | None
    tied: bool


def weight(policy: Policy, indicator: str) -> Fraction:
    """分值 of an indicator; all thirteen add up to 100."""
    return policy.number(f"{indicator}分值")


def standing(unit: Unit, facts: Mapping[str, Facts], sums: Sums, limits: Limits, policy: Policy) -> Standing:
    """第三条: one county or city. Points are rounded to two places: the published ones explain the total."""
    mine = {name: facts[name][unit.code] for name in INDICATORS}
    points = {n: half_up(weight(policy, n) * f.rate) for n, f in mine.items() if f.state == KNOWN}
    missing = [*(n for n, f in mine.items() if f.state == UNKNOWN), *limits.unknown.get(unit.code, ())]
    base = None if missing and policy.text("缺项处理") == REQUIRED else _base(points, policy)
    adjusted = sums.get(unit.code, Fraction(0))
    total = None if base is None else max(Fraction(0), base + adjusted)
    held = limits.found.get(unit.code, ())
    grade = None if total is None else limited(graded(total, policy), held)
    return Standing(unit, mine, points, base, adjusted, total, missing, held, grade)


def graded(total: Fraction, policy: Policy) -> str:
    """第三条: 等次 by 总分; exactly on a line is above it."""
    reached = (g for g, line in zip(GRADES, _LINES, strict=False) if total >= policy.number(line))
    return next(reached, POOR)


def limited(grade: str, limits: Iterable[Limit]) -> str:
    """The worse of the grade and of every limit."""
    return max((grade, *(limit.at_most for limit in limits)), key=GRADES.index)


def placed(standings: Sequence[Standing]) -> list[Placed]:
    """By total, equal ones by code; those without a total stand below, by code."""
    ordered = sorted(standings, key=lambda s: (s.total is None, -(s.total or 0), s.unit.code))
    totals = [s.total for s in ordered if s.total is not None]
    number = places(totals)
    return [
        Placed(s, number[s.total], totals.count(s.total) > 1)
        if s.total is not None
        else Placed(s, None, False)
        for s in ordered
    ]


def explained(each: Standing, policy: Policy) -> str:
    """依据: what every indicator gave, what was left out, what held the grade down."""
    if not each.unit.takes_part:
        return "没有衔接资金任务，不参加考核"
    parts = [_indicator(name, each, policy) for name in INDICATORS]
    reasons = [limit.said for limit in each.limits]
    return "；".join(["保障措施第三条（缺省）", *parts, *reasons])


def _indicator(name: str, each: Standing, policy: Policy) -> str:
    fact = each.facts[name]
    of = plain_text(weight(policy, name))
    worth = {NOT_DUE: "不适用", UNKNOWN: "无数据"}.get(fact.state) or plain_text(each.points[name])
    return f"{name}{worth}/{of}（{fact.said}）"


def _base(points: Mapping[str, Fraction], policy: Policy) -> Fraction | None:
    """Out of 100, over the indicators that count."""
    full = sum((weight(policy, name) for name in points), Fraction(0))
    return half_up(sum(points.values(), Fraction(0)) * 100 / full) if full else None
