"""Plain lists to a DataFrame with fixed types, and a DataFrame back to cell values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from xltools.tables.model import Kind, Reading, Table, blank
from xltools.tables.parse import NUMBERS
from xltools.tables.plainreading import PlainReading

_MOMENTS = frozenset({Kind.DATE, Kind.TIME})


def make_reading(plain: PlainReading) -> Reading:
    """The same reading with its DataFrame."""
    return Reading(
        table=plain.table,
        sheet=plain.sheet,
        frame=make_frame(plain.table, plain.columns),
        rows=plain.rows,
        at=plain.at,
        issues=plain.issues,
        file=plain.file,
        unknown=plain.unknown,
        header=plain.header,
    )


def make_frame(table: Table, columns: Mapping[str, list[Any]]) -> pd.DataFrame:
    """Every declared column in order.

    MONEY, NUMBER, PERCENT and COUNT become float64 (NaN blank: counts too, so that a ratio of two columns
    is plain arithmetic), DATE and TIME datetime64[ns] (NaT), all others object (None).
    """
    return pd.DataFrame({c.name: _series(c.kind, columns.get(c.name, [])) for c in table.columns})


def rows_frame(table: Table, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """The same from rows; what a row does not have is blank."""
    return make_frame(table, {name: [row.get(name) for row in rows] for name in table.names})[table.names]


def cell_values(frame: pd.DataFrame, name: str) -> list[Any]:
    """A column as cells take it: None for blanks, datetime for dates; all None where it is absent."""
    if name not in frame:
        return [None] * len(frame)
    column = frame[name]
    if isinstance(column.dtype, np.dtype) and column.dtype.kind == "M":
        return column.to_numpy(dtype="datetime64[us]").tolist()
    return [_cell(v) for v in column.tolist()]


def _series(kind: Kind, values: Sequence[Any]) -> pd.Series[Any]:
    if kind in NUMBERS:
        return pd.Series(values, dtype="float64")
    if kind in _MOMENTS:
        return pd.Series(values, dtype="datetime64[ns]")
    return pd.Series(values, dtype="object")


def _cell(value: Any) -> Any:
    if value is None or type(value) is str:
        return value or None
    if blank(value) or value == "":
        return None
    return value.to_pydatetime() if isinstance(value, pd.Timestamp) else value
