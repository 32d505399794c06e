"""What a workbook brings along that runs: macros, controls, embedded programs, DDE, queries, add-ins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xltools.ooxml.package import Package

_RUNS = re.compile(
    "vbaProject|macroEnabled|macrosheet|dialogsheet|activeX|oleObject|attachedToolbars|webextension"
    "|relationships/(?:package|control|ctrlProp|connections|queryTable|xmlMaps|ui)(?:$|/)",
    re.IGNORECASE,
)
"""In the list of content types or in a relation, whatever name the part itself goes by."""

_LINKS = ("ddeLink", "oleLink")


def runs_something(package: Package) -> bool:
    """Whether any part is more than cells, looks and pictures."""
    return any(map(_RUNS.search, _kinds(package))) or any(
        package.tree(name).find(f"{{*}}{link}") is not None
        for name in package.names
        if "externallink" in name.lower() and name.lower().endswith(".xml")
        for link in _LINKS
    )


def _kinds(package: Package) -> Iterator[str]:
    """What parts and relations say that they are."""
    for name in package.names:
        if name.lower().endswith((".rels", "[content_types].xml")):
            for element in package.tree(name).iter("{*}*"):
                yield element.get("ContentType") or element.get("Type") or ""
