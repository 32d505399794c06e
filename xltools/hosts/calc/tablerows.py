"""Rows that a table gains or loses: new ones look and calculate like the last, lost ones are seen again."""

from __future__ import annotations

from typing import Any

from xltools.cells import Box
from xltools.hosts.calc import formulacells
from xltools.hosts.calc.component import Component
from xltools.hosts.document import TableInfo
from xltools.ooxml.shifting import shifted

_FONT = tuple(
    f"Char{what}{script}"
    for what in ("FontName", "Height", "Posture", "Weight")
    for script in ("", "Asian", "Complex")
)
_LOOKS = tuple(
    sorted((
        *_FONT, "BottomBorder2", "CellBackColor", "CellProtection", "CellStyle", "CharColor",
        "CharCrossedOut", "CharUnderline", "HoriJustify", "IsTextWrapped", "LeftBorder2", "NumberFormat",
        "ParaIndent", "RightBorder2", "RotateAngle", "ShrinkToFit", "TopBorder2", "Validation",
        "VertJustify",
    ))
)  # fmt: skip
"""What makes the looks of a cell, with the entries that are allowed in it."""


def calculated(component: Component, table: TableInfo) -> dict[int, str]:
    """The columns that a formula fills, with that of the last data row.

    LibreOffice does not keep what Excel calls a calculated column: it is one whose last cell holds a formula
    that at least half of its cells share.
    """
    if table.body is None:
        return {}
    top, left, bottom, right = table.body
    found = {}
    for column, last in enumerate(_formulas(component, table, (bottom, left, bottom, right))[0], left):
        if last.startswith("="):
            rows = _formulas(component, table, (top, column, bottom, column))
            same = sum(shifted(text, bottom - row, 0) == last for row, (text,) in enumerate(rows, top))
            if same * 2 >= len(rows):
                found[column] = last
    return found


def _formulas(component: Component, table: TableInfo, box: Box) -> list[list[str]]:
    return formulacells.read_formulas(component, table.sheet, box)


def fill_down(component: Component, table: TableInfo, new: Box, formulas: dict[int, str]) -> None:
    """Put each column's formula into the rows that were gained."""
    first, last = table.box[2] + 1, new[2]
    for column, text in formulas.items():
        texts = [[shifted(text, row - table.box[2], 0)] for row in range(first, last + 1)]
        box = (first, column, last, column)
        formulacells.write_formulas(component, table.sheet, box, texts, lambda *_: table.name)


def dress(component: Component, table: TableInfo, new: Box) -> None:
    """New rows look like the last one, new headers like the last one."""
    _, left, bottom, right = table.box
    if new[2] > bottom:
        for column in range(left, min(right, new[3]) + 1):
            _copy_looks(component, table.sheet, (bottom, column), (bottom + 1, column, new[2], column))
    if new[3] > right:
        _copy_looks(component, table.sheet, (new[0], right), (new[0], right + 1, new[0], new[3]))


def unhide(component: Component, table: TableInfo, bottom: int) -> None:
    """Show again the rows below `bottom` that the table's filter has hidden."""
    rows: Any = component.cells(table.sheet, (bottom + 1, 1, table.box[2], 1)).Rows
    for row in (rows.getByIndex(i) for i in range(rows.Count)):
        if row.IsFiltered:
            row.IsFiltered = False
            row.IsVisible = True


def _copy_looks(component: Component, sheet: str, source: tuple[int, int], target: Box) -> None:
    cell = component.cells(sheet, (*source, *source))
    states = zip(_LOOKS, cell.getPropertyStates(_LOOKS), strict=True)
    names = tuple(name for name, state in states if state.value == "DIRECT_VALUE")
    component.cells(sheet, target).setPropertyValues(names, cell.getPropertyValues(names))
