"""A table given more rows: nothing below it is swallowed, and new rows look and calculate like the last."""

from __future__ import annotations

from collections.abc import Iterable

from xltools.cells import Box, address, box_address
from xltools.errors import HostError
from xltools.ooxml.cellvalue import escaped, formula
from xltools.ooxml.refs import intersects
from xltools.ooxml.sheetxml import SheetXml
from xltools.ooxml.shifting import shifted
from xltools.ooxml.tableparts import TablePart


def refuse_swallowing(sheet: SheetXml, table: TablePart, new: Box, others: Iterable[TablePart]) -> None:
    """HostError where the table would take in another table, a merged cell or what stands beside it."""
    other = next((t for t in others if t.name != table.name and intersects(t.box, new)), None)
    if other:
        raise _refusal(table, f"会与表“{other.name}”重叠。请把两张表移开")
    for box in _gained(table.box, new):
        merged = next((m for m in sheet.merged if intersects(m, box)), None)
        if merged:
            raise _refusal(table, f"会占到合并单元格 {box_address(merged)}。请先取消合并或移走")
        cell = next(sheet.filled(box), None)
        if cell:
            raise _refusal(table, f"会占到已有内容的单元格 {address(*cell)}。请先把表下方、右侧的内容移走")


def grow(sheet: SheetXml, table: TablePart, new: Box) -> None:
    """New rows take the style of the last data row, and the formula of columns that have one."""
    _, left, last, right = table.body
    rows = (last + 1, left, new[2], min(right, new[3]))
    columns = range(left, rows[3] + 1)
    sheet.grown.append((rows, {column: sheet.style(last, column) for column in columns}))
    for column in columns:
        look, _ = sheet.wanted(last, column)
        for row in range(rows[0], rows[2] + 1):
            sheet.inherit(row, column, look)
    for column in table.calculated():
        _fill_down(sheet, last, new[2], column)


def widen(sheet: SheetXml, table: TablePart, new: Box) -> None:
    """New headers look like the last one."""
    top, _, _, right = table.box
    style = sheet.style(top, right)
    sheet.grown.append(((top, right + 1, top, new[3]), dict.fromkeys(range(right + 1, new[3] + 1), style)))
    look, _ = sheet.wanted(top, right)
    for column in range(right + 1, new[3] + 1):
        sheet.inherit(top, column, look)


def _gained(old: Box, new: Box) -> list[Box]:
    """The boxes a table did not have before."""
    below = (old[2] + 1, new[1], new[2], new[3])
    beside = (new[0], old[3] + 1, min(old[2], new[2]), new[3])
    return [box for box in (below, beside) if box[0] <= box[2] and box[1] <= box[3]]


def _fill_down(sheet: SheetXml, last: int, bottom: int, column: int) -> None:
    text = sheet.formula(last, column)
    for row in range(last + 1, bottom + 1) if text else ():
        if sheet.wanted(row, column)[1] is None:
            sheet.put(row, column, formula(escaped(shifted(str(text), row - last, 0))))


def _refusal(table: TablePart, why: str) -> HostError:
    return HostError(f"不能扩大表“{table.name}”：{why}。")
