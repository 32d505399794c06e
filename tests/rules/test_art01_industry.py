"""第1条: the published figures of 达川区 2024 (dachuan.gov.cn, news-show-155664), 万元."""

from __future__ import annotations

from fractions import Fraction

import pytest

from xltools.policy import Policy
from xltools.rules.art01.industry import BASES, industry_shares
from xltools.rules.exact import decimal_text, fen

CENTRAL = {"total": fen(5273), "industry": fen(2993.7), "relief": fen(385), "listed": fen(258)}


@pytest.mark.parametrize(
    ("base", "published", "met"),
    [("全部", "56.8", False), ("扣以工代赈", "61.2", True), ("再扣单列", "64.7", True)],
)
def test_central_share_under_each_reading(base: str, published: str, met: bool, policy: Policy) -> None:
    """The same facts, opposite verdicts: below 60 % of all funds, above it of the other two bases."""
    share = industry_shares(**CENTRAL)[base]
    assert decimal_text(share * 100, 1) == published
    assert (share >= policy.share("中央产业占比下限")) is met


def test_management_fee_is_one_percent_of_the_last_base() -> None:
    """项目管理费 46.3 is 1 % of 4,630 = 5,273 − 385 − 258."""
    base = CENTRAL["total"] - CENTRAL["relief"] - CENTRAL["listed"]
    assert base == fen(4630)
    assert Fraction(fen(46.3), base) == Fraction(1, 100)


def test_provincial_share_is_below_half(policy: Policy) -> None:
    """2,705.39 of 5,509 is published as 49.1 %, short of 50 %."""
    share = industry_shares(fen(5509), fen(2705.39))["全部"]
    assert decimal_text(share * 100, 1) == "49.1"
    assert share < policy.share("省级产业占比下限")


def test_a_reading_with_no_funds_left_is_absent() -> None:
    assert set(industry_shares(fen(100), fen(50), relief=fen(100))) == {"全部"}


def test_the_readings_are_those_of_the_parameter(policy: Policy) -> None:
    assert policy.parameter("产业占比口径").choices == BASES
