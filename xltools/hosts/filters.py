"""Filters and hidden rows of a table: what xlwings has no name for, so that engines are asked each in its
own way. The way over Excel's COM has not been seen working in Excel itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import xlwings as xw

from xltools.hosts.ranges import Range as OwnRange
from xltools.hosts.tables import Table as OwnTable

_VISIBLE = 12
"""xlCellTypeVisible."""


def refilter(table: xw.main.Table) -> list[str]:
    """Apply the officer's filter to the rows that a table holds now, in the order they were written in.

    The headings of columns whose filter cannot be applied, which show everything from now on.
    """
    if isinstance(table.impl, OwnTable):
        return list(table.impl.parent.document.refilter(table.name))
    _refilter_excel(table.api)
    return []


def hidden_count(cells: xw.Range) -> int:
    """How many rows of a range the officer or a filter has hidden."""
    if isinstance(cells.impl, OwnRange):
        return len(cells.impl.document.hidden_rows(cells.sheet.name, cells.impl.box))
    return int(cells.api.Rows.Count) - sum(rows for _, rows in _visible(cells.api))


def fit_rows(cells: xw.Range) -> None:
    """Make rows as high as their wrapped texts need; hidden ones stay hidden."""
    if isinstance(cells.impl, OwnRange):
        cells.rows.autofit()
        return
    for first, rows in _visible(cells.api):
        cells.api.Worksheet.Rows(f"{first}:{first + rows - 1}").AutoFit()


def _refilter_excel(api: Any) -> None:
    """Excel would sort anew with the filter, as the marks say: they go first."""
    api.Sort.SortFields.Clear()
    if not api.ShowAutoFilter:
        return
    api.AutoFilter.Sort.SortFields.Clear()
    if api.AutoFilter.FilterMode:
        api.AutoFilter.ApplyFilter()


def _visible(api: Any) -> Iterator[tuple[int, int]]:
    """First row and length of each run of rows that are not hidden.

    SpecialCells would answer for the whole sheet where there is one cell, and not at all for hidden columns.
    """
    rows = int(api.Rows.Count)
    column = next((c for c in api.Columns if not c.EntireColumn.Hidden), None)
    if api.EntireRow.Hidden is True:
        return
    if rows == 1 or column is None:
        yield int(api.Row), rows
        return
    for area in column.SpecialCells(_VISIBLE).Areas:
        yield int(area.Row), int(area.Rows.Count)
