"""New sheets, names, the sheet that is shown, widths, and workbooks that lack what others have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import ooxml_validator
from tests.ooxml.archives import changed, part
from tests.ooxml.handmade import parts, saved, sheet_xml
from tests.ooxml.nasty import nasty
from xltools.errors import FileError, HostError
from xltools.ooxml.patch import Patch
from xltools.ooxml.scan import read_grids


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The nasty workbook, with macros."""
    return nasty(tmp_path_factory.mktemp("nasty") / "项目.xlsm", macros=True)


def written(patch: Patch, path: Path) -> Path:
    """The patched file on the disk."""
    path.write_bytes(patch.to_bytes())
    return path


def test_a_new_sheet_is_complete_and_its_header_stands_out(book: Path, tmp_path: Path) -> None:
    """Bold on light blue, in view when scrolling, columns as wide as their text (a 汉字 is two digits)."""
    patch = Patch(book).add_sheet("问题清单", [["序号", "怎么改"], [1, "请填写六位行政区划代码"]])
    path = written(patch, tmp_path / "a.xlsm")
    assert ooxml_validator.errors(path) == []
    assert [g.rows for g in read_grids(path, {"问题清单"})] == [
        [["序号", "怎么改"], [1.0, "请填写六位行政区划代码"]]
    ]
    again = Patch(path)
    assert again.sheet_names == ["项目", "汇总", "问题清单"]
    assert again.styles.fill(again.style_of("问题清单", 1, 1)) == (217, 225, 242)
    xml = part(path.read_bytes(), "xl/worksheets/sheet3.xml")
    assert b'<pane ySplit="1"' in xml
    assert b'<col min="2" max="2" width="24" customWidth="1"/>' in xml
    assert changed(book.read_bytes(), path.read_bytes()) == {
        "xl/worksheets/sheet3.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
        "xl/styles.xml",
    }


def test_long_texts_of_a_new_sheet_wrap_in_rows_that_are_high_enough(book: Path, tmp_path: Path) -> None:
    """Else the next column would cut them off: 60 汉字 in a column of 20 digits take at least six lines."""
    rows = [["序号", "怎么改"], [1, "请" * 60], [2, "短"]]
    path = written(Patch(book).add_sheet("问题清单", rows, widths=(6, 20)), tmp_path / "a.xlsm")
    again = Patch(path)
    assert again.styles.wraps(again.style_of("问题清单", 2, 2))
    heights = re.findall(
        rb'<row r="(\d+)"(?: ht="([\d.]+)")?', part(path.read_bytes(), "xl/worksheets/sheet3.xml")
    )
    assert [bool(height) for _, height in heights] == [False, True, False]
    assert float(heights[1][1]) >= 6 * 13
    assert ooxml_validator.errors(path) == []


def test_a_sheet_put_before_others_moves_what_counts_tabs(book: Path, tmp_path: Path) -> None:
    """The print area belongs to 项目, which is now the second tab."""
    patch = Patch(book).add_sheet("封面", index=0)
    path = written(patch, tmp_path / "a.xlsm")
    again = Patch(path)
    assert again.sheet_names == ["封面", "项目", "汇总"]
    assert {n.name: n.scope for n in again.workbook.names}["_xlnm.Print_Area"] == "项目"
    assert again.workbook.active == "项目"
    assert ooxml_validator.errors(path) == []


def test_only_the_shown_sheet_stays_selected(book: Path, tmp_path: Path) -> None:
    """Two selected sheets are a group: what the officer then types would go into both."""
    path = written(Patch(book).activate("汇总"), tmp_path / "a.xlsm")
    xml = [part(path.read_bytes(), f"xl/worksheets/sheet{n}.xml") for n in (1, 2)]
    assert [x.count(b'tabSelected="1"') for x in xml] == [0, 1]
    assert Patch(path).workbook.active == "汇总"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "1 到 31"),
        ("字" * 32, "1 到 31"),
        ("a/b", "不能含有"),
        ("a[1]", "不能含有"),
        ("'a", "单引号"),
        ("汇总", "同名"),
        ("History", "保留"),
        ("问?", "不能含有"),
    ],
)
def test_a_sheet_name_that_excel_would_not_take_is_refused(book: Path, name: str, why: str) -> None:
    """Before anything is changed."""
    with pytest.raises(HostError, match=f"不能新建工作表.*{why}"):
        Patch(book).add_sheet(name)


def test_a_sheet_that_is_not_there_is_named(book: Path) -> None:
    """With the file it is missing from."""
    with pytest.raises(HostError, match=r"“项目.xlsm”里没有工作表“排名表”"):
        Patch(book).set("排名表", 1, 1, 1)


def test_names_are_defined_changed_and_removed(book: Path, tmp_path: Path) -> None:
    """A name of one sheet is another than that of the workbook."""
    patch = Patch(book)
    patch.workbook.set_name("县名", "项目!$B$2")
    patch.workbook.set_name("县名", "项目!$B$3", "汇总")
    patch.workbook.set_name("旁边", "项目!$J$1")
    patch.workbook.remove_name("金额列")
    path = written(patch, tmp_path / "a.xlsm")
    names = {(n.name, n.scope): n.text for n in Patch(path).workbook.names}
    assert names["县名", ""] == "项目!$B$2"
    assert names["县名", "汇总"] == "项目!$B$3"
    assert names["旁边", ""] == "项目!$J$1"
    assert ("金额列", "") not in names
    assert ooxml_validator.errors(path) == []


