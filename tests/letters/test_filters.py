"""How figures and dates are printed; every expected value worked out by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xltools.errors import TemplateError
from xltools.letters.filters import (
    format_decimal,
    plain,
    万元,
    中文日期,
    小数,
    汉字日期,
    百分比,
    百分点,
)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (5273, "5273万元"),  # 达川区2024年中央资金
        (2993.7, "2993.7万元"),  # 其中产业
        (Decimal("2705.39"), "2705.39万元"),
        (0.1 + 0.2, "0.3万元"),
        (0, "0万元"),
        (-0.001, "0万元"),  # no minus before a zero
        (-46.3, "-46.3万元"),
    ],
)
def test_amounts_are_printed_in_万元_without_trailing_zeros(value, shown):
    assert 万元(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.6135, "61.35%"),
        (0.75, "75%"),
        (1, "100%"),
        (Fraction(11, 18), "61.11%"),  # 0.61111…
        (0.61345, "61.35%"),  # a half goes up although the binary float lies below it
        (0.005, "0.5%"),
    ],
)
def test_shares_become_per_cent(value, shown):
    assert 百分比(value) == shown


def test_places_can_be_fixed():
    assert 百分比(0.75, 2) == "75.00%"
    assert 百分比(0.995, 0) == "100%"
    assert 小数(62.5) == "62.50"
    assert 小数(0.125) == "0.13"
    assert 小数(2.675) == "2.68"  # round() gives 2.67
    assert 万元(1234.5, 0) == "1235万元"


def test_percentage_points_are_a_hundred_times_the_difference():
    """张掖市4月：42.02%比序时33.34%高8.68个百分点."""
    assert 百分点(0.0868) == "8.68个百分点"
    assert 百分点(Fraction(7, 20)) == "35个百分点"


@pytest.mark.parametrize(
    ("day", "chinese", "written"),
    [
        (dt.date(2024, 9, 5), "2024年9月5日", "二〇二四年九月五日"),
        (dt.date(2024, 2, 29), "2024年2月29日", "二〇二四年二月二十九日"),
        (dt.datetime(2025, 10, 10, 8), "2025年10月10日", "二〇二五年十月十日"),
        (dt.date(2030, 12, 31), "2030年12月31日", "二〇三〇年十二月三十一日"),
        (dt.date(2024, 11, 20), "2024年11月20日", "二〇二四年十一月二十日"),
    ],
)
def test_dates_are_written_as_offices_write_them(day, chinese, written):
    assert 中文日期(day) == chinese
    assert 汉字日期(day) == written


@pytest.mark.parametrize("shown", [万元, 百分比, 百分点, 小数, 中文日期, 汉字日期])
@pytest.mark.parametrize("value", [None, float("nan"), float("inf"), "约65%", True])
def test_nothing_but_a_value_of_the_right_type_is_printed(shown, value):
    with pytest.raises(TemplateError, match=f"“{shown.__name__}”前面"):
        shown(value)


def test_a_number_without_a_filter_has_no_float_noise():
    assert plain(0.1 + 0.2) == "0.3"
    assert plain(172) == "172"
    assert plain(62.50) == "62.5"
    assert plain(dt.date(2024, 9, 5)) == "2024年9月5日"
    assert plain("原样") == "原样"


@given(st.decimals(-(10**9), 10**9, places=6), st.integers(0, 4))
@settings(max_examples=100, deadline=None)
def test_rounding_is_never_off_by_more_than_half_a_unit(value, places):
    shown = Decimal(format_decimal(Fraction(value), places))
    assert abs(shown - value) * 2 <= Decimal(1).scaleb(-places)
    assert -shown.as_tuple().exponent == places
