"""XT_SCORE and XT_LIGHTS: the button's scores and lights for a block of cells, found by its header."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest

from tests.formulas import scenario
from tests.udfs.cells import block, flat, one, said
from xltools.tables.declared.dispatch import DISPATCH, LEVELS
from xltools.udfs import XT_LIGHTS, XT_RANK, XT_SCORE
from xltools.udfs.given import Given

SCORES = ["投入得分", "支出得分", "实施得分", "质量得分", "综合得分"]
STATES = ["投入状态", "支出状态", "实施状态", "质量状态", "综合状态"]
BLANK = [""] * 5

SMALL = ("县区", "下达合计", "支出合计", "上年市县投入", "本年市县投入", "项目总数", "开工数", "完工数",
         "在库项目数", "问题项目数")  # fmt: skip
FAIR = ("甲县", 2000.0, 1224.0, 1000.0, 1050.0, 10.0, 9.0, 5.0, 150.0, 3.0)
"""September: 61.2 % of 75 % = 81.6 points; growth 5 %; 9/10 of 100 % ×60 + 40 = 94; 2 % with issues = 98.
Total 20 + 32.64 + 18.8 + 19.6 = 91.04. Lights: growth green, spending
yellow (≥ 60 %), works yellow, issues green.
"""
BEST = ("乙县", 2000.0, 1500.0, 1000.0, 1100.0, 10.0, 10.0, 5.0, 150.0, 0.0)


def dispatch_block(rows: list[dict[str, Any]], names: list[str]) -> Given:
    return block(names, *([row.get(name) for name in names] for row in rows))


def small(*rows: tuple[Any, ...], names: tuple[str, ...] = SMALL) -> Given:
    return block(names, *rows)


def by_code() -> dict[str, list[float]]:
    """The hand-worked scores of the scenario."""
    return {row["行政区划代码"]: [row[name] for name in SCORES] for row in scenario.RANKED}


class TestScore:
    """XT_SCORE(调度表, [期别], [参数])."""

    def test_scores_are_the_hand_worked_ones(self) -> None:
        """tests/formulas/scenario.py works them out; 511124 is 不参评."""
        answer = XT_SCORE(dispatch_block(scenario.COUNTIES, DISPATCH.names))
        assert answer[0] == SCORES
        for row, own in zip(scenario.COUNTIES, answer[1:], strict=True):
            assert own == by_code().get(row["行政区划代码"], ["", "", "", "", "不参评"])

    def test_neither_the_order_of_rows_nor_of_columns_matters(self) -> None:
        """Each row keeps its own scores."""
        rows = random.Random(7).sample(scenario.COUNTIES, len(scenario.COUNTIES))
        names = random.Random(8).sample(DISPATCH.names, len(DISPATCH.names))
        answer = XT_SCORE(dispatch_block(rows, names))
        for row, own in zip(rows, answer[1:], strict=True):
            assert own == by_code().get(row["行政区划代码"], ["", "", "", "", "不参评"])

    def test_each_row_is_scored_by_its_own_period(self) -> None:
        """The targets of July and of June (50 %): 511002 spent 58.33 %, full marks in both; 东兴区 40 %."""
        june = [{**row, "期别": "2024-06"} for row in scenario.COUNTIES[:2]]
        answer = XT_SCORE(dispatch_block([*june, *scenario.COUNTIES[:2]], DISPATCH.names))
        assert [row[1] for row in answer[1:]] == [80.0, 100.0, 68.58, 100.0]

    def test_a_period_chooses_its_rows(self) -> None:
        """The others stay blank."""
        june = [{**row, "期别": "2024-06"} for row in scenario.COUNTIES[:2]]
        rows = dispatch_block([*june, *scenario.COUNTIES[:2]], DISPATCH.names)
        answer = XT_SCORE(rows, one(dt.datetime(2024, 7, 31)))
        assert answer[1:3] == [BLANK, BLANK]
        assert [row[1] for row in answer[3:]] == [68.58, 100.0]
        assert said(XT_SCORE(rows, one("2024-09"))) == (
            "XT_SCORE：调度表 里没有 2024-09 的行，核对期别；不给期别则各行按自己的期别算"
        )

    def test_a_small_table_with_totals_alone_is_enough(self) -> None:
        """See FAIR; title, 合计 row and blank rows are answered by blanks, the height stays."""
        total = ("合计", 4000.0, 2724.0, 2000.0, 2150.0, 20.0, 19.0, 10.0, 300.0, 3.0)
        answer = XT_SCORE(
            block(("某市测算",) + (None,) * 9, SMALL, FAIR, BEST, total, (None,) * 10, (None,) * 10),
            one("2024-09"),
        )
        assert answer == [
            BLANK, SCORES, [100.0, 81.6, 94.0, 98.0, 91.04], [100.0] * 5, BLANK, BLANK, BLANK
        ]  # fmt: skip

    def test_the_period_may_stand_in_the_title(self) -> None:
        """As in the counties' own sheets."""
        answer = XT_SCORE(block(("2024年9月调度表",) + (None,) * 9, SMALL, FAIR))
        assert answer[2][4] == 91.04

    def test_without_any_period_it_is_asked_for(self) -> None:
        """Nothing is guessed from the clock."""
        assert said(XT_SCORE(small(FAIR))) == (
            "XT_SCORE：调度表 里没有“期别”栏，也没有给期别，在第2个参数写期别，如 2024-09"
        )

    def test_other_weights_may_be_tried(self) -> None:
        """25/25/25/25: (100 + 81.6 + 94 + 98) ÷ 4 = 93.4."""
        weights = block(*([f"{d}权重", 25.0] for d in ("投入", "支出", "实施", "质量")))
        assert XT_SCORE(small(FAIR), one("2024-09"), weights)[1][4] == 93.4

    def test_the_basis_may_be_changed_to_one_level(self) -> None:
        """支出率级次 中央: 100 of 200 in September is 50 ÷ 75 = 66.67 points; totals do not stand in."""
        level = block(["支出率级次", "中央"])
        names = ("县区", "中央下达", "中央支出", *SMALL[3:])
        rows = small(("甲县", 200.0, 100.0, *FAIR[3:]), names=names)
        assert XT_SCORE(rows, one("2024-09"), level)[1][1] == 66.67
        assert "没有“中央下达”这一栏" in said(XT_SCORE(small(FAIR), one("2024-09"), level))

    def test_arrival_may_be_the_base(self) -> None:
        """支出率分母 到位: 1224 of 1632 is 75 %."""
        names = (*SMALL, "到位合计")
        rows = small((*FAIR, 1632.0), names=names)
        assert XT_SCORE(rows, one("2024-09"), block(["支出率分母", "到位"]))[1][1] == 100.0

    def test_every_fault_is_named_with_its_cell(self) -> None:
        """A word, a blank, an error and a contradiction, in three rows."""
        bad = list(FAIR)
        bad[3] = "约1000"
        rows = small(tuple(bad), (*BEST[:2], "#REF!", *BEST[3:]), (*BEST[:7], 11.0, *BEST[8:]))
        text = said(XT_SCORE(rows, one("2024-09")))
        assert text.startswith("XT_SCORE 有3处要改：")
        for part in ("上年市县投入 D5“约1000”", "支出合计 C6“#REF!”", "完工数 H7“11” 完工数11大于开工数10"):
            assert part in text

    def test_blanks_and_zero_bases_are_told_and_never_scored_as_zero(self) -> None:
        """As the button refuses them."""
        rows = small((*FAIR[:9], None), ("乙县", 0.0, 0.0, *BEST[3:]))
        text = said(XT_SCORE(rows, one("2024-09")))
        assert text.startswith("XT_SCORE 有2处要改：问题项目数 J5 参评县没有填这一栏")
        assert "下达合计 B6“0” 参评县的" in text and "合计为0，不能算支出率" in text

    def test_faults_of_all_periods_are_told_together(self) -> None:
        """One sentence for June and July."""
        june = {**scenario.COUNTIES[0], "期别": "2024-06", "项目总数": None}
        july = {**scenario.COUNTIES[1], "在库项目数": None}
        assert said(XT_SCORE(dispatch_block([june, july], DISPATCH.names))).startswith("XT_SCORE 有2处要改")

    def test_a_missing_column_is_named(self) -> None:
        """With what to do."""
        rows = block(SMALL[:-1], FAIR[:-1])
        assert "没有“问题项目数”这一栏" in said(XT_SCORE(rows, one("2024-09")))

    def test_spending_more_than_was_issued_is_told(self) -> None:
        """A block without 到位 has nothing else to compare with."""
        levels = [f"{level}{stage}" for level in LEVELS for stage in ("下达", "支出")]
        rows = block(("县区", *levels, *SMALL[3:]), ("甲县", 10.0, 11.0, *[10.0] * 6, *FAIR[3:]))
        assert "中央支出 C5“11” 中央支出11大于中央下达10" in said(XT_SCORE(rows, one("2024-09")))

    def test_a_block_without_header_is_refused(self) -> None:
        """The officer selected the rows alone."""
        assert said(XT_SCORE(block(FAIR, BEST), one("2024-09"))).startswith(
            "XT_SCORE：调度表 里没有找到表头，连同表头一起选"
        )

    def test_a_header_without_rows_is_refused(self) -> None:
        """The officer selected the header alone."""
        assert (
            said(XT_SCORE(block(SMALL), one("2024-09")))
            == "XT_SCORE：调度表 表头下面没有数据，把数据行也选上"
        )

    def test_an_array_that_stands_in_no_cells_is_told_by_row_and_column(self) -> None:
        """Such as 表[#全部] multiplied in a formula: there is no address to name."""
        rows = Given.of([list(SMALL), [*FAIR[:9], "三"]])
        assert "问题项目数 区域内J2“三”" in said(XT_SCORE(rows, one("2024-09")))


