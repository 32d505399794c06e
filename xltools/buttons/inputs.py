"""What buttons read from the workbook before they decide anything."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import pandas as pd
import xlwings as xw

from xltools.buttons.button import Press
from xltools.errors import InputError, Issue
from xltools.formulas.addresses import TableRange
from xltools.policy import Override, Policy, Value, find_parameter, load, read_overrides
from xltools.rules.periods import month_end
from xltools.tables.declared.record import PARAMETERS
from xltools.tables.model import Reading, Table
from xltools.tables.sheets import locate, read_table

PERIOD = "期别"
"""The office setting that names the 期别 to work on; blank means the latest."""


def overrides_of(press: Press) -> tuple[Override, ...]:
    """本次取值 of sheet 参数, and those given with this press, which win over the sheet's."""
    reading = read_table(press.book, PARAMETERS, required=False)
    given = {o.name for o in press.overrides}
    return (*(o for o in read_overrides(reading) if o.name not in given), *press.overrides)


def chosen_period(overrides: Iterable[Override]) -> str:
    """The 期别 the officer set, empty when none."""
    return next((str(o.value) for o in overrides if o.name == PERIOD), "")


def policy_for(period: str, overrides: Sequence[Override]) -> Policy:
    """The policy in force on the last day of the 期别."""
    return load(month_end(period), overrides)


def read_all(book: xw.Book, required: Iterable[Table], optional: Iterable[Table]) -> dict[str, Reading]:
    """Read tables by name; InputError with the errors of all of them at once.

    A workbook without an optional table gets an empty one.
    """
    readings: dict[str, Reading] = {}
    issues: list[Issue] = []
    for table, must in (*((t, True) for t in required), *((t, False) for t in optional)):
        try:
            reading = read_table(book, table, required=must)
        except InputError as error:
            issues += error.issues
            continue
        readings[table.name] = reading
        issues += reading.errors
    if issues:
        raise InputError(issues)
    return readings


def checksum(frames: Iterable[pd.DataFrame]) -> str:
    """16 hex digits of the figures that went in, for 运行记录: the same figures, the same digits."""
    digest = hashlib.sha256()
    for frame in frames:
        digest.update(frame.to_csv(index=False).encode())
    return digest.hexdigest()[:16]


def given_values(press: Press, policy: Policy) -> dict[str, Value]:
    """What sheet 参数 does not show: values of the command line, standards changed since the 期别."""
    since = {p.name: p.value for p in policy.parameters() if p.value != find_parameter(p.name).value}
    shown = {o.name for o in policy.overrides}
    dated = {name: value for name, value in since.items() if name not in shown}
    return dated | {o.name: o.value for o in press.overrides}


def table_range(book: xw.Book, table: Table) -> TableRange:
    """Where a table stands, for live formulas that refer to it."""
    sheet, header, rows, at = locate(book, table)
    return TableRange(sheet, header + 1, header + max(rows, 1), at)
