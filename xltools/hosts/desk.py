"""What the officer has on the screen: still while a button runs, afterwards as it was."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from typing import Any

import xlwings as xw

from xltools.progress import Progress

_EVERY = 0.1
"""Seconds between two texts in the status bar: each costs a call into the program."""


@contextlib.contextmanager
def kept(book: xw.Book) -> Iterator[None]:
    """Nothing flickers and nothing is recalculated inside the block; events stay off.

    Whatever happens, afterwards screen, calculation, events and status bar are as before, and the sheet and
    the cells the officer had selected are selected again.
    """
    app = book.app
    shown, selected = book.sheets.active, _selected(app)
    try:
        with _setting(
            app, screen_updating=False, calculation="manual", enable_events=False, interactive=False
        ):
            yield
    finally:
        app.status_bar = False
        _select_again(shown, selected)


@contextlib.contextmanager
def _setting(app: xw.App, **wanted: Any) -> Iterator[None]:
    """Properties of the program, each put back whatever became of the others."""
    with contextlib.ExitStack() as stack:
        for name, value in wanted.items():
            stack.callback(setattr, app, name, getattr(app, name))
            setattr(app, name, value)
        yield


def _selected(app: xw.App) -> xw.Range | None:
    """None where a chart or a button is selected, or nobody looks."""
    try:
        return app.selection
    except Exception:  # what Excel answers for a selected shape differs by version
        return None


def _select_again(shown: xw.Sheet, selected: xw.Range | None) -> None:
    if selected is not None:
        selected.sheet.activate()
        selected.select()
    shown.activate()


def show(book: xw.Book, sheet: str, cell: str) -> None:
    """Bring a cell before the officer's eyes; a sheet that is hidden stays so."""
    if sheet in visible_sheets(book):
        book.sheets[sheet].activate()
        book.sheets[sheet].range(cell).select()


def visible_sheets(book: xw.Book) -> set[str]:
    """The sheets that have a tab. Excel answers -1 for them, 0 and 2 for hidden and very hidden ones."""
    return {sheet.name for sheet in book.sheets if sheet.visible in (True, -1)}


def status_bar(book: xw.Book, label: str) -> Progress:
    """Progress for a button, in the status bar of the program."""
    last: dict[str, Any] = {"stage": "", "at": 0.0}

    def report(stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if stage == last["stage"] and done < total and now - last["at"] < _EVERY:
            return
        last.update(stage=stage, at=now)
        counted = f" {done}/{total}" if total > 1 else ""
        book.app.status_bar = f"{label}：{stage}{counted}……"

    return report
