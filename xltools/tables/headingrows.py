"""The rows of a header read column by column: group cells carried over the columns they head."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from xltools.cells import Box, CellValue, Grid, address
from xltools.tables.fold import header_text, trimmed

Heading: TypeAlias = tuple[str, ...]
"""What heads one sheet column, from the top row down: ("中央", "下达")."""

Corners: TypeAlias = Mapping[tuple[int, int], Box]
"""First cell of a merged box → the box."""


def headings(grid: Grid, corners: Corners, start: int, depth: int) -> dict[int, Heading]:
    """Sheet column → its heading in `depth` rows of the grid from index `start`; blank ones are left out."""
    rows = [[_label(v) for v in row] for row in grid.rows[start : start + depth]]
    for level in range(depth - 1):
        _carry_groups(rows, level, grid, corners, start)
    parts = (tuple(dict.fromkeys(filter(None, labels))) for labels in zip(*rows, strict=True))
    return {j: heading for j, heading in enumerate(parts, grid.left) if heading}


def all_headings(row: Sequence[CellValue]) -> bool:
    """Whether every filled cell of a row may be a heading or a unit under one."""
    return all(_label(v) for v in row if v is not None and not (isinstance(v, str) and not v.strip()))


def lowest_cell(grid: Grid, start: int, depth: int, column: int) -> str:
    """The address of the lowest cell of the header that says something in a sheet column."""
    rows = range(start + depth - 1, start - 1, -1)
    said = (i for i in rows if _label(grid.rows[i][column - grid.left]))
    return address(grid.top + next(said, start), column)


def named_unit(heading: Heading) -> str:
    """The unit in the heading's brackets, the lowest row's first."""
    return next((u for part in reversed(heading) if (u := header_text(part).unit)), "")


def _carry_groups(rows: list[list[str]], level: int, grid: Grid, corners: Corners, start: int) -> None:
    """Repeat each group cell to the right: over its merged box, or over blanks with headings below them."""
    group, last = "", -1
    headed = list(map(any, zip(*rows[level + 1 :], strict=True)))
    for j, label in enumerate(rows[level]):
        if label:
            box = corners.get((grid.top + start + level, grid.left + j))
            group = label if header_text(label).full else ""
            last = box[3] - grid.left if box else len(rows[level])
        elif group and j <= last and headed[j]:
            rows[level][j] = group
        elif j > last or not headed[j]:
            group = ""


def _label(value: CellValue) -> str:
    """The text of a header cell; labels such as 填报单位： are none."""
    return _text_label(value) if type(value) is str else ""


@lru_cache(maxsize=20_000)
def _text_label(value: str) -> str:
    text = trimmed(value)
    folded = header_text(text)
    return text if folded.full or folded.unit else ""
