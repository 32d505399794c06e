"""An open spreadsheet as UNO knows it, with the objects that were asked for kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from functools import cached_property
from typing import Any

from xltools.cells import Box
from xltools.errors import HostError
from xltools.hosts.calc.charts import Plotted, plotted_in
from xltools.hosts.calc.connection import Connection
from xltools.hosts.calc.functionnames import functions_of
from xltools.hosts.calc.grammar import Functions
from xltools.hosts.calc.numberformats import NumberFormats
from xltools.hosts.calc.unolib import struct
from xltools.ooxml.refs import LAST_COLUMN

_MOST_CELLS = 20_000_000


class Component:
    """`model` is the document; sheets go by name, boxes count from 1."""

    def __init__(self, model: Any, connection: Connection) -> None:
        self.model = model
        self.connection = connection
        self.formats = NumberFormats(model.NumberFormats)
        self._sheets: dict[str, Any] = {}
        self._keeping_heights = 0

    @cached_property
    def date1904(self) -> bool:
        """Whether days are counted from 1904."""
        return int(self.model.NullDate.Year) == 1904

    @cached_property
    def functions(self) -> Functions:
        """How functions are named here and in Excel."""
        return functions_of(self.model.createInstance("com.sun.star.sheet.FormulaOpCodeMapper"))

    @cached_property
    def plotted(self) -> list[Plotted]:
        """What the charts of the workbook show."""
        return plotted_in(self.model)

    @cached_property
    def _container(self) -> Any:
        return self.model.Sheets

    @cached_property
    def named_ranges(self) -> Any:
        """The names of the workbook."""
        return self.model.NamedRanges

    @cached_property
    def database_ranges(self) -> Any:
        """What Excel's tables are here."""
        return self.model.DatabaseRanges

    def keep_heights(self, keep: bool) -> None:
        """Have rows not fitted to what is written into them (counted), or again."""
        before, self._keeping_heights = self._keeping_heights, self._keeping_heights + (1 if keep else -1)
        if not before or not self._keeping_heights:
            self.model.IsAdjustHeightEnabled = not keep

    def heights_kept(self) -> ExitStack:
        """Rows are not fitted inside `with`. (UNO's errors do not get through a generator.)"""
        self.keep_heights(True)
        stack = ExitStack()
        stack.callback(self.keep_heights, False)
        return stack

    def heights_fitted(self) -> ExitStack:
        """Rows can be fitted inside `with`."""
        stack = ExitStack()
        if self._keeping_heights:
            self.model.IsAdjustHeightEnabled = True
            stack.callback(setattr, self.model, "IsAdjustHeightEnabled", False)
        return stack

    def sheet_names(self) -> list[str]:
        return list(self._container.ElementNames)

    def sheet(self, name: str) -> Any:
        """One sheet. HostError where it is gone."""
        kept = self._sheets.get(name)
        if kept is not None and kept.Name == name:
            return kept
        if not self._container.hasByName(name):
            raise HostError(f"工作簿里没有工作表“{name}”，请核对表名。")
        self._sheets[name] = self._container.getByName(name)
        return self._sheets[name]

    def index(self, sheet: str) -> int:
        """The place of a sheet among the tabs, from 0."""
        return self.sheet_names().index(sheet)

    def cells(self, sheet: str, box: Box) -> Any:
        """A box of cells."""
        return self.sheet(sheet).getCellRangeByPosition(box[1] - 1, box[0] - 1, box[3] - 1, box[2] - 1)

    def ranges(self, sheet: str, boxes: Sequence[Box]) -> Any:
        """Boxes of cells together."""
        together = self.model.createInstance("com.sun.star.sheet.SheetCellRanges")
        for box in boxes:
            together.addRangeAddress(self.address(sheet, box), False)
        return together

    def used_part(self, sheet: str, box: Box) -> Box | None:
        """The part of a box in which there can be anything; a small box as it is."""
        rows, columns = box[2] - box[0] + 1, box[3] - box[1] + 1
        if rows * columns > _MOST_CELLS:
            raise HostError("要读取的区域太大（整张工作表？）。请写明区域，或用 used_range。")
        if rows < 1000 and columns < 100:
            return box
        cursor = self.sheet(sheet).createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        part = box[0], box[1], min(box[2], end.EndRow + 1), min(box[3], end.EndColumn + 1)
        return part if part[0] <= part[2] and part[1] <= part[3] else None

    def shown_rows(self, sheet: str, first: int, last: int) -> list[tuple[int, int]]:
        """Runs of rows that neither the officer nor a filter has hidden."""
        whole = self.cells(sheet, (first, 1, last, LAST_COLUMN))
        areas = boxes_of(whole.queryVisibleCells().RangeAddresses)
        return sorted({(top, bottom) for top, _, bottom, _ in areas})

    def address(self, sheet: str, box: Box) -> Any:
        """A box as UNO spells it."""
        return struct(
            "table.CellRangeAddress",
            Sheet=self.index(sheet),
            StartRow=box[0] - 1,
            StartColumn=box[1] - 1,
            EndRow=box[2] - 1,
            EndColumn=box[3] - 1,
        )

    def format_areas(self, sheet: str, box: Box) -> list[tuple[str, list[Box]]]:
        """The number formats in a box, as Excel spells them, and where each is."""
        cells = self.cells(sheet, box)
        if not is_mixed(cells, "NumberFormat"):
            return [(self.formats.code(cells.NumberFormat), [box])]
        groups = cells.getUniqueCellFormatRanges()
        each = (groups.getByIndex(i) for i in range(groups.Count))
        return [(self.formats.code(g.NumberFormat), boxes_of(g.RangeAddresses)) for g in each]


def is_mixed(cells: Any, name: str) -> bool:
    """Whether the cells differ in a property; its value is that of none of them then."""
    return str(cells.getPropertyState(name).value) == "AMBIGUOUS_VALUE"


def box_of(address: Any) -> Box:
    """A box as UNO spells it, from 1."""
    return address.StartRow + 1, address.StartColumn + 1, address.EndRow + 1, address.EndColumn + 1


def boxes_of(addresses: Iterable[Any]) -> list[Box]:
    return [box_of(address) for address in addresses]
