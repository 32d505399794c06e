"""XT_TARGET, XT_STATUS and XT_RANK: what the plan says, on an officer's own cells."""

from __future__ import annotations

import csv
import datetime as dt
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.udfs.cells import across, block, column, flat, one, said, whole_column
from xltools.udfs import XT_RANK, XT_STATUS, XT_TARGET

CASES = Path(__file__).parents[1] / "cases"


def case_rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class TestTarget:
    """XT_TARGET(期别, [目标], [参数])."""

    def test_it_gives_the_plan_s_target_of_every_month(self) -> None:
        """依据 in tests/cases: nodes 30/50/75/100 %, straight between them."""
        rows = case_rows("第11条 序时目标.csv")
        answer = flat(XT_TARGET(column(*(f"2024-{int(row['月份']):02d}" for row in rows))))
        assert [round(value * 100, 2) for value in answer] == [float(row["序时目标"]) for row in rows]

    def test_a_row_of_headings_asks_for_several_targets(self) -> None:
        """依据 in tests/cases, shown to two decimals there."""
        rows = case_rows("第12条 开工完工目标.csv")
        periods = column(*(f"2024-{int(row['月份']):02d}" for row in rows))
        answer = XT_TARGET(periods, across("开工目标", "完工目标"))
        shown = [[f"{value * 100:.2f}" for value in row] for row in answer]
        assert shown == [[row["开工目标"], row["完工目标"]] for row in rows]

    @pytest.mark.parametrize(
        "typed", ["2024-09", "2024年9月", " 2024/9 ", "２０２４－０９", 202409.0, 2024.09, 45535.0,
                  dt.datetime(2024, 9, 1), dt.datetime(2024, 9, 30, 8, 30)],
    )  # fmt: skip
    def test_a_period_may_be_typed_in_any_way(self, typed: object) -> None:
        """45535 is the serial number of 2024-08-31; August's target is 66.67 %."""
        expected = 0.6667 if typed == 45535.0 else 0.75
        assert XT_TARGET(one(typed)) == [[expected]]

    def test_blank_cells_stay_blank_and_the_height_stays(self) -> None:
        """Blank cells in between and at the end."""
        assert XT_TARGET(column("2024-04", None, "2024-06", "", None)) == [[0.3], [""], [0.5], [""], [""]]

    def test_a_row_is_answered_by_a_row(self) -> None:
        """Months often run across."""
        assert XT_TARGET(across("2024-04", "2024-06", None)) == [[0.3, 0.5, ""]]

    @pytest.mark.parametrize(
        ("word", "target"), [("序时", 0.5), ("支出进度", 0.5), ("开工", 0.8), ("完工率目标", 0.2)]
    )
    def test_a_target_is_told_by_its_word(self, word: str, target: float) -> None:
        """June: 50, 80 and 20 %."""
        assert XT_TARGET(one("2024-06"), one(word)) == [[target]]

    def test_an_unknown_target_is_asked_back(self) -> None:
        """With the cell and the words that are known."""
        assert said(XT_TARGET(one("2024-06"), across("开工", "拨付"))) == (
            "XT_TARGET：目标 D5“拨付” 不是进度目标的名称，填：序时、开工或完工"
        )

    def test_all_wrong_periods_are_told_at_once(self) -> None:
        """2024.1 may be January or October."""
        text = said(XT_TARGET(column("2024-04", 2024.1, "13月", None)))
        assert text.startswith("XT_TARGET 有2处要改：期别 C6“2024.1” 看不出是2024年1月还是10月")
        assert "期别 C7“13月” 没有写年份" in text

    def test_a_period_before_the_plan_has_no_target(self) -> None:
        """The plan's progress nodes are in force from 2023."""
        assert said(XT_TARGET(one("2022-12"))) == (
            "XT_TARGET：期别 2022-12 在方案施行（2023-01）以前，没有参数，填施行以后的期别"
        )
        assert XT_TARGET(one("2023-01")) == [[0.075]]

    def test_of_whole_columns_headings_are_passed_over_and_the_rest_is_not_answered(self) -> None:
        """Title and header above, a million blanks below."""
        answer = XT_TARGET(whole_column("调度计划", None, "期别", "2024-04", None, "2024-06"))
        assert answer == [[""], [""], [""], [0.3], [""], [0.5]]

    def test_nothing_given_is_said(self) -> None:
        """A blank cell alone is no 期别."""
        assert said(XT_TARGET(one(None))) == "XT_TARGET：期别 是空的，选有内容的一列"

    def test_a_block_of_columns_is_refused(self) -> None:
        """The officer selected two columns."""
        assert (
            said(XT_TARGET(block(["2024-04", 1.0], ["2024-06", 2.0]))) == "XT_TARGET：期别 给了2列，只给一列"
        )


