"""生成函件 on a closed 调度排名.xlsx: whatever is typed, kept or missing, nothing is done by halves."""

from __future__ import annotations

import errno
import math
import os

import pytest

from tests.buttons.letter_desk import FIRST, LAST, letter, press, rectify, told, written
from tests.letters.made_templates import docx_of, parts_of
from tests.letters.test_blocks import LETTER, shipped_without
from tests.register.desk import Desk, listed
from xltools.errors import HostError, Severity
from xltools.hosts.closed import open_closed
from xltools.letters.kinds import KINDS
from xltools.letters.store import template_path
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.ranking import RANKING
from xltools.tables.sheets import read_table


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("模拟/市", "模拟／市"),
        ("..模拟市", "．．模拟市"),
        ("../../模拟市", "．．／．．／模拟市"),
        ("模拟&<示例>\"市'", "模拟＆＜示例＞＂市'"),
        ('=HYPERLINK("x")市', "=HYPERLINK(＂x＂)市"),
    ],
)
def test_a_name_no_disk_takes_names_its_file_in_full_width_and_is_printed_as_it_is(desk, unit, name):
    """Nothing is written outside of 函件/2024-09, and nothing after & or < is lost."""
    result = press(desk, rectify("519999", 主送单位=f"{unit}乡村振兴局、财政局"))
    assert result.exit_code == 0
    assert written(desk) == [f"整改通知书_519999_{name}.docx"]
    assert f"{unit}乡村振兴局、财政局：" in letter(desk)
    assert letter(desk).rstrip().endswith("请收到后填写本回执，加盖公章，退回模拟省财政厅。")


def test_two_units_that_differ_only_in_what_a_disk_does_not_take_have_two_files(desk):
    press(
        desk,
        rectify("519999", 主送单位="模拟/县乡村振兴局、财政局"),
        rectify("519998", 函件="整改通知书", 主送单位="模拟／县乡村振兴局、财政局"),
        rectify("519997", 文号="模财农〔2024〕3号", 主送单位="模拟/县乡村振兴局、财政局"),
    )
    assert written(desk) == [
        "整改通知书_519998_模拟／县.docx",
        "整改通知书_519999_模拟／县.docx",
        "模财农〔2024〕3号_模拟／县.docx",
    ]


def test_a_reason_of_2000_characters_is_printed_whole(desk):
    reason = "支出滞后，" * 399 + "支出滞后。"
    assert len(reason) == 1995 + 5
    assert press(desk, rectify(依据=reason)).exit_code == 0
    assert reason in letter(desk)


def test_what_is_missing_in_several_rows_is_told_at_their_cells_and_no_letter_is_written(desk):
    """None in three places; the row without fault is not written either."""
    before = desk.read(desk.dispatch, LETTERS)
    result = press(desk, rectify(依据=None), rectify(LAST, 整改要求=None, 反馈期限=None), rectify("510104"))
    assert result.exit_code == 1
    with open_closed(desk.dispatch) as book:
        reading = read_table(book, LETTERS)
    due = [(reading.cell(0, "依据"), "依据"), (reading.cell(1, "整改要求"), "整改要求"),
           (reading.cell(1, "反馈期限"), "反馈期限")]  # fmt: skip
    shown = told(desk)
    assert sorted(zip(shown["单元格"], shown["列"], strict=True)) == sorted(due)
    assert shown["问题"].str.contains("是空的").all()
    assert shown["怎么改"].str.startswith("请补上").all()
    assert written(desk) == []
    assert all(row["文件"] is None for row in desk.read(desk.dispatch, LETTERS))
    assert before == []


@pytest.mark.parametrize(
    ("amount", "printed"),
    [(-12.5, "综合得分-12.50分"), (1e15, "综合得分1000000000000000.00分"), (0.1 + 0.2, "综合得分0.30分")],
)
def test_a_negative_huge_or_noisy_amount_is_printed_as_an_officer_writes_it(desk, amount, printed):
    rows = desk.read(desk.dispatch, RANKING)
    desk.put(desk.dispatch, RANKING, [rows[0] | {"综合得分": amount}, *rows[1:]])
    assert press(desk, rectify()).exit_code == 0
    assert printed in letter(desk)


@pytest.mark.parametrize("amount", [None, math.nan, "#DIV/0!", "九十"])
def test_an_amount_that_is_none_stops_before_any_letter(desk, amount):
    """Blank, NaN, an error of Excel, a word: no nan is ever printed."""
    with open_closed(desk.dispatch) as book:
        cells = book.sheets["排名表"].tables["排名表"].data_body_range
        cells[0, RANKING.names.index("综合得分")].value = amount
        book.save()
    result = press(desk, rectify())
    assert result.exit_code == 1
    assert [(i.sheet, i.column) for i in result.errors] == [("排名表", "综合得分")]
    assert written(desk) == []


CODE = "{{ ''.__class__.__mro__[1].__subclasses__() }}"


def own(desk: Desk, kind: str, data: bytes) -> None:
    folder = desk.folder / "模板"
    folder.mkdir(exist_ok=True)
    (folder / f"{kind}.docx").write_bytes(data)


