"""What a spreadsheet program has to offer for the engine to run plain xlwings code on it.

Boxes are (first row, first column, last row, last column), from 1. Values are those of `cells`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

from xltools.cells import Box, CellValue
from xltools.hosts.values import Plain

Rgb: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class TableInfo:
    """An Excel table: `box` with header and totals row."""

    name: str
    sheet: str
    box: Box
    header_rows: int = 1
    totals_rows: int = 0

    @property
    def body(self) -> Box | None:
        """The data rows, None where there are none."""
        top, left, bottom, right = self.box
        first, last = top + self.header_rows, bottom - self.totals_rows
        return (first, left, last, right) if first <= last else None


@dataclass(frozen=True, slots=True)
class NameInfo:
    """A defined name; `refers_to` begins with =, `sheet` is its scope (empty: the workbook)."""

    name: str
    refers_to: str
    sheet: str = ""


class Document(Protocol):
    """One open workbook. Whatever cannot be done is a HostError in a sentence."""

    @property
    def path(self) -> Path: ...
    def sheet_names(self) -> list[str]: ...
    def active_sheet(self) -> str: ...
    def activate(self, sheet: str) -> None: ...
    def is_visible(self, sheet: str) -> bool: ...
    def add_sheet(self, name: str, before: str | None) -> None:
        """Before another sheet; None: last."""

    def used(self, sheet: str) -> Box | None:
        """The smallest box around every cell that holds something."""

    def merged(self, sheet: str) -> Sequence[Box]: ...
    def read(self, sheet: str, box: Box) -> list[list[CellValue]]: ...
    def write(self, sheet: str, box: Box, rows: Sequence[Sequence[Plain]]) -> None: ...
    def read_formulas(self, sheet: str, box: Box) -> list[list[str]]:
        """Formulas with =, constants as text, blank cells as ''."""

    def formula_rows(self, sheet: str, box: Box) -> frozenset[int]:
        """The rows of a box in which a cell holds a formula."""

    def write_formulas(self, sheet: str, box: Box, rows: Sequence[Sequence[Plain]]) -> None: ...
    def clear(self, sheet: str, box: Box, formats: bool) -> None: ...
    def number_format(self, sheet: str, box: Box) -> str | None:
        """None where the cells differ."""

    def set_number_format(self, sheet: str, box: Box, code: str) -> None: ...
    def fill(self, sheet: str, box: Box) -> Rgb | None: ...
    def set_fill(self, sheet: str, box: Box, rgb: Rgb | None) -> None: ...
    def set_bold(self, sheet: str, box: Box, bold: bool) -> None: ...
    def column_width(self, sheet: str, column: int) -> float: ...
    def set_column_width(self, sheet: str, box: Box, width: float) -> None: ...
    def autofit(self, sheet: str, box: Box, rows: bool, columns: bool) -> None: ...
    def tables(self) -> list[TableInfo]: ...
    def add_table(self, sheet: str, box: Box, name: str, style: str | None) -> None: ...
    def resize_table(self, name: str, box: Box) -> None: ...
    def names(self) -> list[NameInfo]: ...
    def set_name(self, name: str, refers_to: str, sheet: str) -> None: ...
    def remove_name(self, name: str, sheet: str) -> None: ...
    def calculate(self) -> None: ...
    def is_protected(self, sheet: str) -> bool:
        """Whether locked cells of a sheet cannot be written until it is unprotected."""

    def unprotect(self, sheet: str) -> None:
        """HostError where only a password would do it."""

    def protect(self, sheet: str) -> None:
        """Again, as it was before `unprotect`."""

    def refilter(self, table: str) -> Sequence[str]:
        """Apply the filter the officer has set on a table to the rows it holds now; a mark that it is sorted
        goes. The headings of columns whose filter cannot be applied, which show everything from now on.
        """

    def hidden_rows(self, sheet: str, box: Box) -> frozenset[int]:
        """The rows of a box that the officer or a filter has hidden; writing and fitting leave them so."""

    def selection(self) -> tuple[str, Box] | None:
        """The sheet and box selected, None where nobody looks."""

    def select(self, sheet: str, box: Box) -> None:
        """Show and select a box."""

    def save(self, path: Path | None) -> None: ...
    def close(self) -> None: ...


class Program(Protocol):
    """Opens documents: a spreadsheet program, or the closed-file reader that needs none.

    What is shown on a screen: `status_bar` False is the program's own text; `calculation` is "automatic",
    "manual" or "semiautomatic".
    """

    version: str
    screen_updating: bool
    interactive: bool
    calculation: str
    status_bar: str | Literal[False]

    def open(self, path: Path) -> Document: ...
    def alert(self, prompt: str, title: str, buttons: str) -> str:
        """Tell the officer, or ask (`ok`, `ok_cancel`, `yes_no`, `yes_no_cancel`); the button pressed."""

    def quit(self) -> None: ...
