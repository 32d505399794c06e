"""A zip archive written field by field, so that every field may lie.

Unchanged it is a plain archive that any program opens.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, field

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_DESCRIPTOR = struct.Struct("<4s3I")
_NOON = (0, 0x21)
"""Time and date of every entry: the first of January 1980."""

UTF8, DESCRIPTOR, ENCRYPTED = 0x800, 0x8, 0x1
_MOST = 0xFFFFFFFF


@dataclass(slots=True)
class Entry:
    """One file of the archive; `local` and `central` are fields of its two headers that say something else
    than the truth: flags, method, crc, packed, size, offset, extra, name."""

    name: str
    data: bytes
    method: int = zipfile.ZIP_DEFLATED
    flags: int = UTF8
    extra: bytes = b""
    local: dict[str, int] = field(default_factory=dict)
    central: dict[str, int] = field(default_factory=dict)
    raw: bytes | None = None
    """The packed bytes, where they are not those of `data`."""
    was: tuple[bytes, bytes] | None = None
    """Data and what they were deflated to before; most parts of a file stay as they were."""

    def packed(self) -> bytes:
        """The bytes as they stand in the archive."""
        if self.raw is not None:
            return self.raw
        if self.method != zipfile.ZIP_DEFLATED:
            return self.data
        return self.was[1] if self.was and self.was[0] is self.data else _deflated(self.data)


@dataclass(slots=True)
class Archive:
    """Entries in the order of the file; `end` are fields of the end record that lie."""

    entries: list[Entry]
    comment: bytes = b""
    prefix: bytes = b""
    end: dict[str, int] = field(default_factory=dict)

    def entry(self, name: str) -> Entry | None:
        """The first entry of a name."""
        return next((each for each in self.entries if each.name == name), None)

    def to_bytes(self) -> bytes:
        """The file."""
        out, directory = bytearray(self.prefix), bytearray()
        for entry in self.entries:
            body = entry.packed()
            truth = _truth(entry, body, len(out))
            out += _local(entry, truth | entry.local) + body
            if entry.flags & DESCRIPTOR:
                out += _DESCRIPTOR.pack(b"PK\x07\x08", truth["crc"], truth["packed"], truth["size"])
            directory += _central(entry, truth | entry.central)
        says = {"count": len(self.entries), "length": len(directory), "start": len(out)} | self.end
        count = says["count"] & 0xFFFF
        tail = _END.pack(
            b"PK\x05\x06",
            0,
            0,
            count,
            count,
            says["length"] & _MOST,
            says["start"] & _MOST,
            len(self.comment),
        )
        return bytes(out + directory + tail + self.comment)


def opened(data: bytes) -> Archive:
    """The archive in these bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    return Archive([Entry(name, data, was=(data, _deflated(data))) for name, data in parts])


def _deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def _truth(entry: Entry, body: bytes, offset: int) -> dict[str, int]:
    return {
        "flags": entry.flags,
        "method": entry.method,
        "crc": zlib.crc32(entry.data),
        "packed": len(body),
        "size": len(entry.data),
        "offset": offset,
    }


def _local(entry: Entry, says: dict[str, int]) -> bytes:
    name = entry.name.encode("utf8", "surrogateescape")
    later = says["flags"] & DESCRIPTOR
    sizes = (0, 0, 0) if later else tuple(says[k] & _MOST for k in ("crc", "packed", "size"))
    head = (b"PK\x03\x04", 20, says["flags"], says["method"], *_NOON, *sizes)
    return _LOCAL.pack(*head, says.get("name", len(name)), len(entry.extra)) + name + entry.extra


def _central(entry: Entry, says: dict[str, int]) -> bytes:
    name = entry.name.encode("utf8", "surrogateescape")
    sizes = (says[k] & _MOST for k in ("crc", "packed", "size"))
    head = (b"PK\x01\x02", 20, 20, says["flags"], says["method"], *_NOON, *sizes)
    ends = (says.get("name", len(name)), len(entry.extra), 0, 0, 0, 0, says["offset"] & _MOST)
    return _CENTRAL.pack(*head, *ends) + name + entry.extra
