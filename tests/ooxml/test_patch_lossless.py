"""What was not asked for stays, byte for byte; what was asked for reads back in other programs."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import ooxml_validator
from tests.office import convert
from tests.ooxml.archives import around_rows, changed, entries, part, row_bytes
from tests.ooxml.nasty import TOTAL, nasty, rows
from xltools.cells import CellError, address
from xltools.ooxml.patch import Patch
from xltools.ooxml.scan import read_grids

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The nasty workbook with macros."""
    return nasty(tmp_path_factory.mktemp("nasty") / "项目.xlsm", macros=True)


def loaded(data: bytes, **options: Any) -> openpyxl.Workbook:
    """The file as openpyxl sees it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(data), **options)


def test_nothing_asked_for_gives_the_very_same_file(book: Path) -> None:
    """A patch without changes is the file, byte for byte."""
    assert Patch(book).to_bytes() == book.read_bytes()


def test_a_value_touches_its_sheet_and_the_recalculation_mark_alone(book: Path) -> None:
    """XlsxWriter writes fullCalcOnLoad itself, so here even workbook.xml stays."""
    before = book.read_bytes()
    after = Patch(book).set("项目", 6, 3, 88.5).set("项目", 7, 2, "改名").to_bytes()
    assert changed(before, after) == {SHEET}
    old, new = row_bytes(part(before, SHEET)), row_bytes(part(after, SHEET))
    assert {n for n in old if old[n] != new[n]} == {6, 7}
    assert around_rows(part(before, SHEET)) == around_rows(part(after, SHEET))


def test_parts_keep_their_order(book: Path) -> None:
    """The archive lists the same entries in the same order; a new part comes last."""
    before = book.read_bytes()
    after = Patch(book).set("项目", 6, 3, 1).add_sheet("退回", [["问题"], ["缺数"]]).to_bytes()
    assert [*entries(after)] == [*entries(before), "xl/worksheets/sheet3.xml"]


def test_a_fill_touches_the_sheet_and_the_styles_and_no_formula_is_recalculated(book: Path) -> None:
    """Colour changes no value."""
    after = Patch(book).fill("项目", "C6:C7", (255, 199, 206)).to_bytes()
    assert changed(book.read_bytes(), after) == {SHEET, "xl/styles.xml"}
    cell = loaded(after)["项目"]["C6"]
    assert (cell.fill.fgColor.rgb, cell.number_format, cell.value) == ("FFFFC7CE", "#,##0.00", rows()[1][2])


def test_values_read_back_in_openpyxl_and_in_our_scanner(book: Path, tmp_path: Path) -> None:
    """Each kind of value, with the date given a date format."""
    moment = dt.datetime(2024, 9, 30, 8, 30)
    values: list[Any] = ["=1+1", "001", "510922198001011234", 12.5, True, dt.date(2024, 9, 30), moment, None]
    path = tmp_path / "写回.xlsm"
    path.write_bytes(Patch(book).write("项目", 31, 8, [values]).to_bytes())
    day = dt.datetime(2024, 9, 30)
    expected = ["=1+1", "001", "510922198001011234", 12.5, True, day, moment]
    assert [c.value for c in loaded(path.read_bytes())["项目"][31][7:14]] == expected
    assert [c.data_type for c in loaded(path.read_bytes())["项目"][31][7:10]] == ["s", "s", "s"]
    grid = read_grids(path, {"项目"})[0]
    assert [grid.at(31, column) for column in range(8, 16)] == [*expected, None]


def test_an_error_value_is_written_as_an_error_cell(book: Path, tmp_path: Path) -> None:
    """#N/A read from one sheet can be written to another."""
    path = tmp_path / "错误.xlsm"
    path.write_bytes(Patch(book).set("汇总", 9, 1, CellError("#N/A")).to_bytes())
    assert read_grids(path, {"汇总"})[0].at(9, 1) == CellError("#N/A")


def test_cached_values_of_formulas_elsewhere_stay(book: Path) -> None:
    """openpyxl's own saving would drop them."""
    after = Patch(book).set("项目", 6, 3, 1).to_bytes()
    assert loaded(after, data_only=True)["汇总"]["A1"].value == TOTAL


