"""登记编号 pressed on closed workbooks: from the list to numbers, and everything that can be wrong."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.register.desk import SIGNED, TODAY, Desk, listed, made, typed
from xltools.errors import HostError, PolicyError, Severity
from xltools.register.book import NAME as BOOK
from xltools.register.frozen import carries
from xltools.tables.declared.letters import LETTERS

FIRST = "模财农〔2024〕1号"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return made(tmp_path / "办公")


@pytest.fixture
def alone(tmp_path: Path) -> Desk:
    """A folder without 调度排名."""
    return made(tmp_path / "办公", dispatch=False)


def document(*texts: str) -> bytes:
    """A .docx with these runs, one beside the other."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        runs = "".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in texts)
        package.writestr("word/document.xml", f"<w:document>{runs}</w:document>")
    return buffer.getvalue()


def errors(desk: Desk) -> list[tuple[str, str]]:
    """Column and problem of what must be mended."""
    told = desk.told()
    return [(c, p) for c, p in zip(told["列"], told["问题"], strict=True) if not p.startswith("（提示）")]


def test_confirmed_letters_become_drafts_without_a_number(desk: Desk) -> None:
    """One 是, one 否: one draft, with what the list says of it and the file named in the message."""
    desk.list(listed("511102"), listed("511002", 是否签发="否"))
    result = desk.press()
    (row,) = desk.rows()
    assert (row["状态"], row["文号"], row["文种"], row["机关代字"]) == ("草稿", None, "函", "模财农")
    assert row["主送"] == "乐山市市中区乡村振兴局、财政局"
    assert row["标题"].endswith("项目工作进度的提醒敦促函") and row["标题"].startswith("模拟省财政厅关于")
    assert (row["单位代码"], row["期别"], row["版本"], row["登记号"]) == (
        "511102", "2024-09", 1, "2024-09/提醒敦促函/511102/1",
    )  # fmt: skip
    assert "新登记草稿1件" in result.message and "调度排名.xlsx" in result.message
    assert not (desk.folder / BOOK).exists()


def test_the_run_records_the_file_it_read_with_its_hash(desk: Desk) -> None:
    """架构: a table from another workbook is said, and its file's hash recorded in 运行记录."""
    desk.list(listed("511102"))
    result = desk.press()
    name, digits = result.facts["source"].split()
    assert (name, len(digits)) == ("调度排名.xlsx", 16)
    assert result.note == f"调度排名.xlsx #{digits}"


def test_signed_letters_get_numbers_in_the_order_of_signing(desk: Desk) -> None:
    desk.list(listed("511102"), listed("511002"))
    desk.press()
    desk.change(0, **SIGNED)
    desk.change(1, **SIGNED | {"签发日期": dt.date(2024, 9, 30)})
    result = desk.press()
    assert desk.numbers() == ["模财农〔2024〕2号", "模财农〔2024〕1号"]
    first = desk.rows()[0]
    assert (first["机关代字"], first["年份"], first["序号"], first["成文日期"]) == ("模财农", 2024, 2, TODAY)
    assert len(first["模板校验码"]) == 16
    assert "编号2件（模财农〔2024〕1号至2号）" in result.message


def test_the_numbers_go_back_into_the_list(desk: Desk) -> None:
    desk.list(listed("511102"), listed("511002"))
    desk.press()
    desk.change(1, **SIGNED)
    assert "1个文号已写回函件清单" in desk.press().message
    assert [row["文号"] for row in desk.read(desk.dispatch, LETTERS)] == [None, "模财农〔2024〕1号"]


def test_an_open_list_is_read_and_not_written(desk: Desk) -> None:
    """调度排名 is open in Excel: the number stands in the register, the message says what is left."""
    desk.list(listed("511102"))
    desk.press()
    desk.change(0, **SIGNED)
    (desk.folder / "~$调度排名.xlsx").touch()
    before = desk.dispatch.read_bytes()
    result = desk.press()
    assert desk.numbers() == ["模财农〔2024〕1号"]
    assert desk.dispatch.read_bytes() == before
    assert "没有写回" in result.message and not result.errors
    (desk.folder / "~$调度排名.xlsx").unlink()
    desk.press()
    assert [row["文号"] for row in desk.read(desk.dispatch, LETTERS)] == ["模财农〔2024〕1号"]


def test_a_register_open_in_excel_is_refused(desk: Desk) -> None:
    (desk.folder / "~$发文登记.xlsx").touch()
    with pytest.raises(HostError, match="发文登记"):
        desk.press()


