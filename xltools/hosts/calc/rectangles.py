"""Single cells put together to boxes, so that each box costs one call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xltools.cells import Box


def rectangles(places: Iterable[tuple[int, int]]) -> list[Box]:
    """Boxes that cover exactly these cells (row, column): the runs of a row, with equal runs straight below
    each other in one box."""
    tops: dict[tuple[int, int], int] = {}
    last: dict[tuple[int, int], int] = {}
    boxes: list[Box] = []
    for row, left, right in _runs(places):
        span = left, right
        if span in last and last[span] != row - 1:
            boxes.append((tops.pop(span), left, last[span], right))
        tops.setdefault(span, row)
        last[span] = row
    return boxes + [(top, left, last[left, right], right) for (left, right), top in tops.items()]


def _runs(places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Neighbouring cells of a row: row, first and last column."""
    run: tuple[int, int, int] | None = None
    for row, column in sorted(places):
        if run and run[0] == row and run[2] == column - 1:
            run = (row, run[1], column)
            continue
        if run:
            yield run
        run = (row, column, column)
    if run:
        yield run
