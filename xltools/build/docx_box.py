"""A text box at a fixed place of the page: no other part of the page moves with what it holds."""

from __future__ import annotations

from dataclasses import dataclass

from xltools.build.docx_text import paragraph

_EMU = 36000
"""DrawingML units in a millimetre."""

_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


@dataclass(frozen=True, slots=True)
class Box:
    """A text box centred on the type area, `width` × `height` mm, its text at the top or the bottom of it.

    `vertical` is the wp:positionV; the lines of the page run over it or stop above it (`wrap`).
    """

    name: str
    width: float
    height: float
    vertical: str
    text_at: str
    wrap: str

    def holding(self, content: str, anchor: str) -> str:
        """A paragraph of the style `anchor`, on whose page the box with this content stands."""
        drawing = (
            '<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" '
            'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>'
            '<wp:positionH relativeFrom="margin"><wp:align>center</wp:align></wp:positionH>'
            f'{self.vertical}<wp:extent {self._size}/><wp:effectExtent l="0" t="0" r="0" b="0"/>{self.wrap}'
            f'<wp:docPr id="1" name="{self.name}"/><wp:cNvGraphicFramePr/><a:graphic>'
            f'<a:graphicData uri="{_SHAPE}">{self._shape(content)}</a:graphicData></a:graphic>'
            "</wp:anchor></w:drawing>"
        )
        choice = f'<mc:Choice Requires="wps">{drawing}</mc:Choice>'
        run = f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"
        return paragraph("", anchor).replace("</w:p>", f"{run}</w:p>")

    @property
    def _size(self) -> str:
        return f'cx="{round(self.width * _EMU)}" cy="{round(self.height * _EMU)}"'

    def _shape(self, content: str) -> str:
        return (
            f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {self._size}/>'
            '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln>'
            f"</wps:spPr><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
            f'<wps:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{self.text_at}">'
            "<a:noAutofit/></wps:bodyPr></wps:wsp>"
        )


def from_page_top(height: float) -> str:
    """The wp:positionV of a box that begins so many mm below the edge of the page."""
    offset = f"<wp:posOffset>{round(height * _EMU)}</wp:posOffset>"
    return f'<wp:positionV relativeFrom="page">{offset}</wp:positionV>'


AT_THE_BOTTOM = '<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>'
OVER = "<wp:wrapNone/>"
BELOW_THE_TEXT = "<wp:wrapTopAndBottom/>"
