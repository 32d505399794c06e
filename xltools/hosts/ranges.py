"""Ranges of cells, as xlwings knows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import xlwings as xw
from xlwings import base_classes, expansion

from xltools.cells import Box, column_letter
from xltools.errors import HostError
from xltools.hosts import references, regions
from xltools.hosts.fonts import Font
from xltools.hosts.unsupported import refusal, stands_in_for
from xltools.ooxml.refs import LAST_COLUMN, LAST_ROW, absolute, intersects, quoted, within
from xltools.ooxml.shifting import shifted

if TYPE_CHECKING:
    from xltools.hosts.document import Document, Rgb
    from xltools.hosts.names import Name
    from xltools.hosts.sheets import Sheet
    from xltools.hosts.tables import Table

_STEPS = {"down": (1, 0), "up": (-1, 0), "right": (0, 1), "left": (0, -1)}
_AXES = {"rows": (True, False), "r": (True, False), "columns": (False, True), "c": (False, True)}


@stands_in_for(base_classes.Range)
class Range:
    """A box of cells on one sheet; a box without rows or columns holds nothing."""

    sheet: Sheet
    box: Box
    options: dict[str, Any]
    max_cells_per_read = None
    max_cells_per_write = None
    has_array = False

    def __init__(self, sheet: Sheet, box: Box) -> None:
        self.sheet = sheet
        self.box = box
        self.options = {}

    @classmethod
    def at(cls, sheet: Sheet, first: Any, last: Any = None) -> Range:
        """From what `sheet.range` takes: an address or name, a cell, two corners, or (row, column, rows,
        columns)."""
        if isinstance(first, str):
            name, box = references.resolve(sheet, first)
            found = sheet if name == sheet.name else type(sheet)(sheet.book, name)
            return cls(found, box) if last is None else cls(found, _around(box, cls.at(found, last).box))
        if isinstance(first, tuple) and len(first) == 4:
            row, column, rows, columns = first
            return cls(sheet, _checked((row, column, row + rows - 1, column + columns - 1)))
        one = _corner(first)
        return cls(sheet, _checked(_around(one, _corner(last)) if last is not None else one))

    @property
    def document(self) -> Document:
        """The workbook it lies in."""
        return self.sheet.document

    @property
    def api(self) -> Document:
        return self.document

    @property
    def row(self) -> int:
        return self.box[0]

    @property
    def column(self) -> int:
        return self.box[1]

    @property
    def shape(self) -> tuple[int, int]:
        return max(self.box[2] - self.box[0] + 1, 0), max(self.box[3] - self.box[1] + 1, 0)

    @property
    def coords(self) -> tuple[Any, ...]:
        return (self.sheet.name, self.row, self.column, *self.shape)

    def __len__(self) -> int:
        rows, columns = self.shape
        return rows * columns

    def __call__(self, first: int, second: int | None = None) -> Range:
        row, column = (first, second) if second is not None else _nth(first, self.shape[1])
        top, left = self.row + row - 1, self.column + column - 1
        return Range(self.sheet, _checked((top, left, top, left)))

    @property
    def raw_value(self) -> Any:
        if not len(self):
            return None
        rows = self.document.read(self.sheet.name, self.box)
        return rows[0][0] if len(self) == 1 else rows

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        if len(self):
            box, rows = self._rows(value)
            self.document.write(self.sheet.name, box, rows)

    @property
    def formula(self) -> Any:
        if not len(self):
            return None
        rows = self.document.read_formulas(self.sheet.name, self.box)
        return rows[0][0] if len(self) == 1 else tuple(map(tuple, rows))

    @formula.setter
    def formula(self, value: Any) -> None:
        if not len(self):
            return
        box, rows = self._rows(value)
        if isinstance(value, str) and value.startswith("="):
            rows = [[shifted(str(v), i, j) for j, v in enumerate(row)] for i, row in enumerate(rows)]
        self.document.write_formulas(self.sheet.name, box, rows)

    @property
    def formula2(self) -> Any:
        return self.formula

    @formula2.setter
    def formula2(self, value: Any) -> None:
        raise refusal("Range.formula2（动态数组公式）")

    def _rows(self, value: Any) -> tuple[Box, Sequence[Sequence[Any]]]:
        """The box that is written and its values; one value fills the whole range."""
        if not isinstance(value, (list, tuple)):
            rows, columns = self.shape
            if rows == LAST_ROW or columns == LAST_COLUMN:
                raise HostError(f"不能把一个值填满整行整列（{self.address}），请写明要填的区域。")
            return self.box, [[value] * columns] * rows
        lines = value if value and isinstance(value[0], (list, tuple)) else [value]
        return (self.row, self.column, self.row + len(lines) - 1, self.column + len(lines[0]) - 1), lines

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        text = absolute(self.box)
        if not (row_absolute and col_absolute):
            cells = [self.box[:2], self.box[2:]] if len(self) > 1 else [self.box[:2]]
            text = ":".join(_cell(r, c, row_absolute, col_absolute) for r, c in cells)
        return f"'[{self.sheet.book.name}]{self.sheet.name}'!{text}" if external else text

    @property
    def address(self) -> str:
        return self.get_address(True, True, False)

    def expand(self, mode: str) -> Range:
        expander = expansion.expanders.get(mode, mode)
        found: Range = expander.expand(xw.Range(impl=self)).impl
        return found

    def end(self, direction: str) -> Range:
        down, across = _STEPS[direction]
        used = self.document.used(self.sheet.name) or (1, 1, 1, 1)
        line = (self.row, 1, self.row, used[3]) if across else (1, self.column, used[2], self.column)
        cells = self.document.read(self.sheet.name, line)
        filled = [cell is not None for row in cells for cell in row]
        start = self.column if across else self.row
        to = regions.end_of(filled, start, down + across, regions.last_position(bool(across)))
        place = (self.row, to) if across else (to, self.column)
        return Range(self.sheet, (*place, *place))

    @property
    def current_region(self) -> Range:
        name = self.sheet.name
        box = regions.region_around(
            self.box, self.document.used(name), lambda box: self.document.read(name, box)
        )
        return Range(self.sheet, box)

    @property
    def color(self) -> Rgb | None:
        return self.document.fill(self.sheet.name, self.box)

    @color.setter
    def color(self, value: Any) -> None:
        if isinstance(value, str):
            value = bytes.fromhex(value.removeprefix("#"))
        elif isinstance(value, int):
            value = value.to_bytes(3, "little")
        self.document.set_fill(self.sheet.name, self.box, tuple(value) if value is not None else None)

    @property
    def number_format(self) -> str | None:
        return self.document.number_format(self.sheet.name, self.box)

    @number_format.setter
    def number_format(self, code: str) -> None:
        self.document.set_number_format(self.sheet.name, self.box, code)

    @property
    def font(self) -> Font:
        return Font(self)

    @property
    def column_width(self) -> float | None:
        widths = {self.document.column_width(self.sheet.name, c) for c in range(self.box[1], self.box[3] + 1)}
        return widths.pop() if len(widths) == 1 else None

    @column_width.setter
    def column_width(self, width: float) -> None:
        self.document.set_column_width(self.sheet.name, self.box, width)

    def autofit(self, axis: str | None = None) -> None:
        rows, columns = _AXES.get(axis or "", (True, True))
        self.document.autofit(self.sheet.name, self.box, rows, columns)

    def clear_contents(self) -> None:
        if len(self):
            self.document.clear(self.sheet.name, self.box, formats=False)

    def clear(self) -> None:
        if len(self):
            self.document.clear(self.sheet.name, self.box, formats=True)

    def select(self) -> None:
        self.document.select(self.sheet.name, self.box)

    @property
    def merge_area(self) -> Range:
        areas = self.document.merged(self.sheet.name)
        cell = (*self.box[:2], *self.box[:2])
        return Range(self.sheet, next((area for area in areas if within(cell, area)), self.box))

    @property
    def merge_cells(self) -> bool:
        return any(intersects(area, self.box) for area in self.document.merged(self.sheet.name))

    @property
    def table(self) -> Table | None:
        cell = (*self.box[:2], *self.box[:2])
        return next((table for table in self.sheet.tables if within(cell, table.range.box)), None)

    @property
    def name(self) -> Name | None:
        here = f"={quoted(self.sheet.name)}!{self.address}"
        return next((n for n in self.sheet.book.names if n.refers_to in (here, here.replace("'", ""))), None)

    @name.setter
    def name(self, value: str) -> None:
        self.document.set_name(value, f"={quoted(self.sheet.name)}!{self.address}", "")


def _corner(corner: Any) -> Box:
    """One end of a range: a cell as a tuple, or another range."""
    return corner.box if isinstance(corner, Range) else (*corner, *corner)


def _around(one: Box, other: Box) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _checked(box: Box) -> Box:
    if box[0] < 1 or box[1] < 1 or box[2] > LAST_ROW or box[3] > LAST_COLUMN:
        raise HostError(f"第 {box[0]} 行第 {box[1]} 列到第 {box[2]} 行第 {box[3]} 列超出了工作表的范围。")
    return box


def _nth(position: int, columns: int) -> tuple[int, int]:
    row, column = divmod(position - 1, columns)
    return row + 1, column + 1


def _cell(row: int, column: int, row_absolute: bool, column_absolute: bool) -> str:
    return f"{'$' * column_absolute}{column_letter(column)}{'$' * row_absolute}{row}"
