"""Excel tables grown and shrunk, with everything that stood for them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from lxml import etree

from tests import ooxml_validator
from tests.office import convert
from tests.ooxml.archives import changed, part, row_bytes
from tests.ooxml.handmade import parts, saved, sheet_xml
from tests.ooxml.nasty import HEADERS, nasty
from xltools.cells import box_address
from xltools.errors import HostError
from xltools.ooxml.patch import Patch
from xltools.ooxml.refs import box_of
from xltools.ooxml.scan import read_grids

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TABLE, SHEET, CHART = "xl/tables/table1.xml", "xl/worksheets/sheet1.xml", "xl/charts/chart1.xml"
NEW = [["9001", "新一", 10.0, dt.date(2024, 5, 1), 0.25], ["9002", "新二", 20.0, dt.date(2024, 5, 2), 0.5]]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The nasty workbook: table 项目 in A4:F24."""
    return nasty(tmp_path_factory.mktemp("nasty") / "项目.xlsx")


def grown(book: Path, to: str = "A4:F26") -> Patch:
    """The table with another box."""
    patch = Patch(book)
    table = patch.tables("项目")[0]
    patch.resize_table(table, to, HEADERS[: box_of(to)[3]])
    return patch


def texts(data: bytes, name: str, tag: str, attribute: str | None = None) -> list[str]:
    """Attributes or texts of all elements of one local name in a part."""
    found = etree.fromstring(part(data, name)).iter(f"{{*}}{tag}")
    return [(e.get(attribute) if attribute else e.text) or "" for e in found]


def test_a_table_knows_its_name_box_body_and_headers(book: Path) -> None:
    """Read from its part."""
    table = Patch(book).tables("项目")[0]
    assert (table.name, box_address(table.box), box_address(table.body)) == ("项目", "A4:F24", "A5:F24")
    assert tuple(table.columns) == HEADERS
    assert Patch(book).tables("汇总") == []


def test_a_grown_table_takes_its_filter_names_print_area_and_chart_along(book: Path) -> None:
    """旁边 (column H) belongs to nobody and stays; so do the header reference and the drawing."""
    before, after = book.read_bytes(), grown(book).to_bytes()
    assert changed(before, after) == {TABLE, SHEET, CHART, "xl/workbook.xml"}
    assert (texts(after, TABLE, "table", "ref"), texts(after, TABLE, "autoFilter", "ref")) == (
        ["A4:F26"],
        ["A4:F26"],
    )
    names = dict(
        zip(
            texts(after, "xl/workbook.xml", "definedName", "name"),
            texts(after, "xl/workbook.xml", "definedName"),
            strict=True,
        )
    )
    assert names == {
        "全部项目": "项目!$A$4:$F$26",
        "金额列": "项目!$C$5:$C$26",
        "旁边": "项目!$H$5:$H$24",
        "_xlnm.Print_Area": "项目!$A$1:$F$26",
    }
    assert texts(after, CHART, "f") == ["项目!$C$4", "项目!$B$5:$B$26", "项目!$C$5:$C$26"]


def test_the_figures_a_chart_had_kept_of_a_moved_series_go(book: Path) -> None:
    """Else a preview would show the old ones; the name of the series, which did not move, keeps its own."""
    assert part(book.read_bytes(), CHART).count(b"Cache>") == 2 * 3
    assert part(grown(book).to_bytes(), CHART).count(b"Cache>") == 2 * 1


def test_a_grown_table_takes_formats_and_validation_along(book: Path) -> None:
    """The 2010 part of the data bars too; the sparkline beside the table stays where it is."""
    after = grown(book).to_bytes()
    assert texts(after, SHEET, "conditionalFormatting", "sqref")[:2] == ["E5:E26", "C5:C26"]
    assert texts(after, SHEET, "dataValidation", "sqref") == ["E5:E26"]
    assert texts(after, SHEET, "sqref") == ["E5:E26", "G5"]


def test_new_rows_look_like_the_last_one_and_calculate_like_it(book: Path, tmp_path: Path) -> None:
    """未完成 is the column's formula; the text format of 编码 and the date format of 日期 come along."""
    patch = grown(book).write("项目", 25, 1, NEW)
    for column in range(1, 7):
        assert patch.style_of("项目", 26, column) == patch.style_of("项目", 24, column)
    assert patch.sheet("项目").formula(26, 6) == "1-项目[[#This Row],[完成率]]"
    path = tmp_path / "新.xlsx"
    path.write_bytes(patch.to_bytes())
    assert read_grids(path, {"项目"})[0].at(25, 4) == dt.datetime(2024, 5, 1)
    assert ooxml_validator.errors(path) == []


