"""退回单: the county's own file, its wrong cells marked, the list added, nothing else changed."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import openpyxl

from tests.returns.factory import GOOD, changed, column_cell, write_return
from xltools.errors import Issue, Severity
from xltools.returns.cache import Cache
from xltools.returns.folder import return_files
from xltools.returns.reading import Return, read_returns
from xltools.returns.sendback import DONE, LIST, send_back

BAD = changed(中央支出="四千五百")
CELL = column_cell(BAD, "中央支出")


def read(folder: Path) -> list[Return]:
    return read_returns(return_files(folder), folder, Cache(None), lambda done, total: None)


def sent_back(folder: Path, to: Path) -> dict[str, Path]:
    returns = read(folder)
    marks = {
        each.name: list(each.rows.issues) if each.rows else [Issue("", "", "", "", "", each.trouble, "重报")]
        for each in returns
    }
    due = {
        name: issues for name, issues in marks.items() if any(i.severity is Severity.ERROR for i in issues)
    }
    return send_back(returns, due, to, lambda done, total: None)


def test_the_wrong_cell_is_marked_and_listed(tmp_path):
    """The rose of Excel's “bad” on the very cell; the list names it and says what to do."""
    write_return(tmp_path / "in/a.xlsx", BAD)
    written = sent_back(tmp_path / "in", tmp_path / "out")
    book = openpyxl.load_workbook(written["a.xlsx"])
    assert book["调度表"][CELL].fill.fgColor.rgb == "FFFFC7CE"
    assert book["调度表"]["A2"].fill.fill_type is None
    listed = {row[2]: row for row in book[LIST].iter_rows(min_row=2, values_only=True)}
    assert listed[CELL][4] == "四千五百"
    assert all(listed[CELL][i] for i in (3, 5, 6))


def test_nothing_else_in_the_county_file_changes(tmp_path):
    """Every cell keeps its value, and every part that has no need to change keeps its bytes."""
    source = write_return(tmp_path / "in/a.xlsx", BAD)
    written = sent_back(tmp_path / "in", tmp_path / "out")["a.xlsx"]
    before, after = (openpyxl.load_workbook(p)["调度表"] for p in (source, written))
    assert list(before.values) == list(after.values)
    kept = ("xl/theme/theme1.xml", "docProps/core.xml", "xl/sharedStrings.xml")
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(written) as new:
        assert all(old.read(part) == new.read(part) for part in kept)


def test_text_from_a_return_never_becomes_a_formula(tmp_path):
    """A name that begins with = is listed as the text it is."""
    evil = changed(县区='=HYPERLINK("http://a","点")', 中央支出="x")
    write_return(tmp_path / "in/a.xlsx", evil)
    import xlsxwriter

    book = xlsxwriter.Workbook(tmp_path / "in/a.xlsx", {"strings_to_formulas": False})
    page = book.add_worksheet("调度表")
    page.write_row(0, 0, list(evil))
    for column, value in enumerate(evil.values()):
        page.write(1, column, value)
    book.close()
    listed = openpyxl.load_workbook(sent_back(tmp_path / "in", tmp_path / "out")["a.xlsx"])[LIST]
    cells = [cell for row in listed.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_a_file_that_cannot_be_marked_gets_the_list_alone(tmp_path):
    """What is no workbook cannot be marked; the county still gets told what is wrong."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in/511102.xlsx").write_bytes(b"PK no workbook")
    path = sent_back(tmp_path / "in", tmp_path / "out")["511102.xlsx"]
    rows = list(openpyxl.load_workbook(path)[LIST].values)
    assert "511102.xlsx" in rows[0][0]
    assert rows[2][0] == 1


def test_a_sheet_called_问题清单_in_the_county_file_is_not_touched(tmp_path):
    """Ours takes another name."""
    source = write_return(tmp_path / "in/a.xlsx", BAD)
    book = openpyxl.load_workbook(source)
    book.create_sheet(LIST)["A1"] = "县里自己的"
    book.save(source)
    after = openpyxl.load_workbook(sent_back(tmp_path / "in", tmp_path / "out")["a.xlsx"])
    assert after[LIST]["A1"].value == "县里自己的"
    assert after[f"{LIST}2"]["A1"].value == "序号"


def test_a_return_that_was_mended_has_its_退回单_put_away(tmp_path):
    """So that nobody sends an old one again; it is kept in 已改正."""
    write_return(tmp_path / "in/a.xlsx", BAD)
    old = sent_back(tmp_path / "in", tmp_path / "out")["a.xlsx"]
    shutil.rmtree(tmp_path / "in")
    write_return(tmp_path / "in/a.xlsx", GOOD)
    assert sent_back(tmp_path / "in", tmp_path / "out") == {}
    assert not old.exists()
    assert (tmp_path / "out" / DONE / old.name).exists()


def test_returns_of_one_name_in_two_folders_get_a_退回单_each(tmp_path):
    """Cities send files of the same name."""
    write_return(tmp_path / "in/内江市/调度表.xlsx", BAD)
    write_return(tmp_path / "in/乐山市/调度表.xlsx", BAD)
    written = sent_back(tmp_path / "in", tmp_path / "out")
    assert len(set(written.values())) == 2


def test_the_list_prints_one_page_wide(tmp_path):
    """A county prints it and works it off: landscape, all columns on a page."""
    write_return(tmp_path / "in/a.xlsx", BAD)
    sheet = openpyxl.load_workbook(sent_back(tmp_path / "in", tmp_path / "out")["a.xlsx"])[LIST]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert int(sheet.page_setup.fitToHeight) == 0
