"""Merged cells, which LibreOffice does not list: it only says whether any begins in a box."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xltools.cells import Box
from xltools.hosts.calc.component import Component, boxes_of


def merged_in(component: Component, sheet: str, box: Box) -> list[Box]:
    """The merged cells that begin in a box.

    Cells of the same merged size and the same looks are one group of formats.
    """
    rows = _rows_with_merges(component, sheet, box)
    if rows is None:
        return []
    groups = component.cells(sheet, (rows[0], box[1], rows[1], box[3])).getUniqueCellFormatRanges()
    found: list[Box] = []
    for group in (groups.getByIndex(i) for i in range(groups.Count)):
        areas = boxes_of(group.RangeAddresses)
        if component.cells(sheet, areas[0]).getIsMerged():
            found += _all_alike(component, sheet, areas)
    return sorted(found)


def _rows_with_merges(component: Component, sheet: str, box: Box) -> tuple[int, int] | None:
    """The first and the last row of a box in which a merged cell begins."""

    def any_between(first: int, last: int) -> bool:
        return bool(component.cells(sheet, (first, box[1], last, box[3])).getIsMerged())

    top, bottom = box[0], box[2]
    if not any_between(top, bottom):
        return None
    low, high = top, bottom
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if any_between(low, middle) else (middle + 1, high)
    first = low
    high = bottom
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if any_between(middle, high) else (low, middle - 1)
    return first, low


def _all_alike(component: Component, sheet: str, areas: list[Box]) -> Iterator[Box]:
    """Every cell of the areas is the first of a merged one; all are of the same size."""
    first = component.cells(sheet, (*areas[0][:2], *areas[0][:2]))
    cursor: Any = component.sheet(sheet).createCursorByRange(first)
    cursor.collapseToMergedArea()
    down, across = cursor.Rows.Count - 1, cursor.Columns.Count - 1
    for top, left, bottom, right in areas:
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                yield row, column, row + down, column + across
