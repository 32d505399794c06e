"""Values on their way from and to cells, the same for every engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias, cast

from xltools.cells import CellError, CellValue, Uncalculated
from xltools.ooxml.cellvalue import clean, encoded, serial_or_text, unboxed

Plain: TypeAlias = str | int | float | bool | dt.datetime | dt.date | dt.time | CellError | None
"""What is handed to a document to write; NaN, NaT and empty text are None by then."""

_PLAIN_NUMBERS = 1e15
"""Numbers of up to 15 digits are written out."""


def plain(value: Any) -> Plain:
    """A value as any engine can write it: pandas' and numpy's own types become Python's."""
    if isinstance(value, str):
        return str(value) or None
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return None if value != value else float(value)
    if type(value).__name__ in ("NaTType", "NAType"):
        return None
    if isinstance(value, dt.datetime):
        return _moment(value)
    return _other(value)


def _moment(value: dt.datetime) -> dt.datetime:
    """A plain datetime; the clock time of its own zone, as Excel knows none."""
    if hasattr(value, "to_pydatetime"):
        value = value.to_pydatetime(warn=False)
    return value.replace(tzinfo=None)


def _other(value: Any) -> Plain:
    if hasattr(value, "dtype") and hasattr(value, "item"):
        return plain(unboxed(value))
    return cast("Plain", value)  # the document says what it cannot write


def cleaned(
    data: Sequence[Sequence[CellValue]],
    dates: Callable[..., Any],
    empty: Any,
    numbers: Callable[[float], Any] | None,
    err_to_str: bool,
) -> list[list[Any]]:
    """Cells as xlwings hands them out.

    An error cell is None, or its code with `err_to_str`. A formula without a value is None too, or with
    `err_to_str` the `Uncalculated` itself: it must never pass for a blank where errors are asked for.
    """

    def one(cell: CellValue) -> Any:
        if cell is None or cell == "":
            return empty
        if isinstance(cell, dt.datetime):
            return cell if dates is dt.datetime else _as_date(cell, dates)
        if isinstance(cell, float) and not isinstance(cell, bool):
            return numbers(cell) if numbers else cell
        if isinstance(cell, CellError):
            return cell.code if err_to_str else None
        if isinstance(cell, Uncalculated):
            return cell if err_to_str else None
        return cell

    as_they_are = {str, bool}
    as_they_are |= {dt.datetime} if dates is dt.datetime else set()
    as_they_are |= {float} if not numbers else set()
    as_they_are |= {type(None)} if empty is None else set()
    return [
        [*row] if as_they_are.issuperset(map(type, row)) and "" not in row else [one(cell) for cell in row]
        for row in data
    ]


def as_read(value: Plain) -> CellValue:
    """A value as it reads after it has been written into a cell."""
    if isinstance(value, str):
        return clean(value) or None
    if isinstance(value, bool) or value is None or isinstance(value, CellError):
        return value
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, dt.time):
        return float(encoded(value).text)
    return value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())


def formula_as_read(value: Plain) -> CellValue:
    """The same where text with an equals sign in front is a formula: nobody has calculated it yet."""
    is_formula = isinstance(value, str) and value.startswith("=") and len(value) > 1
    return Uncalculated(str(value)[1:]) if is_formula else as_read(value)


def constant(value: CellValue) -> str:
    """A cell that holds no formula, as its formula text reads."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.datetime):
        value = serial_or_text(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _PLAIN_NUMBERS else repr(value)
    return str(value)


def _as_date(cell: dt.datetime, dates: Callable[..., Any]) -> Any:
    parts = ("year", "month", "day", "hour", "minute", "second", "microsecond")
    return dates(**{part: getattr(cell, part) for part in parts}, tzinfo=None)
