"""Rows of 发文登记 as plain values, and back into a frame that can be written."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import pandas as pd

from xltools.register.number import Number, Series, parse
from xltools.register.states import CHECKED, DRAFT
from xltools.tables.declared.register import REGISTER
from xltools.tables.model import Kind, Reading, Table

Row: TypeAlias = dict[str, Any]

UNSIGNED = (DRAFT, CHECKED)

_DATES = (Kind.DATE, Kind.TIME)


def records(reading: Reading) -> list[Row]:
    """Every row by column: dates as dates, whole numbers as int, blanks as None."""
    columns = [_plain(column.kind, reading.values(column.name)) for column in reading.table.columns]
    names = [column.name for column in reading.table.columns]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _plain(kind: Kind, values: Sequence[Any]) -> Sequence[Any]:
    if kind is Kind.DATE:
        return [None if value is None else value.date() for value in values]
    if kind is Kind.COUNT:
        return [None if value is None else int(value) for value in values]
    return values


def frame(table: Table, rows: Iterable[Row]) -> pd.DataFrame:
    """Rows in the table's columns, with the types a reading has."""
    made = pd.DataFrame(list(rows), columns=table.names, dtype="object")
    for column in table.columns:
        if column.kind in _DATES:
            made[column.name] = pd.to_datetime(made[column.name])
        elif column.kind is Kind.COUNT:
            made[column.name] = pd.to_numeric(made[column.name])
    return made


def new_row(**values: Any) -> Row:
    """A row with what is known of it."""
    return dict.fromkeys(REGISTER.names) | values


def held(row: Row) -> Number | None:
    """The number a row carries in the standard's form."""
    return parse(row["文号"]) if row["文号"] else None


def dated(row: Row) -> dt.date | None:
    """成文日期; blank it is the day of signing (党政机关公文处理工作条例 第九条（十一）)."""
    found: dt.date | None = row["成文日期"] or row["签发日期"]
    return found


def series(row: Row, word: str) -> Series:
    """机关代字 and year a row is numbered in: the year of 成文日期, which the letter carries. One drafted in
    December and signed in January belongs to the new year (GB/T 9704—2012 7.2.5)."""
    date = dated(row)
    assert date is not None, "only a signed row is numbered"
    return Series(row["机关代字"] or word, date.year)


def checksum(values: Any) -> str:
    """16 hex digits of a value or of a file's bytes."""
    data = values if isinstance(values, bytes) else repr(values).encode()
    return hashlib.sha256(data).hexdigest()[:16]


def with_idents(rows: Sequence[Row]) -> list[Row]:
    """Rows with a 登记号. One typed by hand gets it from its own words: after a press that was not saved it
    gets the same again, and so the same number."""
    taken = {row["登记号"] for row in rows if row["登记号"]}
    result = []
    for row in rows:
        if not row["登记号"]:
            words = checksum([row[name] for name in ("期别", "标题", "主送")])
            row = row | {"登记号": _free(f"手工/{words}", taken)}
            taken.add(row["登记号"])
        result.append(row)
    return result


def _free(stem: str, taken: set[Any]) -> str:
    if stem not in taken:
        return stem
    return next(name for i in range(2, len(taken) + 3) if (name := f"{stem}-{i}") not in taken)


def latest(rows: Iterable[Row]) -> Mapping[tuple[Any, Any, Any], Row]:
    """(期别, 函件, 代码) → the last version of that letter."""
    found: dict[tuple[Any, Any, Any], Row] = {}
    for row in rows:
        key = (row["期别"], row["函件种类"], row["单位代码"])
        if all(key) and (key not in found or (row["版本"] or 1) >= (found[key]["版本"] or 1)):
            found[key] = row
    return found
