"""第4条 双人复核: what a calculation was made of and came to, row by row, and what differs from it now."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from xltools.tables.declared.confirmation import ARCHIVE, CHANGES
from xltools.tables.model import Reading, blank

Plain = str | int | float | None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table by its key (行政区划代码, the name of a parameter); `values` as they were read."""

    table: str
    row: str
    values: Mapping[str, Plain]

    @property
    def text(self) -> str:
        """The values as 确认存档 keeps them."""
        return json.dumps(dict(self.values), ensure_ascii=False, separators=(",", ":"))


def lines(table: str, frame: pd.DataFrame, key: Sequence[str]) -> list[Line]:
    """The rows of a frame. Rows of one key are told apart by #2, #3 …, so that none hides another."""
    found: list[Line] = []
    for label, record in zip(labels(frame, key), frame.to_dict("records"), strict=True):
        found.append(Line(table, label, {str(name): plain(value) for name, value in record.items()}))
    return found


def labels(frame: pd.DataFrame, key: Sequence[str]) -> list[str]:
    """The key of each row as one text."""
    seen: dict[str, int] = {}
    found = []
    for values in frame[list(key)].itertuples(index=False):
        label = " ".join("" if blank(value) else str(plain(value)) for value in values)
        seen[label] = seen.get(label, 0) + 1
        found.append(label if seen[label] == 1 else f"{label} #{seen[label]}")
    return found


def plain(value: Any) -> Plain:
    """A value that JSON holds and gives back unchanged: 12.0 is 12, a date its text, a blank None."""
    if blank(value) or value == "":
        return None
    if isinstance(value, dt.date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value.item() if hasattr(value, "item") else value)
    return int(value) if float(value).is_integer() else float(value)


def checksum_of(snapshot: Iterable[Line]) -> str:
    """16 hex digits of the rows, whatever their order."""
    texts = sorted(f"{line.table}|{line.row}|{line.text}" for line in snapshot)
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]


def archive_rows(year: int, run: int, snapshot: Iterable[Line]) -> pd.DataFrame:
    """The rows of 确认存档 for one calculation."""
    rows = [(year, run, line.table, line.row, line.text) for line in snapshot]
    return pd.DataFrame(rows, columns=ARCHIVE.names)


def archived(archive: pd.DataFrame, year: int, run: int) -> list[Line]:
    """What 确认存档 keeps of one calculation; a row that is no longer readable comes out empty."""
    mine = archive[(archive["年度"] == year) & (archive["测算次数"] == run)]
    return [
        Line(str(table), "" if blank(row) else str(row), _values(text))
        for table, row, text in mine[["表", "行", "内容"]].itertuples(index=False)
    ]


def _values(text: Any) -> dict[str, Plain]:
    try:
        read = json.loads(str(text))
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def changes(
    before: Sequence[Line],
    now: Sequence[Line],
    readings: Mapping[str, Reading],
    keys: Mapping[str, Sequence[str]],
) -> pd.DataFrame:
    """变动对照: every value that is not what it was, with the cell where it stands now.

    A row that has gone or has come is listed with each of its values.
    """
    cells = {name: _places(reading, keys[name]) for name, reading in readings.items() if name in keys}
    old = {(line.table, line.row): line.values for line in before}
    new = {(line.table, line.row): line.values for line in now}
    rows = [
        {"表": place[0], "单元格": _cell(place, column, readings, cells), "行": place[1],
         "县区": str((new.get(place) or old[place]).get("县区") or ""), "列": column,
         "原值": _shown(was), "现在": _shown(became), "差额": _difference(was, became)}
        for place in dict.fromkeys((*old, *new))
        for column, was, became in _differing(old.get(place, {}), new.get(place, {}))
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=CHANGES.names)


def _differing(was: Mapping[str, Plain], now: Mapping[str, Plain]) -> Iterator[tuple[str, Plain, Plain]]:
    for column in dict.fromkeys((*was, *now)):
        if was.get(column) != now.get(column):
            yield column, was.get(column), now.get(column)


def _places(reading: Reading, key: Sequence[str]) -> dict[str, int]:
    """Row label → position in the reading."""
    return {label: i for i, label in enumerate(labels(reading.frame, key))}


def _cell(
    place: tuple[str, str],
    column: str,
    readings: Mapping[str, Reading],
    cells: Mapping[str, Mapping[str, int]],
) -> str:
    table, row = place
    at = cells.get(table, {}).get(row)
    return readings[table].cell(at, column) if at is not None else ""


def _shown(value: Plain) -> str:
    return "" if value is None else str(value)


def _difference(was: Plain, now: Plain) -> float | None:
    """How much more it is now; None where either is no number."""
    if isinstance(was, (int, float)) and isinstance(now, (int, float)):
        return round(now - was, 6)
    return None
