"""The policy a function works by: the standard values in force at a 期别, or others given for the trial."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from xltools.cells import CellValue
from xltools.policy import Override, Policy, find_parameter, load, read_overrides
from xltools.policy.catalogue import catalogue
from xltools.policy.values import TypedError, parse_value
from xltools.rules.art11.progress import NODE_MONTHS
from xltools.rules.periods import month_end
from xltools.tables.declared.record import PARAMETERS
from xltools.tables.header import find_header
from xltools.tables.model import shown
from xltools.tables.plain import read_sheet
from xltools.udfs.answers import ArgumentError, Wrong, refuse
from xltools.udfs.given import Given

LABEL = "参数"
_BECAUSE = "试算"
_HEADINGS = frozenset({"名称", "参数", "参数名称"})


def policy_of(period: str | None, overrides: Sequence[Override]) -> Policy:
    """The policy of a 期别; of none the latest there is. ArgumentError for one before the plan."""
    on = month_end(period) if period else dt.date.max
    since = catalogue().dated(f"{NODE_MONTHS[0]}月末序时目标")[0].since
    if on < since:
        problem, remedy = f"{period} 在方案施行（{since:%Y-%m}）以前，没有参数", "填施行以后的期别"
        raise refuse("期别", problem, remedy)
    return load(on, overrides)


def read_settings(given: Given | None) -> list[Override]:
    """The overrides of an argument 参数: two columns 名称 and 取值, or the workbook's own table 参数 with its
    header. ArgumentError (or InputError) with everything that cannot be used, as the buttons do.
    """
    if given is None or given.blank:
        return []
    header = find_header(given.grid(), PARAMETERS)
    if header is not None and "本次取值" in header.at:
        return read_overrides(read_sheet(given.grid(), PARAMETERS, header=header, own=True).to_reading())
    if given.width != 2:
        raise refuse(LABEL, f"有{given.width}列", "给两列：参数名称和取值；或连表头选“参数”表")
    found = list(_pairs(given))
    wrongs = [one for one in found if isinstance(one, Wrong)]
    if wrongs:
        raise ArgumentError(wrongs)
    return [one for one in found if isinstance(one, Override)]


def _pairs(given: Given) -> Iterator[Override | Wrong]:
    for i, (name, value) in enumerate(given.rows):
        title = shown(name).strip()
        if value is None or (i == 0 and title in _HEADINGS):
            continue
        try:
            yield _override(title, value, given.place(i, 1))
        except TypedError as error:
            yield Wrong(LABEL, given.place(i, 1), f"{title}={shown(value)}", error.problem, error.remedy)


def _override(name: str, value: CellValue, place: str) -> Override:
    return Override(name, parse_value(find_parameter(name), shown(value)), _BECAUSE, place)
