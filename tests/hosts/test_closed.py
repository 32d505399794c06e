"""What the closed-file engine promises beyond plain xlwings."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest
import xlwings as xw

from tests import ooxml_validator
from tests.ooxml.archives import changed, part, row_bytes
from tests.ooxml.handmade import one_sheet, parts, saved, sheet_xml
from tests.ooxml.nasty import TOTAL, nasty
from xltools.cells import CellError, Uncalculated
from xltools.errors import FileError, HostError
from xltools.hosts.closed import alerts, open_closed

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The nasty workbook."""
    return nasty(tmp_path / "项目.xlsx")


# opening and closing


def test_xlwings_is_as_it_was_afterwards(path: Path) -> None:
    """The engine that was active is active again, and there is no caller left."""
    before = xw.engines.active
    with open_closed(path) as book:
        assert book.app.engine.name == "closed"
    assert xw.engines.active is before
    assert not hasattr(xw.Book, "_mock_caller")
    with open_closed(path):
        pass
    assert [e.name for e in xw.engines].count("closed") == 1


def test_the_inner_of_two_open_books_is_the_caller(path: Path, tmp_path: Path) -> None:
    """And then the outer one again."""
    other = nasty(tmp_path / "第二本.xlsx")
    with open_closed(path) as outer:
        with open_closed(other) as inner:
            assert xw.Book.caller().name == inner.name == "第二本.xlsx"
        assert xw.Book.caller().name == outer.name


def test_an_error_closes_the_book_and_writes_nothing(path: Path) -> None:
    """Half a result is no result."""
    before = path.read_bytes()
    with pytest.raises(ZeroDivisionError), open_closed(path) as book:
        book.sheets[0]["A5"].value = 1
        1 / 0  # noqa: B018
    assert path.read_bytes() == before
    assert not (path.parent / "备份").exists()
    assert not hasattr(xw.Book, "_mock_caller")


@pytest.mark.parametrize("owner", ["~${}", ".~lock.{}#", ".~{}"])
def test_a_file_open_elsewhere_is_refused(path: Path, owner: str) -> None:
    """The marks that Excel, LibreOffice and WPS leave; the sentence names the mark, should it be stale."""
    mark = path.with_name(owner.format(path.name))
    mark.touch()
    with pytest.raises(HostError, match=r"正在别的程序中打开.*关闭.*若确认没有打开.*删去"), open_closed(path):
        pass
    mark.unlink()
    with open_closed(path) as book:
        mark.touch()
        with pytest.raises(HostError, match="正在别的程序中打开"):
            book.save()


def test_a_read_only_file_is_refused(path: Path) -> None:
    """It was made so by somebody for some reason."""
    path.chmod(0o444)
    with pytest.raises(HostError, match="只读文件"), open_closed(path):
        pass


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    """By its content; the reader knows the sentences."""
    (tmp_path / "a.xlsx").write_bytes(b"")
    with pytest.raises(FileError, match="空文件"), open_closed(tmp_path / "a.xlsx"):
        pass
    with pytest.raises(FileError, match="找不到文件"), open_closed(tmp_path / "没有.xlsx"):
        pass


# saving


def test_only_what_was_touched_is_saved(path: Path) -> None:
    """Two rows of one sheet; every other part is the same entry byte for byte."""
    before = path.read_bytes()
    with open_closed(path) as book:
        sheet = book.sheets["项目"]
        sheet["B6"].value = "改"
        sheet["H30"].value = 1
        assert sheet["A4"].expand().shape == (21, 6)
        book.save()
    after = path.read_bytes()
    assert changed(before, after) == {SHEET}
    old, new = row_bytes(part(before, SHEET)), row_bytes(part(after, SHEET))
    assert {n for n in new if old.get(n) != new[n]} == {6, 30}
    assert b"<sheetProtection" in part(after, SHEET)


def test_the_previous_file_is_kept(path: Path) -> None:
    """In 备份/, whole; a save that changes nothing makes none."""
    before = path.read_bytes()
    with open_closed(path) as book:
        book.save()
        assert not (path.parent / "备份").exists()
        book.sheets[0]["A5"].value = "x"
        book.save()
        book.save()
    kept = list((path.parent / "备份").iterdir())
    assert [k.read_bytes() for k in kept] == [before]


