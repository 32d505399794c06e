"""Values of cells, read and written as blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TypeAlias

from xltools.cells import Box, CellValue
from xltools.hosts.calc.component import Component, boxes_of, is_mixed
from xltools.hosts.calc.encoding import Encoded, encode
from xltools.hosts.calc.errorcells import errors_in
from xltools.hosts.calc.numberformats import GENERAL, LOGICAL
from xltools.hosts.calc.rectangles import rectangles
from xltools.hosts.calc.refusals import refuse_covered, writing
from xltools.hosts.calc.truths import yields_truth
from xltools.hosts.values import Plain
from xltools.ooxml.dates import from_serial, is_date_format
from xltools.ooxml.refs import union

_Rows: TypeAlias = list[list[CellValue]]

_DATES, _NUMERIC = 2, 1
"""Of `com.sun.star.sheet.CellFlags`, and of `FormulaResult`."""

_LARGE = 20_000
"""Cells from which on measuring the height of every row takes far longer than writing them."""


def read(component: Component, sheet: str, box: Box) -> _Rows:
    """The values of a box; formulas by their results."""
    part = component.used_part(sheet, box)
    rows = _read(component, sheet, part) if part else []
    width = box[3] - box[1] + 1
    rows = [row + [None] * (width - len(row)) for row in rows]
    return rows + [[None] * width for _ in range(box[2] - box[0] + 1 - len(rows))]


def write(component: Component, sheet: str, box: Box, rows: Sequence[Sequence[Plain]]) -> None:
    """Put values into a box: text stays text whatever it looks like, a date gets a format that shows it."""
    put(component, sheet, box, encode(sheet, box, rows, component.date1904))


def put(component: Component, sheet: str, box: Box, block: Encoded) -> None:
    """Put an encoded block into a box."""
    top, left = box[:2]
    refuse_covered(
        component,
        sheet,
        box,
        lambda place: block.data[place[0] - top][place[1] - left] == "" and place not in block.formulas,
    )
    with writing(component, sheet, box), _at_once(component, box):
        component.cells(sheet, box).setDataArray(block.data)
        for part in rectangles(block.formulas):
            _put_formulas(component, sheet, part, block)
        for code in set(block.formats.values()):
            for part in rectangles(place for place, wanted in block.formats.items() if wanted == code):
                _show_dates(component, sheet, part, code)


def _at_once(component: Component, box: Box) -> AbstractContextManager[object]:
    """A large block keeps the heights its rows have: they are fitted when that is asked for."""
    large = (box[2] - box[0] + 1) * (box[3] - box[1] + 1) >= _LARGE
    return component.heights_kept() if large else nullcontext()


def _put_formulas(component: Component, sheet: str, box: Box, block: Encoded) -> None:
    """A cell of the General format keeps it: LibreOffice would fix what the first result looks like."""
    rows, columns = range(box[0], box[2] + 1), range(box[1], box[3] + 1)
    cells = component.cells(sheet, box)
    general = not is_mixed(cells, "NumberFormat") and component.formats.code(cells.NumberFormat) == GENERAL
    cells.setFormulaArray(tuple(tuple(block.formulas[row, column] for column in columns) for row in rows))
    if general:
        cells.NumberFormat = component.formats.key(GENERAL)


def _show_dates(component: Component, sheet: str, box: Box, code: str) -> None:
    for shown, areas in component.format_areas(sheet, box):
        for area in areas if not is_date_format(shown) else ():
            component.cells(sheet, area).NumberFormat = component.formats.key(code)


def _read(component: Component, sheet: str, box: Box) -> _Rows:
    cells = component.cells(sheet, box)
    data = cells.getDataArray()
    rows: _Rows = [[None if value == "" else value for value in row] for row in data]
    kinds = {type(value) for row in data for value in row}
    if float in kinds:
        calculated = boxes_of(cells.queryFormulaCells(_NUMERIC).RangeAddresses)
        _mark_truths(component, sheet, box, rows, calculated)
        dated = boxes_of(cells.queryContentCells(_DATES).RangeAddresses)
        _mark_dates(component, sheet, box, rows, [*dated, *calculated])
    if type(None) in kinds:
        places = ((i, j) for i, row in enumerate(data) for j, value in enumerate(row) if value is None)
        for (i, j), error in errors_in(cells, places, component.connection).items():
            rows[i][j] = error
    return rows


def _mark_dates(component: Component, sheet: str, box: Box, rows: _Rows, areas: Iterable[Box]) -> None:
    """Serial numbers that are shown as days become dates."""
    for area in areas:
        for code, parts in component.format_areas(sheet, area):
            for i, j in _inside(parts, box) if is_date_format(code) else ():
                value = rows[i][j]
                if type(value) is float:
                    rows[i][j] = from_serial(value, component.date1904)


def _mark_truths(component: Component, sheet: str, box: Box, rows: _Rows, calculated: Sequence[Box]) -> None:
    """Ones and zeros that are shown as TRUE and FALSE become so."""
    if not any(0.0 in row or 1.0 in row for row in rows):
        return
    areas = component.format_areas(sheet, box)
    truths = set(_inside((part for code, parts in areas if code == LOGICAL for part in parts), box))
    if calculated:
        around = union(calculated)
        texts = component.cells(sheet, around).getFormulaArray()
        down, across = around[0] - box[0], around[1] - box[1]
        truths.update(
            (i, j)
            for i, j in _inside(calculated, box)
            if rows[i][j] in (0, 1) and yields_truth(texts[i - down][j - across])
        )
    for i, j in truths:
        value = rows[i][j]
        rows[i][j] = bool(value) if type(value) is float and value in (0, 1) else value


def _inside(areas: Iterable[Box], box: Box) -> Iterator[tuple[int, int]]:
    """The cells of areas, counted from the first of a box as 0."""
    for top, left, bottom, right in areas:
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                yield row - box[0], column - box[1]
