"""Writing tables into an open workbook by blocks, over plain xlwings: first looked at, then written."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import pandas as pd
import xlwings as xw

from xltools.errors import InputError, Issue
from xltools.hosts.filters import fit_rows, refilter
from xltools.tables.changes import Run, changed_runs
from xltools.tables.formats import NUMBER_FORMATS, may_stand_for, write_mixed
from xltools.tables.frame import cell_values
from xltools.tables.making import sheet_for
from xltools.tables.model import Kind, Table
from xltools.tables.owncolumns import remember
from xltools.tables.place import Place
from xltools.tables.preparing import Ground, look, make, refuse_to_cover, refuse_unwritable
from xltools.tables.unseen import hidden_rows_issue, lifted_issues, notes_beside


class Prepared(ABC):
    """A table that can be written: looked at, not touched.

    Several may be prepared before the first is written; only the same table not twice. `sheet_name` is the
    sheet that will be written, None where it will be made; `notices` is what can be told already.
    """

    _keeps = False
    """Whether the rows that are there stay."""

    def __init__(self, book: xw.Book, table: Table, frame: pd.DataFrame, room: int) -> None:
        self._book = book
        self._table = table
        self._frame = frame
        refuse_unwritable(table, frame)
        self._ground = look(book, table, len(frame) + room, self._keeps)
        self._refuse(len(frame) + room)

    @property
    def sheet_name(self) -> str | None:
        """The sheet that will be written, None where it will be made."""
        if self._ground:
            return str(self._ground.place.sheet.name)
        sheet = sheet_for(self._book, self._table)
        return sheet.name if sheet is not None else None

    @property
    def notices(self) -> list[Issue]:
        """What can be told before anything is written."""
        return []

    def write(self, frame: pd.DataFrame | None = None) -> list[Issue]:
        """Write what was prepared, or a `frame` that is known only now; the notices, those told before too.

        InputError, before anything is written, where such a frame needs more rows than there are.
        """
        if frame is not None:
            refuse_unwritable(self._table, frame)
            self._frame = frame
            self._refuse(len(frame))
        return self._write(self._ground or make(self._book, self._table))

    def _refuse(self, rows: int) -> None:
        if self._ground:
            refuse_to_cover(self._ground, self._bottom(self._ground, rows))

    @abstractmethod
    def _bottom(self, ground: Ground, rows: int) -> int:
        """The row in which the table will end."""

    @abstractmethod
    def _write(self, ground: Ground) -> list[Issue]: ...


class Rewriting(Prepared):
    """All rows of a table replaced; see `sheets.write_table`."""

    def __init__(self, book: xw.Book, table: Table, frame: pd.DataFrame, room: int = 0) -> None:
        super().__init__(book, table, frame, room)
        self._own = remember(self._ground) if self._ground else None
        self._beside = notes_beside(self._ground) if self._ground else []

    @property
    def notices(self) -> list[Issue]:
        return [*(self._own.lost(self._frame) if self._own else []), *self._beside]

    def _bottom(self, ground: Ground, rows: int) -> int:
        return ground.place.header.bottom + max(1, rows)

    def _write(self, ground: Ground) -> list[Issue]:
        place, last, rows = ground.place, ground.last, len(self._frame)
        bottom = self._bottom(ground, rows)
        if place.excel and last > place.bottom:
            _cells(place, place.bottom + 1, last).clear_contents()
        if last > bottom:
            _cells(place, bottom + 1, last).clear_contents()
        excel = _resize(place, self._table, bottom)
        stands = min(place.bottom, last) if place.excel else last
        written = _put(place, self._table, self._frame, place.first, stands)
        if self._own:
            self._own.put_back(self._frame, bottom)
        end = place.first + rows - 1
        return [*self.notices, *_settle(place, excel, self._table, place.first, end, written)]


class Appending(Prepared):
    """Rows added below the last filled one; see `sheets.append_rows`."""

    _keeps = True

    def __init__(self, book: xw.Book, table: Table, frame: pd.DataFrame) -> None:
        super().__init__(book, table, frame, 0)
        self._below = _typed_below(self._ground) if self._ground else []

    def _start(self, ground: Ground) -> int:
        place = ground.place
        columns = range(place.left, place.right + 1)
        rows = range(min(ground.last, place.read), place.header.bottom, -1)
        filled = (row for row in rows if any(place.grid.at(row, j) is not None for j in columns))
        return next(filled, place.header.bottom) + 1

    def _bottom(self, ground: Ground, rows: int) -> int:
        return max(self._start(ground) + rows - 1, ground.place.bottom if ground.place.excel else 0)

    def _write(self, ground: Ground) -> list[Issue]:
        place, start, rows = ground.place, self._start(ground), len(self._frame)
        if not rows:
            return []
        if self._below:
            _cells(place, place.bottom + 1, ground.last).clear_contents()
        excel = _resize(place, self._table, self._bottom(ground, rows))
        for j, column in enumerate(zip(*self._below, strict=True), place.left):
            write_mixed(place.sheet, place.bottom + 1, j, column)
        written = _put(place, self._table, self._frame, start, 0)
        return _settle(place, excel, self._table, start, start + rows - 1, written)


def _typed_below(ground: Ground) -> list[list[Any]]:
    """Rows typed straight below an Excel Table, taken off the sheet while the table grows over them.

    InputError where they hold formulas, which would not survive that.
    """
    place, last = ground.place, ground.last
    if not place.excel or last <= place.bottom:
        return []
    formulas = _cells(place, place.bottom + 1, last).formula
    rows: Sequence[Sequence[Any]] = formulas if isinstance(formulas, (list, tuple)) else [[formulas]]
    if any(isinstance(f, str) and f.startswith("=") for row in rows for f in row):
        problem, remedy = "表格下方的行有公式，没有包含在表格内", "把表格右下角拖到最后一行，再按一次"
        raise InputError([place.issue(ground.reading.table, place.bottom + 1, place.left, problem, remedy)])
    columns = range(place.left, place.right + 1)
    return [[place.grid.at(row, j) for j in columns] for row in range(place.bottom + 1, last + 1)]


def _cells(place: Place, first: int, last: int) -> Any:
    """Whole rows of the table, from `first` to `last`."""
    return place.sheet.range((first, place.left), (last, place.right))


def _resize(place: Place, table: Table, bottom: int) -> Any:
    """Make the Excel Table end in row `bottom`; a sheet that had none gets one over its header."""
    box = _cells(place, place.header.bottom, bottom)
    if place.excel is None:
        return place.sheet.tables.add(source=box, name=table.name)
    if bottom != place.bottom:
        place.excel.resize(box)
    return place.excel


def _put(place: Place, table: Table, frame: pd.DataFrame, start: int, stands: int) -> list[Run]:
    """Write the declared columns from row `start` on, side by side ones in one block; the rows written.

    Down to row `stands` what is on the sheet is as it was read: rows that are the same there stay untouched,
    unless the format of a column had to change, which is told by writing.
    """
    columns = sorted((place.header.at[name], name) for name in table.names)
    end = start + max(len(frame), 1) - 1
    formats = _set_formats(place.sheet, start, end, {j: table.column(name).kind for j, name in columns})
    values = [cell_values(frame, name) if len(frame) else [None] for _, name in columns]
    rows = list(zip(*values, strict=True))
    written = [(0, len(rows) - 1)]
    if not formats:
        written = changed_runs(place, [j for j, _ in columns], rows, start, stands)
    for first, last in written:
        for run in _runs(columns):
            box = place.sheet.range((start + first, columns[run[0]][0]), (start + last, columns[run[-1]][0]))
            box.value = [list(row[run[0] : run[-1] + 1]) for row in rows[first : last + 1]]
    return [(start + first, start + last) for first, last in written]


def _settle(
    place: Place, excel: Any, table: Table, start: int, end: int, written: Sequence[Run]
) -> list[Issue]:
    """Filter and row heights follow what was written; what the officer will not see of it is told."""
    lifted = refilter(excel)
    if any(table.column(name).wraps for name in table.names) and end >= start:
        for run in written:
            fit_rows(_cells(place, *run))
    return [*lifted_issues(place, table, lifted), *hidden_rows_issue(place, table, start, end)]


def _set_formats(sheet: Any, start: int, end: int, kinds: Mapping[int, Kind]) -> bool:
    """Whether the format of one of the columns had to be set; those side by side are asked together first."""
    changed = False
    for (_, wanted), group in groupby(
        enumerate(kinds), key=lambda c: (c[1] - c[0], NUMBER_FORMATS[kinds[c[1]]])
    ):
        run = [column for _, column in group]
        if len(run) == 1 or sheet.range((start, run[0]), (end, run[-1])).number_format != wanted:
            own = [_set_format(sheet.range((start, j), (end, j)), wanted) for j in run]
            changed = changed or any(own)
    return changed


def _set_format(cells: Any, wanted: str) -> bool:
    """Words are made text before they are written; for numbers and dates an officer's own format stays, that
    of the first row where rows differ: a text cell among them would turn numbers into words. Whether it had
    to be set.
    """
    common = cells.number_format
    own = common or cells[0, 0].number_format
    keep = own if own and may_stand_for(own, wanted) else wanted
    if common != keep:
        cells.number_format = keep
    return bool(common != keep)


def _runs(columns: Sequence[tuple[int, str]]) -> Iterator[list[int]]:
    """Positions of neighbouring columns together."""
    for _, run in groupby(enumerate(columns), key=lambda c: c[1][0] - c[0]):
        yield [position for position, _ in run]
