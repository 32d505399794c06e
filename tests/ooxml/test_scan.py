"""Every value of a sheet, whatever program wrote it; the fast and the thorough scan agree."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ooxml.handmade import (
    MAIN,
    OFFICE,
    one_sheet,
    parts,
    saved,
    sheet_xml,
    strings_xml,
    styles_xml,
    zipped,
)
from xltools.cells import CellError, CellValue, Grid, Uncalculated
from xltools.errors import FileError
from xltools.ooxml import scan_fast, scan_slow, strings
from xltools.ooxml.package import Package
from xltools.ooxml.scan import package_grids, read_grids
from xltools.ooxml.scan import types as types_of
from xltools.ooxml.sheetcells import to_grid
from xltools.ooxml.values import Types

STYLES = styles_xml([0, 14, "0.00", "h:mm", "[h]:mm", 31, 57, 32])
"""Styles 0–7: General, a date, a number, a time, a duration, 年月日, 年月, 时分."""

STRINGS = strings_xml(
    "<si><t>县区</t></si>",
    '<si><t xml:space="preserve"> 中央 &amp; 省级 </t><phoneticPr fontId="1" type="noConversion"/></si>',
    "<si><r><t>整改</t></r><r><rPr><b/><sz val='11'/></rPr><t xml:space='preserve'>通知 书</t></r>"
    '<rPh sb="0" eb="2"><t>ツウチ</t></rPh><phoneticPr fontId="1"/></si>',
    "<si><t/></si>",
    "<si><t>一行_x000D_\n二行&#10;&#x4E09;行</t></si>",
    "<si><t>_x005F_x000D_</t></si>",
)
TEXTS = ["县区", " 中央 & 省级 ", "整改通知 书", "", "一行\r\n二行\n三行", "_x000D_"]


def scanned(path: Path, usual: bool = True) -> Grid:
    """The first sheet, read as a user reads it; both scans agree, and the fast one takes `usual` shapes."""
    package = Package.open(path)
    name, part = next(iter(package.sheets.items()))
    types, source = types_of(package), package.xml(part)
    slow = to_grid(scan_slow.scan(source, types, path, part), name, path.name)
    fast = scan_fast.scan(source.decode(), types)
    assert (fast is not None) == usual
    assert fast is None or to_grid(fast, name, path.name) == slow
    grid = package_grids(package)[0]
    assert grid == slow
    return grid


def value(tmp_path: Path, cell: str, usual: bool = True) -> CellValue:
    """The value of A1, with neighbours so that an empty A1 is inside the grid."""
    rows = f'<row r="1">{cell}<c r="B1"><v>0</v></c></row><row r="2"><c r="A2"><v>0</v></c></row>'
    return scanned(one_sheet(tmp_path / "值.xlsx", rows, strings=STRINGS, styles=STYLES), usual).at(1, 1)


USUAL: dict[str, tuple[str, CellValue]] = {
    "number": ('<c r="A1"><v>5273.5</v></c>', 5273.5),
    "whole number is a float": ('<c r="A1" s="0" t="n"><v>46</v></c>', 46.0),
    "exponent as LibreOffice writes it": ('<c r="A1" t="n"><v>5.113E+018</v></c>', 5.113e18),
    "18 digits, rounded by Excel already": ('<c r="A1"><v>511300000000000670</v></c>', 511300000000000670.0),
    "not a number to Excel": ('<c r="A1"><v>NaN</v></c>', CellError("#NUM!")),
    "shared string": ('<c r="A1" t="s"><v>0</v></c>', "县区"),
    "shared string, spaces and entities": ('<c r="A1" s="2" t="s"><v>1</v></c>', " 中央 & 省级 "),
    "rich text without its phonetic guide": ('<c r="A1" t="s"><v>2</v></c>', "整改通知 书"),
    "empty string": ('<c r="A1" t="s"><v>3</v></c>', ""),
    "line ends in every notation": ('<c r="A1" t="s"><v>4</v></c>', "一行\r\n二行\n三行"),
    "escaped escape": ('<c r="A1" t="s"><v>5</v></c>', "_x000D_"),
    "inline string": ('<c r="A1" t="inlineStr"><is><t>约谈&lt;书&gt;</t></is></c>', "约谈<书>"),
    "inline string with spaces": (
        '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a_x000D_</t></is></c>',
        " a\r",
    ),
    "half a character": ('<c r="A1" t="str"><v>_xD83D_</v></c>', "_xD83D_"),
    "text of a formula": ('<c r="A1" t="str"><f>A2&amp;"县"</f><v>模拟县</v></c>', "模拟县"),
    "empty text of a formula": ('<c r="A1" t="str"><f>IF(B1&lt;1,"",B1)</f><v></v></c>', ""),
    "text kept as such": ('<c r="A1" t="str"><v xml:space="preserve"> 1 </v></c>', " 1 "),
    "number of a formula": ('<c r="A1"><f>SUM(B1:C1)</f><v>3</v></c>', 3.0),
    "raw greater-than in a formula": ('<c r="A1" t="b"><f>B1>0</f><v>1</v></c>', True),
    "shared formula, first": ('<c r="A1"><f t="shared" ref="A1:A9" si="0">B1*2</f><v>3</v></c>', 3.0),
    "shared formula, further": ('<c r="A1"><f t="shared" si="0"/><v>3</v></c>', 3.0),
    "LibreOffice formula": ('<c r="A1" s="0" t="n"><f aca="false">1+2</f><v>3</v></c>', 3.0),
    "true": ('<c r="A1" t="b"><v>1</v></c>', True),
    "false": ('<c r="A1" t="b"><v>0</v></c>', False),
    "error": ('<c r="A1" s="2" t="e"><v>#REF!</v></c>', CellError("#REF!")),
    "error of a formula": ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', CellError("#DIV/0!")),
    "styled blank": ('<c r="A1" s="2"/>', None),
    "styled blank as openpyxl writes it": ('<c r="A1" s="2" />', None),
    "styled blank in two tags": ('<c r="A1" s="2"></c>', None),
    "no cell": ("", None),
    "date": ('<c r="A1" s="1"><v>45565</v></c>', dt.datetime(2024, 9, 30)),
    "date and time": ('<c r="A1" s="1"><v>45565.354166666664</v></c>', dt.datetime(2024, 9, 30, 8, 30)),
    "date of a formula": ('<c r="A1" s="1"><f>TODAY()</f><v>45351</v></c>', dt.datetime(2024, 2, 29)),
    "Chinese built-in date": ('<c r="A1" s="5"><v>45565</v></c>', dt.datetime(2024, 9, 30)),
    "Chinese built-in month": ('<c r="A1" s="6"><v>45536</v></c>', dt.datetime(2024, 9, 1)),
    "time stays a number": ('<c r="A1" s="3"><v>0.5</v></c>', 0.5),
    "duration stays a number": ('<c r="A1" s="4"><v>1.5</v></c>', 1.5),
    "Chinese built-in time": ('<c r="A1" s="7"><v>0.25</v></c>', 0.25),
    "text in a date cell": ('<c r="A1" s="1" t="s"><v>0</v></c>', "县区"),
    "ISO date": ('<c r="A1" t="d"><v>2024-09-30T08:30:00</v></c>', dt.datetime(2024, 9, 30, 8, 30)),
    "further attributes": ('<c r="A1" s="2" t="s" cm="1" vm="2"><v>0</v></c>', "县区"),
}

UNUSUAL: dict[str, tuple[str, CellValue]] = {
    "formula never calculated": ('<c r="A1"><f>SUM(B1:C1)</f></c>', Uncalculated("SUM(B1:C1)")),
    "formula never calculated, openpyxl": ('<c r="A1"><f>B1&amp;"县"</f><v/></c>', Uncalculated('B1&"县"')),
    "formula never calculated, XlsxWriter": ('<c r="A1"><f>B1</f><v></v></c>', Uncalculated("B1")),
    "newer function never calculated": (
        '<c r="A1"><f>_xlfn.XLOOKUP(B1,C:C,D:D)</f><v></v></c>',
        Uncalculated("XLOOKUP(B1,C:C,D:D)"),
    ),
    "formula of text never calculated": ('<c r="A1" t="str"><f>B1</f></c>', Uncalculated("B1")),
    "attributes in another order": ('<c t="s" s="0" r="A1"><v>0</v></c>', "县区"),
    "single quotes": ("<c r='A1' t='s'><v>0</v></c>", "县区"),
    "single quotes after the reference": ("<c r=\"A1\" t='s'><v>0</v></c>", "县区"),
    "white space between tags": ('<c r="A1" t="s">\n  <v>0</v>\n</c>', "县区"),
    "white space in the value": ('<c r="A1" t="s"><v> 0 </v></c>', "县区"),
    "comment in the value": ('<c r="A1"><v>12<!-- 3 -->4</v></c>', 124.0),
    "instruction in the value": ('<c r="A1"><v>12<?x 3?>4</v></c>', 124.0),
    "CDATA": ('<c r="A1" t="inlineStr"><is><t><![CDATA[<v>&]]></t></is></c>', "<v>&"),
    "rich inline string": (
        '<c r="A1" t="inlineStr"><is><r><t>提醒</t></r><r><t>函</t></r>'
        '<rPh sb="0" eb="1"><t>x</t></rPh></is></c>',
        "提醒函",
    ),
    "extension": ('<c r="A1"><v>1</v><extLst><ext uri="x"><v>9</v></ext></extLst></c>', 1.0),
    "cell without a reference": ("<c><v>7</v></c>", 7.0),
    "absolute reference": ('<c r="$A$1"><v>7</v></c>', 7.0),
    "value before the formula": ('<c r="A1"><v>7</v><f>B1</f></c>', 7.0),
}


@pytest.mark.parametrize("name", USUAL)
def test_a_usual_cell_means(tmp_path: Path, name: str) -> None:
    """Shapes that Excel, WPS, LibreOffice, openpyxl and XlsxWriter write, taken by the fast scan."""
    cell, expected = USUAL[name]
    found = value(tmp_path, cell)
    assert (type(found), found) == (type(expected), expected)


@pytest.mark.parametrize("name", UNUSUAL)
def test_an_unusual_cell_means(tmp_path: Path, name: str) -> None:
    """Shapes that XML or the standard allow: left to the thorough scan, never misread."""
    cell, expected = UNUSUAL[name]
    found = value(tmp_path, cell, usual=False)
    assert (type(found), found) == (type(expected), expected)


SERIALS = [
    # 依据: ECMA-376 part 1, 18.17.4.1; the 1900 system counts a 29 February 1900 that never was
    (1, False, dt.datetime(1900, 1, 1)),
    (59, False, dt.datetime(1900, 2, 28)),
    (60, False, 60.0),
    (61, False, dt.datetime(1900, 3, 1)),
    (2_958_465, False, dt.datetime(9999, 12, 31)),
    (2_958_466, False, 2_958_466.0),
    (0, False, 0.0),
    (-1, False, -1.0),
    (0, True, dt.datetime(1904, 1, 1)),
    (44103, True, dt.datetime(2024, 9, 30)),
    (2_957_004, True, 2_957_004.0),
]


@pytest.mark.parametrize(("serial", "date1904", "expected"), SERIALS)
def test_a_serial_is_the_day_that_excel_shows(
    tmp_path: Path, serial: int, date1904: bool, expected: CellValue
) -> None:
    """Both date systems at their ends; what is no day stays the number, for the table to ask back."""
    made = parts(
        {"表": sheet_xml(f'<row r="1"><c r="A1" s="1"><v>{serial}</v></c></row>')},
        styles=STYLES,
        properties=f'<workbookPr date1904="{int(date1904)}"/>',
    )
    assert scanned(saved(tmp_path / "日.xlsx", made)).rows == [[expected]]


def test_a_time_of_day_does_not_drift_by_a_float_error(tmp_path: Path) -> None:
    """23:59:59.9996 is rounded to the millisecond, over midnight where need be."""
    rows = '<row r="1"><c r="A1" s="1"><v>45564.999999999</v></c><c r="B1" s="1"><v>45565.7</v></c></row>'
    grid = scanned(one_sheet(tmp_path / "时.xlsx", rows, styles=STYLES))
    assert grid.rows == [[dt.datetime(2024, 9, 30), dt.datetime(2024, 9, 30, 16, 48)]]


def test_rows_and_cells_without_references_follow_one_another(tmp_path: Path) -> None:
    """The standard lets a writer leave out r; the next cell is one further on."""
    rows = (
        "<row><c><v>1</v></c><c><v>2</v></c></row>"
        '<row r="4"><c r="C4"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>'
    )
    grid = scanned(one_sheet(tmp_path / "省.xlsx", rows), usual=False)
    assert grid.rows == [
        [1.0, 2.0, None, None],
        [None] * 4,
        [None] * 4,
        [None, None, 3.0, 4.0],
        [5.0, None, None, None],
    ]


def test_columns_and_rows_may_have_gaps_and_grow(tmp_path: Path) -> None:
    """A wider row after a narrow one, missing cells and missing rows: all keep their places."""
    rows = (
        '<row r="2"><c r="B2"><v>1</v></c></row><row r="3"/>'
        '<row r="5" spans="2:30"><c r="C5"><v>2</v></c><c r="AD5"><v>3</v></c></row>'
    )
    grid = scanned(one_sheet(tmp_path / "缺.xlsx", rows))
    assert (grid.top, grid.left, len(grid.rows), len(grid.rows[0])) == (2, 2, 4, 29)
    assert (grid.at(2, 2), grid.at(5, 3), grid.at(5, 30)) == (1.0, 2.0, 3.0)
    assert sum(v is not None for row in grid.rows for v in row) == 3


def test_rows_in_any_order_keep_their_numbers(tmp_path: Path) -> None:
    """Some generators append a header last."""
    rows = '<row r="3"><c r="A3"><v>3</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'
    assert scanned(one_sheet(tmp_path / "乱.xlsx", rows)).rows == [[1.0], [None], [3.0]]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1048577"><c r="A1048577"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>十二</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>6</v></c></row>',
        '<row r="1"><c r="A1" t="b"><v>2</v></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>a &b; c</t></is></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&#xD83D;</t></is></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&#0;</t></is></c></row>',
        '<row r="1"><c r="A1"><v>1</v></row>',
        '<row r="0"><c r="A0"><v>1</v></c></row>',
        '<row r="x"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" s="x"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="z"><v>1</v></c></row>',
    ],
)
def test_a_sheet_that_contradicts_itself_is_damaged(tmp_path: Path, rows: str) -> None:
    """Two values for one cell, a cell outside its row, text for a number: no value is chosen in silence."""
    with pytest.raises(FileError, match=r"“坏.xlsx”已损坏"):
        read_grids(one_sheet(tmp_path / "坏.xlsx", rows, strings=STRINGS, styles=STYLES))


def test_the_damaged_cell_is_named(tmp_path: Path) -> None:
    """The officer's helper finds it."""
    rows = '<row r="7"><c r="F7"><v>十二</v></c></row>'
    with pytest.raises(FileError, match="单元格 F7 的内容“十二”读不懂"):
        read_grids(one_sheet(tmp_path / "坏.xlsx", rows))