class TestLights:
    """XT_LIGHTS(调度表, [期别], [参数])."""

    def test_lights_are_those_of_the_four_dimensions_and_overall(self) -> None:
        """See FAIR: two yellows, so yellow overall."""
        answer = XT_LIGHTS(small(FAIR, BEST), one("2024-09"))
        assert answer == [STATES, ["绿", "黄", "黄", "绿", "黄"], ["绿"] * 5]

    def test_a_county_that_takes_no_part_has_none(self) -> None:
        """不参评 in the last cell."""
        rows = small((*FAIR, "是"), (*["丙县"], *[0.0] * 9, "否"), names=(*SMALL, "是否参评"))
        assert XT_LIGHTS(rows, one("2024-09"))[2] == ["", "", "", "", "不参评"]


def test_scores_can_be_ranked_as_they_come() -> None:
    """XT_RANK over the last column of XT_SCORE, 不参评 included; the places of the scenario."""
    answer = XT_SCORE(dispatch_block(scenario.COUNTIES, DISPATCH.names))
    places = flat(XT_RANK(Given.of([row[4:] for row in answer[1:]], 5, 30)))
    expected = {row["行政区划代码"]: row["排名"] for row in scenario.RANKED}
    assert places == [expected.get(row["行政区划代码"], "") for row in scenario.COUNTIES]


@pytest.mark.parametrize("height", [1_048_576, 65_536])
def test_whole_columns_are_answered_as_far_as_they_are_filled(height: int) -> None:
    """A million blank rows below are not answered."""
    rows = small(FAIR)
    whole = Given(rows.rows, height, len(SMALL), 1, 1)
    assert len(XT_SCORE(whole, one("2024-09"))) == 2
