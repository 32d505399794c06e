"""The parts of a package while it is being changed: read once, edited as trees, listed when saved."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias, cast

from lxml import etree

from xltools.errors import FileError
from xltools.ooxml import relations, save
from xltools.ooxml.content import Content, load, refusal
from xltools.ooxml.package import DEFAULT_LIMITS, Package

Element: TypeAlias = etree._Element

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "[Content_Types].xml"
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'


def main(tag: str) -> str:
    """A SpreadsheetML tag as lxml writes it."""
    return f"{{{MAIN}}}{tag}"


def serialised(root: Element) -> bytes:
    """A part as bytes, with the declaration that Office writes."""
    return _DECLARATION + etree.tostring(root, encoding="UTF-8")


def created(root: Element, tag: str, attributes: Mapping[str, str] | None = None) -> Element:
    """A SpreadsheetML element to be put somewhere under `root`, in whose prefixes it is spelled."""
    nsmap = cast("dict[str, str]", root.nsmap)
    return root.makeelement(main(tag), dict(attributes or {}), nsmap)


def place(root: Element, child: Element, order: Sequence[str]) -> None:
    """Insert a child where the schema's order of elements wants it."""
    before = {f"{{{etree.QName(child).namespace}}}{name}" for name in order[: order.index(_local(child))]}
    earlier = [i for i, e in enumerate(root) if e.tag in before]
    root.insert(max(earlier, default=-1) + 1, child)


def _local(element: Element) -> str:
    return etree.QName(element).localname


class Parts:
    """What is changed, added and removed, over a package that itself never changes."""

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        self.data = data
        self.package = Package.of(path, data)
        if self.package.strict:
            raise FileError(
                f"“{path.name}”是“Strict Open XML”格式，不能直接写入。"
                "请用 Excel 另存为“Excel 工作簿（*.xlsx）”后再用。"
            )
        if not save.is_tidy(data):
            raise refusal(path, Content.DAMAGED)
        if not self.package.sheets:
            raise FileError(
                f"“{path.name}”里一张工作表也没有，多半已损坏。请从“备份”里拷回，或换上下发的工作簿。"
            )
        self._trees: dict[str, Element] = {}
        self._edited: set[str] = set()
        self._bytes: dict[str, bytes] = {}
        self._removed: set[str] = set()
        self._related: dict[str, dict[str, relations.Relation]] = {}
        if self.peek(self.workbook).tag != main("workbook"):
            raise refusal(path, Content.DAMAGED)

    @classmethod
    def open(cls, path: str | Path) -> Parts:
        """The workbook at `path`; FileError in a sentence where it is anything else."""
        return cls(Path(path), load(Path(path), DEFAULT_LIMITS.file))

    @property
    def workbook(self) -> str:
        """The name of the workbook part."""
        return self.package.workbook_part

    def __contains__(self, part: object) -> bool:
        if part in self._removed:
            return False
        return part in self._bytes or part in self._trees or part in self.package

    @property
    def names(self) -> list[str]:
        """Every part as it will be saved."""
        known = dict.fromkeys([*self.package.names, *self._trees, *self._bytes])
        return [name for name in known if name not in self._removed]

    def peek(self, part: str) -> Element:
        """The root of a part, to look at."""
        if part not in self._trees:
            self._trees[part] = self.package.tree(part)
        return self._trees[part]

    def edit(self, part: str) -> Element:
        """The root of a part that will be saved as it is then."""
        self._edited.add(part)
        return self.peek(part)

    def xml(self, part: str) -> bytes:
        """The bytes of a part as they are now."""
        if part in self._bytes:
            return self._bytes[part]
        return serialised(self._trees[part]) if part in self._edited else self.package.xml(part)

    def add(self, part: str, root: Element, content_type: str) -> None:
        """A new XML part with its entry in the list of content types."""
        self._trees[part] = root
        self._edited.add(part)
        self._removed.discard(part)
        types = self.edit(_TYPES)
        override = etree.SubElement(types, _sibling(types, "Override"))
        override.set("PartName", f"/{part}")
        override.set("ContentType", content_type)

    def remove(self, part: str) -> None:
        """Take a part away: its content type, and the workbook's relation to it."""
        self._removed.add(part)
        self._edited.discard(part)
        types, rels = self.edit(_TYPES), self.edit(relations.rels_part(self.workbook))
        ids = {i for i, r in self.related(self.workbook).items() if r.part.lower() == part.lower()}
        self._related.clear()
        for element in [e for e in types if e.get("PartName", "").lstrip("/").lower() == part.lower()]:
            types.remove(element)
        for element in [e for e in rels if e.get("Id") in ids]:
            rels.remove(element)

    def related(self, part: str) -> dict[str, relations.Relation]:
        """The relations of a part by id, new ones included."""
        if part not in self._related:
            rels = relations.rels_part(part)
            self._related[part] = relations.read(self.peek(rels), part, self) if rels in self else {}
        return self._related[part]

    def related_part(self, part: str, kind: str) -> str | None:
        """The first part of one kind that `part` points to."""
        return next((r.part for r in self.related(part).values() if r.kind == kind and r.part in self), None)

    def relate(self, source: str, target: str, kind: str) -> str:
        """A new relation from one part to another; its id."""
        rels = relations.rels_part(source)
        if rels not in self:
            self._trees[rels] = etree.fromstring(f'<Relationships xmlns="{_PACKAGE_REL}"/>')
        self._related.clear()
        root = self.edit(rels)
        taken = {e.get("Id") for e in root}
        identity = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        relation = etree.SubElement(root, _sibling(root, "Relationship"))
        relation.set("Id", identity)
        relation.set("Type", f"{REL}/{kind}")
        relation.set("Target", posixpath.relpath(f"/{target}", f"/{posixpath.dirname(source)}"))
        return identity

    def fresh(self, pattern: str) -> str:
        """The first free part name of a pattern such as xl/tables/table{}.xml."""
        taken = {name.lower() for name in self.package.names} | {name.lower() for name in self.names}
        return next(p for n in range(1, 100_000) if (p := pattern.format(n)).lower() not in taken)

    def put(self, part: str, data: bytes) -> None:
        """The bytes of a part as they will be saved."""
        self._bytes[part] = data

    def to_bytes(self, level: int = save.LEVEL) -> bytes:
        """The whole file; what was not edited is copied as it stands."""
        edited = {part: serialised(self._trees[part]) for part in self._edited}
        changed = {self._entry(part): data for part, data in {**edited, **self._bytes}.items()}
        return save.rewritten(self.data, changed, {*map(self._entry, self._removed)}, level)

    def _entry(self, part: str) -> str:
        """The name of a part as the archive spells it: relations may differ in letter case."""
        return self.package.entry(part).info.filename if part in self.package else part


def _sibling(root: Element, tag: str) -> str:
    """A tag in the namespace of its root."""
    return f"{{{etree.QName(root).namespace}}}{tag}"
