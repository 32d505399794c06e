"""Whether an office is whole after a press: every file as it was, or as good as it was."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

from lxml import etree

from fuzz.trees import is_xml_name
from xltools.errors import FileError
from xltools.folders import BACKUPS
from xltools.ooxml.package import Package

_OURS = (".xlsx", ".xlsm", ".docx")
_PARSER = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)
_PARSED: dict[bytes, bool] = {}


def listed(office: Path) -> dict[str, bytes]:
    """Every file of the office with its bytes."""
    return {
        p.relative_to(office).as_posix(): p.read_bytes() for p in sorted(office.rglob("*")) if p.is_file()
    }


def broken(office: Path, before: dict[str, bytes], mutated: str, refused: bool) -> str:
    """What is lost, half-written or left over; nothing where all is whole.

    A press that was refused leaves every file as it was; what was replaced lies in 备份.
    """
    now = listed(office)
    strange = [n for n, data in now.items() if n.startswith(f"{BACKUPS}/") and data not in before.values()]
    if strange:
        return f"{strange[0]} is no copy of anything"
    for name in before.keys() | now.keys():
        if name in before and name not in now and not _kept(before[name], now):
            return f"{name} is gone"
        if now.get(name) == before.get(name) or now.get(name) in before.values():  # as it was, or moved
            continue
        if refused and name in before:
            return f"{name} was changed by a press that was refused"
        source = _source(name, mutated, before) or before.get(name)
        trouble = _half(name, now[name], source) if name in now else ""
        if trouble:
            return f"{name}: {trouble}"
    return ""


def _source(name: str, mutated: str, before: dict[str, bytes]) -> bytes | None:
    """The return that a 退回单 was made from, which has its faults."""
    return before[mutated] if name.endswith(f"退回_{Path(mutated).name}") else None


def _kept(data: bytes, now: dict[str, bytes]) -> bool:
    """Whether a file that was moved lies elsewhere."""
    digest = hashlib.sha256(data).digest()
    return any(hashlib.sha256(other).digest() == digest for other in now.values())


def _half(name: str, data: bytes, before: bytes | None) -> str:
    if ".xltools-" in name or name.endswith(".new"):
        return "a temporary file is left"
    if not name.endswith(_OURS) or name.startswith(f"{BACKUPS}/"):
        return ""
    try:
        if name.endswith(".docx"):
            return _torn_letter(data)
        return _torn(Package.of(Path(name), data), _opened(before))
    except (FileError, zipfile.BadZipFile) as error:
        return f"cannot be opened: {error}"


def _opened(data: bytes | None) -> Package | None:
    """None where there was nothing that could be opened."""
    try:
        return Package.of(Path(), data) if data else None
    except FileError:
        return None


def _torn_letter(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if is_xml_name(name) and not _parses(archive.read(name)):
                return f"{name} is not well-formed"
    return ""


def _torn(package: Package, before: Package | None) -> str:
    """A part that cannot be read, or is no XML, though it was before."""
    for name in package.names:
        if not (before and name in before and not _sound(before, name)) and not _sound(package, name):
            return f"{name} cannot be read"
    lost = (
        [name for name in before.names if name not in package and "calcChain" not in name] if before else []
    )
    return f"{lost[0]} is lost" if lost else ""


def _sound(package: Package, name: str) -> bool:
    """Whether a part inflates and, where it should be XML, is."""
    try:
        data = package.read(name)
    except FileError:
        return False
    return not is_xml_name(name) or _parses(data)


def _parses(data: bytes) -> bool:
    """Most parts are the same from case to case."""
    digest = hashlib.blake2b(data, digest_size=16).digest()
    if digest not in _PARSED:
        _PARSED[digest] = _well_formed(data)
    return _PARSED[digest]


def _well_formed(data: bytes) -> bool:
    try:
        etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError:
        return False
    return True
