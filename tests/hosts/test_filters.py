"""Filters and hidden rows over a stand-in that answers as Excel documents its object model, and in a file."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlsxwriter

from tests import ooxml_validator
from tests.ooxml.archives import part, replaced
from xltools.hosts.closed import open_closed
from xltools.hosts.filters import fit_rows, hidden_count, refilter


class Marks:
    """SortFields."""

    def __init__(self, log: list[str]) -> None:
        self.SortFields = SimpleNamespace(Clear=lambda: log.append("clear"))


class ExcelTable:
    """ListObject.Sort, ShowAutoFilter, AutoFilter.FilterMode and AutoFilter.ApplyFilter."""

    def __init__(self, buttons: bool = True, filtered: bool = True) -> None:
        self.log: list[str] = []
        self.Sort = Marks(self.log)
        self.ShowAutoFilter = buttons
        apply = SimpleNamespace(
            Sort=Marks(self.log), FilterMode=filtered, ApplyFilter=lambda: self.log.append("apply")
        )
        self.AutoFilter = apply if buttons else None


@pytest.mark.parametrize(
    ("excel", "calls"),
    [
        (ExcelTable(), ["clear", "clear", "apply"]),
        (ExcelTable(filtered=False), ["clear", "clear"]),
        (ExcelTable(buttons=False), ["clear"]),
    ],
)
def test_excel_applies_its_own_filter_after_the_sort_marks_are_gone(
    excel: ExcelTable, calls: list[str]
) -> None:
    """Reapplying a filter sorts anew as long as there are marks."""
    assert refilter(SimpleNamespace(impl=None, api=excel)) == []
    assert excel.log == calls


class ExcelRange:
    """A column, or several, of which some rows are hidden."""

    def __init__(self, first: int, shown: str, columns: str = "v") -> None:
        self.Row = first
        self.shown = shown
        self.Rows = SimpleNamespace(Count=len(shown))
        marks = {mark == "." for mark in shown}
        self.EntireRow = SimpleNamespace(Hidden=marks.pop() if len(marks) == 1 else None)
        self.EntireColumn = SimpleNamespace(Hidden=columns == "h")
        self.Columns = [ExcelRange(first, shown, c) for c in columns] if len(columns) > 1 else [self]
        self.fitted: list[str] = []
        self.Worksheet = SimpleNamespace(
            Rows=lambda place: SimpleNamespace(AutoFit=lambda: self.fitted.append(place))
        )

    def SpecialCells(self, kind: int) -> Any:
        """An error where no cell can be seen, and the whole sheet for one cell."""
        assert kind == 12
        if self.EntireColumn.Hidden or self.EntireRow.Hidden or self.Rows.Count == 1:
            raise RuntimeError("1004")
        rows = [(self.Row + i, mark) for i, mark in enumerate(self.shown)]
        runs = [[row for row, _ in run] for mark, run in groupby(rows, lambda r: r[1]) if mark == "x"]
        return SimpleNamespace(
            Areas=[SimpleNamespace(Row=run[0], Rows=SimpleNamespace(Count=len(run))) for run in runs]
        )


@pytest.mark.parametrize(
    ("cells", "hidden", "fitted"),
    [
        (ExcelRange(5, "xxx"), 0, ["5:7"]),
        (ExcelRange(5, "x..xx"), 2, ["5:5", "8:9"]),
        (ExcelRange(5, "..."), 3, []),
        (ExcelRange(5, "x"), 0, ["5:5"]),
        (ExcelRange(5, "."), 1, []),
        (ExcelRange(5, "x.x", "hv"), 1, ["5:5", "7:7"]),
        (ExcelRange(5, "xx", "hh"), 0, ["5:6"]),
    ],
)
def test_hidden_rows_of_excel_are_counted_and_left_as_they_are(
    cells: ExcelRange, hidden: int, fitted: list[str]
) -> None:
    """x is seen, . is hidden; v a column that is seen, h one that is hidden."""
    found = SimpleNamespace(impl=None, api=cells)
    assert hidden_count(found) == hidden
    fit_rows(found)
    assert cells.fitted == fitted


TICKED = b'<filterColumn colId="0"><filters><filter val="\xe4\xb9\x99"/></filters></filterColumn>'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Table 表 in A1:B4, filtered to 乙: rows 2 and 4 are hidden; row 7 is hidden by hand."""
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("页")
    rows = [["甲", 0.5], ["乙", 0.25], ["甲", 0.75]]
    sheet.add_table("A1:B4", {"name": "表", "columns": [{"header": "名"}, {"header": "率"}], "data": rows})
    for row in (2, 4, 7):
        sheet.set_row(row - 1, None, None, {"hidden": True})
    book.close()
    path.write_bytes(with_filter(path.read_bytes()))
    return path


def with_filter(data: bytes) -> bytes:
    """The first table's buttons with 乙 ticked in the first column."""
    table = part(data, "xl/tables/table1.xml")
    ticked = re.sub(rb"(<autoFilter [^>]*?)/>", rb"\1>" + TICKED + b"</autoFilter>", table)
    return replaced(data, {"xl/tables/table1.xml": ticked})


def test_a_file_s_filter_follows_what_was_written(path: Path) -> None:
    """Rows 2 and 3 change places; what is written and fitted does not show hidden rows."""
    with open_closed(path) as book:
        sheet = book.sheets["页"]
        sheet["A2:A3"].value = [["乙"], ["甲"]]
        assert hidden_count(sheet["A2:A8"]) == 3
        assert refilter(sheet.tables["表"]) == []
        fit_rows(sheet["A1:B8"])
        assert [row for row in range(1, 9) if hidden_count(sheet.range((row, 1)))] == [3, 4, 7]
        book.save()
    with open_closed(path) as book:
        assert [row for row in range(1, 9) if hidden_count(book.sheets["页"].range((row, 1)))] == [3, 4, 7]
    assert ooxml_validator.errors(path) == []
