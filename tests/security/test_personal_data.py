"""身份证号 and mobile numbers: found, told from codes that look alike, flagged by cell, masked, kept in."""

from __future__ import annotations

import datetime as dt
import random
import tempfile
from pathlib import Path

import openpyxl
import pytest

from tests.buttons.letter_desk import press, rectify, told, written
from tests.returns.factory import GOOD, changed, counties, dispatch
from tests.security import promise
from xltools.buttons import find
from xltools.errors import Issue, Severity, unforeseen
from xltools.hosts.closed import open_closed
from xltools.personal import found, masked
from xltools.policy import make_override
from xltools.press import press_closed
from xltools.returns.cache import Cache
from xltools.returns.collecting import Collected, collect_returns
from xltools.returns.folder import return_files
from xltools.returns.reading import read_returns
from xltools.returns.sendback import sheet_to_mend
from xltools.sample.library import library
from xltools.sample.province import province
from xltools.tables.declared.record import RUNS
from xltools.tables.sheets import issues_frame, read_table

IDENTITY = "11010519491231002X"
"""The example of GB 11643-1999 itself."""

PHONE = "13800138000"


@promise(7)
@pytest.mark.parametrize(
    "text",
    [
        IDENTITY, "11010519491231002x", "110105 19491231 002X", "户主张某（身份证11010519491231002X）",
        "１１０１０５１９４９１２３１００２Ｘ",
    ],
)  # fmt: skip
def test_an_identity_number_is_found_however_it_is_typed(text):
    assert found(text) == ["身份证号"]
    assert masked(text).translate(str.maketrans("１０５", "105")).count("110105" + "*" * 12) == 1


@promise(7)
@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("110105194912310021", "the check digit is X"),
        ("11010519491331002X", "there is no month 13"),
        ("99010519491231002X", "no region begins with 99"),
        ("51000019491231002X", "no office of a whole province issues them"),
        ("511002202409300012", "a 项目编码 of region, date and serial number"),
        ("1101051949123100", "sixteen digits"),
        ("A11010519491231002X", "part of a longer code"),
        ("11010519491231002X1", "part of a longer code"),
        ("1234567890123", "thirteen digits"), ("12800138000", "no mobile begins with 12"),
        ("13800138000.5", "an amount"), ("138001380001", "twelve digits"), ("四千五百", "words"),
    ],
)  # fmt: skip
def test_a_code_that_looks_alike_is_no_personal_data(text, why):
    assert found(text) == [], why
    assert masked(text) == text


@promise(7)
@pytest.mark.parametrize("text", [PHONE, "138-0013-8000", "+86 138 0013 8000", "电话13800138000。"])
def test_a_mobile_number_is_found(text):
    assert found(text) == ["手机号"]
    assert "0013" not in masked(text)


@promise(7)
def test_lines_are_looked_at_each_for_itself():
    """A sheet is first looked at as one text, a cell a line."""
    apart = [IDENTITY[:9], IDENTITY[9:], PHONE[:4], PHONE[4:], "86", "511002202409300012"]
    assert found("\n".join(apart)) == []
    assert found("\n".join([*apart, IDENTITY, "四千五百"])) == ["身份证号"]
    assert found("\n".join([*apart, PHONE, "1380"])) == ["手机号"]


@promise(7)
def test_of_many_codes_made_of_region_date_and_serial_number_none_is_taken_for_a_person():
    """The dates of 衔接资金 projects: 2021 to 2026, 3,000 codes; every eleventh ends in the right digit."""
    chance = random.Random(8)
    for _ in range(3000):
        day = dt.date(2021, 1, 1) + dt.timedelta(chance.randrange(2000))
        assert found(f"51{chance.randrange(100, 3500):04}{day:%Y%m%d}{chance.randrange(10_000):04}") == []


@promise(7)
def test_no_project_of_the_sample_province_holds_personal_data():
    """45 projects a county with 项目编码 of eighteen digits: flagging them would drown what is real."""
    frame = library(province(7, 12), 7)
    texts = [text for column in frame for text in frame[column] if isinstance(text, str)]
    assert sum(len(text) == 18 and text.isdigit() for text in texts) > 300
    assert [text for text in texts if found(text)] == []


def returned(folder: Path, more: dict[str, object], beyond: list[list[object]] | None = None) -> Collected:
    """One good return of 乐山市市中区 with further columns and a second sheet, collected."""
    folder.mkdir(exist_ok=True)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "调度表"
    row = changed(GOOD, **more)
    sheet.append(list(row))
    sheet.append(list(row.values()))
    if beyond:
        second = book.create_sheet("到户名单")
        for line in beyond:
            second.append(line)
    book.save(folder / "511102.xlsx")
    returns = read_returns(return_files(folder), folder, Cache(None), lambda *_: None)
    return collect_returns(returns, counties("511102"), dispatch(), "2024-09")