@pytest.mark.parametrize(
    ("made", "problem"),
    [
        (docx_of(CODE), "模板里不能调用函数"),
        (docx_of("{% import 'os' as os %}"), "模板里只用得到 for 和 if"),
        (docx_of("请于{{ 反馈期线 }}前"), "没有“反馈期线”这个字段，是不是“反馈期限”"),
        (shipped_without(LETTER, "{{ 发文机关 }}", "{{ 成文日期 | 中文日期 }}"), "没有署名和成文日期"),
        (b"PK\x03\x04broken", "不完整或已损坏"),
        (b"", "是空文件"),
    ],
    ids=["code", "import", "field", "seal", "broken", "empty"],
)
def test_a_template_of_the_offices_own_that_cannot_be_used_stops_with_its_file(desk, made, problem):
    """Nothing in it is run, no letter is written; the shipped template is not taken in its stead."""
    own(desk, "整改通知书", made)
    result = press(desk, rectify())
    assert result.exit_code == 1
    shown = told(desk)
    assert set(shown["工作表"]) == {"[模板/整改通知书.docx]"}
    assert shown["问题"].str.contains(problem).any()
    assert written(desk) == []


def test_all_templates_with_a_fault_are_told_in_one_press(desk):
    own(desk, "整改通知书", docx_of("{{ 反馈期线 }}"))
    own(desk, "排名通报", b"")
    press(desk, rectify())
    assert set(told(desk)["工作表"]) == {"[模板/整改通知书.docx]", "[模板/排名通报.docx]"}


def test_a_template_of_the_offices_own_is_used_and_a_stray_one_is_told(desk):
    own(desk, "整改通知书", docx_of("本局的话"))
    own(desk, "整改通知书（改）", docx_of())
    result = press(desk, rectify())
    assert result.exit_code == 0
    assert letter(desk).endswith("本局的话")
    assert told(desk)["工作表"].tolist() == ["[模板/整改通知书（改）.docx]"]
    assert "有 1 处打印前要看一看，见“校验结果”" in result.message


def test_an_order_to_a_government_is_noticed_at_its_cell(desk):
    """《党政机关公文处理工作条例》第十六条: 整改通知书 goes to departments, a 函 may go to a government."""
    to_government = {"主送单位": "乐山市市中区人民政府"}
    result = press(desk, rectify(), rectify(LAST, **to_government), listed("510104", **to_government))
    assert result.exit_code == 0
    with open_closed(desk.dispatch) as book:
        cell = read_table(book, LETTERS).cell(1, "主送单位")
    (issue,) = result.issues
    assert (issue.sheet, issue.cell, issue.severity) == ("函件清单", cell, Severity.NOTICE)
    assert "部门不得向下级党委、政府发指令性公文" in issue.problem
    assert told(desk)["单元格"].tolist() == [cell]


def test_the_addressees_that_come_with_the_toolkit_are_no_orders_to_governments(desk):
    """To the county's departments, with a copy to its government."""
    assert press(desk, rectify(), listed(LAST)).issues == []


def test_the_letters_are_in_the_fonts_the_office_chose(desk):
    """本次取值 of 字体方案 on sheet 参数."""
    with open_closed(desk.dispatch) as book:
        cells = book.sheets["参数"].tables["参数"].data_body_range
        row = [values[0] for values in cells.value].index("字体方案")
        cells[row, 3].value = "系统自带"
        book.save()
    assert press(desk, rectify()).exit_code == 0
    (name,) = written(desk)
    styles = parts_of((desk.folder / "函件/2024-09" / name).read_bytes())["word/styles.xml"].decode()
    assert 'w:eastAsia="仿宋"' in styles
    assert "仿宋_GB2312" not in styles


def test_without_libreoffice_all_but_the_pdf_is_made_and_one_sentence_says_so(desk):
    result = press(desk, rectify())
    assert result.exit_code == 0
    assert result.message.count("LibreOffice") == 1
    assert (desk.folder / "函件/2024-09/打印合订.docx").is_file()
    assert not list(desk.folder.rglob("*.pdf"))


def test_on_a_full_disk_no_letter_is_new_and_the_workbook_is_as_it_was(desk, monkeypatch):
    """The second file does not fit any more: the first stays as it was."""
    press(desk, rectify())
    desk.list(rectify(整改要求="另一要求（模拟）。"), rectify(LAST))
    before = {path: path.read_bytes() for path in desk.folder.rglob("*") if path.is_file()}
    synced: list[int] = []

    def fsync(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) > 1:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(HostError, match="磁盘已满。请清出空间后再试"):
        press(desk)
    after = {path: path.read_bytes() for path in desk.folder.rglob("*") if path.is_file()}
    assert after == before


def test_letters_that_are_open_in_word_are_all_told_and_none_is_replaced(desk):
    press(desk, rectify(), rectify(LAST))
    names = written(desk)
    desk.list(*(rectify(code, 整改要求="另一要求（模拟）。") for code in (FIRST, LAST)))
    folder = desk.folder / "函件/2024-09"
    before = [(folder / name).read_bytes() for name in names]
    for name in names:
        (folder / f"~${name}").touch()
    with pytest.raises(HostError) as caught:
        press(desk)
    assert all(f"“{name}”正在别的程序中打开" in str(caught.value) for name in names)
    assert [(folder / name).read_bytes() for name in names] == before


def test_a_workbook_that_is_open_in_excel_is_refused_before_any_letter(desk):
    desk.list(rectify())
    (desk.folder / f"~${desk.dispatch.name}").touch()
    with pytest.raises(HostError, match="正在别的程序中打开"):
        press(desk)
    assert written(desk) == []


def test_a_template_that_is_open_in_word_is_told(desk):
    own(desk, "整改通知书", template_path(KINDS["整改通知书"]).read_bytes())
    (desk.folder / "模板" / "~$改通知书.docx").touch()
    assert press(desk, rectify()).exit_code == 1
    assert told(desk)["问题"].str.contains("正在 Word 或 WPS 里打开").all()
