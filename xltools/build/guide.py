"""说明: one sheet of plain text in sections, with links to the other sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from xlsxwriter.worksheet import Worksheet

from xltools.build.layout import FIRST_ROW, LINE, pixels
from xltools.build.page import set_page
from xltools.build.pressing import HEIGHT, WIDTH, Pressing, put_button, put_status
from xltools.build.sheet import add_sheet, put_heading
from xltools.build.tables import Book
from xltools.ooxml.rowheights import fitted_height

NAME, CODE = "说明", "Guide"

_LABEL_WIDTH, _TEXT_WIDTH, _BUTTON_WIDTH, _STATUS_WIDTH = 20, 80, 15, 60
_TEXT_COLUMN, _BUTTON_COLUMN = 1, 2
_LINE_POINTS, _STEP_POINTS = 22, 42
"""The least height of a line, and of one with a button beside it."""

Colours: TypeAlias = Sequence[tuple[str, str, str]]
"""The colour legend: what the cell says, its fill, its meaning."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines: (label, text). A label that is a sheet's name becomes a link to it.

    `presses`: the captions of the buttons beside the lines, from the first line down.
    """

    heading: str
    lines: tuple[tuple[str, str], ...]
    presses: tuple[str, ...] = ()


def add_guide(
    book: Book,
    heading: tuple[str, str],
    sections: Sequence[Section],
    colours: Colours,
    sheets: Sequence[str],
    pressing: Pressing | None = None,
) -> Worksheet:
    """The first sheet. `heading` is title and note; `sheets` are the names that labels may link to."""
    sheet = add_sheet(book, NAME, CODE, "说明")
    sheet.hide_gridlines(2)
    for column, width in enumerate((_LABEL_WIDTH, _TEXT_WIDTH)):
        sheet.set_column(column, column, width, book.look())
    put_heading(book, sheet, *heading)
    row = FIRST_ROW - 1
    for section in sections:
        if pressing is not None and section.presses:
            _put_presses(book, sheet, row + 1, section, pressing)
        row = _put_section(book, sheet, row, section, sheets)
    last = _put_colours(book, sheet, row, colours)
    set_page(sheet, _LABEL_WIDTH + _TEXT_WIDTH, one_page=True)
    sheet.print_area(0, 0, last, _TEXT_COLUMN)
    sheet.set_portrait()
    return sheet


def _put_presses(book: Book, sheet: Worksheet, row: int, section: Section, pressing: Pressing) -> None:
    """The buttons of a section, each on the screen beside its line, and behind it what it did."""
    status = _BUTTON_COLUMN + pressing.macros
    sheet.set_column(_BUTTON_COLUMN, _BUTTON_COLUMN, _BUTTON_WIDTH)
    sheet.set_column(status, status, _STATUS_WIDTH)
    x = (pixels(_BUTTON_WIDTH) - WIDTH) // 2
    for line, label in enumerate(section.presses):
        y = (round(_points(section, line) / 0.75) - HEIGHT) // 2
        put_button(sheet, (row + line, _BUTTON_COLUMN), (x, y), pressing, label)
        put_status(book, sheet, (row + line, status), pressing, (label,), indent=1, wrapped=True)


def _put_section(book: Book, sheet: Worksheet, row: int, section: Section, sheets: Sequence[str]) -> int:
    _put_subtitle(book, sheet, row, section.heading)
    for line, (label, text) in enumerate(section.lines, row + 1):
        _put_label(book, sheet, line, label, label in sheets)
        sheet.write_string(line, 1, text, book.look(text_wrap=True, indent=1, border=1, border_color=LINE))
        sheet.set_row(line, _points(section, line - row - 1))
    return row + len(section.lines) + 2


def _points(section: Section, line: int) -> float:
    """The height of a section's line, counted from 0."""
    least = _STEP_POINTS if line < len(section.presses) else _LINE_POINTS
    return max(least, fitted_height(section.lines[line][1], _TEXT_WIDTH))


def _put_subtitle(book: Book, sheet: Worksheet, row: int, heading: str) -> None:
    sheet.write_string(row, 0, heading, book.look.subtitle)
    sheet.set_row(row, 22)


def _put_label(book: Book, sheet: Worksheet, row: int, label: str, linked: bool) -> None:
    properties = {"bold": True, "text_wrap": True, "indent": 1, "border": 1, "border_color": LINE}
    if linked:
        look = book.look(**properties, font_color="#0563C1", underline=1)
        sheet.write_url(row, 0, f"internal:'{label}'!A1", look, label)
    else:
        sheet.write_string(row, 0, label, book.look(**properties))


def _put_colours(book: Book, sheet: Worksheet, row: int, colours: Colours) -> int:
    """The legend; its last row."""
    _put_subtitle(book, sheet, row, "颜色")
    framed = {"border": 1, "border_color": LINE}
    for line, (label, fill, meaning) in enumerate(colours, row + 1):
        sheet.write_string(line, 0, label, book.look(bold=True, align="center", bg_color=fill, **framed))
        sheet.write_string(line, 1, meaning, book.look(indent=1, **framed))
        sheet.set_row(line, 20)
    return row + len(colours)