def test_a_file_that_somebody_saved_meanwhile_is_not_overwritten(path: Path) -> None:
    """Their work would be lost."""
    with open_closed(path) as book:
        book.sheets[0]["A5"].value = "x"
        other = path.read_bytes() + b"\0"
        path.write_bytes(other)
        with pytest.raises(HostError, match=r"在处理期间被别人保存过.*再按一次"):
            book.save()
    assert path.read_bytes() == other


def test_another_kind_of_file_is_refused(path: Path) -> None:
    """An .xlsx renamed to .xlsm would not open."""
    with open_closed(path) as book, pytest.raises(HostError, match=r"只能存为同类文件"):
        book.save(path.with_suffix(".xlsm"))


def test_several_saves_build_on_one_another(path: Path) -> None:
    """Nothing is written twice and nothing is lost."""
    with open_closed(path) as book:
        book.sheets["项目"]["H30"].value = 1
        book.save()
        book.sheets["项目"]["H31"].value = 2
        book.sheets.add("新")["A1"].value = 3
        book.save()
    with open_closed(path) as book:
        assert book.sheets["项目"]["H30:H31"].value == [1, 2]
        assert book.sheets["新"]["A1"].value == 3
    assert ooxml_validator.errors(path) == []


def test_macros_stay(tmp_path: Path) -> None:
    """vbaProject.bin and the button are the same bytes."""
    path = nasty(tmp_path / "宏.xlsm", macros=True)
    before = path.read_bytes()
    with open_closed(path) as book:
        book.sheets[0]["A5"].value = "x"
        book.save()
    assert changed(before, path.read_bytes()) == {SHEET}


# what is read after writing


def test_formulas_have_no_value_once_something_was_written(path: Path) -> None:
    """汇总!A1 sums what was just changed. A blank where nobody asks, `Uncalculated` where errors are asked
    for; never the old figure."""
    with open_closed(path) as book:
        total = book.sheets["汇总"]["A1"]
        assert total.value == TOTAL
        book.sheets["项目"]["C5"].value = 1000
        assert total.value is None
        assert total.options(err_to_str=True).value == Uncalculated("SUM(项目!C5:C24)")
        assert book.sheets["项目"]["F6"].options(err_to_str=True).value == Uncalculated("1-项目[@完成率]")


def test_a_formula_that_was_overwritten_reads_as_its_value(path: Path) -> None:
    """It is no formula any more."""
    with open_closed(path) as book:
        book.sheets["汇总"]["A1"].value = 5
        assert book.sheets["汇总"]["A1"].value == 5
        assert book.sheets["汇总"]["A1"].formula == "5"


def test_a_formula_that_was_written_has_no_value(path: Path) -> None:
    """Not even 1+1."""
    with open_closed(path) as book:
        cell = book.sheets["汇总"]["A9"]
        cell.formula = "=1+1"
        assert cell.value is None
        assert cell.options(err_to_str=True).value == Uncalculated("1+1")
        assert cell.formula == "=1+1"


def test_a_new_sheet_makes_no_formula_stale(path: Path) -> None:
    """Nothing refers to it."""
    with open_closed(path) as book:
        book.sheets.add("校验结果")["A1"].value = 1
        assert book.sheets["汇总"]["A1"].value == TOTAL


def test_asking_for_a_calculation_says_when_it_will_happen(path: Path) -> None:
    """Better than a silent no-op."""
    with open_closed(path) as book, pytest.raises(HostError, match="再打开时会自动计算"):
        book.app.calculate()


def test_error_cells_are_none_or_their_code(tmp_path: Path) -> None:
    """With `err_to_str`; the raw value is a CellError."""
    path = one_sheet(tmp_path / "a.xlsx", '<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>')
    with open_closed(path) as book:
        cell = book.sheets[0]["A1"]
        assert (cell.value, cell.options(err_to_str=True).value) == (None, "#REF!")
        assert cell.raw_value == CellError("#REF!")


# refusals while writing


