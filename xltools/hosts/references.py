"""What `sheet.range("…")` may be given: addresses, defined names, tables and their columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xlwings import NoSuchObjectError

from xltools.cells import Box, column_number
from xltools.ooxml.refs import LAST_COLUMN, LAST_ROW, box_of, sheet_area, unquoted

if TYPE_CHECKING:
    from xltools.hosts.document import Document, TableInfo
    from xltools.hosts.sheets import Sheet

_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")
_ROWS = re.compile(r"\$?(\d+):\$?(\d+)")
_STRUCTURED = re.compile(r"([^\[\]!]+)\[(#All|#Headers|#Data|[^#\[\]][^\[\]]*)?\]")


def resolve(sheet: Sheet, text: str) -> tuple[str, Box]:
    """Sheet name and box of a reference; NoSuchObjectError as xlwings raises it."""
    name, _, address = text.rpartition("!")
    box = _plain_box(address)
    if box:
        return _sheet_name(sheet, unquoted(name)) if name else sheet.name, box
    found = _named(sheet, address) or _structured(sheet.document, text)
    if found is None:
        raise NoSuchObjectError(f"工作簿里没有“{text}”这个区域、名称或表。")
    return found


def _plain_box(address: str) -> Box | None:
    columns, rows = _COLUMNS.fullmatch(address), _ROWS.fullmatch(address)
    if columns:
        first, last = sorted(column_number(letters.upper()) for letters in columns.groups())
        return 1, first, LAST_ROW, last
    if rows:
        first, last = sorted(map(int, rows.groups()))
        return first, 1, last, LAST_COLUMN
    try:
        return box_of(address)
    except ValueError:
        return None


def _sheet_name(sheet: Sheet, name: str) -> str:
    names = sheet.document.sheet_names()
    found = next((n for n in names if n.lower() == name.lower()), None)
    if found is None:
        raise NoSuchObjectError(f"工作簿里没有工作表“{name}”。")
    return found


def _named(sheet: Sheet, name: str) -> tuple[str, Box] | None:
    """A defined name; one of this sheet goes before one of the workbook."""
    matching = [n for n in sheet.document.names() if n.name.lower() == name.lower()]
    for scope in (sheet.name, ""):
        for entry in matching:
            area = sheet_area(entry.refers_to) if entry.sheet == scope else None
            if area:
                return area.sheet, area.box
    return None


def _structured(document: Document, text: str) -> tuple[str, Box] | None:
    """表, 表[列], 表[#All], 表[#Headers]."""
    found = _STRUCTURED.fullmatch(text)
    name, part = (found[1], found[2] or "#Data") if found else (text, "#Data")
    table = next((t for t in document.tables() if t.name.lower() == name.lower()), None)
    if table is None or table.body is None:
        return None
    top, left, _, right = table.box
    parts = {"#All": table.box, "#Headers": (top, left, top, right), "#Data": table.body}
    if part in parts:
        return table.sheet, parts[part]
    return _column(document, table, part)


def _column(document: Document, table: TableInfo, header: str) -> tuple[str, Box] | None:
    top, left, _, right = table.box
    headers = document.read(table.sheet, (top, left, top, right))[0]
    if header not in headers or table.body is None:
        return None
    column = left + headers.index(header)
    return table.sheet, (table.body[0], column, table.body[2], column)
