"""One press from start to end: decide everything, then write, then record. The same for every host."""

from __future__ import annotations

import datetime as dt
import getpass
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial

import pandas as pd
import xlwings as xw

from xltools import __version__
from xltools.buttons.button import Button, Press, Result
from xltools.buttons.status import status_cells, write_status
from xltools.cells import box_address
from xltools.collector import seldom_collected
from xltools.errors import InputError, Issue, PartlyWrittenError, XltoolsError
from xltools.hosts.protection import unlocked
from xltools.personal import masked
from xltools.tables.declared.record import ISSUES, RUNS
from xltools.tables.sheets import issues_frame, prepare_rows, prepare_table
from xltools.tables.writing import Prepared

_LATE_NOTICES = 10
"""Rows of 校验结果 kept free for what only the writing shows, such as filters that had to be lifted."""


def perform(button: Button, press: Press) -> Result:
    """Run a button and write what it yields into the workbook.

    Everything is checked before the first cell is written. When the input needs mending nothing but
    校验结果, 运行记录 and the button's status is written.
    """
    started = time.perf_counter()
    with seldom_collected():
        return _performed(button, press, started)


def _performed(button: Button, press: Press, started: float) -> Result:
    try:
        result = button.run(press)
        plan = _plan(press.book, button, result)
    except InputError as error:
        result = needs_mending(error.issues)
        plan = _plan(press.book, button, result)
    with unlocked(press.book, _sheets_written(press.book, button, result, plan)), _writing():
        _write(press.book, result, plan)
        result.seconds = round(time.perf_counter() - started, 2)
        now = dt.datetime.now()
        plan.runs.write(record(button, result, now))
        said = f"{result.message}（{result.seconds:.1f} 秒）"
        write_status(status_cells(press.book, button), button, said, now)
    return result


@contextmanager
def _writing() -> Iterator[None]:
    """What stops the writing comes out as PartlyWrittenError."""
    try:
        yield
    except XltoolsError as error:
        raise PartlyWrittenError(error) from error


def needs_mending(issues: Sequence[Issue]) -> Result:
    """The result of a press that stopped at its input."""
    result = Result(message="", issues=list(issues), note="未完成", done=False)
    result.message = f"没有完成：有 {len(result.errors)} 处需要修改，见“校验结果”。各结果表未改动"
    return result


def record(button: Button, result: Result, now: dt.datetime) -> pd.DataFrame:
    """The row of 运行记录: who pressed what, with which figures and which parameters; no personal data."""
    policy = result.policy
    row = {
        "时间": now.replace(microsecond=0),
        "用户": _user(),
        "按钮": f"{button.label}（{result.note}）" if result.note else button.label,
        "版本": __version__,
        "政策文件": policy.files if policy else "",
        "输入校验码": result.inputs,
        "参数校验码": policy.checksum if policy else "",
        "覆盖参数": policy.overridden if policy else "",
        "结果行数": result.rows,
        "用时": result.seconds,
    }
    kept = {name: masked(value) if isinstance(value, str) else value for name, value in row.items()}
    return pd.DataFrame([kept], columns=RUNS.names)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is going to be written: tables, 校验结果 and 运行记录, each looked at already."""

    tables: list[Prepared]
    issues: Prepared
    runs: Prepared

    @property
    def sheets(self) -> set[str]:
        """The sheets of these tables that are there already."""
        names = (each.sheet_name for each in (*self.tables, self.issues, self.runs))
        return {name for name in names if name}


def _plan(book: xw.Book, button: Button, result: Result) -> Plan:
    """InputError, before anything is written, with whatever stands in the way of any of it."""
    run = record(button, result, dt.datetime.now())
    tables, troubles = _looked_at([partial(prepare_table, book, t, f) for t, f in result.tables])
    known = [*result.issues, *(notice for each in tables for notice in each.notices)]
    own, more = _looked_at(
        [
            partial(prepare_table, book, ISSUES, issues_frame(known), room=_LATE_NOTICES),
            partial(prepare_rows, book, RUNS, run),
        ]
    )
    if troubles or more:
        raise InputError([*troubles, *more])
    return Plan(tables, *own)


def _looked_at(steps: Iterable[Callable[[], Prepared]]) -> tuple[list[Prepared], list[Issue]]:
    prepared: list[Prepared] = []
    issues: list[Issue] = []
    for step in steps:
        try:
            prepared.append(step())
        except InputError as error:
            issues += error.issues
    return prepared, issues


def _sheets_written(book: xw.Book, button: Button, result: Result, plan: Plan) -> set[str]:
    """The sheets there are, among those that get written."""
    there = {sheet.name for sheet in book.sheets}
    status = {cell.sheet.name for cell in status_cells(book, button)}
    return (plan.sheets | status | {*result.formulas, *result.recalculated}) & there


def _write(book: xw.Book, result: Result, plan: Plan) -> None:
    for table in sorted(plan.tables, key=lambda t: t.sheet_name is not None):  # what may not be added, first
        result.issues += table.write()
    for sheet, formulas in result.formulas.items():
        _write_formulas(book, sheet, formulas(book))
    for sheet in result.recalculated:
        _forget_results(book, sheet)
    plan.issues.write(issues_frame(result.issues))


def _write_formulas(book: xw.Book, name: str, grid: Sequence[Sequence[object]]) -> None:
    """Replace a sheet's content by live formulas; the sheet is made when the workbook has none."""
    names = [sheet.name for sheet in book.sheets]
    sheet = book.sheets[name] if name in names else book.sheets.add(name, after=book.sheets[names[-1]])
    sheet.used_range.clear_contents()
    width = max(map(len, grid))
    box = (1, 1, len(grid), width)
    sheet.range(box_address(box)).formula = [
        ["" if cell is None else cell for cell in (*row, *[None] * (width - len(row)))] for row in grid
    ]


def _forget_results(book: xw.Book, name: str) -> None:
    """Write a sheet's formulas once more, so that no program shows what they gave before.

    LibreOffice shows stored results as they stand; Excel calculates on opening. A cell that holds what it
    shows is a text, such as a name that begins with =, and stays one.
    """
    if name not in [sheet.name for sheet in book.sheets]:
        return
    used = book.sheets[name].used_range
    for i, (formulas, values) in enumerate(zip(used.formula, used.value, strict=True)):
        for j, (formula, value) in enumerate(zip(formulas, values, strict=True)):
            if isinstance(formula, str) and formula.startswith("=") and value != formula:
                used[i, j].formula = formula


def _user() -> str:
    with suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return ""
