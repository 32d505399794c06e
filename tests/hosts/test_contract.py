"""What button code may rely on in every engine: plain xlwings, nothing else.

The workbook is the nasty one: table 项目 in A4:F24 of sheet 项目 (20 projects, 模拟; protected) and formulas
in 汇总.
Texts are written into cells formatted as text first, as live Excel needs it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
import xlwings as xw

from tests.hosts.contract import ENGINES, Opener
from tests.ooxml.nasty import HEADERS, TOTAL, nasty, rows
from xltools.errors import HostError
from xltools.hosts.protection import lift, unlocked

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


@pytest.fixture(params=ENGINES)
def opener(request: pytest.FixtureRequest) -> Opener:
    """Each engine in turn."""
    return ENGINES[request.param]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The workbook on the disk."""
    return nasty(tmp_path / "项目.xlsx")


@pytest.fixture
def book(opener: Opener, path: Path) -> Iterator[xw.Book]:
    """The workbook, open."""
    with opener(path) as book:
        yield book


@pytest.fixture
def sheet(book: xw.Book) -> xw.Sheet:
    """Sheet 项目, its protection lifted as button code does before it writes."""
    lift(book.sheets["项目"])
    return book.sheets["项目"]


# the workbook


def test_the_open_book_is_the_caller(book: xw.Book, path: Path) -> None:
    """Button code asks for `xw.Book.caller()` and knows nothing of engines."""
    assert xw.Book.caller() == book
    assert (book.name, Path(book.fullname)) == (path.name, path)
    assert book.app.books["项目.xlsx"] == book


def test_sheets_by_name_position_and_in_order(book: xw.Book) -> None:
    """Letter case of a name does not matter; a missing one is a KeyError, as with dicts."""
    assert [s.name for s in book.sheets] == ["项目", "汇总"]
    assert (book.sheets[1].name, book.sheets["汇总"].index, len(book.sheets)) == ("汇总", 2, 2)
    assert "项目" in book.sheets
    assert "没有" not in book.sheets
    with pytest.raises(KeyError):
        book.sheets["没有"]


def test_a_new_sheet_stands_where_it_was_asked_for_and_is_shown(book: xw.Book) -> None:
    """After 项目; it can be written at once."""
    new = book.sheets.add("结果", after=book.sheets["项目"])
    new["A1"].value = [[1, 2], [3, 4]]
    assert [s.name for s in book.sheets] == ["项目", "结果", "汇总"]
    assert book.sheets.active == new
    assert new["A1"].expand().value == [[1, 2], [3, 4]]
    assert book.sheets.add(before="项目").name not in ("项目", "结果", "汇总")
    book.sheets["汇总"].activate()
    book.sheets.add("末前")
    assert book.sheets["末前"].index == book.sheets["汇总"].index - 1
    with pytest.raises(ValueError, match=r"already present"):
        book.sheets.add("汇总")


def test_the_shown_sheet_can_be_chosen(book: xw.Book) -> None:
    """What the officer sees first."""
    book.sheets["汇总"].activate()
    assert book.sheets.active.name == "汇总"


# reading


def test_values_read_as_their_own_kind(sheet: xw.Sheet) -> None:
    """Text, number, date; a blank is None; one cell is a value, a row a list, a block a list of lists."""
    first = rows()[0]
    assert sheet["A5"].value == first[0]
    assert sheet["A5:F5"].value == list(first)
    assert sheet.range((5, 3), (6, 4)).value == [[rows()[0][2], rows()[0][3]], [rows()[1][2], rows()[1][3]]]
    assert sheet["H1:H2"].value == [None, None]
    assert sheet["A5"].options(ndim=2).value == [[first[0]]]
    assert sheet["E6"].options(numbers=str).value == "0.05"
    assert sheet["D5"].options(dates=dt.date).value == dt.date(2024, 1, 1)


def test_a_table_reads_as_a_frame(sheet: xw.Sheet) -> None:
    """The body without its header, and the whole with it."""
    table = sheet.tables["项目"]
    frame = table.range.options(pd.DataFrame, index=False).value
    assert list(frame.columns) == list(HEADERS)
    assert frame["编码"].tolist() == [row[0] for row in rows()]
    assert frame["日期"].iloc[19] == pd.Timestamp(2024, 1, 20)
    assert np.array(table.data_body_range[:, 2].value).sum() == pytest.approx(TOTAL)


