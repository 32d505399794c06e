"""Which error a cell shows: Calc hands out blocks with nothing in the place of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xltools.cells import CellError
from xltools.hosts.calc.connection import Connection

_CODES = {503: "#NUM!", 521: "#NULL!", 523: "#NUM!", 524: "#REF!", 525: "#NAME?", 532: "#DIV/0!"}
"""LibreOffice's own numbers; whatever is not listed is #VALUE! in Excel."""

_NOT_AVAILABLE = 32767
_FEW = 20
"""Errors up to which each cell is asked; of more, those without a value (of VLOOKUP) are found at once."""


def errors_in(
    cells: Any, places: Iterable[tuple[int, int]], connection: Connection
) -> dict[tuple[int, int], CellError]:
    """The errors at places in a range, counted from 0."""
    left = set(places)
    found: dict[tuple[int, int], CellError] = {}
    if len(left) > _FEW:
        shown = connection.service("sheet.FunctionAccess").callFunction("ISNA", (cells,))
        missing = {(r, c) for r, c in left if shown[r][c]}
        found |= dict.fromkeys(missing, CellError("#N/A"))
        left -= missing
    return found | {place: _error(cells.getCellByPosition(*reversed(place))) for place in left}


def _error(cell: Any) -> CellError:
    code = cell.getError()
    return CellError("#N/A" if code == _NOT_AVAILABLE else _CODES.get(code, "#VALUE!"))
