"""The styles of several templates in one file: equal ones are shared, others get a name of their own."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

_ID, _VAL, _DEFAULT, _TYPE = qn("w:styleId"), qn("w:val"), qn("w:default"), qn("w:type")
_LINKS = (qn("w:basedOn"), qn("w:link"))
_USES = {
    qn("w:pStyle"): "paragraph",
    qn("w:rStyle"): "character",
    qn("w:tblStyle"): "table",
}


@dataclass(frozen=True, slots=True)
class Renaming:
    """Style ids of one template → ids in the merged file; `paragraph`, `table` are its defaults, if new."""

    ids: Mapping[str, str]
    paragraph: str = ""
    table: str = ""

    def apply(self, tree: Any) -> None:
        """Let a document, header or footer of the template use the styles under their new ids."""
        if not self.ids:
            return
        for node in tree.iter(*_USES):
            node.set(_VAL, self.ids.get(node.get(_VAL), node.get(_VAL)))
        if self.paragraph:
            _explicit(tree, "w:p", "w:pPr", "w:pStyle", self.paragraph)
        if self.table:
            _explicit(tree, "w:tbl", "w:tblPr", "w:tblStyle", self.table)

    def part(self, kind: str, data: bytes) -> bytes:
        """A header or footer with the styles under their new ids; other parts as they are."""
        if not self.ids or not kind.endswith(("header+xml", "footer+xml")):
            return data
        tree = etree.fromstring(data)
        self.apply(tree)
        return etree.tostring(tree, encoding="UTF-8", standalone=True)


class Styles:
    """The styles of the merged file, from those of the first letter on."""

    def __init__(self, first: bytes) -> None:
        self.root = etree.fromstring(first)
        self._known = {first: Renaming({})}

    def written(self) -> bytes:
        """The part as it goes into the file."""
        return etree.tostring(self.root, encoding="UTF-8", standalone=True)

    def joined(self, styles: bytes) -> Renaming:
        """Take in the styles of another template."""
        if styles not in self._known:
            self._known[styles] = self._join(etree.fromstring(styles))
        return self._known[styles]

    def _join(self, other: Any) -> Renaming:
        here, there = _by_id(self.root), _by_id(other)
        changed = _changed(here, there)
        ids = {style: self._free(style) for style in sorted(changed)}
        for style, node in there.items():
            if style in changed or style not in here:
                self.root.append(self._renamed(node, ids))
        return Renaming(ids, _default(there, "paragraph", ids), _default(there, "table", ids))

    def _renamed(self, node: Any, ids: Mapping[str, str]) -> Any:
        """A style under its new id, a name not yet taken, and no default any more."""
        made = copy.deepcopy(node)
        made.set(_ID, ids.get(made.get(_ID), made.get(_ID)))
        made.attrib.pop(_DEFAULT, None)
        for link in made.iter(*_LINKS, qn("w:next")):
            link.set(_VAL, ids.get(link.get(_VAL), link.get(_VAL)))
        name = made.find(qn("w:name"))
        taken = {n.get(_VAL, "") for n in self.root.iterfind(f"{qn('w:style')}/{qn('w:name')}")}
        if name is not None:
            name.set(_VAL, _numbered(name.get(_VAL), taken))
        return made

    def _free(self, style: str) -> str:
        return _numbered(style, set(_by_id(self.root)), "_")


def _by_id(root: Any) -> dict[str, Any]:
    return {node.get(_ID): node for node in root.iterfind(qn("w:style"))}


def _changed(here: Mapping[str, Any], there: Mapping[str, Any]) -> set[str]:
    """The styles that say something else here, or build on one that does."""
    changed = {s for s, node in there.items() if s in here and _canonical(node) != _canonical(here[s])}
    changed |= {s for s, node in there.items() if s not in here and node.get(_DEFAULT) is not None}
    while True:
        built = {
            s for s, node in there.items() if any(link.get(_VAL) in changed for link in node.iter(*_LINKS))
        }
        if built <= changed:
            return changed
        changed |= built


def _canonical(node: Any) -> bytes:
    return etree.tostring(node, method="c14n", exclusive=True, with_tail=False)


def _default(styles: Mapping[str, Any], kind: str, ids: Mapping[str, str]) -> str:
    """The new id of the style that unmarked text has, where it got one."""
    found = (s for s, n in styles.items() if n.get(_TYPE) == kind and n.get(_DEFAULT) in ("1", "true", "on"))
    return ids.get(next(found, ""), "")


def _explicit(tree: Any, thing: str, properties: str, use: str, style: str) -> None:
    """Name the style where a paragraph or table names none."""
    for node in tree.iter(qn(thing)):
        own = node.find(qn(properties))
        if own is None:
            own = etree.Element(qn(properties))
            node.insert(0, own)
        if own.find(qn(use)) is None:
            mark = etree.Element(qn(use))
            mark.set(_VAL, style)
            own.insert(0, mark)


def _numbered(name: str, taken: set[str], sign: str = " ") -> str:
    """The name, or the first of 名 2, 名 3 … that is free."""
    number, candidate = 1, name
    while candidate in taken:
        number += 1
        candidate = f"{name}{sign}{number}"
    return candidate
