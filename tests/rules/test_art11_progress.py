"""第11条: targets by month, held against the plan and a published figure."""

from __future__ import annotations

from fractions import Fraction

import pytest

from xltools.policy import Policy
from xltools.rules.art11.progress import gap, last_node, monthly_share, target
from xltools.rules.exact import percent_text


@pytest.mark.cases("第11条 序时目标.csv")
def test_target_and_month_reading_at_the_end_of_each_month(case: dict[str, str], policy: Policy) -> None:
    month = int(case["月份"])
    assert percent_text(target(policy, month)) == f"{case['序时目标']}%"
    assert percent_text(monthly_share(month)) == f"{case['月均']}%"


def test_the_target_is_the_published_figure_exactly(policy: Policy) -> None:
    """58.33, not 58.333…: what is printed is what is compared with."""
    assert target(policy, 7) == Fraction(5833, 10000)


@pytest.mark.parametrize(
    ("month", "node"), [(3, None), (4, 4), (5, 4), (6, 6), (8, 6), (9, 9), (11, 9), (12, 12)]
)
def test_last_node_is_the_latest_one_reached(month: int, node: int | None, policy: Policy) -> None:
    found = last_node(policy, month)
    assert (found and found[0]) == node


def test_zhangye_april_is_ahead_of_the_month_reading() -> None:
    """张掖市 (zhangye.gov.cn): at the end of April 42.02 % spent, "8.68 points above 序时".

    42.02 − 8.68 = 33.34, so the city wrote 4/12 as 33.34 %; rounded half-up it is 33.33 %, and the gap 8.69.
    """
    spent, as_published = Fraction(4202, 10000), Fraction(3334, 10000)
    assert gap(spent, as_published) == Fraction("8.68")
    assert monthly_share(4) == Fraction(3333, 10000)
    assert gap(spent, monthly_share(4)) == Fraction("8.69")


def test_gap_is_that_of_the_printed_figures() -> None:
    """58.324 % is printed 58.32 %, 0.01 points below 58.33 %."""
    assert gap(Fraction("0.58324"), Fraction("0.5833")) == Fraction("-0.01")
