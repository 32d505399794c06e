"""Where a table may be that is not found by its name: the officer renamed its sheet and took away its Excel
Table. It is shown to the officer, never taken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import xlwings as xw

from xltools.cells import Grid, address
from xltools.tables.header import Header, find_header, header_at
from xltools.tables.model import Table
from xltools.tables.place import box_of, read_cells, without_tables

_ROWS, _COLUMNS = 60, 200
"""A header stands in the first rows of a sheet."""

_TELLING = 4
"""Fewer columns than these may be anything."""


def look_alikes(book: xw.Book, table: Table) -> list[str]:
    """Every place with the table's whole header and hardly anything else: “底稿”（A4）."""
    if len(table.names) < _TELLING:
        return []
    return [
        f"“{sheet.name}”（{address(header.top, min(header.at.values()))}）"
        for sheet in book.sheets
        for header in _headers(sheet, table)
        if header.at.keys() >= set(table.names) and len(header.unknown) * 2 <= len(table.names)
    ]


def _headers(sheet: Any, table: Table) -> Iterator[Header]:
    for excel in sheet.tables:
        top, left, _, right = box_of(excel.range)
        yield header_at(read_cells(sheet, (top, left, top, right)), table)
    header = find_header(_top(sheet), table)
    if header is not None:
        yield header


def _top(sheet: Any) -> Grid:
    """The first rows of a sheet, without its Excel Tables."""
    top, left, bottom, right = box_of(sheet.used_range)
    box = (top, left, min(bottom, top + _ROWS - 1), min(right, left + _COLUMNS - 1))
    return without_tables(sheet, read_cells(sheet, box))
