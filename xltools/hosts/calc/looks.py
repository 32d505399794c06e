"""How cells look: number formats, fills, bold, widths and heights."""

from __future__ import annotations

from xltools.cells import Box
from xltools.hosts.calc import blocks
from xltools.hosts.calc.component import Component, is_mixed
from xltools.hosts.calc.numberformats import GENERAL, LOGICAL
from xltools.hosts.calc.refusals import refuse_protected
from xltools.hosts.calc.unolib import struct, uno
from xltools.hosts.document import Rgb
from xltools.hosts.shown import shown
from xltools.ooxml.columnsxml import fitting_width

_BOLD, _NORMAL = 150.0, 100.0
_NO_FILL = -1
_SYMBOLS = 10
"""The character set by which LibreOffice's reader of .xlsx measures digits (`com.sun.star.awt.CharSet`)."""

_HUNDREDTH_MM_A_TWIP = 127 / 72
_MEASURED_ROWS = 500

_CONTENTS = 1 | 2 | 4 | 16
_EVERYTHING = _CONTENTS | 32 | 64 | 256
"""Of `com.sun.star.sheet.CellFlags`: values, dates, texts, formulas; with them hard formats and styles."""


def clear(component: Component, sheet: str, box: Box, formats: bool) -> None:
    """Empty cells; with `formats` they also take the normal style."""
    refuse_protected(component, sheet)
    component.cells(sheet, box).clearContents(_EVERYTHING if formats else _CONTENTS)


def number_format(component: Component, sheet: str, box: Box) -> str | None:
    """None where the cells differ."""
    cells = component.cells(sheet, box)
    if is_mixed(cells, "NumberFormat"):
        return None
    code = component.formats.code(cells.NumberFormat)
    return GENERAL if code == LOGICAL else code


def set_number_format(component: Component, sheet: str, box: Box, code: str) -> None:
    """No row gets higher by it; LibreOffice would measure every cell of the rows."""
    refuse_protected(component, sheet)
    with component.heights_kept():
        component.cells(sheet, box).NumberFormat = component.formats.key(code)


def fill(component: Component, sheet: str, box: Box) -> Rgb | None:
    """None where there is none, or the cells differ."""
    cells = component.cells(sheet, box)
    colour = _NO_FILL if is_mixed(cells, "CellBackColor") else cells.CellBackColor
    return None if colour == _NO_FILL else ((colour >> 16) & 255, (colour >> 8) & 255, colour & 255)


def set_fill(component: Component, sheet: str, box: Box, rgb: Rgb | None) -> None:
    refuse_protected(component, sheet)
    colour = _NO_FILL if rgb is None else (rgb[0] << 16) + (rgb[1] << 8) + rgb[2]
    with component.heights_kept():
        component.cells(sheet, box).CellBackColor = colour


def set_bold(component: Component, sheet: str, box: Box, bold: bool) -> None:
    """Western and Chinese letters alike."""
    refuse_protected(component, sheet)
    cells, weight = component.cells(sheet, box), _BOLD if bold else _NORMAL
    cells.CharWeight = cells.CharWeightAsian = cells.CharWeightComplex = weight


def column_width(component: Component, sheet: str, column: int) -> float:
    """In digits of the workbook's own font, as in a file."""
    columns = component.cells(sheet, (1, column, 1, column)).Columns
    return round(float(columns.Width) / digit_width(component), 2)


def set_column_width(component: Component, sheet: str, box: Box, width: float) -> None:
    refuse_protected(component, sheet)
    component.cells(sheet, (1, box[1], 1, box[3])).Columns.Width = round(width * digit_width(component))


def digit_width(component: Component) -> float:
    """The width of a digit in 1/100 mm, measured as LibreOffice does where it reads a file."""
    style = component.model.StyleFamilies.getByName("CellStyles").getByName("Default")
    font = struct(
        "awt.FontDescriptor", Name=style.CharFontName, Height=int(style.CharHeight * 20), CharSet=_SYMBOLS
    )
    device = component.model.ReferenceDevice.getFont(font)
    twips = max(int(device.getCharWidth(uno().Char(digit))) for digit in "0123456789")
    return twips * _HUNDREDTH_MM_A_TWIP


def fit_rows(component: Component, sheet: str, box: Box) -> None:
    """Rows as high as their texts need; LibreOffice would show hidden ones."""
    refuse_protected(component, sheet)
    with component.heights_fitted():
        for first, last in component.shown_rows(sheet, box[0], box[2]):
            component.cells(sheet, (first, 1, last, 1)).Rows.OptimalHeight = True


def fit_columns(component: Component, sheet: str, box: Box) -> None:
    """Columns as wide as LibreOffice finds right with its fonts, and as Excel will need with its own."""
    refuse_protected(component, sheet)
    component.cells(sheet, (box[0], box[1], box[2], box[3])).Columns.OptimalWidth = True
    part = (*box[:2], min(box[2], box[0] + _MEASURED_ROWS - 1), box[3])
    rows = blocks.read(component, sheet, part)
    for column, values in enumerate(zip(*rows, strict=True), box[1]):
        code = number_format(component, sheet, (part[0], column, part[2], column)) or GENERAL
        needed = fitting_width([shown(value, code) for value in values if value is not None])
        if any(v is not None for v in values) and column_width(component, sheet, column) < needed:
            set_column_width(component, sheet, (1, column, 1, column), needed)