@promise(7)
def test_a_return_with_personal_data_is_taken_in_and_told_by_cell_and_masked(tmp_path):
    """In a column that nobody asked for and on a sheet behind the table."""
    households = [
        ["姓名", "身份证号", "联系电话"],
        ["张某（模拟）", IDENTITY, 13800138000],
        ["李某（模拟）", "", PHONE],
    ]
    collected = returned(tmp_path / "in", {"备注": f"户主{IDENTITY}"}, households)
    assert collected.count("已报") == 1
    told = {(i.sheet, i.cell): i for i in collected.issues if "个人信息" in i.problem}
    remark = ("调度表", openpyxl.utils.get_column_letter(len(GOOD) + 1) + "2")
    assert set(told) == {remark, ("到户名单", "B2"), ("到户名单", "C2")}
    assert "共2格有手机号" in told["到户名单", "C2"].problem
    assert {i.severity for i in told.values()} == {Severity.NOTICE}
    shown = issues_frame(collected.issues).to_csv()
    assert "110105************" in shown
    assert IDENTITY not in shown
    assert PHONE not in shown


@promise(7)
def test_the_contact_of_the_reporting_line_is_no_personal_data(tmp_path):
    """县级填报 asks for 填报人 and 联系电话 above its table."""
    line = [
        ["填报人：", "甲（模拟）", "联系电话：", PHONE],
        ["联系电话：13800138000"],
        ["经办人（模拟）：", None, PHONE],
    ]
    assert [i for i in returned(tmp_path / "in", {}, line).issues if "个人信息" in i.problem] == []


@promise(7)
def test_a_wrong_cell_that_holds_an_identity_number_is_masked_in_the_退回单_too(tmp_path):
    collected = returned(tmp_path / "in", {"中央支出": IDENTITY})
    assert collected.count("退回") == 1
    (each,) = read_returns(return_files(tmp_path / "in"), tmp_path / "in", Cache(None), lambda *_: None)
    _, content = sheet_to_mend(each, collected.marks["511102.xlsx"])
    (tmp_path / "退回.xlsx").write_bytes(content)
    listed = openpyxl.load_workbook(tmp_path / "退回.xlsx")["问题清单"]
    text = "\n".join(str(cell) for row in listed.values for cell in row)
    assert "110105************" in text
    assert IDENTITY not in text


@promise(7)
def test_an_issue_never_shows_personal_data_and_always_shows_a_code():
    """Whoever makes it; a 项目编码 of eleven digits must be there to be found."""
    issue = Issue("项目库", "E5", "项目库", "建设内容", f"补助{IDENTITY}", f"{PHONE}不该在这里", "删去")
    assert (IDENTITY in str(issue), PHONE in str(issue)) == (False, False)
    code = Issue("项目库", "E5", "项目库", "项目编码", "15010212345", "15010212345重复", "改正")
    assert (code.value, code.problem) == ("15010212345", "15010212345重复")


@promise(8)
@pytest.mark.parametrize(
    ("field", "text"), [("依据", f"户主{IDENTITY}（模拟）"), ("整改要求", f"请与{PHONE}联系（模拟）。")]
)
def test_a_letter_with_personal_data_is_not_written(desk, field, text):
    """At its cell, with what to do; the other letters wait too."""
    result = press(desk, rectify(**{field: text}), rectify("511002"))
    assert result.exit_code == 1
    assert written(desk) == []
    (row,) = told(desk).to_dict("records")
    assert row["列"] == field
    assert "函件不写个人信息" in row["问题"]
    assert (IDENTITY in str(row), PHONE in str(row)) == (False, False)


@promise(8)
def test_neither_运行记录_nor_the_log_keeps_personal_data(desk, monkeypatch, tmp_path):
    """A parameter typed with --set; a value that a fault of the toolkit quotes."""
    because = make_override("联系人", f"甲（模拟）{PHONE} {IDENTITY}", "来电（模拟）")
    desk.list(rectify())
    press_closed(find("letters"), desk.dispatch, overrides=(because,))
    with open_closed(desk.dispatch) as book:
        runs = read_table(book, RUNS).frame.to_csv()
    assert "138********" in runs
    assert (IDENTITY in runs, PHONE in runs) == (False, False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    unforeseen(ValueError(f"invalid literal: {IDENTITY}"))
    log = (tmp_path / "xltools-错误.log").read_text(encoding="utf8")
    assert "ValueError: invalid literal: 110105************" in log
