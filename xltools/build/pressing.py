"""Buttons on the sheets they serve, and beside each the cell that says what its last press did.

A workbook without macros has the cells alone: its buttons are pressed from outside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from xltools import LAUNCHER
from xltools.build.layout import GREY_INK, STRIP_ROW
from xltools.build.macros.workbook import macro
from xltools.build.tables import Book
from xltools.buttons import Button
from xltools.buttons.status import PREFIX
from xltools.cells import address

WIDTH, HEIGHT = 96, 28
MARGIN, GAP = 8, 8
"""Pixels. Buttons stand from the sheet's left edge, whatever the columns below them become."""

NOT_YET = "尚未运行"

_STRIP_PIXELS = 40
_INDENT_PIXELS = 9
"""The least that one step of indentation measures: three spaces of the workbook's font."""


@dataclass(frozen=True, slots=True)
class Pressing:
    """The buttons of a workbook: sheet → captions, sheets in tab order; drawn only where it has macros."""

    buttons: tuple[Button, ...]
    placed: Mapping[str, Sequence[str]]
    macros: bool

    def button(self, label: str) -> Button:
        """A button by its caption."""
        return next(b for b in self.buttons if b.label == label)

    def status_name(self, sheet: str, label: str) -> str:
        """The defined name of the cell beside a button: the button's sheets are counted from 1."""
        sheets = [name for name, labels in self.placed.items() if label in labels]
        return f"{PREFIX}{label}_{sheets.index(sheet) + 1}"


def put_strip(book: Book, sheet: Worksheet, pressing: Pressing) -> None:
    """The buttons of a sheet in its second row, one cell for what they did behind them.

    That cell is the first of its row, indented past the buttons: it stays clear of them at any width.
    """
    labels = pressing.placed.get(sheet.get_name(), ())
    if not labels:
        return
    for i, label in enumerate(labels):
        x, y = MARGIN + i * (WIDTH + GAP), (_STRIP_PIXELS - HEIGHT) // 2
        put_button(sheet, (STRIP_ROW, 0), (x, y), pressing, label)
    indent = -(-(MARGIN + len(labels) * (WIDTH + GAP)) // _INDENT_PIXELS) if pressing.macros else 0
    put_status(book, sheet, (STRIP_ROW, 0), pressing, labels, indent)


def put_button(
    sheet: Worksheet, cell: tuple[int, int], offset: tuple[int, int], pressing: Pressing, label: str
) -> None:
    """A form control at a cell, moved by pixels to the right and down; nothing without macros."""
    if not pressing.macros:
        return
    button = pressing.button(label)
    sheet.insert_button(
        *cell,
        {
            "macro": macro(button), "caption": label, "description": f"{label}：{button.help}",
            "width": WIDTH, "height": HEIGHT, "x_offset": offset[0], "y_offset": offset[1],
        },
    )  # fmt: skip


def put_status(
    book: Book,
    sheet: Worksheet,
    cell: tuple[int, int],
    pressing: Pressing,
    labels: Sequence[str],
    indent: int,
    wrapped: bool = False,
) -> None:
    """A cell in light text that stays text, and its names: one for each button it speaks of."""
    look = book.look(
        font_size=9, font_color=GREY_INK, num_format="@", align="left", indent=indent, text_wrap=wrapped
    )
    hint = "" if pressing.macros else f"，请在“{LAUNCHER}”里按"
    sheet.write_string(*cell, f"{NOT_YET}{hint}", look)
    column, row = address(cell[0] + 1, cell[1] + 1).rstrip("0123456789"), cell[0] + 1
    for label in labels:
        name = pressing.status_name(sheet.get_name(), label)
        book.workbook.define_name(name, f"='{sheet.get_name()}'!${column}${row}")
