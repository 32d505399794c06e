"""vbaProject.bin from source alone (MS-OVBA): no compiled code, so Excel compiles it when it opens."""

from __future__ import annotations

import struct
import uuid
from collections.abc import Iterator, Sequence
from itertools import chain

from xltools.build.macros.compression import compress
from xltools.build.macros.container import compound
from xltools.build.macros.encryption import encrypt
from xltools.build.macros.modules import Kind, Module

_NAME = "VBAProject"
_CODEPAGE, _ENGLISH = 1252, 0x409
_ENCODING = "ascii"
"""Source outside ASCII would show as question marks on a computer of another language: it is refused."""

_NOTHING_COMPILED = bytes.fromhex("CC61FFFF000000")
_SYSTEM_64 = 3
_VERSION = struct.pack("<IH", 0x68FBFAC5, 4)
_EXTENDER = "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000"
_UNPROTECTED, _NO_PASSWORD, _VISIBLE = bytes(4), bytes(1), b"\xff"

_LIBRARIES = {
    "stdole": r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb"
    "#OLE Automation",
    "Office": r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\Program Files\Common Files"
    r"\Microsoft Shared\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library",
}
"""What a project made by Excel refers to; Excel finds a library by its number, wherever it lies."""


def vba_project(name: str, modules: Sequence[Module]) -> bytes:
    """The project of the workbook `name`: the same modules, the same bytes.

    UnicodeEncodeError for source that is not ASCII.
    """
    identity = f"{{{uuid.uuid5(uuid.NAMESPACE_URL, f'xltools:{name}')}}}".upper()
    streams = {module.name: compress(module.source.encode(_ENCODING)) for module in modules}
    return compound(
        {
            "PROJECT": _project(identity, modules).encode(_ENCODING),
            "PROJECTwm": _names(modules),
            "VBA": {"_VBA_PROJECT": _NOTHING_COMPILED, "dir": compress(_directory(modules)), **streams},
        }
    )


def _project(identity: str, modules: Sequence[Module]) -> str:
    """The PROJECT stream: a list in words, as Excel writes it."""
    lines = (
        f'ID="{identity}"',
        *(f"{m.kind.value}={m.name}{'/&H00000000' if m.kind is Kind.DOCUMENT else ''}" for m in modules),
        f'Name="{_NAME}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{encrypt(_UNPROTECTED, identity)}"',
        f'DPB="{encrypt(_NO_PASSWORD, identity)}"',
        f'GC="{encrypt(_VISIBLE, identity)}"',
        "",
        "[Host Extender Info]",
        _EXTENDER,
        "",
        "[Workspace]",
        *(f"{m.name}=0, 0, 0, 0, C" for m in modules),
        "",
    )
    return "\r\n".join(lines)


def _names(modules: Sequence[Module]) -> bytes:
    """PROJECTwm: each module's name in the code page and in Unicode."""
    pairs = (m.name.encode(_ENCODING) + b"\0" + m.name.encode("utf-16-le") + b"\0\0" for m in modules)
    return b"".join(pairs) + b"\0\0"


def _directory(modules: Sequence[Module]) -> bytes:
    """The dir stream: the project, its libraries, its modules."""
    modules_head = (_record(0x0F, struct.pack("<H", len(modules))), _record(0x13, struct.pack("<H", 0xFFFF)))
    return b"".join(
        (
            *_information(),
            *chain.from_iterable(_library(name, libid) for name, libid in _LIBRARIES.items()),
            *modules_head,
            *chain.from_iterable(map(_module, modules)),
            _record(0x10),
        )
    )


def _information() -> Iterator[bytes]:
    """2.3.4.2.1: system, language, code page, name; no description, help file or constants."""
    yield _record(0x01, struct.pack("<I", _SYSTEM_64))
    yield _record(0x02, struct.pack("<I", _ENGLISH))
    yield _record(0x14, struct.pack("<I", _ENGLISH))
    yield _record(0x03, struct.pack("<H", _CODEPAGE))
    yield _record(0x04, _NAME.encode(_ENCODING))
    yield from map(_record, (0x05, 0x40, 0x06, 0x3D))
    yield _record(0x07, bytes(4))
    yield _record(0x08, bytes(4))
    yield struct.pack("<HI", 0x09, 4) + _VERSION
    yield from map(_record, (0x0C, 0x3C))


def _library(name: str, libid: str) -> Iterator[bytes]:
    """2.3.4.2.2: one registered type library."""
    yield from _twice(0x16, 0x3E, name)
    yield _record(0x0D, struct.pack("<I", len(libid)) + libid.encode(_ENCODING) + bytes(6))


def _module(module: Module) -> Iterator[bytes]:
    """2.3.4.2.3.2: one module, whose source begins at the start of its stream."""
    yield from _twice(0x19, 0x47, module.name)
    yield from _twice(0x1A, 0x32, module.name)
    yield from _twice(0x1C, 0x48, module.description)
    yield _record(0x31, bytes(4))
    yield _record(0x1E, bytes(4))
    yield _record(0x2C, struct.pack("<H", 0xFFFF))
    yield _record(0x21 if module.kind is Kind.STANDARD else 0x22)
    yield _record(0x2B)


def _twice(number: int, unicode_number: int, text: str) -> Iterator[bytes]:
    """A text in the code page and again in Unicode."""
    yield _record(number, text.encode(_ENCODING))
    yield _record(unicode_number, text.encode("utf-16-le"))


def _record(number: int, data: bytes = b"") -> bytes:
    return struct.pack("<HI", number, len(data)) + data
