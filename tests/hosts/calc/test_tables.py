"""Tables in Calc: database ranges that behave as Excel's tables do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw

from tests.hosts.running_calc import in_calc
from tests.ooxml.nasty import HEADERS
from xltools.errors import HostError
from xltools.hosts.calc.document import CalcDocument
from xltools.hosts.calc.unolib import struct
from xltools.hosts.protection import lift


def area(document: CalcDocument, name: str) -> Any:
    """The database range behind a table."""
    return document._component.database_ranges.getByName(name)


def cells(document: CalcDocument, address: tuple[int, int, int, int], sheet: str = "项目") -> Any:
    return document._component.cells(sheet, address)


def filtered(document: CalcDocument, column: int, *texts: str, table: str = "项目") -> None:
    """The officer ticks texts in a column (from 0) of a table."""
    values = tuple(struct("sheet.FilterFieldValue", FilterType=1, StringValue=text) for text in texts)
    field = struct("sheet.TableFilterField3", Field=column, Operator=2, Values=values)
    area(document, table).getFilterDescriptor().setFilterFields3((field,))
    area(document, table).refresh()


# growing and shrinking


def test_new_rows_look_and_calculate_like_the_last(document: CalcDocument, sheet: xw.Sheet) -> None:
    """Number format, fill, border, what is allowed in a cell, and the formula of a calculated column."""
    cells(document, (24, 1, 24, 2)).CellBackColor = 0xFFEEDD
    sheet.tables["项目"].resize(sheet["A4:F27"])
    assert sheet["C27"].number_format == "#,##0.00"
    assert sheet["A27:B27"].color == (255, 238, 221)
    assert cells(document, (27, 1, 27, 1)).TopBorder2.OuterLineWidth > 0
    assert cells(document, (27, 5, 27, 5)).Validation.Type.value == "DECIMAL"
    assert [row[0] for row in sheet["F24:F27"].formula] == ["=1-项目[@完成率]"] * 4
    sheet["E27"].value = 0.25
    assert sheet["F27"].value == 0.75
    assert sheet["A25:E26"].value == [[None] * 5] * 2


def test_a_formula_that_most_cells_share_is_filled_down(sheet: xw.Sheet) -> None:
    """Relative references follow. A column of values, or one where the last cell alone holds a formula, is
    not calculated."""
    sheet["F5:F24"].formula = "=C5*2"
    sheet["F9"].value = 7
    sheet["C24"].formula = "=100+1"
    sheet.tables["项目"].resize(sheet["A4:F26"])
    assert [row[0] for row in sheet["F24:F26"].formula] == ["=C24*2", "=C25*2", "=C26*2"]
    assert sheet["C25:C26"].value == [None, None]


def test_filter_buttons_and_what_stands_for_the_table_follow(
    book: xw.Book, document: CalcDocument, sheet: xw.Sheet
) -> None:
    """Names, the print area, formats by rule and a chart's series, as in a closed file."""
    sheet.tables["项目"].resize(sheet["A4:F30"])
    assert area(document, "项目").AutoFilter
    assert book.names["全部项目"].refers_to == "=项目!$A$4:$F$30"
    assert book.names["金额列"].refers_to == "=项目!$C$5:$C$30"
    assert book.names["旁边"].refers_to == "=项目!$H$5:$H$24"
    prints = document._component.sheet("项目").getPrintAreas()
    assert [a.EndRow + 1 for a in prints] == [30]
    rules = document._component.sheet("项目").ConditionalFormats.getConditionalFormats()
    assert {r.Range.RangeAddressesAsString for r in rules} == {"项目.E5:E30", "项目.C5:C30"}
    assert {p.range for p in document._component.plotted} == {"$项目.$B$5:$B$30", "$项目.$C$5:$C$30"}


def test_a_table_that_shrinks_leaves_its_cells_and_shows_them(
    document: CalcDocument, sheet: xw.Sheet
) -> None:
    """Rows that only the table's filter had hidden; those an officer hid stay hidden."""
    filtered(document, 1, "道路0&桥<梁>", "道路1&桥<梁>")
    cells(document, (24, 1, 24, 1)).Rows.getByIndex(0).IsFiltered = False
    cells(document, (24, 1, 24, 1)).Rows.IsVisible = False
    assert document.hidden_rows("项目", (5, 1, 24, 1)) == set(range(7, 25))
    sheet.tables["项目"].resize(sheet["A4:F10"])
    assert document.hidden_rows("项目", (5, 1, 24, 1)) == {7, 8, 9, 10, 24}
    assert sheet["A24"].value == "51100220240019"


def test_a_wider_table_gets_headers_that_look_like_the_last(sheet: xw.Sheet, document: CalcDocument) -> None:
    cells(document, (4, 6, 4, 6)).CellBackColor = 0x112233
    sheet["G5"].clear()
    sheet.tables["项目"].resize(sheet["A4:G24"])
    assert sheet["A4:G4"].value == [*HEADERS, "列7"]
    assert sheet["G4"].color == (0x11, 0x22, 0x33)