def test_a_shared_formula_never_calculated_reads_as_at_its_own_cell(tmp_path: Path) -> None:
    """B1*2 filled down is B3*2 in row 3."""
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="4">B1*2</f></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="4"/></c></row>'
    )
    grid = scanned(one_sheet(tmp_path / "共.xlsx", rows), usual=False)
    assert (grid.at(1, 1), grid.at(3, 1)) == (Uncalculated("B1*2"), Uncalculated("B3*2"))


MERGED_ROWS = (
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row>'
    '<row r="2" hidden="1"><c r="A2"><v>4</v></c><c r="B2"><v>5</v></c><c r="C2"><v>6</v></c></row>'
    '<row r="3" ht="0.5" hidden="true" customHeight="1"><c r="C3"><v>7</v></c></row>'
    '<row r="4" hidden="0"><c r="C4"><v>8</v></c></row>'
)


def test_merged_boxes_and_hidden_rows_are_told(tmp_path: Path) -> None:
    """Hidden rows count like others; what lies under a merged box is seen by no one and is left out."""
    tail = '<mergeCells count="2"><mergeCell ref="A1:B2"/><mergeCell ref="C3:C1048576"/></mergeCells>'
    made = parts({"表": sheet_xml(MERGED_ROWS, tail)})
    grid = scanned(saved(tmp_path / "并.xlsx", made))
    assert grid.merged == ((1, 1, 2, 2), (3, 3, 1_048_576, 3))
    assert grid.hidden_rows == {2, 3}
    assert grid.rows == [[1.0, None, 3.0], [None, None, 6.0], [None, None, 7.0]]


