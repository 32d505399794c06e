"""The five buttons of the money pressed, and what an officer types between two presses."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.money.desk import CODE, EAST, TODAY, Desk, disclosures, fund, funds, payment, project
from xltools.errors import PolicyError
from xltools.tables.declared.money import DISCLOSURES, FUNDS, MAPPING, PAYMENTS, STANDARD_MAPPING
from xltools.tables.declared.money_results import (
    AWARDS,
    DISCLOSURE_CHECK,
    FUNDING,
    INDUSTRY_SHARES,
    PAYMENT,
    PAYMENT_SUMMARY,
)
from xltools.tables.declared.projects import PROJECTS
from xltools.tables.declared.record import RUNS


def test_a_county_with_everything_in_order_is_green_and_keeps_its_award(desk: Desk) -> None:
    for key in ("industry", "funding", "payment", "disclosure", "awards"):
        result = desk.press(key)
        assert result.done and not result.issues, (key, result.issues)
    shares = desk.rows(INDUSTRY_SHARES)
    assert shares.loc[shares["资金级次"].isin(["中央", "省级"]), "结论"].unique().tolist() == ["绿"]
    assert desk.column(FUNDING, "结论") == desk.column(PAYMENT, "结论") == ["绿"]
    assert set(desk.column(DISCLOSURE_CHECK, "状态")) == {"已公开"}
    assert desk.column(AWARDS, "资格") == ["保留"] and "与台账不符" not in result.message


def test_the_shipped_mapping_is_filled_in(desk: Desk) -> None:
    assert desk.column(MAPPING, "任务方向") == [row[0] for row in STANDARD_MAPPING]


def test_awards_alone_says_that_the_others_were_not_pressed_and_presses_them(desk: Desk) -> None:
    result = desk.press("awards")
    assert result.facts["stale"] == ["投入比对", "拨付核查", "拨付汇总", "公开核查"]
    assert [i.problem for i in result.issues] == ["还没有按过"] * 4
    assert desk.column(FUNDING, "结论") == ["绿"] and len(desk.rows(DISCLOSURE_CHECK)) == 10


def test_awards_notices_a_ledger_changed_since(desk: Desk) -> None:
    """拨付核查 was pressed, then the payment was put off to day 61."""
    for key in ("funding", "payment", "disclosure"):
        desk.press(key)
    desk.put(PAYMENTS, payment(末次支付日期=dt.date(2024, 7, 1)))
    result = desk.press("awards")
    assert result.facts["stale"] == ["拨付核查", "拨付汇总"]
    assert "“拨付核查”、“拨付汇总”与台账不符，已一并重算" in result.message
    assert any("原来的结果与现在的台账、参数不符（1行）" in i.problem for i in result.issues)
    assert desk.column(PAYMENT, "结论") == ["红"] and desk.column(AWARDS, "资格") == ["取消"]
    assert "拨付不及时（完工超过60天的项目1个，达到1个）" in desk.column(AWARDS, "原因")[0]


def test_awards_notices_that_time_has_passed(desk: Desk) -> None:
    """Unpaid on day 30, and the next day no longer in time."""
    desk.put(PAYMENTS, payment(已支付=50.0, 完工日期=dt.date(2024, 9, 8), 末次支付日期=dt.date(2024, 9, 1)))
    for key in ("funding", "payment", "disclosure"):
        desk.press(key, today=TODAY)
    assert desk.press("awards", today=TODAY).facts["stale"] == []
    assert "拨付核查" in desk.press("awards", today=TODAY + dt.timedelta(1)).facts["stale"]


def test_awards_notices_a_verdict_changed_by_hand(desk: Desk) -> None:
    for key in ("funding", "payment", "disclosure"):
        desk.press(key)
    desk.type(FUNDING, 0, "结论", "红")
    assert desk.press("awards").facts["stale"] == ["投入比对"]
    assert desk.column(FUNDING, "结论") == ["绿"]


def test_a_decision_needs_a_reason_survives_and_is_the_standing(desk: Desk) -> None:
    desk.press("awards")
    cell = desk.type(AWARDS, 0, "核定", "取消")
    refused = desk.press("awards")
    assert not refused.done and refused.errors[0].cell == cell.replace(cell[0], "K")
    desk.type(AWARDS, 0, "核定理由", "局务会（模拟）")
    assert desk.press("awards").done
    assert desk.column(AWARDS, "资格") == ["取消"] and desk.column(AWARDS, "认定") == ["保留"]
    desk.put(FUNDS, *lower())
    result = desk.press("awards")
    assert any(i.problem == "核定以后，认定或原因有变" for i in result.issues)
    assert desk.column(AWARDS, "核定理由") == ["局务会（模拟）"]


def lower() -> list[dict[str, object]]:
    """This year's own funds fall from 180 to 170."""
    county = {"金额": 70.0, "产业金额": 0.0, "到位金额": 70.0}
    return [r | county if (r["资金级次"], r["年度"]) == ("县级", 2024) else r for r in funds()]


