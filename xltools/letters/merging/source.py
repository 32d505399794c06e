"""One finished letter taken apart: its document, the parts it points to, and what it shares with its kind."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from docx.oxml.ns import qn
from lxml import etree

from xltools.letters.docx_file import parts_of

DOCUMENT = "word/document.xml"
CORE = "docProps/core.xml"
TYPES = "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
R = f"{{{OFFICE}}}"
_EXTERNAL = "External"


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a part points to: the name of another part, or an address outside."""

    id: str
    kind: str
    target: str
    external: bool = False

    @property
    def short(self) -> str:
        """styles, header, image …"""
        return self.kind.rsplit("/", 1)[-1]


class Shell:
    """All of a letter but its text: the letters of one template have it in common."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.parts = parts
        self.relations = self.relations_of(DOCUMENT)

    def relations_of(self, name: str) -> tuple[Relation, ...]:
        """What a part points to."""
        folder, _, file = name.rpartition("/")
        xml = self.parts.get(f"{folder}/_rels/{file}.rels".lstrip("/"))
        return _relations(xml, folder) if xml else ()

    def content_type(self, name: str) -> str:
        """What kind of part it is, in the words of the format."""
        overrides, defaults = _types(self.parts[TYPES])
        return overrides.get(f"/{name}") or defaults.get(name.rpartition(".")[2].lower(), "application/xml")

    def single(self, short: str) -> bytes | None:
        """The part of which a document has one: styles, settings, theme …"""
        found = (r for r in self.relations if r.short == short and not r.external)
        return next((self.parts.get(r.target) for r in found), None)


@dataclass(frozen=True, slots=True)
class Source:
    """A letter: the XML of its document and its shell."""

    document: bytes
    shell: Shell


class Sources:
    """Takes letters apart; letters with the same parts get the same shell."""

    def __init__(self) -> None:
        self._shells: dict[tuple[tuple[str, bytes], ...], Shell] = {}

    def take(self, letter: bytes) -> Source:
        """The letter taken apart."""
        parts = parts_of(letter)
        own = parts.pop(DOCUMENT)
        shared = tuple((name, part) for name, part in parts.items() if name != CORE)
        shell = self._shells.get(shared)
        if shell is None:
            shell = self._shells[shared] = Shell(parts)
        return Source(own, shell)


@lru_cache(maxsize=64)
def _relations(xml: bytes, folder: str) -> tuple[Relation, ...]:
    found = []
    for node in etree.fromstring(xml):
        external = node.get("TargetMode") == _EXTERNAL
        target = node.get("Target", "")
        if not external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found.append(Relation(node.get("Id", ""), node.get("Type", ""), target, external))
    return tuple(found)


@lru_cache(maxsize=64)
def _types(xml: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """Content types by part, and by file ending."""
    overrides: dict[str, str] = {}
    defaults: dict[str, str] = {}
    for node in etree.fromstring(xml):
        kind = node.get("ContentType", "")
        if node.tag.endswith("}Override"):
            overrides[node.get("PartName", "")] = kind
        elif node.tag.endswith("}Default"):
            defaults[node.get("Extension", "").lower()] = kind
    return overrides, defaults


def has(xml: bytes, *tags: str) -> bool:
    """Whether any of these elements stands in a part."""
    return any(f"<{tag}".encode() in xml for tag in tags) and (
        next(etree.fromstring(xml).iter(*map(qn, tags)), None) is not None
    )
