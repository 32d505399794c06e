"""What an officer gave for one argument: cells, and where they stand on the sheet.

A whole column of 1,048,576 rows is read as far as its sheet is used.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xlwings.conversion import Converter, ValueAccessor

from xltools.cells import ERROR_CODES, CellError, CellValue, Grid, address

WHOLE_COLUMN = 65_536
"""Rows from which a range was given as whole columns (the number of rows of an .xls)."""

_WHOLE_ROW = 16_384
_NEWER_ERRORS = range(-2_146_826_288, -2_146_826_200)
"""Error cells that xlwings has no name for (#SPILL!, #CALC! …) arrive as these numbers."""


@dataclass(frozen=True, slots=True)
class Given:
    """The cells of an argument without the blank rows at its end.

    `height` and `width` are those of the range as given; `top` and `left` its first cell on the sheet, None
    for an array that stands in no cells; `parts` counts the areas of a multiple selection.
    """

    rows: list[list[CellValue]]
    height: int
    width: int
    top: int | None = None
    left: int | None = None
    parts: int = 1

    @classmethod
    def of(cls, rows: Sequence[Sequence[Any]], top: int | None = None, left: int | None = None) -> Given:
        """Cells that are at hand: rows of values, all of one length."""
        return _given(rows, (len(rows), len(rows[0])), top, left)

    @property
    def whole(self) -> bool:
        """Whether whole columns were given: the answer then ends with the last filled row."""
        return self.height >= WHOLE_COLUMN

    @property
    def blank(self) -> bool:
        """Whether there is nothing in any cell: the argument was left out."""
        return not self.rows

    def place(self, row: int, column: int) -> str:
        """A cell, counted from 0, as its address on the sheet; else as its place in the array."""
        if self.top is None or self.left is None:
            return f"第{row + 1}行" + (f"第{column + 1}列" if self.width > 1 else "")
        return address(self.top + row, self.left + column)

    def grid(self) -> Grid:
        """The cells as `tables` reads them, in sheet coordinates where there are any."""
        return Grid("", self.rows, top=self.top or 1, left=self.left or 1)


class Cells(Converter):
    """xlwings converter for `@xw.arg(name, Cells)`: a range, an array or one value to `Given`."""

    @classmethod
    def reader(cls, options: dict[str, Any]) -> Any:
        """xlwings' own reading with error cells kept, between finding the used part and remembering it."""
        reader: Callable[..., Any] = ValueAccessor.reader
        plain = reader({**options, "ndim": 2, "err_to_str": True, "empty": None})
        return plain.prepend_stage(_measure).append_stage(_remember)


def _measure(context: Any) -> None:
    """Keep the size of the range, and read no further than its sheet is used."""
    cells = context.range
    if cells is None:
        return
    rows, columns = cells.shape
    context.meta["shape"] = rows, columns
    context.meta["corner"] = cells.row, cells.column
    context.meta["parts"] = cells.address.count(",") + 1
    if rows >= WHOLE_COLUMN or columns >= _WHOLE_ROW:
        used = cells.sheet.used_range.last_cell
        last_row = min(cells.row + rows - 1, max(used.row, cells.row))
        last_column = min(cells.column + columns - 1, max(used.column, cells.column))
        context.range = cells.sheet.range((cells.row, cells.column), (last_row, last_column))


def _remember(context: Any) -> None:
    rows = context.value
    shape = context.meta.get("shape", (len(rows), len(rows[0])))
    top, left = context.meta.get("corner", (None, None))
    context.value = _given(rows, shape, top, left, context.meta.get("parts", 1))


def _given(
    rows: Sequence[Sequence[Any]], shape: tuple[int, int], top: int | None, left: int | None, parts: int = 1
) -> Given:
    last = len(rows)
    while last and all(map(_empty, rows[last - 1])):
        last -= 1
    return Given([[_cell(v) for v in row] for row in rows[:last]], *shape, top, left, parts)


def _empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _cell(value: Any) -> CellValue:
    """A value as Excel or VBA hands it over; amounts in a currency format come as Decimal."""
    if isinstance(value, str):
        return CellError(value) if value in ERROR_CODES else value
    if isinstance(value, int) and not isinstance(value, bool):
        return CellError("错误值") if value in _NEWER_ERRORS else float(value)
    if isinstance(value, Decimal):
        return float(value)
    return value  # type: ignore[no-any-return]
