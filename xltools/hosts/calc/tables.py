"""Excel's tables as LibreOffice keeps them: database ranges with a header, found again by their names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xltools.cells import Box, address, box_address
from xltools.errors import HostError
from xltools.hosts.calc import blocks, tablefollowers, tablerows
from xltools.hosts.calc.component import Component, box_of, boxes_of
from xltools.hosts.calc.merges import merged_in
from xltools.hosts.calc.names import Names
from xltools.hosts.calc.refusals import refuse_protected
from xltools.hosts.calc.unolib import options, uno
from xltools.hosts.document import TableInfo
from xltools.hosts.values import constant
from xltools.ooxml.followers import Resized
from xltools.ooxml.refs import intersects
from xltools.ooxml.tableparts import check_new, unique

_CONTENTS = 1 | 2 | 4 | 16
"""Values, dates, texts and formulas of `com.sun.star.sheet.CellFlags`."""


class Tables:
    """The tables of a workbook, by the order of their sheets and then of their making."""

    def __init__(self, component: Component, names: Names) -> None:
        self._component = component
        self._names = names
        self._ranges: dict[str, tuple[int, Any]] = {}

    def __iter__(self) -> Iterator[TableInfo]:
        sheets = self._component.sheet_names()
        known = [(name, *self._range(name)) for name in self._component.database_ranges.ElementNames]
        placed = [(table.getDataArea(), number, name, table) for name, number, table in known]
        for area, _, name, table in sorted(placed, key=lambda p: (p[0].Sheet, p[1])):
            rows = int(table.ContainsHeader), int(table.TotalsRow)
            yield TableInfo(name, sheets[area.Sheet], box_of(area), *rows)

    def find(self, name: str) -> TableInfo:
        """One table. HostError where it is gone."""
        found = next((table for table in self if table.name == name), None)
        if found is None:
            raise HostError(f"工作簿里没有表“{name}”，请核对表名。")
        return found

    def add(self, sheet: str, box: Box, name: str) -> None:
        """Make a table of cells; its header gets filter buttons. LibreOffice 7.4 knows no table styles."""
        component = self._component
        refuse_protected(component, sheet)
        tables = list(self)
        names = [*(table.name for table in tables), *(n.name for n in self._names)]
        check_new(name, box, names, [t for t in tables if t.sheet == sheet], merged_in(component, sheet, box))
        self._show_headers(sheet, box)
        component.database_ranges.addNewByName(name, component.address(sheet, box))
        made = self._range(name)[1]
        made.ContainsHeader = made.AutoFilter = True

    def resize(self, name: str, box: Box) -> None:
        """Give a table more or fewer rows or columns; what stood for it elsewhere follows.

        New rows look and calculate like the last one, as in Excel. Rows that leave a filtered table are seen
        again. HostError where that would swallow something.
        """
        table = self.find(name)
        self._refuse(table, box)
        if box == table.box:
            return
        component, kept = self._component, self._range(name)[1]
        with component.heights_kept():
            calculated = tablerows.calculated(component, table) if box[2] > table.box[2] else {}
            if box[2] < table.box[2] and kept.getFilterDescriptor().getFilterFields3():
                tablerows.unhide(component, table, box[2])
            kept.setDataArea(component.address(table.sheet, box))
            tablerows.dress(component, table, box)
            self._show_headers(table.sheet, box)
            tablerows.fill_down(component, table, box, calculated)
            tablefollowers.follow(component, self._names, Resized(table.sheet, table.box, box))

    def refilter(self, name: str) -> None:
        """Apply the filter that is set on a table to the rows it holds now, in the order they stand in.

        LibreOffice would sort them anew as they were sorted last: that is forgotten first.
        """
        table, kept = self.find(name), self._range(name)[1]
        if kept.getFilterDescriptor().getFilterFields3():
            none = uno().Any("[]com.sun.star.table.TableSortField", ())
            self._component.cells(table.sheet, table.box).sort(options(SortFields=none, ContainsHeader=True))
            kept.refresh()

    def _range(self, name: str) -> tuple[int, Any]:
        """The database range of a name and its running number; the object finds it anew at each call."""
        if name not in self._ranges:
            found = self._component.database_ranges.getByName(name)
            self._ranges[name] = int(found.TokenIndex), found
        return self._ranges[name]

    def _show_headers(self, sheet: str, box: Box) -> None:
        """Headers as Excel makes them: none blank, none twice."""
        row = (box[0], box[1], box[0], box[3])
        texts = [constant(value) for value in blocks.read(self._component, sheet, row)[0]]
        if unique(texts) != texts:
            blocks.write(self._component, sheet, row, [unique(texts)])

    def _refuse(self, table: TableInfo, new: Box) -> None:
        """HostError where Excel would refuse too, or something would be lost."""
        refuse_protected(self._component, table.sheet)
        reason = _shape(table, new) or self._swallowed(table, new)
        if reason:
            raise HostError(f"不能调整表“{table.name}”的大小：{reason}。")

    def _swallowed(self, table: TableInfo, new: Box) -> str:
        others = (t for t in self if t.name != table.name and t.sheet == table.sheet)
        other = next((t for t in others if intersects(t.box, new)), None)
        if other:
            return f"会与表“{other.name}”重叠。请把两张表移开"
        for box in _gained(table.box, new):
            merged = merged_in(self._component, table.sheet, box)
            if merged:
                return f"会占到合并单元格 {box_address(merged[0])}。请先取消合并或移走"
            cells = self._component.cells(table.sheet, box)
            filled = boxes_of(cells.queryContentCells(_CONTENTS).RangeAddresses)
            if filled:
                return f"会占到已有内容的单元格 {address(*filled[0][:2])}。请先把表下方、右侧的内容移走"
        return ""


def _shape(table: TableInfo, new: Box) -> str:
    if table.totals_rows:
        return "有汇总行。请先去掉“汇总行”"
    if not table.header_rows:
        return "没有标题行。请先加上标题行"
    if new[:2] != table.box[:2] or new[2] <= new[0] or new[3] < new[1]:
        return f"调整后的区域 {box_address(new)} 要从原来的标题行开始，至少有一行数据"
    return ""


def _gained(old: Box, new: Box) -> list[Box]:
    """The boxes a table did not have before."""
    below = (old[2] + 1, new[1], new[2], new[3])
    beside = (new[0], old[3] + 1, min(old[2], new[2]), new[3])
    return [box for box in (below, beside) if box[0] <= box[2] and box[1] <= box[3]]