def test_the_year_is_that_of_the_letter(alone: Desk) -> None:
    """Drafted in December, signed on 2 January: 〔2025〕1号 beside 〔2024〕1号."""
    new_year = dt.date(2025, 1, 2)
    alone.type(
        typed("甲", **SIGNED | {"签发日期": dt.date(2024, 12, 31)}),
        typed("乙", **SIGNED | {"签发日期": new_year}),
    )
    alone.press(today=new_year)
    assert alone.numbers() == ["模财农〔2024〕1号", "模财农〔2025〕1号"]


def test_a_crash_before_saving_gives_the_same_numbers_again(alone: Desk) -> None:
    """The book has them, the workbook is as it was: no double, no gap, and the officer is told."""
    alone.type(typed("甲", **SIGNED), typed("乙", **SIGNED))
    before = alone.register.read_bytes()
    alone.press()
    given = alone.numbers()
    alone.register.write_bytes(before)
    alone.type(*[typed("丙", **SIGNED | {"签发日期": dt.date(2024, 9, 1)}), *alone.rows()])
    result = alone.press()
    assert given == ["模财农〔2024〕1号", "模财农〔2024〕2号"]
    assert alone.numbers() == ["模财农〔2024〕3号", *given]
    assert sum("上一次就给了本件" in issue.problem for issue in result.issues) == 2


def test_a_deleted_row_is_missed_by_name(alone: Desk) -> None:
    """The number and what it was given to; later ones go on behind it."""
    alone.type(typed("甲", **SIGNED), typed("乙", **SIGNED))
    alone.press()
    alone.type(alone.rows()[1], typed("丙", **SIGNED))
    result = alone.press()
    assert alone.numbers() == ["模财农〔2024〕2号", "模财农〔2024〕3号"]
    (issue,) = result.errors
    assert "缺模财农〔2024〕1号" in issue.problem and "甲" in issue.problem
    assert "已作废" in issue.remedy and result.exit_code == 1


def test_a_void_number_stays_and_the_letter_is_made_anew_as_its_next_version(desk: Desk) -> None:
    """Re-issue: 版本 2 with the old number in 原文号; the void number is never used again."""
    desk.list(listed("511102"))
    desk.press()
    desk.change(0, **SIGNED)
    desk.press()
    desk.change(0, 状态="已作废", 作废原因="数据有误（模拟）")
    desk.press()
    old, new = desk.rows()
    assert (old["文号"], old["状态"]) == ("模财农〔2024〕1号", "已作废")
    assert (new["版本"], new["原文号"], new["状态"], new["文号"]) == (2, "模财农〔2024〕1号", "草稿", None)
    desk.change(1, **SIGNED)
    desk.press()
    assert desk.numbers() == ["模财农〔2024〕1号", "模财农〔2024〕2号"]
    assert [row["文号"] for row in desk.read(desk.dispatch, LETTERS)] == ["模财农〔2024〕2号"]


def test_a_letter_already_issued_is_not_made_again_in_silence(desk: Desk) -> None:
    """The list was ranked anew with another reason: nothing is added, and a notice says so with its cell."""
    desk.list(listed("511102"))
    desk.press()
    desk.change(0, **SIGNED)
    desk.press()
    desk.list(listed("511102", 依据="第12条 另一个理由（模拟）", 文号="模财农〔2024〕1号"))
    result = desk.press()
    assert len(desk.rows()) == 1
    (notice,) = [issue for issue in result.issues if issue.sheet == "函件清单"]
    assert notice.severity is Severity.NOTICE and notice.file == "调度排名.xlsx" and notice.cell
    assert "已以模财农〔2024〕1号发出" in notice.problem


def test_a_draft_follows_the_list(desk: Desk) -> None:
    desk.list(listed("511102"))
    desk.press()
    desk.list(listed("511102", 反馈期限=dt.date(2024, 10, 30)))
    desk.press()
    (row,) = desk.rows()
    assert (row["反馈期限"], row["状态"]) == (dt.date(2024, 10, 30), "草稿")


def test_a_list_changed_after_signing_gets_no_number(desk: Desk) -> None:
    """What was signed is not what the list says now."""
    desk.list(listed("511102"))
    desk.press()
    desk.change(0, **SIGNED)
    desk.list(listed("511102", 整改要求="另一种要求（模拟）。"))
    assert not desk.press().done
    assert errors(desk) == [("函件", "签发以后函件清单又改了")]
    assert not (desk.folder / BOOK).exists()


