"""Exact figures: money in whole 分, half-up rounding, and percentages printed so that they never mislead."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

FEN = 1_000_000
"""分 in one 万元."""


def fen(amount: float) -> int:
    """万元 → 分. Exact for every amount typed with up to six decimals below 9,000,000,000 万元:
    the float product is then off by far less than half a 分.
    """
    return round(amount * FEN)


def as_shown(number: float) -> Fraction:
    """A cell's number as Excel shows and means it, of 15 digits: 0.1 + 0.2 is 0.3, 91.005 is 91.005."""
    return Fraction(f"{number:.15g}")


def half_up(value: Fraction, places: int = 2) -> Fraction:
    """四舍五入 to `places` decimals."""
    return Fraction(_units(value.numerator, value.denominator, places), 10**places)


def _units(numerator: int, denominator: int, places: int) -> int:
    """numerator ÷ denominator, half-up, counted in units of the last decimal place."""
    scale: int = 10**places
    return (2 * scale * numerator + denominator) // (2 * denominator)


def decimal_text(value: Fraction, places: int = 2) -> str:
    """A number with exactly `places` decimals (at least one), rounded half-up: 61.20."""
    return _text(value.numerator, value.denominator, places)


def percent_text(share: Fraction, *bounds: Fraction) -> str:
    """A fraction as 61.20%; with more decimals where two would print it equal to a bound it is not."""
    places = 2
    text = _percent(share, places)
    while any(text == _percent(bound, places) and share != bound for bound in bounds):
        places += 1
        text = _percent(share, places)
    return f"{text}%"


@lru_cache(maxsize=256)
def plain_percent(share: Fraction) -> str:
    """A bound that comes from a parameter, as written there: 80%, 2.5%, 46.664%."""
    return f"{plain_text(share * 100)}%"


def plain_text(value: Fraction) -> str:
    """A number that comes from a parameter, as written there: 80, 2.5."""
    return decimal_text(value, 6).rstrip("0").rstrip(".")


def money_text(amount: int) -> str:
    """分 as 万元 with two decimals and thousands: 1,234.50."""
    whole, _, cents = _text(abs(amount), FEN, 2).partition(".")
    return f"{'-' if amount < 0 else ''}{int(whole):,}.{cents}"


def _percent(share: Fraction, places: int) -> str:
    return _text(100 * share.numerator, share.denominator, places)


def _text(numerator: int, denominator: int, places: int) -> str:
    units = _units(abs(numerator), denominator, places)
    digits = f"{units:0{places + 1}d}"
    sign = "-" if units and numerator < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}"
