"""How the cells of each Kind are formatted in a workbook."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from xltools.cells import CellError
from xltools.tables.model import Kind

TEXT_FORMAT = "@"
"""Set before writing, so that 511002 stays text, 1-2 no date and =甲 no formula."""

NUMBER_FORMATS = {
    Kind.TEXT: TEXT_FORMAT,
    Kind.CODE: TEXT_FORMAT,
    Kind.PERIOD: TEXT_FORMAT,
    Kind.CHOICE: TEXT_FORMAT,
    Kind.MONEY: "#,##0.00",
    Kind.COUNT: "0",
    Kind.NUMBER: "0.00",
    Kind.PERCENT: "0.00%",
    Kind.DATE: "yyyy-mm-dd",
    Kind.TIME: "yyyy-mm-dd hh:mm",
}


_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def may_stand_for(own: str, wanted: str) -> bool:
    """Whether an officer's own number format shows the same: text as text, days as days, numbers as such."""
    if TEXT_FORMAT in (own, wanted) or own == "General":
        return own == wanted
    return _shows_days(own) == _shows_days(wanted)


def _shows_days(code: str) -> bool:
    return any(letter in "yd" for letter in _LITERAL.sub("", code).lower())


def write_mixed(sheet: Any, first: int, column: int, values: Sequence[Any]) -> None:
    """Write a column of words, numbers and dates mixed, from row `first` down; each stays what it is.

    An error value goes by its code, which a live program takes for the error again.
    """
    rows = list(enumerate(values, first))
    for number_format, run in groupby(rows, key=lambda row: _format_for(row[1])):
        numbered = [row for row, _ in run]
        cells = sheet.range((numbered[0], column), (numbered[-1], column))
        if number_format and (number_format != "General" or cells.number_format in (TEXT_FORMAT, None)):
            cells.number_format = number_format
    box = sheet.range((first, column), (first + len(values) - 1, column))
    box.value = [[value.code if isinstance(value, CellError) else value] for value in values]


def _format_for(value: Any) -> str:
    if isinstance(value, str):
        return TEXT_FORMAT
    if isinstance(value, dt.datetime):
        return NUMBER_FORMATS[Kind.DATE]
    return "" if value is None else "General"