def test_new_rows_of_a_table_made_just_now_look_like_its_first(book: Path) -> None:
    """A format asked for in this session is inherited like one of the file; one asked of a new cell wins."""
    patch = Patch(book).add_sheet("结果").write("结果", 4, 1, [["代码", "率"]])
    patch.number_format("结果", "A5", "@").number_format("结果", "B5", "0.00%")
    patch.number_format("结果", "B7", "0")
    table = patch.add_table("结果", "A4:B5", "结果表", ["代码", "率"])
    patch.resize_table(table, "A4:B7", ["代码", "率"])
    codes = [patch.styles.number_format(patch.style_of("结果", r, c)) for r in (6, 7) for c in (1, 2)]
    assert codes == ["@", "0.00%", "@", "0"]


def test_rows_written_before_the_table_grows_look_the_same(book: Path) -> None:
    """The order of writing and resizing does not matter."""
    patch = Patch(book).write("项目", 25, 1, NEW)
    table = patch.tables("项目")[0]
    patch.resize_table(table, "A4:F26", table.columns)
    other = grown(book).write("项目", 25, 1, NEW)
    assert row_bytes(part(patch.to_bytes(), SHEET))[26] == row_bytes(part(other.to_bytes(), SHEET))[26]


def test_a_value_in_a_calculated_column_wins_over_its_formula(book: Path) -> None:
    """As in Excel, where it is marked as an exception."""
    patch = grown(book).set("项目", 25, 6, 0.9)
    assert patch.sheet("项目").formula(25, 6) is None
    assert patch.sheet("项目").formula(26, 6) is not None


@pytest.mark.libreoffice
def test_libreoffice_calculates_the_new_rows(book: Path, tmp_path: Path) -> None:
    """未完成 of 0.25 and 0.5 is 0.75 and 0.5; 4100 + 10 + 20 = 4130 through the grown name."""
    path = tmp_path / "新.xlsx"
    patch = grown(book).write("项目", 25, 1, NEW)
    path.write_bytes(patch.write_formulas("汇总", 8, 1, [["=SUM(金额列)"]]).to_bytes())
    grids = {g.sheet: g for g in read_grids(convert([path], "xlsx", tmp_path)[0])}
    assert [grids["项目"].at(row, 6) for row in (25, 26)] == [0.75, 0.5]
    assert grids["汇总"].at(8, 1) == pytest.approx(4130)


def test_a_shrunk_table_takes_names_and_chart_along_and_leaves_formats(book: Path) -> None:
    """Excel does not shrink formats either; cells below keep what they hold until they are cleared."""
    after = grown(book, "A4:F10").to_bytes()
    assert texts(after, CHART, "f")[1:] == ["项目!$B$5:$B$10", "项目!$C$5:$C$10"]
    assert texts(after, TABLE, "table", "ref") == ["A4:F10"]
    assert changed(book.read_bytes(), after) == {TABLE, CHART, "xl/workbook.xml"}


def test_a_table_gets_and_loses_columns(book: Path, tmp_path: Path) -> None:
    """A new column is named by its header and gets an id of its own."""
    patch = Patch(book)
    table = patch.tables("项目")[0]
    patch.set("项目", 4, 7, "备注")
    patch.resize_table(table, "A4:G24", [*HEADERS, "备注"])
    after = patch.to_bytes()
    assert texts(after, TABLE, "tableColumn", "name") == [*HEADERS, "备注"]
    assert texts(after, TABLE, "tableColumn", "id")[-1] == "7"
    path = tmp_path / "列.xlsx"
    path.write_bytes(after)
    assert ooxml_validator.errors(path) == []
    narrow = grown(book, "A4:E24").to_bytes()
    assert texts(narrow, TABLE, "tableColumn", "name") == [*HEADERS[:5]]


def test_a_header_written_over_renames_the_column(book: Path) -> None:
    """Table part and cell must agree, or Excel repairs the file; doubles get a number, blanks a name."""
    patch = Patch(book).write("项目", 4, 2, [["编码", None, 2024]])
    after = patch.to_bytes()
    names = ["编码", "编码2", "列3", "2024", "完成率", "未完成"]
    assert texts(after, TABLE, "tableColumn", "name") == names
    header = row_bytes(part(after, SHEET))[4].decode()
    assert all(f"<is><t>{name}</t></is>" in header for name in names[1:4])


