"""Column widths: how wide a text shows, and the <cols> of a sheet."""

from __future__ import annotations

import copy
import unicodedata
from collections.abc import Iterable, Mapping

from xltools.ooxml.parts import Element, created, main, place
from xltools.ooxml.tableparts import SHEET_ORDER

NARROWEST, WIDEST = 6.0, 60.0
_MARGIN = 2.0
_DEFAULT = "8.43"
_WIDE = frozenset("WFA")


def text_width(text: str) -> float:
    """The width of a text in digits: a Chinese character takes two; the widest line counts."""
    return max((sum(_wide(c) for c in line) for line in text.split("\n")), default=0.0)


def _wide(character: str) -> float:
    return 2.0 if unicodedata.east_asian_width(character) in _WIDE else 1.0


def fitting_width(texts: Iterable[str]) -> float:
    """The column width that shows all of the texts, within reason."""
    widest = max(map(text_width, texts), default=0.0)
    return min(max(widest + _MARGIN, NARROWEST), WIDEST)


def width_of(root: Element, column: int) -> float:
    """The width a column has now."""
    for entry in root.iterfind(f"{main('cols')}/{main('col')}"):
        if int(entry.get("min", "0")) <= column <= int(entry.get("max", "0")) and entry.get("width"):
            return float(entry.get("width", "0"))
    default = root.find(main("sheetFormatPr"))
    return float(default.get("defaultColWidth", _DEFAULT)) if default is not None else float(_DEFAULT)


def set_widths(root: Element, widths: Mapping[int, float]) -> None:
    """Give columns (by number) a width; what else is said of them stays."""
    if not widths:
        return
    columns = root.find(main("cols"))
    if columns is None:
        columns = created(root, "cols")
        place(root, columns, SHEET_ORDER)
    for number, width in sorted(widths.items()):
        column = _own(columns, number)
        column.set("width", f"{width:.2f}".rstrip("0").rstrip("."))
        column.set("customWidth", "1")


def _own(columns: Element, number: int) -> Element:
    """The entry of one column alone; a range that covers it is split."""
    for entry in columns:
        first, last = int(entry.get("min", "0")), int(entry.get("max", "0"))
        if first <= number <= last:
            return _split(columns, entry, number)
        if first > number:
            break
    else:
        entry = None
    column = created(columns, "col", {"min": str(number), "max": str(number)})
    columns.append(column) if entry is None else entry.addprevious(column)
    return column


def _split(columns: Element, entry: Element, number: int) -> Element:
    first, last = int(entry.get("min", "0")), int(entry.get("max", "0"))
    if first < number:
        before = copy.deepcopy(entry)
        before.set("max", str(number - 1))
        entry.addprevious(before)
    if number < last:
        after = copy.deepcopy(entry)
        after.set("min", str(number + 1))
        entry.addnext(after)
    entry.set("min", str(number))
    entry.set("max", str(number))
    return entry