@pytest.mark.parametrize(
    ("rows", "column", "says"),
    [
        ([listed("511102", 文号=FIRST), listed("511002", 文号=FIRST)], "文号", "文号相同"),
        ([listed("511102", 文号="模财农[2024]01号")], "文号", "写法不对"),
        ([listed("511108")], "代码", "县区名单里没有这个代码"),
        ([listed("511002", 主送单位="乐山市市中区财政局")], "代码", "内江市市中区的，主送的是乐山市市中区"),
    ],
)  # fmt: skip
def test_a_wrong_list_is_an_error_with_its_cell(desk: Desk, rows: list, column: str, says: str) -> None:
    """市中区 is both 511002 and 511102."""
    desk.list(*rows)
    result = desk.press()
    (issue,) = result.errors
    assert (issue.file, issue.sheet, issue.column) == ("调度排名.xlsx", "函件清单", column)
    assert says in issue.problem and issue.cell
    assert not result.done and desk.rows() == []


def test_the_nearest_right_code_and_number_are_said(desk: Desk) -> None:
    desk.list(listed("511108", 主送单位="乐山市市中区财政局", 文号="模财农[2024]第01号"))
    remedies = [issue.remedy for issue in desk.press().errors]
    assert remedies == ["改为模财农〔2024〕1号", "主送的是乐山市市中区，代码应为511102"]


@pytest.mark.parametrize(
    ("rows", "column", "says"),
    [
        ([typed("甲", 文号="模财农〔2024〕2号", **SIGNED)], "文号", "跳号：模财农〔2024〕下一个号是1"),
        ([typed("甲", 文号=FIRST, **SIGNED), typed("乙", 文号=FIRST, **SIGNED)], "文号", "相同"),
        ([typed("甲", 文号="模财农〔2024〕1号")], "文号", "草稿不能有文号"),
        ([typed("甲", 文号="模财农（2024）1号", **SIGNED)], "文号", "写法不对"),
        ([typed("甲", 文号="模财农〔2024〕1号", 序号=2, **SIGNED)], "序号", "与文号模财农〔2024〕1号不符"),
        ([typed("甲", 序号=2, **SIGNED)], "序号", "有序号，没有文号"),
        ([typed("甲", 文号="模财农〔2023〕1号", **SIGNED)], "签发日期", "签发日期是2024年，文号是2023年的"),
        ([typed("甲", 反馈期限=dt.date(2024, 10, 7), **SIGNED)], "反馈期限", "早于签发日期2024-10-08"),
        ([typed("甲", **SIGNED | {"签发日期": dt.date(2024, 10, 9)})], "签发日期", "晚于今天2024-10-08"),
        ([typed("甲", 成文日期=dt.date(2024, 10, 7), **SIGNED)], "成文日期", "早于签发日期"),
        ([typed("甲", 状态="已签发")], "核稿人", "状态是已签发，没有填核稿人"),
        ([typed("甲", 上次状态="办完了")], "上次状态", "被改动了"),
    ],
)  # fmt: skip
def test_a_wrong_row_gets_no_number_and_is_named(alone: Desk, rows: list, column: str, says: str) -> None:
    alone.type(*rows)
    assert not alone.press().done
    assert any(c == column and says in p for c, p in errors(alone)), errors(alone)
    assert not (alone.folder / BOOK).exists() or not (alone.folder / BOOK).read_bytes()


def test_a_number_that_was_given_cannot_be_typed_into_another_row(alone: Desk) -> None:
    alone.type(typed("甲", **SIGNED))
    alone.press()
    alone.type(typed("乙", 文号="模财农〔2024〕1号", **SIGNED))
    assert not alone.press().done
    ((column, problem),) = errors(alone)
    assert column == "文号" and "已给了“甲”" in problem


def test_a_copied_row_is_seen(alone: Desk) -> None:
    """With its 登记号 it would pass for the same letter."""
    alone.type(typed("甲", **SIGNED))
    alone.press()
    (row,) = alone.rows()
    alone.type(row, row | {"文号": None, "序号": None, "年份": None})
    assert not alone.press().done
    assert [column for column, _ in errors(alone)] == ["登记号"]


def test_a_register_carried_over_from_paper_goes_on(alone: Desk) -> None:
    """Numbers written by hand in their order are entered into the book; the next follows."""
    second = typed("乙", 文号="模财农〔2024〕2号", **SIGNED)
    alone.type(typed("甲", 文号=FIRST, **SIGNED), second, typed("丙", **SIGNED))
    assert alone.press().done
    assert alone.numbers() == [f"模财农〔2024〕{n}号" for n in (1, 2, 3)]
    assert len((alone.folder / BOOK).read_text("utf8").splitlines()) == 3


