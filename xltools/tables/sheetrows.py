"""The rows under a found header, sorted: what the findings about a sheet look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xltools.cells import CellValue, Grid
from xltools.tables.body import Body
from xltools.tables.header import Header


@dataclass(frozen=True, slots=True)
class SheetRows:
    """`rows`: the cells under the header, merged words carried; `body`: which of them are data."""

    grid: Grid
    header: Header
    rows: list[list[CellValue]]
    body: Body

    def at(self, row: int, column: int) -> CellValue:
        """The cell at a sheet position below the header."""
        return self.rows[row - self.header.bottom - 1][column - self.grid.left]

    def columns(self) -> list[Sequence[CellValue]]:
        """The cells of the data rows by sheet column; empty when there are no data rows."""
        first = self.header.bottom + 1
        data = self.body.data
        rows = self.rows if len(data) == len(self.rows) else [self.rows[row - first] for row in data]
        return list(zip(*rows, strict=True))
