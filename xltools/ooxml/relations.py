"""Who points to whom inside a package: relations, and the sheets that the workbook lists.

Elements are recognised by local name, so any prefix and both namespaces (transitional, strict) do.
"""

from __future__ import annotations

import posixpath
from collections.abc import Container, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

_STRICT = "http://purl.oclc.org/ooxml/"


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation inside the package; `kind` is the last word of its type, such as worksheet."""

    kind: str
    part: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet as the workbook lists it."""

    name: str
    part: str
    state: str


@dataclass(frozen=True, slots=True)
class Workbook:
    """What workbook.xml says about the whole book."""

    sheets: tuple[Sheet, ...]
    date1904: bool
    strict: bool


def rels_part(part: str) -> str:
    """xl/workbook.xml → xl/_rels/workbook.xml.rels; the package itself is the empty name."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def read(root: etree._Element, source: str, parts: Container[str]) -> dict[str, Relation]:
    """The internal relations of `source` by id."""
    found = {}
    for element in root.iterchildren("{*}Relationship"):
        if element.get("TargetMode") != "External":
            kind = element.get("Type", "").rstrip("/").rsplit("/", 1)[-1]
            found[element.get("Id", "")] = Relation(kind, _resolve(element.get("Target", ""), source, parts))
    return found


def _resolve(target: str, source: str, parts: Container[str]) -> str:
    """The part a target means; some exporters write names from the root without the leading slash."""
    target = target.replace("\\", "/")
    relative = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")
    candidates = (relative, unquote(relative), target.lstrip("/"))
    return next((c for c in candidates if c in parts), relative)


def read_workbook(root: etree._Element, relations: Mapping[str, Relation]) -> Workbook:
    """The worksheets in tab order, the date system and the dialect."""
    properties = root.find("{*}workbookPr")
    date1904 = properties is not None and properties.get("date1904", "0") in ("1", "true")
    sheets = (_sheet(e, relations) for e in root.iterfind("{*}sheets/{*}sheet"))
    strict = etree.QName(root).namespace or ""
    return Workbook(tuple(s for s in sheets if s is not None), date1904, strict.startswith(_STRICT))


def _sheet(element: etree._Element, relations: Mapping[str, Relation]) -> Sheet | None:
    identity = next((v for k, v in element.attrib.items() if str(k).endswith("}id")), "")
    relation = relations.get(str(identity))
    if relation is None or relation.kind != "worksheet":
        return None
    return Sheet(element.get("name", ""), relation.part, element.get("state", "visible"))