class TestStatus:
    """XT_STATUS(完成率, 目标, [期别], [参数])."""

    @pytest.mark.parametrize(
        ("rate", "light"),
        [
            (0.75, "绿"),
            (0.7499999999999999, "绿"),
            (0.749999, "黄"),
            (0.6, "黄"),
            (0.599999, "红"),
            (0.0, "红"),
        ],
    )
    def test_the_light_turns_at_the_target_and_at_80_per_cent_of_it(self, rate: float, light: str) -> None:
        """第12条 缺省: green ≥ 75 %, yellow ≥ 60 %. A quotient that Excel shows as 0.75 is 0.75."""
        assert XT_STATUS(one(rate), one(0.75)) == [[light]]

    @pytest.mark.parametrize(
        "rates", [(0.75, 0.65, 0.5), (75.0, 65.0, 50.0), ("75%", "65％", "５０%"), ("75", "65", "50")]
    )
    @pytest.mark.parametrize("target", [0.75, "75%"])
    def test_rates_may_be_fractions_points_or_texts(self, rates: tuple[object, ...], target: object) -> None:
        """0.65, 65 and 65% mean the same."""
        assert flat(XT_STATUS(column(*rates), one(target))) == ["绿", "黄", "红"]

    def test_each_rate_may_have_its_own_target(self) -> None:
        """Targets straight from XT_TARGET; a blank rate needs none."""
        due = XT_TARGET(column("2024-04", None, "2024-12"))
        answer = XT_STATUS(column(0.3, None, 0.3), column(*flat(due)))
        assert flat(answer) == ["绿", "", "红"]

    def test_counties_without_a_figure_are_not_judged(self) -> None:
        """Blank, 未上报, 不参评 and a dash."""
        answer = XT_STATUS(column(0.8, None, "未上报", " 不参评 ", "—"), one(0.75))
        assert flat(answer) == ["绿", "", "", "", ""]

    def test_rates_below_one_beside_a_target_in_points_are_asked_back(self) -> None:
        """0.65 beside 75 may be 65 % or 0.65 %: no silent red."""
        assert said(XT_STATUS(column(0.65, 0.8), one(75.0))) == (
            "XT_STATUS：完成率 最大才0.8，目标却是75：看不出是小数还是百分数，"
            "两处写法一致：都写 0.75，或都写 75%"
        )

    def test_mixed_styles_in_one_column_are_asked_back(self) -> None:
        """0.9 among points."""
        assert "完成率 C6“0.9” 本栏其他数按百分数填" in said(XT_STATUS(column(65.0, 0.9), one(0.75)))

    def test_a_missing_or_zero_target_is_told(self) -> None:
        """Each rate needs its own."""
        assert "目标 C6 是空的" in said(XT_STATUS(column(0.1, 0.2), column(0.3, None)))
        assert "目标 C6“0” 是0，不能比" in said(XT_STATUS(column(0.1, 0.2), column(0.3, 0.0)))

    def test_unequal_lengths_are_told(self) -> None:
        """Two rates, three targets."""
        assert said(XT_STATUS(column(0.1, 0.2), column(0.3, 0.3, 0.3))) == (
            "XT_STATUS：目标 有3格，完成率有2格，选一样长的"
        )

    def test_another_bound_may_be_tried(self) -> None:
        """支出黄灯比例 90 %: 0.65 is below 90 % of 75 %."""
        yellow = block(["支出黄灯比例", 90.0])
        assert XT_STATUS(one(0.65), one(0.75), None, yellow) == [["红"]]


