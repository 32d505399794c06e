"""The shared strings of a workbook: rich runs joined, phonetic guides left out."""

from __future__ import annotations

import re

from lxml import etree

from xltools.ooxml.package import Package
from xltools.ooxml.values import UnreadableError, office_text, source_text

_ANY_TEXT = r'<t(?: xml:space="preserve")? ?(?:/>|>[^<]*</t>)'
_TEXT = _ANY_TEXT.replace("[^<]*", "([^<]*)")
_EMPTY = r"<\w+(?: [^<>]*)?/>"  # an element without content: properties of a run are nothing else
_RUN = rf"<r>(?:<rPr>(?:{_EMPTY})*</rPr>)?{_ANY_TEXT}</r>"
_PHONETIC = r"(?:<rPh [^<>]*><t>[^<]*</t></rPh>)*(?:<phoneticPr[^<>]*/>)?"
_PLAIN = re.compile(rf"<si>{_TEXT}{_PHONETIC}</si>")
_ITEM = re.compile(rf"<si>(?:{_TEXT}|((?:{_RUN})+)){_PHONETIC}</si>")
_RUN_TEXT = re.compile(_TEXT)
_BARE_OPEN, _BARE_CLOSE = "<si><t>", "</t></si>"
_STRING_VALUE = etree.XPath("string()")


def shared_strings(package: Package) -> list[str]:
    """All shared strings in order; none where the workbook has no such part."""
    part = package.related_part("sharedStrings")
    if part is None:
        return []
    try:
        found = scanned(package.xml(part).decode())
    except UnicodeDecodeError:
        found = None
    return parsed(package.tree(part)) if found is None else found


def scanned(source: str) -> list[str] | None:
    """By pattern; None unless every item was seen and there is nothing a pattern could misread."""
    texts = None if "<!" in source else _items(source)
    if not texts or not ("&" in source or "_x" in source or "\r" in source):
        return texts
    try:
        return list(map(source_text, texts))
    except UnreadableError:
        return None


def _items(source: str) -> list[str] | None:
    count = source.count("<si")
    bare = _bare(source)
    if len(bare) == count:
        return bare
    plain: list[str] = _PLAIN.findall(source)
    if len(plain) == count:
        return plain
    items = _ITEM.findall(source)
    if len(items) != count:
        return None
    return ["".join(_RUN_TEXT.findall(runs)) if runs else text for text, runs in items]


def _bare(source: str) -> list[str]:
    """Items that are all of the barest form, by splitting; none where tags other than theirs are about."""
    start, end = source.find(_BARE_OPEN), source.rfind(_BARE_CLOSE)
    if not 0 <= start < end:
        return []
    texts = source[start + len(_BARE_OPEN) : end].split(_BARE_CLOSE + _BARE_OPEN)
    tags = 4 * len(texts) + 1  # the last one closes the part
    return texts if source.count("<", start) == tags else []


def parsed(root: etree._Element) -> list[str]:
    """Item by item."""
    return [rich_text(item) for item in root.iterchildren("{*}si")]


def rich_text(element: etree._Element) -> str:
    """The text of a string item or inline string."""
    runs = element.iterchildren("{*}t", "{*}r")
    texts = (t for run in runs for t in ([run] if _is_text(run) else run.iterchildren("{*}t")))
    return office_text("".join(str(_STRING_VALUE(t)) for t in texts))


def _is_text(element: etree._Element) -> bool:
    return etree.QName(element).localname == "t"
