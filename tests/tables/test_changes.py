"""Only the rows that differ from what stands on the sheet are written."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
import xlsxwriter

from tests.tables.test_sheets import LISTED, Make, make, opened
from xltools.cells import CellError, Uncalculated
from xltools.hosts.closed_document import ClosedDocument
from xltools.tables import changes
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.sheets import read_table, write_table

__all__ = ["make"]


def listed(count: int, **changed: str) -> pd.DataFrame:
    """县区名单 of so many counties; `changed` maps r3 to another name for the fourth."""
    rows = [
        (f"5110{i:02}", "内江市", changed.get(f"r{i}", f"模拟{i}县"), "脱贫县", "是") for i in range(count)
    ]
    return pd.DataFrame(rows, columns=LISTED)


@pytest.fixture
def written(monkeypatch) -> list[int]:
    """The sheet rows that are written, in order."""
    rows: list[int] = []
    really = ClosedDocument.write

    def write(self, sheet, box, values):
        rows.extend(range(box[0], box[2] + 1))
        return really(self, sheet, box, values)

    monkeypatch.setattr(ClosedDocument, "write", write)
    return rows


@pytest.fixture
def path(make: Make, written: list[int]):
    """县区名单 from row 5 on, with 30 counties."""
    path = make([["县区名单"], [], [], LISTED, [None] * len(LISTED)])
    with opened(path) as book:
        write_table(book, COUNTIES, listed(30))
        book.save()
    written.clear()
    return path


@pytest.mark.parametrize(
    ("frame", "rows"),
    [
        (listed(30), []),
        (listed(30, r3="新名县"), [8]),
        (listed(30, r3="新名县", r4="又名县", r20="三名县"), [8, 9, 25]),
        (listed(32), [35, 36]),
        (listed(12), []),
    ],
)
def test_what_is_there_already_is_not_written_again(path, written, frame, rows):
    """And what is read afterwards is what was to be written."""
    with opened(path) as book:
        write_table(book, COUNTIES, frame)
        assert written == rows
        assert read_table(book, COUNTIES).frame.to_numpy().tolist() == frame.to_numpy().tolist()


def test_scattered_changes_are_written_as_one_block(path, written, monkeypatch):
    """On a live host each piece is a round trip."""
    monkeypatch.setattr(changes, "MOST_RUNS", 2)
    with opened(path) as book:
        write_table(book, COUNTIES, listed(30, r3="甲县", r9="乙县", r20="丙县"))
    assert written == list(range(8, 26))


def test_a_formula_gives_way_to_the_value_even_where_it_shows_the_same(tmp_path, written):
    """It would show something else tomorrow."""
    path = tmp_path / "公式.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet, text = book.add_worksheet("县区名单"), book.add_format({"num_format": "@"})
    for i, row in enumerate([LISTED, *listed(9).to_numpy().tolist()]):
        sheet.write_row(i, 0, row, text)
    sheet.write_formula("C5", '="模拟3"&"县"', text, "模拟3县")
    sheet.add_table("A1:E10", {"name": "县区名单", "columns": [{"header": name} for name in LISTED]})
    book.close()
    with opened(path) as opened_book:
        assert opened_book.sheets["县区名单"].range("C5").value == "模拟3县"
        write_table(opened_book, COUNTIES, listed(9))
        assert written == [5]
        assert opened_book.sheets["县区名单"].range("C5").formula == "模拟3县"


@pytest.mark.parametrize(
    ("value", "cell", "differ"),
    [
        ("511002", 511002.0, True),
        (1.0, True, True),
        (2023, 2023.0, False),
        (None, None, False),
        (None, "", True),
        (dt.datetime(2025, 1, 1), dt.datetime(2025, 1, 1), False),
        ("甲", CellError("#REF!"), True),
        (1.0, Uncalculated("1"), True),
    ],
)
def test_a_cell_is_the_same_only_in_kind_and_value(value, cell, differ):
    """A number is not the text that looks like it, nor TRUE; a broken or uncalculated cell is nothing."""
    assert changes._differ(value, cell) is differ


def test_rows_typed_below_the_table_are_written_into_it(path, written):
    """They are taken off the sheet while the table grows over them, so none counts as there."""
    with opened(path) as book:
        sheet = book.sheets["县区名单"]
        sheet.range("A35").number_format = "@"
        sheet.range("A35").value = listed(31).to_numpy().tolist()[-1:]
        written.clear()
        write_table(book, COUNTIES, listed(31))
        assert written == [35]
        assert read_table(book, COUNTIES).frame.to_numpy().tolist() == listed(31).to_numpy().tolist()
