"""What cannot stand in one file with other letters, and which letters can stand together.

Some things a Word file has once for all its letters. Where two templates differ in one of them, or a letter
uses what counts through the whole file, they go into different files rather than come out otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml import etree

from xltools.letters.merging.source import Shell, Source

_HARMLESS = frozenset(
    (
        "zoom", "view", "rsids", "proofState", "evenAndOddHeaders", "activeWritingStyle", "attachedTemplate",
        "updateFields", "docVars", "docId", "embedTrueTypeFonts", "embedSystemFonts", "saveSubsetFonts",
        "removePersonalInformation", "removeDateAndTime", "hideSpellingErrors", "hideGrammaticalErrors",
        "hdrShapeDefaults", "shapeDefaults", "decimalSymbol", "listSeparator", "stylePaneFormatFilter",
        "stylePaneSortMethod", "trackRevisions", "doNotTrackMoves", "discardImageEditingData",
    )
)  # fmt: skip
"""Settings that change nothing on paper, and evenAndOddHeaders, which `sections` takes care of."""

_FIELD = rb'(?:<w:instrText[^>]*>|w:instr=")[^<"]*?\b'
_COUNTING = (
    (re.compile(rb"<w:numId "), "用了 Word 的自动编号"),
    (re.compile(rb"<w:(?:footnote|endnote)Reference "), "有脚注或尾注"),
    (re.compile(_FIELD + rb"(?:NUMPAGES|REF|PAGEREF|SEQ|TOC)\b"), "用了总页数、目录或交叉引用"),
    (re.compile(rb"<w:altChunk "), "嵌了别的文档"),
)
_THEMED = re.compile(rb"Theme(?:Color|Fill)?=")


def alone(source: Source) -> str:
    """Why a letter must be printed by itself; empty where it may stand with others."""
    parts = (source.document, *_printed(source.shell))
    return next((why for pattern, why in _COUNTING if any(pattern.search(part) for part in parts)), "")


def _printed(shell: Shell) -> Iterator[bytes]:
    """Headers, footers and styles."""
    for relation in shell.relations:
        if relation.short in ("header", "footer", "styles") and not relation.external:
            yield shell.parts[relation.target]


def common(shell: Shell) -> tuple[bytes, ...]:
    """What two letters must have alike to stand in one file: settings, defaults, theme if used."""
    styles = shell.single("styles") or b"<w/>"
    themed = any(_THEMED.search(part) for part in _printed(shell))
    defaults = etree.fromstring(styles).find(qn("w:docDefaults"))
    return (
        _settings(shell.single("settings")),
        b"" if defaults is None else etree.tostring(defaults, method="c14n", exclusive=True),
        (shell.single("theme") or b"") if themed else b"",
    )


def _settings(xml: bytes | None) -> bytes:
    """The settings that show on paper."""
    if not xml:
        return b""
    kept = (node for node in etree.fromstring(xml) if etree.QName(node).localname not in _HARMLESS)
    return b"".join(etree.tostring(node, method="c14n", exclusive=True, with_tail=False) for node in kept)