def test_two_copies_of_the_register_never_give_one_number_twice(alone: Desk) -> None:
    """Two computers, two copies in one folder: each says which numbers it does not have."""
    alone.type(typed("甲", **SIGNED))
    other = alone.folder / "发文登记-副本.xlsx"
    shutil.copyfile(alone.register, other)
    alone.press()
    alone.register.rename(alone.folder / "发文登记-一.xlsx")
    other.rename(alone.register)
    alone.type(typed("乙", **SIGNED))
    result = alone.press()
    assert alone.numbers() == ["模财农〔2024〕2号"]
    assert "缺模财农〔2024〕1号：给了“甲”" in result.errors[0].problem


def test_a_document_is_frozen_once_it_carries_its_number(alone: Desk) -> None:
    """However Word split its runs; a later change is an error that names both hashes."""
    path = alone.folder / "函.docx"
    path.write_bytes(document("模财农〔2024〕　号"))
    alone.type(typed("甲", 文件="函.docx", **SIGNED))
    alone.press()
    alone.press()
    assert alone.rows()[0]["校验码"] is None
    path.write_bytes(document("模财农〔", "2024〕1号"))
    assert not alone.press().errors
    assert len(alone.rows()[0]["校验码"]) == 16
    path.write_bytes(document("模财农〔2024〕1号", "改"))
    result = alone.press()
    (issue,) = result.errors
    assert issue.column == "文件" and "定稿以后文件又改了" in issue.problem and issue.cell


def test_a_printed_letter_without_its_number_is_an_error(alone: Desk) -> None:
    (alone.folder / "函.docx").write_bytes(document("模财农〔2024〕　号"))
    alone.type(typed("甲", 文件="函.docx", **SIGNED))
    alone.press()
    alone.change(0, 状态="已印发", 印发日期=TODAY)
    (issue,) = alone.press().errors
    assert "文件里还没有文号模财农〔2024〕1号" in issue.problem


def test_a_number_leaves_no_way_back(alone: Desk) -> None:
    """已签发 with a number cannot become 草稿."""
    alone.type(typed("甲", **SIGNED))
    alone.press()
    alone.change(0, 状态="核稿")
    assert not alone.press().done
    assert ("状态", "已签发不能改成核稿") in errors(alone)


def test_a_first_number_that_is_none_is_a_sentence(alone: Desk) -> None:
    from xltools.buttons import find
    from xltools.policy import make_override
    from xltools.press import press_closed

    alone.type(typed("甲", **SIGNED))
    wrong = make_override("起始号", "38", "")
    with pytest.raises(PolicyError, match=r"起始号.*模财农〔2024〕38号"):
        press_closed(find("register"), alone.register, today=TODAY, overrides=(wrong,))
    right = make_override("起始号", "模财农〔2024〕38号", "")
    press_closed(find("register"), alone.register, today=TODAY, overrides=(right,))
    assert alone.numbers() == ["模财农〔2024〕38号"]


def test_two_dispatch_workbooks_are_one_too_many(desk: Desk) -> None:
    shutil.copyfile(desk.dispatch, desk.folder / "调度排名.xlsm")
    with pytest.raises(HostError, match=r"调度排名\.xlsm和调度排名\.xlsx"):
        desk.press()


def test_without_the_list_only_the_register_is_worked_on(alone: Desk) -> None:
    alone.type(typed("甲", **SIGNED))
    assert "没有“调度排名”" in alone.press().message
    assert alone.numbers() == ["模财农〔2024〕1号"]


@pytest.mark.parametrize(
    ("packed", "at"),
    [
        *((zipfile.ZIP_DEFLATED, at) for at in (47, 52, 60)),
        (zipfile.ZIP_BZIP2, 50),
        (zipfile.ZIP_LZMA, 58),
    ],
)
def test_a_document_that_is_damaged_carries_no_number(tmp_path: Path, packed: int, at: int) -> None:
    """Somebody's disk flipped a byte of its packed text: a sentence about the file, never a traceback."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packed) as package:
        package.writestr("word/document.xml", "<w:t>模财农〔2024〕1号</w:t>" * 9)
    damaged = bytearray(buffer.getvalue())
    damaged[at] ^= 0xFF
    (tmp_path / "件.docx").write_bytes(damaged)
    assert not carries(tmp_path / "件.docx", FIRST)
    (tmp_path / "件.docx").write_bytes(buffer.getvalue())
    assert carries(tmp_path / "件.docx", FIRST)


def test_a_bomb_in_place_of_a_document_is_not_inflated(tmp_path: Path) -> None:
    """101 MB of blanks in 100 kB: no letter, and no memory for it."""
    with zipfile.ZipFile(tmp_path / "件.docx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", f"{FIRST}{' ' * (101 << 20)}")
    assert not carries(tmp_path / "件.docx", FIRST)