def test_the_cached_value_of_a_formula_reads(book: xw.Book) -> None:
    """As the program that saved the file had calculated it."""
    assert book.sheets["汇总"]["A1"].value == TOTAL


def test_formulas_read_in_the_officers_spelling(book: xw.Book, sheet: xw.Sheet) -> None:
    """A constant reads as its text, a blank as ''; several cells as rows."""
    assert book.sheets["汇总"]["A1"].formula == "=SUM(项目!C5:C24)"
    assert sheet["F5"].formula == "=1-项目[@完成率]"
    assert [list(row) for row in sheet["C5:C6"].formula] == [["100.5"], ["111.5"]]
    assert sheet["H1"].formula == ""


def test_finding_the_way_over_cells(sheet: xw.Sheet) -> None:
    """Ctrl+arrow, Ctrl+*, expand and the used range."""
    assert sheet["A4"].end("down").address == "$A$24"
    assert sheet["A4"].end("right").address == "$F$4"
    assert sheet["A1048576"].end("up").address == "$A$24"
    assert sheet["A24"].end("up").address == "$A$4"
    assert sheet["A24"].end("down").row == 1048576
    assert sheet["A4"].expand().address == "$A$4:$F$24"
    assert sheet["A4"].expand("down").address == "$A$4:$A$24"
    assert sheet["A4"].expand("right").address == "$A$4:$F$4"
    assert sheet["C7"].current_region.address == "$A$4:$F$24"
    assert (sheet.used_range.row, sheet.used_range.column) == (1, 1)
    assert sheet.used_range.last_cell.row >= 24


def test_parts_of_ranges(sheet: xw.Sheet) -> None:
    """Slices, offsets and sizes."""
    table = sheet["A4:F24"]
    assert table[1:, 0].address == "$A$5:$A$24"
    assert table[-1, -1].address == "$F$24"
    assert table.resize(2, 3).address == "$A$4:$C$5"
    assert table.offset(1, 1).address == "$B$5:$G$25"
    assert table.rows[0].address == "$A$4:$F$4"
    assert table.columns[1].address == "$B$4:$B$24"
    assert (table.shape, table.size, len(table.rows)) == ((21, 6), 126, 21)
    assert sheet["B5"].get_address(False, False) == "B5"
    assert sheet["A1:B2"].get_address(True, False) == "A$1:B$2"


def test_ranges_by_name(book: xw.Book, sheet: xw.Sheet) -> None:
    """Defined names and tables."""
    assert sheet["金额列"].address == "$C$5:$C$24"
    assert sheet["项目"].address == "$A$5:$F$24"
    assert sheet["项目[完成率]"].address == "$E$5:$E$24"
    assert book.names["金额列"].refers_to_range.sheet.name == "项目"
    assert book.names["全部项目"].refers_to == "=项目!$A$4:$F$24"
    with pytest.raises(Exception, match=r"没有的名称"):
        sheet["没有的名称"].value  # noqa: B018


def test_merged_cells_are_known(sheet: xw.Sheet) -> None:
    """The title is merged over the table."""
    assert sheet["A1"].merge_area.address == "$A$1:$F$1"
    assert sheet["C1"].merge_cells
    assert not sheet["A2"].merge_cells


# writing


def test_written_values_read_back(sheet: xw.Sheet) -> None:
    """Numbers, logical values, dates; None and NaN make a cell blank."""
    moment = dt.datetime(2024, 9, 30, 8, 30)
    sheet["H30"].value = [
        [1, 2.5, True, moment, None],
        [np.int64(3), np.nan, False, pd.Timestamp(moment), pd.NaT],
    ]
    assert sheet["H30:L31"].value == [[1, 2.5, True, moment, None], [3, None, False, moment, None]]


def test_text_in_text_cells_is_never_changed(sheet: xw.Sheet) -> None:
    """With '@' set first, as live Excel needs: codes, long digits, what looks like a date or a formula."""
    texts = ["001", "510922198001011234", "1/2", "2024-09", "=1+1", "+86", "-", "@甲", "TRUE", "甲\n乙"]
    cells = sheet["H30"].resize(1, len(texts))
    cells.number_format = "@"
    cells.value = texts
    assert cells.value == texts


