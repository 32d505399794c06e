"""What the officer sees: still while a button runs, and as it was afterwards."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlwings as xw

from tests.hosts.running_calc import in_calc
from tests.ooxml.nasty import nasty
from xltools.errors import HostError
from xltools.hosts.calc.document import CalcDocument
from xltools.hosts.calc.opening import alerts
from xltools.hosts.calc.screen import Screen
from xltools.hosts.desk import kept


def test_nothing_is_drawn_calculated_or_fitted_inside_the_block(
    book: xw.Book, document: CalcDocument, sheet: xw.Sheet
) -> None:
    """Setting the same twice is setting it once; afterwards all is as before."""
    model = document._model
    with kept(book):
        book.app.screen_updating = False
        assert model.hasControllersLocked()
        assert not model.isAutomaticCalculationEnabled()
        assert not model.IsAdjustHeightEnabled
        sheet["C5"].value = 1000.5
        assert book.sheets["汇总"]["A1"].value == 4100
    assert not model.hasControllersLocked()
    assert model.IsAdjustHeightEnabled
    assert book.sheets["汇总"]["A1"].value == 5000


def test_a_press_cannot_be_undone_by_halves(book: xw.Book, document: CalcDocument, sheet: xw.Sheet) -> None:
    """LibreOffice would take back formats and the table's size, and leave the values."""
    undo = document._model.UndoManager
    sheet["C5"].number_format = "0.0"
    assert undo.isUndoPossible()
    with kept(book):
        sheet.tables["项目"].resize(sheet["A4:F26"])
        sheet["A25"].value = "新"
    assert not undo.isUndoPossible()
    sheet["C5"].number_format = "0.00"
    assert undo.isUndoPossible()


def test_an_error_inside_the_block_leaves_nothing_locked(book: xw.Book, document: CalcDocument) -> None:
    with pytest.raises(ZeroDivisionError), kept(book):
        1 / 0  # noqa: B018
    assert not document._model.hasControllersLocked()
    assert (book.app.calculation, book.app.status_bar) == ("automatic", False)


def test_a_workbook_opened_meanwhile_is_still_too(book: xw.Book, tmp_path: Path) -> None:
    with kept(book):
        second = book.app.books.open(nasty(tmp_path / "另一本.xlsx"))
        assert second.impl.document._model.hasControllersLocked()
    assert not second.impl.document._model.hasControllersLocked()


def test_who_calculates_by_hand_goes_on_so(book: xw.Book) -> None:
    """The officer has switched it off; App.calculate then does it."""
    book.app.calculation = "manual"
    with kept(book):
        pass
    assert book.app.calculation == "manual"
    book.sheets["汇总"]["B9"].value = 1
    book.sheets["汇总"]["B10"].formula = "=B9+1"
    book.sheets["汇总"]["B9"].value = 2
    book.app.calculate()
    assert book.sheets["汇总"]["B10"].value == 3


def test_what_is_selected_stays_selected_when_sheets_are_added(book: xw.Book, sheet: xw.Sheet) -> None:
    """A new sheet is shown; the caller shows the old one again."""
    sheet["C7:D9"].select()
    with kept(book):
        book.sheets.add("结果", after=sheet)["A1"].value = [[1, 2], [3, 4]]
        assert book.sheets.active.name == "结果"
    assert book.sheets.active.name == "项目"
    assert book.app.selection == sheet["C7:D9"]


def test_selecting_shows_the_cell(book: xw.Book, sheet: xw.Sheet) -> None:
    """The jump to the first cell to mend."""
    book.sheets["汇总"]["B2"].select()
    assert (book.sheets.active.name, book.app.selection.address) == ("汇总", "$B$2")


def test_several_boxes_stay_selected(book: xw.Book, document: CalcDocument) -> None:
    """As Ctrl selects them; xlwings is told of one."""
    boxes = [(7, 3, 9, 4), (20, 1, 20, 1)]
    document.screen.controller.select(document._component.ranges("项目", boxes))
    with kept(book):
        book.sheets["汇总"].activate()
    selected = document._model.CurrentController.getSelection()
    assert selected.RangeAddressesAsString == "项目.A20,项目.C7:D9"
    assert book.app.selection.address in ("$C$7:$D$9", "$A$20")


def test_a_picture_that_is_selected_is_no_range() -> None:
    """Played: without a window LibreOffice selects none."""
    model: Any = SimpleNamespace(CurrentSelection=SimpleNamespace(Count=1))
    component: Any = SimpleNamespace(model=model, sheet_names=lambda: ["项目"])
    assert Screen(component).selection() is None


def test_a_hidden_sheet_is_not_shown(document: CalcDocument) -> None:
    document._component.sheet("汇总").IsVisible = False
    assert not document.is_visible("汇总")
    with pytest.raises(HostError, match="“汇总”是隐藏的"):
        document.activate("汇总")
    assert document.active_sheet() == "项目"


def test_progress_goes_through_the_status_bar(book: xw.Book) -> None:
    """Many texts, one line."""
    for done in range(3):
        book.app.status_bar = f"计分排名：核对 {done}/3"
    assert book.app.status_bar == "计分排名：核对 2/3"
    book.app.status_bar = False
    assert book.app.status_bar is False


def test_a_message_where_nobody_looks_is_kept_and_answers_no(path: Path) -> None:
    """Nothing waits for a click that will never come."""
    with in_calc(path) as book:
        assert book.app.alert("完成", "提示") == "ok"
        assert book.app.alert("要不要", buttons="yes_no") == "no"
        assert alerts(book) == ["完成", "要不要"]


def test_protection_allows_afterwards_what_it_allowed_before(path: Path) -> None:
    """Formatting cells, which the sheet of the nasty workbook allows."""
    import zipfile

    with in_calc(path) as book:
        document = book.impl.document
        assert document.is_protected("项目")
        assert not document.is_protected("汇总")
        with pytest.raises(HostError, match="“项目”受保护"):
            book.sheets["项目"]["C5"].value = 1
        for change in ("number_format", "color"):
            with pytest.raises(HostError, match="“项目”受保护"):
                setattr(book.sheets["项目"]["C5"], change, "0.0" if change == "number_format" else (1, 2, 3))
        document.unprotect("项目")
        book.sheets["项目"]["C5"].value = 1
        document.protect("项目")
        assert document.is_protected("项目")
        book.save()
    saved = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode()
    assert '<sheetProtection sheet="true" objects="true" scenarios="true" formatCells="false"/>' in saved


def test_a_password_is_asked_of_the_officer(document: CalcDocument) -> None:
    document.unprotect("项目")
    document._component.sheet("项目").protect("密码")
    with pytest.raises(HostError, match="“项目”设了密码保护"):
        document.unprotect("项目")
    assert document.is_protected("项目")