@pytest.mark.parametrize("name", ["A1", "1月", "a b", "R1C1", "r", "金额!"])
def test_a_name_that_excel_would_not_take_is_refused(book: Path, name: str) -> None:
    """It would make Excel repair the file."""
    with pytest.raises(HostError, match=r"不能用作名称"):
        Patch(book).workbook.set_name(name, "项目!$A$1")


def test_widths_split_the_ranges_they_fall_into(tmp_path: Path) -> None:
    """Columns B to D had one entry; C gets its own and the look of the others stays."""
    head = '<cols><col min="2" max="4" width="9" style="1" customWidth="1"/></cols>'
    path = saved(tmp_path / "a.xlsx", parts({"表": sheet_xml("", head=head)}))
    xml = part(Patch(path).set_widths("表", {3: 20.5, 7: 8}).to_bytes(), "xl/worksheets/sheet1.xml").decode()
    assert xml.split("<cols>")[1].split("</cols>")[0] == (
        '<col min="2" max="2" width="9" style="1" customWidth="1"/>'
        '<col min="3" max="3" width="20.5" style="1" customWidth="1"/>'
        '<col min="4" max="4" width="9" style="1" customWidth="1"/>'
        '<col min="7" max="7" width="8" customWidth="1"/>'
    )


TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)


def test_a_workbook_without_styles_gets_them_when_they_are_needed(tmp_path: Path) -> None:
    """Simple exporters write none; reading a format does not make them."""
    path = saved(tmp_path / "a.xlsx", parts({"表": sheet_xml("")}) | {"[Content_Types].xml": TYPES})
    patch = Patch(path).set("表", 1, 1, 1)
    assert patch.styles.number_format(patch.style_of("表", 1, 1)) == "General"
    assert changed(path.read_bytes(), patch.to_bytes()) == {"xl/worksheets/sheet1.xml"}
    patch.fill("表", "A1", (255, 0, 0)).number_format("表", "A1", "0.00%")
    filled = written(patch, tmp_path / "b.xlsx")
    assert ooxml_validator.errors(filled) == []
    again = Patch(filled)
    style = again.style_of("表", 1, 1)
    assert (again.styles.fill(style), again.styles.number_format(style)) == ((255, 0, 0), "0.00%")


def test_a_strict_workbook_is_refused_with_what_to_do(tmp_path: Path) -> None:
    """ISO strict has other namespaces throughout."""
    made = parts({"表": sheet_xml("")})
    strict = made["xl/workbook.xml"].replace(
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    path = saved(tmp_path / "a.xlsx", made | {"xl/workbook.xml": strict})
    with pytest.raises(FileError, match=r"Strict.*另存为"):
        Patch(path)


def test_styles_are_shared_between_cells_that_look_the_same(book: Path) -> None:
    """A thousand red cells need one new style, not a thousand."""
    patch = Patch(book)
    before = len(patch.styles._section("cellXfs"))
    patch.fill("汇总", "A10:J110", (255, 0, 0)).to_bytes()
    assert len(patch.styles._section("cellXfs")) == before + 1
    patch.to_bytes()
    assert len(patch.styles._section("cellXfs")) == before + 1
    again = Patch(book, patch.to_bytes()).fill("汇总", "A200", (255, 0, 0))
    again.to_bytes()
    assert len(again.styles._section("cellXfs")) == before + 1


def test_a_fill_can_be_taken_away_and_a_cell_made_plain(book: Path) -> None:
    """None is no fill; clearing with formats gives the normal style."""
    patch = Patch(book).fill("项目", "C5", (255, 0, 0)).fill("项目", "C5", None)
    style = patch.style_of("项目", 5, 3)
    assert (patch.styles.fill(style), patch.styles.number_format(style)) == (None, "#,##0.00")
    patch.clear("项目", "C5", formats=True)
    assert patch.styles.number_format(patch.style_of("项目", 5, 3)) == "General"


def test_a_theme_colour_is_not_guessed(book: Path) -> None:
    """Its value hangs on the theme; saying so is better than a wrong colour."""
    patch = Patch(book).fill("项目", "C5", (255, 0, 0))
    style = patch.style_of("项目", 5, 3)
    fills = patch.styles._section("fills")
    color = fills[-1][0][0]
    del color.attrib["rgb"]
    color.set("theme", "4")
    with pytest.raises(HostError, match=r"主题颜色"):
        patch.styles.fill(style)


def test_saving_twice_gives_the_same_as_saving_once(book: Path) -> None:
    """Changes are not applied a second time."""
    patch = Patch(book).set("项目", 5, 3, 1).add_sheet("新", [["a"], [1]]).fill("项目", "B5", (1, 2, 3))
    assert patch.to_bytes() == patch.to_bytes()
