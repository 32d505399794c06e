"""读入台账 pressed: ask once, remember, merge, and lose no row (第8、9条)."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from tests.ledgers import made
from tests.library.desk import Desk, project
from xltools.tables.declared.project_results import MAPPING
from xltools.tables.declared.projects import PROJECTS, PROPOSED, REMOVED


def confirm(desk: Desk) -> dict[str, str]:
    """Take every suggestion, as an officer would who agrees."""
    asked = desk.rows(MAPPING)
    for i, suggested in enumerate(asked["建议"]):
        desk.type(MAPPING, i, "确认", suggested)
    return dict(zip(asked["来源列"], asked["建议"], strict=True))


def small(folder: Path, *rows: list[object], name: str = "511011台账.xlsx") -> Path:
    """A ledger in our own words."""
    book = Workbook()
    book.active.append(["项目编码", "项目名称", "项目类型", "概算投资", "实施状态", "入库日期"])
    for row in rows:
        book.active.append(row)
    folder.mkdir(exist_ok=True)
    book.save(folder / name)
    return folder / name


def test_a_ledger_waits_for_its_headings_and_is_read_after_that(desk: Desk) -> None:
    """Nothing is read of a ledger whose headings are open; once confirmed, never asked again."""
    made.plan(desk.folder / "台账")
    first = desk.press("ledgers")
    assert first.facts["waiting"] == 1 and not len(desk.rows(PROJECTS))
    assert "列名对照" in first.errors[0].remedy
    assert confirm(desk) == {"补助标准": "建设规模", "项目进度": "实施状态", "已拨付资金": "支出金额"}
    second = desk.press("ledgers")
    assert second.facts["waiting"] == 0 and len(desk.rows(MAPPING)) == 3
    assert desk.column(PROJECTS, "项目编码") == ["511002202400000101", "511002202400000102"]
    assert desk.column(PROJECTS, "支出金额") == [350, 0]
    assert {issue.cell for issue in second.errors} == {"B8", "Q9"} and second.facts["held"] == 2


def test_what_has_no_entry_date_asks_to_come_in(desk: Desk) -> None:
    made.publication(desk.folder / "台账")
    desk.press("ledgers")
    confirm(desk)
    desk.press("ledgers")
    assert desk.column(PROPOSED, "项目名称") == ["柑橘标准化基地", "柑橘分拣中心", "桐子坝村道路硬化"]
    assert set(desk.column(PROPOSED, "行政区划代码")) == {"511011"} and not len(desk.rows(PROJECTS))


def test_reading_the_same_ledger_again_changes_nothing(desk: Desk) -> None:
    made.publication(desk.folder / "台账")
    desk.press("ledgers")
    confirm(desk)
    desk.press("ledgers")
    again = desk.press("ledgers")
    assert (again.facts["added"], again.facts["changed"], again.facts["same"]) == (0, 0, 3)


def test_a_known_code_is_brought_up_to_date_and_a_blank_erases_nothing(desk: Desk) -> None:
    """依据: 第9条 及时更新项目实施情况."""
    desk.put(PROJECTS, project("511011202300000001", 支出金额=12.5))
    small(
        desk.folder / "台账", ["511011202300000001", "柑橘基地001", "产业发展", None, "已开工", "2023-06-01"]
    )
    result = desk.press("ledgers")
    [row] = desk.rows(PROJECTS).to_dict("records")
    assert (row["实施状态"], row["概算投资"], row["支出金额"]) == ("已开工", 100, 12.5)
    assert result.facts["changed"] == 1


def test_one_code_in_two_sheets_is_held_back_at_both_places(desk: Desk) -> None:
    """依据: 511025-001 stands in 石羊镇 and in 新桥镇; 320000元 in H3 is asked back."""
    made.towns(desk.folder / "台账")
    desk.press("ledgers")
    confirm(desk)
    result = desk.press("ledgers")
    assert desk.column(PROJECTS, "项目编码") == ["511025-003", "511025-004"]
    told = {(issue.sheet, issue.cell) for issue in result.errors}
    assert told == {("石羊镇", "A2"), ("新桥镇", "A3"), ("石羊镇", "H3")}


def test_a_code_of_another_county_is_held_back(desk: Desk) -> None:
    desk.put(PROJECTS, project("511025202300000001", 县区="资中县"))
    small(desk.folder / "台账", ["511025202300000001", "堰塘整治", "乡村建设", 30, "未实施", "2023-06-01"])
    result = desk.press("ledgers")
    assert "资中县（511025）" in result.errors[0].problem
    assert desk.column(PROJECTS, "县区") == ["资中县"]


def test_what_was_removed_does_not_come_back_by_itself(desk: Desk) -> None:
    """依据: 第9条 有进有出."""
    gone = project("511011202100000001") | {"清除日期": None, "清除原因": "满两年未实施", "清除依据": "第9条"}
    desk.put(REMOVED, gone)
    small(desk.folder / "台账", ["511011202100000001", "柑橘基地001", "产业发展", 30, "未实施", "2021-06-01"])
    result = desk.press("ledgers")
    assert "满两年未实施" in result.errors[0].problem and not len(desk.rows(PROJECTS))


def test_a_folder_that_is_not_there_is_a_sentence(desk: Desk) -> None:
    import pytest

    from xltools.errors import HostError

    with pytest.raises(HostError, match="台账"):
        desk.press("ledgers")


def ledger(desk: Desk, name: str, headings: list[str], row: list[object]) -> None:
    """A ledger of one project whose headings matter."""
    book = Workbook()
    book.active.append(headings)
    book.active.append(row)
    (desk.folder / "台账").mkdir(exist_ok=True)
    book.save(desk.folder / "台账" / name)


def test_a_heading_in_our_words_is_read_before_one_that_was_confirmed(desk: Desk) -> None:
    """依据: 财政资金 80 was confirmed for a county that has nothing nearer; the other writes 衔接资金 60."""
    ledger(desk, "511011a.xlsx", ["项目编码", "项目名称", "项目类型", "财政资金", "入库日期"],
           ["511011202300000001", "甲", "产业发展", 80, "2023-06-01"])  # fmt: skip
    desk.press("ledgers")
    desk.type(MAPPING, 0, "确认", "其中衔接资金")
    ledger(desk, "511025b.xlsx", ["项目编码", "项目名称", "项目类型", "财政资金", "衔接资金", "入库日期"],
           ["511025202300000001", "乙", "产业发展", 80, 60, "2023-06-01"])  # fmt: skip
    result = desk.press("ledgers")
    assert desk.column(PROJECTS, "其中衔接资金") == [80, 60] and result.facts["waiting"] == 0
    assert any("D1 的“财政资金”没有读" in issue.problem for issue in result.issues)
    assert desk.column(MAPPING, "来源列") == ["财政资金"]


def test_two_columns_of_one_heading_are_told_and_not_asked_for_ever(desk: Desk) -> None:
    """No row of 列名对照 could tell them apart: the ledger has to be mended."""
    ledger(desk, "511011a.xlsx", ["项目编码", "项目名称", "项目类型", "进度情况", "进度情况", "入库日期"],
           ["511011202300000001", "甲", "产业发展", "已开工", "未开工", "2023-06-01"])  # fmt: skip
    desk.press("ledgers")
    desk.type(MAPPING, 0, "确认", "实施状态")
    result = desk.press("ledgers")
    assert result.facts["waiting"] == 0 and not len(desk.rows(PROJECTS))
    told = [(issue.cell, issue.problem) for issue in result.errors]
    assert told == [("E1", "“实施状态”有2栏：D1、E1")]


def test_whether_it_began_is_not_proposed_as_whether_it_is_related(desk: Desk) -> None:
    """依据: 是否相关 = 否 is a reason for removal (第9条); 是否开工 shares no word with it but 是否.

    Nor is 群众资金 money of a city, or 完成投资 the whole that was planned.
    """
    ledger(desk, "511011a.xlsx",
           ["项目编码", "项目名称", "项目类型", "是否开工", "群众资金", "完成投资", "入库日期"],
           ["511011202300000001", "甲", "产业发展", "否", 5, 9, "2023-06-01"])  # fmt: skip
    desk.press("ledgers")
    assert desk.column(MAPPING, "来源列") == ["是否开工", "群众资金", "完成投资"]
    assert desk.column(MAPPING, "建议") == [None, None, None]


def test_a_copy_of_a_ledger_is_read_once(desk: Desk) -> None:
    """Two files of the same rows are no contradiction; it is told, and nothing is held back."""
    row: list[object] = ["511011202300000001", "柑橘基地001", "产业发展", 100, "已开工", "2023-06-01"]
    small(desk.folder / "台账", row)
    small(desk.folder / "台账", row, name="511011台账 - 副本.xlsx")
    result = desk.press("ledgers")
    assert not result.errors and (result.facts["added"], result.facts["held"]) == (1, 0)
    assert any("有1行与别的文件完全相同" in issue.problem for issue in result.issues)


def test_the_whole_under_another_heading_is_read(desk: Desk) -> None:
    """依据: 资金来源 over 总投资 100 and 其他 30: 总投资 is the whole, whatever stands over it."""
    book = Workbook()
    for cells in (
        ["项目编码", "项目名称", "项目类型", "资金来源（万元）", None, "入库日期"],
        [None, None, None, "总投资", "其他", None],
        ["511011202300000001", "甲", "产业发展", 100, 30, "2023-06-01"],
    ):
        book.active.append(cells)
    for box in ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2"):
        book.active.merge_cells(box)
    (desk.folder / "台账").mkdir()
    book.save(desk.folder / "台账" / "511011a.xlsx")
    desk.press("ledgers")
    assert (desk.column(PROJECTS, "概算投资"), desk.column(PROJECTS, "其他资金")) == ([100], [30])


def test_amounts_are_asked_about_though_a_word_in_the_heading_says_otherwise(desk: Desk) -> None:
    """依据: 年度 and 来源 head columns that the library has not; with money below they may be 概算投资."""
    ledger(desk, "511011a.xlsx",
           ["项目编码", "项目名称", "项目类型", "年度安排经费", "资金来源", "入库日期"],
           ["511011202300000001", "甲", "产业发展", 100, "县级财政", "2023-06-01"])  # fmt: skip
    desk.press("ledgers")
    assert desk.column(MAPPING, "来源列") == ["年度安排经费"] and not len(desk.rows(PROJECTS))


def test_a_project_that_gets_its_code_is_not_there_twice(desk: Desk) -> None:
    """依据: the same name at the same place in the same county, first without 项目编码, then with it."""
    headings = ["项目编码", "项目名称", "项目类型", "乡镇", "村", "支出金额", "入库日期"]
    where: list[object] = ["柑橘园", "产业发展", "田家镇", "火花村"]
    ledger(desk, "511011a.xlsx", headings, [None, *where, 12, "2023-06-01"])
    desk.press("ledgers")
    ledger(desk, "511011a.xlsx", headings, ["511011202300000001", *where, None, "2023-06-01"])
    result = desk.press("ledgers")
    assert desk.column(PROJECTS, "项目编码") == ["511011202300000001"]
    assert desk.column(PROJECTS, "支出金额") == [12] and result.facts["changed"] == 1
    assert any("换成了511011202300000001" in issue.problem for issue in result.issues)
