"""Which rows of a table differ from what stands on the sheet: only those are written.

So a press on the register of ten years writes its new rows, not its old ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from xltools.hosts.formularows import formula_rows
from xltools.tables.place import Place

Run: TypeAlias = tuple[int, int]
"""First and last of neighbouring rows, counted from 0 in what is to be written."""

_NUMBERS = {int, float}

MOST_RUNS = 40
"""With more runs than this, one block is faster on a live host than a round trip for each."""


def changed_runs(
    place: Place, columns: Sequence[int], rows: Sequence[Sequence[Any]], first: int, last: int
) -> list[Run]:
    """The rows, to be written from sheet row `first` on, that do not stand there already; what is below sheet
    row `last` does not count. A row with a formula is always written: only its value is known to be the same.
    """
    formulas = _formula_rows(place, columns, first, min(last, place.read, first + len(rows) - 1))
    flags = [
        number > last or number in formulas or _changed(row, _standing(place, number, columns))
        for number, row in enumerate(rows, first)
    ]
    runs = list(_runs(flags))
    return runs if len(runs) <= MOST_RUNS else [(runs[0][0], runs[-1][1])]


def _standing(place: Place, number: int, columns: Sequence[int]) -> list[Any]:
    """What the columns hold in a row of the sheet."""
    grid, i = place.grid, number - place.grid.top
    if not 0 <= i < len(grid.rows):
        return [None] * len(columns)
    row = grid.rows[i]
    return [row[j - grid.left] for j in columns]


def _changed(row: Sequence[Any], cells: Sequence[Any]) -> bool:
    same = [*row] == cells and [*map(type, row)] == [*map(type, cells)]
    return not same and any(map(_differ, row, cells))


def _differ(value: Any, cell: Any) -> bool:
    """Of one kind and equal: TRUE is not 1 and the text 1 is no number."""
    return value != cell or (type(value) is not type(cell) and not {type(value), type(cell)} <= _NUMBERS)


def _formula_rows(place: Place, columns: Sequence[int], first: int, last: int) -> set[int]:
    """The sheet rows in which one of the columns holds a formula; columns side by side are asked together."""
    found: set[int] = set()
    for _, group in groupby(enumerate(columns), key=lambda c: c[1] - c[0]) if last >= first else ():
        run = [column for _, column in group]
        found |= formula_rows(place.sheet.range((first, run[0]), (last, run[-1])))
    return found


def _runs(flags: Sequence[bool]) -> Iterator[Run]:
    at = 0
    for flag, group in groupby(flags):
        length = sum(1 for _ in group)
        if flag:
            yield at, at + length - 1
        at += length
