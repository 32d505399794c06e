"""An .xlsm that was pressed while closed, and given a sheet: its macros and buttons are as they were."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests import ooxml_validator
from tests.build import books, vba
from tests.build.basic import run_basic
from tests.build.controls import controls
from tests.build.test_run import MODULE, PRESS, STUB
from xltools.buttons import find
from xltools.hosts.closed import open_closed
from xltools.press import press_closed
from xltools.sample.workbook import WRITTEN, province_tables
from xltools.tables.sheets import write_table

ADDED = "本人备注"

PROBE = f"""{MODULE}
Public Function Seen() As String
    Dim i As Integer, j As Integer, page As Object
    For i = 0 To ThisComponent.Sheets.Count - 1
        page = ThisComponent.Sheets.getByIndex(i).DrawPage
        For j = 0 To page.Count - 1
            If page.getByIndex(j).supportsService("com.sun.star.drawing.ControlShape") Then
                Seen = Seen & ThisComponent.Sheets.getByIndex(i).Name & " "
                Seen = Seen & page.getByIndex(j).Control.Label & ";"
            End If
        Next
    Next
End Function
Public Function Pressed() As String
    Press_rank
    Pressed = Ran & Heard
End Function
"""


@pytest.fixture(scope="module")
def patched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve counties of the sample ranked in the shipped workbook, then a sheet of the officer's own."""
    path = tmp_path_factory.mktemp("patched") / books.MAIN
    shutil.copyfile(books.committed(books.MAIN), path)
    with open_closed(path) as book:
        frames = province_tables(2024, counties=12)
        for table in WRITTEN:
            write_table(book, table, frames[table.name])
        book.save()
    result = press_closed(find("rank"), path, today=dt.date(2024, 10, 8))
    assert result.done
    with open_closed(path) as book:
        book.sheets.add(ADDED, after=book.sheets["调度表"])
        book.sheets[ADDED]["A1"].value = "模拟"
        book.save()
    return path


def test_patched_workbook_is_valid(patched: Path) -> None:
    """Microsoft's own validator, on a macro-enabled package."""
    assert ooxml_validator.errors(patched) == []


def test_macros_and_buttons_are_untouched(patched: Path) -> None:
    """The project and every drawing byte for byte, each still where its sheet points."""
    before, after = (books.parts(path.read_bytes()) for path in (books.committed(books.MAIN), patched))
    kept = [name for name in before if name.endswith((".vml", ".bin")) or "worksheets/_rels" in name]
    assert len(kept) > 10
    assert [name for name in kept if before[name] != after[name]] == []
    assert vba.sources(patched.read_bytes()) == vba.sources(books.committed(books.MAIN).read_bytes())


def test_a_sheet_added_to_a_closed_workbook_claims_no_module(patched: Path) -> None:
    """A code name that the project has no module for could be taken for damage; without one Excel gives
    the sheet a module of its own, as openpyxl's users find."""
    sheet = openpyxl.load_workbook(patched, keep_vba=True)[ADDED]
    assert sheet.sheet_properties.codeName is None


@pytest.mark.libreoffice
def test_libreoffice_shows_every_button_and_presses_it(patched: Path, tmp_path: Path) -> None:
    """The captions sheet by sheet, and the Sub behind one of them."""
    seen, pressed = run_basic(patched, {"xlwings": STUB, "Probe": PROBE}, ["Seen", "Pressed"], tmp_path, {})
    expected = [f"{c.sheet} {c.caption}" for c in controls(books.MAIN)]
    assert seen.rstrip(";").split(";") == expected
    assert pressed == PRESS.format("rank")
