"""第4条 as one would write it from the text, in fractions, county by county: slow and plain.

What the tests and the benchmark hold `allocate` equal to. It takes nothing from it: clamping walks along the
rates at which some county leaves its floor or meets its cap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Any

Row = Mapping[str, Any]

WEIGHTS = {"人群": 27.5, "收入": 27.5, "政策": 35, "绩效": 10}
PEOPLE = {"脱贫人口": 50, "监测对象": 20, "易地搬迁人口": 30}
POLICIES = {"县类别": 40, "重点帮扶村数": 30, "集中安置区数": 15, "政策加分": 15}
CLASSES = {"国家重点帮扶县": 3, "省重点帮扶县": 2, "脱贫县": 1, "其他": 0}
GRADES = {"好": 1.2, "较好": 1.0, "一般": 0.8, "较差": 0.5, "未评价": 1.0}
INCOME = "农民人均可支配收入(元)"


def exact(value: Any) -> Fraction:
    """A cell as it is typed."""
    return Fraction(f"{value:.15g}")


def shares(values: Sequence[Fraction]) -> list[Fraction]:
    """Each over the sum."""
    whole = sum(values)
    return [value / whole for value in values]


def mixed(columns: Mapping[str, list[Fraction]], weights: Mapping[str, Any]) -> list[Fraction]:
    """Weighted shares; a column that is 0 everywhere leaves its weight to the others."""
    used = {name: exact(weight) for name, weight in weights.items() if any(columns[name])}
    parts = [[weight * share for share in shares(columns[name])] for name, weight in used.items()]
    return [sum(row) / sum(used.values()) for row in zip(*parts, strict=True)]


def income_weights(rows: Sequence[Row], method: str = "差额法") -> list[Fraction]:
    """差额法, 倒数法 (12 decimals) or 功效系数法 (60 to 100), each times 农村人口."""
    people, incomes = [exact(row["农村人口"]) for row in rows], [exact(row[INCOME]) for row in rows]
    gap = max(incomes) - min(incomes)
    if not gap:
        return people
    if method == "倒数法":
        quotients = [head / income for head, income in zip(people, incomes, strict=True)]
        return [Fraction(floor(q * 10**12 + Fraction(1, 2)), 10**12) for q in quotients]
    points = [
        60 + 40 * (max(incomes) - x) / gap if method == "功效系数法" else max(incomes) - x + gap / len(rows)
        for x in incomes
    ]
    return [head * point for head, point in zip(people, points, strict=True)]


def overall(rows: Sequence[Row], weights: Mapping[str, Any], method: str = "差额法") -> list[Fraction]:
    """Σ w·s of each county."""
    people = mixed({name: [exact(row[name]) for row in rows] for name in PEOPLE}, PEOPLE)
    policies = {name: [exact(row[name]) for row in rows] for name in POLICIES if name != "县类别"}
    policies["县类别"] = [Fraction(CLASSES[row["县类别"]]) for row in rows]
    merit = [exact(GRADES[row["绩效等次"]]) * share for row, share in zip(rows, people, strict=True)]
    columns = {
        "人群": people,
        "收入": income_weights(rows, method),
        "政策": mixed(policies, POLICIES),
        "绩效": merit,
    }
    return mixed(columns, weights)


def clamped(
    total: int, weights: Sequence[Fraction], low: Sequence[int], high: Sequence[int | None]
) -> list[Fraction]:
    """Weight × rate between `low` and `high`, at the rate where they add up to `total`."""
    turns = [(Fraction(least) / weight, weight) for weight, least in zip(weights, low, strict=True) if weight]
    turns += [
        (Fraction(most) / weight, -weight)
        for weight, most in zip(weights, high, strict=True)
        if weight and most is not None
    ]
    given, growth, rate = Fraction(sum(low)), Fraction(0), Fraction(0)
    for turn, change in sorted(turns):
        if given + growth * (turn - rate) >= total:
            break
        given, rate = given + growth * (turn - rate), turn
        growth += change
    rate += (total - given) / growth if growth else 0
    found = [max(weight * rate, Fraction(least)) for weight, least in zip(weights, low, strict=True)]
    return [x if most is None else min(x, Fraction(most)) for x, most in zip(found, high, strict=True)]


def whole(total: int, amounts: Sequence[Fraction], fixed: Sequence[bool], codes: Sequence[str]) -> list[int]:
    """Largest remainder, ties by code; what stands at a bound is whole already."""
    down = [floor(amount) for amount in amounts]
    order = sorted(range(len(amounts)), key=lambda i: (fixed[i], down[i] - amounts[i], codes[i]))
    for i in order[: total - sum(down)]:
        down[i] += 1
    return down


def plain_allocation(
    rows: Sequence[Row],
    pool: int,
    last: Sequence[Any],
    blocks: Sequence[int] = (),
    rewards: Sequence[int] = (),
    due: Sequence[Any] = (),
    weights: Mapping[str, Any] = WEIGHTS,
    method: str = "差额法",
    least: int = 80,
    most: int | None = 150,
) -> dict[str, int]:
    """分配额 by code: 专项 + formula within floor and cap + 奖励 − 扣减, in 万元."""
    n = len(rows)
    blocks, rewards, due = list(blocks) or [0] * n, list(rewards) or [0] * n, list(due) or [0] * n
    codes = [row["行政区划代码"] for row in rows]
    before = [exact(amount) for amount in last]
    floors = [ceil(amount * least / 100) for amount in before]
    caps = [
        None if most is None or not amount else max(floor(amount * most / 100), lower)
        for amount, lower in zip(before, floors, strict=True)
    ]
    low = [max(0, lower - block) for lower, block in zip(floors, blocks, strict=True)]
    high = [None if c is None else max(0, c - block) for c, block in zip(caps, blocks, strict=True)]
    mix = overall(rows, weights, method)
    taken = [floor(exact(amount)) for amount in due]
    while True:
        available = pool - sum(blocks) - sum(rewards) + sum(taken)
        amounts = clamped(available, mix, low, high)
        bound = [x in (a, b) for x, a, b in zip(amounts, low, high, strict=True)]
        formula = whole(available, amounts, bound, codes)
        room = [a + b + c for a, b, c in zip(blocks, formula, rewards, strict=True)]
        fitting = [min(one, other) for one, other in zip(taken, room, strict=True)]
        if fitting == taken:
            return {code: r - t for code, r, t in zip(codes, room, taken, strict=True)}
        taken = fitting
