"""The rectangle of cells that hosts and readers hand to `tables`, and nothing more.

Rows and columns count from 1, as on the officer's screen.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TypeAlias

Box: TypeAlias = tuple[int, int, int, int]
"""First row, first column, last row, last column; inclusive."""


@dataclass(frozen=True, slots=True)
class CellError:
    """An error cell such as #REF!; most fast readers turn it into a blank, here it is kept."""

    code: str

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class Uncalculated:
    """A formula that no program has calculated yet: there is no value to read."""

    formula: str

    def __str__(self) -> str:
        return f"={self.formula}"


CellValue: TypeAlias = str | float | bool | dt.datetime | CellError | Uncalculated | None

ERROR_CODES = frozenset({"#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!", "#GETTING_DATA"})


@dataclass(slots=True)
class Grid:
    """The cells of one sheet: `rows[i][j]` is the cell at row `top + i`, column `left + j`.

    All rows have the same length. `merged` holds boxes in sheet coordinates; only the first cell of a
    merged box carries its value. Hidden and filtered rows are in `rows` like any other.
    """

    sheet: str
    rows: list[list[CellValue]]
    top: int = 1
    left: int = 1
    merged: tuple[Box, ...] = ()
    hidden_rows: frozenset[int] = field(default_factory=frozenset)

    def at(self, row: int, column: int) -> CellValue:
        """The cell at a sheet position; None outside the rectangle."""
        i, j = row - self.top, column - self.left
        if 0 <= i < len(self.rows) and 0 <= j < len(self.rows[i]):
            return self.rows[i][j]
        return None


def column_letter(number: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def address(row: int, column: int) -> str:
    """(7, 6) → F7."""
    return f"{column_letter(column)}{row}"


def box_address(box: Box) -> str:
    """(4, 1, 10, 3) → A4:C10."""
    return f"{address(box[0], box[1])}:{address(box[2], box[3])}"