def test_one_value_fills_a_range(sheet: xw.Sheet) -> None:
    """As Excel does."""
    sheet["H30:I31"].value = 7
    assert sheet["H30:I31"].value == [[7, 7], [7, 7]]


def test_a_frame_is_written_with_and_without_its_header(sheet: xw.Sheet) -> None:
    """Headers first, then rows; the index only when asked for."""
    frame = pd.DataFrame({"数": [1.5, np.nan], "日": [pd.Timestamp(2024, 1, 2), pd.NaT]})
    sheet["H30"].options(index=False).value = frame
    sheet["L30"].options(index=False, header=False).value = frame
    assert sheet["H30:I32"].value == [["数", "日"], [1.5, dt.datetime(2024, 1, 2)], [None, None]]
    assert sheet["L30:M30"].value == [1.5, dt.datetime(2024, 1, 2)]


def test_contents_are_cleared_and_formats_stay(sheet: xw.Sheet) -> None:
    """clear_contents empties; clear takes the format too."""
    sheet["A5:F6"].clear_contents()
    assert sheet["A5:F6"].value == [[None] * 6] * 2
    assert sheet["C5"].number_format == "#,##0.00"
    sheet["C5"].clear()
    assert sheet["C5"].number_format == "General"


def test_formats_are_set_and_read(sheet: xw.Sheet) -> None:
    """Cells that differ have no common format."""
    sheet["H30:I30"].number_format = "0.00%"
    assert sheet["H30:I30"].number_format == "0.00%"
    assert sheet["C5:D5"].number_format is None
    sheet["H30:I30"].color = (255, 199, 206)
    assert sheet["H30:I30"].color == (255, 199, 206)
    sheet["H30"].color = "#00B050"
    assert sheet["H30"].color == (0, 176, 80)
    sheet["H30"].color = None
    assert sheet["H30"].color is None
    sheet["H30"].font.bold = True


def test_a_date_shows_as_a_date(sheet: xw.Sheet) -> None:
    """A cell without a date format gets one."""
    sheet["H30"].value = dt.datetime(2024, 9, 30)
    assert "yy" in sheet["H30"].number_format.lower()


def test_columns_fit_their_text_and_take_a_width(sheet: xw.Sheet) -> None:
    """A 汉字 is as wide as two digits."""
    sheet["H30"].value = [["一二三四五六七八九十", "1234567890"]]
    sheet["H30:I30"].columns.autofit()
    assert sheet["H1"].column_width >= 20
    assert 10 <= sheet["I1"].column_width < 20
    sheet["J:K"].column_width = 33
    assert sheet["J1"].column_width == 33


# formulas


def test_a_formula_is_written_by_formula_alone(book: xw.Book) -> None:
    """Relative references follow when one formula fills a range; constants among formulas stay constants."""
    sheet = book.sheets["汇总"]
    sheet["A10:A12"].formula = "=B10*$C$1"
    assert [row[0] for row in sheet["A10:A12"].formula] == ["=B10*$C$1", "=B11*$C$1", "=B12*$C$1"]
    sheet["A20:B21"].formula = [["合计", "=SUM(B1:B2)"], [3, ""]]
    assert [list(row) for row in sheet["A20:B21"].formula] == [["合计", "=SUM(B1:B2)"], ["3", ""]]


# tables and names


def test_a_table_grows_and_shrinks(sheet: xw.Sheet) -> None:
    """Its parts move with it."""
    table = sheet.tables["项目"]
    table.resize(sheet["A4:F30"])
    assert table.range.address == "$A$4:$F$30"
    assert table.data_body_range.address == "$A$5:$F$30"
    assert table.header_row_range.value == list(HEADERS)
    table.resize(sheet["A4:F5"])
    assert table.data_body_range.address == "$A$5:$F$5"
    assert table.show_headers
    assert not table.show_totals
    assert sheet["B5"].table == table
    assert sheet["B9"].table is None


def test_a_table_is_made(sheet: xw.Sheet) -> None:
    """Over cells that are there; it is found by its name from then on."""
    sheet["J30"].value = [["县区", "得分"], ["甲", 1], ["乙", 2]]
    table = sheet.tables.add(sheet["J30"].expand(), name="得分表")
    assert [t.name for t in sheet.tables] == ["项目", "得分表"]
    assert "得分表" in [t.name for t in sheet.tables]
    assert table.data_body_range.value == [["甲", 1], ["乙", 2]]