@pytest.mark.parametrize(
    ("spoil", "target", "why"),
    [
        (lambda s: setattr(s["C27"], "value", "合计"), "A4:F30", "已有内容的单元格 C27"),
        (
            lambda s: s.api._component.cells("项目", (26, 2, 26, 3)).merge(True),
            "A4:F30",
            "合并单元格 B26:C26",
        ),
        (lambda s: None, "A5:F30", "要从原来的标题行开始"),
        (lambda s: None, "A4:F4", "至少有一行数据"),
    ],
)
def test_a_table_swallows_nothing(sheet: xw.Sheet, spoil: Any, target: str, why: str) -> None:
    """It stays as it is."""
    spoil(sheet)
    with pytest.raises(HostError, match=f"不能调整表“项目”的大小：.*{why}"):
        sheet.tables["项目"].resize(sheet[target])
    assert sheet.tables["项目"].range.address == "$A$4:$F$24"


def test_two_tables_do_not_overlap(sheet: xw.Sheet) -> None:
    sheet["A28"].value = [["县区", "得分"], ["甲", 1]]
    sheet.tables.add(sheet["A28:B29"], name="得分表")
    with pytest.raises(HostError, match="会与表“得分表”重叠"):
        sheet.tables["项目"].resize(sheet["A4:F30"])


# making, moving, renaming


def test_a_new_table_has_filter_buttons_and_headers_that_differ(
    document: CalcDocument, sheet: xw.Sheet
) -> None:
    """A blank header gets a name, a second one of the same name a number."""
    sheet["J30"].value = [["县区", "得分", "得分", None], ["甲", 1, 2, 3]]
    table = sheet.tables.add(sheet["J30:M31"], name="得分表")
    assert table.header_row_range.value == ["县区", "得分", "得分2", "列4"]
    assert area(document, "得分表").AutoFilter
    sheet.book.sheets["汇总"]["A40"].formula = "=SUM(得分表[得分2])"
    assert sheet.book.sheets["汇总"]["A40"].value == 2


@pytest.mark.parametrize(
    ("name", "why"),
    [("1表", "不能用作表名"), ("A1", "不能用作表名"), ("项目", "已有名为"), ("金额列", "已有名为")],
)
def test_a_name_that_excel_would_not_take_is_refused(sheet: xw.Sheet, name: str, why: str) -> None:
    """LibreOffice takes any."""
    sheet["J30"].value = [["县区"], ["甲"]]
    with pytest.raises(HostError, match=why):
        sheet.tables.add(sheet["J30:J31"], name=name)
    assert [t.name for t in sheet.tables] == ["项目"]


def test_a_table_is_found_on_a_sheet_that_was_moved_and_renamed(
    book: xw.Book, document: CalcDocument, sheet: xw.Sheet
) -> None:
    """While the workbook is open, by the officer."""
    document._component.model.Sheets.moveByName("项目", 2)
    document._component.sheet("项目").Name = "2024 项目（改）"
    document._known_tables = None
    moved = book.sheets["2024 项目（改）"]
    assert [s.name for s in book.sheets] == ["汇总", "2024 项目（改）"]
    table = moved.tables["项目"]
    table.resize(moved["A4:F26"])
    assert table.range.address == "$A$4:$F$26"
    assert book.sheets["汇总"].range("项目[金额]").sheet == moved
    assert book.names["金额列"].refers_to == "='2024 项目（改）'!$C$5:$C$26"


# filters


def test_a_filter_follows_the_rows_that_are_there_now_in_their_order(
    document: CalcDocument, sheet: xw.Sheet
) -> None:
    """Although the officer had the table sorted: what a button writes stands in its own order."""
    by_amount = struct("table.TableSortField", Field=2, IsAscending=False)
    from xltools.hosts.calc.unolib import options, uno

    fields = uno().Any("[]com.sun.star.table.TableSortField", (by_amount,))
    cells(document, (4, 1, 24, 6)).sort(options(SortFields=fields, ContainsHeader=True))
    filtered(document, 1, "甲", "丙")
    sheet["A5:C8"].value = [["1", "甲", 3], ["2", "乙", 2], ["3", "丙", 9], ["4", "甲", 5]]
    document.refilter("项目")
    assert document.hidden_rows("项目", (5, 1, 24, 1)) == {6, *range(9, 25)}
    assert sheet["B5:B8"].value == ["甲", "乙", "丙", "甲"]


def test_no_filter_no_change(document: CalcDocument, sheet: xw.Sheet) -> None:
    """What the officer hid stays hidden."""
    cells(document, (9, 1, 9, 1)).Rows.IsVisible = False
    document.refilter("项目")
    assert document.hidden_rows("项目", (5, 1, 24, 1)) == {9}


# what is saved


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_excel_finds_the_table_in_what_is_saved(path: Path) -> None:
    """With its header, its filter and the names of its columns."""
    with in_calc(path) as book:
        page = book.sheets["项目"]
        lift(page)
        page.tables["项目"].resize(page["A4:F26"])
        page["A25:B26"].value = [["01", "甲"], ["02", "乙"]]
        book.save()
    saved = openpyxl.load_workbook(path)["项目"].tables["项目"]
    assert saved.ref == saved.autoFilter.ref == "A4:F26"
    assert saved.column_names == list(HEADERS)
