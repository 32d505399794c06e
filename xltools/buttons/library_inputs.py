"""What the buttons of 项目库 read: thousands of rows, of which one that is wrong must not stop the others."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import xlwings as xw

from xltools.buttons.button import Press
from xltools.buttons.dispatch_ranking import WORKBOOK as DISPATCH_WORKBOOK
from xltools.buttons.neighbour import neighbour
from xltools.errors import InputError, Issue
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.model import Reading, Table
from xltools.tables.sheets import read_table


def read_library(book: xw.Book, tables: Sequence[Table]) -> dict[str, Reading]:
    """Tables by name with their issues. InputError where one is not there or a whole column is missing."""
    readings: dict[str, Reading] = {}
    issues: list[Issue] = []
    for table in tables:
        try:
            reading = readings[table.name] = read_table(book, table)
        except InputError as error:
            issues += error.issues
            continue
        places = _places(reading)
        issues += [issue for issue in reading.errors if _row_of(issue) not in places]
    if issues:
        raise InputError(issues)
    return readings


def refuse_loss(readings: Sequence[Reading]) -> None:
    """InputError where a cell holds what cannot be read: rewriting the table would take it off the sheet."""
    lost = [issue for reading in readings for issue in unread(reading)]
    if lost:
        raise InputError(lost)


def unread(reading: Reading) -> list[Issue]:
    """The errors on cells that hold something and read as nothing."""
    places = _places(reading)
    return [
        issue
        for issue in reading.errors
        if issue.value
        and issue.column in reading.at
        and (row := places.get(_row_of(issue))) is not None
        and reading.value(row, issue.column) is None
    ]


def wrong_rows(reading: Reading) -> dict[int, list[Issue]]:
    """Data row → the errors in its cells: what a verdict on that row cannot rest on."""
    places = _places(reading)
    found: dict[int, list[Issue]] = {}
    for issue in reading.errors:
        row = places.get(_row_of(issue))
        if row is not None:
            found.setdefault(row, []).append(issue)
    return found


def doubled_codes(reading: Reading) -> dict[int, list[Issue]]:
    """Data row → what to tell of a 项目编码 that another row has too, at both rows."""
    codes = reading.frame["项目编码"]
    rows = codes.index[codes.duplicated(keep=False) & codes.notna()]
    problem, remedy = "与别的行重复", "只留一行；不是同一项目的，改正编码"
    return {int(row): [reading.issue(int(row), "项目编码", problem, remedy)] for row in rows}


def told_of(wrong: Sequence[Issue]) -> str:
    """The errors of one row in a reason: L5“概算投资”不是确数."""
    return "；".join(f"{issue.cell}“{issue.column}”{issue.problem}" for issue in wrong)


def decisions(before: Reading, column: str) -> dict[str, str]:
    """What the officer filled into a result table, by 项目编码."""
    pairs = zip(before.values("项目编码"), before.values(column), strict=True)
    return {code: answer for code, answer in pairs if code and answer}


def counties_of(press: Press, own: Reading) -> tuple[pd.DataFrame, str]:
    """县区名单 of this workbook, else of 调度排名 in the same folder; and what to say of it."""
    if len(own.frame):
        return own.frame, ""
    beside = neighbour(press.folder, DISPATCH_WORKBOOK, (COUNTIES,))
    if beside is None:
        return own.frame, ""
    return beside.readings[COUNTIES.name].frame, f"。县区名单取自同一文件夹的“{beside.path.name}”"


def _places(reading: Reading) -> dict[int, int]:
    """Sheet row → data row."""
    return {number: i for i, number in enumerate(reading.rows)}


def _row_of(issue: Issue) -> int:
    digits = "".join(c for c in issue.cell.partition(":")[0] if c.isdigit())
    return int(digits) if digits else 0
