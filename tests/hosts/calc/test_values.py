"""Values in Calc keep their kind, whatever they look like."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw

from tests.hosts.running_calc import in_calc
from xltools.cells import CellError
from xltools.errors import HostError
from xltools.hosts.calc.document import CalcDocument

TEXTS = [
    "001", "510922198001011234", "1/2", "2024-09", "=1+1", "+86", "-", "@甲", "'x", "TRUE", "#N/A",
    "50%", "1e5", "甲\n乙", "  两头有空格 ", "８８", "甲" * 32_767,
]  # fmt: skip
H30 = (30, 8, 30, 8)


@pytest.mark.parametrize("number_format", ["General", "0.00", "yyyy-mm-dd", "@"])
def test_text_stays_text_in_cells_of_any_format(sheet: xw.Sheet, number_format: str) -> None:
    """Codes, long digits, what looks like a date, a truth or a formula, and the longest text there is."""
    cells = sheet["H30"].resize(1, len(TEXTS))
    cells.number_format = number_format
    cells.value = TEXTS
    assert cells.value == TEXTS


def test_truths_errors_and_blanks_keep_their_kind(document: CalcDocument, sheet: xw.Sheet) -> None:
    """A logical value is no 1; blank is None, also where something stood before."""
    row: list[Any] = [
        True,
        False,
        1.0,
        0.0,
        CellError("#N/A"),
        CellError("#REF!"),
        CellError("#DIV/0!"),
        None,
    ]
    box = (30, 8, 30, 15)
    document.write("项目", box, [["x"] * 8])
    document.write("项目", box, [row])
    found = document.read("项目", box)[0]
    assert found == row
    assert [type(value) for value in found] == [type(value) for value in row]
    texts = ["TRUE", "FALSE", "1", "0", "#N/A", "#REF!", "#DIV/0!", ""]
    assert document.read_formulas("项目", box) == [texts]


def test_many_errors_are_told_apart(document: CalcDocument, sheet: xw.Sheet) -> None:
    """More than are asked for one by one."""
    codes = ["#N/A", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"]
    rows = [[CellError(codes[(i + j) % 7]) for j in range(7)] for i in range(10)]
    document.write("项目", (30, 8, 39, 14), rows)
    assert document.read("项目", (30, 8, 39, 14)) == rows


def test_a_truth_that_a_formula_gives_is_one(document: CalcDocument, sheet: xw.Sheet) -> None:
    """A comparison and ISTEXT are; a count, and an IF that answers with a number, are not."""
    formulas = ["=C5>0", '=AND(C5>0,B5="")', "=ISTEXT(B5)", "=COUNTA(B5)", "=IF(C5>0,1,0)", '=IF(C5="=",0,1)']
    document.write_formulas("项目", (30, 8, 30, 13), [formulas])
    found = document.read("项目", (30, 8, 30, 13))[0]
    assert found == [True, False, True, 1, 1, 1]
    assert [type(value) for value in found] == [bool, bool, bool, float, float, float]


def test_days_are_dates_and_times_of_day_are_numbers(document: CalcDocument, sheet: xw.Sheet) -> None:
    """As in a closed file. A cell with a date format of its own keeps it."""
    moment = dt.datetime(2024, 9, 30, 8, 30)
    document.set_number_format("项目", (30, 9, 30, 9), "yyyy/m/d")
    document.write("项目", (30, 8, 30, 11), [[moment, moment, dt.date(2024, 2, 29), dt.time(6, 0)]])
    found = document.read("项目", (30, 8, 30, 11))[0]
    assert found == [moment, moment, dt.datetime(2024, 2, 29), 0.25]
    codes = [document.number_format("项目", (30, column, 30, column)) for column in range(8, 12)]
    assert codes == ["yyyy-mm-dd hh:mm:ss", "yyyy/m/d", "yyyy-mm-dd", "hh:mm:ss"]


def test_a_date_that_a_formula_gives_is_one_where_its_cell_shows_dates(
    document: CalcDocument, sheet: xw.Sheet
) -> None:
    document.set_number_format("项目", H30, "yyyy-mm-dd")
    document.write_formulas("项目", H30, [["=D5+1"]])
    assert document.read("项目", H30) == [[dt.datetime(2024, 1, 2)]]


def test_first_days_of_1900_and_workbooks_that_count_from_1904(
    document: CalcDocument, tmp_path: Path
) -> None:
    """Excel believes in 1900-02-29; LibreOffice does not, but the numbers in the file are Excel's."""
    document.write("汇总", (9, 1, 9, 2), [[dt.datetime(1900, 1, 1), dt.datetime(1900, 3, 1)]])
    assert document.read("汇总", (9, 1, 9, 2)) == [[dt.datetime(1900, 1, 1), dt.datetime(1900, 3, 1)]]
    later = openpyxl.Workbook()
    later.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    later.active["A1"] = dt.datetime(2024, 9, 30)
    later.save(tmp_path / "四年.xlsx")
    with in_calc(tmp_path / "四年.xlsx") as book:
        book.sheets[0]["A2"].value = dt.datetime(2024, 10, 1)
        assert book.sheets[0]["A1:A2"].value == [dt.datetime(2024, 9, 30), dt.datetime(2024, 10, 1)]


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("甲" * 32_768, "项目!H30：要写入的文字有 32768 个字"),
        (1234567890123456, "项目!H30：.*超过 15 位"),
        (float("inf"), "项目!H30：.*无穷大"),
        (dt.datetime(1899, 1, 1), "项目!H30：.*1900 年以前"),
        (object(), "项目!H30：不能写入 object"),
    ],
)
def test_what_no_cell_can_hold_is_refused_with_its_cell(
    document: CalcDocument, sheet: xw.Sheet, value: Any, sentence: str
) -> None:
    """Before anything of the block is written."""
    document.write("项目", (30, 7, 30, 7), [["前"]])
    with pytest.raises(HostError, match=sentence):
        document.write("项目", (30, 7, 30, 8), [["后", value]])
    assert document.read("项目", (30, 7, 30, 7)) == [["前"]]


