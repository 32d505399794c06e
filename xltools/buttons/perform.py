"""One press from start to end: decide everything, then write, then record. The same for every host."""

from __future__ import annotations

import datetime as dt
import getpass
import time
from collections.abc import Sequence

import pandas as pd
import xlwings as xw

from xltools import __version__
from xltools.buttons.button import Button, Press, Result
from xltools.cells import box_address
from xltools.errors import InputError, Issue
from xltools.tables.declared.record import RUNS
from xltools.tables.sheets import append_rows, write_issues, write_table


def perform(button: Button, press: Press) -> Result:
    """Run a button and write what it yields into the workbook.

    When the input needs mending nothing but 校验结果 and 运行记录 is written.
    """
    started = time.perf_counter()
    try:
        result = button.run(press)
    except InputError as error:
        result = needs_mending(error.issues)
    _write(press.book, result)
    result.seconds = round(time.perf_counter() - started, 2)
    append_rows(press.book, RUNS, record(button, result, dt.datetime.now()))
    return result


def needs_mending(issues: Sequence[Issue]) -> Result:
    """The result of a press that stopped at its input."""
    result = Result(message="", issues=list(issues), note="未完成")
    result.message = f"没有完成：有 {len(result.errors)} 处需要修改，见“校验结果”。各结果表未改动"
    return result


def record(button: Button, result: Result, now: dt.datetime) -> pd.DataFrame:
    """The row of 运行记录: who pressed what, with which figures and which parameters."""
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
    return pd.DataFrame([row], columns=RUNS.names)


def _write(book: xw.Book, result: Result) -> None:
    for table, frame in result.tables:
        result.issues += write_table(book, table, frame)
    for sheet, formulas in result.formulas.items():
        _write_formulas(book, sheet, formulas(book))
    for sheet in result.recalculated:
        _forget_results(book, sheet)
    write_issues(book, result.issues)


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

    LibreOffice shows stored results as they stand; Excel calculates on opening.
    """
    if name not in [sheet.name for sheet in book.sheets]:
        return
    used = book.sheets[name].used_range
    for i, row in enumerate(used.formula):
        for j, formula in enumerate(row):
            if isinstance(formula, str) and formula.startswith("="):
                used[i, j].formula = formula


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
