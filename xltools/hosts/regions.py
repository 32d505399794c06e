"""How Excel finds its way over cells: Ctrl+arrow and Ctrl+*. Pure functions over what is filled."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xltools.cells import Box, CellValue
from xltools.ooxml.refs import LAST_COLUMN, LAST_ROW


def end_of(line: Sequence[bool], start: int, step: int, last: int) -> int:
    """Where Ctrl+arrow leads along a line (positions from 1; beyond `line` nothing is filled)."""

    def filled(position: int) -> bool:
        return 1 <= position <= len(line) and line[position - 1]

    at = start + step
    if step < 0:
        at = min(at, max(len(line), 1))
    if filled(start) and filled(at):
        while filled(at + step):
            at += step
        return at
    while 1 <= at <= len(line) and not filled(at):
        at += step
    if filled(at):
        return at
    return 1 if step < 0 else last


def last_position(across: bool) -> int:
    """The last column, or the last row, of a sheet."""
    return LAST_COLUMN if across else LAST_ROW


def region_around(box: Box, used: Box | None, read: Callable[[Box], list[list[CellValue]]]) -> Box:
    """The block of cells around a box that blank rows and columns bound."""
    if used is None:
        return box
    grid = read(used)
    top, left, bottom, right = box

    def any_filled(r0: int, c0: int, r1: int, c1: int) -> bool:
        rows = grid[max(r0 - used[0], 0) : max(r1 - used[0] + 1, 0)]
        start, stop = max(c0 - used[1], 0), max(c1 - used[1] + 1, 0)
        return any(cell is not None for row in rows for cell in row[start:stop])

    while True:
        before = (top, left, bottom, right)
        top -= top > 1 and any_filled(top - 1, left - 1, top - 1, right + 1)
        bottom += any_filled(bottom + 1, left - 1, bottom + 1, right + 1)
        left -= left > 1 and any_filled(top - 1, left - 1, bottom + 1, left - 1)
        right += any_filled(top - 1, right + 1, bottom + 1, right + 1)
        if before == (top, left, bottom, right):
            return before
