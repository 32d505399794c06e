"""入库审查 pressed: what is judged, what moves in, what a typing mistake may not do (第7、8条)."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from tests.library.desk import Desk, project
from xltools.tables.declared.lists import SCREENED
from xltools.tables.declared.project_results import REVIEWED
from xltools.tables.declared.projects import PROJECTS, PROPOSED

NEW = {"入库日期": None}


def decide(desk: Desk, code: str, answer: str) -> None:
    """Fill 是否入库 for one project."""
    desk.type(REVIEWED, desk.column(REVIEWED, "项目编码").index(code), "是否入库", answer)


def test_both_tables_are_judged_and_every_row_has_its_verdict(desk: Desk) -> None:
    """依据: 第8条; a project without 绩效目标 and 论证 is barred for both reasons at once."""
    bare = dict.fromkeys(("绩效目标", "论证方式", "论证文号", "论证日期", "论证结论"))
    desk.put(PROPOSED, project("511011202400000001", **NEW, **bare))
    desk.put(PROJECTS, project("511011202300000002"))
    result = desk.press("review")
    found = desk.rows(REVIEWED)
    assert list(zip(found["项目编码"], found["所在表"], found["结论"], strict=True)) == [
        ("511011202400000001", "拟入库", "不予入库"),
        ("511011202300000002", "项目库", "通过"),
    ]
    assert "绩效目标" in found["问题"][0] and "评估论证" in found["问题"][0] and "第7条" in found["依据"][0]
    assert "通过1、不予入库1、待确认0" in result.message


def test_what_passed_and_was_confirmed_moves_in_today(desk: Desk) -> None:
    desk.put(PROPOSED, project("511011202400000001", **NEW), project("511011202400000002", **NEW))
    desk.press("review")
    decide(desk, "511011202400000001", "是")
    desk.press("review", today=dt.date(2024, 9, 2))
    assert desk.column(PROPOSED, "项目编码") == ["511011202400000002"]
    assert desk.column(PROJECTS, "项目编码") == ["511011202400000001"]
    assert desk.column(PROJECTS, "入库日期") == [pd.Timestamp(2024, 9, 2)]
    assert desk.column(REVIEWED, "所在表") == ["项目库", "拟入库"]


def test_what_did_not_pass_does_not_move_though_confirmed(desk: Desk) -> None:
    """依据: 第7条 未进行评估论证的项目不得开展项目入库."""
    desk.put(PROPOSED, project("511011202400000001", **NEW, 论证方式="未论证"))
    desk.press("review")
    decide(desk, "511011202400000001", "是")
    result = desk.press("review")
    assert desk.column(PROPOSED, "项目编码") == ["511011202400000001"] and not len(desk.rows(PROJECTS))
    assert [issue.cell for issue in result.errors] == ["E5"] and "不予入库" in result.errors[0].problem


def test_a_decision_without_a_move_stays_in_the_table(desk: Desk) -> None:
    desk.put(PROPOSED, project("511011202400000001", **NEW))
    desk.press("review")
    decide(desk, "511011202400000001", "否")
    desk.press("review")
    assert desk.column(REVIEWED, "是否入库") == ["否"]


def test_an_unreadable_amount_is_told_at_its_cell_and_stops_no_other_row(desk: Desk) -> None:
    """约120 is no amount: that project waits, is not said to lack 概算投资, and its cell keeps its text."""
    desk.put(PROJECTS, project("511011202300000001"), project("511011202300000002"))
    desk.type(PROJECTS, 0, "概算投资", "约120")
    result = desk.press("review")
    found = desk.rows(REVIEWED)
    assert list(found["结论"]) == ["待确认", "通过"] and "L5“概算投资”不是确数" in found["问题"][0]
    assert [issue.cell for issue in result.errors] == ["L5"]
    with_text = desk.press("review")
    assert with_text.errors[0].value == "约120"


def test_a_move_that_would_wipe_out_an_unreadable_cell_is_refused(desk: Desk) -> None:
    """Moving rows rewrites the table; what cannot be read would be lost."""
    desk.put(PROPOSED, project("511011202400000001", **NEW), project("511011202400000002", **NEW))
    desk.press("review")
    decide(desk, "511011202400000001", "是")
    desk.type(PROPOSED, 1, "概算投资", "约120")
    result = desk.press("review")
    assert not result.done and len(desk.rows(PROPOSED)) == 2 and not len(desk.rows(PROJECTS))


def test_a_code_that_is_in_already_is_not_moved_again(desk: Desk) -> None:
    desk.put(PROPOSED, project("511011202400000001", **NEW))
    desk.press("review")
    decide(desk, "511011202400000001", "是")
    desk.put(PROJECTS, project("511011202400000001"))
    result = desk.press("review")
    assert "这个编码已有" in result.errors[0].problem and len(desk.rows(PROJECTS)) == 1


def test_a_confirmed_hit_of_the_negative_list_bars_the_entry(desk: Desk) -> None:
    """依据: 第2、8条; 资金监管 lies in the same folder and says 确认."""
    desk.put(PROPOSED, project("511011202400000001", **NEW))
    hit = dict.fromkeys(SCREENED.names) | {
        "清单": "负面清单", "编号": "1", "条目": "楼堂馆所", "项目编码": "511011202400000001", "状态": "确认",
        "项目名称": "柑橘基地001", "命中词": "办公楼",
    }  # fmt: skip
    desk.put(SCREENED, hit, workbook=desk.lists)
    result = desk.press("review")
    assert desk.column(REVIEWED, "结论") == ["不予入库"] and "资金监管.xlsx" in result.message
