"""Cells of a closed workbook changed in place: what was not asked for is the same, byte for byte.

    patch = Patch(path)
    patch.set("Sheet1", 4, 2, "已核").fill("Sheet1", "B4", (255, 199, 206))
    data = patch.to_bytes()

Nothing touches the disk. A cell that is written loses its formula; formulas elsewhere keep their last
value in the file and are calculated when a spreadsheet program opens it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from xltools.cells import Box, address
from xltools.errors import HostError
from xltools.ooxml import columnsxml, followers, formulas, tablefilters, tablegrowth, tableparts
from xltools.ooxml.cellvalue import BLANK, Content, UnwritableError, encoded, escaped, formula
from xltools.ooxml.freshrows import add_rows
from xltools.ooxml.looks import PLAIN, WRAPPED, Format, Rgb
from xltools.ooxml.newsheet import blank_sheet
from xltools.ooxml.parts import Parts, main
from xltools.ooxml.refs import LAST_COLUMN, LAST_ROW, box_of, within
from xltools.ooxml.rowheights import fitted_height, wrapped_lines
from xltools.ooxml.save import LEVEL
from xltools.ooxml.sheetxml import SheetXml
from xltools.ooxml.styles import Styles
from xltools.ooxml.tableheaders import sync_headers
from xltools.ooxml.tableparts import TablePart
from xltools.ooxml.workbookxml import WorkbookXml

_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s>/]")

_OFTEN_THE_SAME = frozenset({str, int, float})

HEADER_FILL: Rgb = (217, 225, 242)
"""The header of a sheet we add: Excel's own light blue."""


