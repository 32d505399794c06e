"""Merged cells among the data: words hold for every cell of the box, amounts cannot be shared out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from xltools.cells import Box, CellValue, Grid
from xltools.tables.model import Column, Kind
from xltools.tables.parse import NUMBERS

CARRIED = frozenset({Kind.TEXT, Kind.CODE, Kind.PERIOD, Kind.DATE, Kind.TIME, Kind.CHOICE})


class Shared(NamedTuple):
    """An amount that stands in a merged box over several rows or columns."""

    box: Box
    column: str
    value: CellValue


def carry_merged(
    grid: Grid, first_row: int, kinds: Mapping[int, Column]
) -> tuple[list[list[CellValue]], list[Shared]]:
    """The rows from sheet row `first_row` on with words carried over their merged boxes.

    `kinds` maps a sheet column to its declaration. Amounts in a merged box are taken out and returned;
    a box over columns that are not read is left as it is. The grid itself stays as it was.
    """
    rows = grid.rows[first_row - grid.top :]
    shared: list[Shared] = []
    copied: dict[int, list[CellValue]] = {}
    for box in grid.merged:
        value = grid.at(box[0], box[1])
        if box[0] < first_row or box[:2] == box[2:] or value is None:
            continue
        column = kinds.get(box[1])
        if column is not None and column.kind in NUMBERS:
            shared.append(Shared(box, column.name, value))
        for i in range(box[0] - first_row, min(box[2] - first_row + 1, len(rows))):
            row = copied.setdefault(i, list(rows[i]))
            _carry(row, box, grid.left, value, kinds)
    return [copied.get(i, row) for i, row in enumerate(rows)], shared


def _carry(row: list[CellValue], box: Box, left: int, value: CellValue, kinds: Mapping[int, Column]) -> None:
    for j in range(max(box[1], left), min(box[3], left + len(row) - 1) + 1):
        column = kinds.get(j)
        if column is not None:
            row[j - left] = value if column.kind in CARRIED else None
