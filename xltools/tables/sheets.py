"""Tables of an open workbook, over plain xlwings: the same in Excel, LibreOffice and a closed file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd
import xlwings as xw

from xltools.cells import column_letter
from xltools.errors import InputError, Issue, Severity, errors_first
from xltools.tables.declared.record import ISSUES
from xltools.tables.frame import make_reading
from xltools.tables.headings import missing_column
from xltools.tables.lookalike import look_alikes
from xltools.tables.making import without_header
from xltools.tables.model import Reading, Table
from xltools.tables.place import find_place
from xltools.tables.plain import read_sheet
from xltools.tables.plainreading import PlainReading
from xltools.tables.writing import Appending, Prepared, Rewriting

NOTICE_MARK = "（提示）"
"""Before the 问题 of a notice in 校验结果, which has no column for it."""


def read_table(book: xw.Book, table: Table, required: bool = True) -> Reading:
    """Read a table of the workbook; what is wrong is in `issues`.

    The Excel Table of that name is read, with rows typed just below it; else the sheet of that name. When
    there is neither: InputError, or an empty reading where the table is not `required` and nothing in the
    workbook looks like it. In the toolkit's own tables every column must be there: one that was renamed
    would read as blank.
    """
    place = find_place(book, table)
    if place is None:
        _refuse_absent(book, table, required)
        return make_reading(PlainReading(table, columns={c.name: [] for c in table.columns}))
    reading = read_sheet(place.grid, table, header=place.header, own=True)
    gone = (c.name for c in table.columns if not (c.name in reading.at or c.required or c.check_only))
    told = (missing_column(reading, name) for name in gone)
    reading.issues += [issue for issue in told if issue not in reading.issues]
    return reading.to_reading()


def _refuse_absent(book: xw.Book, table: Table, required: bool) -> None:
    """InputError where a table that is not found is required, or may be there under another name."""
    issues = without_header(book, table)
    alike = look_alikes(book, table)
    if alike or (required and not issues):
        issues = [*issues, absent(book, table, alike)]
    if issues:
        raise InputError(issues)


def absent(book: xw.Book, table: Table, alike: Sequence[str] = ()) -> Issue:
    """The workbook has neither the Excel Table nor a sheet with its header; `alike` is where it may be."""
    problem = f"工作簿“{book.name}”里没有“{table.name}”表"
    remedy = "用下发的工作簿；若改过表名或删了工作表，请恢复"
    if alike:
        problem += f"，但工作表{'、'.join(alike)}的表头和它一样"
        remedy = f"是它的，把工作表名改回“{table.name}”；不是的，新建工作表“{table.name}”，照样填好表头"
    return Issue(table.name, "", table.name, "", "", problem, remedy)


def locate(book: xw.Book, table: Table) -> tuple[str, int, int, dict[str, str]]:
    """Sheet name, header row, number of rows below it, and column name → letter; for formulas."""
    place = find_place(book, table, outline=True)
    if place is None:
        raise InputError([absent(book, table)])
    letters = {name: column_letter(j) for name, j in place.header.at.items()}
    return place.sheet.name, place.header.bottom, place.bottom - place.header.bottom, letters


def write_table(book: xw.Book, table: Table, frame: pd.DataFrame) -> list[Issue]:
    """Replace the rows of a table by `frame`, in its order; a missing table is made in the shipped layout.

    Only declared columns are written. What an officer typed in columns of their own follows the table's
    key to its row's new place; a column of their own with formulas, or in a table without key, stays as it
    stands. The officer's filter is applied to the new rows; a mark that the table is sorted goes. Returned: a
    notice for each own entry whose row is gone, and for what the officer could overlook. InputError, before
    anything is written, where columns were renamed or doubled or something stands in the way.
    """
    return prepare_table(book, table, frame).write()


def append_rows(book: xw.Book, table: Table, frame: pd.DataFrame) -> list[Issue]:
    """Write `frame` below the last filled row of a table; a missing table is made in the shipped layout.

    Returned: a notice where the officer could overlook the new rows.
    """
    return prepare_rows(book, table, frame).write() if len(frame) else []


def prepare_table(book: xw.Book, table: Table, frame: pd.DataFrame, room: int = 0) -> Prepared:
    """Look whether `write_table` can be done, without changing anything: InputError with all that is wrong.

    `room`: rows that another frame, given to `write`, may have besides.
    """
    return Rewriting(book, table, frame, room)


def prepare_rows(book: xw.Book, table: Table, frame: pd.DataFrame) -> Prepared:
    """The same for `append_rows`."""
    return Appending(book, table, frame)


def issues_frame(issues: Iterable[Issue]) -> pd.DataFrame:
    """校验结果 as a frame: a notice is marked （提示）, a cell of another file names the file."""
    rows = [
        {
            "工作表": f"[{i.file}]{i.sheet}" if i.file else i.sheet,
            "单元格": i.cell,
            "表": i.table,
            "列": i.column,
            "原值": i.value,
            "问题": i.problem if i.severity is Severity.ERROR else f"{NOTICE_MARK}{i.problem}",
            "怎么改": i.remedy,
        }
        for i in errors_first(issues)
    ]
    return pd.DataFrame(rows, columns=ISSUES.names, dtype="object")
