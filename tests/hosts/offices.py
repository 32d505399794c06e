"""Workbooks as officers have them: the table 县区名单, and whatever stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeAlias

import xlsxwriter
import xlwings as xw

from tests.tables.grids import cells
from xltools.tables.declared.dispatch import COUNTIES

Open: TypeAlias = Callable[[Path], AbstractContextManager[xw.Book]]
Sheet: TypeAlias = xlsxwriter.worksheet.Worksheet

NAMES, NAME = COUNTIES.names, COUNTIES.name


class Office:
    """A workbook in the making: the sheet of the counties and whatever a test puts beside it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = xlsxwriter.Workbook(path)

    def counties(
        self,
        *records: dict[str, Any],
        sheet: str = NAME,
        table: str = NAME,
        names: Sequence[str] = NAMES,
        corner: tuple[int, int] = (3, 0),
        **options: Any,
    ) -> Sheet:
        """The table with its header at `corner` (from 0); without a table name a plain range."""
        page = self.book.get_worksheet_by_name(sheet) or self.book.add_worksheet(sheet)
        top, left = corner
        page.write(top - 3, left, "县区名单")
        page.write(top - 1, left, "由省级维护")
        self.rows(page, corner, [list(names), *(cells(r, names) for r in records)])
        if table:
            box = (top, left, top + max(len(records), 1), left + len(names) - 1)
            columns = [{"header": name} for name in names]
            page.add_table(*box, {"name": table, "columns": columns, **options})
        return page

    @staticmethod
    def rows(page: Sheet, corner: tuple[int, int], rows: Sequence[Sequence[Any]]) -> None:
        for i, row in enumerate(rows):
            page.write_row(corner[0] + i, corner[1], row)

    def done(self) -> Path:
        self.book.close()
        return self.path
