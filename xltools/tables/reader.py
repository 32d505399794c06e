"""Any county's own sheet into a clean DataFrame, or a list of exact complaints."""

from __future__ import annotations

from collections.abc import Sequence

from xltools.cells import Grid
from xltools.tables.model import Reading, Table
from xltools.tables.plain import read_plain, read_sheet


def read_grid(grid: Grid, table: Table, file: str = "") -> Reading:
    """Read one sheet: find the header, sort the rows, parse and check every cell."""
    return read_sheet(grid, table, file).to_reading()


def read_grids(grids: Sequence[Grid], table: Table, file: str = "") -> Reading:
    """Read the sheet that holds the table: the one of its name, else the one whose header fits best."""
    return read_plain(grids, table, file).to_reading()
