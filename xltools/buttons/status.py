"""The cell beside a button that says what its last press did, and when."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import xlwings as xw

from xltools.buttons.button import Button
from xltools.errors import HostError
from xltools.hosts.protection import unlocked

PREFIX = "状态_"
"""Defined names `状态_<button label>_<n>`: a button may stand on several sheets."""


def status_cells(book: xw.Book, button: Button) -> list[xw.Range]:
    """The status cells of a button; none in a workbook of the officer's own making."""
    mine = f"{PREFIX}{button.label}_"
    return [name.refers_to_range for name in book.names if name.name.startswith(mine) and _refers(name)]


def write_status(cells: list[xw.Range], button: Button, text: str, now: dt.datetime) -> None:
    """One line: when, which button, what came of it."""
    for cell in cells:
        cell.value = f"{now:%m-%d %H:%M} {button.label}：{text.splitlines()[0]}"


def note(book: xw.Book, button: Button, text: str) -> None:
    """The status of a press that wrote nothing else, on every sheet where it can be written."""
    for cell in status_cells(book, button):
        with suppress(HostError), unlocked(book, [cell.sheet.name]):
            write_status([cell], button, text, dt.datetime.now())


def _refers(name: xw.Name) -> bool:
    """Whether the cell is still there: an officer may have deleted its row."""
    return "#REF!" not in (name.refers_to or "#REF!")
