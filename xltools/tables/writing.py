"""Writing tables into an open workbook by blocks, over plain xlwings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import pandas as pd
import xlwings as xw

from xltools.cells import address
from xltools.errors import InputError, Issue, Severity
from xltools.tables.context import Context
from xltools.tables.formats import NUMBER_FORMATS, TEXT_FORMAT, write_mixed
from xltools.tables.frame import cell_values
from xltools.tables.headings import heading_issues, missing_column
from xltools.tables.making import make_place
from xltools.tables.model import Table, shown
from xltools.tables.owncolumns import remember
from xltools.tables.place import Place, box_of, find_place, read_cells
from xltools.tables.plain import read_sheet
from xltools.tables.plainreading import PlainReading


def rewrite(book: xw.Book, table: Table, frame: pd.DataFrame) -> list[Issue]:
    """See `sheets.write_table`."""
    place, reading = _to_write(book, table)
    bottom, last = place.header.bottom + max(1, len(frame)), _last_own_row(place, reading)
    _refuse_to_cover(place, table, last, bottom)
    own, beside = remember(place, reading, last), _notes_beside(place, table)
    if place.excel and last > place.bottom:
        place.sheet.range((place.bottom + 1, place.left), (last, place.right)).clear_contents()
    if last > bottom:
        place.sheet.range((bottom + 1, place.left), (last, place.right)).clear_contents()
    _resize(place, table, bottom)
    _write(place, table, frame, place.first)
    return [*own.put_back(frame, bottom), *beside]


def _notes_beside(place: Place, table: Table) -> list[Issue]:
    """A notice where something stands right beside an Excel Table: rows get another order, it stays."""
    column = place.right + 1
    others = [box_of(t.range) for t in place.sheet.tables if t.name != table.name]
    if place.excel is None or any(b[1] <= column <= b[3] for b in others) or place.bottom < place.first:
        return []
    cells = read_cells(place.sheet, (place.first, column, place.bottom, column))
    noted = next((i for i, row in enumerate(cells.rows, place.first) if row[0] is not None), None)
    if noted is None:
        return []
    problem = "这一列紧挨着表格、不在表格里：行的次序变了，它不跟着移动"
    remedy = "请核对这一列；把表格右下角向右拉、包进这一列，以后就跟着各自的行"
    value = shown(cells.at(noted, column))
    place_of = (place.sheet.name, address(noted, column), table.name, "")
    return [Issue(*place_of, value, problem, remedy, Severity.NOTICE)]


def append(book: xw.Book, table: Table, frame: pd.DataFrame) -> None:
    """See `sheets.append_rows`."""
    if frame.empty:
        return
    place, reading = _to_write(book, table)
    last = _last_own_row(place, reading)
    start = _last_filled_row(place, last) + 1
    bottom = start + len(frame) - 1
    _refuse_to_cover(place, table, last, bottom)
    below = _lift_below(place, table, last)
    _resize(place, table, max(bottom, place.bottom if place.excel else bottom))
    if below:
        for j, column in enumerate(zip(*below, strict=True), place.left):
            write_mixed(place.sheet, place.bottom + 1, j, column)
    _write(place, table, frame, start)


def _to_write(book: xw.Book, table: Table) -> tuple[Place, PlainReading]:
    """Where to write. InputError where the header is not the table's any more."""
    place = find_place(book, table) or make_place(book, table)
    reading = read_sheet(place.grid, table, header=place.header, own=True)
    problems = [missing_column(reading, name) for name in table.names if name not in place.header.at]
    doubled = heading_issues(reading, place.header, Context())
    problems += [issue for issue in doubled if issue.severity is Severity.ERROR]
    if place.excel and place.excel.show_totals:
        problem, remedy = "表格开了汇总行", "在“表格设计”里取消“汇总行”，再按一次"
        problems.append(_issue(place, table, place.bottom, place.left, problem, remedy))
    if place.header.bottom > place.header.top:
        problems.append(_issue(place, table, place.header.top, place.left, "表头有两行以上", "表头只留一行"))
    if problems:
        raise InputError(problems)
    return place, reading


