"""A workbook that no program has open: read by our scanner, written by patching, saved in one step.

After a value has been written no formula of the workbook has a value that could be trusted: its cell then
reads as `Uncalculated`, until a spreadsheet program has opened the saved file and calculated it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from xltools.cells import Box, CellValue, Uncalculated, box_address
from xltools.errors import HostError
from xltools.hosts import closed_sizes
from xltools.hosts.document import NameInfo, Rgb, TableInfo
from xltools.hosts.livecells import LiveCells
from xltools.hosts.replace import refuse_if_open, replace_file
from xltools.hosts.shown import surely_shown
from xltools.hosts.unsupported import refusal
from xltools.hosts.values import Plain, as_read, constant, formula_as_read
from xltools.ooxml.columnsxml import width_of
from xltools.ooxml.formulas import from_file
from xltools.ooxml.patch import Patch
from xltools.ooxml.scan import package_grids
from xltools.ooxml.tablefilters import refilter
from xltools.ooxml.tableparts import TablePart

_MOST_CELLS = 2_000_000
"""Cells that one call may format: more is a whole column by mistake."""


class ClosedDocument:
    """Implements `Document` over one file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._patch = Patch(path)
        self._saved = _digest(self._patch.parts.data)
        self._cells: dict[str, LiveCells] = {}
        self._added: set[str] = set()
        self._stale = False
        self._known_tables: list[TableInfo] | None = None

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
        self._patch.write(sheet, box[0], box[1], rows)
        self._wrote(sheet)
        self._live(sheet).write(box, [[as_read(value) for value in row] for row in rows])

    def read_formulas(self, sheet: str, box: Box) -> list[list[str]]:
        texts = [[constant(value) for value in row] for row in self._live(sheet).read(box)]
        for row, column in self._formula_places(sheet, box, untouched=False):
            text = self._patch.sheet(sheet).formula(row, column) or ""
            texts[row - box[0]][column - box[1]] = from_file(text)
        return texts

    def formula_rows(self, sheet: str, box: Box) -> frozenset[int]:
        return frozenset(row for row, _ in self._formula_places(sheet, box, untouched=False))

    def write_formulas(self, sheet: str, box: Box, rows: Sequence[Sequence[Plain]]) -> None:
        self._patch.write_formulas(sheet, box[0], box[1], rows)
        self._wrote(sheet)
        self._live(sheet).write(box, [[formula_as_read(value) for value in row] for row in rows])

    def clear(self, sheet: str, box: Box, formats: bool) -> None:
        self._patch.clear(sheet, box, formats)
        self._wrote(sheet)
        self._live(sheet).clear(box)

    def number_format(self, sheet: str, box: Box) -> str | None:
        styles = self._patch.styles_of(sheet, self._small(sheet, box))
        codes = {self._patch.styles.number_format(style) for style in styles}
        return codes.pop() if len(codes) == 1 else None

    def set_number_format(self, sheet: str, box: Box, code: str) -> None:
        self._patch.number_format(sheet, self._small(sheet, box), code)

    def fill(self, sheet: str, box: Box) -> Rgb | None:
        styles = self._patch.styles_of(sheet, self._small(sheet, box))
        fills = {self._patch.styles.fill(style) for style in styles}
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
            self._patch.set_widths(sheet, closed_sizes.widths(self._patch, sheet, self._live(sheet), box))
        heights = closed_sizes.heights(self._patch, sheet, self._live(sheet), box) if rows else {}
        for row, points in heights.items():
            self._patch.sheet(sheet).fit(row, points)

    def tables(self) -> list[TableInfo]:
        if self._known_tables is None:
            self._known_tables = [
                TableInfo(t.name, t.sheet, t.box, t.header_rows, t.totals_rows)
                for t in self._patch.all_tables()
            ]
        return self._known_tables

    def add_table(self, sheet: str, box: Box, name: str, style: str | None) -> None:
        self._known_tables = None
        table = self._patch.add_table(sheet, box, name, self._headers(sheet, box), style)
        self._show_table(table)

    def resize_table(self, name: str, box: Box) -> None:
        self._known_tables = None
        table = self._table(name)
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

    def refilter(self, table: str) -> Sequence[str]:
        part = self._table(table)
        sheet, body = self._patch.sheet(part.sheet), part.body

        def column(number: int) -> list[tuple[CellValue, str | None]]:
            cells = self.read(part.sheet, (body[0], number, body[2], number))
            codes = (self._format_code(part.sheet, row, number) for row in range(body[0], body[2] + 1))
            return [(row[0], surely_shown(row[0], code)) for row, code in zip(cells, codes, strict=True)]

        return refilter(sheet, part, column, self._patch.parts.package.date1904)

    def hidden_rows(self, sheet: str, box: Box) -> frozenset[int]:
        part = self._patch.sheet(sheet)
        return frozenset(row for row in range(box[0], box[2] + 1) if part.is_hidden(row))

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

    def _table(self, name: str) -> TablePart:
        return next(t for t in self._patch.all_tables() if t.name == name)

    def _format_code(self, sheet: str, row: int, column: int) -> str:
        return self._patch.styles.number_format(self._patch.style_of(sheet, row, column))

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

    def _small(self, sheet: str, box: Box) -> Box:
        """A box for which every cell can be looked at; HostError for whole rows and columns."""
        if (box[2] - box[0] + 1) * (box[3] - box[1] + 1) > _MOST_CELLS:
            raise HostError(f"工作表“{sheet}”要设置格式的区域 {box_address(box)} 太大，请写明要设置的行列。")
        return box

    def _clipped(self, sheet: str, box: Box) -> Box:
        """The part of a box in which anything is."""
        used = self.used(sheet) or (1, 1, 1, 1)
        return max(box[0], used[0]), max(box[1], used[1]), min(box[2], used[2]), min(box[3], used[3])

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
