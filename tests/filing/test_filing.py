"""备案审查 and 生成意见书 pressed: what is listed, what is asked, what is written (第10条)."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from tests.filing.desk import EMEI, LESHAN, NEIJIANG, Desk, planned
from tests.letters.made_templates import text_of
from xltools.tables.declared.filing import BY_CATEGORY, BY_CITY, DOUBTS, OPINIONS, PLAN, WAIVED
from xltools.tables.declared.projects import PROJECTS
from xltools.tables.declared.record import ISSUES, RUNS
from xltools.tables.declared.review import PROBLEMS

A, B = f"{NEIJIANG}202400000001", f"{LESHAN}202400000001"
UNLINKED = {"利益联结机制": None}


def test_every_county_gets_an_opinion_and_each_problem_its_deadline(desk: Desk) -> None:
    """内江市市中区 has a problem (20 March + 30 days), 乐山市市中区 none; 峨眉山市 has no funds."""
    desk.file(planned(A, **UNLINKED), planned(B))
    result = desk.press("filing")
    listed, told = desk.rows(PROBLEMS), desk.rows(OPINIONS)
    assert listed[["行政区划代码", "项目编码", "问题类别", "状态"]].to_numpy().tolist() == [
        [NEIJIANG, A, "未建立利益联结机制", "未整改"]
    ]
    assert listed["整改期限"].tolist() == [pd.Timestamp("2024-04-19")]
    assert told[["代码", "审查结论", "问题数", "是否签发"]].to_numpy().tolist() == [
        [NEIJIANG, "整改后重新备案", 1, "是"],
        [LESHAN, "同意备案", 0, "是"],
    ]
    assert told["主送单位"].tolist() == ["内江市市中区乡村振兴局、财政局", "乐山市市中区乡村振兴局、财政局"]
    assert "应报2个县、已报2个，项目2个、安排160.00万元" in result.message
    assert "项目库.xlsx" in result.message
    assert "项目库.xlsx #" in desk.rows(RUNS)["按钮"].iloc[-1]


def test_a_county_that_filed_nothing_is_told_and_gets_no_opinion(desk: Desk) -> None:
    desk.file(planned(A))
    result = desk.press("filing")
    told = desk.rows(OPINIONS).set_index("代码")
    assert told.loc[LESHAN, ["审查结论", "是否签发"]].tolist() == ["未报送", "否"]
    assert "未报送1个县" in result.message
    assert EMEI not in told.index


def test_a_county_not_ranked_that_files_is_reviewed_like_any(desk: Desk) -> None:
    desk.file(planned(A), planned(f"{EMEI}202400000001", 县区="峨眉山市", **UNLINKED))
    desk.press("filing")
    assert desk.rows(PROBLEMS)["行政区划代码"].tolist() == [EMEI]


def test_a_plan_is_held_against_the_library_beside_it(desk: Desk) -> None:
    """One project is not in 项目库, the other stands there under another name."""
    desk.file(planned(A), planned(B))
    desk.put(PROJECTS, {**planned(B), "项目名称": "另一个项目"}, workbook=desk.library)
    desk.press("filing")
    listed = desk.rows(PROBLEMS)
    assert listed[["项目编码", "问题类别"]].to_numpy().tolist() == [
        [A, "未纳入项目库"],
        [B, "与项目库不一致"],
    ]


def test_without_a_library_the_message_says_that_nothing_was_compared(desk: Desk) -> None:
    desk.put(PLAN, planned(A))
    desk.library.unlink()
    result = desk.press("filing")
    assert "没有与项目库核对" in result.message
    assert desk.rows(PROBLEMS).empty


def test_a_second_press_changes_nothing(desk: Desk) -> None:
    desk.file(planned(A, **UNLINKED), planned(B, 是否相关=None))
    desk.press("filing")
    tables = (PROBLEMS, DOUBTS, OPINIONS, BY_CITY, BY_CATEGORY)
    before = [desk.rows(table) for table in tables]
    desk.press("filing")
    for table, then in zip(tables, before, strict=True):
        assert desk.rows(table).equals(then), table.name


def test_a_doubt_becomes_a_problem_when_the_officer_says_so_and_is_remembered(desk: Desk) -> None:
    desk.file(planned(A, 是否相关=None))
    desk.press("filing")
    assert desk.rows(PROBLEMS).empty
    assert desk.rows(DOUBTS)["事项"].tolist() == ["未审是否相关"]
    desk.type(DOUBTS, 0, "是否列入", "是")
    desk.press("filing")
    assert desk.rows(PROBLEMS)["问题类别"].tolist() == ["项目要素不完整"]
    assert desk.rows(DOUBTS)["是否列入"].tolist() == ["是"]


def test_what_is_no_problem_is_closed_with_its_reason_and_the_county_agreed_to(desk: Desk) -> None:
    desk.file(planned(A, **UNLINKED))
    desk.press("filing")
    desk.put(WAIVED, {"项目编码": A, "问题类别": "未建立利益联结机制", "理由": "模拟：已核实"})
    desk.press("filing")
    assert desk.rows(PROBLEMS)["状态"].tolist() == ["已整改"]
    assert desk.rows(OPINIONS).set_index("代码").loc[NEIJIANG, "审查结论"] == "同意备案"


def test_wrong_codes_and_names_are_told_at_their_cells_and_nothing_is_written(desk: Desk) -> None:
    """519999 is in no list; 511102 goes with 市中区 of 乐山, not with 东兴区."""
    desk.file(planned(A), planned("519999202400000001"), planned(B, 县区="东兴区"))
    result = desk.press("filing")
    assert not result.done
    assert [(i.sheet, i.cell) for i in result.errors] == [("年度计划", "A6"), ("年度计划", "A7")]
    assert desk.rows(PROBLEMS).empty
    assert len(desk.rows(ISSUES)) >= 2


def test_an_empty_plan_is_a_sentence(desk: Desk) -> None:
    result = desk.press("filing")
    assert [issue.problem for issue in result.errors] == ["年度计划是空的"]


def test_a_review_after_march_says_so(desk: Desk) -> None:
    """第10条: by the end of March; 31 March is in time."""
    desk.file(planned(A))
    assert "已过3月底" not in desk.press("filing", dt.date(2024, 3, 31)).message
    assert "已过3月底" in desk.press("filing", dt.date(2024, 4, 1)).message


def test_summaries_add_up_to_the_plan_and_the_list(desk: Desk) -> None:
    more = planned(f"{NEIJIANG}202400000002", **UNLINKED, 绩效目标=None)
    desk.file(
        planned(A, **UNLINKED), planned(A, 资金级次="省级", 安排金额=10.5, **UNLINKED), more, planned(B)
    )
    desk.press("filing")
    cities = desk.rows(BY_CITY).set_index("市州")
    names = ["应报县数", "报送县数", "项目数", "安排金额", "问题数", "问题项目数", "涉及金额"]
    assert cities.loc["内江市", names].tolist() == [1, 1, 2, 170.5, 3, 2, 170.5]
    assert cities.loc["乐山市", names].tolist() == [1, 1, 1, 80, 0, 0, 0]
    kinds = desk.rows(BY_CATEGORY).set_index("问题类别")[["问题数", "涉及县数", "涉及金额"]]
    assert kinds.loc["未建立利益联结机制"].tolist() == [2, 1, 170.5]
    assert kinds.loc["绩效目标不完整"].tolist() == [1, 1, 80]


def test_opinions_are_written_for_confirmed_counties_and_one_bulletin(desk: Desk) -> None:
    desk.file(planned(A, **UNLINKED), planned(B))
    desk.press("filing")
    desk.type(OPINIONS, 1, "是否签发", "否")
    result = desk.press("opinions")
    folder = desk.folder / "函件" / "备案审查2024-03"
    names = sorted(path.name for path in folder.glob("*_*.docx"))
    assert names == ["备案审查情况通报_2024-03.docx", f"备案审查意见书_{NEIJIANG}_内江市市中区.docx"]
    text = text_of((folder / names[1]).read_bytes())
    assert A in text and "模拟产业园（一期）" in text and "2024年4月19日" in text
    files = desk.rows(OPINIONS)["文件"].tolist()
    assert files == [f"函件/备案审查2024-03/{names[1]}", None]
    assert result.facts["letters"] == {"备案审查意见书": 1, "备案审查情况通报": 1}


def test_a_number_given_is_printed_and_the_draft_kept(desk: Desk) -> None:
    desk.file(planned(A, **UNLINKED), planned(B))
    desk.press("filing")
    desk.press("opinions")
    desk.type(OPINIONS, 0, "文号", "模财农〔2024〕7号")
    desk.press("opinions")
    listed = desk.rows(OPINIONS)
    assert listed["文件"].iloc[0].endswith("模财农〔2024〕7号_内江市市中区.docx")
    assert "模财农〔2024〕7号" in text_of((desk.folder / listed["文件"].iloc[0]).read_bytes())


def test_what_an_issued_opinion_said_does_not_change_with_the_plan(desk: Desk) -> None:
    desk.file(planned(A, **UNLINKED), planned(B))
    desk.press("filing")
    desk.press("opinions")
    desk.file(planned(A), planned(B))
    desk.press("filing", dt.date(2024, 3, 28))
    assert desk.rows(PROBLEMS)["状态"].tolist() == ["未整改"]
    assert desk.rows(OPINIONS)["审查结论"].tolist() == ["整改后重新备案", "同意备案"]


def test_opinions_before_a_review_is_a_sentence(desk: Desk) -> None:
    result = desk.press("opinions")
    assert [issue.problem for issue in result.errors] == ["意见书清单是空的"]
