"""Columns an officer added to a table: what they typed there follows its row when the table is rewritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import pandas as pd

from xltools.cells import CellValue, address
from xltools.errors import Issue, Severity
from xltools.hosts.formularows import formula_rows
from xltools.tables.formats import write_mixed
from xltools.tables.frame import cell_values
from xltools.tables.model import shown
from xltools.tables.place import Place
from xltools.tables.plainreading import PlainReading
from xltools.tables.preparing import Ground

Key: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class OwnColumns:
    """`columns`: own columns without formulas; `entries`: their cells by sheet row; `keys`: key by row."""

    place: Place
    reading: PlainReading
    columns: Sequence[int]
    entries: dict[int, dict[int, CellValue]]
    keys: dict[int, Key]

    def put_back(self, frame: pd.DataFrame, bottom: int) -> None:
        """Write each entry beside its key's new row, down to `bottom`."""
        moved = self._moved(frame)
        if any(row != to for row, to in moved.items()):
            self._write({to: self.entries[row] for row, to in moved.items() if to}, bottom)

    def lost(self, frame: pd.DataFrame) -> list[Issue]:
        """A notice for each entry whose key has no row in `frame`."""
        return [issue for row, to in self._moved(frame).items() if to is None for issue in self._lost(row)]

    def _moved(self, frame: pd.DataFrame) -> dict[int, int | None]:
        """Row of each entry → the row its key will have, None where it has none."""
        if not self.columns:
            return {}
        keys = _keys([cell_values(frame, name) for name in self.reading.table.key])
        now = {key: self.place.first + i for i, key in enumerate(keys) if key is not None}
        return {row: now.get(self.keys[row]) if row in self.keys else None for row in self.entries}

    def _write(self, entries: dict[int, dict[int, CellValue]], bottom: int) -> None:
        for column in self.columns:
            values = [entries.get(row, {}).get(column) for row in range(self.place.first, bottom + 1)]
            write_mixed(self.place.sheet, self.place.first, column, values)

    def _lost(self, row: int) -> list[Issue]:
        issues = []
        for column, value in self.entries[row].items():
            heading = self.place.header.headings.get(column, "")
            problem = f"结果里已没有第{row}行原来的内容，自加的“{heading}”没有地方放"
            remedy = "需要的请另行记下（改动前的文件在“备份”文件夹）"
            issues.append(
                Issue(
                    self.reading.sheet,
                    address(row, column),
                    self.reading.table.name,
                    heading,
                    shown(value),
                    problem,
                    remedy,
                    Severity.NOTICE,
                )
            )
        return issues


def remember(ground: Ground) -> OwnColumns:
    """The own columns of a table that can move, and what is in them."""
    place, reading, last = ground.place, ground.reading, min(ground.last, ground.place.read)
    written = {place.header.at[name] for name in reading.table.names if name in place.header.at}
    own = [j for j in range(place.left, place.right + 1) if j not in written]
    if not reading.table.key or last < place.first:
        return OwnColumns(place, reading, (), {}, {})
    columns = [j for j in own if not _has_formula(place, j, last)]
    entries: dict[int, dict[int, CellValue]] = {}
    for row in range(place.first, last + 1):
        filled = {j: place.grid.at(row, j) for j in columns}
        if any(value is not None for value in filled.values()):
            entries[row] = {j: value for j, value in filled.items() if value is not None}
    keys = _keys([reading.values(name) for name in reading.table.key])
    by_row = {row: key for row, key in zip(reading.rows, keys, strict=True) if key is not None}
    return OwnColumns(place, reading, columns if entries else (), entries, by_row)


def _has_formula(place: Place, column: int, last: int) -> bool:
    return bool(formula_rows(place.sheet.range((place.first, column), (last, column))))


def _keys(columns: Sequence[Sequence[Any]]) -> list[Key | None]:
    """The key of each row, None where a part of it is blank."""
    return [None if None in key else key for key in zip(*columns, strict=True)]
