"""How wide the columns and how high the rows of a closed workbook have to be for what stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xltools.cells import Box, CellValue
from xltools.hosts.livecells import LiveCells
from xltools.hosts.shown import shown
from xltools.ooxml.columnsxml import fitting_width, width_of
from xltools.ooxml.patch import Patch
from xltools.ooxml.rowheights import fitted_height, wrapped_lines

_MEASURED_ROWS = 500


def widths(patch: Patch, sheet: str, cells: LiveCells, box: Box) -> dict[int, float]:
    """Widths that fit what the columns show; merged cells do not count, as in Excel."""
    top, left, bottom, right = (*box[:2], min(box[2], box[0] + _MEASURED_ROWS - 1), box[3])
    areas = patch.sheet(sheet).merged
    merged = {cell for area in areas for cell in _cells(area, (top, left, bottom, right))}
    texts: dict[int, list[str]] = {column: [] for column in range(left, right + 1)}
    for (row, column), value in _values(cells.read((top, left, bottom, right)), top, left):
        if (row, column) not in merged and value is not None:
            code = patch.styles.number_format(patch.style_of(sheet, row, column))
            texts[column].append(shown(value, code))
    return {column: fitting_width(each) for column, each in texts.items() if each}


def heights(patch: Patch, sheet: str, cells: LiveCells, box: Box) -> dict[int, float | None]:
    """The height each row needs for its wrapped texts; None where one line will do."""
    skeleton = patch.sheet(sheet).skeleton
    wide = {column: width_of(skeleton, column) for column in range(box[1], box[3] + 1)}
    found: dict[int, float | None] = dict.fromkeys(range(box[0], box[2] + 1))
    for (row, column), value in _values(cells.read(box), box[0], box[1]):
        if not isinstance(value, str) or wrapped_lines(value, wide[column]) == 1:
            continue
        if patch.styles.wraps(patch.style_of(sheet, row, column)):
            found[row] = max(found[row] or 0.0, fitted_height(value, wide[column]))
    return found


def _cells(area: Box, limit: Box) -> Iterator[tuple[int, int]]:
    """The cells of an area within a limit."""
    for row in range(max(area[0], limit[0]), min(area[2], limit[2]) + 1):
        for column in range(max(area[1], limit[1]), min(area[3], limit[3]) + 1):
            yield row, column


def _values(
    rows: Sequence[Sequence[CellValue]], top: int, left: int
) -> Iterator[tuple[tuple[int, int], CellValue]]:
    for row, values in enumerate(rows, top):
        for column, value in enumerate(values, left):
            yield (row, column), value