@pytest.mark.parametrize(
    "tail",
    [
        "<mergeCells><mergeCell ref='A1:B2'/></mergeCells>",
        '<mergeCells>\n<mergeCell  ref="$A$1:$B$2"/></mergeCells>',
        '<mergeCells><mergeCell ref="b2:a1"/></mergeCells>',
        '<mergeCells><!-- <mergeCell ref="C1:C2"/> --><mergeCell ref="A1:B2"/></mergeCells>',
        '<mergeCells><mergeCell ref="A1:B2"></mergeCell></mergeCells>',
    ],
)
def test_merged_boxes_in_unusual_notation_are_not_missed(tmp_path: Path, tail: str) -> None:
    """A pattern that does not account for every mergeCell gives way."""
    made = parts({"表": sheet_xml(MERGED_ROWS, tail)})
    assert scanned(saved(tmp_path / "并.xlsx", made), usual=False).merged == ((1, 1, 2, 2),)


PREFIXED = (
    f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c>'
    '<x:c r="B1" t="str"><x:v>二</x:v></x:c></x:row></x:sheetData></x:worksheet>'
)
USUAL_ROWS = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str"><v>二</v></c></row>'


@pytest.mark.parametrize(
    "sheet",
    [
        PREFIXED,
        sheet_xml(USUAL_ROWS).replace("><", ">\r\n  <"),
        sheet_xml(USUAL_ROWS, head="<!-- <sheetData><row r='9'/></sheetData> -->"),
        sheet_xml(USUAL_ROWS).replace("<sheetData>", '<sheetData xml:space="preserve">'),
        sheet_xml(USUAL_ROWS).replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
        "\ufeff" + sheet_xml(USUAL_ROWS),
        sheet_xml(USUAL_ROWS).replace("UTF-8", "UTF-16").encode("utf-16"),
        sheet_xml(USUAL_ROWS).replace("UTF-8", "gb18030").encode("gb18030"),
    ],
    ids=["prefix", "pretty", "comment", "attribute", "strict", "bom", "utf-16", "gb18030"],
)
def test_a_sheet_in_another_dress_reads_the_same(tmp_path: Path, sheet: str | bytes) -> None:
    """Open XML SDK writes prefixes, other tools pretty-print: the values are the same."""
    made = {**parts({"表": ""}), "xl/worksheets/sheet1.xml": sheet}
    grids = read_grids(saved(tmp_path / "衣.xlsx", made))
    assert grids[0].rows == [[1.0, "二"]]


