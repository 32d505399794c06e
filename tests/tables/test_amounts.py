"""Columns of numbers: what the whole column decides, and what passes in bulk."""

from __future__ import annotations

import math

import pytest

from xltools.cells import CellError, Uncalculated
from xltools.errors import Severity
from xltools.tables.model import Column, Kind
from xltools.tables.parse import parse_column

MONEY = Column("中央下达", Kind.MONEY, unit="万元", low=0, high=200_000)
COUNT = Column("开工数", Kind.COUNT, unit="个", low=0, high=20_000)
RATE = Column("支出率", Kind.PERCENT)
INCOME = Column("农民人均可支配收入", Kind.MONEY, unit="元", low=0, high=100_000)


def test_fractions_stay_when_nothing_in_the_column_is_above_one_and_a_half() -> None:
    assert parse_column(RATE, [0.65, 1.0, 1.5, 0.0, None, "70%"]) == ([0.65, 1.0, 1.5, 0.0, None, 0.7], [])


def test_one_number_above_one_and_a_half_puts_the_column_in_points() -> None:
    assert parse_column(RATE, [65.0, 100.0, 0.0, None, "70%", "８０"])[0] == [0.65, 1.0, 0.0, None, 0.7, 0.8]


@pytest.mark.parametrize("small", [0.65, 1.0, 1.5])
def test_in_a_column_of_points_a_small_number_is_asked_back(small: float) -> None:
    clean, [(at, problem)] = parse_column(RATE, [65.0, small])
    assert (clean, at) == ([0.65, None], 1)
    assert "看不出是" in problem.problem and "写明百分号" in problem.remedy


def test_a_percent_sign_decides_nothing_for_the_others() -> None:
    """65% is exact text; 0.8 beside it is a fraction, not 0.8 %."""
    assert parse_column(RATE, ["65%", 0.8])[0] == [0.65, 0.8]


def test_an_amount_in_元_where_the_column_is_in_元() -> None:
    assert parse_column(INCOME, ["18000元", "1.8万元"])[0] == [18000.0, None]


def test_the_remedy_for_a_large_amount_offers_the_sum_in_万元() -> None:
    """392,696 元 are 39.2696 万元."""
    _, [(_, problem)] = parse_column(MONEY, [392_696.0])
    assert problem.problem == "超过上限200000万元"
    assert "按元折算应为 39.2696 万元" in problem.remedy


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
def test_numbers_that_are_none_do_not_pass_in_bulk(value: float) -> None:
    clean, problems = parse_column(MONEY, [1.0, value, 2.0])
    assert clean == [1.0, None, 2.0]
    assert [i for i, _ in problems] == [1]


def test_one_fraction_among_counts_is_found() -> None:
    clean, problems = parse_column(COUNT, [1.0, 2.5, 3.0])
    assert clean == [1.0, None, 3.0]
    assert [i for i, _ in problems] == [1]


def test_errors_and_formulas_without_value_keep_their_place_among_other_problems() -> None:
    clean, problems = parse_column(MONEY, [CellError("#N/A"), "约5", Uncalculated("A1"), 5.0])
    assert clean == [None, None, None, 5.0]
    assert [i for i, _ in problems] == [0, 1, 2]


def test_what_is_only_compared_is_never_an_error() -> None:
    column = Column("下达合计", Kind.MONEY, unit="万元", check_only=True)
    _, problems = parse_column(column, ["约5", CellError("#REF!")])
    assert {p.severity for _, p in problems} == {Severity.NOTICE}


def test_true_is_not_one() -> None:
    """TRUE and 1 are equal to Python; a count of TRUE is not 1."""
    assert parse_column(COUNT, [1.0, True])[0] == [1.0, None]
    text = Column("县区", Kind.TEXT)
    assert parse_column(text, [1.0, True, 0.0, False])[0] == ["1", "TRUE", "0", "FALSE"]


@pytest.mark.parametrize(("typed", "asked"), [("—", True), ("／", True), ("--", True), ("无", False)])
def test_where_a_dash_may_mean_not_known_it_is_asked_back(typed: str, asked: bool) -> None:
    """In a return a dash is 0; a factor of the allocation is never guessed."""
    exact = Column("脱贫人口", Kind.COUNT, unit="人", asks_dashes=True)
    clean, problems = parse_column(exact, [1.0, typed])
    assert (clean, [i for i, _ in problems]) == (([1.0, None], [1]) if asked else ([1.0, 0.0], []))
    assert parse_column(COUNT, [1.0, typed]) == ([1.0, 0.0], [])