def test_the_validator_finds_nothing(book: Path, tmp_path: Path) -> None:
    """Values, fills, formats, a date, a formula, a new sheet and a bigger table, all at once."""
    path = tmp_path / "全部.xlsm"
    path.write_bytes(everything(book).to_bytes())
    assert ooxml_validator.errors(path) == []


@pytest.mark.libreoffice
def test_libreoffice_opens_prints_and_calculates_the_result(book: Path, tmp_path: Path) -> None:
    """汇总!A1 = 4100 − (100.5 + 11) + 1000 + 3 × 10 = 5018.5 after LibreOffice has calculated it."""
    patch = everything(book).set("项目", 6, 3, 1000)
    path = tmp_path / "打开.xlsm"
    path.write_bytes(patch.write_formulas("汇总", 1, 1, [["=SUM(项目!C5:C27)"]]).to_bytes())
    assert convert([path], "pdf", tmp_path)[0].stat().st_size > 0
    again = convert([path], "xlsx", tmp_path)[0]
    assert loaded(again.read_bytes(), data_only=True)["汇总"]["A1"].value == pytest.approx(5018.5)


@pytest.mark.libreoffice
def test_files_of_other_programs_are_patched_as_well(tmp_path: Path) -> None:
    """Saved by LibreOffice and by openpyxl: the validator finds nothing that it did not find before."""
    source = nasty(tmp_path / "项目.xlsx")
    other = tmp_path / "openpyxl.xlsx"
    loaded(source.read_bytes()).save(other)
    for path in (convert([source], "xlsx", tmp_path)[0], other):
        before = {_kind(error) for error in ooxml_validator.errors(path)}
        (tmp_path / "后.xlsx").write_bytes(everything(path).to_bytes())
        assert {_kind(error) for error in ooxml_validator.errors(tmp_path / "后.xlsx")} <= before
        sheet = loaded((tmp_path / "后.xlsx").read_bytes())["项目"]
        assert [c.value for c in sheet["A25:C25"][0]] == ["90", "新增", 10]
        assert sheet.tables["项目"].ref == "A4:F27"


def _kind(error: str) -> str:
    """A finding of the validator without the numbers in it."""
    return re.sub(r"\d+", "", error)


def everything(book: Path) -> Patch:
    """One patch with a change of every kind."""
    patch = Patch(book)
    table = patch.tables("项目")[0]
    patch.resize_table(table, "A4:F27", table.columns)
    patch.write("项目", 25, 1, [[f"9{i}", "新增", 10.0, dt.date(2024, 5, 1), 0.5] for i in range(3)])
    patch.fill("项目", "A25:B26", (255, 0, 0)).number_format("项目", "H1", "0.000").bold("项目", "A2")
    patch.write_formulas("汇总", 5, 1, [["=RANK.EQ(项目!C5,项目!C5:C24)", "常量"]])
    patch.add_sheet("问题清单", [["序号", "问题"], [1, "=缺少编码"]], index=0).activate("问题清单")
    return patch


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.integers(-(10**14), 10**14),
    st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(9999, 1, 1)).map(lambda d: d.replace(microsecond=0)),
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=12).filter(
        lambda s: "_x" not in s
    ),
)
WRITES = st.dictionaries(st.tuples(st.integers(25, 60), st.integers(1, 12)), VALUES, min_size=1, max_size=12)


@given(writes=WRITES)
@settings(max_examples=25, deadline=None)
def test_whatever_is_written_reads_back_and_nothing_else_moves(book: Path, writes: dict) -> None:
    """Random cells below the table: openpyxl and our scanner read them; every other cell is as before."""
    patch = Patch(book)
    for (row, column), value in writes.items():
        patch.set("项目", row, column, value)
    after = patch.to_bytes()
    sheet, before = loaded(after)["项目"], loaded(book.read_bytes())["项目"]
    for row in range(1, 62):
        for column in range(1, 14):
            old = before.cell(row, column).value
            expected = writes.get((row, column), old)
            assert sheet.cell(row, column).value == expected, address(row, column)
