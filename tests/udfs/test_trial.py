"""Sheet 试算 of the workbook with macros: its results, its switch, and how it looks without Excel."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import xltools.udfs
from tests.build import books
from tests.office import convert
from xltools.build.macros.udf_module import function_help
from xltools.ooxml.refs import box_of
from xltools.udfs.given import Given

FORMULA = re.compile(r'=IF\(\$B\$5="开",IFERROR\((XT_[A-Z]+)\(([A-Z0-9:,]*)\),"需启用宏"\),""\)')
SCORED = range(13, 21)


@cache
def sheet(cached: bool) -> Worksheet:
    """The sheet with its formulas, or with the values kept in the file."""
    return openpyxl.load_workbook(io.BytesIO(books.built(books.MAIN)), data_only=cached)["试算"]


def array_formulas() -> Iterator[tuple[str, str]]:
    """Range and text of each."""
    for row in sheet(False).iter_rows():
        for cell in row:
            if hasattr(cell.value, "text"):
                yield cell.value.ref, cell.value.text


def cells(reference: str) -> list[list[Any]]:
    """What the file shows in a range."""
    top, left, bottom, right = box_of(reference)
    return [[sheet(True).cell(i, j).value for j in range(left, right + 1)] for i in range(top, bottom + 1)]


def given(reference: str) -> Given | None:
    if not reference:
        return None
    return Given.of(cells(reference), *box_of(reference)[:2])


def column(letter: str, rows: range = SCORED) -> list[Any]:
    return [sheet(True)[f"{letter}{row}"].value for row in rows]


def test_every_function_is_shown_at_work() -> None:
    """Each in an array formula over fixed cells, that runs when switched on and never shows #NAME?."""
    found = [FORMULA.fullmatch(text) for _, text in array_formulas()]
    assert all(found)
    assert {m[1] for m in found if m} == {h.name for h in function_help()}


def test_kept_results_are_those_of_the_functions() -> None:
    """Called again with the cells each formula names."""
    for reference, text in array_formulas():
        found = FORMULA.fullmatch(text)
        assert found is not None, text
        answer = getattr(xltools.udfs, found[1])(*map(given, found[2].split(",")))
        shown = [["" if value is None else value for value in row] for row in cells(reference)]
        assert [len(row) for row in shown] == [len(row) for row in answer]
        for kept, now in zip(chain(*shown), chain(*answer), strict=True):
            assert kept == (pytest.approx(now, rel=1e-15) if isinstance(now, float) else now)


def test_the_example_says_what_was_worked_out_by_hand() -> None:
    """乙县 spends just 75 %, no growth: 60×20%+100×40%+100×20%+97.96×20% = 91.59. 丁县: -8.57 % 34.29,
    57÷75 76, 47.37+18.95 66.32, 86.67: 6.858+30.4+13.264+17.334 = 67.86, spending below 60 %. 庚县: one red.
    戊县 and 己县 are full in everything and share the first place; 辛县 takes no part.
    """
    assert column("P") == [99.83, 91.59, 88.6, 67.86, 100, 100, 83.85, "不参评"]
    assert column("Q") == [3, 4, 5, 7, 1, 1, 6, None]
    assert column("V") == ["绿", "黄", "黄", "红", "绿", "绿", "黄", "不参评"]


def test_the_pool_adds_up_and_keeps_its_bounds() -> None:
    """10,000: 丙县 at its cap 2,000, 辛县 at its floor 500; 7,500 by 3.2 : 2.1 : 1.7 : 2.6 : 2.6 : 1.5."""
    amounts = column("F", range(25, 33))
    assert amounts == [1752, 1150, 2000, 931, 1423, 1423, 821, 500]
    assert sum(amounts) == sheet(True)["B23"].value == sheet(True)["F33"].value == 10_000


def test_the_sheet_is_switched_off() -> None:
    """Opening a workbook must not start Python: that may take long, or hang where it is blocked."""
    assert sheet(True)["B5"].value == "关"
    assert [v.formula1 for v in books.rules(sheet(False), "B5")] == ['"开,关"']


def test_what_may_be_changed_is_checked_on_entry() -> None:
    """期别 by its form, a weight by its bounds, 是否参评 by its choices."""
    formulas = {
        cell: [v.type for v in books.rules(sheet(False), cell)] for cell in ("B6", "B7", "B13", "C13")
    }
    assert formulas == {"B6": ["custom"], "B7": ["decimal"], "B13": ["list"], "C13": ["decimal"]}


def test_each_function_is_listed_with_its_arguments() -> None:
    """As in the function wizard."""
    listed = {row[0].value for row in sheet(True).iter_rows(min_row=36) if row[0].value}
    assert "=XT_APPORTION(总额, 权重, [下限], [上限], [代码], [小数位])" in listed
    assert len([text for text in listed if text.startswith("=XT_")]) == len(function_help())


@pytest.fixture(scope="module")
def in_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Worksheet]:
    """The sheet calculated by LibreOffice, where macros do not run: switched off as shipped, and on."""
    folder = tmp_path_factory.mktemp("trial")
    for name, state in (("off", "关"), ("on", "开")):
        book = openpyxl.load_workbook(io.BytesIO(books.built(books.MAIN)))
        for other in [s.title for s in book.worksheets if s.title != "试算"]:
            book.remove(book[other])
        book["试算"]["B5"] = state
        book.save(folder / f"{name}.xlsx")
    paths = convert([folder / "off.xlsx", folder / "on.xlsx"], "xlsx", folder)
    return {p.stem: openpyxl.load_workbook(p, data_only=True)["试算"] for p in paths}


@pytest.mark.libreoffice
def test_without_macros_no_cell_shows_an_error(in_libreoffice: dict[str, Worksheet]) -> None:
    """Switched off the results are blank, switched on they say what is needed; a line above says it whole."""
    off, on = in_libreoffice["off"], in_libreoffice["on"]
    for shown in (off, on):
        values = [str(cell.value) for row in shown.iter_rows() for cell in row if cell.value is not None]
        assert not [value for value in values if value.startswith("#")]
    assert {off[f"P{row}"].value for row in SCORED} == {None}
    assert off["A11"].value.startswith("把左上角的“试算”选为“开”")
    assert {on[f"P{row}"].value for row in SCORED} == {"需启用宏"}
    assert (
        on["A11"].value == on["I23"].value == "函数没有运行：要在 Excel 里启用宏；WPS、LibreOffice 里不能运行"
    )


@pytest.mark.libreoffice
def test_it_prints_on_one_page_with_nothing_cut(tmp_path: Path) -> None:
    """No ####, and the texts of both ends are there."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    book = openpyxl.load_workbook(io.BytesIO(books.built(books.MAIN)))
    for other in [s.title for s in book.worksheets if s.title != "试算"]:
        book.remove(book[other])
    book.save(tmp_path / "trial.xlsx")
    (pdf,) = convert([tmp_path / "trial.xlsx"], "pdf", tmp_path)
    run = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True, timeout=60)
    pages = run.stdout.decode().split("\f")[:-1]
    assert len(pages) == 1
    assert "##" not in pages[0]
    assert "试算：改黄格里的数，看结果怎么变" in pages[0] and "从总额中扣去，如以工代赈" in pages[0]
