"""A workbook open in LibreOffice Calc."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from xltools.cells import Box, CellValue
from xltools.errors import HostError
from xltools.hosts.calc import blocks, formulacells, looks, storing
from xltools.hosts.calc.answered import answered
from xltools.hosts.calc.component import Component, boxes_of
from xltools.hosts.calc.connection import Connection
from xltools.hosts.calc.encoding import Place
from xltools.hosts.calc.merges import merged_in
from xltools.hosts.calc.names import Names
from xltools.hosts.calc.refusals import writing
from xltools.hosts.calc.screen import Screen
from xltools.hosts.calc.tables import Tables
from xltools.hosts.calc.unolib import path_of, uno_error
from xltools.hosts.document import NameInfo, Rgb, TableInfo
from xltools.hosts.values import Plain
from xltools.ooxml.refs import LAST_COLUMN, LAST_ROW, union, within
from xltools.ooxml.workbookxml import check_sheet_name

_CONTENTS = 1 | 2 | 4 | 16


@answered
class CalcDocument:
    """Implements `Document`.

    `still` says whether nobody can change the workbook beside us just now: then tables and merged cells are
    looked for once. `own` is a document that we opened, and that we close.
    """

    def __init__(self, model: Any, connection: Connection, still: Callable[[], bool], own: bool) -> None:
        self._connection = connection
        self._model = model
        self._still = still
        self._own = own
        with connection:
            self._component = Component(model, connection)
            self._names = Names(self._component)
            self._tables = Tables(self._component, self._names)
            self._screen = Screen(self._component)
        self._known_tables: list[TableInfo] | None = None
        self._known_merges: dict[str, list[Box]] = {}
        self.closed = False

    @property
    def path(self) -> Path:
        """Where it is stored; its title alone where it never was."""
        return path_of(self._model.URL) if self._model.URL else Path(self._model.Title)

    @property
    def screen(self) -> Screen:
        """Its window."""
        return self._screen

    @property
    def calculation(self) -> str:
        """`automatic` or `manual`."""
        return "automatic" if self._model.isAutomaticCalculationEnabled() else "manual"

    @calculation.setter
    def calculation(self, value: str) -> None:
        self._model.enableAutomaticCalculation(value != "manual")

    def hold_still(self, still: bool) -> None:
        """Draw nothing and fit no rows to what is written, or again.

        LibreOffice cannot undo values that were written in blocks, only what was done around them. So
        nothing of it is put down for undoing, and what was done before cannot be undone any more, as after a
        macro in Excel.
        """
        self._model.IsUndoEnabled = not still
        self._component.keep_heights(still)
        if still:
            self._model.lockControllers()
        else:
            self._model.UndoManager.clear()
            self._model.unlockControllers()

    def sheet_names(self) -> list[str]:
        return self._component.sheet_names()

    def active_sheet(self) -> str:
        return self._screen.active_sheet()

    def activate(self, sheet: str) -> None:
        self._screen.activate(sheet)

    def is_visible(self, sheet: str) -> bool:
        return bool(self._component.sheet(sheet).IsVisible)

    def add_sheet(self, name: str, before: str | None) -> None:
        names = self.sheet_names()
        check_sheet_name(name, names)
        place = names.index(before) if before else len(names)
        self._model.Sheets.insertNewByName(name, place)
        self._known_tables = None

    def used(self, sheet: str) -> Box | None:
        areas = self._component.sheet(sheet).queryContentCells(_CONTENTS).RangeAddresses
        return union(boxes_of(areas)) if areas else None

    def merged(self, sheet: str) -> Sequence[Box]:
        if not self._still():
            self._known_merges.clear()
        if sheet not in self._known_merges:
            self._known_merges[sheet] = merged_in(self._component, sheet, (1, 1, LAST_ROW, LAST_COLUMN))
        return self._known_merges[sheet]

    def read(self, sheet: str, box: Box) -> list[list[CellValue]]:
        return blocks.read(self._component, sheet, box)

    def write(self, sheet: str, box: Box, rows: Sequence[Sequence[Plain]]) -> None:
        blocks.write(self._component, sheet, box, rows)

    def read_formulas(self, sheet: str, box: Box) -> list[list[str]]:
        return formulacells.read_formulas(self._component, sheet, box)

    def formula_rows(self, sheet: str, box: Box) -> frozenset[int]:
        lines = enumerate(self.read_formulas(sheet, box), box[0])
        return frozenset(row for row, line in lines if any(text.startswith("=") for text in line))

    def write_formulas(self, sheet: str, box: Box, rows: Sequence[Sequence[Plain]]) -> None:
        formulacells.write_formulas(self._component, sheet, box, rows, self._table_at)

    def clear(self, sheet: str, box: Box, formats: bool) -> None:
        with writing(self._component, sheet, box):
            looks.clear(self._component, sheet, box, formats)

    def number_format(self, sheet: str, box: Box) -> str | None:
        return looks.number_format(self._component, sheet, box)

    def set_number_format(self, sheet: str, box: Box, code: str) -> None:
        looks.set_number_format(self._component, sheet, box, code)

    def fill(self, sheet: str, box: Box) -> Rgb | None:
        return looks.fill(self._component, sheet, box)

    def set_fill(self, sheet: str, box: Box, rgb: Rgb | None) -> None:
        looks.set_fill(self._component, sheet, box, rgb)

    def set_bold(self, sheet: str, box: Box, bold: bool) -> None:
        looks.set_bold(self._component, sheet, box, bold)

    def column_width(self, sheet: str, column: int) -> float:
        return looks.column_width(self._component, sheet, column)

    def set_column_width(self, sheet: str, box: Box, width: float) -> None:
        looks.set_column_width(self._component, sheet, box, width)

    def autofit(self, sheet: str, box: Box, rows: bool, columns: bool) -> None:
        if columns:
            looks.fit_columns(self._component, sheet, box)
        if rows:
            looks.fit_rows(self._component, sheet, box)

    def tables(self) -> list[TableInfo]:
        known = self._known_tables if self._still() else None
        if known is None:
            known = self._known_tables = list(self._tables)
        return known

    def add_table(self, sheet: str, box: Box, name: str, style: str | None) -> None:
        self._known_tables = None
        self._tables.add(sheet, box, name)

    def resize_table(self, name: str, box: Box) -> None:
        self._known_tables = None
        self._tables.resize(name, box)

    def names(self) -> list[NameInfo]:
        return list(self._names)

    def set_name(self, name: str, refers_to: str, sheet: str) -> None:
        self._names.set(name, refers_to, sheet)

    def remove_name(self, name: str, sheet: str) -> None:
        self._names.remove(name, sheet)

    def calculate(self) -> None:
        self._model.calculate()

    def is_protected(self, sheet: str) -> bool:
        return bool(self._component.sheet(sheet).isProtected())

    def unprotect(self, sheet: str) -> None:
        found = self._component.sheet(sheet)
        with contextlib.suppress(uno_error()):  # raised for a password that is not the empty one
            found.unprotect("")
        if found.isProtected():
            raise HostError(f"工作表“{sheet}”设了密码保护，请先撤销保护。")

    def protect(self, sheet: str) -> None:
        """Without a password. LibreOffice 7.4 keeps for a sheet that was unprotected what is allowed on it
        (formatting cells, sorting …), as long as the document stays open."""
        self._component.sheet(sheet).protect("")

    def refilter(self, table: str) -> Sequence[str]:
        """LibreOffice applies every filter that it has taken from the file."""
        self._tables.refilter(table)
        return ()

    def hidden_rows(self, sheet: str, box: Box) -> frozenset[int]:
        shown = self._component.shown_rows(sheet, box[0], box[2])
        return frozenset(range(box[0], box[2] + 1)).difference(
            row for first, last in shown for row in range(first, last + 1)
        )

    def selection(self) -> tuple[str, Box] | None:
        return self._screen.selection()

    def select(self, sheet: str, box: Box) -> None:
        self._screen.select(sheet, box)

    def save(self, path: Path | None) -> None:
        storing.store(self._model, self.path, path or self.path)

    def close(self) -> None:
        """Without saving; a document that somebody else opened stays open."""
        if self._own and not self.closed:
            with contextlib.suppress(HostError), self._connection:
                self._model.close(True)
            self.closed = True

    def _table_at(self, sheet: str, place: Place) -> str:
        """The name of the table around a cell, or nothing."""
        cell = (*place, *place)
        return next((t.name for t in self.tables() if t.sheet == sheet and within(cell, t.box)), "")