def test_the_grid_is_the_box_that_holds_something(tmp_path: Path) -> None:
    """Styled blanks, blank text at the edges and a wrong dimension do not count."""
    rows = (
        '<row r="1"><c r="A1" s="2"/><c r="D1" t="str"><v>  </v></c></row>'
        '<row r="3"><c r="B3" t="str"><v>甲</v></c><c r="C3" t="str"><v> </v></c></row>'
        '<row r="4"><c r="C4"><v>1</v></c><c r="F4" t="str"><f>""</f><v></v></c></row>'
        '<row r="9"><c r="A9" t="str"><f>""</f><v></v></c></row>'
    )
    made = parts({"表": sheet_xml(rows, head='<dimension ref="A1:XFD1048576"/>')}, styles=STYLES)
    grid = scanned(saved(tmp_path / "框.xlsx", made))
    assert (grid.top, grid.left, grid.rows) == (3, 2, [["甲", " "], [None, 1.0]])


@pytest.mark.parametrize("sheet", [sheet_xml(""), sheet_xml('<row r="1"><c r="A1" s="1"/></row>')])
def test_an_empty_sheet_is_an_empty_grid(tmp_path: Path, sheet: str) -> None:
    """No rows, and no error."""
    made = parts({"空": sheet, "也空": sheet_xml("").replace("<sheetData></sheetData>", "<sheetData/>")})
    assert [(g.sheet, g.rows) for g in read_grids(saved(tmp_path / "空.xlsx", made))] == [
        ("空", []),
        ("也空", []),
    ]


