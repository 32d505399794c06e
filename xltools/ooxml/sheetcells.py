"""The cells of one sheet between scanning and the grid: rows by number, each a list from column A on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from xltools.cells import Box, CellValue, Grid, address
from xltools.errors import FileError

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

_ROOMY = 1_000_000  # cells; a rectangle beyond it must hold something in one of `_SPARSE` cells
_SPARSE = 50
_ROWS_PER_COLUMN = LAST_ROW // LAST_COLUMN


@dataclass(slots=True)
class SheetCells:
    """What a scan found. Rows that hold nothing may be absent; rows may differ in length."""

    rows: dict[int, list[CellValue]]
    merged: tuple[Box, ...]
    hidden_rows: frozenset[int]


def to_grid(cells: SheetCells, sheet: str, file: str) -> Grid:
    """The rectangle from the first to the last cell that holds something.

    Blank text counts as nothing at the edges only. Raises FileError where a stray cell far away would
    make the rectangle enormous.
    """
    _clear_covered(cells)
    numbers = _trimmed(cells.rows)
    if not numbers:
        return Grid(sheet, [], merged=cells.merged, hidden_rows=cells.hidden_rows)
    filled = [cells.rows[n] for n in numbers]
    left, right = _columns(filled)
    top, bottom = numbers[0], numbers[-1]
    if _is_sparse((bottom - top + 1) * (right - left), filled):
        raise _stray_error(dict(zip(numbers, filled, strict=True)), sheet, file)
    rows = [_cut(cells.rows.get(n, []), left, right) for n in range(top, bottom + 1)]
    return Grid(sheet, rows, top, left + 1, cells.merged, cells.hidden_rows)


def holds(value: CellValue) -> bool:
    """Whether a cell holds something an officer could see."""
    return value is not None and not (isinstance(value, str) and not value.strip())


def _clear_covered(cells: SheetCells) -> None:
    """Empty what lies under a merged box: no program shows it, and readers would take it for data."""
    for top, left, bottom, right in cells.merged:
        few = bottom - top < len(cells.rows)
        for number in range(top, bottom + 1) if few else [n for n in cells.rows if top <= n <= bottom]:
            row = cells.rows.get(number, [])
            start = left if number == top else left - 1
            covered = len(row[start:right])
            row[start : start + covered] = [None] * covered


def _trimmed(rows: dict[int, list[CellValue]]) -> list[int]:
    """The row numbers in order, without the first and last ones that hold nothing."""
    numbers = sorted(rows)
    while numbers and not any(map(holds, rows[numbers[-1]])):
        numbers.pop()
    first = next((i for i, n in enumerate(numbers) if any(map(holds, rows[n]))), 0)
    return numbers[first:]


def _columns(rows: Sequence[Sequence[CellValue]]) -> tuple[int, int]:
    """The first used column and the one after the last, from 0."""
    right = max(map(len, rows))
    while not _is_used(rows, right - 1):
        right -= 1
    left = 0
    while not _is_used(rows, left):
        left += 1
    return left, right


def _is_used(rows: Iterable[Sequence[CellValue]], column: int) -> bool:
    return any(column < len(row) and holds(row[column]) for row in rows)


def _cut(row: list[CellValue], left: int, right: int) -> list[CellValue]:
    if left == 0 and len(row) == right:
        return row
    cut = row[left:right]
    return cut + [None] * (right - left - len(cut))


def _is_sparse(area: int, rows: Iterable[list[CellValue]]) -> bool:
    return area > _ROOMY and area > _SPARSE * sum(len(row) - row.count(None) for row in rows)


def _stray_error(rows: dict[int, list[CellValue]], sheet: str, file: str) -> FileError:
    used = [(n, j + 1) for n, row in rows.items() for j, value in enumerate(row) if holds(value)]
    row_gap, row = _gap({r for r, _ in used})
    column_gap, column = _gap({c for _, c in used})
    if row_gap >= column_gap * _ROWS_PER_COLUMN:
        stray = next(cell for cell in used if cell[0] == row)
        where = f"前面空了 {row_gap} 行"
    else:
        stray = next(cell for cell in used if cell[1] == column)
        where = f"左边空了 {column_gap} 列"
    return FileError(
        f"“{file}”工作表“{sheet}”的单元格 {address(*stray)} 有内容，{where}，多半是误填。"
        "请删除它所在的行和列（右键—删除），保存后重报。"
    )


def _gap(used: set[int]) -> tuple[int, int]:
    """The longest stretch of nothing and the first number after it."""
    return max(((b - a - 1, b) for a, b in pairwise(sorted({0} | used))))