def test_what_would_be_out_of_sight_is_refused(document: CalcDocument, sheet: xw.Sheet) -> None:
    """Under the merged title; blanks there do no harm."""
    document.write("项目", (1, 1, 1, 3), [["题", None, None]])
    with pytest.raises(HostError, match="B1 被合并单元格 A1:F1 盖住"):
        document.write("项目", (1, 1, 1, 3), [["题", "看不见", None]])


def test_part_of_an_array_formula_is_refused(document: CalcDocument, sheet: xw.Sheet) -> None:
    cells = document._component.cells("项目", (30, 8, 32, 8))
    cells.setArrayFormula("=C5:C7*2")
    assert document.read_formulas("项目", (30, 8, 30, 8)) == [["=C5:C7*2"]]
    with pytest.raises(HostError, match=r"H31:H31.*数组公式"):
        document.write("项目", (31, 8, 31, 8), [[1]])


def test_the_whole_sheet_reads_as_far_as_it_is_filled(sheet: xw.Sheet, document: CalcDocument) -> None:
    """Whole columns are padded, the whole sheet is too much; what is used is where something stands."""
    column = sheet["C:C"].value
    assert (len(column), column[4], column[24]) == (1_048_576, 100.5, None)
    with pytest.raises(HostError, match="区域太大"):
        sheet.cells.value  # noqa: B018
    sheet["H60"].number_format = "0.00"
    sheet["I3"].value = 1
    assert document.used("项目") == (1, 1, 24, 9)
    assert document.used("汇总") == (1, 1, 2, 1)


def test_a_large_block_is_written_and_read_at_once(document: CalcDocument, sheet: xw.Sheet) -> None:
    """10,000 rows of 20 columns, a third of them Chinese words: seconds would be felt."""
    import time

    row = ["县区", "成都市郫都区", 1.5, 2.5, "511002", 3.5] * 3 + [dt.datetime(2024, 9, 30), None]
    rows = [[f"{value}{i}" if isinstance(value, str) else value for value in row] for i in range(10_000)]
    box = (30, 8, 10_029, 27)
    started = time.perf_counter()
    document.write("项目", box, rows)
    written = time.perf_counter()
    assert document.read("项目", box) == rows
    assert written - started < 6
    assert time.perf_counter() - written < 6
