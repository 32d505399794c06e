"""Formats, widths and heights of cells in Calc."""

from __future__ import annotations

import pytest
import xlwings as xw

from xltools.errors import HostError
from xltools.hosts.calc.document import CalcDocument
from xltools.hosts.calc.numberformats import excel_spelling
from xltools.hosts.values import Plain

CODES = [
    "General", "@", "0", "0.00", "#,##0.00", "0.00%", "yyyy-mm-dd", "yyyy-mm-dd hh:mm", 'yyyy"年"m"月"d"日"',
    "[Red]0.00;[Blue]-0.00", '0.00"万元"', "#,##0.00_ ;[Red]-#,##0.00 ", "0.0E+00", "h:mm AM/PM", "0;-0;;@",
]  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_a_number_format_reads_as_it_was_given(sheet: xw.Sheet, code: str) -> None:
    sheet["H30:H40"].number_format = code
    assert sheet["H30:H40"].number_format == code
    assert sheet["H35"].number_format == code


def test_number_formats_of_the_file_read_as_excel_spells_them(sheet: xw.Sheet) -> None:
    """LibreOffice writes dates in capitals."""
    codes = [sheet[f"{column}5"].number_format for column in "ABCDE"]
    assert codes == ["@", "General", "#,##0.00", "yyyy-mm-dd", "0.00%"]
    assert sheet["C5:D5"].number_format is None


@pytest.mark.parametrize(
    ("theirs", "dates", "excel"),
    [
        ("YYYY-MM-DD HH:MM:SS", True, "yyyy-mm-dd hh:mm:ss"),
        ('YYYY"年"M"月"', True, 'yyyy"年"m"月"'),
        ("YYYY\\-MM\\-DD", True, "yyyy-mm-dd"),
        ("H:MM AM/PM", True, "h:mm AM/PM"),
        ("[RED]0.00;[BLUE]-0.00", False, "[Red]0.00;[Blue]-0.00"),
        ('0.00"RED"', False, '0.00"RED"'),
    ],
)
def test_spelling(theirs: str, dates: bool, excel: str) -> None:
    """Quoted text stays as it is."""
    assert excel_spelling(theirs, dates) == excel


def test_a_number_format_nobody_knows_is_refused(sheet: xw.Sheet) -> None:
    with pytest.raises(HostError, match=r"不认识数字格式“0\[”"):
        sheet["H30"].number_format = "0["


def test_fill_and_bold(document: CalcDocument, sheet: xw.Sheet) -> None:
    """Chinese letters get bold, too: they have a weight of their own."""
    sheet["H30:I31"].color = (255, 199, 206)
    assert sheet["I31"].color == (255, 199, 206)
    sheet["I31"].color = None
    assert sheet["I31"].color is None
    assert sheet["H30:I31"].color is None
    sheet["H30"].font.bold = True
    cell = document._component.cells("项目", (30, 8, 30, 8))
    assert (cell.CharWeight, cell.CharWeightAsian) == (150, 150)


def test_clearing_takes_the_format_only_when_asked(sheet: xw.Sheet) -> None:
    sheet["H30"].number_format = "0.00%"
    sheet["H30"].color = (1, 2, 3)
    sheet["H30"].value = 1
    sheet["H30"].clear_contents()
    assert (sheet["H30"].value, sheet["H30"].number_format) == (None, "0.00%")
    sheet["H30"].clear()
    assert (sheet["H30"].number_format, sheet["H30"].color) == ("General", None)


def test_merged_cells_are_found_wherever_they_are(document: CalcDocument, sheet: xw.Sheet) -> None:
    """LibreOffice keeps no list of them. Equal ones stand together as one group."""
    for box in ((40, 8, 41, 8), (42, 8, 43, 8), (60, 2, 60, 4), (900, 8, 901, 12)):
        document._component.cells("项目", box).merge(True)
    document._known_merges.clear()
    expected = [(1, 1, 1, 6), (40, 8, 41, 8), (42, 8, 43, 8), (60, 2, 60, 4), (900, 8, 901, 12)]
    assert list(document.merged("项目")) == expected
    assert list(document.merged("汇总")) == []
    assert sheet["C60"].merge_area.address == "$B$60:$D$60"


@pytest.mark.parametrize("width", [8.43, 12, 33, 60])
def test_a_width_in_characters_reads_as_it_was_given(sheet: xw.Sheet, width: float) -> None:
    sheet["J:K"].column_width = width
    assert sheet["J1"].column_width == pytest.approx(width, abs=0.02)
    assert sheet["J1:K1"].column_width is not None


def rows_of(document: CalcDocument, first: int, last: int) -> list[int]:
    rows = document._component.cells("项目", (first, 1, last, 1)).Rows
    return [rows.getByIndex(i).Height for i in range(rows.Count)]


def test_rows_fit_their_wrapped_text_and_hidden_ones_stay_hidden(
    document: CalcDocument, sheet: xw.Sheet
) -> None:
    document._component.cells("项目", (40, 8, 43, 8)).IsTextWrapped = True
    document._component.cells("项目", (42, 1, 42, 1)).Rows.IsVisible = False
    long: list[list[Plain]] = [["依据" * 100]] * 4
    with document._component.heights_kept():
        document.write("项目", (40, 8, 43, 8), long)
        low = rows_of(document, 40, 41)
        sheet["A40:K43"].rows.autofit()
    high = rows_of(document, 40, 41)
    assert min(high) > 5 * max(low)
    assert document.hidden_rows("项目", (40, 1, 43, 1)) == {42}


def test_a_large_block_keeps_the_heights_of_its_rows(document: CalcDocument, sheet: xw.Sheet) -> None:
    """Measuring the letters of every cell would take ten times as long as writing them."""
    document._component.cells("项目", (40, 8, 40, 8)).IsTextWrapped = True
    before = rows_of(document, 40, 40)
    document.write("项目", (40, 8, 2039, 17), [["依据" * 100] * 10] * 2000)
    assert rows_of(document, 40, 40) == before
    document.write("项目", (40, 8, 40, 8), [["依据" * 101]])
    assert rows_of(document, 40, 40)[0] > before[0]
