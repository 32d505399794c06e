"""What other programs write is read back whole, and as other readers read it, errors and all."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
import python_calamine
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.office import convert
from xltools.cells import ERROR_CODES, CellError, CellValue, Grid, Uncalculated
from xltools.ooxml import scan_fast, scan_slow
from xltools.ooxml.package import Package
from xltools.ooxml.scan import read_grids
from xltools.ooxml.scan import types as types_of
from xltools.ooxml.sheetcells import to_grid

Rows = Sequence[Sequence[CellValue]]
DATE = "yyyy-mm-dd hh:mm:ss.000"
CHECKED = settings(max_examples=40, deadline=None)

numbers = st.floats(-1e300, 1e300) | st.integers(-(10**15), 10**15).map(float)
moments = st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(2999, 12, 31)).map(
    lambda d: d.replace(microsecond=d.microsecond // 1000 * 1000)
)
errors = st.sampled_from(sorted(ERROR_CODES - {"#GETTING_DATA"})).map(CellError)
words = st.sampled_from(["模拟县", "511002", "１２３．５", "=1+1", "#REF!", "a&b<c>'\"", " 空 ", "是", "𠮷"])
texts = words | st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))


def tables(text: st.SearchStrategy[str]) -> st.SearchStrategy[Rows]:
    """Up to 8 rows of up to 5 cells."""
    cells = st.none() | numbers | text.filter(bool) | st.booleans() | moments | errors
    return st.integers(1, 5).flatmap(
        lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=8)
    )


def by_openpyxl(path: Path, rows: Rows) -> None:
    book = openpyxl.Workbook()
    for i, row in enumerate(rows, 3):
        for j, value in enumerate(row, 2):
            cell = book.active.cell(i, j, value.code if isinstance(value, CellError) else value)
            if isinstance(value, str):
                cell.data_type = "s"
            elif isinstance(value, dt.datetime):
                cell.number_format = DATE
    book.save(path)


def by_xlsxwriter(path: Path, rows: Rows, constant_memory: bool = False) -> None:
    book = xlsxwriter.Workbook(path, {"constant_memory": constant_memory})
    date = book.add_format({"num_format": DATE})
    sheet = book.add_worksheet()
    write = {
        float: sheet.write_number,
        str: sheet.write_string,
        bool: sheet.write_boolean,
        dt.datetime: lambda i, j, v: sheet.write_datetime(i, j, v, date),
        CellError: lambda i, j, v: sheet.write_formula(i, j, "=A1", None, v.code),
    }
    for i, row in enumerate(rows, 2):
        for j, value in enumerate(row, 1):
            if value is not None:
                write[type(value)](i, j, value)
    book.close()


def kept(rows: Rows) -> Rows:
    """What openpyxl and XlsxWriter write of a number: 16 digits."""
    return [[float(f"{v:.16G}") if type(v) is float else v for v in row] for row in rows]


def read_both(path: Path) -> Grid:
    """The first sheet; it is of the usual shape, and the thorough scan reads the same."""
    package = Package.open(path)
    name, part = next(iter(package.sheets.items()))
    source, types = package.xml(part), types_of(package)
    fast = scan_fast.scan(source.decode(), types)
    assert fast is not None
    grid = to_grid(fast, name, path.name)
    assert grid == to_grid(scan_slow.scan(source, types, path, part), name, path.name)
    return grid


def assert_holds(grid: Grid, rows: Rows) -> None:
    """Each written value at its place (from B3 on) in its type; blank text may be trimmed at the edges."""
    for i, row in enumerate(rows, 3):
        for j, value in enumerate(row, 2):
            found = grid.at(i, j)
            if found is None and isinstance(value, str):
                assert not value.strip()
            else:
                assert (type(found), found) == (type(value), value)
    assert sum(v is not None for row in grid.rows for v in row) <= sum(
        v is not None for row in rows for v in row
    )


def assert_agrees(path: Path, grid: Grid) -> None:
    """Cell by cell with openpyxl and calamine, who has blanks for errors."""
    sheet = openpyxl.load_workbook(path, data_only=True)[grid.sheet]
    rows = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(grid.sheet)
    others = rows.to_python(skip_empty_area=False)
    for i, row in enumerate(grid.rows, grid.top):
        for j, value in enumerate(row, grid.left):
            assert_same(value, sheet.cell(i, j).value)
            if not isinstance(value, CellError):
                assert_same(value, others[i - 1][j - 1])


def assert_same(ours: CellValue, theirs: object) -> None:
    if isinstance(theirs, dt.date) and not isinstance(theirs, dt.datetime):
        theirs = dt.datetime.combine(theirs, dt.time())
    if ours is None or ours == "":
        assert theirs in (None, "")
    elif isinstance(ours, float):
        assert isinstance(theirs, (int, float))
        assert math.isclose(ours, theirs, rel_tol=1e-15)
    elif isinstance(ours, dt.datetime):
        assert isinstance(theirs, dt.datetime)
        assert abs(ours - theirs) <= dt.timedelta(milliseconds=1)
    else:
        assert (str(ours) if isinstance(ours, CellError) else ours) == theirs


@CHECKED
@given(tables(texts.filter(lambda t: "_x" not in t)))  # openpyxl does not escape what looks escaped
def test_what_openpyxl_writes_is_read_back(rows: Rows) -> None:
    """Any mix of numbers, texts, truths, moments, errors and gaps; also as others read it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "写.xlsx"
        by_openpyxl(path, rows)
        grid = read_both(path)
        assert_holds(grid, kept(rows))
        assert_agrees(path, grid)


