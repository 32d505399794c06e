"""What the parts of a workbook must say for anything to rely on them: numbers that are numbers, boxes that
are boxes. Proven once, where a part is parsed, so that nothing after it meets anything else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from xltools.ooxml.refs import LAST_COLUMN, LAST_ROW, box_of

_SPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_COUNT = re.compile(r"\s*\+?[0-9]{1,10}\s*")
_DECIMAL = re.compile(r"\s*[+-]?[0-9]{0,9}(?:\.[0-9]*)?(?:[eE][+-]?[0-9]{1,2})?\s*(?<=[0-9.\s])")

_COUNTS: Mapping[str, tuple[str, ...]] = {
    "numFmt": ("numFmtId",),
    "xf": ("numFmtId", "fontId", "fillId", "borderId", "xfId"),
    "table": ("id", "headerRowCount", "totalsRowCount"),
    "tableColumn": ("id",),
    "filterColumn": ("colId",),
    "dateGroupItem": ("year", "month", "day", "hour", "minute", "second"),
    "sheet": ("sheetId",),
    "workbookView": ("activeTab", "firstSheet"),
    "definedName": ("localSheetId",),
    "col": ("min", "max", "style"),
}
_DECIMALS: Mapping[str, tuple[str, ...]] = {
    "col": ("width",),
    "sheetFormatPr": ("defaultColWidth", "defaultRowHeight"),
}
_BOXES: Mapping[str, tuple[str, ...]] = {"table": ("ref",), "autoFilter": ("ref",), "mergeCell": ("ref",)}
_CHILDREN: Mapping[str, tuple[str, ...]] = {
    "workbook": ("sheets",),
    "sheets": ("sheet",),
    "table": ("tableColumns",),
    "styleSheet": ("cellXfs",),
    "cellXfs": ("xf",),
}
_CHECKED = [f"{{{space}}}{name}" for space in _SPACES for name in {*_COUNTS, *_DECIMALS, *_BOXES, *_CHILDREN}]


def is_sound(root: etree._Element) -> bool:
    """Whether a part says nothing that no program writes, such as table ref="A:A"."""
    return all(map(_is_sound, root.iter(*_CHECKED)))


def _is_sound(element: etree._Element) -> bool:
    space, name = etree.QName(element).namespace, etree.QName(element).localname
    return (
        all(_holds(name, str(attribute), str(value)) for attribute, value in element.attrib.items())
        and all(element.find(f"{{{space}}}{child}") is not None for child in _CHILDREN.get(name, ()))
        and (name != "table" or _is_table(element))
    )


def _holds(name: str, attribute: str, value: str) -> bool:
    if attribute in _COUNTS.get(name, ()):
        return bool(_COUNT.fullmatch(value))
    if attribute in _DECIMALS.get(name, ()):
        return bool(_DECIMAL.fullmatch(value))
    return attribute not in _BOXES.get(name, ()) or is_box(value)


def is_box(text: str) -> bool:
    """Whether it is one box within the bounds of a sheet."""
    try:
        top, left, bottom, right = box_of(text)
    except ValueError:
        return False
    return top >= 1 and left >= 1 and bottom <= LAST_ROW and right <= LAST_COLUMN


def _is_table(table: etree._Element) -> bool:
    """Whether it has a box, as many columns as that is wide, and rows for its header and totals."""
    ref = table.get("ref", "")
    if not is_box(ref):
        return False
    top, left, bottom, right = box_of(ref)
    space = etree.QName(table).namespace
    columns = [each.tag for each in table.iterfind(f"{{{space}}}tableColumns/*")]
    rows = int(table.get("headerRowCount", "1")) + int(table.get("totalsRowCount", "0"))
    wide = right - left + 1
    return columns == [f"{{{space}}}tableColumn"] * wide and rows <= bottom - top + 1
