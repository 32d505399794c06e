"""Values on their way into Calc: a block of texts and numbers, and what else some cells need."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from math import isfinite
from typing import NamedTuple, TypeAlias

from xltools.cells import Box, CellError, address
from xltools.errors import HostError
from xltools.hosts.values import Plain
from xltools.ooxml.cellvalue import DATE_FORMAT, LONGEST_TEXT, TIME_FORMAT, UnwritableError, clean, encoded
from xltools.ooxml.cellvalue import serial as serial_of

Place: TypeAlias = tuple[int, int]
Translate: TypeAlias = Callable[[str, Place], str]
"""From a formula as the officer spells it, in a cell, to Calc's own; UnwritableError where it cannot be."""


class Encoded(NamedTuple):
    """`data` goes in as it is; `formulas` follow, in Calc's spelling; `formats` are what dates need."""

    data: tuple[tuple[str | float, ...], ...]
    formulas: dict[Place, str]
    formats: dict[Place, str]


class _Special(NamedTuple):
    data: str | float
    formula: str = ""
    format: str = ""


def encode(
    sheet: str, box: Box, rows: Sequence[Sequence[Plain]], date1904: bool, formula: Translate | None = None
) -> Encoded:
    """A block for the cells from the first of a box on; HostError names the cell that cannot be written.

    Text with an equals sign in front is a formula where `formula` is given, else text like any other.
    """
    done = Encoded((), {}, {})
    lines = []
    for row, values in enumerate(rows, box[0]):
        line: list[str | float] = []
        try:
            for column, value in enumerate(values, box[1]):
                line.append(_encode(value, (row, column), done, date1904, formula))
        except UnwritableError as error:
            raise HostError(f"{sheet}!{address(row, box[1] + len(line))}：{error}。") from error
        lines.append(tuple(line))
    return done._replace(data=tuple(lines))


def _encode(
    value: Plain, place: Place, done: Encoded, date1904: bool, formula: Translate | None
) -> str | float:
    if value is None:
        return ""
    if isinstance(value, str):
        if formula and value.startswith("=") and len(value) > 1:
            done.formulas[place] = formula(value, place)
            return ""
        return _text(value)
    if type(value) is float and isfinite(value):
        return value
    special = _special(value, date1904)
    if special.formula:
        done.formulas[place] = special.formula
    if special.format:
        done.formats[place] = special.format
    return special.data


def _text(value: str) -> str:
    text = clean(value)
    if len(text) > LONGEST_TEXT // 2:
        encoded(text)  # raises where it is too long
    return text


def _special(value: Plain, date1904: bool) -> _Special:
    """Truths and errors are formulas that yield them, as LibreOffice itself reads them from a file."""
    if isinstance(value, bool):
        return _Special("", f"={str(value).upper()}()")
    if isinstance(value, CellError):
        return _Special("", f"={encoded(value).text.decode()}")
    if isinstance(value, dt.date):
        moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
        days = serial_of(moment.replace(tzinfo=None), date1904)
        return _Special(days, format=DATE_FORMAT if days == int(days) else TIME_FORMAT)
    content = encoded(value)
    return _Special(float(content.text) if content.text else "", format=content.format)
