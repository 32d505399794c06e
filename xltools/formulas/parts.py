"""公式校核 as one grid: parts side by side, each with columns of its own, an empty column between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from xltools.cells import column_letter

Cell: TypeAlias = str | None
Row: TypeAlias = dict[str, str]
"""Column → formula with its equals sign."""

FIRST = 5
"""The first row of every part, as on the screen."""

FAILED = "无法复算"
"""What 差异 says of a row that cannot be computed."""


@dataclass(frozen=True, slots=True)
class Part:
    """Columns of the sheet that belong together, the first at `left` (from 1)."""

    columns: tuple[str, ...]
    left: int

    @property
    def right(self) -> int:
        return self.left + len(self.columns) - 1

    def row(self, row: int) -> Row:
        """Column → the address of its cell in `row`."""
        return {name: f"${column_letter(self.left + i)}{row}" for i, name in enumerate(self.columns)}

    def down(self, name: str, count: int) -> str:
        """The cells of a column, `count` rows from FIRST on."""
        letter = column_letter(self.left + self.columns.index(name))
        return f"${letter}${FIRST}:${letter}${FIRST + max(count, 1) - 1}"


def side_by_side(parts: Sequence[Part], rows: Sequence[Sequence[Row]]) -> list[list[Cell]]:
    """The rows of the parts next to each other; the shorter ones end in empty cells."""
    height = max(map(len, rows))
    grid: list[list[Cell]] = []
    for i in range(height):
        line: list[Cell] = []
        for part, own in zip(parts, rows, strict=True):
            line += [None] if line else []
            line += [own[i].get(name) if i < len(own) else None for name in part.columns]
        grid.append(line)
    return grid
