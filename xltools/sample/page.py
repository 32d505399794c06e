"""A made-up sheet as cells at positions, and how it becomes an .xlsx: one input, always the same bytes.

Rows and columns count from 1. Excel's habits are kept: a formula has a cached value, one that shows nothing
is an empty string, and one that no program has calculated has no value at all.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from xltools.build import county_return
from xltools.build.county_form import status_formula
from xltools.build.layout import INPUT_CELL, LINE, PROGRAM_HEADER, Look
from xltools.cells import Box, address
from xltools.tables.declared.dispatch import DISPATCH

FORM_SHEET = DISPATCH.name
CREATED = dt.datetime(2024, 10, 8)
"""Every file of the sample says it was made on this day."""

_ENTRY_DATE = (1980, 1, 1, 0, 0, 0)
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_NOT_CALCULATED = "__未计算__"
_UNCALCULATED_CELL = re.compile(rf' t="str"(><f>[^<]*</f>)<v>{_NOT_CALCULATED}</v>')
_EMPTY_RESULT = re.compile(r'(<c r="[A-Z]+\d+"(?: s="\d+")?)(><f>[^<]*</f><v></v>)')
_SHARED = re.compile(r"<si>(.*?)</si>", re.DOTALL)
_BY_NUMBER = re.compile(r' t="s"><v>(\d+)</v></c>')

_FRAME = {"border": 1, "border_color": LINE}
_FORM_INPUT = {"locked": False, "bg_color": INPUT_CELL, **_FRAME}
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "align": "center"},
    "plain": {},
    "note": {"font_size": 9},
    "header": {"bold": True, "align": "center", "text_wrap": True, **_FRAME},
    "text": {"align": "center", **_FRAME},
    "stored as text": {"num_format": "@", "align": "center", **_FRAME},
    "quoted": {"num_format": "@", "quote_prefix": True, "align": "right", **_FRAME},
    "money": {"num_format": "#,##0.00", "align": "right", **_FRAME},
    "count": {"num_format": "0", "align": "right", **_FRAME},
    "percent": {"num_format": "0.00%", "align": "right", **_FRAME},
    "date": {"num_format": "yyyy-mm-dd", "align": "center", **_FRAME},
    "number": {"align": "right", **_FRAME},
}
FORM_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "plain": {"align": "left", "bg_color": INPUT_CELL, "locked": False},
    "total": {"num_format": "#,##0.00####", "align": "right", "bg_color": PROGRAM_HEADER, **_FRAME},
    "rate": {"num_format": "0.00%", "align": "right", "bg_color": PROGRAM_HEADER, **_FRAME},
    **{
        name: LOOKS[name] | _FORM_INPUT
        for name in ("text", "stored as text", "quoted", "money", "count", "date", "number", "percent")
    },
}


@dataclass(slots=True)
class Cell:
    """A value, or a formula with its cached value; `look` names a format of LOOKS."""

    value: Any = None
    look: str = "text"
    formula: str = ""
    calculated: bool = True


@dataclass(slots=True)
class Page:
    """One sheet. `row` is the county's row; `at` maps a column to its sheet column, `heading` to its header.

    A page `on_form` holds only what is typed into 县级填报.xlsx.
    """

    sheet: str = FORM_SHEET
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    at: dict[str, int] = field(default_factory=dict)
    heading: dict[str, tuple[int, int]] = field(default_factory=dict)
    row: int = 0
    merged: list[Box] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    on_form: bool = False

    def cell(self, column: str) -> Cell:
        """The county's cell of a column."""
        return self.cells[self.row, self.at[column]]

    def place(self, column: str) -> tuple[int, int]:
        """Where the county's cell of a column is."""
        return self.row, self.at[column]

    def address(self, column: str) -> str:
        """The same as F7."""
        return address(*self.place(column))

    @property
    def width(self) -> int:
        """The last column with anything in it."""
        return max(column for _, column in self.cells)


