"""The values of one sheet as they are now: what the file held, with everything written since."""

from __future__ import annotations

from collections.abc import Sequence

from xltools.cells import Box, CellValue, Grid
from xltools.errors import HostError

_MOST_CELLS = 20_000_000


class LiveCells:
    """Rows and columns from 1; what lies outside is blank."""

    def __init__(self, grid: Grid | None = None) -> None:
        self._rows: list[list[CellValue]] = []
        self._used: Box | None = None
        self._measured = False
        if grid is not None and grid.rows:
            width = len(grid.rows[0])
            self.write((grid.top, grid.left, grid.top + len(grid.rows) - 1, grid.left + width - 1), grid.rows)

    def read(self, box: Box) -> list[list[CellValue]]:
        """The cells of a box, a new list for each row."""
        top, left, bottom, right = box
        width = right - left + 1
        if width * (bottom - top + 1) > _MOST_CELLS:
            raise HostError("要读取的区域太大（整张工作表？）。请写明区域，或用 used_range。")
        rows = [row[left - 1 : right] for row in self._rows[top - 1 : bottom]]
        rows = [row + [None] * (width - len(row)) for row in rows]
        return rows + [[None] * width for _ in range(bottom - top + 1 - len(rows))]

    def write(self, box: Box, rows: Sequence[Sequence[CellValue]]) -> None:
        """Put values into a box."""
        top, left, bottom, _ = box
        self._measured = False
        self._rows += ([] for _ in range(bottom - len(self._rows)))
        for number, values in enumerate(rows, top - 1):
            row = self._rows[number]
            row += [None] * (left - 1 + len(values) - len(row))
            row[left - 1 : left - 1 + len(values)] = values

    def clear(self, box: Box) -> None:
        """Empty the cells of a box."""
        top, left, bottom, right = box
        self._measured = False
        for row in self._rows[top - 1 : bottom]:
            count = len(row[left - 1 : right])
            row[left - 1 : right] = [None] * count

    def used(self) -> Box | None:
        """The smallest box around everything that is not blank."""
        if not self._measured:
            self._used, self._measured = self._measure(), True
        return self._used

    def _measure(self) -> Box | None:
        extents = [
            (number, next(filled), max(filled, default=0))
            for number, row in enumerate(self._rows, 1)
            if any(cell is not None for cell in row)
            for filled in [(c for c, cell in enumerate(row, 1) if cell is not None)]
        ]
        if not extents:
            return None
        left = min(first for _, first, _ in extents)
        return extents[0][0], left, extents[-1][0], max(max(first, last) for _, first, last in extents)