def stray(cell: str, row: int) -> str:
    body = "".join(
        f'<row r="{r}">' + "".join(f'<c r="{c}{r}"><v>{r}</v></c>' for c in "ABCDEFGH") + "</row>"
        for r in range(1, 101)
    )
    return body + f'<row r="{row}"><c r="{cell}{row}" t="str"><v>。</v></c></row>'


def test_a_stray_cell_in_the_last_row_is_named_and_not_lost(tmp_path: Path) -> None:
    """Ctrl+↓ and a key: a million rows are not made for it, nor is it dropped."""
    path = one_sheet(tmp_path / "远.xlsx", stray("C", 1_048_576))
    with pytest.raises(FileError, match=r"“远.xlsx”工作表“表”的单元格 C1048576 有内容，前面空了 1048475 行"):
        read_grids(path)


def test_a_stray_cell_in_the_last_column_is_named(tmp_path: Path) -> None:
    """Ctrl+→ and a key."""
    with pytest.raises(FileError, match="单元格 XFD101 有内容，左边空了 16375 列"):
        read_grids(one_sheet(tmp_path / "远.xlsx", stray("XFD", 101)))


def test_a_remark_far_off_is_kept(tmp_path: Path) -> None:
    """Some thousand rows of nothing are still a grid; the cell is where it was."""
    grid = read_grids(one_sheet(tmp_path / "远.xlsx", stray("H", 20_000)))[0]
    assert (len(grid.rows), grid.at(20_000, 8)) == (20_000, "。")