def test_a_header_that_a_formula_names_cannot_be_written_over(book: Path) -> None:
    """汇总!A2 counts 项目[完成率]."""
    with pytest.raises(HostError, match=r"列名“完成率”：工作簿里有公式用到它"):
        Patch(book).set("项目", 4, 5, "进度").to_bytes()


@pytest.mark.parametrize(
    ("box", "why"),
    [("A5:F24", "从原来的标题行开始"), ("A4:F4", "至少有一行数据"), ("B4:F24", "从原来的标题行开始")],
)
def test_a_box_that_is_not_the_tables_is_refused(book: Path, box: str, why: str) -> None:
    """Excel's own conditions."""
    with pytest.raises(HostError, match=f"不能调整表“项目”的大小：.*{why}"):
        grown(book, box)


def test_a_growing_table_swallows_nothing(book: Path) -> None:
    """Signatures below a table are reported, not taken in."""
    patch = Patch(book).set("项目", 27, 2, "x")
    noted = Patch(book, patch.set("项目", 27, 2, "审核人").to_bytes())
    table = noted.tables("项目")[0]
    with pytest.raises(HostError, match=r"会占到已有内容的单元格 B27"):
        noted.resize_table(table, "A4:F30", table.columns)


def test_two_tables_do_not_grow_into_one_another(book: Path) -> None:
    """The second one stands below the first."""
    patch = Patch(book)
    patch.add_table("项目", "A28:B29", "下表", ["甲", "乙"])
    table = patch.tables("项目")[0]
    with pytest.raises(HostError, match=r"会与表“下表”重叠"):
        patch.resize_table(table, "A4:F28", table.columns)


def test_a_table_with_totals_is_not_resized(tmp_path: Path) -> None:
    """The totals row would have to move."""
    rows = "".join(f'<row r="{r}"><c r="A{r}" t="str"><v>x{r}</v></c></row>' for r in range(1, 4))
    made = parts({"表": sheet_xml(rows, '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>')})
    table = (
        f'<table xmlns="{MAIN[1:-1]}" id="1" name="甲" displayName="甲" ref="A1:A3" totalsRowCount="1">'
        '<tableColumns count="1"><tableColumn id="1" name="x1"/></tableColumns></table>'
    )
    rels = (
        made["_rels/.rels"].replace('officeDocument"', 'table"').replace("xl/workbook.xml", "../tables/t.xml")
    )
    path = saved(
        tmp_path / "a.xlsx", made | {"xl/tables/t.xml": table, "xl/worksheets/_rels/sheet1.xml.rels": rels}
    )
    patch = Patch(path)
    assert box_address(patch.tables("表")[0].body) == "A2:A2"
    with pytest.raises(HostError, match=r"有汇总行"):
        patch.resize_table(patch.tables("表")[0], "A1:A5", ["x1"])


def test_a_new_table_is_complete(book: Path, tmp_path: Path) -> None:
    """Part, relation, content type and the sheet's list of tables; header cells agree with its columns."""
    patch = Patch(book).add_sheet("结果").write("结果", 4, 1, [["代码", "代码", None], ["1", "2", "3"]])
    patch.add_table("结果", "A4:C5", "结果表", ["代码", "代码", ""])
    path = tmp_path / "新表.xlsx"
    path.write_bytes(patch.to_bytes())
    assert ooxml_validator.errors(path) == []
    again = Patch(path).tables("结果")[0]
    assert (again.name, again.columns) == ("结果表", ["代码", "代码2", "列3"])
    assert read_grids(path, {"结果"})[0].rows[0] == ["代码", "代码2", "列3"]


@pytest.mark.parametrize(
    ("name", "box", "why"),
    [
        ("项目", "A28:B29", "已有名为“项目”"),
        ("金额列", "A28:B29", "已有名为“金额列”"),
        ("A1", "A28:B29", "不能用作表名"),
        ("我的 表", "A28:B29", "不能用作表名"),
        ("新", "E20:G30", "与表“项目”重叠"),
        ("新", "A1:F2", "有合并单元格"),
        ("新", "A28:B28", "至少要有一行"),
    ],
)
def test_a_table_that_excel_would_not_make_is_refused(book: Path, name: str, box: str, why: str) -> None:
    """Each with its reason."""
    with pytest.raises(HostError, match=why):
        Patch(book).add_table("项目", box, name, ["a"] * 9)
