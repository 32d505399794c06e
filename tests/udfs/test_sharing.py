"""XT_APPORTION and XT_SHARE: sums exact to the 万元, shares of sums."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.udfs.cells import across, column, flat, one, said, whole_column
from xltools.udfs import XT_APPORTION, XT_SHARE

AMOUNTS = st.tuples(st.integers(0, 50), st.integers(0, 50), st.sampled_from("甲乙丙"))
"""A part, what its total has beyond it, a group."""


class TestApportion:
    """XT_APPORTION(总额, 权重, [下限], [上限], [代码], [小数位])."""

    def test_whole_wan_yuan_by_largest_remainder(self) -> None:
        """3⅓ each of 10: the first gets the one left over."""
        assert flat(XT_APPORTION(one(10.0), column(1.0, 1.0, 1.0))) == [4.0, 3.0, 3.0]

    def test_with_codes_the_smaller_code_gets_it(self) -> None:
        """Codes as text or number."""
        codes = column("511302", 511002.0, "511102")
        assert flat(XT_APPORTION(one(10.0), column(1.0, 1.0, 1.0), None, None, codes)) == [3.0, 4.0, 3.0]

    def test_bounds_may_be_a_column_or_one_for_all(self) -> None:
        """Worked by hand in tests/rules/test_apportion.py; blank is no bound. 2.5 as a floor is 3."""
        weights = column(1.0, 2.0, 7.0)
        assert flat(XT_APPORTION(one(100.0), weights, column(15.0, None, None))) == [15.0, 19.0, 66.0]
        assert flat(XT_APPORTION(one(100.0), weights, None, one(50.0))) == [17.0, 33.0, 50.0]
        assert flat(XT_APPORTION(one(10.0), column(0.0, 1.0), one(2.5))) == [3.0, 7.0]
        assert flat(XT_APPORTION(one(10.0), column(9.0, 1.0), None, one(5.5))) == [5.0, 5.0]

    def test_a_total_of_yuan_is_shared_out_to_the_yuan(self) -> None:
        """1234.5678 万元 to four decimals: 617.2839 each."""
        assert flat(XT_APPORTION(one(1234.5678), column(1.0, 1.0), None, None, None, one(4.0))) == [
            617.2839,
            617.2839,
        ]

    def test_a_total_that_is_no_whole_number_is_told(self) -> None:
        """1234.56 万元 cannot be shared out to the 万元."""
        assert said(XT_APPORTION(one(1234.56), column(1.0, 1.0))) == (
            "XT_APPORTION：总额 1234.56多于0位小数，分不尽，改总额，或加大第6个参数“小数位”"
        )
        assert "小数位 太大，填0至6" in said(XT_APPORTION(one(1.0), column(1.0), None, None, None, one(7.0)))

    def test_a_blank_weight_among_others_is_an_error_and_never_0(self) -> None:
        """A missing factor is no zero; blanks below the last are no rows."""
        assert said(XT_APPORTION(one(10.0), column(1.0, None, 2.0))) == (
            "XT_APPORTION：权重 C6 是空的，没有份额的填0"
        )
        assert flat(XT_APPORTION(one(10.0), column(1.0, 4.0, None, ""))) == [2.0, 8.0, "", ""]

    @pytest.mark.parametrize(
        ("floors", "caps", "text"),
        [
            (column(60.0, 60.0), None, "下限 合计比总额多20，调低下限或增加总额"),
            (None, column(30.0, 40.0), "上限 合计比总额少30，调高上限或减少总额"),
            (column(None, 50.0), column(None, 40.0), "下限 C6“50” 大于上限40，核对下限和上限"),
            (one(50.2), column(None, 50.9), "下限 B2“50.2” 到上限50.9之间没有能分的数，核对下限和上限"),
            (column(1.0, 1.0, 1.0), None, "下限 有3格，权重有2格，选一样长的"),
        ],
    )
    def test_bounds_that_cannot_be_met_say_by_how_much(self, floors: Any, caps: Any, text: str) -> None:
        """Two counties, 100 万元."""
        assert said(XT_APPORTION(one(100.0), column(1.0, 1.0), floors, caps)) == f"XT_APPORTION：{text}"

    def test_weights_that_are_all_0_are_told(self) -> None:
        """There is nothing to go by."""
        assert said(XT_APPORTION(one(100.0), column(0.0, 0.0))) == (
            "XT_APPORTION：权重 合计是0，至少有一行大于0"
        )

    def test_wrong_weights_are_told_with_their_cells(self) -> None:
        """Negative, a word, an error, a truth value."""
        text = said(XT_APPORTION(one(100.0), column(-1.0, "多", "#DIV/0!", True)))
        assert text.startswith("XT_APPORTION 有4处要改：权重 C5“-1” 是负数")

    def test_a_row_is_answered_by_a_row(self) -> None:
        """Cities across."""
        assert XT_APPORTION(one(10.0), across(1.0, 4.0)) == [[2.0, 8.0]]

    def test_a_total_in_two_cells_is_refused(self) -> None:
        """One sum is shared out."""
        assert said(XT_APPORTION(column(1.0, 2.0), column(1.0))) == "XT_APPORTION：总额 给了2格，只给一格"

    def test_whole_columns_with_their_header(self) -> None:
        """代码 and 权重 as whole columns."""
        codes = whole_column("行政区划代码", "511302", "511002", left=1)
        answer = XT_APPORTION(one(5.0), whole_column("权重", 1.0, 1.0), None, None, codes)
        assert answer == [[""], [2.0], [3.0]]

    @given(
        st.integers(0, 10**6),
        st.lists(st.integers(0, 10**4).map(lambda n: n / 100), min_size=1, max_size=30),
        st.sampled_from([0.0, 2.0]),
    )
    @settings(max_examples=80, deadline=None)
    def test_sums_are_exact_and_no_row_is_lost(self, units: int, weights: list[float], digits: float) -> None:
        """Whatever the weights: the rounded amounts add up to the total."""
        if not any(weights):
            return
        total = units / 10**digits
        answer = flat(XT_APPORTION(one(total), column(*weights), None, None, None, one(digits)))
        assert len(answer) == len(weights)
        assert sum(round(amount * 10**digits) for amount in answer) == units


class TestShare:
    """XT_SHARE(部分, 总额, [分组], [扣除])."""

    def test_the_published_shares_of_one_county(self) -> None:
        """达川区 2024 (dachuan.gov.cn news-show-155664): 2,993.7 of 5,273 = 56.8 %; less 以工代赈 385 61.2 %;
        less 国有林场 258 too 64.7 %.
        """
        part, total = one(2993.7), one(5273.0)
        shares = [XT_SHARE(part, total, None, off)[0][0] for off in (None, one(385.0), one(643.0))]
        assert [round(100 * share, 1) for share in shares] == [56.8, 61.2, 64.7]

    def test_a_group_s_share_is_that_of_its_sums(self) -> None:
        """10 of 100 and 900 of 1000 are 910 of 1100, not the mean 50 %; each row carries its group's."""
        answer = XT_SHARE(
            column(10.0, 900.0, 30.0), column(100.0, 1000.0, 40.0), column("甲市", " 甲市", "乙市")
        )
        assert flat(answer) == [910 / 1100, 910 / 1100, 0.75]

    def test_binary_noise_does_not_show(self) -> None:
        """0.1 + 0.2 of 0.3 is all of it, not more."""
        assert XT_SHARE(one(0.1 + 0.2), one(0.3)) == [[1.0]]

    def test_one_total_may_stand_for_all(self) -> None:
        """Shares of a pool."""
        assert flat(XT_SHARE(column(1.0, 3.0, None), one(4.0))) == [0.25, 0.75, ""]
        assert "总额 只有一格" in said(XT_SHARE(column(1.0, 3.0), one(4.0), column("甲", "乙")))

    def test_no_funds_have_no_share(self) -> None:
        """A county without funds, and one whose funds are all taken off."""
        nothing, funds = column(0.0, 0.0, None), column(0.0, 5.0, None)
        assert flat(XT_SHARE(nothing, funds, None, funds)) == ["—", "—", ""]

    def test_a_part_above_its_total_is_told(self) -> None:
        """The columns are likely swapped."""
        assert said(XT_SHARE(column(5.0, 9.0), column(6.0, 8.0))) == (
            "XT_SHARE：部分 C6“9” 大于它的总额（扣除后），核对两栏，是否选反了"
        )

    def test_a_part_above_what_is_left_of_its_total_is_told(self) -> None:
        """50 of 80, of which 40 do not count."""
        assert "部分 C5“50” 大于它的总额（扣除后）" in said(
            XT_SHARE(column(50.0, 1.0), column(80.0, 2.0), None, column(40.0, None))
        )

    def test_half_filled_rows_and_missing_groups_are_told(self) -> None:
        """A blank is no 0 where the other is filled."""
        text = said(XT_SHARE(column(5.0, None), column(None, 8.0)))
        assert "部分 C6 是空的，没有的填0" in text and "总额 C5 是空的" in text
        text = said(XT_SHARE(column(5.0, 6.0), column(8.0, 8.0), column("甲市", None)))
        assert "分组 C6 是空的" in text

    @given(st.lists(AMOUNTS, min_size=1, max_size=12), st.randoms(use_true_random=False))
    @settings(max_examples=60, deadline=None)
    def test_order_is_irrelevant(self, rows: list[tuple[int, int, str]], chance: Any) -> None:
        """Each row keeps its group's share wherever it stands."""
        rows = [(part, part + rest, group) for part, rest, group in rows]
        shuffled = chance.sample(rows, len(rows))
        found = []
        for order in (rows, shuffled):
            parts, totals, groups = (column(*map(_float, values)) for values in zip(*order, strict=True))
            answer = flat(XT_SHARE(parts, totals, groups))
            found.append(sorted(zip(order, map(str, answer), strict=True)))
        assert found[0] == found[1]


def _float(value: int | str) -> float | str:
    return value if isinstance(value, str) else float(value)
