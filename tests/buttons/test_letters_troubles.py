"""生成函件 on a closed 调度排名.xlsx: whatever is typed, kept or missing, nothing is done by halves."""

from __future__ import annotations

import datetime as dt
import errno
import math
import os
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.letters.made_templates import docx_of, parts_of, text_of
from tests.letters.test_blocks import LETTER, shipped_without
from tests.register.desk import Desk, listed, made
from xltools.buttons import Result, find
from xltools.errors import HostError, Severity
from xltools.hosts.closed import open_closed
from xltools.letters import volumes
from xltools.letters.kinds import KINDS
from xltools.letters.store import template_path
from xltools.press import press_closed
from xltools.register.rows import Row
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.ranking import CITY_RANKING, RANKING
from xltools.tables.declared.record import ISSUES
from xltools.tables.sheets import read_table

TODAY = dt.date(2024, 10, 8)
ABSENT = "没有生成 PDF：这台电脑上没有找到 LibreOffice。打印时用 Word 或 WPS 打开同一文件夹里的 .docx 即可"
FIRST, LAST = "511102", "511002"


def ranked(code: str, city: str, place: int, **more: Any) -> Row:
    """A row of 排名表 or 市州排名表; its figures are made up (模拟)."""
    scores = {f"{d}得分": 80.0 for d in ("投入", "支出", "实施", "质量", "综合")}
    lights = {f"{d}状态": "黄" for d in ("投入", "支出", "实施", "质量", "综合")}
    row = {"期别": "2024-09", "行政区划代码": code, "市州": city, "支出率": 0.6, "序时目标": 0.75}
    return row | scores | lights | {"排名": place, "依据": "模拟"} | more


@pytest.fixture(scope="module")
def ready(tmp_path_factory) -> Path:
    """An office with two counties ranked and nothing yet in 函件清单."""
    desk = made(tmp_path_factory.mktemp("函") / "办公")
    counties = [
        dict.fromkeys(RANKING.names) | ranked(code, city, place, 县区="市中区")
        for place, (code, city) in enumerate(((FIRST, "乐山市"), (LAST, "内江市")), 1)
    ]
    cities = [dict.fromkeys(CITY_RANKING.names) | ranked("511100", "乐山市", 1, 参评县数=1)]
    desk.put(desk.dispatch, RANKING, counties)
    desk.put(desk.dispatch, CITY_RANKING, cities)
    return desk.folder


@pytest.fixture
def office(ready, tmp_path, monkeypatch) -> Desk:
    """A copy, on a computer without LibreOffice."""

    def refuse(*_: object) -> list[bytes]:
        raise HostError(ABSENT)

    monkeypatch.setattr(volumes, "to_pdf", refuse)
    return Desk(Path(shutil.copytree(ready, tmp_path / "办公")))


def rectify(code: str = FIRST, **more: Any) -> Row:
    return listed(code, **({"函件": "整改通知书", "抄送单位": "乐山市市中区人民政府"} | more))


def press(office: Desk, *rows: Row) -> Result:
    if rows:
        office.list(*rows)
    return press_closed(find("letters"), office.dispatch, today=TODAY)


def told(office: Desk) -> pd.DataFrame:
    with open_closed(office.dispatch) as book:
        return read_table(book, ISSUES).frame


def written(office: Desk) -> list[str]:
    """The letters there are, without the bulletin and the file to print."""
    names = (path.name for path in office.folder.rglob("*.docx") if "函件" in path.parts)
    return sorted(name for name in names if not name.startswith(("打印合订", "排名通报")))


def letter(office: Desk) -> str:
    """The text of the only letter."""
    (name,) = written(office)
    return text_of((office.folder / "函件/2024-09" / name).read_bytes())


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
def test_a_name_no_disk_takes_names_its_file_in_full_width_and_is_printed_as_it_is(office, unit, name):
    """Nothing is written outside of 函件/2024-09, and nothing after & or < is lost."""
    result = press(office, rectify("519999", 主送单位=f"{unit}乡村振兴局、财政局"))
    assert result.exit_code == 0
    assert written(office) == [f"整改通知书_519999_{name}.docx"]
    assert f"{unit}乡村振兴局、财政局：" in letter(office)
    assert letter(office).rstrip().endswith("请收到后填写本回执，加盖公章，退回模拟省财政厅。")


