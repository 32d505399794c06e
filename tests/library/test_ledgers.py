"""读入台账 pressed: ask once, remember, merge, and lose no row (第8、9条)."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from tests.ledgers import made
from tests.library.desk import Desk, project
from xltools.tables.declared.projects import MAPPING, PROJECTS, PROPOSED, REMOVED


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
