"""Merged cells among the data: words hold for every cell of the box, amounts cannot be shared out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


class Carried(NamedTuple):
    """The rows with words carried down and right over their boxes; with words carried down only, by which
    a note merged over the whole width is still one note; and the amounts that were taken out."""

    rows: list[list[CellValue]]
    down_only: list[list[CellValue]]
    shared: list[Shared]


def carry_merged(grid: Grid, first_row: int, kinds: Mapping[int, Column]) -> Carried:
    """The rows from sheet row `first_row` on; `kinds` maps a sheet column to its declaration.

    The grid itself stays as it was; columns that are not read are left alone.
    """
    rows = grid.rows[first_row - grid.top :]
    boxes = [
        b for b in grid.merged if b[0] >= first_row and b[:2] != b[2:] and grid.at(b[0], b[1]) is not None
    ]
    shared = [
        Shared(box, column.name, grid.at(box[0], box[1]))
        for box in boxes
        if (column := kinds.get(box[1])) is not None and column.kind in NUMBERS
    ]
    narrow = [(top, left, bottom, left) for top, left, bottom, _ in boxes]
    return Carried(_carry(grid, rows, boxes, kinds), _carry(grid, rows, narrow, kinds), shared)


def _carry(
    grid: Grid, rows: Sequence[list[CellValue]], boxes: Sequence[Box], kinds: Mapping[int, Column]
) -> list[list[CellValue]]:
    first_row = grid.top + len(grid.rows) - len(rows)
    copied: dict[int, list[CellValue]] = {}
    for top, left, bottom, right in boxes:
        value = grid.at(top, left)
        for i in range(top - first_row, min(bottom - first_row + 1, len(rows))):
            row = copied.setdefault(i, list(rows[i]))
            for j in range(left, min(right, grid.left + len(row) - 1) + 1):
                if j in kinds:
                    row[j - grid.left] = value if kinds[j].kind in CARRIED else None
    return [copied.get(i, row) for i, row in enumerate(rows)]
