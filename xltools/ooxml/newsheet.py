"""The part of a new worksheet, complete and empty."""

from __future__ import annotations

from lxml import etree

from xltools.ooxml.parts import MAIN, REL, Element

_SHEET = """<worksheet xmlns="{main}" xmlns:r="{rel}">
<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1"/>
<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>
<sheetFormatPr defaultRowHeight="15"/><sheetData/>
<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>
<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>"""

_PANE = (
    '<pane ySplit="{rows}" topLeftCell="{cell}" activePane="bottomLeft" state="frozen"/>'
    '<selection pane="bottomLeft" activeCell="{cell}" sqref="{cell}"/>'
)


def blank_sheet(frozen_rows: int = 0) -> Element:
    """A worksheet without cells that prints one page wide; its first `frozen_rows` rows stay in view."""
    pane = _PANE.format(rows=frozen_rows, cell=f"A{frozen_rows + 1}") if frozen_rows else ""
    parser = etree.XMLParser(remove_blank_text=True)
    return etree.fromstring(_SHEET.format(main=MAIN, rel=REL, pane=pane), parser)
