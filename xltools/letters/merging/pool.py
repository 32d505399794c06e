"""The parts of the merged file: what letters have in common once, what differs under a name of its own."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from xltools.letters.merging.source import Relation, Shell

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ENDINGS = (
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
)
_OUTSIDE = ' TargetMode="External"'
_NUMBER = re.compile(r"\d*$")

Change = Callable[[str, bytes], bytes]
"""What happens to a part on its way in: given its content type and bytes."""


@dataclass(slots=True)
class Pool:
    """Parts by name with their content types and relations."""

    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    relations: dict[str, list[Relation]] = field(default_factory=dict)
    _found: dict[tuple[object, ...], str] = field(default_factory=dict)

    def add(self, name: str, content_type: str, data: bytes, relations: tuple[Relation, ...] = ()) -> str:
        """Put a part in, where it is not there yet; the name it has now."""
        key = (content_type, data, relations)
        if key not in self._found:
            name = self._free(name)
            self._found[key] = name
            self.parts[name], self.types[name] = data, content_type
            self.relations[name] = list(relations)
        return self._found[key]

    def take(self, shell: Shell, name: str, change: Change, above: tuple[str, ...] = ()) -> str:
        """Put a part of a letter in with all it points to; the name it has now."""
        relations = tuple(
            self._taken(shell, relation, change, (*above, name))
            for relation in shell.relations_of(name)
            if relation.target not in above
        )
        kind = shell.content_type(name)
        return self.add(name, kind, change(kind, shell.parts[name]), relations)

    def _taken(self, shell: Shell, relation: Relation, change: Change, above: tuple[str, ...]) -> Relation:
        if relation.external or relation.target not in shell.parts:
            return relation
        return Relation(relation.id, relation.kind, self.take(shell, relation.target, change, above))

    def relate(self, name: str, kind: str, target: str, external: bool = False) -> str:
        """The id under which one part points to another."""
        listed = self.relations.setdefault(name, [])
        for relation in listed:
            if (relation.kind, relation.target, relation.external) == (kind, target, external):
                return relation.id
        listed.append(Relation(f"rId{len(listed) + 1}", kind, target, external))
        return listed[-1].id

    def packed_parts(self) -> dict[str, bytes]:
        """All parts with the lists of types and relations written out."""
        written = {"[Content_Types].xml": self._content_types()}
        for name, data in self.parts.items():
            written[name] = data
            if self.relations.get(name):
                folder, _, file = name.rpartition("/")
                written[f"{folder}/_rels/{file}.rels"] = written_relations(self.relations[name], folder)
        return written

    def _content_types(self) -> bytes:
        overrides = "".join(
            f"<Override PartName={quoteattr('/' + name)} ContentType={quoteattr(kind)}/>"
            for name, kind in self.types.items()
        )
        return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{_ENDINGS}{overrides}</Types>'.encode()

    def _free(self, name: str) -> str:
        """header1.xml, or the next number that is free."""
        stem, dot, ending = name.rpartition(".")
        base, number = _NUMBER.sub("", stem), 1
        while name in self.parts:
            number += 1
            name = f"{base}{number}{dot}{ending}"
        return name


def written_relations(relations: list[Relation], folder: str) -> bytes:
    """A .rels part; targets relative to the folder of the part that points."""
    listed = "".join(
        f"<Relationship Id={quoteattr(r.id)} Type={quoteattr(r.kind)} Target={quoteattr(_target(r, folder))}"
        f"{_OUTSIDE if r.external else ''}/>"
        for r in relations
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'.encode()


def _target(relation: Relation, folder: str) -> str:
    return relation.target if relation.external else posixpath.relpath(relation.target, folder or ".")
