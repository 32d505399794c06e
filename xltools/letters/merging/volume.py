"""Letters that go into one Word file, written one after another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from docx.opc.packuri import PackURI
from docx.opc.parts.coreprops import CorePropertiesPart
from docx.oxml.ns import qn
from docx.package import Package
from lxml import etree

from xltools.letters.docx_file import packed
from xltools.letters.merging.pool import Pool, written_relations
from xltools.letters.merging.sections import (
    Slot,
    begin_letter,
    close_letter,
    empty_parts,
    facing,
    name_slots,
    named_slots,
    own_slots,
    relation_kind,
    sections_of,
    slots,
)
from xltools.letters.merging.source import CORE, DOCUMENT, R, Relation, Shell, Source
from xltools.letters.merging.styles import Renaming, Styles
from xltools.letters.merging.unique import Numbering

_W = qn("w:p")[1:].partition("}")[0]
_NO_STYLES = f'<w:styles xmlns:w="{_W}"/>'.encode()
_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
_SINGLES = ["styles", "settings", "theme", "fontTable", "numbering", "webSettings", "footnotes", "endnotes"]
"""Parts a file has once, taken from the first letter; where it shows, `limits` has seen to it."""

_BODY = re.compile(rb"<w:body\b[^>]*>(.*)</w:body>", re.S)


class Volume:
    """One merged file while it is written."""

    def __init__(self, letters: Sequence[Source]) -> None:
        self._letters = letters
        self._first = letters[0].shell
        self._pool = Pool()
        self._styles = Styles(self._first.single("styles") or _NO_STYLES)
        self._numbering = Numbering()
        self._names: dict[Any, str] = {"w": _W}
        self._ignorable: dict[str, None] = {}
        self._used, self._faces = _surveyed(letters)
        self._empty: dict[str, str] = {}

    def written(self, title: str) -> bytes:
        """The merged .docx, with this title among its properties."""
        bodies = [self._body(number, source) for number, source in enumerate(self._letters, 1)]
        self._take_singles()
        self._add(DOCUMENT, b"".join((*self._opening(), *bodies, b"</w:body></w:document>")))
        if CORE in self._first.parts:
            self._add(CORE, _titled(self._first.parts[CORE], title))
        parts = self._pool.packed_parts()
        top = [relation for relation in self._first.relations_of("") if relation.target in parts]
        return packed({**parts, "_rels/.rels": written_relations(top, "")})

    def _body(self, number: int, source: Source) -> bytes:
        """What a letter puts into the body of the file."""
        root = etree.fromstring(source.document)
        body: Any = root.find(qn("w:body"))
        renaming = self._styles.joined(source.shell.single("styles") or _NO_STYLES)
        renaming.apply(body)
        self._relate(body, source.shell, renaming)
        self._numbering.renumber(body)
        self._numbering.mark(body, number)
        self._begin(sections_of(body)[0], source.shell)
        if number < len(self._letters):
            close_letter(body)
        self._names = {**root.nsmap, **self._names}
        self._ignorable |= dict.fromkeys(root.get(_IGNORABLE, "").split())
        found = _BODY.search(etree.tostring(body))
        return found[1] if found else b""

    def _begin(self, section: Any, shell: Shell) -> None:
        begin_letter(section)
        own = slots(section)
        if own.keys() != self._used or facing(shell) != self._faces:
            empty = {kind: self._empty_part(kind) for kind, _ in self._used - own.keys()}
            name_slots(section, own_slots(own, self._used, facing(shell), empty))

    def _empty_part(self, kind: str) -> str:
        if kind not in self._empty:
            content, data = empty_parts()[kind]
            name = self._pool.add(f"word/{kind}1.xml", content, data)
            self._empty[kind] = self._pool.relate(DOCUMENT, relation_kind(kind), name)
        return self._empty[kind]

    def _relate(self, body: Any, shell: Shell, renaming: Renaming) -> None:
        """Bring in what the letter points to, and point to it by the ids of this file."""
        known = {relation.id: relation for relation in shell.relations}
        new: dict[str, str] = {}
        for node in body.iter(etree.Element):
            for name, value in node.attrib.items():
                if name.startswith(R) and value in known:
                    new[value] = new.get(value) or self._imported(shell, known[value], renaming)
                    node.set(name, new[value])

    def _imported(self, shell: Shell, relation: Relation, renaming: Renaming) -> str:
        if relation.external or relation.target not in shell.parts:
            return self._pool.relate(DOCUMENT, relation.kind, relation.target, relation.external)
        name = self._pool.take(shell, relation.target, renaming.part)
        return self._pool.relate(DOCUMENT, relation.kind, name)

    def _take_singles(self) -> None:
        """Styles of all letters, and what else a file has once."""
        for relation in self._first.relations:
            if relation.short not in _SINGLES or relation.target not in self._first.parts:
                continue
            name = self._pool.take(self._first, relation.target, _unchanged)
            self._pool.relate(DOCUMENT, relation.kind, name)
            if relation.short == "styles":
                self._pool.parts[name] = self._styles.written()
            elif relation.short == "settings" and self._faces:
                self._pool.parts[name] = _with_faces(self._pool.parts[name])

    def _opening(self) -> tuple[bytes, bytes]:
        """The root with the namespaces of all letters."""
        root = etree.Element(qn("w:document"), nsmap=self._names)
        if self._ignorable:
            root.set(_IGNORABLE, " ".join(self._ignorable))
        whole = etree.tostring(root, encoding="UTF-8", standalone=True)
        return whole.removesuffix(b"/>"), b"><w:body>"

    def _add(self, name: str, data: bytes) -> None:
        self._pool.parts[name] = data
        self._pool.types[name] = self._first.content_type(name)


def _surveyed(letters: Sequence[Source]) -> tuple[set[Slot], bool]:
    """Which headers and footers any letter has, and whether any tells odd from even pages."""
    faces = {source.shell: facing(source.shell) for source in letters}
    used: set[Slot] = set()
    for source in letters:
        used |= {slot for slot in named_slots(source.document) if faces[source.shell] or slot[1] != "even"}
    return used, any(faces.values())


def _unchanged(kind: str, data: bytes) -> bytes:
    return data


def _with_faces(settings: bytes) -> bytes:
    """The settings with even pages apart from odd ones."""
    root = etree.fromstring(settings)
    if root.find(qn("w:evenAndOddHeaders")) is None:
        zoom = root.find(qn("w:zoom"))
        root.insert(0 if zoom is None else 1, etree.Element(qn("w:evenAndOddHeaders")))
    return etree.tostring(root, encoding="UTF-8", standalone=True)


def _titled(core: bytes, title: str) -> bytes:
    part = CorePropertiesPart.load(PackURI(f"/{CORE}"), "", core, Package())
    part.core_properties.title = title
    return bytes(part.blob)
