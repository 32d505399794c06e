"""What goes with a table when its rows or columns change, as in Excel itself: names and print areas,
chart series, conditional formats and validation."""

from __future__ import annotations

import re
from typing import NamedTuple

from xltools.cells import Box
from xltools.ooxml.parts import Element, Parts, main
from xltools.ooxml.refs import Follow, box_of, followed, plain
from xltools.ooxml.sheetxml import SheetXml
from xltools.ooxml.workbookxml import WorkbookXml

PRINT_AREA = "_xlnm.Print_Area"

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_EXCEL = "http://schemas.microsoft.com/office/excel/2006/main"
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_CHART_PART = re.compile(r"xl/charts/chart[^/]*\.xml", re.I)
_HOLDERS = ("conditionalFormatting", "dataValidation", "ignoredError", "protectedRange")
_SQREF_HOLDERS = tuple(map(main, _HOLDERS))
_EXTENDED_HOLDERS = (f"{{{_X14}}}conditionalFormatting", f"{{{_X14}}}dataValidation")


class Resized(NamedTuple):
    """A table on a sheet, its box before and after (header row included)."""

    sheet: str
    old: Box
    new: Box

    def name(self, box: Box) -> Box | None:
        """A name that stood for the table, its data or columns of it."""
        top, left, bottom, right = box
        inside = self.old[1] <= left and right <= self.old[3]
        if not inside or bottom != self.old[2] or top not in (self.old[0], self.old[0] + 1):
            return None
        whole = (left, right) == (self.old[1], self.old[3])
        return top, left, self.new[2], self.new[3] if whole else min(right, self.new[3])

    def print_area(self, box: Box) -> Box | None:
        """A print area that ended with the table."""
        top, left, bottom, right = box
        if bottom != self.old[2] or top > self.old[0] or left > self.old[1] or right < self.old[3]:
            return None
        return top, left, self.new[2], self.new[3] if right == self.old[3] else max(right, self.new[3])

    def series(self, box: Box) -> Box | None:
        """A chart series over the data of the table's columns."""
        top, left, bottom, right = box
        inside = self.old[1] <= left and right <= self.old[3]
        if not inside or (top, bottom) != (self.old[0] + 1, self.old[2]):
            return None
        return top, left, self.new[2], right

    def rule(self, box: Box) -> Box | None:
        """A format or validation over the data of the table's columns; it never shrinks."""
        top, left, bottom, right = box
        inside = self.old[1] <= left and right <= self.old[3]
        if not inside or bottom != self.old[2] or top not in (self.old[0], self.old[0] + 1):
            return None
        return top, left, max(bottom, self.new[2]), right


def follow(parts: Parts, workbook: WorkbookXml, sheet: SheetXml, resized: Resized) -> None:
    """Move everything that stood for the table or its columns."""
    if resized.old == resized.new:
        return
    _names(workbook, resized)
    _charts(parts, resized)
    if resized.new[2] > resized.old[2]:
        _rules(sheet, resized)


def _names(workbook: WorkbookXml, resized: Resized) -> None:
    for name in workbook.names:
        rule = resized.print_area if name.name == PRINT_AREA else resized.name
        text = followed(name.text, resized.sheet, rule)
        if text != name.text:
            workbook.set_name(name.name, text, name.scope)


def _charts(parts: Parts, resized: Resized) -> None:
    """Series move, and the figures that the chart had kept of them are dropped."""
    for part in filter(_CHART_PART.fullmatch, parts.names):
        moves = [
            (reference, text)
            for reference in parts.peek(part).iter(f"{{{_CHART}}}f")
            if (text := followed(reference.text or "", resized.sheet, resized.series)) != reference.text
        ]
        if moves:
            parts.edit(part)
        for reference, text in moves:
            reference.text = text
            _drop_cache(reference)


def _drop_cache(reference: Element) -> None:
    holder = _parent(reference)
    for tag in ("numCache", "strCache", "multiLvlStrCache"):
        for cache in holder.findall(f"{{{_CHART}}}{tag}"):
            holder.remove(cache)


def _rules(sheet: SheetXml, resized: Resized) -> None:
    """Looks before it edits, so that a sheet without such rules keeps its bytes."""
    root = sheet.skeleton
    holders = [(e, _grown(e.get("sqref", ""), resized.rule)) for e in root.iter(*_SQREF_HOLDERS)]
    extended = [e for e in root.iter(f"{{{_EXCEL}}}sqref") if _parent(e).tag in _EXTENDED_HOLDERS]
    texts = [(e, _grown(e.text or "", resized.rule)) for e in extended]
    if all(e.get("sqref") == new for e, new in holders) and all(e.text == new for e, new in texts):
        return
    sheet.edit_skeleton()
    for holder, sqref in holders:
        holder.set("sqref", sqref)
    for element, sqref in texts:
        element.text = sqref


def _parent(element: Element) -> Element:
    parent = element.getparent()
    assert parent is not None
    return parent


def _grown(sqref: str, rule: Follow) -> str:
    """A list of boxes (blanks between), each moved where the rule says so."""
    return " ".join(_grown_box(text, rule) for text in sqref.split())


def _grown_box(text: str, rule: Follow) -> str:
    try:
        box = rule(box_of(text))
    except ValueError:
        return text
    return plain(box) if box else text
