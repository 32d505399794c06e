"""Mutations of the archive: what a broken download, another packer or a hostile hand makes of it.

Each changes the archive in place and says what it did.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from functools import cache
from random import Random

from fuzz.archive import DESCRIPTOR, ENCRYPTED, Archive, Entry

Change = Callable[[Random, Archive], str]

_LIES = ("crc", "packed", "size", "offset", "flags", "method", "name")
_WRONG = (0, 1, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 12, 14, 99)
_NAMES = ("", "/", "../../etc/passwd", "..\\..\\a", "C:\\a.xml", "a\x00b", "xl/", "CON", "\udcff", "名" * 100)
_BOMB = 300 << 20


def lying(rng: Random, archive: Archive) -> str:
    """A field of one header, or of both, that does not hold."""
    entry = rng.choice(archive.entries)
    name, value = rng.choice(_LIES), rng.choice(_WRONG)
    value = value & 0xFFFF if name in ("flags", "method", "name") else value
    where = rng.choice(("local", "central", "both"))
    for header in ("local", "central") if where == "both" else (where,):
        getattr(entry, header)[name] = value
    return f"{entry.name}: {name} is {value} in {where}"


def doubled(rng: Random, archive: Archive) -> str:
    """A second entry of one name, perhaps in another letter case or with a slash in front."""
    entry = rng.choice(archive.entries)
    name = rng.choice((entry.name, entry.name.upper(), f"/{entry.name}", entry.name.replace("/", "\\")))
    data = rng.choice((entry.data, b"", rng.choice(archive.entries).data))
    archive.entries.insert(rng.randrange(len(archive.entries) + 1), Entry(name, data))
    return f"{entry.name} again as {name}"


def missing(rng: Random, archive: Archive) -> str:
    """An entry that is gone."""
    gone = archive.entries.pop(rng.randrange(len(archive.entries)))
    return f"{gone.name} gone"


def renamed(rng: Random, archive: Archive) -> str:
    """An entry under a name that means another place, or none."""
    entry, before = rng.choice(archive.entries), ""
    before, entry.name = entry.name, rng.choice((*_NAMES, rng.choice(archive.entries).name + "x"))
    return f"{before} named {entry.name!r}"


def swapped(rng: Random, archive: Archive) -> str:
    """Two entries with each other's content."""
    one, two = rng.choice(archive.entries), rng.choice(archive.entries)
    one.data, two.data = two.data, one.data
    return f"{one.name} and {two.name} swapped"


def emptied(rng: Random, archive: Archive) -> str:
    """An entry that holds nothing, or only the beginning or the middle of what it held."""
    entry = rng.choice(archive.entries)
    start, end = sorted(rng.randrange(len(entry.data) + 1) for _ in range(2))
    entry.data = rng.choice((b"", entry.data[:end], entry.data[start:end]))
    return f"{entry.name} cut to {len(entry.data)}"


def flipped(rng: Random, archive: Archive) -> str:
    """Some bytes of a part changed, with all checks right."""
    entry = rng.choice(archive.entries)
    data = bytearray(entry.data)
    for _ in range(rng.choice((1, 3, 30)) if data else 0):
        data[rng.randrange(len(data))] = rng.randrange(256)
    entry.data = bytes(data)
    return f"{entry.name}: bytes changed"


def packed_otherwise(rng: Random, archive: Archive) -> str:
    """Stored, described afterwards, encrypted, by a method nobody knows, or no deflate stream at all."""
    entry, how = rng.choice(archive.entries), rng.choice(("stored", "after", "locked", "method", "noise"))
    if how == "stored":
        entry.method = 0
    elif how == "after":
        for each in archive.entries:
            each.flags |= DESCRIPTOR
    elif how == "locked":
        entry.flags |= ENCRYPTED
    elif how == "method":
        entry.method = rng.choice((1, 6, 9, 12, 14, 93, 98, 99))
    else:
        entry.raw = rng.randbytes(rng.randrange(2000))
    return f"{entry.name}: {how}"


def bombed(rng: Random, archive: Archive) -> str:
    """A part of 300 MB of nothing, claimed or not; or ten thousand entries."""
    if rng.random() < 0.3:
        archive.entries += [Entry(f"xl/media/{n}.png", b"") for n in range(12_000)]
        return "12,000 entries"
    entry = rng.choice(archive.entries)
    entry.raw = _deflated_zeros()
    claimed = rng.choice((_BOMB, len(entry.data), 0, 0xFFFFFFFF))
    entry.local["size"] = entry.central["size"] = claimed
    return f"{entry.name}: {_BOMB} zeros, said to be {claimed}"


@cache
def _deflated_zeros() -> bytes:
    """300 MB of zeros, deflated without ever holding them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = bytes(1 << 20)
    return b"".join(packer.compress(block) for _ in range(_BOMB >> 20)) + packer.flush()


def extra_fields(rng: Random, archive: Archive) -> str:
    """zip64 sizes, a unicode path, a field longer than its room."""
    entry = rng.choice(archive.entries)
    zip64 = struct.pack("<HHQQ", 1, 16, len(entry.data), rng.choice((len(entry.data), 1 << 60)))
    path = struct.pack("<HHBI", 0x7075, 9, 1, 0) + b"a.xm"
    entry.extra = rng.choice((zip64, path, struct.pack("<HH", 1, 0xFFFF), b"\x01", rng.randbytes(40)))
    if entry.extra is zip64 or rng.random() < 0.3:
        entry.central |= {"size": 0xFFFFFFFF, "packed": 0xFFFFFFFF}
    return f"{entry.name}: extra field of {len(entry.extra)}"


def around(rng: Random, archive: Archive) -> str:
    """Something before or behind the archive, or an end record that lies."""
    how = rng.choice(("prefix", "comment", "count", "length", "start"))
    if how == "prefix":
        archive.prefix = rng.choice((b"MZ\x90\x00", b"<html>", bytes(100)))
    elif how == "comment":
        archive.comment = rng.choice((b"PK\x05\x06" + bytes(18), rng.randbytes(300)))
    else:
        archive.end[how] = rng.choice((0, 1, 0xFFFF, 0xFFFFFFFF))
    return f"end of archive: {how}"


CHANGES: tuple[Change, ...] = (
    lying,
    lying,
    doubled,
    missing,
    missing,
    renamed,
    swapped,
    emptied,
    flipped,
    packed_otherwise,
    bombed,
    extra_fields,
    around,
)


def torn(rng: Random, data: bytes) -> tuple[bytes, str]:
    """The finished file cut short, or with bytes changed, doubled or left out."""
    at, length = rng.randrange(len(data) + 1), rng.choice((1, 16, 512, 5000))
    how = rng.choice(("cut", "changed", "left out", "doubled", "zeros"))
    piece = data[at : at + length]
    middle = {
        "changed": rng.randbytes(len(piece)),
        "left out": b"",
        "doubled": piece * 2,
        "zeros": bytes(len(piece)),
    }
    whole = data[:at] if how == "cut" else data[:at] + middle[how] + data[at + length :]
    return whole, f"file: {len(piece)} bytes {how} at {at}"
