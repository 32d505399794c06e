"""Mutations of any XML part as a tree: well-formed ever after, and wrong in what it says."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from random import Random

from lxml import etree

from fuzz import nasty
from fuzz.archive import Archive, Entry

Element = etree._Element
_DEPTHS = (50, 300, 3000)
_COPIES = (1, 2, 20, 3000)
_PARSER = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)
_NAMESPACES = (
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "urn:x",
)

Change = Callable[[Random, Element], str]
"""Takes the root of a part and says what it did; nothing where the part has nothing to do it to."""


def dropped(rng: Random, root: Element) -> str:
    element = _any(rng, root)
    element.getparent().remove(element)
    return f"{_name(element)} dropped"


def repeated(rng: Random, root: Element) -> str:
    element, times = _any(rng, root), rng.choice(_COPIES)
    times = times if len(element) < 20 else 1
    parent, at = element.getparent(), element.getparent().index(element)
    for _ in range(times):
        parent.insert(at, deepcopy(element))
    return f"{_name(element)} {times} times more"


def moved(rng: Random, root: Element) -> str:
    element, goal = _any(rng, root), _any(rng, root)
    if any(each is element for each in (goal, *goal.iterancestors())):
        return ""
    goal.insert(rng.randrange(len(goal) + 1), element)
    return f"{_name(element)} into {_name(goal)}"


def exchanged(rng: Random, root: Element) -> str:
    element = _any(rng, root)
    parent = element.getparent()
    other = rng.choice(parent)
    at, there = parent.index(element), parent.index(other)
    parent[at], parent[there] = deepcopy(other), deepcopy(element)
    return f"{_name(element)} and {_name(other)} exchanged"


def renamed(rng: Random, root: Element) -> str:
    element, before = _any(rng, root), ""
    before = _name(element)
    element.tag = rng.choice((_any(rng, root).tag, f"{{urn:x}}{before}", "x"))
    return f"{before} called {element.tag}"


def emptied(rng: Random, root: Element) -> str:
    element = _any(rng, root)
    for child in element:
        element.remove(child)
    element.text = None
    return f"{_name(element)} emptied"


def without_attribute(rng: Random, root: Element) -> str:
    element = _with_attributes(rng, root)
    name = rng.choice(list(element.attrib)) if element is not None else ""
    if element is None or not name:
        return ""
    del element.attrib[name]
    return f"{_name(element)} without {name}"


def other_attribute(rng: Random, root: Element) -> str:
    element = _with_attributes(rng, root)
    if element is None:
        return ""
    name = rng.choice(list(element.attrib))
    donor = _with_attributes(rng, root)
    donor = element if donor is None else donor
    value = rng.choice(nasty.ATTRIBUTES) if rng.random() < 0.7 else rng.choice(list(donor.attrib.values()))
    element.set(name, value)
    return f"{_name(element)} {name}={value[:40]!r}"


def unknown_attribute(rng: Random, root: Element) -> str:
    element = _any(rng, root)
    element.set(
        rng.choice(("hidden", "count", "ref", "{urn:x}y", "r", "s", "t", "id")), rng.choice(nasty.ATTRIBUTES)
    )
    return f"{_name(element)} has one attribute more"


def other_text(rng: Random, root: Element) -> str:
    texts = [e for e in root.iter() if isinstance(e.tag, str) and e.text and e.text.strip()]
    if not texts:
        return ""
    element, text = rng.choice(texts), allowed(nasty.text(rng))
    element.text = text
    return f"{_name(element)} says {text[:40]!r}"


def stray_text(rng: Random, root: Element) -> str:
    element = _any(rng, root)
    element.tail = rng.choice(("x", "\n\n", "﻿", "1"))
    return f"text behind {_name(element)}"


def comments(rng: Random, root: Element) -> str:
    element = _any(rng, root)
    node = rng.choice((etree.Comment("c"), etree.ProcessingInstruction("xltools", "p")))
    element.insert(rng.randrange(len(element) + 1), node)
    return f"a comment in {_name(element)}"


def nested(rng: Random, root: Element) -> str:
    """The element inside itself, over and over."""
    element, depth = _any(rng, root), rng.choice(_DEPTHS)
    inner = element
    for _ in range(depth):
        inner = etree.SubElement(inner, element.tag)
    return f"{_name(element)} nested {depth} deep"


def other_namespace(rng: Random, root: Element) -> str:
    new, old = rng.choice(_NAMESPACES), etree.QName(root).namespace
    for element in root.iter():
        if isinstance(element.tag, str) and etree.QName(element).namespace == old:
            element.tag = f"{{{new}}}{etree.QName(element).localname}"
    return f"namespace {new}"


CHANGES: tuple[Change, ...] = (
    dropped,
    dropped,
    repeated,
    moved,
    exchanged,
    renamed,
    emptied,
    without_attribute,
    without_attribute,
    other_attribute,
    other_attribute,
    other_attribute,
    unknown_attribute,
    other_text,
    stray_text,
    comments,
    nested,
    other_namespace,
)


def changed(rng: Random, archive: Archive) -> str:
    """One of these to some XML part; small parts, where much hangs on little, as often as the sheets."""
    entry = rng.choice([each for each in archive.entries if is_xml(each)])
    return on_tree(rng, entry, rng.choice(CHANGES))


def on_tree(rng: Random, entry: Entry, change: Change) -> str:
    """A change to a part; nothing where it is no tree any more, or has nothing but a root."""
    try:
        root = etree.fromstring(entry.data, _PARSER)
    except etree.XMLSyntaxError:
        return ""
    if not any(isinstance(e.tag, str) for e in root):
        return ""
    told = change(rng, root)
    if told:
        entry.data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return f"{entry.name}: {told}" if told else ""


def is_xml(entry: Entry) -> bool:
    """Whether the entry is called as XML parts are."""
    return is_xml_name(entry.name)


def is_xml_name(name: str) -> bool:
    """Whether the name is that of an XML part."""
    return name.endswith((".xml", ".rels", ".vml"))


def _any(rng: Random, root: Element) -> Element:
    """Some element below the root, near the top as often as deep down."""
    element = root
    while True:
        children = [e for e in element if isinstance(e.tag, str)]
        if not children or (element is not root and rng.random() < 0.3):
            return element
        element = rng.choice(children)


def _with_attributes(rng: Random, root: Element) -> Element | None:
    for _ in range(20):
        element = _any(rng, root)
        if element.attrib:
            return element
    return None


def _name(element: Element) -> str:
    return etree.QName(element).localname


def allowed(text: str) -> str:
    """Without what XML cannot hold."""
    return "".join(
        c
        for c in text
        if (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff") or c in "\t\n\r"
    )