def _last_own_row(place: Place, reading: PlainReading) -> int:
    """The last row of the table: of the Excel Table and the rows typed straight below it with their key."""
    last = place.bottom if place.excel else max(reading.rows, default=place.header.bottom)
    names = reading.table.key or tuple(c.name for c in reading.table.columns if c.required)
    keyed = {
        row for i, row in enumerate(reading.rows) if all(reading.value(i, name) is not None for name in names)
    }
    while last + 1 in keyed:
        last += 1
    return last


def _lift_below(place: Place, table: Table, last: int) -> list[list[Any]]:
    """Rows typed straight below an Excel Table, taken off the sheet so that the table can grow over them."""
    if not place.excel or last <= place.bottom:
        return []
    cells = place.sheet.range((place.bottom + 1, place.left), (last, place.right))
    if any(isinstance(f, str) and f.startswith("=") for row in _rows(cells.formula) for f in row):
        problem, remedy = "表格下方的行有公式，没有包含在表格内", "把表格右下角拖到最后一行，再按一次"
        raise InputError([_issue(place, table, place.bottom + 1, place.left, problem, remedy)])
    columns = range(place.left, place.right + 1)
    rows = [[place.grid.at(row, j) for j in columns] for row in range(place.bottom + 1, last + 1)]
    cells.clear_contents()
    return rows


def _rows(value: Any) -> Sequence[Sequence[Any]]:
    """A block read from a range, also where the range is one cell."""
    return value if isinstance(value, (list, tuple)) else [[value]]


def _last_filled_row(place: Place, last: int) -> int:
    columns = range(place.left, place.right + 1)
    rows = range(last, place.header.bottom, -1)
    filled = (row for row in rows if any(place.grid.at(row, j) is not None for j in columns))
    return next(filled, place.header.bottom)


def _refuse_to_cover(place: Place, table: Table, last: int, bottom: int) -> None:
    """InputError where something that is not the table's stands below it in rows that are needed."""
    for row in range(last + 1, bottom + 1):
        for column in range(place.left, place.right + 1):
            if place.grid.at(row, column) is not None:
                problem = f"表格要写到第{bottom}行，下面已有别的内容"
                raise InputError([_issue(place, table, row, column, problem, "把下面的内容移到别处再按一次")])


def _issue(place: Place, table: Table, row: int, column: int, problem: str, remedy: str) -> Issue:
    value = shown(place.grid.at(row, column))
    return Issue(place.sheet.name, address(row, column), table.name, "", value, problem, remedy)


def _resize(place: Place, table: Table, bottom: int) -> None:
    """Make the Excel Table end in row `bottom`; a sheet that had none gets one over its header."""
    box = place.sheet.range((place.header.bottom, place.left), (bottom, place.right))
    if place.excel is None:
        place.sheet.tables.add(source=box, name=table.name)
    elif bottom != place.bottom:
        place.excel.resize(box)


def _write(place: Place, table: Table, frame: pd.DataFrame, start: int) -> None:
    """Write the declared columns from row `start` on, side by side ones in one block."""
    columns = sorted((place.header.at[name], name) for name in table.names)
    end = start + max(len(frame), 1) - 1
    for j, name in columns:
        _set_format(place.sheet.range((start, j), (end, j)), NUMBER_FORMATS[table.column(name).kind])
    for run in _runs(columns):
        values = [cell_values(frame, name) if len(frame) else [None] for _, name in run]
        box = place.sheet.range((start, run[0][0]), (end, run[-1][0]))
        box.value = [list(row) for row in zip(*values, strict=True)]
    if any(table.column(name).wraps for name in table.names):
        place.sheet.range((start, place.left), (end, place.right)).rows.autofit()


def _set_format(cells: Any, number_format: str) -> None:
    """Words are made text before they are written; for numbers and dates an officer's own format stays, which
    the first and the last cell show."""
    shown = {cells[0, 0].number_format, cells[-1, 0].number_format}
    if number_format == TEXT_FORMAT or shown & {None, "General", TEXT_FORMAT}:
        cells.number_format = number_format


def _runs(columns: Sequence[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """Neighbouring columns together."""
    for _, run in groupby(enumerate(columns), key=lambda c: c[1][0] - c[0]):
        yield [column for _, column in run]
