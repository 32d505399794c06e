"""The form controls of a workbook, as its VML drawings declare them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from tests.build import books

_V, _X = "{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:excel}"


@dataclass(frozen=True)
class Control:
    """A button: where it stands, what it runs, what it shows."""

    sheet: str
    caption: str
    macro: str
    anchor: tuple[int, ...]
    printed: bool
    font: tuple[str, str]
    moves: bool
    sizes: bool
    help: str

    @property
    def row(self) -> int:
        """The row of its upper edge, from 1."""
        return self.anchor[2] + 1


def controls(name: str) -> list[Control]:
    """Every control of a workbook, sheet by sheet from the left."""
    parts = books.parts(books.built(name))
    found = []
    for i, sheet in enumerate(books.opened(name).sheetnames, 1):
        rels = parts.get(f"xl/worksheets/_rels/sheet{i}.xml.rels", b"").decode()
        for drawing in re.findall(r"\.\./(drawings/vmlDrawing\d+\.vml)", rels):
            root = etree.fromstring(parts[f"xl/{drawing}"])
            found += [_control(sheet, shape) for shape in root.iter(f"{_V}shape")]
    return found


def _control(sheet: str, shape: etree._Element) -> Control:
    data, font = shape.find(f"{_X}ClientData"), next(shape.iter("font"))
    return Control(
        sheet=sheet,
        caption=font.text or "",
        macro=data.findtext(f"{_X}FmlaMacro"),
        anchor=tuple(map(int, data.findtext(f"{_X}Anchor").split(","))),
        printed=data.findtext(f"{_X}PrintObject") != "False",
        font=(font.get("face"), font.get("size")),
        moves=data.find(f"{_X}MoveWithCells") is None,
        sizes=data.find(f"{_X}SizeWithCells") is None,
        help=shape.get("alt"),
    )