def test_a_stray_cell_in_the_last_corner_is_named(tmp_path: Path) -> None:
    """The dimension says A1:XFD1048576, and so do the cells."""
    with pytest.raises(FileError, match="单元格 XFD1048576 有内容"):
        read_grids(one_sheet(tmp_path / "远.xlsx", stray("XFD", 1_048_576)))


def test_a_stray_blank_in_the_last_row_is_no_matter(tmp_path: Path) -> None:
    """A space typed by accident holds nothing."""
    grid = read_grids(one_sheet(tmp_path / "远.xlsx", stray("C", 1_048_576).replace("。", " ")))[0]
    assert (len(grid.rows), len(grid.rows[0])) == (100, 8)


def test_chosen_sheets_are_read_alone_and_hidden_ones_too(tmp_path: Path) -> None:
    """A sheet that is not asked for is not even looked at: here it is broken."""
    good = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>')
    made = parts({"调度表": good, "坏表": "<no", "字典": good})
    made["xl/workbook.xml"] = made["xl/workbook.xml"].replace('name="字典"', 'name="字典" state="hidden"')
    path = saved(tmp_path / "选.xlsx", made)
    assert [g.sheet for g in read_grids(path, ["字典", "调度表", "没有的"])] == ["调度表", "字典"]
    with pytest.raises(FileError):
        read_grids(path)


def test_shared_strings_in_unusual_notation_are_all_seen(tmp_path: Path) -> None:
    """One item missed would shift every text after it."""
    rows = "".join(f'<row r="{i + 1}"><c r="A{i + 1}" t="s"><v>{i}</v></c></row>' for i in range(len(TEXTS)))
    for notation in (STRINGS, STRINGS.replace("><", ">\n<"), STRINGS.replace("<si><t>县区", "<si ><t >县区")):
        made = parts({"表": sheet_xml(rows + '<row r="9"><c r="A9"><v>9</v></c></row>')}, strings=notation)
        grid = read_grids(saved(tmp_path / "串.xlsx", made))[0]
        assert [row[0] for row in grid.rows[: len(TEXTS)]] == TEXTS


def test_comments_between_shared_strings_shift_nothing(tmp_path: Path) -> None:
    """<si> inside a comment is no item."""
    strings = strings_xml("<si><t>甲</t></si>", "<!-- <si><t>乙</t></si> -->", "<si><t>丙<!-- x --></t></si>")
    rows = '<row r="1"><c r="A1" t="s"><v>1</v></c></row>'
    assert read_grids(one_sheet(tmp_path / "注.xlsx", rows, strings=strings))[0].rows == [["丙"]]


