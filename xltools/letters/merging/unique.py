"""Ids that a Word file may have only once, given anew to each letter."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn
from lxml import etree

START, END = "letter{}", "letter{}end"
"""Bookmarks at both ends of a letter: its pages are counted by them, and Word's “定位” goes to them."""

_ID, _NAME, _ANCHOR = qn("w:id"), qn("w:name"), qn("w:anchor")
_BOOKMARK, _BOOKMARK_END, _DRAWING = qn("w:bookmarkStart"), qn("w:bookmarkEnd"), qn("wp:docPr")
_EDITED = ("}paraId", "}textId")
_LONGEST_NAME = 30
"""Of the 40 characters a bookmark's name may have, those that are left beside a number."""


class Numbering:
    """Counts through the whole file; drawings from above those of headers."""

    def __init__(self) -> None:
        self._marks = 0
        self._drawings = 10_000

    def renumber(self, body: Any) -> None:
        """Drawings and bookmarks get new ids, content controls and edits lose theirs."""
        for drawing in body.iter(_DRAWING):
            self._drawings += 1
            drawing.set("id", str(self._drawings))
        for number in list(body.iterfind(f".//{qn('w:sdtPr')}/{_ID}")):
            number.getparent().remove(number)
        for node in body.iter(qn("w:p"), qn("w:tr")):
            for key in [k for k in node.attrib if k.endswith(_EDITED)]:
                del node.attrib[key]
        self._renumber_marks(body)

    def mark(self, body: Any, number: int) -> None:
        """Bookmarks at the first and the last paragraph of a letter."""
        own = body.findall(qn("w:p"))
        first = next(body.iter(qn("w:p")), None)
        if first is not None:
            self._mark(first, START.format(number))
            self._mark(own[-1] if own else first, END.format(number))

    def _mark(self, paragraph: Any, name: str) -> None:
        self._marks += 1
        place = 1 if len(paragraph) and paragraph[0].tag == qn("w:pPr") else 0
        paragraph.insert(place, etree.Element(_BOOKMARK, {_ID: str(self._marks), _NAME: name}))
        paragraph.insert(place + 1, etree.Element(_BOOKMARK_END, {_ID: str(self._marks)}))

    def _renumber_marks(self, body: Any) -> None:
        ids: dict[str, str] = {}
        names: dict[str, str] = {}
        for node in body.iter(_BOOKMARK, _BOOKMARK_END):
            old = node.get(_ID, "")
            if node.tag == _BOOKMARK:
                self._marks += 1
                ids[old], name = str(self._marks), node.get(_NAME, "")
                names[name] = f"{name[:_LONGEST_NAME]}_{self._marks}"
                node.set(_NAME, names[name])
            node.set(_ID, ids.get(old, old or "0"))
        for link in body.iter(qn("w:hyperlink")) if names else ():
            if link.get(_ANCHOR) in names:
                link.set(_ANCHOR, names[link.get(_ANCHOR)])
