"""What makes Word run or fetch something when it opens a letter: refused in the template all are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from xltools.errors import TemplateError

_KINDS = re.compile(
    "vbaProject|wordVbaData|oleObject|activeX|relationships/(?:control|package|aFChunk)$", re.I
)
_ELSEWHERE = re.compile(r"(?:https?|ftp|mhtml):|file:/*(?![/A-Za-z]:)[^/]+/|[\\/]{2}", re.I)
"""A server, by whatever way; a file of this computer is not."""

_FIELDS = re.compile(r"DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|MACROBUTTON|\b(?:DDE|LINK|IMPORT|DATABASE)\b", re.I)
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)


def refuse_reaching_out(parts: Mapping[str, bytes], name: str) -> None:
    """TemplateError for macros and embedded programs, for what comes from a server, for fields that run.

    `parts` are the XML parts of the file; links that a reader has to click are no matter.
    """
    found = next((what for part, xml in parts.items() if xml for what in _found(part, xml)), "")
    if found:
        raise TemplateError(
            f"模板“{name}”里有{found}，印出的函件打开时会去运行或下载它。请在 Word 里删去后保存。"
        )


def _found(part: str, xml: bytes) -> Iterator[str]:
    root = etree.fromstring(xml, _PARSER)
    if root is None:
        return
    if part.lower().endswith(".rels"):
        yield from filter(None, map(_relation, root.iter("{*}Relationship")))
    elif part.lower().startswith("word/"):
        codes = "".join(element.text or "" for element in root.iter("{*}instrText"))
        simple = (str(value) for element in root.iter("{*}fldSimple") for value in element.attrib.values())
        field = _FIELDS.search(" ".join((codes, *simple)))
        if field:
            yield f"域 {field[0]}"


def _relation(element: etree._Element) -> str:
    kind, target = element.get("Type") or "", element.get("Target") or ""
    if _KINDS.search(kind):
        return "宏或嵌入的程序"
    outside = element.get("TargetMode") == "External" and not kind.endswith("/hyperlink")
    return f"外部链接（{target[:60]}）" if outside and _ELSEWHERE.match(target) else ""
