"""Formulas of cells, in the officer's own spelling."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xltools.cells import ERROR_CODES, Box
from xltools.errors import HostError
from xltools.hosts.calc import blocks
from xltools.hosts.calc.component import Component, boxes_of
from xltools.hosts.calc.encoding import Place, encode
from xltools.hosts.calc.grammar import from_calc, to_calc
from xltools.hosts.values import Plain, constant
from xltools.ooxml import formulas
from xltools.ooxml.cellvalue import UnwritableError

_FORMULA = 16
"""Of `com.sun.star.sheet.CellFlags`."""

_CONSTANTS = ERROR_CODES | {"TRUE", "FALSE"}
"""What LibreOffice keeps as a formula and Excel as a value."""


def read_formulas(component: Component, sheet: str, box: Box) -> list[list[str]]:
    """Formulas with =, constants as text, blank cells as ''."""
    texts = [[constant(value) for value in row] for row in blocks.read(component, sheet, box)]
    part = component.used_part(sheet, box)
    if part is None:
        return texts
    cells = component.cells(sheet, part)
    areas = boxes_of(cells.queryContentCells(_FORMULA).RangeAddresses)
    own = cells.getFormulaArray() if areas else ()
    sheets = component.sheet_names()
    for top, left, bottom, right in areas:
        for i in range(top - box[0], bottom - box[0] + 1):
            for j in range(left - box[1], right - box[1] + 1):
                texts[i][j] = in_excel(component, own[i][j], sheets)
    return texts


def write_formulas(
    component: Component,
    sheet: str,
    box: Box,
    rows: Sequence[Sequence[Plain]],
    table_at: Callable[[str, Place], str],
) -> None:
    """Put formulas and constants into a box; `table_at` names the table a cell lies in, if any."""

    def translate(text: str, place: Place) -> str:
        return in_calc(component, text, lambda: table_at(sheet, place))

    blocks.put(component, sheet, box, encode(sheet, box, rows, component.date1904, translate))


def in_calc(component: Component, text: str, table: Callable[[], str] = str) -> str:
    """A formula with its equals sign, as Calc takes it. UnwritableError where it cannot stand in a cell."""
    if formulas.spills(text):
        raise UnwritableError(f"公式 {text} 会占用旁边的单元格（动态数组），请在 Excel 里填写")
    own = "[@" in text and formulas.needs_table(text)
    name = table() if own else ""
    if own and not name:
        raise UnwritableError(f"公式 {text} 里的 [@列名] 只能用在表的行里")
    try:
        return "=" + to_calc(formulas.to_file(text, name), component.functions)
    except HostError as error:
        raise UnwritableError(str(error)) from error


def in_excel(component: Component, text: str, sheets: Sequence[str]) -> str:
    """A formula of Calc's in the officer's spelling; what is no formula in Excel as the constant it is."""
    text = text[1:-1] if text.startswith("{=") else text
    found = formulas.from_file(from_calc(text.removeprefix("="), component.functions, sheets))
    return found[1:] if found[1:] in _CONSTANTS else found
