"""Old .xls and WPS .et workbooks (BIFF), through xlrd and with their error cells.

These files hold no trace of a formula that was never calculated: every formula has some value in them.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Collection
from pathlib import Path

import xlrd

from xltools.cells import CellError, CellValue, Grid
from xltools.ooxml.compound import Compound
from xltools.ooxml.content import Content, identify, load, refusal
from xltools.ooxml.dates import from_serial, is_date
from xltools.ooxml.package import DEFAULT_LIMITS
from xltools.ooxml.sheetcells import SheetCells, to_grid

_STREAMS = ("Workbook", "Book")
_CHINESE = "gb18030"
_UNICODE_BIFF = 80  # from BIFF8 on texts are Unicode; before it a code page is needed


def read_grids(path: str | Path, sheets: Collection[str] | None = None) -> list[Grid]:
    """The worksheets of a file in tab order, hidden ones too; with `sheets`, only those it has of them."""
    path = Path(path)
    return data_grids(path, load(path, DEFAULT_LIMITS.file), sheets)


def data_grids(path: Path, data: bytes, sheets: Collection[str] | None = None) -> list[Grid]:
    """The same of bytes already read; `path` only names the file in messages."""
    content = identify(data, path.name)
    if content is not Content.XLS:
        raise refusal(path, content)
    book = _book(path, data)
    dates = _date_styles(book)
    wanted = (s for s in book.sheets() if sheets is None or s.name in sheets)
    return [to_grid(_cells(sheet, dates, book.datemode == 1), sheet.name, path.name) for sheet in wanted]


def _book(path: Path, data: bytes) -> xlrd.Book:
    try:
        compound = Compound(data)
        stream = compound.read(next(name for name in _STREAMS if name in compound.names))
        book = _open(stream, None)
        if book.biff_version < _UNICODE_BIFF and not book.codepage:
            book = _open(stream, _CHINESE)
    except xlrd.XLRDError as error:
        locked = "encrypted" in str(error).lower() or "password" in str(error).lower()
        raise refusal(path, Content.ENCRYPTED if locked else Content.DAMAGED) from error
    except Exception as error:  # a damaged file makes xlrd fail in every way there is
        raise refusal(path, Content.DAMAGED) from error
    return book


def _open(stream: bytes, encoding: str | None) -> xlrd.Book:
    return xlrd.open_workbook(
        file_contents=stream,
        logfile=io.StringIO(),
        formatting_info=True,
        ragged_rows=True,
        encoding_override=encoding,
    )


def _date_styles(book: xlrd.Book) -> list[bool]:
    formats = {key: is_date(key, found.format_str) for key, found in book.format_map.items()}
    return [formats.get(style.format_key, is_date(style.format_key)) for style in book.xf_list]


def _cells(sheet: xlrd.sheet.Sheet, dates: list[bool], date1904: bool) -> SheetCells:
    rows = {
        number + 1: [_value(cell, dates, date1904) for cell in sheet.row(number)]
        for number in range(sheet.nrows)
    }
    merged = tuple((top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells)
    hidden = frozenset(number + 1 for number, row in sheet.rowinfo_map.items() if row.hidden)
    return SheetCells(rows, merged, hidden)


def _value(cell: xlrd.sheet.Cell, dates: list[bool], date1904: bool) -> CellValue:
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return from_serial(cell.value, date1904) if dates[cell.xf_index] else float(cell.value)
    return _OTHER.get(cell.ctype, _nothing)(cell.value)


def _nothing(_: object) -> CellValue:
    return None


def _error(code: int) -> CellValue:
    return CellError(xlrd.error_text_from_code.get(code, "#N/A"))


_OTHER: dict[int, Callable[..., CellValue]] = {
    xlrd.XL_CELL_TEXT: str,
    xlrd.XL_CELL_BOOLEAN: bool,
    xlrd.XL_CELL_ERROR: _error,
}
