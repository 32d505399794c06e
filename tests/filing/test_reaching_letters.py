"""What 备案审查 found reaches 函件清单 of 调度排名 in the same folder (第12条 约谈 (i)、(ii))."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.build import books
from tests.filing.desk import COUNTY_ROWS, LESHAN, NEIJIANG, Desk, planned
from tests.rules.conftest import PERFECT
from xltools.tables.declared.dispatch import COUNTIES, DISPATCH
from xltools.tables.declared.filing import REFILED
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.record import RUNS
from xltools.tables.declared.review import ADJUSTMENTS, PROBLEMS

A, B = f"{NEIJIANG}202400000001", f"{LESHAN}202400000001"
OCTOBER = dt.date(2024, 10, 8)
ISSUE = {
    "序号": 1, "行政区划代码": NEIJIANG, "县区": "市中区", "项目编码": A, "问题类别": "未建立利益联结机制",
    "整改期限": dt.date(2024, 4, 19), "状态": "未整改", "是否重新备案": "否",
}  # fmt: skip
CHANGE = {
    "项目编码": B, "行政区划代码": LESHAN, "年度": 2024, "原金额": 80.0, "新金额": 60.0,
    "日期": dt.date(2024, 6, 1),
}  # fmt: skip


@pytest.fixture
def office(desk: Desk) -> Desk:
    """The folder with 调度排名: two counties that spent all they got, 10,000 万元 each."""
    path = desk.folder / "调度排名.xlsx"
    path.write_bytes(books.built(path.name))
    desk.put(COUNTIES, *COUNTY_ROWS, workbook=path)
    rows = [{**PERFECT, **{k: c[k] for k in ("行政区划代码", "市州", "县区")}} for c in COUNTY_ROWS[:2]]
    desk.put(DISPATCH, *rows, workbook=path)
    return desk


def ranked(office: Desk):
    """计分排名, and 约谈通知书 as (代码, 依据)."""
    path = office.folder / "调度排名.xlsx"
    result = office.press("rank", OCTOBER, path)
    letters = office.rows(LETTERS, path)
    found = letters[letters["函件"] == "约谈通知书"]
    return result, dict(zip(found["代码"], found["依据"], strict=True))


def test_an_issue_open_past_its_deadline_is_an_interview(office: Desk) -> None:
    """(i) 19 April is before 30 September; the file and its hash are recorded."""
    office.file(planned(A))
    office.put(PROBLEMS, ISSUE)
    result, interviews = ranked(office)
    assert list(interviews) == [NEIJIANG]
    assert f"{A}未建立利益联结机制（期限2024-04-19）" in interviews[NEIJIANG]
    assert "备案审查.xlsx" in result.message
    assert "备案审查.xlsx #" in office.rows(RUNS, office.folder / "调度排名.xlsx")["按钮"].iloc[-1]


def test_a_closed_issue_is_none(office: Desk) -> None:
    office.file(planned(A))
    office.put(PROBLEMS, {**ISSUE, "状态": "已整改"})
    assert ranked(office)[1] == {}


def test_adjustments_are_held_against_the_plan_where_it_is_there(office: Desk) -> None:
    """(ii) 20 of 80 万元 in the plan is 25 %; of 10,000 万元 下达 it would be 0.2 %."""
    office.file(planned(B))
    office.put(ADJUSTMENTS, CHANGE)
    _, interviews = ranked(office)
    assert list(interviews) == [LESHAN]
    assert "÷年度计划安排80.00万元=25.00%≥20%" in interviews[LESHAN]


def test_a_county_without_a_plan_is_held_against_what_was_issued(office: Desk) -> None:
    """(ii) 缺省: Σ四级下达; 2,000 of 10,000 is 20 %."""
    office.file(planned(A))
    office.put(ADJUSTMENTS, {**CHANGE, "原金额": 5000.0, "新金额": 7000.0})
    assert "÷当年投资额10,000.00万元=20.00%" in ranked(office)[1][LESHAN]


def test_tables_kept_in_调度排名_itself_still_count_and_a_row_kept_twice_counts_once(office: Desk) -> None:
    """The same issue and the same change in both; another issue in 调度排名 alone."""
    path = office.folder / "调度排名.xlsx"
    office.file(planned(B, 安排金额=180.0))
    office.put(PROBLEMS, ISSUE)
    other = {**ISSUE, "序号": 2, "问题类别": "未开展评估论证"}
    office.put(PROBLEMS, ISSUE, other, workbook=path)
    office.put(ADJUSTMENTS, CHANGE)
    office.put(ADJUSTMENTS, CHANGE, workbook=path)
    _, interviews = ranked(office)
    assert "有2项备案审查问题" in interviews[NEIJIANG]
    assert LESHAN not in interviews  # 20 of 180 is 11 %, twice would be 22 %


def test_the_latest_word_is_that_of_备案审查(office: Desk) -> None:
    """Closed there, still open in the copy that 调度排名 keeps."""
    path = office.folder / "调度排名.xlsx"
    office.file(planned(A))
    office.put(PROBLEMS, {**ISSUE, "状态": "已整改"})
    office.put(PROBLEMS, ISSUE, workbook=path)
    assert ranked(office)[1] == {}


def test_a_county_in_no_list_is_told_with_the_file_it_stands_in(office: Desk) -> None:
    office.file(planned(A))
    office.put(PROBLEMS, {**ISSUE, "行政区划代码": "519999"})
    result, _ = ranked(office)
    assert [(i.file, i.sheet, i.cell) for i in result.errors] == [("备案审查.xlsx", "问题清单", "B5")]


def test_without_the_workbook_the_own_tables_alone_count(office: Desk) -> None:
    office.put(PROBLEMS, ISSUE, workbook=office.folder / "调度排名.xlsx")
    office.book.unlink()
    result, interviews = ranked(office)
    assert list(interviews) == [NEIJIANG]
    assert "备案审查.xls" not in result.message


def test_a_recheck_closes_what_was_mended_and_the_interview_goes(office: Desk) -> None:
    """The whole way: review in March, no answer by April, interview; mended in May, none."""
    office.file(planned(A, 利益联结机制=None), planned(B))
    office.press("filing")
    assert list(ranked(office)[1]) == [NEIJIANG]
    mended = {**planned(A), "重新备案日期": dt.date(2024, 5, 8), "处理": "整改"}
    office.put(REFILED, {name: mended.get(name) for name in REFILED.names})
    result = office.press("recheck", dt.date(2024, 5, 10))
    assert result.facts["counted"]["核销"] == 1
    assert office.rows(PROBLEMS)["状态"].tolist() == ["已整改"]
    assert ranked(office)[1] == {}


def test_the_plan_itself_is_untouched_by_a_ranking(office: Desk) -> None:
    office.file(planned(A))
    before = office.book.read_bytes()
    ranked(office)
    assert office.book.read_bytes() == before
