"""复审核销 pressed: issues closed and opened, another opinion, adjustments summed up (第10、12条)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from tests.filing.desk import LESHAN, NEIJIANG, Desk, planned
from tests.letters.made_templates import text_of
from xltools.tables.declared.filing import BY_CITY, COUNTY_CHANGES, OPINIONS, PROJECT_CHANGES, REFILED
from xltools.tables.declared.review import ADJUSTMENTS, PROBLEMS

A, B = f"{NEIJIANG}202400000001", f"{LESHAN}202400000001"
MAY = dt.date(2024, 5, 10)
UNLINKED = {"利益联结机制": None}


def again(code: str, day: int = 8, done: str = "整改", **more: Any) -> dict[str, Any]:
    """A project filed again in May."""
    row = {**planned(code), "重新备案日期": dt.date(2024, 5, day), "处理": done, **more}
    return {name: row.get(name) for name in REFILED.names}


def reviewed(desk: Desk) -> None:
    """Both counties lack 利益联结机制; both have their opinions."""
    desk.file(planned(A, **UNLINKED), planned(B, **UNLINKED))
    desk.press("filing")
    desk.press("opinions")


def test_only_counties_that_filed_again_get_another_opinion(desk: Desk) -> None:
    """内江 mended: agreed in May; 乐山 did not: its March opinion stands and it is overdue."""
    reviewed(desk)
    desk.put(REFILED, again(A))
    result = desk.press("recheck", MAY)
    told = desk.rows(OPINIONS).set_index(["代码", "期别"])["审查结论"].to_dict()
    assert told == {
        (NEIJIANG, "2024-05"): "同意备案",
        (NEIJIANG, "2024-03"): "整改后重新备案",
        (LESHAN, "2024-03"): "整改后重新备案",
    }
    assert result.facts["overdue"] == [LESHAN]
    assert "核销1个" in result.message and "逾期未整改1个" in result.message
    desk.press("opinions", MAY)
    folder = desk.folder / "函件" / "备案审查2024-05"
    text = text_of((folder / "备案审查情况通报_2024-05.docx").read_bytes())
    assert "同意备案的1个，需整改后重新备案的1个" in text and "已整改1个，逾期未整改1个" in text


def test_the_bulletin_after_a_recheck_counts_what_was_found_by_city_and_by_county_alike(desk: Desk) -> None:
    """One issue in each of two counties, one mended: two of two projects, by city as by county."""
    reviewed(desk)
    desk.put(REFILED, again(A))
    desk.press("recheck", MAY)
    desk.press("opinions", MAY)
    text = text_of((desk.folder / "函件/备案审查2024-05/备案审查情况通报_2024-05.docx").read_bytes())
    assert "共发现问题2个，涉及2个县（市、区）的2个项目" in text
    assert text.count("100.00%") == 4


def test_a_second_opinion_asks_for_nothing_by_a_day_that_is_gone(desk: Desk) -> None:
    """Filed again on 8 May, still unlinked; its deadline of March has passed."""
    reviewed(desk)
    desk.put(REFILED, again(A, **UNLINKED))
    desk.press("recheck", MAY)
    row = desk.rows(OPINIONS).set_index(["代码", "期别"]).loc[(NEIJIANG, "2024-05")]
    assert row["反馈期限"] is pd.NaT
    assert row["整改要求"] == (
        "附件所列问题已过整改期限，请立即整改，将整改情况书面报送，并重新备案；整改到位前，有关项目不得实施。"
    )
    desk.press("opinions", MAY)
    folder = desk.folder / "函件" / "备案审查2024-05"
    (opinion,) = folder.glob("备案审查意见书_*")
    for path in (opinion, folder / "备案审查情况通报_2024-05.docx"):
        text = text_of(path.read_bytes())
        assert "前全部完成" not in text and "予以约谈，实行挂牌督办" in text


def test_a_second_recheck_changes_nothing(desk: Desk) -> None:
    reviewed(desk)
    desk.put(REFILED, again(A, **UNLINKED), again(B))
    tables = (PROBLEMS, OPINIONS, BY_CITY)
    desk.press("recheck", MAY)
    before = [desk.rows(table) for table in tables]
    desk.press("recheck", MAY)
    assert all(desk.rows(table).equals(then) for table, then in zip(tables, before, strict=True))


def test_an_issue_that_comes_back_is_opened_again_with_a_note_and_an_opinion(desk: Desk) -> None:
    reviewed(desk)
    desk.put(REFILED, again(A))
    desk.press("recheck", MAY)
    desk.put(REFILED, again(A), again(A, 20, **UNLINKED))
    result = desk.press("recheck", dt.date(2024, 6, 3))
    row = desk.rows(PROBLEMS).iloc[0]
    assert row["状态"] == "整改中"
    assert row["整改情况"].endswith("2024-05-20重新备案，复审问题再次出现，重新列出")
    assert result.facts["counted"]["重新列出"] == 1
    told = desk.rows(OPINIONS)
    assert told[told["期别"] == "2024-06"]["审查结论"].tolist() == ["整改后重新备案"]


def test_cancelled_and_replaced_projects_leave_the_plan(desk: Desk) -> None:
    reviewed(desk)
    other = f"{LESHAN}202400000009"
    cancelled = dict.fromkeys(REFILED.names) | {
        "行政区划代码": NEIJIANG, "项目编码": A, "重新备案日期": dt.date(2024, 5, 8), "处理": "取消",
    }  # fmt: skip
    desk.put(REFILED, cancelled, again(other, done="调换", 原项目编码=B, 安排金额=70.0))
    desk.press("recheck", MAY)
    listed = desk.rows(PROBLEMS)
    assert listed["状态"].tolist() == ["已整改", "已整改", "未整改"]
    assert listed.iloc[2][["项目编码", "问题类别"]].tolist() == [other, "未纳入项目库"]
    assert desk.rows(BY_CITY)["安排金额"].tolist() == [0, 70]


def test_what_cannot_be_used_stops_at_its_cell_and_nothing_is_written(desk: Desk) -> None:
    reviewed(desk)
    desk.put(REFILED, again(f"{NEIJIANG}202400000008"), again(A, 20))
    result = desk.press("recheck", MAY)
    assert not result.done
    assert [(i.sheet, i.column) for i in result.errors] == [
        ("重新备案", "项目编码"),
        ("重新备案", "重新备案日期"),
    ]
    assert desk.rows(PROBLEMS)["状态"].tolist() == ["未整改", "未整改"]


def test_adjustments_are_summed_by_county_and_by_project(desk: Desk) -> None:
    """16 of 80 without approval is exactly 20 %; the approved 30 is shown and does not count."""
    reviewed(desk)
    change = {"项目编码": A, "行政区划代码": NEIJIANG, "年度": 2024, "日期": dt.date(2024, 4, 1)}
    desk.put(
        ADJUSTMENTS,
        {**change, "原金额": 80.0, "新金额": 64.0},
        {**change, "原金额": 64.0, "新金额": 94.0, "审批文号": "模拟批〔2024〕1号"},
    )
    result = desk.press("recheck", MAY)
    row = desk.rows(COUNTY_CHANGES).iloc[0]
    assert row[["无审批调整额", "当年计划投资", "调整比例", "是否达到"]].tolist() == [16, 80, 0.2, "是"]
    assert desk.rows(PROJECT_CHANGES).iloc[0][["调整额", "无审批调整额"]].tolist() == [46, 16]
    assert result.facts["arbitrary"] == [NEIJIANG]
    assert "内江市市中区无审批调整达到当年计划投资的20%" in result.message
