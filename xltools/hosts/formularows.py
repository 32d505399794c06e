"""Which rows of a range hold formulas: our own engines say so without the text of every cell."""

from __future__ import annotations

import xlwings as xw

from xltools.hosts.ranges import Range as OwnRange


def formula_rows(cells: xw.Range) -> frozenset[int]:
    """The sheet rows of a range in which a cell holds a formula."""
    if isinstance(cells.impl, OwnRange):
        return frozenset(cells.impl.document.formula_rows(cells.sheet.name, cells.impl.box))
    found = cells.formula
    lines = found if isinstance(found, (list, tuple)) else [[found]]
    return frozenset(row for row, line in enumerate(lines, cells.row) if any(map(_is_formula, line)))


def _is_formula(text: object) -> bool:
    return isinstance(text, str) and text.startswith("=")
