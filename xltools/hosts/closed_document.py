"""A workbook that no program has open: read by our scanner, written by patching, saved in one step.

After a value has been written no formula of the workbook has a value that could be trusted: its cell then
reads as `Uncalculated`, until a spreadsheet program has opened the saved file and calculated it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from xltools.cells import Box, CellValue, Uncalculated, address, box_address
from xltools.errors import HostError
from xltools.hosts.coercion import TEXT_FORMAT, excel_would_change
from xltools.hosts.document import NameInfo, Rgb, TableInfo
from xltools.hosts.livecells import LiveCells
from xltools.hosts.replace import refuse_if_open, replace_file
from xltools.hosts.shown import shown
from xltools.hosts.unsupported import refusal
from xltools.hosts.values import Plain, as_read, constant, formula_as_read
from xltools.ooxml.columnsxml import fitting_width, width_of
from xltools.ooxml.formulas import from_file
from xltools.ooxml.patch import Patch
from xltools.ooxml.rowheights import fitted_height, wrapped_lines
from xltools.ooxml.scan import package_grids
from xltools.ooxml.tableparts import TablePart

_MEASURED_ROWS = 500
_MOST_CELLS = 2_000_000
"""Cells that one call may format: more is a whole column by mistake."""


class ClosedDocument:
    """Implements `Document` over one file."""

    def __init__(self, path: Path, strict: bool = False) -> None:
        self._path = path
        self._patch = Patch(path)
        self._strict = strict
        self._saved = _digest(self._patch.parts.data)
        self._cells: dict[str, LiveCells] = {}
        self._added: set[str] = set()
        self._stale = False

    @property
    def path(self) -> Path:
        return self._path

    def sheet_names(self) -> list[str]:
        return self._patch.sheet_names

    def active_sheet(self) -> str:
        return self._patch.workbook.active

    def activate(self, sheet: str) -> None:
        self._patch.activate(sheet)

    def is_visible(self, sheet: str) -> bool:
        return next(s.state for s in self._patch.workbook.sheets if s.name == sheet) == "visible"

    def add_sheet(self, name: str, before: str | None) -> None:
        workbook = self._patch.workbook
        self._patch.add_sheet(name, index=workbook.position(before) if before else None)
        self._added.add(name)

    def used(self, sheet: str) -> Box | None:
        return self._live(sheet).used()

    def merged(self, sheet: str) -> Sequence[Box]:
        return self._patch.sheet(sheet).merged

    def read(self, sheet: str, box: Box) -> list[list[CellValue]]:
        rows = self._live(sheet).read(box)
        part = self._patch.sheet(sheet)
        for row, column in self._formula_places(sheet, box, untouched=True) if self._stale else ():
            rows[row - box[0]][column - box[1]] = Uncalculated(from_file(part.formulas[row, column])[1:])
        return rows

    def write(self, sheet: str, box: Box, rows: Sequence[Sequence[Plain]]) -> None:
        if self._strict:
            self._refuse_coercion(sheet, box, rows)
        self._patch.write(sheet, box[0], box[1], rows)
        self._wrote(sheet)
        self._live(sheet).write(box, [[as_read(value) for value in row] for row in rows])

    def read_formulas(self, sheet: str, box: Box) -> list[list[str]]:
        texts = [[constant(value) for value in row] for row in self._live(sheet).read(box)]
        for row, column in self._formula_places(sheet, box, untouched=False):
            text = self._patch.sheet(sheet).formula(row, column) or ""
            texts[row - box[0]][column - box[1]] = from_file(text)
        return texts

    def write_formulas(self, sheet: str, box: Box, rows: Sequence[Sequence[Plain]]) -> None:
        self._patch.write_formulas(sheet, box[0], box[1], rows)
        self._wrote(sheet)
        self._live(sheet).write(box, [[formula_as_read(value) for value in row] for row in rows])

    def clear(self, sheet: str, box: Box, formats: bool) -> None:
        self._patch.clear(sheet, box, formats)
        self._wrote(sheet)
        self._live(sheet).clear(box)

    def number_format(self, sheet: str, box: Box) -> str | None:
        styles = self._styles(sheet, box)
        codes = {self._patch.styles.number_format(style) for style in styles}
        return codes.pop() if len(codes) == 1 else None

    def set_number_format(self, sheet: str, box: Box, code: str) -> None:
        self._patch.number_format(sheet, self._small(sheet, box), code)

    def fill(self, sheet: str, box: Box) -> Rgb | None:
        fills = {self._patch.styles.fill(style) for style in self._styles(sheet, box)}
        return fills.pop() if len(fills) == 1 else None

    def set_fill(self, sheet: str, box: Box, rgb: Rgb | None) -> None:
        self._patch.fill(sheet, self._small(sheet, box), rgb)

    def set_bold(self, sheet: str, box: Box, bold: bool) -> None:
        self._patch.bold(sheet, self._small(sheet, box), bold)

    def column_width(self, sheet: str, column: int) -> float:
        return width_of(self._patch.sheet(sheet).skeleton, column)

    def set_column_width(self, sheet: str, box: Box, width: float) -> None:
        self._patch.set_widths(sheet, dict.fromkeys(range(box[1], box[3] + 1), width))

    def autofit(self, sheet: str, box: Box, rows: bool, columns: bool) -> None:
        box = self._clipped(sheet, box)
        if columns:
            self._patch.set_widths(sheet, self._widths(sheet, box))
        for row, points in self._heights(sheet, box).items() if rows else ():
            self._patch.sheet(sheet).fit(row, points)

    def tables(self) -> list[TableInfo]:
        return [
            TableInfo(t.name, t.sheet, t.box, t.header_rows, t.totals_rows) for t in self._patch.all_tables()
        ]

    def add_table(self, sheet: str, box: Box, name: str, style: str | None) -> None:
        table = self._patch.add_table(sheet, box, name, self._headers(sheet, box), style)
        self._show_table(table)

    def resize_table(self, name: str, box: Box) -> None:
        table = next(t for t in self._patch.all_tables() if t.name == name)
        self._patch.resize_table(table, box, self._headers(table.sheet, box))
        self._wrote(table.sheet)
        self._show_table(table)

    def names(self) -> list[NameInfo]:
        return [NameInfo(n.name, f"={n.text}", n.scope) for n in self._patch.workbook.names]

    def set_name(self, name: str, refers_to: str, sheet: str) -> None:
        self._patch.workbook.set_name(name, refers_to.removeprefix("="), sheet)

    def remove_name(self, name: str, sheet: str) -> None:
        self._patch.workbook.remove_name(name, sheet)

    def calculate(self) -> None:
        raise refusal("App.calculate（没有打开 Excel 就没有计算；保存后再打开时会自动计算）")

    def is_protected(self, sheet: str) -> bool:
        """A file is patched whatever protection it carries, and keeps it."""
        return False

    def unprotect(self, sheet: str) -> None:
        """Not needed."""

    def protect(self, sheet: str) -> None:
        """Not needed."""

    def refilter(self, table: str) -> None:
        """Not yet."""

    def selection(self) -> tuple[str, Box] | None:
        return None

    def select(self, sheet: str, box: Box) -> None:
        """Nothing is selected where nobody looks."""

    def save(self, path: Path | None) -> None:
        target = path or self._path
        if target.suffix.lower() != self._path.suffix.lower():
            raise HostError(
                f"“{self._path.name}”只能存为同类文件（{self._path.suffix}），不能存为“{target.name}”。请改扩展名。"
            )
        if target.resolve() == self._path.resolve():
            self._refuse_changed()
        data = self._patch.to_bytes()
        if not (target.exists() and _digest(data) == _digest(target.read_bytes())):
            replace_file(target, data)
        self._path, self._saved = target, _digest(data)

    def close(self) -> None:
        """Nothing is held open."""

    def _live(self, sheet: str) -> LiveCells:
        if sheet not in self._cells:
            package = self._patch.parts.package
            grids = package_grids(package, {sheet}) if sheet not in self._added else []
            self._cells[sheet] = LiveCells(grids[0] if grids else None)
        return self._cells[sheet]

    def _wrote(self, sheet: str) -> None:
        """A new sheet is nobody's source; a change anywhere else may reach every formula."""
        self._stale = self._stale or sheet not in self._added

    def _formula_places(self, sheet: str, box: Box, untouched: bool) -> Iterator[tuple[int, int]]:
        """Cells of a box that hold a formula: all of them, or those that have not been written."""
        part = self._patch.sheet(sheet)
        for row, column in part.formulas:
            if _inside(row, column, box) and part.wanted(row, column)[1] is None:
                yield row, column
        for row, cells in part.contents.items() if not untouched else ():
            for column, content in cells.items():
                if content.kind == "f" and _inside(row, column, box):
                    yield row, column

    def _headers(self, sheet: str, box: Box) -> list[str]:
        """The texts of the first row of a box."""
        return [constant(value) for value in self._live(sheet).read((box[0], box[1], box[0], box[3]))[0]]

    def _show_table(self, table: TablePart) -> None:
        """What a new or resized table itself put into cells: headers and filled-down formulas."""
        top, left, _, right = table.box
        live, part = self._live(table.sheet), self._patch.sheet(table.sheet)
        live.write((top, left, top, right), [table.columns])
        for row, column in self._formula_places(table.sheet, table.box, untouched=False):
            if part.wanted(row, column)[1] is not None:
                text = part.formula(row, column) or ""
                live.write((row, column, row, column), [[Uncalculated(from_file(text)[1:])]])

    def _styles(self, sheet: str, box: Box) -> set[int]:
        top, left, bottom, right = self._small(sheet, box)
        cells = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
        return {self._patch.style_of(sheet, row, column) for row, column in cells}

    def _small(self, sheet: str, box: Box) -> Box:
        """A box for which every cell can be looked at; HostError for whole rows and columns."""
        if (box[2] - box[0] + 1) * (box[3] - box[1] + 1) > _MOST_CELLS:
            raise HostError(f"工作表“{sheet}”要设置格式的区域 {box_address(box)} 太大，请写明要设置的行列。")
        return box

    def _widths(self, sheet: str, box: Box) -> dict[int, float]:
        """Widths that fit what the columns show; merged cells do not count, as in Excel."""
        top, left, bottom, right = (*box[:2], min(box[2], box[0] + _MEASURED_ROWS - 1), box[3])
        merged = {cell for area in self.merged(sheet) for cell in _cells(area, (top, left, bottom, right))}
        rows = self._live(sheet).read((top, left, bottom, right))
        texts: dict[int, list[str]] = {column: [] for column in range(left, right + 1)}
        for (r, c), value in _cell_values(rows, top, left):
            if (r, c) not in merged and value is not None:
                code = self._patch.styles.number_format(self._patch.style_of(sheet, r, c))
                texts[c].append(shown(value, code))
        return {column: fitting_width(each) for column, each in texts.items() if each}

    def _heights(self, sheet: str, box: Box) -> dict[int, float | None]:
        """The height each row needs for its wrapped texts; None where one line will do."""
        widths = {column: self.column_width(sheet, column) for column in range(box[1], box[3] + 1)}
        heights: dict[int, float | None] = dict.fromkeys(range(box[0], box[2] + 1))
        for (row, column), value in _cell_values(self._live(sheet).read(box), box[0], box[1]):
            if not isinstance(value, str) or wrapped_lines(value, widths[column]) == 1:
                continue
            if self._patch.styles.wraps(self._patch.style_of(sheet, row, column)):
                heights[row] = max(heights[row] or 0.0, fitted_height(value, widths[column]))
        return heights

    def _clipped(self, sheet: str, box: Box) -> Box:
        """The part of a box in which anything is."""
        used = self.used(sheet) or (1, 1, 1, 1)
        return max(box[0], used[0]), max(box[1], used[1]), min(box[2], used[2]), min(box[3], used[3])

    def _refuse_coercion(self, sheet: str, box: Box, rows: Sequence[Sequence[Plain]]) -> None:
        """HostError where live Excel would not keep a value as it is given."""
        for (row, column), value in _cell_values(rows, box[0], box[1]):
            is_text = self.number_format(sheet, (row, column, row, column)) == TEXT_FORMAT
            if isinstance(value, str) and excel_would_change(value) and not is_text:
                into, remedy = "数字、日期或公式", "先把单元格的 number_format 设为 '@'"
            elif is_text and value is not None and not isinstance(value, str):
                into, remedy = "文本", "先给单元格换一种 number_format，或写入文本"
            else:
                continue
            raise HostError(
                f"{sheet}!{address(row, column)}：Excel 会把“{value}”变成{into}。写入前请{remedy}。"
            )

    def _refuse_changed(self) -> None:
        """HostError where somebody has saved the file since it was opened here."""
        refuse_if_open(self._path)
        if self._path.exists() and _digest(self._path.read_bytes()) != self._saved:
            raise HostError(
                f"“{self._path.name}”在处理期间被别人保存过，没有覆盖。请关闭其他打开它的程序，再按一次按钮。"
            )


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _inside(row: int, column: int, box: Box) -> bool:
    return box[0] <= row <= box[2] and box[1] <= column <= box[3]


def _cells(area: Box, limit: Box) -> Iterator[tuple[int, int]]:
    """The cells of an area within a limit."""
    for row in range(max(area[0], limit[0]), min(area[2], limit[2]) + 1):
        for column in range(max(area[1], limit[1]), min(area[3], limit[3]) + 1):
            yield row, column


def _cell_values(rows: Sequence[Sequence[Any]], top: int, left: int) -> Iterator[tuple[tuple[int, int], Any]]:
    for row, values in enumerate(rows, top):
        for column, value in enumerate(values, left):
            yield (row, column), value