class TestRank:
    """XT_RANK(得分, [代码])."""

    def test_equal_scores_share_a_place_and_the_next_is_skipped(self) -> None:
        """第12条 缺省: 1, 1, 3."""
        assert flat(XT_RANK(column(86.5, 99.6, 86.5, 40.0))) == [2, 1, 2, 4]

    def test_counties_without_a_score_have_no_place(self) -> None:
        """Blank, 未上报, 不参评."""
        assert flat(XT_RANK(column(80.0, None, "未上报", 90.0, "不参评", ""))) == [2, "", "", 1, "", ""]

    def test_scores_are_compared_as_published_to_two_decimals(self) -> None:
        """91.495 is published as 91.50; 0.1 + 0.2 is 0.3."""
        assert flat(XT_RANK(column(91.5, 91.495, 91.494))) == [1, 1, 3]
        assert flat(XT_RANK(column(0.305, 0.1 + 0.205))) == [1, 1]

    def test_texts_that_are_numbers_count(self) -> None:
        """An apostrophe before the number, full width digits."""
        assert flat(XT_RANK(column("'90", "９１．５", 91.0))) == [3, 1, 2]

    def test_every_wrong_cell_is_named(self) -> None:
        """A word and an error cell; nothing is ranked."""
        text = said(XT_RANK(column(90.0, "九十", "#N/A")))
        assert text.startswith("XT_RANK 有2处要改：得分 C6“九十” 不是数")
        assert "得分 C7“#N/A” 单元格是错误值 #N/A" in text

    def test_a_heading_in_a_selection_is_told(self) -> None:
        """Only of whole columns headings are passed over: here it may be a mistyped score."""
        assert said(XT_RANK(column("综合得分", 90.0))).startswith("XT_RANK：得分 C5“综合得分” 不是数")
        assert XT_RANK(whole_column("综合得分", 90.0)) == [[""], [1]]

    def test_a_message_of_another_function_is_told_once(self) -> None:
        """Its own sentence stands in all cells of an array formula."""
        message = "XT_SCORE：调度表 里没有找到表头，连同表头一起选"
        assert said(XT_RANK(column(*[message] * 40))) == (
            "XT_RANK：得分 C5 是另一个函数的提示，先照那条提示改好"
        )

    def test_a_county_that_stands_twice_is_told(self) -> None:
        """511002 in C5 and C7."""
        codes = column("511002", "511102", 511002.0, None)
        assert said(XT_RANK(column(90.0, 80.0, 70.0, None), codes)) == (
            "XT_RANK：代码 C7“511002” 与 C5 重复，一个县只留一行"
        )

    def test_a_score_without_code_is_told(self) -> None:
        """A blank code beside a blank score is none."""
        assert said(XT_RANK(column(90.0, 80.0, None), column("511002", None, None))) == (
            "XT_RANK：代码 C6 是空的，填行政区划代码"
        )

    def test_a_long_list_of_faults_is_cut_with_their_number(self) -> None:
        """Excel shows no more than 255 characters of a text in an array."""
        text = said(XT_RANK(column(*["错"] * 30)))
        assert len(text) <= 250
        assert text.startswith("XT_RANK 有30处要改：") and text.endswith("处")

    @given(st.lists(st.one_of(st.none(), st.integers(0, 400)), min_size=1, max_size=25), st.integers(0, 9))
    @settings(max_examples=80, deadline=None)
    def test_order_is_irrelevant_and_a_place_is_one_more_than_the_better(
        self, quarters: list[int | None], seed: int
    ) -> None:
        """No row is lost; each place counts the higher scores."""
        scores = [None if q is None else q / 4 for q in quarters]
        if all(score is None for score in scores):
            return
        expected = {s: 1 + sum(t > s for t in scores if t is not None) for s in scores if s is not None}
        shuffled = random.Random(seed).sample(scores, len(scores))
        for order in (scores, shuffled):
            assert flat(XT_RANK(column(*order))) == ["" if s is None else expected[s] for s in order]