def test_two_units_that_differ_only_in_what_a_disk_does_not_take_have_two_files(office):
    press(
        office,
        rectify("519999", 主送单位="模拟/县乡村振兴局、财政局"),
        rectify("519998", 函件="整改通知书", 主送单位="模拟／县乡村振兴局、财政局"),
        rectify("519997", 文号="模财农〔2024〕3号", 主送单位="模拟/县乡村振兴局、财政局"),
    )
    assert written(office) == [
        "整改通知书_519998_模拟／县.docx",
        "整改通知书_519999_模拟／县.docx",
        "模财农〔2024〕3号_模拟／县.docx",
    ]


def test_a_reason_of_2000_characters_is_printed_whole(office):
    reason = "支出滞后，" * 399 + "支出滞后。"
    assert len(reason) == 1995 + 5
    assert press(office, rectify(依据=reason)).exit_code == 0
    assert reason in letter(office)


def test_what_is_missing_in_several_rows_is_told_at_their_cells_and_no_letter_is_written(office):
    """None in three places; the row without fault is not written either."""
    before = office.read(office.dispatch, LETTERS)
    result = press(office, rectify(依据=None), rectify(LAST, 整改要求=None, 反馈期限=None), rectify("510104"))
    assert result.exit_code == 1
    with open_closed(office.dispatch) as book:
        reading = read_table(book, LETTERS)
    due = [(reading.cell(0, "依据"), "依据"), (reading.cell(1, "整改要求"), "整改要求"),
           (reading.cell(1, "反馈期限"), "反馈期限")]  # fmt: skip
    shown = told(office)
    assert sorted(zip(shown["单元格"], shown["列"], strict=True)) == sorted(due)
    assert shown["问题"].str.contains("是空的").all()
    assert shown["怎么改"].str.startswith("请补上").all()
    assert written(office) == []
    assert all(row["文件"] is None for row in office.read(office.dispatch, LETTERS))
    assert before == []


@pytest.mark.parametrize(
    ("amount", "printed"),
    [(-12.5, "综合得分-12.50分"), (1e15, "综合得分1000000000000000.00分"), (0.1 + 0.2, "综合得分0.30分")],
)
def test_a_negative_huge_or_noisy_amount_is_printed_as_an_officer_writes_it(office, amount, printed):
    rows = office.read(office.dispatch, RANKING)
    office.put(office.dispatch, RANKING, [rows[0] | {"综合得分": amount}, *rows[1:]])
    assert press(office, rectify()).exit_code == 0
    assert printed in letter(office)


@pytest.mark.parametrize("amount", [None, math.nan, "#DIV/0!", "九十"])
def test_an_amount_that_is_none_stops_before_any_letter(office, amount):
    """Blank, NaN, an error of Excel, a word: no nan is ever printed."""
    with open_closed(office.dispatch) as book:
        cells = book.sheets["排名表"].tables["排名表"].data_body_range
        cells[0, RANKING.names.index("综合得分")].value = amount
        book.save()
    result = press(office, rectify())
    assert result.exit_code == 1
    assert [(i.sheet, i.column) for i in result.errors] == [("排名表", "综合得分")]
    assert written(office) == []


CODE = "{{ ''.__class__.__mro__[1].__subclasses__() }}"


def own(office: Desk, kind: str, data: bytes) -> None:
    folder = office.folder / "模板"
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
def test_a_template_of_the_offices_own_that_cannot_be_used_stops_with_its_file(office, made, problem):
    """Nothing in it is run, no letter is written; the shipped template is not taken in its stead."""
    own(office, "整改通知书", made)
    result = press(office, rectify())
    assert result.exit_code == 1
    shown = told(office)
    assert set(shown["工作表"]) == {"[模板/整改通知书.docx]"}
    assert shown["问题"].str.contains(problem).any()
    assert written(office) == []


def test_all_templates_with_a_fault_are_told_in_one_press(office):
    own(office, "整改通知书", docx_of("{{ 反馈期线 }}"))
    own(office, "排名通报", b"")
    press(office, rectify())
    assert set(told(office)["工作表"]) == {"[模板/整改通知书.docx]", "[模板/排名通报.docx]"}