def test_many_rows_of_many_kinds_keep_their_order(tmp_path: Path) -> None:
    """Over several blocks, with the kind of a column changing on the way."""
    cells = ['<c r="A{0}"><v>{0}</v></c>', '<c r="A{0}" t="str"><v>行{0}</v></c>', '<c r="A{0}" s="1"/>']
    rows = "".join(f'<row r="{r}">{cells[r % 3 if r > 900 else 0].format(r)}</row>' for r in range(1, 1501))
    grid = scanned(one_sheet(tmp_path / "长.xlsx", rows, styles=STYLES))
    expected: list[CellValue] = [float(r) for r in range(1, 901)]
    expected += [(float(r), f"行{r}", None)[r % 3] for r in range(901, 1501)]
    assert [row[0] for row in grid.rows] == expected


SOURCE = sheet_xml(
    MERGED_ROWS + '<row r="6" spans="1:3"><c r="A6" s="1"><v>45565</v></c><c r="B6" t="s"><v>1</v></c>'
    '<c r="C6" t="str"><f>A6&amp;"x"</f><v>x</v></c><c r="D6" t="e"><v>#N/A</v></c><c r="E6" s="2"/></row>',
    '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>',
)
PIECES = [
    *(
        "",
        " ",
        "\n",
        "1",
        "12",
        "A",
        ".",
        "-",
        "'",
        '"',
        "<",
        ">",
        "/",
        "&amp;",
        "&lt;",
        "&#49;",
        "&",
        "\x00",
    ),
    *("<!-- x -->", "<?x?>", "<![CDATA[1]]>", "<ext/>", "<v>2</v>", "<v/>", "<f>1</f>", "<f/>", "_x0041_"),
    *(
        ' s="1"',
        ' t="s"',
        ' t="b"',
        ' hidden="1"',
        ' r="B6"',
        "<is><t>y</t></is>",
        '<mergeCell ref="A6:B6"/>',
    ),
    *('<c r="B6"/>', '<c r="F6"><v>9</v></c>', "<c><v>9</v></c>", "</c>", "</row>", "<row>", '<row r="7">'),
    *(
        '<row r="9"/>',
        "</sheetData>",
        "<sheetData>",
        "<sheetData/>",
        ' xml:space="preserve"',
        "nan",
        "1e9",
        "_",
    ),
]


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_a_mangled_sheet_is_never_read_otherwise_than_an_xml_parser_does(
    data: st.DataObject,
) -> None:
    """Pieces cut out and put in at random: the fast scan gives way or sees the same."""
    source = SOURCE
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(source.find("<sheetData") - 5, len(source)))
        end = start + data.draw(st.integers(0, 12))
        source = source[:start] + data.draw(st.sampled_from(PIECES)) + source[end:]
    types = Types(TEXTS, [False, True, False], date1904=False)
    fast = scan_fast.scan(source, types)
    if fast is not None:
        try:
            slow = scan_slow.scan(source.encode(), types, Path("乱.xlsx"), "表")
        except FileError:
            return
        assert to_grid(fast, "表", "") == to_grid(slow, "表", "")


def test_reading_needs_neither_pandas_nor_a_host() -> None:
    """A worker process starts in a tenth of a second, not in one."""
    code = (
        "import sys, xltools.ooxml.readable as r; "
        "print([m for m in ('pandas','numpy','xlwings','openpyxl','xlrd') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_the_namespace_of_relations_is_not_assumed(tmp_path: Path) -> None:
    """Strict workbooks use another one; the sheet is read all the same."""
    made = parts({"表": sheet_xml(USUAL_ROWS)})
    strict = {
        k: v.replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships").replace(
            MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"
        )
        for k, v in made.items()
    }
    assert read_grids(saved(tmp_path / "严.xlsx", strict))[0].rows == [[1.0, "二"]]


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_mangled_shared_strings_are_never_read_otherwise_than_an_xml_parser_does(data: st.DataObject) -> None:
    """The same for the strings, where one item missed would shift all after it."""
    source = STRINGS
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(source.find("<sst") + 80, len(source)))
        piece = data.draw(
            st.sampled_from([*PIECES, "<si>", "</si>", "<t>", "</t>", "<r>", "</r>", "<rPh>", "<si/>"])
        )
        source = source[:start] + piece + source[start + data.draw(st.integers(0, 12)) :]
    package = Package.of(Path("乱.xlsx"), zipped(parts({"表": sheet_xml("")}, strings=source)))
    fast = strings.scanned(source)
    if fast is not None:
        try:
            slow = strings.parsed(package.tree("xl/sharedStrings.xml"))
        except FileError:
            return
        assert fast == slow
