"""Parts that say what no program writes are refused in a sentence, whoever meets them first."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ooxml.archives import replaced
from tests.ooxml.handmade import HEAD, MAIN, OFFICE, PACKAGE, parts, saved, sheet_xml, styles_xml
from xltools.errors import FileError
from xltools.ooxml.package import Package
from xltools.ooxml.patch import Patch
from xltools.ooxml.scan import read_grids

CELL = '<row r="1"><c r="A1" s="0"><v>1</v></c></row>'
SHEET = {"表": sheet_xml(CELL)}


def test_a_number_format_whose_id_is_no_number_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """Found by make fuzz: numFmtId=";;;" was a program error."""
    for good in ('numFmtId="14"', 'numFmtId="164"'):
        styles = styles_xml([14, "yyyy"])
        assert good in styles
        path = saved(tmp_path / "坏.xlsx", parts(SHEET, styles=styles.replace(good, 'numFmtId=";;;"')))
        with pytest.raises(FileError, match=r"styles\.xml 内容有误"):
            read_grids(path)


@pytest.mark.parametrize("scope", ["x", "-1", "", "1.5", "９９"])
def test_a_defined_name_of_no_sheet_is_refused_in_a_sentence(tmp_path: Path, scope: str) -> None:
    """Found by make fuzz: localSheetId="x"."""
    made = parts(SHEET)
    name = f'<definedNames><definedName name="甲" localSheetId="{scope}">表!$A$1</definedName></definedNames>'
    made["xl/workbook.xml"] = made["xl/workbook.xml"].replace("</sheets>", f"</sheets>{name}")
    with pytest.raises(FileError, match=r"workbook\.xml 内容有误"):
        Patch(saved(tmp_path / "坏.xlsx", made))


def tabled(path: Path, table: str) -> Path:
    """A workbook with one Excel Table of this source."""
    made = parts({"表": sheet_xml(CELL, tail='<tableParts count="1"><tablePart r:id="rId1"/></tableParts>')})
    made["xl/tables/table1.xml"] = f'{HEAD}<table xmlns="{MAIN}" {table}</table>'
    made["xl/worksheets/_rels/sheet1.xml.rels"] = (
        f'{HEAD}<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/table" '
        'Target="../tables/table1.xml"/></Relationships>'
    )
    return saved(path, made)


COLUMNS = '<tableColumns count="1"><tableColumn id="1" name="甲"/></tableColumns>'
TABLE = 'id="1" name="甲" displayName="甲"'
FOREIGN = '<tableColumns xmlns="urn:x"'


@pytest.mark.parametrize(
    "table",
    [
        f'{TABLE} ref="A:A">{COLUMNS}',
        f'{TABLE} ref="A1:A3 C1:C3">{COLUMNS}',
        f'{TABLE} ref="A0:A3">{COLUMNS}',
        f'{TABLE} ref="A1:A1048577">{COLUMNS}',
        f"{TABLE}>{COLUMNS}",
        f'{TABLE} ref="A1:A3">',
        f'{TABLE} ref="A1:A3"><tableColumns count="0"/>',
        f'{TABLE} ref="A1:A3">{COLUMNS.replace("<tableColumns", FOREIGN)}',
        f'{TABLE} ref="A1:A3">{COLUMNS.replace("/></", "/><x/></")}',
        f'{TABLE} ref="A1:B3">{COLUMNS}',
        f'{TABLE} ref="A1:A3" headerRowCount="x">{COLUMNS}',
        f'{TABLE} ref="A1:A3" totalsRowCount="9">{COLUMNS}',
    ],
)
def test_a_table_that_lies_about_itself_is_refused_in_a_sentence(tmp_path: Path, table: str) -> None:
    """Found by make fuzz: boxes that are none, no columns, no number of rows; the rest is alike."""
    with pytest.raises(FileError, match=r"table1\.xml 内容有误"):
        list(Patch(tabled(tmp_path / "坏.xlsx", table)).all_tables())


def test_a_part_that_is_no_table_at_all_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """Found by make fuzz: a drawing in the place of a table."""
    path = tabled(tmp_path / "坏.xlsx", f'{TABLE} ref="A1:A3">{COLUMNS}')
    drawing = b'<xml xmlns:v="urn:schemas-microsoft-com:vml"/>'
    path.write_bytes(replaced(path.read_bytes(), {"xl/tables/table1.xml": drawing}))
    with pytest.raises(FileError, match=r"table1\.xml 内容有误"):
        list(Patch(path).all_tables())


def test_a_table_as_excel_writes_it_is_taken(tmp_path: Path) -> None:
    """The same source without the lie."""
    [table] = Patch(tabled(tmp_path / "好.xlsx", f'{TABLE} ref="A1:A3">{COLUMNS}')).all_tables()
    assert table.box == (1, 1, 3, 1)


SAID = "<!-- a --><?b c?>"


def test_comments_between_the_elements_of_any_part_mean_nothing(tmp_path: Path) -> None:
    """Found by make fuzz: one among the columns of a table was a program error."""
    path = tabled(tmp_path / "表.xlsx", f'{TABLE} ref="A1:A3">{COLUMNS}')
    package = Package.open(path)
    said = {name: package.read(name).replace(b"><", f">{SAID}<".encode()) for name in package.names}
    assert all(SAID.encode() in said[f"xl/{name}.xml"] for name in ("tables/table1", "workbook"))
    path.write_bytes(replaced(path.read_bytes(), said))
    patch = Patch(path)
    [table] = patch.all_tables()
    assert len(table.columns) == 1
    patch.set("表", 1, 2, "乙").resize_table(table, (1, 1, 4, 2), ["甲", "乙"])
    everything(patch)
    path.write_bytes(patch.to_bytes())
    assert read_grids(path)[0].at(1, 2) == "乙"


ODD_SHEETS = {
    "number of a row": sheet_xml('<row r="００１"><c r="A1"><v>1</v></c></row>'),
    "row without a number": sheet_xml('<row r="x"><c r="A1"><v>1</v></c></row>'),
    "style of a cell": sheet_xml('<row r="1"><c r="A1" s="x"><v>1</v></c></row>'),
    "style below nothing": sheet_xml('<row r="1"><c r="A1" s="-1"><v>1</v></c></row>'),
    "box of an array": sheet_xml('<row r="1"><c r="A1"><f t="array" ref="A:A">1</f><v>1</v></c></row>'),
    "merged box": sheet_xml(CELL, tail='<mergeCells><mergeCell ref="1:3"/></mergeCells>'),
    "shared formula": sheet_xml('<row r="1"><c r="A1"><f t="shared" si="x">1</f><v>1</v></c></row>'),
    "column": sheet_xml(CELL, head='<cols><col min="x" max="1" width="9"/></cols>'),
    "filter": sheet_xml(CELL, tail='<autoFilter ref="A:A"/>'),
    "unclosed": sheet_xml(CELL, tail="<pageMargins>"),
}


@pytest.mark.parametrize("odd", ODD_SHEETS)
def test_a_sheet_that_cannot_be_patched_is_refused_in_a_sentence(tmp_path: Path, odd: str) -> None:
    """Style, array, merged box, group and row were found by make fuzz ; the rest is alike."""
    path = saved(tmp_path / "坏.xlsx", parts({"表": ODD_SHEETS[odd]}))
    with pytest.raises(FileError, match=r"不合规范.*不能直接写入"):
        everything(Patch(path))


def everything(patch: Patch) -> None:
    """Whatever a button may do to a sheet."""
    patch.fill("表", "A1", (255, 0, 0)).set_widths("表", {1: 20.0})
    assert patch.sheet("表").formulas is not None
    patch.set("表", 1, 1, 5)
    patch.to_bytes()


def test_a_sheet_whose_extent_nobody_can_read_is_patched_all_the_same(tmp_path: Path) -> None:
    """<dimension> says nothing that anything relies on."""
    sheet = sheet_xml(CELL, head='<dimension ref="A:"/>')
    path = saved(tmp_path / "表.xlsx", parts({"表": sheet}))
    path.write_bytes(Patch(path).set("表", 9, 9, "乙").to_bytes())
    assert read_grids(path)[0].at(9, 9) == "乙"


def test_a_workbook_in_a_language_of_its_own_is_never_patched(tmp_path: Path) -> None:
    """Found by make fuzz: the sheets were listed in a namespace that nobody knows."""
    made = parts(SHEET)
    made["xl/workbook.xml"] = made["xl/workbook.xml"].replace(f'xmlns="{MAIN}"', 'xmlns="urn:x"')
    with pytest.raises(FileError, match="已损坏"):
        Patch(saved(tmp_path / "坏.xlsx", made))


def test_a_workbook_without_any_sheet_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """Found by make fuzz: its list of relations was gone, and results had nowhere to go."""
    made = parts(SHEET)
    made["xl/_rels/workbook.xml.rels"] = f'{HEAD}<Relationships xmlns="{PACKAGE}"/>'
    with pytest.raises(FileError, match="一张工作表也没有"):
        Patch(saved(tmp_path / "坏.xlsx", made))


def test_a_byte_order_mark_says_more_than_the_declared_encoding(tmp_path: Path) -> None:
    """Found by make fuzz: UTF-8 with a mark, said to be GB2312, came out of a press as what nobody reads."""
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>县区</t></is></c></row>'
    lying = sheet_xml(row).replace('encoding="UTF-8"', 'encoding="GB2312"')
    path = saved(
        tmp_path / "表.xlsx", {**parts(SHEET), "xl/worksheets/sheet1.xml": b"\xef\xbb\xbf" + lying.encode()}
    )
    path.write_bytes(Patch(path).set("表", 2, 1, "乙").to_bytes())
    written = Package.open(path).tree("xl/worksheets/sheet1.xml")
    assert ["".join(c.itertext()) for c in written.iter("{*}c")] == ["县区", "乙"]


def test_a_part_in_an_encoding_that_is_none_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """Found by make fuzz: Python has a codec named undefined, which fails in a way of its own."""
    made: dict[str, str | bytes] = {**parts(SHEET)}
    made["xl/workbook.xml"] = '<?xml version="1.0" encoding="undefined"?><workbook/>'
    with pytest.raises(FileError, match=r"workbook\.xml 内容有误"):
        read_grids(saved(tmp_path / "坏.xlsx", made))


def test_a_character_beyond_the_last_one_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """Found by make fuzz: &#99999999999; is no character, and more than a machine's number."""
    for reference in ("&#99999999999;", "&#x110000;", "&#xD800;", "&#0;"):
        text = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{reference}</t></is></c></row>'
        with pytest.raises(FileError):
            read_grids(saved(tmp_path / "坏.xlsx", parts({"表": sheet_xml(text)})))