def test_a_value_that_cannot_be_written_names_its_cell_and_nothing_is_written(path: Path) -> None:
    """The whole block is refused."""
    with open_closed(path) as book:
        with pytest.raises(HostError, match=r"汇总!B31：要写入的数是无穷大"):
            book.sheets["汇总"]["A30"].value = [[1, 2], [3, float("inf")]]
        assert book.sheets["汇总"]["A30:B31"].value == [[None, None]] * 2


def test_a_merged_cell_hides_nothing(path: Path) -> None:
    """A1:F1 is the title."""
    with (
        open_closed(path) as book,
        pytest.raises(HostError, match=r"不能写入工作表“项目”：B1 被合并单元格 A1:F1 盖住"),
    ):
        book.sheets["项目"]["A1"].value = ["标题", "看不见"]


def test_a_whole_column_is_neither_filled_nor_painted(path: Path) -> None:
    """A million cells by mistake."""
    with open_closed(path) as book:
        with pytest.raises(HostError, match="填满整行整列"):
            book.sheets["项目"]["H:H"].value = 1
        with pytest.raises(HostError, match="太大"):
            book.sheets["项目"]["H:J"].color = (1, 2, 3)


def test_a_whole_column_is_cleared(path: Path) -> None:
    """Only what is there is touched."""
    with open_closed(path) as book:
        book.sheets["项目"]["C:C"].clear_contents()
        assert book.sheets["项目"]["C4:C24"].value == [None] * 21
        assert book.sheets["项目"]["B24"].value is not None
        assert book.sheets["项目"].used_range.address == "$A$1:$F$24"


def test_a_reference_outside_the_sheet_is_refused(path: Path) -> None:
    """Row 0 is above the first."""
    with open_closed(path) as book, pytest.raises(HostError, match="超出了工作表的范围"):
        book.sheets[0]["A1"].offset(-1, 0)


# the rest


def test_alerts_are_kept_and_questions_are_answered_no(path: Path) -> None:
    """Nobody is there to confirm: nothing is issued on its own."""
    with open_closed(path) as book:
        assert book.app.alert("完成") == "ok"
        assert book.app.alert("签发？", buttons="yes_no") == "no"
        assert book.app.alert("继续？", buttons="ok_cancel") == "cancel"
        assert alerts(book) == ["完成", "签发？", "继续？"]


def test_the_new_sheets_of_a_button_validate(path: Path) -> None:
    """A sheet, a table on it, widths, colours, a name and a formula over the table."""
    with open_closed(path) as book:
        sheet = book.sheets.add("排名表", before=book.sheets[0])
        sheet["A4"].value = [["县区", "得分", "日期"], ["甲", 1, dt.datetime(2024, 1, 1)], ["乙", 2, None]]
        sheet.tables.add(sheet["A4"].expand(), name="排名表")
        sheet["B5:B6"].number_format = "0.00"
        sheet["A4:C4"].color = "#D9E1F2"
        sheet["A4:C4"].font.bold = True
        sheet["E4"].formula = "=SUM(排名表[得分])"
        sheet["D5"].formula = "=RANK.EQ(B5,排名表[得分])"
        book.names.add("得分", "=排名表!$B$5:$B$6")
        sheet.autofit()
        sheet.activate()
        book.save()
    assert ooxml_validator.errors(path) == []


def test_cells_of_a_hidden_sheet_are_cells(tmp_path: Path) -> None:
    """It says so, and reads like any other."""
    made = parts({"甲": sheet_xml(""), "乙": sheet_xml('<row r="2"><c r="B2"><v>5</v></c></row>')})
    hidden = made["xl/workbook.xml"].replace('name="乙"', 'name="乙" state="hidden"')
    path = saved(tmp_path / "a.xlsx", made | {"xl/workbook.xml": hidden})
    with open_closed(path) as book:
        assert [s.visible for s in book.sheets] == [True, False]
        assert book.sheets["乙"].used_range.value == 5


def test_patching_needs_neither_xlwings_nor_pandas() -> None:
    """退回单 are written by worker processes, which have to start at once."""
    code = (
        "import sys, xltools.ooxml.patch, xltools.hosts.replace;"
        "print([m for m in ('xlwings', 'pandas', 'numpy', 'openpyxl') if m in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ}
    )
    assert run.stdout.strip() == "[]"
