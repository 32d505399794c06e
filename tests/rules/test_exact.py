"""Exact money, half-up rounding and percentages that never mislead."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xltools.rules.exact import (
    decimal_text,
    fen,
    half_up,
    money_text,
    percent_text,
    plain_percent,
    plain_text,
)


@given(st.decimals(min_value=0, max_value=400_000, places=6))
@settings(max_examples=200, deadline=None)
def test_every_typed_amount_becomes_its_own_fen(amount: Decimal) -> None:
    assert fen(float(amount)) == int(amount * 1_000_000)


def test_binary_noise_of_a_sum_is_gone() -> None:
    """0.1 + 0.2 in a cell is 0.30000000000000004 万元: 3,000 元 all the same."""
    assert fen(0.1 + 0.2) == fen(0.3) == 300_000


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("66.665", "66.67"), ("66.6649", "66.66"), ("0.005", "0.01"), ("2.675", "2.68"), ("100", "100.00")],
)
def test_a_half_goes_up(value: str, rounded: str) -> None:
    """四舍五入, where Python's round(2.675, 2) gives 2.67."""
    assert half_up(Fraction(value)) == Fraction(rounded)
    assert decimal_text(Fraction(value)) == rounded


@given(st.decimals(min_value=0, max_value=10_000, places=5))
@settings(max_examples=200, deadline=None)
def test_rounding_agrees_with_decimal(value: Decimal) -> None:
    assert decimal_text(Fraction(value)) == str(value.quantize(Decimal("0.01"), ROUND_HALF_UP))


def test_a_percentage_just_below_a_bound_does_not_print_as_the_bound() -> None:
    """74.9999 % is not "75.00 %": a reader must see why it is yellow."""
    bound = Fraction(75, 100)
    assert percent_text(Fraction("0.749999"), bound) == "74.9999%"
    assert percent_text(bound, bound) == "75.00%"
    assert percent_text(Fraction("0.612"), bound) == "61.20%"


def test_texts_of_amounts_and_bounds() -> None:
    assert money_text(fen(1234.5)) == "1,234.50"
    assert money_text(-fen(0.01)) == "-0.01"
    assert money_text(0) == "0.00"
    assert plain_percent(Fraction("0.46664")) == "46.664%"
    assert plain_percent(Fraction(4, 5)) == "80%"
    assert plain_text(Fraction("27.5")) == "27.5"
    assert plain_text(Fraction(100)) == "100"
    assert decimal_text(Fraction("-0.001")) == "0.00"
