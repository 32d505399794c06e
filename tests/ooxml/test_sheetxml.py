"""Rows patched as bytes, in every dialect that programs write them in."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path

import pytest

from tests.ooxml.archives import changed, part
from tests.ooxml.handmade import parts, saved, sheet_xml, styles_xml
from xltools.errors import FileError, HostError
from xltools.ooxml.patch import Patch
from xltools.ooxml.scan import read_grids

SHEET = "xl/worksheets/sheet1.xml"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def book(path: Path, rows: str, tail: str = "", head: str = "", properties: str = "") -> Path:
    """A workbook whose sheet 表 has these rows; styles 0 General, 1 a date, 2 text, 3 two decimals."""
    sheet = sheet_xml(rows, tail, head)
    styles = styles_xml([0, "yyyy/m/d", 49, 2]).replace("<cellXfs>", "<fills><fill/></fills><cellXfs>")
    return saved(path, parts({"表": sheet}, styles=styles, properties=properties))


def after(patch: Patch) -> str:
    """The sheet part as it would be saved."""
    return part(patch.to_bytes(), SHEET).decode()


def data(xml: str) -> str:
    """The rows of a sheet part."""
    return xml.split("<sheetData>")[1].split("</sheetData>")[0]


def test_cells_come_in_order_between_those_that_are_there(tmp_path: Path) -> None:
    """B1 and D1 go to either side of C1; E1 is replaced; the rest of the row stands as it stood."""
    path = book(
        tmp_path / "a.xlsx", '<row r="1" ht="20"><c r="C1"><v>3</v></c><c r="E1" s="3"><v>5</v></c></row>'
    )
    patch = Patch(path).set("表", 1, 4, 4).set("表", 1, 2, "二").set("表", 1, 5, 6)
    assert data(after(patch)) == (
        '<row r="1" ht="20"><c r="B1" t="inlineStr"><is><t>二</t></is></c><c r="C1"><v>3</v></c>'
        '<c r="D1"><v>4</v></c><c r="E1" s="3"><v>6</v></c></row>'
    )


CELLS = [
    '<c r="A1" s="1"/>',
    '<c r="B1" t="s"><v>1</v></c>',
    '<c r="C1"><f>A1</f><v>2</v></c>',
    '<c r="D1" s="2"><v>4</v></c>',
]


@pytest.mark.parametrize("between", ["", "\n  "])
@pytest.mark.parametrize("columns", [c for n in (1, 2, 3, 4) for c in itertools.combinations(range(4), n)])
def test_cells_that_are_not_written_stay_between_those_that_are(
    tmp_path: Path, columns: tuple[int, ...], between: str
) -> None:
    """Whichever of four neighbours are written, with and without blanks between the elements."""
    path = book(tmp_path / "a.xlsx", f'<row r="1">{between.join(CELLS)}</row>')
    patch = Patch(path)
    for column in columns:
        patch.set("表", 1, column + 1, 9)
    new = [f'<c r="{c}1"{s}><v>9</v></c>' for c, s in zip("ABCD", (' s="1"', "", "", ' s="2"'), strict=True)]
    expected = between.join(new[i] if i in columns else CELLS[i] for i in range(4))
    assert data(after(patch)) == f'<row r="1">{expected}</row>'


def test_new_rows_come_in_order(tmp_path: Path) -> None:
    """Row 3 goes between rows 2 and 5, row 9 to the end."""
    path = book(tmp_path / "a.xlsx", '<row r="2"/><row r="5"><c r="A5"><v>1</v></c></row>')
    patch = Patch(path).set("表", 9, 1, 9).set("表", 3, 1, 3)
    assert data(after(patch)) == (
        '<row r="2"/><row r="3"><c r="A3"><v>3</v></c></row><row r="5"><c r="A5"><v>1</v></c></row>'
        '<row r="9"><c r="A9"><v>9</v></c></row>'
    )


def test_an_empty_row_element_and_an_empty_sheet_can_be_written(tmp_path: Path) -> None:
    """<row/> is opened; <sheetData/> too."""
    path = book(tmp_path / "a.xlsx", '<row r="2" s="3" customFormat="1"/>')
    assert data(after(Patch(path).set("表", 2, 1, 1))) == (
        '<row r="2" s="3" customFormat="1"><c r="A2" s="3"><v>1</v></c></row>'
    )
    empty = sheet_xml("").replace("<sheetData></sheetData>", "<sheetData/>")
    path = saved(tmp_path / "b.xlsx", parts({"表": empty}))
    assert data(after(Patch(path).set("表", 1, 1, 1))) == '<row r="1"><c r="A1"><v>1</v></c></row>'


def test_attributes_in_any_order_and_either_quote(tmp_path: Path) -> None:
    """As no program of Microsoft writes them, but others do."""
    path = book(tmp_path / "a.xlsx", "<row spans='1:2' r='4'><c s='3' r='B4' ><v>1</v></c></row>")
    assert '<c r="B4" s="3"><v>7</v></c>' in after(Patch(path).set("表", 4, 2, 7))
    assert "<c s='3' r='B4' ><v>1</v></c><c r=\"C4\"><v>8</v></c>" in after(Patch(path).set("表", 4, 3, 8))


def test_cells_and_rows_without_references_follow_one_another(tmp_path: Path) -> None:
    """The second cell of the second row is B2."""
    path = book(tmp_path / "a.xlsx", "<row><c><v>1</v></c></row><row><c><v>1</v></c><c><v>2</v></c></row>")
    assert data(after(Patch(path).set("表", 2, 2, 9))) == (
        '<row><c><v>1</v></c></row><row><c><v>1</v></c><c r="B2"><v>9</v></c></row>'
    )


def test_a_text_that_looks_like_a_reference_is_not_taken_for_one(tmp_path: Path) -> None:
    """The quote character may stand bare in XML text."""
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>x r="B1" y</t></is></c><c r="B1"><v>1</v></c></row>'
    xml = after(Patch(book(tmp_path / "a.xlsx", rows)).set("表", 1, 2, 5))
    assert '<t>x r="B1" y</t>' in xml
    assert '<c r="B1"><v>5</v></c>' in xml


def test_elements_with_a_prefix_are_written_with_it(tmp_path: Path) -> None:
    """The Open XML SDK and some Chinese tools write x:worksheet."""
    xml = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>').replace("xmlns=", "xmlns:x=")
    for tag in ("worksheet", "sheetData", "row", "c", "v"):
        xml = (
            xml.replace(f"<{tag} ", f"<x:{tag} ")
            .replace(f"<{tag}>", f"<x:{tag}>")
            .replace(f"</{tag}>", f"</x:{tag}>")
        )
    path = saved(tmp_path / "a.xlsx", parts({"表": xml}))
    patch = Patch(path).set("表", 1, 2, "字").set_widths("表", {2: 20})
    result = after(patch)
    assert '<x:c r="B1" t="inlineStr"><x:is><x:t>字</x:t></x:is></x:c>' in result
    assert '<x:cols><x:col min="2" max="2" width="20" customWidth="1"/></x:cols>' in result
    (tmp_path / "b.xlsx").write_bytes(patch.to_bytes())
    assert read_grids(tmp_path / "b.xlsx")[0].rows == [[1.0, "字"]]


def test_comments_and_cdata_among_the_rows_are_read_for_what_they_are(tmp_path: Path) -> None:
    """A commented-out cell is no cell."""
    rows = '<row r="1"><!-- <c r="B1"><v>0</v></c> --><c r="A1" t="str"><v><![CDATA[甲<乙]]></v></c></row>'
    path = book(tmp_path / "a.xlsx", rows)
    (tmp_path / "b.xlsx").write_bytes(Patch(path).set("表", 1, 2, 2).to_bytes())
    assert read_grids(tmp_path / "b.xlsx")[0].rows == [["甲<乙", 2.0]]


def test_a_sheet_in_utf16_is_written_in_utf8(tmp_path: Path) -> None:
    """Rare, but the standard allows it."""
    xml = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>').replace("UTF-8", "UTF-16")
    path = saved(tmp_path / "a.xlsx", {**parts({"表": ""}), SHEET: xml.encode("utf-16")})
    (tmp_path / "b.xlsx").write_bytes(Patch(path).set("表", 1, 2, "字").to_bytes())
    assert read_grids(tmp_path / "b.xlsx")[0].rows == [[1.0, "字"]]


def test_rows_in_disorder_are_refused_in_a_sentence(tmp_path: Path) -> None:
    """Better no 退回单 than a damaged one."""
    path = book(tmp_path / "a.xlsx", '<row r="5"/><row r="2"/>')
    with pytest.raises(FileError, match=r"工作表“表”的内部结构不合规范.*另存"):
        Patch(path).set("表", 1, 1, 1)


def test_a_new_cell_takes_the_style_of_its_row_else_of_its_column(tmp_path: Path) -> None:
    """As Excel does: the row's format wins over the column's."""
    head = '<cols><col min="2" max="4" width="9" style="2"/></cols>'
    path = book(tmp_path / "a.xlsx", '<row r="1" s="3" customFormat="1"/><row r="2" s="3"/>', head=head)
    xml = after(Patch(path).set("表", 1, 3, 1).set("表", 2, 3, 1).set("表", 2, 5, 1))
    assert '<c r="C1" s="3"><v>1</v></c>' in xml
    assert '<c r="C2" s="2"><v>1</v></c><c r="E2"><v>1</v></c>' in xml


def test_a_date_keeps_a_date_format_and_gets_one_where_there_is_none(tmp_path: Path) -> None:
    """2024-09-30 is serial 45565 (days since 1899-12-30)."""
    path = book(
        tmp_path / "a.xlsx", '<row r="1"><c r="A1" s="1"><v>1</v></c><c r="B1" s="3"><v>1</v></c></row>'
    )
    patch = Patch(path).write("表", 1, 1, [[dt.date(2024, 9, 30)] * 2])
    assert '<c r="A1" s="1"><v>45565</v></c>' in after(patch)
    assert patch.styles.number_format(patch.style_of("表", 1, 2)) == "yyyy-mm-dd"


def test_dates_of_a_1904_workbook_count_from_1904(tmp_path: Path) -> None:
    """The same day is 1462 less there: 45565 − 1462 = 44103."""
    path = book(tmp_path / "a.xlsx", "", properties='<workbookPr date1904="1"/>')
    assert "<v>44103</v>" in after(Patch(path).set("表", 1, 1, dt.date(2024, 9, 30)))


def test_the_dimension_and_the_span_hints_grow_with_the_cells(tmp_path: Path) -> None:
    """They are never smaller than what is there."""
    head = '<dimension ref="B2:C3"/>'
    path = book(tmp_path / "a.xlsx", '<row r="2" spans="2:3"><c r="B2"><v>1</v></c></row>', head=head)
    assert '<dimension ref="B2:C3"/>' in after(Patch(path).set("表", 3, 2, 1))
    xml = after(Patch(path).set("表", 2, 6, 1).set("表", 9, 1, 1))
    assert '<dimension ref="A2:F9"/>' in xml
    assert '<row r="2" spans="2:6">' in xml


def test_rich_values_and_metadata_of_an_overwritten_cell_go(tmp_path: Path) -> None:
    """cm and vm point to what the cell no longer holds; a cell that is only painted keeps them."""
    rows = '<row r="1"><c r="A1" cm="1" vm="2"><v>1</v></c><c r="B1" vm="3" t="e"><v>#VALUE!</v></c></row>'
    xml = after(Patch(book(tmp_path / "a.xlsx", rows)).set("表", 1, 1, 5).fill("表", "B1", (1, 2, 3)))
    assert '<c r="A1"><v>5</v></c><c r="B1" vm="3" t="e" s="4"><v>#VALUE!</v></c>' in xml


def test_writing_nothing_leaves_cells_that_are_not_there_alone(tmp_path: Path) -> None:
    """None empties a cell and keeps its look; it makes no cell."""
    path = book(tmp_path / "a.xlsx", '<row r="1"><c r="A1" s="3"><v>1</v></c></row>')
    xml = after(Patch(path).write("表", 1, 1, [[None, None], [None, None]]))
    assert data(xml) == '<row r="1"><c r="A1" s="3"/></row>'


# formulas


def test_formulas_that_shared_the_text_of_an_overwritten_cell_get_their_own(tmp_path: Path) -> None:
    """C1 held A1+$B$1 for C1:C3; C2 and C3 keep their meaning and their cached values."""
    rows = (
        '<row r="1"><c r="C1"><f t="shared" ref="C1:C3" si="0">A1+$B$1&amp;"A1"</f><v>1</v></c></row>'
        '<row r="2"><c r="C2"><f t="shared" si="0"/><v>2</v></c></row>'
        '<row r="3"><c r="C3" s="3"><f t="shared" si="0"/><v>3</v></c></row>'
        '<row r="4"><c r="C4"><f t="shared" ref="C4:C5" si="1">A4</f><v>4</v></c></row>'
        '<row r="5"><c r="C5"><f t="shared" si="1"/><v>5</v></c></row>'
    )
    path = book(tmp_path / "a.xlsx", rows)
    assert data(after(Patch(path).set("表", 1, 3, 9))) == (
        '<row r="1"><c r="C1"><v>9</v></c></row>'
        '<row r="2"><c r="C2"><f>A2+$B$1&amp;"A1"</f><v>2</v></c></row>'
        '<row r="3"><c r="C3" s="3"><f>A3+$B$1&amp;"A1"</f><v>3</v></c></row>'
        + rows[rows.index('<row r="4"') :]
    )


def test_overwriting_a_follower_of_a_shared_formula_leaves_the_rest(tmp_path: Path) -> None:
    """Only C2 changes."""
    rows = (
        '<row r="1"><c r="C1"><f t="shared" ref="C1:C2" si="0">A1</f><v>1</v></c></row>'
        '<row r="2"><c r="C2"><f t="shared" si="0"/><v>2</v></c></row>'
    )
    xml = after(Patch(book(tmp_path / "a.xlsx", rows)).set("表", 2, 3, 9))
    assert data(xml) == rows.replace('<f t="shared" si="0"/><v>2</v>', "<v>9</v>")


ARRAY = (
    '<row r="1"><c r="A1"><f t="array" ref="A1:A3">B1:B3*2</f><v>1</v></c></row>'
    '<row r="2"><c r="A2"><v>2</v></c></row>'
)


def test_a_part_of_an_array_formula_cannot_be_overwritten(tmp_path: Path) -> None:
    """Excel says the same."""
    path = book(tmp_path / "a.xlsx", ARRAY)
    with pytest.raises(HostError, match=r"A1:A3 是一个整体的数组公式，不能只改其中一部分"):
        Patch(path).set("表", 2, 1, 5)


def test_a_whole_array_formula_can_be_overwritten(tmp_path: Path) -> None:
    """All three cells are values then."""
    patch = Patch(book(tmp_path / "a.xlsx", ARRAY)).write("表", 1, 1, [[1], [2], [3]])
    assert "<f" not in after(patch)


MERGED = '<mergeCells count="1"><mergeCell ref="A1:C2"/></mergeCells>'


def test_a_value_under_a_merged_cell_is_refused(tmp_path: Path) -> None:
    """It would be there and nobody would see it."""
    path = book(tmp_path / "a.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>', MERGED)
    with pytest.raises(HostError, match=r"B1 被合并单元格 A1:C2 盖住"):
        Patch(path).write("表", 1, 1, [["标题", "看不见"]])


def test_the_first_cell_of_a_merged_box_can_be_written(tmp_path: Path) -> None:
    """Blanks beside it do no harm."""
    path = book(tmp_path / "a.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>', MERGED)
    assert "标题" in after(Patch(path).write("表", 1, 1, [["标题", None, None]]))


def test_the_order_of_calculation_goes_only_when_a_formula_goes(tmp_path: Path) -> None:
    """A calcChain that names a cell without formula makes Excel repair the file."""
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1</f><v>1</v></c></row>'
    made = parts({"表": sheet_xml(rows)})
    types = f'<Types xmlns="{TYPES}"><Override PartName="/xl/calcChain.xml" ContentType="x"/></Types>'
    rels = made["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'calcChain" Target="calcChain.xml"/></Relationships>',
    )
    made |= {
        "[Content_Types].xml": types,
        "xl/_rels/workbook.xml.rels": rels,
        "xl/calcChain.xml": "<calcChain/>",
    }
    path = saved(tmp_path / "a.xlsx", made)
    kept = Patch(path).set("表", 1, 1, 5).to_bytes()
    assert changed(path.read_bytes(), kept) == {SHEET, "xl/workbook.xml"}
    dropped = Patch(path).set("表", 1, 2, 5).to_bytes()
    assert changed(path.read_bytes(), dropped) == {
        SHEET,
        "xl/workbook.xml",
        "xl/calcChain.xml",
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
    }
    assert b"calcChain" not in part(dropped, "[Content_Types].xml") + part(
        dropped, "xl/_rels/workbook.xml.rels"
    )


def test_calculation_is_asked_for_where_there_are_formulas(tmp_path: Path) -> None:
    """Without any formula workbook.xml stays; with one it says fullCalcOnLoad."""
    plain = book(tmp_path / "a.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>')
    assert changed(plain.read_bytes(), Patch(plain).set("表", 1, 1, 2).to_bytes()) == {SHEET}
    formula = book(tmp_path / "b.xlsx", '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1</f></c></row>')
    assert b'<calcPr fullCalcOnLoad="1"/>' in part(
        Patch(formula).set("表", 1, 1, 2).to_bytes(), "xl/workbook.xml"
    )


def test_a_new_sheet_nobody_refers_to_asks_for_no_calculation(tmp_path: Path) -> None:
    """A 退回单 with marked cells and a list keeps every cached value trusted."""
    path = book(tmp_path / "b.xlsx", '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1</f></c></row>')
    patch = Patch(path).fill("表", "A1", (255, 0, 0)).add_sheet("问题", [["序号"], [1]])
    assert b"fullCalcOnLoad" not in part(patch.to_bytes(), "xl/workbook.xml")