def test_a_template_of_the_offices_own_is_used_and_a_stray_one_is_told(office):
    own(office, "整改通知书", docx_of("本局的话"))
    own(office, "整改通知书（改）", docx_of())
    result = press(office, rectify())
    assert result.exit_code == 0
    assert letter(office).endswith("本局的话")
    assert told(office)["工作表"].tolist() == ["[模板/整改通知书（改）.docx]"]
    assert "有 1 处打印前要看一看，见“校验结果”" in result.message


def test_an_order_to_a_government_is_noticed_at_its_cell(office):
    """《党政机关公文处理工作条例》第十六条: 整改通知书 goes to departments, a 函 may go to a government."""
    to_government = {"主送单位": "乐山市市中区人民政府"}
    result = press(office, rectify(), rectify(LAST, **to_government), listed("510104", **to_government))
    assert result.exit_code == 0
    with open_closed(office.dispatch) as book:
        cell = read_table(book, LETTERS).cell(1, "主送单位")
    (issue,) = result.issues
    assert (issue.sheet, issue.cell, issue.severity) == ("函件清单", cell, Severity.NOTICE)
    assert "部门不得向下级党委、政府发指令性公文" in issue.problem
    assert told(office)["单元格"].tolist() == [cell]


def test_the_addressees_that_come_with_the_toolkit_are_no_orders_to_governments(office):
    """To the county's departments, with a copy to its government."""
    assert press(office, rectify(), listed(LAST)).issues == []


def test_the_letters_are_in_the_fonts_the_office_chose(office):
    """本次取值 of 字体方案 on sheet 参数."""
    with open_closed(office.dispatch) as book:
        cells = book.sheets["参数"].tables["参数"].data_body_range
        row = [values[0] for values in cells.value].index("字体方案")
        cells[row, 3].value = "系统自带"
        book.save()
    assert press(office, rectify()).exit_code == 0
    (name,) = written(office)
    styles = parts_of((office.folder / "函件/2024-09" / name).read_bytes())["word/styles.xml"].decode()
    assert 'w:eastAsia="仿宋"' in styles
    assert "仿宋_GB2312" not in styles


def test_without_libreoffice_all_but_the_pdf_is_made_and_one_sentence_says_so(office):
    result = press(office, rectify())
    assert result.exit_code == 0
    assert result.message.count("LibreOffice") == 1
    assert (office.folder / "函件/2024-09/打印合订.docx").is_file()
    assert not list(office.folder.rglob("*.pdf"))


def test_on_a_full_disk_no_letter_is_new_and_the_workbook_is_as_it_was(office, monkeypatch):
    """The second file does not fit any more: the first stays as it was."""
    press(office, rectify())
    office.list(rectify(整改要求="另一要求（模拟）。"), rectify(LAST))
    before = {path: path.read_bytes() for path in office.folder.rglob("*") if path.is_file()}
    synced: list[int] = []

    def fsync(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) > 1:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(HostError, match="磁盘已满。请清出空间后再试"):
        press(office)
    after = {path: path.read_bytes() for path in office.folder.rglob("*") if path.is_file()}
    assert after == before


def test_letters_that_are_open_in_word_are_all_told_and_none_is_replaced(office):
    press(office, rectify(), rectify(LAST))
    names = written(office)
    office.list(*(rectify(code, 整改要求="另一要求（模拟）。") for code in (FIRST, LAST)))
    folder = office.folder / "函件/2024-09"
    before = [(folder / name).read_bytes() for name in names]
    for name in names:
        (folder / f"~${name}").touch()
    with pytest.raises(HostError) as caught:
        press(office)
    assert all(f"“{name}”正在别的程序中打开" in str(caught.value) for name in names)
    assert [(folder / name).read_bytes() for name in names] == before


def test_a_workbook_that_is_open_in_excel_is_refused_before_any_letter(office):
    office.list(rectify())
    (office.folder / f"~${office.dispatch.name}").touch()
    with pytest.raises(HostError, match="正在别的程序中打开"):
        press(office)
    assert written(office) == []


def test_a_template_that_is_open_in_word_is_told(office):
    own(office, "整改通知书", template_path(KINDS["整改通知书"]).read_bytes())
    (office.folder / "模板" / "~$改通知书.docx").touch()
    assert press(office, rectify()).exit_code == 1
    assert told(office)["问题"].str.contains("正在 Word 或 WPS 里打开").all()