class Patch:
    """Changes to one workbook. Rows and columns count from 1; a place is an address or a box."""

    def __init__(self, path: str | Path, data: bytes | None = None) -> None:
        self.parts = Parts.open(path) if data is None else Parts(Path(path), data)
        self.workbook = WorkbookXml(self.parts)
        self.styles = Styles(self.parts)
        self._sheets: dict[str, SheetXml] = {}
        self._tables: dict[str, list[TablePart]] = {}
        self._added: set[str] = set()

    @property
    def sheet_names(self) -> list[str]:
        """The worksheets in tab order."""
        return [sheet.name for sheet in self.workbook.sheets]

    def sheet(self, name: str) -> SheetXml:
        """The part of one worksheet."""
        if name not in self._sheets:
            self._sheets[name] = SheetXml(self.parts.xml(self._part(name)), name)
        return self._sheets[name]

    def set(self, sheet: str, row: int, column: int, value: Any) -> Patch:
        """Write a value into one cell."""
        return self.write(sheet, row, column, [[value]])

    def write(self, sheet: str, row: int, column: int, rows: Sequence[Sequence[Any]]) -> Patch:
        """Write a block of values whose first cell is given; nothing is written where one does not fit."""
        date1904 = self.parts.package.date1904
        if add_rows(self.sheet(sheet), row, column, rows, self.styles.styled, date1904):
            return self
        known: dict[tuple[type, Any], Content] = {}

        def content(value: Any, _: tuple[int, int]) -> Content:
            key = (type(value), value) if type(value) in _OFTEN_THE_SAME else None
            if key is None:
                return encoded(value, date1904)
            return known.get(key) or known.setdefault(key, encoded(value, date1904))

        return self._put(sheet, row, column, rows, content)

    def write_formulas(self, sheet: str, row: int, column: int, rows: Sequence[Sequence[Any]]) -> Patch:
        """The same, where text with an equals sign in front is a formula in English spelling."""
        return self._put(
            sheet, row, column, rows, lambda value, cell: self._formula_or_value(sheet, cell, value)
        )

    def clear(self, sheet: str, place: str | Box, formats: bool = False) -> Patch:
        """Empty cells; with `formats` they also take the normal style."""
        box, part = _box(place), self.sheet(sheet)
        self._refuse(sheet, part.conflict(box, lambda row, column: True))
        for row, column in part.existing(box):
            part.put(row, column, BLANK)
            if formats:
                part.format(row, column, PLAIN)
        return self

    def fill(self, sheet: str, place: str | Box, rgb: Rgb | None) -> Patch:
        """Paint cells, or take their fill away."""
        return self._format(sheet, place, Format(fill=rgb or ()))

    def number_format(self, sheet: str, place: str | Box, code: str) -> Patch:
        """Give cells a number format in English spelling."""
        return self._format(sheet, place, Format(number_format=code))

    def bold(self, sheet: str, place: str | Box, bold: bool = True) -> Patch:
        """Print cells in bold, or no longer."""
        return self._format(sheet, place, Format(bold=bold))

    def style_of(self, sheet: str, row: int, column: int) -> int:
        """The style a cell will have."""
        return next(iter(self.styles_of(sheet, (row, column, row, column))))

    def styles_of(self, sheet: str, box: Box) -> frozenset[int]:
        """The styles that the cells of a box will have."""
        return frozenset(self.styles.styled(*each) for each in self.sheet(sheet).looks_in(box))

    def set_widths(self, sheet: str, widths: Mapping[int, float]) -> Patch:
        """Column widths by column number, in characters."""
        if widths:
            columnsxml.set_widths(self.sheet(sheet).edit_skeleton(), widths)
        return self

    def add_sheet(
        self,
        name: str,
        rows: Sequence[Sequence[Any]] = (),
        widths: Sequence[float] = (),
        index: int | None = None,
    ) -> Patch:
        """A new sheet, last unless `index` says where among the tabs; the first row is its header."""
        self.workbook.add_sheet(name, blank_sheet(1 if rows else 0), index)
        self._added.add(name)
        if rows:
            header = (1, 1, 1, len(rows[0]))
            self.write(name, 1, 1, rows).fill(name, header, HEADER_FILL).bold(name, header)
            fitting = [columnsxml.fitting_width(map(_shown, column)) for column in zip(*rows, strict=True)]
            self._wrap(name, rows, widths or fitting)
        return self

    def _wrap(self, name: str, rows: Sequence[Sequence[Any]], widths: Sequence[float]) -> None:
        """Column widths, and rows high enough for what does not fit into them."""
        self.set_widths(name, dict(enumerate(widths, 1)))
        self._format(name, (1, 1, len(rows), len(rows[0])), WRAPPED)
        for number, row in enumerate(rows, 1):
            texts = list(zip(map(_shown, row), widths, strict=False))
            if any(wrapped_lines(text, width) > 1 for text, width in texts):
                self.sheet(name).fit(number, max(fitted_height(text, width) for text, width in texts))

    def activate(self, name: str) -> Patch:
        """Show a sheet when the workbook opens; no other stays selected with it."""
        self.workbook.activate(name)
        for sheet in self.sheet_names:
            if sheet != name and b"tabSelected" not in self.parts.xml(self._part(sheet)):
                continue
            view = self.sheet(sheet).skeleton.find(f"{main('sheetViews')}/{main('sheetView')}")
            selected = view is not None and view.get("tabSelected") in ("1", "true")
            if view is not None and selected != (sheet == name):
                self.sheet(sheet).edit_skeleton()
                view.set("tabSelected", "1" if sheet == name else "0")
        return self

    def tables(self, sheet: str) -> list[TablePart]:
        """The Excel tables of a sheet."""
        if sheet not in self._tables:
            self._tables[sheet] = tableparts.tables_of(self.parts, self._part(sheet), sheet)
        return self._tables[sheet]

    def all_tables(self) -> Iterator[TablePart]:
        """The Excel tables of the workbook."""
        for sheet in self.sheet_names:
            yield from self.tables(sheet)

    def add_table(
        self, sheet: str, place: str | Box, name: str, headers: Sequence[str], style: str | None = None
    ) -> TablePart:
        """Make a table of cells; `headers` are the texts of its first row."""
        box, part = _box(place), self.sheet(sheet)
        names = [table.name for table in self.all_tables()] + [n.name for n in self.workbook.names]
        tableparts.check_new(name, box, names, self.tables(sheet), part.merged)
        table = tableparts.new_table(self.parts, self._part(sheet), part, box, name, headers, style)
        if table.columns != list(headers):
            self.write(sheet, box[0], box[1], [table.columns])
        tablefilters.adopt(self.workbook, part, table)
        self.tables(sheet).append(table)
        return table

    def resize_table(self, table: TablePart, place: str | Box, headers: Sequence[str]) -> None:
        """Give a table more or fewer rows or columns; what stood for it elsewhere follows."""
        old, new, part = table.box, _box(place), self.sheet(table.sheet)
        table.check_resize(new)
        tablegrowth.refuse_swallowing(part, table, new, self.tables(table.sheet))
        tablefilters.show_left_behind(part, table, new)
        if new[2] > old[2]:
            tablegrowth.grow(part, table, new)
        if new[3] > old[3]:
            tablegrowth.widen(part, table, new)
        table.resize(new, headers)
        if table.columns != list(headers):
            self.write(table.sheet, new[0], new[1], [table.columns])
        followers.follow(self.parts, self.workbook, part, followers.Resized(table.sheet, old, new))

    def to_bytes(self, level: int = LEVEL) -> bytes:
        """The whole file with every change; `level` is zlib's. Can be asked for again after more changes."""
        for sheet, part in self._sheets.items():
            for table in self.tables(sheet) if part.written else ():
                sync_headers(part, table, self._names_column)
        lost = False
        for sheet, part in self._sheets.items():
            if part.touched:
                data, overwrote = part.to_bytes(self.styles.styled)
                self.parts.put(self._part(sheet), data)
                lost = lost or overwrote
        self._recalculate(lost)
        return self.parts.to_bytes(level)

    def _part(self, sheet: str) -> str:
        part = next((s.part for s in self.workbook.sheets if s.name == sheet), None)
        if part is None:
            raise HostError(f"“{self.parts.path.name}”里没有工作表“{sheet}”，请核对表名。")
        return part

    def _put(
        self,
        sheet: str,
        row: int,
        column: int,
        rows: Sequence[Sequence[Any]],
        content: Callable[[Any, tuple[int, int]], Content],
    ) -> Patch:
        part = self.sheet(sheet)
        lines = []
        for r, values in enumerate(rows, row):
            line: list[Content] = []
            try:
                for c, value in enumerate(values, column):
                    line.append(content(value, (r, c)))
            except UnwritableError as error:
                raise HostError(f"{sheet}!{address(r, column + len(line))}：{error}。") from error
            lines.append(line)
        box = (row, column, row + len(rows) - 1, column + max(map(len, rows), default=1) - 1)
        if box[2] > LAST_ROW or box[3] > LAST_COLUMN:
            raise HostError(f"工作表“{sheet}”放不下：要写到第 {box[2]} 行、第 {box[3]} 列。")
        self._refuse(sheet, part.conflict(box, lambda r, c: lines[r - row][c - column] == BLANK))
        for r, line in enumerate(lines, row):
            part.put_row(r, column, line)
        return self

    def _formula_or_value(self, sheet: str, cell: tuple[int, int], value: Any) -> Content:
        if not isinstance(value, str) or not value.startswith("=") or len(value) < 2:
            return encoded(value, self.parts.package.date1904)
        if formulas.spills(value):
            raise UnwritableError(f"公式 {value} 会占用旁边的单元格（动态数组），请在 Excel 里填写")
        around = next((t for t in self.tables(sheet) if within((*cell, *cell), t.box)), None)
        if around is None and formulas.needs_table(value):
            raise UnwritableError(f"公式 {value} 里的 [@列名] 只能用在表的行里")
        return formula(escaped(formulas.to_file(value, around.name if around else "")))

    def _format(self, sheet: str, place: str | Box, wanted: Format) -> Patch:
        part = self.sheet(sheet)
        top, left, bottom, right = _box(place)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                part.format(row, column, wanted)
        return self

    def _refuse(self, sheet: str, conflict: str | None) -> None:
        if conflict:
            raise HostError(f"不能写入工作表“{sheet}”：{conflict}。请在 Excel 里调整后再试。")

    def _recalculate(self, lost: bool) -> None:
        """Formulas are calculated anew when a value changed; a list of them that no longer holds goes."""
        written = [part for part in self._sheets.values() if part.written]
        changed = lost or any(map(_has_new_formula, written))
        if changed or (any(p.name not in self._added for p in written) and self._has_formulas()):
            self.workbook.calculate_on_load()
        chain = self.parts.related_part(self.parts.workbook, "calcChain")
        if chain and changed:
            self.parts.remove(chain)

    def _has_formulas(self) -> bool:
        if self.parts.related_part(self.parts.workbook, "calcChain"):
            return True
        if any(part.has_formulas for part in self._sheets.values()):
            return True
        unopened = (sheet.part for sheet in self.workbook.sheets if sheet.name not in self._sheets)
        return any(_FORMULA.search(self.parts.xml(part)) for part in unopened)

    def _names_column(self, column: str) -> bool:
        """Whether a formula of the workbook may name a table's column."""
        mark = f"[{column}]".encode()
        texts = [self.parts.xml(sheet.part) for sheet in self.workbook.sheets]
        return any(mark in text for text in [*texts, *(n.text.encode() for n in self.workbook.names)])


def _has_new_formula(part: SheetXml) -> bool:
    return any(content.kind == "f" for row in part.contents.values() for content in row.values())


def _box(place: str | Box) -> Box:
    return box_of(place) if isinstance(place, str) else place


def _shown(value: Any) -> str:
    return "" if value is None else str(value)
