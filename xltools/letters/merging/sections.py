"""A letter's sections among those of others: from page 1 on the front of a sheet, with its own headers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from xltools.letters.merging.source import OFFICE, Shell, has

Slot = tuple[str, str]
"""header or footer, and the pages it stands on: default, first or even."""

_AFTER_TYPE = (
    "pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign",
    "noEndnote", "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings",
    "sectPrChange",
)  # fmt: skip
_AFTER_NUMBER = _AFTER_TYPE[_AFTER_TYPE.index("pgNumType") + 1 :]
_REFERENCE = re.compile(rb'<w:(header|footer)Reference\b[^>]*?\bw:type="(\w+)"')
_TYPE, _VAL, _ID = qn("w:type"), qn("w:val"), qn("r:id")


def sections_of(body: Any) -> list[Any]:
    """The w:sectPr of a document in their order, the last one at the end of the body."""
    return [*body.iterfind(f"{qn('w:p')}/{qn('w:pPr')}/{qn('w:sectPr')}"), body.find(qn("w:sectPr"))]


def begin_letter(section: Any) -> None:
    """Page 1, on the front of a sheet: the back of the letter before stays empty where it must."""
    for old in section.findall(_TYPE):
        section.remove(old)
    _put(section, "w:type", _AFTER_TYPE).set(_VAL, "oddPage")
    number = section.find(qn("w:pgNumType"))
    if number is None:
        number = _put(section, "w:pgNumType", _AFTER_NUMBER)
    number.set(qn("w:start"), "1")


def slots(section: Any) -> dict[Slot, str]:
    """The headers and footers a section names, with the ids of their parts."""
    found = {}
    for kind in ("header", "footer"):
        for node in section.iterfind(qn(f"w:{kind}Reference")):
            found[kind, node.get(_TYPE)] = node.get(_ID)
    return found


def named_slots(document: bytes) -> set[Slot]:
    """The headers and footers that any section of a document names."""
    found = _REFERENCE.findall(document)
    return {(kind.decode(), pages.decode()) for kind, pages in found}


def facing(shell: Shell) -> bool:
    """Whether even pages have headers and footers of their own in this letter."""
    return has(shell.single("settings") or b"<w/>", "w:evenAndOddHeaders")


def own_slots(
    given: Mapping[Slot, str], used: set[Slot], faces: bool, empty: Mapping[str, str]
) -> dict[Slot, str]:
    """What a letter's first section must name so that it takes nothing from the letter before it.

    Even pages that look as the odd ones are told so: the file as a whole tells them apart.
    """
    own = {slot: part for slot, part in given.items() if faces or slot[1] != "even"}
    for kind, pages in used:
        if (kind, pages) not in own:
            like = own.get((kind, "default")) if pages == "even" and not faces else None
            own[kind, pages] = like or empty[kind]
    return own


def name_slots(section: Any, own: Mapping[Slot, str]) -> None:
    """Write the headers and footers of a section."""
    for old in [*section.iterfind(qn("w:headerReference")), *section.iterfind(qn("w:footerReference"))]:
        section.remove(old)
    for place, ((kind, pages), part) in enumerate(sorted(own.items())):
        node = etree.Element(qn(f"w:{kind}Reference"), {_TYPE: pages, _ID: part})
        section.insert(place, node)


def close_letter(body: Any) -> None:
    """Move the last section into the last paragraph, which lets another letter follow."""
    section = body.find(qn("w:sectPr"))
    body.remove(section)
    last = body[-1] if len(body) else None
    if last is None or last.tag != qn("w:p") or last.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
        last = etree.SubElement(body, qn("w:p"))
    properties = last.find(qn("w:pPr"))
    if properties is None:
        properties = etree.Element(qn("w:pPr"))
        last.insert(0, properties)
    _insert(properties, section, ("pPrChange",))


def empty_parts() -> dict[str, tuple[str, bytes]]:
    """A header and a footer with nothing in them: content type and bytes."""
    word = qn("w:p")[1:].partition("}")[0]
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
    return {
        kind: (content.format(kind), f'<w:{tag} xmlns:w="{word}"><w:p/></w:{tag}>'.encode())
        for kind, tag in (("header", "hdr"), ("footer", "ftr"))
    }


def relation_kind(kind: str) -> str:
    """The type of the relation to a header or footer."""
    return f"{OFFICE}/{kind}"


def _put(section: Any, tag: str, followers: tuple[str, ...]) -> Any:
    """A new child at its place in the order of the format."""
    node = etree.Element(qn(tag))
    _insert(section, node, followers)
    return node


def _insert(parent: Any, node: Any, followers: tuple[str, ...]) -> None:
    later = (i for i, child in enumerate(parent) if etree.QName(child).localname in followers)
    parent.insert(next(later, len(parent)), node)
