"""The finished package: what XlsxWriter leaves to be said otherwise, part by part."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from xltools.build.layout import FONT, STRIP_ROW, TO_CALCULATE

_SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
_DRAWING = re.compile(r"xl/drawings/vmlDrawing\d+\.vml")
_VALUE = re.compile(rb' t="str"(><f>[^<]*</f>)<v>%b</v>' % TO_CALCULATE.encode())
_BUTTON = re.compile(r'(<x:ClientData ObjectType="Button">)(<x:Anchor>\d+, \d+, (\d+), )')
_FACE, _OURS = 'face="Calibri" size="220"', f'face="{FONT}" size="200"'

_KEEPS_SIZE, _KEEPS_PLACE = "<x:SizeWithCells/>", "<x:MoveWithCells/>"
"""Their presence says that a control does *not* size, or move, with the cells below it."""


def settled(content: bytes) -> bytes:
    """The package with formulas left to be calculated, and buttons in our font that keep their size."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(buffer, "w") as package:
        for part in made.infolist():
            data = _change(part.filename)(made.read(part))
            package.writestr(part, data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _change(part: str) -> Callable[[bytes], bytes]:
    if _SHEET.fullmatch(part):
        return _uncalculated
    return _controls if _DRAWING.fullmatch(part) else bytes


def _uncalculated(sheet: bytes) -> bytes:
    """Formulas that show TO_CALCULATE without a value: LibreOffice calculates only those that have none."""
    return _VALUE.sub(rb"\1", sheet)


def _controls(drawing: bytes) -> bytes:
    """Captions in the workbook's font; ASCII alone, as VML does not say its encoding."""
    text = drawing.decode().replace(_FACE, _OURS)
    return _BUTTON.sub(_anchored, text).encode("ascii", "xmlcharrefreplace")


def _anchored(button: re.Match[str]) -> str:
    """A button in the strip keeps its place whatever the columns become; others move with their row."""
    keeps = _KEEPS_PLACE if int(button[3]) == STRIP_ROW else ""
    return f"{button[1]}{keeps}{_KEEPS_SIZE}{button[2]}"
