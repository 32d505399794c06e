"""问题销号 pressed: the ledger, 销号情况, and what reaches 日常计分 and 调度排名 (第6、11、12条)."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from tests.inspections.desk import Desk, begun
from tests.rules.conftest import PERFECT, frame_of
from tests.rules.inspected import DONGXING, LESHAN, NEIJIANG, found, roster
from xltools.tables.declared.dispatch import COUNTIES, DISPATCH
from xltools.tables.declared.inspections import (
    CITY_CLOSINGS,
    COUNTY_CLOSINGS,
    FOUND,
    POINT_EVENTS,
)
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.points import LEDGER
from xltools.tables.declared.record import ISSUES

LATE = {"检查日期": "2024-08-01"}
"""Due 2 September 2024: 28 days late at the end of that month, 36 on 8 October."""


def test_every_county_gets_a_line_and_no_record_is_no_data(desk: Desk) -> None:
    desk.problems(LATE)
    desk.visited({"行政区划代码": DONGXING})
    result = desk.press("closeout")
    lights = desk.rows(COUNTY_CLOSINGS).set_index("行政区划代码")["结论"].to_dict()
    assert lights == {NEIJIANG: "红", DONGXING: "绿", LESHAN: "无数据"}
    assert "问题台账1个，已核销0个；逾期未销号1个、涉及1个县" in result.message
    assert "1个县没有检查数据" in result.message
    assert len(desk.rows(CITY_CLOSINGS)) == 2
    row = desk.rows(FOUND).iloc[0]
    assert row[["编号", "县区", "状态", "逾期天数"]].tolist() == ["2024-0001", "市中区", "待整改", 36]


def test_closing_without_evidence_stops_at_its_cell_and_changes_nothing(desk: Desk) -> None:
    desk.problems({}, {"核销意见": "同意", "核销日期": "2024-06-01", "核销人": "模拟", "整改情况": "已改"})
    result = desk.press("closeout")
    told = desk.rows(ISSUES)
    assert not result.done
    assert told[["单元格", "列", "问题"]].to_numpy().tolist() == [
        ["P6", "佐证材料", "没有佐证材料，不能核销"],
        ["Q6", "销号申请日期", "没有销号申请日期，不能核销"],
    ]
    assert desk.rows(FOUND)["编号"].isna().all()
    assert desk.rows(COUNTY_CLOSINGS).empty


def test_a_problem_is_followed_from_open_to_closed(desk: Desk) -> None:
    """Found, mended, applied for, sent back, applied for again, closed; its number and words stay."""
    desk.problems({"检查日期": "2024-09-20"})

    def state(**typed) -> str:
        desk.type(FOUND, 0, typed)
        assert desk.press("closeout").done
        return desk.rows(FOUND)["状态"][0]

    assert state() == "待整改"
    assert state(整改情况="模拟：已付款", 佐证材料="照片1") == "整改中"
    assert state(销号申请日期=dt.date(2024, 9, 25)) == "待核销"
    assert state(核销意见="退回", 核销日期=dt.date(2024, 9, 26), 核销人="模拟") == "退回整改"
    assert state(核销意见=None, 核销日期=None, 核销人=None, 销号申请日期=dt.date(2024, 9, 30)) == "待核销"
    assert state(核销意见="同意", 核销日期=dt.date(2024, 10, 8), 核销人="模拟") == "已核销"
    row = desk.rows(FOUND).iloc[0]
    assert row[["编号", "整改情况", "佐证材料"]].tolist() == ["2024-0001", "模拟：已付款", "照片1"]
    assert desk.rows(COUNTY_CLOSINGS).set_index("行政区划代码").loc[NEIJIANG, "结论"] == "绿"


def test_a_second_press_changes_nothing(desk: Desk) -> None:
    desk.problems(LATE, {"来源": "审计"}, {"行政区划代码": LESHAN})
    desk.press("closeout")
    tables = (FOUND, COUNTY_CLOSINGS, CITY_CLOSINGS, POINT_EVENTS)
    before = [desk.rows(table) for table in tables]
    desk.press("closeout")
    assert all(desk.rows(table).equals(then) for table, then in zip(tables, before, strict=True))


def test_a_project_code_is_held_against_the_library_beside_it(desk: Desk) -> None:
    desk.projects(begun(NEIJIANG, 1))
    desk.problems({"项目编码": f"{NEIJIANG}0001"}, {"项目编码": f"{NEIJIANG}0002"})
    result = desk.press("closeout")
    assert [(i.column, i.severity.value) for i in result.issues if i.table == "问题台账"] == [
        ("项目编码", "提示")
    ]
    (desk.folder / "项目库.xlsx").unlink()
    assert "没有核对项目编码" in desk.press("closeout").message


def test_a_deadline_in_a_year_nobody_announced_is_told_at_its_cell(desk: Desk) -> None:
    desk.problems({"整改期限": "2031-05-06"})
    result = desk.press("closeout")
    assert [(i.column, "2031年" in i.problem) for i in result.errors] == [("整改期限", True)]


def test_an_empty_ledger_still_says_who_has_no_data(desk: Desk) -> None:
    result = desk.press("closeout")
    assert result.done
    assert desk.rows(COUNTY_CLOSINGS)["结论"].tolist() == ["无数据"] * 3


def test_what_is_found_reaches_the_points_ledger_once(desk: Desk) -> None:
    """拨付不及时 -2 and 问题未按期整改 -3; a no that comes later takes the second back."""
    points = desk.add("日常计分.xlsx")
    desk.put(COUNTIES, roster(), points)
    desk.problems(LATE)
    desk.press("closeout")

    def counted() -> list[list[object]]:
        assert desk.press("points", workbook=points).done
        return desk.rows(LEDGER, points)[["来源", "计分", "状态"]].to_numpy().tolist()

    both = [["检查", -2, "计入"], ["检查", -3, "计入"]]
    assert counted() == both
    assert counted() == both
    desk.type(POINT_EVENTS, 1, {"是否计分": "否"})
    assert counted() == [["检查", -2, "计入"], ["检查", -3, "不计入"]]
    desk.press("closeout")
    assert desk.rows(POINT_EVENTS)["是否计分"].tolist() == ["是", "否"]


def test_what_is_overdue_reaches_the_list_of_letters(desk: Desk) -> None:
    """28 days late on 30 September: 提醒敦促函; what the officer said of it stays when ranked again."""
    ranking = desk.add("调度排名.xlsx")
    desk.put(COUNTIES, roster(), ranking)
    rows = [
        {**PERFECT, "行政区划代码": code, "市州": city, "县区": name}
        for code, city, name in (
            (NEIJIANG, "内江市", "市中区"), (DONGXING, "内江市", "东兴区"), (LESHAN, "乐山市", "市中区"),
        )
    ]  # fmt: skip
    desk.put(DISPATCH, frame_of(DISPATCH, rows), ranking)
    desk.problems(LATE)
    desk.press("closeout")
    result = desk.press("rank", workbook=ranking)
    letters = desk.rows(LETTERS, ranking)
    assert letters[["函件", "代码", "是否签发"]].to_numpy().tolist() == [["提醒敦促函", NEIJIANG, "是"]]
    assert letters["依据"][0].startswith(
        "第12条 截至2024-09-30有1个督导检查问题逾期未销号，最长逾期28天：2024-0001"
    )
    assert "读取了同一文件夹的“督导检查.xlsx”" in result.message


def test_problems_not_yet_pressed_are_noticed_by_the_ranking(desk: Desk) -> None:
    ranking = desk.add("调度排名.xlsx")
    desk.put(COUNTIES, roster(), ranking)
    row = {**PERFECT, "行政区划代码": NEIJIANG, "市州": "内江市", "县区": "市中区"}
    desk.put(DISPATCH, frame_of(DISPATCH, [row]), ranking)
    desk.put(FOUND, pd.DataFrame(found(LATE)))
    result = desk.press("rank", workbook=ranking)
    assert any("有1个问题没有最后一日" in issue.problem for issue in result.issues)


def test_last_years_points_stay_and_are_not_counted_as_this_years(desk: Desk) -> None:
    """Found on 5 May 2024 and late in June: two events of 2024; in January 2025 none is new."""
    desk.problems({"检查日期": "2024-05-05"})
    assert "拟计分2件" in desk.press("closeout").message
    before = desk.rows(POINT_EVENTS)
    assert "拟计分" not in desk.press("closeout", today=dt.date(2025, 1, 10)).message
    assert desk.rows(POINT_EVENTS).equals(before)