def book_bytes(pages: Iterable[Page], title: str, inline: bool = False) -> bytes:
    """An .xlsx of the pages; a page on the form brings the whole form. `inline`: strings in the sheets."""

    def fill(workbook: Workbook) -> None:
        for page in pages:
            _put_page(workbook, page)

    return workbook_bytes(fill, title, inline)


def workbook_bytes(fill: Callable[[Workbook], None], title: str, inline: bool = False) -> bytes:
    """A workbook written by `fill`, as Excel would have saved it."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, _OPTIONS)
    workbook.set_properties({"title": title, "author": "模拟", "created": CREATED})
    fill(workbook)
    workbook.close()
    data = repacked(buffer.getvalue(), _as_saved)
    return _inlined(data) if inline else data


def repacked(data: bytes, edit: Callable[[str, bytes], bytes]) -> bytes:
    """A zip with every entry passed through `edit`, entries dated alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            put_entry(target, name, edit(name, source.read(name)))
    return out.getvalue()


def put_entry(target: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Add a deflated zip entry with the fixed date."""
    entry = zipfile.ZipInfo(name, _ENTRY_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    target.writestr(entry, content)


def _as_saved(name: str, content: bytes) -> bytes:
    if not name.startswith("xl/worksheets/sheet"):
        return content
    xml = _UNCALCULATED_CELL.sub(r"\1", content.decode())
    return _EMPTY_RESULT.sub(r'\1 t="str"\2', xml).encode()


def _inlined(data: bytes) -> bytes:
    """Every string moved into its cell; the shared ones stay behind unused, as some programs leave them."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        shared = _SHARED.findall(package.read("xl/sharedStrings.xml").decode())

    def move(name: str, content: bytes) -> bytes:
        if not name.startswith("xl/worksheets/sheet"):
            return content
        xml = _BY_NUMBER.sub(lambda m: f' t="inlineStr"><is>{shared[int(m[1])]}</is></c>', content.decode())
        return xml.encode()

    return repacked(data, move)


def _put_page(workbook: Workbook, page: Page) -> None:
    if page.on_form:
        county_return.build(workbook)
        sheet = workbook.get_worksheet_by_name(FORM_SHEET)
        look = Look(workbook)
        checked = "自动检查：通过，可以上报"
        sheet.write_formula("A3", status_formula(), look(bold=True), checked)
    else:
        sheet = workbook.add_worksheet(page.sheet)
        sheet.set_column(0, page.width - 1, 12)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
    looks = FORM_LOOKS if page.on_form else LOOKS
    formats = {name: workbook.add_format({"valign": "vcenter", **looks[name]}) for name in _used(page)}
    for (row, column), cell in sorted(page.cells.items()):
        _put_cell(sheet, row - 1, column - 1, cell, formats[cell.look])
    for first, left, last, right in page.merged:
        sheet.merge_range(first - 1, left - 1, last - 1, right - 1, "")
        corner = page.cells.get((first, left), Cell())
        _put_cell(sheet, first - 1, left - 1, corner, formats.get(corner.look))
    for row in sorted(page.hidden_rows):
        sheet.set_row(row - 1, None, None, {"hidden": True})


def _used(page: Page) -> list[str]:
    return list(dict.fromkeys(cell.look for _, cell in sorted(page.cells.items())))


def _put_cell(sheet: Worksheet, row: int, column: int, cell: Cell, look: Any) -> None:
    if cell.formula:
        value = cell.value if cell.calculated else _NOT_CALCULATED
        sheet.write_formula(row, column, cell.formula, look, "" if value is None else value)
    elif isinstance(cell.value, str):
        sheet.write_string(row, column, cell.value, look)
    elif isinstance(cell.value, dt.datetime):
        sheet.write_datetime(row, column, cell.value, look)
    elif cell.value is None:
        sheet.write_blank(row, column, None, look)
    else:
        sheet.write_number(row, column, cell.value, look)