def test_table_update_takes_a_frame(sheet: xw.Sheet) -> None:
    """xlwings' own way to replace a table's rows; the table follows the frame's size."""
    frame = pd.DataFrame({"县区": ["丙", "丁", "戊"], "得分": [7.0, 8.0, 9.0]})
    sheet["J30"].value = [["县区", "得分"], ["甲", 1], ["乙", 2]]
    table = sheet.tables.add(sheet["J30"].expand(), name="得分表").update(frame, index=False)
    assert table.range.address == "$J$30:$K$33"
    assert table.data_body_range.value == [["丙", 7], ["丁", 8], ["戊", 9]]
    table.update(frame.iloc[:1], index=False)
    assert table.range.address == "$J$30:$K$31"
    assert sheet["J32:K33"].value == [[None, None]] * 2


def test_names_are_added_changed_and_deleted(book: xw.Book, sheet: xw.Sheet) -> None:
    """By `names.add`, by `range.name`, and gone after `delete`."""
    book.names.add("新名", "=项目!$A$1")
    assert book.names["新名"].refers_to_range.address == "$A$1"
    book.names["新名"].refers_to = "=项目!$A$2"
    assert sheet["新名"].address == "$A$2"
    sheet["C5"].name = "首个金额"
    assert sheet["C5"].name.name == "首个金额"
    book.names["新名"].delete()
    assert "新名" not in [n.name for n in book.names]


# the application


def test_what_is_shown_on_a_screen_may_be_set_everywhere(book: xw.Book, sheet: xw.Sheet) -> None:
    """Button code sets these without asking where it runs."""
    book.app.status_bar = "正在计算"
    assert book.app.status_bar == "正在计算"
    with book.app.properties(screen_updating=False, display_alerts=False, calculation="manual"):
        sheet["A5"].select()
    assert book.app.calculation == "automatic"


def test_what_is_saved_is_there_for_other_programs(opener: Opener, path: Path) -> None:
    """openpyxl reads what was written; without save() the file stays as it was."""
    before = path.read_bytes()
    with opener(path) as book, unlocked(book, ["项目"]):
        book.sheets["项目"]["C5"].value = 777
    assert path.read_bytes() == before
    with opener(path) as book, unlocked(book, ["项目"]):
        book.sheets["项目"]["C5"].value = 777
        book.save()
    assert openpyxl.load_workbook(path)["项目"]["C5"].value == 777


def test_a_book_is_saved_under_another_name(opener: Opener, path: Path) -> None:
    """The first file stays; the open book is the new one from then on."""
    before = path.read_bytes()
    with opener(path) as book, unlocked(book, ["项目"]):
        book.sheets["项目"]["C5"].value = 777
        book.save(path.with_name("另存.xlsx"))
        assert book.name == "另存.xlsx"
    assert path.read_bytes() == before
    assert openpyxl.load_workbook(path.with_name("另存.xlsx"))["项目"]["C5"].value == 777


def test_another_workbook_is_opened_beside(opener: Opener, path: Path, tmp_path: Path) -> None:
    """A table whose home is another workbook of the folder."""
    other = nasty(tmp_path / "另一本.xlsx")
    with opener(path) as book:
        second = book.app.books.open(other)
        assert second.sheets["项目"]["A5"].value == rows()[0][0]
        second.close()
        assert [b.name for b in book.app.books] == ["项目.xlsx"]


@pytest.mark.parametrize(
    "forbidden",
    [
        lambda s: s["A1:B2"].merge(),
        lambda s: s.delete(),
        lambda s: s.charts,
        lambda s: s["A1"].insert("down"),
        lambda s: s["A1"].font.color,
        lambda s: setattr(s["A1"], "formula2", "=SORT(A1:A3)"),
        lambda s: s.book.to_pdf(),
    ],
)
def test_what_is_not_supported_says_so(opener: Opener, path: Path, forbidden: object) -> None:
    """In a sentence that names it, never in silence. (Excel itself can do more and is not held to this.)"""
    if opener is ENGINES.get("excel"):
        pytest.skip("Excel can do more")
    with opener(path) as book, pytest.raises(HostError, match=r"xlwings 的 \w+\.\w+.*请在 Excel 里打开"):
        forbidden(book.sheets["项目"])  # type: ignore[operator]
