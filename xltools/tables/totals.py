"""合计, 小计 and 总计 rows: never read as data, always checked against the rows they sum."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from xltools.tables.fold import name_key
from xltools.tables.problem import plain

_CENT = 0.01
_NOISE = 1e-9
_PART_SUFFIXES = ("合计", "小计", "总计", "共计")


class Difference(NamedTuple):
    """A total that equals none of the sums it may stand for; `expected` is the most likely of them."""

    row: int
    column: str
    stated: float
    expected: float

    @property
    def problem(self) -> str:
        """What the officer is told."""
        return f"合计行与明细不符：写的是{plain(self.stated)}，各行相加是{plain(self.expected)}"


def check_totals(
    totals: Mapping[int, str],
    stated: Mapping[str, Mapping[int, Any]],
    rows: Sequence[int],
    columns: Mapping[str, Sequence[Any]],
    names: Sequence[Sequence[Any]],
) -> list[Difference]:
    """Compare each total cell with the sums it may stand for.

    `totals`: sheet row → label. `stated`: column → sheet row → number in the total row. `rows`: sheet rows
    of the data, `columns`: their clean values; `names`: columns of words, for totals of a named part.
    A total may sum all rows, its group above or below it, or the rows of the part it names (内江市合计).
    """
    marks = sorted(totals)
    parts = _index(names)
    differences = []
    for row, label in totals.items():
        groups = _groups(row, label, marks, rows, parts)
        for column, numbers in stated.items():
            value = numbers.get(row)
            if isinstance(value, float) and (found := _differs(value, columns[column], groups)) is not None:
                differences.append(Difference(row, column, value, found))
    return differences


def _index(names: Sequence[Sequence[Any]]) -> dict[str, list[int]]:
    """Folded word → the data rows that hold it."""
    index: dict[str, dict[int, None]] = {}
    for column in names:
        for i, value in enumerate(column):
            if isinstance(value, str):
                index.setdefault(name_key(value), {})[i] = None
    return {key: list(found) for key, found in index.items()}


def _groups(
    row: int, label: str, marks: list[int], rows: Sequence[int], parts: Mapping[str, list[int]]
) -> list[Sequence[int]]:
    """The sets of data rows (by index) that a total may sum, the most likely first."""
    here, mark = bisect_left(rows, row), marks.index(row)
    start = bisect_left(rows, marks[mark - 1]) if mark else 0
    end = bisect_left(rows, marks[mark + 1]) if mark + 1 < len(marks) else len(rows)
    part = name_key(_part(label))
    partial: list[Sequence[int]] = [parts.get(part, []), range(start, here), range(here, end)]
    partial = [group for group in partial if group]
    everything = range(len(rows))
    if label.endswith("小计") or part or len(marks) > 1:
        return [*partial, everything, range(here)]
    return [everything, *partial]


def _part(label: str) -> str:
    return next((label.removesuffix(s) for s in _PART_SUFFIXES if label.endswith(s)), label)


def _differs(stated: float, column: Sequence[Any], groups: list[Sequence[int]]) -> float | None:
    """The most likely sum when the stated total equals none of them, else None.

    Rows rounded to two places may miss their total by a cent times the root of their number.
    """
    first = None
    for group in groups:
        total = math.fsum(column[i] or 0.0 for i in group)
        if abs(stated - total) <= _CENT * max(1.0, math.sqrt(len(group))) + _NOISE:
            return None
        first = total if first is None else first
    return first
