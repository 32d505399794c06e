"""The filter an officer has set on a table, kept true when the table's rows change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from xltools.cells import Box, CellValue, Uncalculated
from xltools.ooxml.autofilter import conditions, drop, shows
from xltools.ooxml.parts import Element, main
from xltools.ooxml.refs import box_of, intersects
from xltools.ooxml.sheetxml import SheetXml
from xltools.ooxml.tableparts import TablePart
from xltools.ooxml.workbookxml import WorkbookXml

Column: TypeAlias = Sequence[tuple[CellValue, str | None]]
"""The cells of a column of the body, each with the text it shows or None where that is not sure."""

_DATABASE = "_xlnm._FilterDatabase"


def refilter(
    sheet: SheetXml, table: TablePart, column: Callable[[int], Column], date1904: bool = False
) -> list[str]:
    """Hide and show the rows of a table as its conditions say; the headings of columns whose condition cannot
    be evaluated, and is dropped.

    Rows stay as they are where no condition is set.
    """
    table.unsort()
    left, headings = table.box[1], table.columns
    found = {c: e for c, e in _conditions(table).items() if c < len(headings)}
    seen = [_seen(element, column(left + offset), date1904) for offset, element in found.items()]
    lifted = [offset for offset, rows in zip(found, seen, strict=True) if rows is None]
    for offset in lifted:
        table.edit()
        drop(found[offset])
    known = [rows for rows in seen if rows is not None]
    for i, row in enumerate(range(table.body[0], table.body[2] + 1) if found else ()):
        sheet.hide(row, not all(rows[i] for rows in known))
    return [headings[offset] for offset in lifted]


def _conditions(table: TablePart) -> dict[int, Element]:
    return dict(conditions(table.autofilter)) if table.autofilter is not None else {}


def _seen(element: Element, cells: Column, date1904: bool) -> list[bool] | None:
    """Which cells meet a condition, None where nobody can say."""
    condition = shows(element, date1904)
    if condition is None or any(isinstance(value, Uncalculated) for value, _ in cells):
        return None
    return [condition(*cell) for cell in cells]


def show_left_behind(sheet: SheetXml, table: TablePart, new: Box) -> None:
    """Rows that leave a filtered table are hidden no more: nobody would find them."""
    for row in range(new[2] + 1, table.box[2] + 1) if _conditions(table) else ():
        sheet.hide(row, False)


def adopt(workbook: WorkbookXml, sheet: SheetXml, table: TablePart) -> None:
    """The sheet's own filter becomes the table's where a table was made of its cells: none may have both."""
    own = sheet.skeleton.find(main("autoFilter"))
    box = box_of(own.get("ref", "A1")) if own is not None else None
    if own is None or box is None or not intersects(box, table.box):
        return
    root = sheet.edit_skeleton()
    root.remove(own)
    workbook.remove_name(_DATABASE, sheet.name)
    for row in range(box[0], box[2] + 1) if any(conditions(own)) else ():
        sheet.hide(row, False)
    if box[0] == table.box[0] and table.autofilter is not None:
        _take_over(own, table.autofilter, box[1] - table.box[1], len(table.columns))


def _take_over(own: Element, target: Element, shift: int, width: int) -> None:
    """The conditions on columns of the table; its rows are hidden when it is filtered anew."""
    for offset, element in list(conditions(own)):
        if 0 <= offset + shift < width:
            element.set("colId", str(offset + shift))
            target.append(element)