@CHECKED
@given(tables(texts | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"))))
def test_what_xlsxwriter_writes_is_read_back(rows: Rows) -> None:
    """Control characters and texts like _x0041_ too: it escapes them as Excel does."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "写.xlsx"
        by_xlsxwriter(path, rows)
        assert_holds(read_both(path), kept(rows))


@CHECKED
@given(tables(texts.filter(lambda t: "_x" not in t)))
def test_inline_strings_of_xlsxwriter_are_read_as_others_read_them(rows: Rows) -> None:
    """constant_memory writes every text into its cell, as exporters of large sheets do."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "写.xlsx"
        by_xlsxwriter(path, rows, constant_memory=True)
        assert_agrees(path, read_both(path))


RETURN: Rows = [
    ["模拟县衔接资金调度表", None, None, None, None],
    ["县区", "中央下达", "更新日期", "是否参评", "备注"],
    ["模拟一县", 5273.5, dt.datetime(2024, 9, 30), True, " 前后有空格 "],
    ["模拟二县", CellError("#REF!"), dt.datetime(2024, 2, 29, 8, 30), False, "第一行\n第二行"],
    ["模拟三县", -0.1, None, None, "a&b<c>"],
    ["511002", 1e15, CellError("#N/A"), None, "𠮷"],
]


@pytest.mark.libreoffice
def test_what_libreoffice_saves_is_read_back(tmp_path: Path) -> None:
    """A return that went through LibreOffice Calc, which county offices on 国产 systems use."""
    source = tmp_path / "报表.xlsx"
    by_openpyxl(source, RETURN)
    (path,) = convert([source], "xlsx", tmp_path)
    grid = read_both(path)
    assert_holds(grid, RETURN)
    assert_agrees(path, grid)


@pytest.mark.libreoffice
def test_the_same_return_as_xls_is_read_the_same(tmp_path: Path) -> None:
    """BIFF8 through another library gives the same grid."""
    from xltools.ooxml import xls

    source = tmp_path / "报表.xlsx"
    by_openpyxl(source, RETURN)
    (path,) = convert([source], "xls", tmp_path)
    assert xls.read_grids(path)[0].rows == read_grids(source)[0].rows


def test_a_formula_no_program_calculated_is_told_apart(tmp_path: Path) -> None:
    """openpyxl saves formulas without results; a reader that gives blanks would lose an amount in silence."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A2"], book.active["A3"] = 1, 2, "=SUM(A1:A2)"
    book.save(tmp_path / "未算.xlsx")
    assert read_grids(tmp_path / "未算.xlsx")[0].rows == [[1.0], [2.0], [Uncalculated("SUM(A1:A2)")]]
