"""Whether a table can be written where it stands: everything is looked at before anything is changed.

On a live host nothing can be taken back, so no reason to stop may be found half-way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isinf
from typing import Any

import pandas as pd
import xlwings as xw

from xltools.errors import InputError, Issue, Severity
from xltools.tables.context import Context
from xltools.tables.headings import heading_issues, missing_column
from xltools.tables.making import make_place, name_taken, obstacles
from xltools.tables.model import Table
from xltools.tables.place import Place, find_place
from xltools.tables.plain import read_sheet
from xltools.tables.plainreading import PlainReading

_LONGEST_TEXT = 32_767
"""Characters that a cell holds."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a table stands and what it holds; `last` is the last row that is the table's own."""

    place: Place
    reading: PlainReading
    last: int


def look(book: xw.Book, table: Table, rows: int, keep: bool) -> Ground | None:
    """Where to write about `rows` rows; None where the table is still to be made, which then can be done.

    `keep`: the rows that are there stay; so those typed below a table without key are its own too. InputError
    with everything that is in the way, wherever the rows begin.
    """
    place = find_place(book, table, rows)
    if place is None:
        _stop(obstacles(book, table))
        return None
    reading = read_sheet(place.grid, table, header=place.header, own=True)
    last = _last_own_row(place, reading, keep)
    _stop([*_header_issues(place, reading), *_layout_issues(book, place, reading, last)])
    return Ground(place, reading, last)


def make(book: xw.Book, table: Table) -> Ground:
    """The table made, where `look` found none."""
    place = make_place(book, table)
    return Ground(place, read_sheet(place.grid, table, header=place.header, own=True), place.bottom)


def refuse_to_cover(ground: Ground, bottom: int) -> None:
    """InputError where something that is not the table's stands in rows that are needed, down to `bottom`."""
    place, table = ground.place, ground.reading.table
    problem, remedy = f"表格要写到第{bottom}行，下面已有别的内容", "把下面的内容移到别处再按一次"
    for row in range(ground.last + 1, min(bottom, place.read) + 1):
        for column in range(place.left, place.right + 1):
            if place.grid.at(row, column) is not None:
                raise InputError([place.issue(table, row, column, problem, remedy)])
    if place.limit is not None and bottom >= place.limit:
        raise InputError([place.issue(table, place.limit, place.left, problem, remedy)])
    _stop(_merged(place, table, max(bottom, ground.last)))


def refuse_unwritable(table: Table, frame: pd.DataFrame) -> None:
    """InputError where a result is no number or no text that a cell can hold."""
    columns = {name: frame[name] for name in table.names if name in frame}
    problems = {name: _unwritable(c.tolist()) for name, c in columns.items() if c.dtype.kind != "M"}
    remedy = "请把这一情况告诉维护人员"
    _stop([Issue(table.name, "", table.name, n, "", p, remedy) for n, p in problems.items() if p])


def _unwritable(values: Sequence[Any]) -> str:
    """What is wrong with the first value that no cell can hold; empty where there is none."""
    for i, value in enumerate(values, 1):
        if isinstance(value, float) and isinf(value):
            return f"结果第{i}行算出来是无穷大"
        if isinstance(value, str) and len(value) > _LONGEST_TEXT:
            return f"结果第{i}行有{len(value)}个字，一个单元格放不下"
    return ""


def _stop(issues: Sequence[Issue]) -> None:
    if issues:
        raise InputError(issues)


def _header_issues(place: Place, reading: PlainReading) -> Iterator[Issue]:
    """Columns that are missing or there twice; more rows than one."""
    table = reading.table
    yield from (missing_column(reading, name) for name in table.names if name not in place.header.at)
    doubled = heading_issues(reading, place.header, Context())
    yield from (issue for issue in doubled if issue.severity is Severity.ERROR)
    if place.header.bottom > place.header.top:
        yield place.issue(table, place.header.top, place.left, "表头有两行以上", "表头只留一行")


def _layout_issues(book: xw.Book, place: Place, reading: PlainReading, last: int) -> Iterator[Issue]:
    """What lies about the table that no writing could respect."""
    table = reading.table
    if place.excel is None:
        yield from name_taken(book, table)
    elif place.excel.show_totals:
        problem, remedy = "表格开了汇总行", "在“表格设计”里取消“汇总行”，再按一次"
        yield place.issue(table, place.bottom, place.left, problem, remedy)
    stray = next((row for row in _told(reading) if row > last), None)
    if stray is not None:
        problem = "这一行像表里的数据，和表格隔着空行或别的内容"
        remedy = "是表里的，请移到紧接表格的下一行；不是的，移到别处，再按一次"
        yield place.issue(table, stray, reading.at[_telling(table)[0]], problem, remedy)


def _merged(place: Place, table: Table, bottom: int) -> list[Issue]:
    """The first merged cell among those a table takes."""
    cells = place.sheet.range((place.header.bottom, place.left), (bottom, place.right))
    merged = _first_merged(cells)
    if merged is None:
        return []
    problem, remedy = "表格里有合并单元格", "取消合并，再按一次"
    return [place.issue(table, merged.row, merged.column, problem, remedy)]


def _first_merged(cells: Any) -> Any:
    """A merged cell of a range, None where there is none; Excel says None where only some are."""
    rows, columns = cells.shape
    if cells.merge_cells is False:
        return None
    if rows * columns == 1:
        return cells
    middle = (rows + 1) // 2 if rows > 1 else (columns + 1) // 2
    halves = (cells[:middle, :], cells[middle:, :]) if rows > 1 else (cells[:, :middle], cells[:, middle:])
    return next((found for half in halves if (found := _first_merged(half)) is not None), None)


def _last_own_row(place: Place, reading: PlainReading, keep: bool) -> int:
    """The last row of the table: of the Excel Table and the rows typed straight below it with their key, or
    of the rows straight below a plain header."""
    all_own = place.excel is None or (keep and not _telling(reading.table))
    own = set(reading.rows if all_own else _told(reading))
    last = place.bottom if place.excel else place.header.bottom
    while last + 1 in own:
        last += 1
    return last


def _telling(table: Table) -> Sequence[str]:
    """The columns that tell a row of the table from a note below it. A key of one column that need not be
    filled is given by the program: a row that an officer adds has none yet.
    """
    required = [c.name for c in table.columns if c.required]
    given = len(table.key) == 1 and table.key[0] not in required
    return required if given and required else table.key or required


def _told(reading: PlainReading) -> list[int]:
    """The rows with everything filled that tells them; of tables that have no such columns, none."""
    columns = [reading.values(name) for name in _telling(reading.table)]
    return [row for i, row in enumerate(reading.rows) if columns and all(c[i] is not None for c in columns)]
