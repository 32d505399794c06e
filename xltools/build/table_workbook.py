"""A workbook of tables: 说明, its tables, 参数, 校验结果 and 运行记录, in this order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.workbook import Workbook

from xltools.build import guide
from xltools.build.common_guide import how_to_press
from xltools.build.guide import Colours, Section, add_guide
from xltools.build.layout import Look
from xltools.build.macros.workbook import add_macros
from xltools.build.parameters import FILLED_IN, add_parameters_sheet
from xltools.build.pressing import Pressing, put_strip
from xltools.build.sheet import TableSheet, add_table_sheet
from xltools.build.tables import Book
from xltools.buttons.button import Button
from xltools.tables.declared.record import ISSUES, PARAMETERS, RUNS

SETTINGS = TableSheet(PARAMETERS, "Parameters", "填报", FILLED_IN)
TROUBLES = TableSheet(ISSUES, "Issues", "结果")
LOG = TableSheet(RUNS, "Runs", "记录")


@dataclass(frozen=True, slots=True)
class TableWorkbook:
    """What such a workbook holds; `placed`: the captions of the buttons on each sheet, in tab order."""

    name: str
    heading: tuple[str, str]
    steps: Section
    explained: Sequence[Section]
    colours: Colours
    tables: Sequence[TableSheet]
    buttons: tuple[Button, ...]
    placed: Mapping[str, Sequence[str]]

    def fill(self, workbook: Workbook, macros: bool = False) -> None:
        """Fill an empty workbook, with macros what presses its buttons."""
        book, pressing = Book(workbook, Look(workbook)), Pressing(self.buttons, self.placed, macros)
        sheets = [s.table.name for s in (*self.tables, SETTINGS, TROUBLES, LOG)]
        sections = (self.steps, how_to_press(macros), *self.explained)
        add_guide(book, self.heading, sections, self.colours, sheets, pressing)
        for spec in self.tables:
            put_strip(book, add_table_sheet(book, spec, spec.rows), pressing)
        add_parameters_sheet(book, SETTINGS, self.name)
        put_strip(book, add_table_sheet(book, TROUBLES), pressing)
        add_table_sheet(book, LOG)
        if macros:
            add_macros(book, self.name, self.buttons, {})
        workbook.get_worksheet_by_name(guide.NAME).activate()
