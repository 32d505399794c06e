"""生成函件 beside 发文登记: what is issued stays as it was issued, whatever day the button is pressed."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from tests.buttons.conftest import without_pdf
from tests.buttons.letter_desk import LAST, press, rectify, told, written
from tests.letters.made_templates import text_of
from tests.register.desk import SIGNED, Desk, typed
from xltools.errors import HostError
from xltools.tables.declared.letters import LETTERS

LATER = dt.date(2024, 10, 14)
NUMBER = "模财农〔2024〕1号"
DRAFT, FINAL = "整改通知书_511102_乐山市市中区.docx", f"{NUMBER}_乐山市市中区.docx"


def text(desk: Desk, name: str) -> str:
    return text_of((desk.folder / "函件/2024-09" / name).read_bytes())


@pytest.fixture(scope="module")
def once_issued(ranked_desk, tmp_path_factory) -> Path:
    """Drafted, signed, numbered, made with its number, and final."""
    desk = Desk(Path(shutil.copytree(ranked_desk, tmp_path_factory.mktemp("定稿") / "办公")))
    with without_pdf():
        press(desk, rectify())
        desk.press()
        desk.change(0, **SIGNED)
        desk.press()
        press(desk)
        desk.press()
    assert desk.rows()[0]["校验码"]
    return desk.folder


@pytest.fixture
def issued(once_issued, desk) -> Desk:
    """A copy, in the place of the desk."""
    shutil.rmtree(desk.folder)
    return Desk(Path(shutil.copytree(once_issued, desk.folder)))


def test_the_draft_makes_way_for_the_letter_with_its_number(issued):
    """Nobody prints the one without."""
    assert written(issued) == [FINAL]
    kept = [path.name for path in (issued.folder / "函件/2024-09/备份").iterdir()]
    assert [name.rpartition("_")[0] for name in kept] == [DRAFT.removesuffix(".docx")]


def test_a_letter_bears_the_day_it_was_signed_on(issued):
    """条例第九条: 成文日期 is the day of signing, whenever the file is made; a draft bears today's."""
    rows = issued.read(issued.dispatch, LETTERS)
    issued.list(*rows, rectify(LAST))
    (issued.folder / "函件/2024-09" / FINAL).unlink()
    press(issued, today=LATER)
    assert "2024年10月8日" in text(issued, FINAL)
    assert "2024年10月14日" not in text(issued, FINAL)
    assert "2024年10月14日" in text(issued, "整改通知书_511002_内江市市中区.docx")


def test_pressing_again_on_another_day_leaves_what_is_final_alone(issued):
    """Else the next 登记编号 would report every issued letter as tampered with."""
    press(issued, today=LATER)
    result = issued.press(today=LATER)
    assert result.errors == []
    assert told(issued).empty


def test_a_list_changed_after_the_end_does_not_change_the_letter(issued):
    before = text(issued, FINAL)
    (row,) = issued.read(issued.dispatch, LETTERS)
    issued.list(row | {"整改要求": "后来改的要求（模拟）。"})
    result = press(issued, today=LATER)
    assert text(issued, FINAL) == before
    (issue,) = result.issues
    assert (issue.cell, issue.column) == ("K5", "文号")
    assert "已定稿" in issue.problem
    assert "填为已作废" in issue.remedy


def test_a_letter_that_has_its_number_and_is_not_final_follows_the_list(desk):
    press(desk, rectify())
    desk.press()
    desk.change(0, **SIGNED)
    desk.press()
    (row,) = desk.read(desk.dispatch, LETTERS)
    desk.list(row | {"整改要求": "签发以前改的要求（模拟）。"})
    press(desk, today=LATER)
    assert "签发以前改的要求" in text(desk, FINAL)


def test_a_void_number_is_not_printed_again(issued):
    """The next version is a draft until it has its own; the void document stays for the archive."""
    issued.change(0, 状态="已作废", 作废原因="模拟")
    assert press(issued).exit_code == 0
    assert written(issued) == [DRAFT, FINAL]
    assert NUMBER not in text(issued, DRAFT)
    issued.press()
    issued.change(1, **SIGNED)
    issued.press()
    press(issued)
    assert written(issued) == [FINAL, "模财农〔2024〕2号_乐山市市中区.docx"]


def test_a_draft_that_is_open_in_word_is_told(desk):
    press(desk, rectify())
    desk.press()
    desk.change(0, **SIGNED)
    desk.press()
    (desk.folder / "函件/2024-09" / f"~${DRAFT}").touch()
    result = press(desk)
    assert result.exit_code == 0
    assert "没有文号的旧稿没有移走" in result.issues[0].problem
    assert written(desk) == [DRAFT, FINAL]


def test_two_registers_in_the_folder_stop_the_press(desk):
    (desk.folder / "发文登记.xlsm").write_bytes(b"")
    with pytest.raises(HostError, match="不知道以哪一个为准"):
        press(desk, rectify())


def test_the_bulletin_has_the_number_of_its_row_in_the_register(desk):
    """It is in no list: the officer enters it by hand, with 函件种类 and 期别."""
    press(desk, rectify())
    draft = "排名通报_2024-09.docx"
    assert "模财农〔2024〕　号" in text(desk, draft)
    row = typed("关于排名情况的通报（模拟）", 函件种类="排名通报", 期别="2024-09", 文种="通报", **SIGNED)
    desk.type(row, typed("上月的（模拟）", 函件种类="排名通报", 期别="2024-08", 文种="通报", **SIGNED))
    desk.press()
    press(desk, today=LATER)
    assert NUMBER in text(desk, f"{NUMBER}_2024-09.docx")
    assert "2024年10月8日" in text(desk, f"{NUMBER}_2024-09.docx")
    assert not (desk.folder / "函件/2024-09" / draft).exists()
    desk.change(0, 状态="已作废", 作废原因="模拟")
    press(desk)
    assert "模财农〔2024〕　号" in text(desk, draft)
