"""第4条: a sum shared out exactly, within floors and caps; cases worked by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from xltools.rules.apportion import apportion, bounds_gap


def shared(
    total: int, weights: list[Any], floors: list[int] | None = None, caps: list[int | None] | None = None
) -> list[int]:
    """By place where remainders are equal."""
    n = len(weights)
    exact = [Fraction(str(w)) for w in weights]
    return apportion(total, exact, floors or [0] * n, caps or [None] * n, range(n))


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (10, [1, 1, 1], [4, 3, 3]),  # 3⅓ each: one left over, to the first of the equal remainders
        (100, [1, 1, 1], [34, 33, 33]),
        (10, [1.5, 2.5, 6], [2, 2, 6]),  # 1.5 2.5 6: equal remainders of ½, the first gets it
        (7, [3, 2, 2], [3, 2, 2]),
        (21, [0.1, 0.2], [7, 14]),  # 0.1 and 0.2 as written, not as stored
        (5, [0, 1], [0, 5]),
        (0, [1, 2], [0, 0]),
        (1000, [1, 2, 3, 4, 5, 6], [48, 95, 143, 190, 238, 286]),  # 47.62 95.24 142.86 190.48 238.10 285.71
    ],
)
def test_shares_go_by_largest_remainder(total: int, weights: list[Any], shares: list[int]) -> None:
    """依据: largest remainder, ties by place."""
    assert shared(total, weights) == shares


def test_equal_remainders_go_by_code_and_not_by_place() -> None:
    """Three counties with equal weights share 100: the smallest code gets the last 万元."""
    thirds = [Fraction(1)] * 3
    assert apportion(100, thirds, [0] * 3, [None] * 3, ["511302", "511002", "511102"]) == [33, 34, 33]


@pytest.mark.parametrize(
    ("floors", "caps", "shares"),
    [
        # weights 1 2 7 of 100
        ([0, 0, 0], [None, None, 50], [17, 33, 50]),  # 50 left for 1:2 → 16⅔ 33⅓
        ([15, 0, 0], [None, None, None], [15, 19, 66]),  # 85 left for 2:7 → 18.89 66.11
        # floor 15 and cap 50 at once: the cap leaves 50 for 1:2, and 16⅔ is above the floor again. Clamping
        # both in one step would have left the first county at 15 and given the second 35.
        ([15, 0, 0], [None, None, 50], [17, 33, 50]),
        ([0, 40, 0], [None, None, 50], [10, 40, 50]),  # cap leaves 50: floor takes 40, 10 remain
        ([10, 20, 70], [None, None, None], [10, 20, 70]),  # floors are the shares
        ([0, 0, 0], [20, 30, 50], [20, 30, 50]),  # caps add up to the sum
        ([30, 30, 40], [30, None, 40], [30, 30, 40]),
    ],
)
def test_what_is_clamped_is_shared_out_among_the_rest(
    floors: list[int], caps: list[int | None], shares: list[int]
) -> None:
    """Worked by hand, to a fixed point."""
    assert shared(100, [1, 2, 7], floors, caps) == shares


def test_a_capped_share_gets_no_unit_that_is_left_over() -> None:
    """8 by 10 : 2 : 1, the first at most 6: 2 left for 2:1 → 1⅓ and ⅔, so the last is rounded up, not the
    first, whose 6⅔ was cut.
    """
    assert shared(8, [10, 2, 1], None, [6, None, None]) == [6, 1, 1]


def test_a_share_without_weight_gets_its_floor() -> None:
    """No weight, no share beyond it."""
    assert shared(100, [0, 1, 1], [20, 0, 0]) == [20, 40, 40]


def test_gaps_of_impossible_bounds() -> None:
    """By how much the floors are too high, or the caps too low."""
    two = [Fraction(1), Fraction(1)]
    assert bounds_gap(100, two, [70, 50], [None, None]) == (20, 0)
    assert bounds_gap(100, two, [0, 0], [30, 40]) == (0, 30)
    assert bounds_gap(100, two, [0, 0], [30, None]) == (0, 0)
    assert bounds_gap(100, [Fraction(0), Fraction(1)], [5, 0], [None, 40]) == (0, 55)


@st.composite
def bounded(draw: st.DrawFn) -> tuple[int, list[Fraction], list[int], list[int | None]]:
    """Any case that can be met."""
    n = draw(st.integers(1, 7))
    weights = [Fraction(draw(st.integers(0, 60)), draw(st.sampled_from([1, 3, 10]))) for _ in range(n)]
    floors = [draw(st.sampled_from([0, 0, 5, 17])) for _ in range(n)]
    caps = [draw(st.sampled_from([None, None, low, low + 8, low + 40])) for low in floors]
    total = draw(st.integers(0, 300))
    assume(bounds_gap(total, weights, floors, caps) == (0, 0))
    return total, weights, floors, caps


@given(bounded())
@settings(max_examples=300, deadline=None)
def test_shares_add_up_within_their_bounds_and_are_fair(
    case: tuple[int, list[Fraction], list[int], list[int | None]],
) -> None:
    """Exact sum; floor ≤ share ≤ cap; whoever is neither at floor nor at cap has, within one unit, the same
    amount per weight: a common rate at which nobody below his cap got less and nobody above his floor more.
    """
    total, weights, floors, caps = case
    shares = apportion(total, weights, floors, caps, range(len(weights)))
    assert sum(shares) == total
    assert all(
        low <= s and (high is None or s <= high) for s, low, high in zip(shares, floors, caps, strict=True)
    )
    rows = list(zip(shares, weights, floors, caps, strict=True))
    could_have_less = [(s - 1) / w for s, w, low, _ in rows if w and s > low]
    could_have_more = [(s + 1) / w for s, w, _, high in rows if w and (high is None or s < high)]
    assert max(could_have_less, default=Fraction(0)) <= min(could_have_more, default=Fraction(10**9))


@given(bounded(), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_order_is_irrelevant_where_codes_decide(
    case: tuple[int, list[Fraction], list[int], list[int | None]], chance: Any
) -> None:
    """Rows shuffled with their codes give the same shares by code."""
    total, weights, floors, caps = case
    rows = [(f"{i:06d}", *row) for i, row in enumerate(zip(weights, floors, caps, strict=True))]
    by_code = []
    for order in (rows, chance.sample(rows, len(rows))):
        codes, w, low, high = (list(column) for column in zip(*order, strict=True))
        by_code.append(dict(zip(codes, apportion(total, w, low, high, codes), strict=True)))
    assert by_code[0] == by_code[1]
