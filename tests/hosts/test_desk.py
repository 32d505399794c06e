"""What the officer has on the screen is kept, over a program that remembers what it was told."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwings as xw

from tests.ooxml.nasty import nasty
from xltools.hosts.closed import open_closed
from xltools.hosts.desk import kept, show, status_bar


def test_the_screen_is_still_inside_and_as_before_afterwards(tmp_path: Path) -> None:
    """Also when the button fails half-way; what was set otherwise before stays otherwise."""
    with open_closed(nasty(tmp_path / "项目.xlsx")) as book:
        app = book.app
        app.calculation = "semiautomatic"
        with pytest.raises(ZeroDivisionError), kept(book):
            assert (app.screen_updating, app.interactive, app.calculation) == (False, False, "manual")
            assert not app.enable_events
            app.status_bar = "计分排名：读取各表"
            raise ZeroDivisionError
        assert (app.screen_updating, app.interactive, app.calculation) == (True, True, "semiautomatic")
        assert app.enable_events
        assert app.status_bar is False


def test_the_sheet_shown_before_is_shown_again(tmp_path: Path) -> None:
    """A sheet added by a button does not stay in front."""
    with open_closed(nasty(tmp_path / "项目.xlsx")) as book:
        book.sheets["汇总"].activate()
        with kept(book):
            book.sheets.add("公式校核", after=book.sheets["项目"])
        assert book.sheets.active.name == "汇总"
        show(book, "项目", "C7")
        assert book.sheets.active.name == "项目"


def test_a_failing_property_does_not_keep_the_others_from_being_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Excel refuses `Calculation` while a cell is being edited."""
    with open_closed(nasty(tmp_path / "项目.xlsx")) as book:
        monkeypatch.setattr(
            xw.App, "calculation", property(lambda app: "automatic", lambda app, value: 1 / 0)
        )
        with pytest.raises(ZeroDivisionError), kept(book):
            pytest.fail("the button does not start")
        assert book.app.screen_updating


def test_progress_is_told_by_stage_and_count(tmp_path: Path) -> None:
    """The last of a stage is always told, however fast it goes."""
    with open_closed(nasty(tmp_path / "项目.xlsx")) as book:
        report = status_bar(book, "汇总上报")
        for done in range(1, 184):
            report("读取上报表", done, 183)
        assert book.app.status_bar == "汇总上报：读取上报表 183/183……"
        report("核对", 0, 1)
        assert book.app.status_bar == "汇总上报：核对……"
