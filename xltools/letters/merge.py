"""Many letters as one Word file to print: each from page 1, on a sheet of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from xltools.letters.docx_file import packed, parts_of
from xltools.letters.merging.limits import alone, common
from xltools.letters.merging.source import DOCUMENT, Source, Sources
from xltools.letters.merging.volume import Volume

_RESTARTED = re.compile(
    rb'<w:type w:val="oddPage"/>(?=(?:(?!</w:sectPr>).)*<w:pgNumType\b[^>]*w:start="1")', re.S
)
_ROOT = re.compile(rb"<w:document\b[^>]*")


@dataclass(frozen=True, slots=True)
class Merged:
    """One file to print: which letters are in it, by their places in the list, and why one stands alone."""

    docx: bytes
    letters: tuple[int, ...]
    why: str = ""


@dataclass(slots=True)
class _Group:
    """Letters that can stand in one file."""

    common: tuple[bytes, ...]
    names: dict[str | None, str]
    places: list[int] = field(default_factory=list)

    def takes(self, like: tuple[bytes, ...], names: dict[str | None, str]) -> bool:
        return self.common == like and all(self.names.get(p, uri) == uri for p, uri in names.items())


def merge(letters: Sequence[bytes], title: str = "打印合订") -> list[Merged]:
    """Letters → as few .docx as they go into, in their order: one, unless templates differ in what a file has
    only once. A letter that must stand alone is left as it is.
    """
    sources = Sources()
    taken = [sources.take(letter) for letter in letters]
    groups, single = _grouped(taken)
    files = [
        Merged(Volume([taken[i] for i in group.places]).written(title), tuple(group.places))
        for group in groups
    ]
    files += [Merged(letters[place], (place,), why) for place, why in single.items()]
    return sorted(files, key=lambda file: file.letters)


def for_libreoffice(merged: bytes) -> bytes:
    """The merged file as LibreOffice sets it right.

    There a section that restarts at page 1 begins on the front of a sheet anyway; told so as well, one with a
    first page of its own loses the page numbers of its even pages (seen in 7.4).
    """
    parts = parts_of(merged)
    return packed({**parts, DOCUMENT: _RESTARTED.sub(rb'<w:type w:val="nextPage"/>', parts[DOCUMENT])})


def _grouped(taken: Sequence[Source]) -> tuple[list[_Group], dict[int, str]]:
    """Letters by the file they go into, and those that stand alone with the reason."""
    groups: list[_Group] = []
    single: dict[int, str] = {}
    likes = {source.shell: common(source.shell) for source in taken}
    for place, source in enumerate(taken):
        why = alone(source)
        if why:
            single[place] = why
            continue
        names = _namespaces(source.document)
        group = next((g for g in groups if g.takes(likes[source.shell], names)), None)
        if group is None:
            group = _Group(likes[source.shell], {})
            groups.append(group)
        group.names |= names
        group.places.append(place)
    return groups, single


def _namespaces(document: bytes) -> dict[str | None, str]:
    found = _ROOT.search(document)
    return _declared(found[0]) if found else {}


@lru_cache(maxsize=64)
def _declared(opening: bytes) -> dict[str | None, str]:
    return dict(etree.fromstring(opening.rstrip(b"/") + b"/>").nsmap)