@pytest.mark.parametrize(
    ("key", "table"), [("funding", FUNDING), ("payment", PAYMENT), ("disclosure", DISCLOSURE_CHECK)]
)
def test_what_was_found_out_stays_through_every_further_press(desk: Desk, key: str, table: object) -> None:
    desk.press(key)
    desk.type(table, 0, "核实情况", "已电话核实（模拟）")
    for again in (key, key, "awards"):
        desk.press(again)
    assert desk.column(table, "核实情况")[0] == "已电话核实（模拟）"


def test_a_remark_whose_project_is_gone_is_told_word_for_word(desk: Desk) -> None:
    desk.press("payment")
    desk.type(PAYMENT, 0, "核实情况", "质保金有争议（模拟）")
    desk.put(PAYMENTS, payment(项目编码="511011202400000002", 行政区划代码=EAST))
    told = [i.problem for i in desk.press("payment").issues]
    assert any("质保金有争议（模拟）" in problem and CODE in problem for problem in told)


def test_another_year_s_results_stay_below(desk: Desk) -> None:
    """监管年度 2023 after 2024: the rows of 2024 with their remarks are not lost."""
    desk.press("funding")
    desk.type(FUNDING, 0, "核实情况", "属实（模拟）")
    assert desk.press("funding", 监管年度="2023").done
    assert desk.column(FUNDING, "年度") == [2023, 2024]
    assert desk.column(FUNDING, "核实情况")[1] == "属实（模拟）"


def test_a_year_without_data_is_said_and_nothing_is_written(desk: Desk) -> None:
    desk.press("funding")
    for key in ("industry", "funding", "disclosure", "awards"):
        result = desk.press(key, 监管年度="2026")
        assert not result.done
        assert any("没有2026年度的数据，只有2023年、2024年的" in i.problem for i in result.errors)
    assert desk.column(FUNDING, "年度") == [2024]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("监管年度", "今年", "应写成四位年份"),
        ("核查截止日期", "九月底", "不是日期"),
        ("核查截止日期", "2024-12-31", "晚于今天"),
    ],
)
def test_a_setting_that_cannot_be_is_asked_back(desk: Desk, name: str, value: str, said: str) -> None:
    with pytest.raises(PolicyError, match=said):
        desk.press("payment", **{name: value})


def test_payments_are_reckoned_to_the_day_that_was_set(desk: Desk) -> None:
    """Unpaid: on 31 May day 30, in October long past."""
    desk.put(PAYMENTS, payment(已支付=50.0, 末次支付日期=dt.date(2024, 4, 1)))
    desk.press("payment", 核查截止日期="2024-05-31")
    assert desk.column(PAYMENT, "结论") == ["未到期"]
    desk.press("payment")
    assert desk.column(PAYMENT, "结论") == ["红"]


def test_one_wrong_row_stops_no_other_project(desk: Desk) -> None:
    wrong = payment(项目编码="511011202400000002", 已支付=101.0, 行政区划代码=EAST)
    desk.put(PAYMENTS, payment(), wrong)
    result = desk.press("payment")
    assert result.done and result.exit_code == 1
    assert desk.column(PAYMENT, "结论") == ["无数据", "绿"]
    assert desk.column(PAYMENT_SUMMARY, "无法判定数") == [1]
    assert [i.column for i in result.errors] == ["已支付"]


def test_a_project_begun_and_not_in_the_ledger_keeps_the_award_open(desk: Desk) -> None:
    more = project(项目编码="511011202400000003", 实施状态="已开工", 完工日期=None)
    desk.put(PROJECTS, project(), more, workbook=desk.library)
    result = desk.press("payment")
    assert "项目库已开工而台账没有的1个" in result.message
    desk.press("awards")
    assert desk.column(AWARDS, "资格") == ["待定"]
    assert "拨付台账少1个已开工项目" in desk.column(AWARDS, "原因")[0]


