"""A table's declaration → a real Excel Table at a place on a sheet, with all that grows with it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from xltools.build.layout import FIRST_ROW, HEADER_ROW, LAST_ROW, LINE, SAME_TONE, TONES, Look, width
from xltools.build.validation import validation
from xltools.cells import box_address, column_letter
from xltools.tables.model import Column, Kind, Table

TABLE_STYLE = "Table Style Light 1"
_SHOWN_AS_TEXT = frozenset({Kind.TEXT, Kind.CODE, Kind.PERIOD, Kind.CHOICE})


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook in the making and its formats."""

    workbook: Workbook
    look: Look


@dataclass(frozen=True, slots=True)
class Place:
    """Where an Excel Table stands: sheet, header row and first column, from 0."""

    sheet: Worksheet
    row: int = HEADER_ROW
    column: int = 0


def put_table(
    book: Book,
    place: Place,
    table: Table,
    filled_in: Collection[str] = (),
    rows: Sequence[Sequence[Any]] = ((),),
    autofilter: bool = True,
    lines: bool = True,
) -> None:
    """The Excel Table named as `table`, its header, formats, drop-downs and lights.

    `filled_in` are the columns the officer fills; `rows` the first data rows, one empty row by default;
    `lines` rules every row that has something in it.
    """
    columns = [table.column(name) for name in table.names]
    for i, column in enumerate(columns):
        _put_column(book, place, i, column, column.name in filled_in)
    _put_rows(book, place, columns, rows)
    place.sheet.add_table(
        place.row, place.column, place.row + len(rows), place.column + len(columns) - 1,
        {
            "name": table.name,
            "style": TABLE_STYLE,
            "autofilter": autofilter,
            "columns": [
                {"header": c.name, "header_format": book.look.header(c.name in filled_in)} for c in columns
            ],
        },
    )  # fmt: skip
    if lines:
        rule_lines(book, place, len(columns))


def _put_column(book: Book, place: Place, i: int, column: Column, filled_in: bool) -> None:
    index, first = place.column + i, place.row + 1
    place.sheet.set_column(index, index, width(column), book.look.cell(column))
    options = validation(column, first, index) if filled_in else None
    if options is not None:
        place.sheet.data_validation(first, index, _last(place), index, options)
    put_lights(book, place.sheet, (first, index, _last(place), index), column.choices)


def _put_rows(book: Book, place: Place, columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> None:
    for r, row in enumerate(rows, place.row + 1):
        for i, column in enumerate(columns):
            value = row[i] if i < len(row) else None
            place.sheet.write(r, place.column + i, value, book.look.cell(column))


def put_lights(book: Book, sheet: Worksheet, box: tuple[int, int, int, int], choices: Sequence[str]) -> None:
    """Colour a range by the 状态 text in its cells, for the choices that have a colour."""
    for choice in choices:
        tone = SAME_TONE.get(choice, choice)
        if tone not in TONES:
            continue
        fill, ink, _ = TONES[tone]
        look = book.look.difference(bg_color=fill, font_color=ink, border=1, border_color=LINE)
        sheet.conditional_format(
            *box, {"type": "cell", "criteria": "==", "value": f'"{choice}"', "format": look}
        )


def rule_lines(book: Book, place: Place, columns: int) -> None:
    """Thin lines round every row that has something in it, also where table styles are not drawn."""
    first, last = column_letter(place.column + 1), column_letter(place.column + columns)
    row = place.row + 2
    place.sheet.conditional_format(
        place.row + 1, place.column, _last(place), place.column + columns - 1,
        {
            "type": "formula",
            "criteria": f"=COUNTA(${first}{row}:${last}{row})>0",
            "format": book.look.difference(border=1, border_color=LINE),
        },
    )  # fmt: skip


def calm_text_numbers(sheet: Worksheet, placed: Sequence[tuple[Place, Table]]) -> None:
    """No green corner on codes and periods, which are text on purpose. XlsxWriter takes this once a sheet."""
    ranges = [
        box_address((place.row + 2, place.column + i + 1, _last(place) + 1, place.column + i + 1))
        for place, table in placed
        for i, name in enumerate(table.names)
        if table.column(name).kind in _SHOWN_AS_TEXT
    ]
    if ranges:
        sheet.ignore_errors({"number_stored_as_text": " ".join(ranges)})


def _last(place: Place) -> int:
    return place.row + 1 + LAST_ROW - FIRST_ROW