def test_without_a_library_it_says_what_is_missing(desk: Desk) -> None:
    desk.library.unlink()
    result = desk.press("payment")
    assert not result.done and "同一文件夹里没有“项目库”" in result.errors[0].problem
    desk.put(PAYMENTS, payment(行政区划代码=EAST))
    assert desk.press("payment").done and "同一文件夹里没有“项目库”" in desk.press("payment").message


def test_the_june_line_is_taken_from_the_returns_beside(desk: Desk) -> None:
    """依据: 第12条. 调度表 of June says 0 and 0; the clash with the ledger is told at its cell."""
    figures = {
        f"{level}{stage}": 0.0
        for level in ("中央", "省级", "市级", "县级")
        for stage in ("下达", "到位", "支出")
    }
    desk.returns({"期别": "2024-06", "行政区划代码": EAST, "市州": "内江市", "县区": "东兴区", **figures})
    result = desk.press("funding")
    assert desk.column(FUNDING, "是否约谈") == ["是"] and result.facts["interviews"] == [EAST]
    assert "列入约谈" in result.message and "调度排名.xlsx" in result.message
    assert any("一个为0、一个不为0" in i.problem for i in result.issues)


def test_what_is_shown_and_matches_nothing_is_told(desk: Desk) -> None:
    """A slip in 资金文号: the funds count as not shown, and the row that was meant is pointed at."""
    rows = disclosures()
    rows[-2] |= {"资金文号": "模拟〔2024〕1号"}
    desk.put(DISCLOSURES, *rows)
    [told] = [i for i in desk.press("disclosure").issues if i.table == "公示台账"]
    assert "对不上资金台账" in told.problem and told.cell == "A13"
    assert "未公开" in desk.column(DISCLOSURE_CHECK, "状态")


def test_a_row_twice_is_asked_about(desk: Desk) -> None:
    desk.put(FUNDS, *funds(), fund("中央"))
    assert any("疑似重复" in i.problem for i in desk.press("industry").issues)


def test_the_run_is_recorded_with_files_and_day(desk: Desk) -> None:
    desk.press("payment")
    [said] = desk.column(RUNS, "按钮")
    assert said.startswith("拨付核查（2024年度；截至2024-10-08；项目库.xlsx #")


@pytest.mark.parametrize("key", ["disclosure", "awards"])
def test_a_ledger_of_notices_not_filled_in_is_no_proof_that_nothing_was_shown(desk: Desk, key: str) -> None:
    """An empty 公示台账 would take the award from every county of the province."""
    desk.put(DISCLOSURES)
    result = desk.press(key)
    assert not result.done
    assert [(i.table, i.problem) for i in result.issues] == [
        ("公示台账", "公示台账没有2024年度的一行，不能把各级各县都当成未公开")
    ]
    desk.put(DISCLOSURES, *disclosures()[:1])
    assert desk.press(key).done
    assert "未公开" in desk.column(DISCLOSURE_CHECK, "状态")


@pytest.mark.parametrize(
    ("typed", "day", "said"),
    [(90.0, dt.date(2024, 10, 8), True), (80.0, dt.date(2024, 12, 31), True),
     (80.0, dt.date(2025, 1, 1), False), (100.0, dt.date(2024, 10, 8), False)],
)  # fmt: skip
def test_a_part_of_the_year_is_told_from_a_whole_one(
    desk: Desk, typed: float, day: dt.date, said: bool
) -> None:
    """90 + 90 last year: 90 + 90 is 黄 and 80 + 80 红, but until 31 December more may come."""
    rows = funds()
    desk.put(FUNDS, *rows[:6], *(row | {"金额": typed, "到位金额": typed} for row in rows[6:]))
    settings = {} if day.year == 2024 else {"监管年度": "2024"}
    for key, head in (("funding", ""), ("awards", "投入：")):
        message = desk.press(key, today=day, **settings).message
        assert (f"{head}2024年还没有过完，下降和持平是截至{day}的" in message) is said
    assert ("2024年还没有过完" in desk.column(FUNDING, "依据")[0]) is said
