"""Files in the old container: an .xls with one sheet (BIFF8), and what Excel writes when a password is set.

Only as much of MS-CFB and MS-XLS as a sample needs; deterministic, standard library alone.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from itertools import pairwise

SECTOR = 512
SMALLEST = 4096
"""Shorter streams would live in a mini stream; ours are padded to this length."""

_MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
_FREE, _END, _FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_PER_SECTOR = SECTOR // 4
_ENTRY = 128
_STREAM, _ROOT = 2, 5

_BOF, _EOF, _CODEPAGE, _FONT, _XF, _STYLE = 0x0809, 0x000A, 0x0042, 0x0031, 0x00E0, 0x0293
_SHEET, _DIMENSIONS, _NUMBER, _LABEL, _WINDOW2, _MERGED = 0x0085, 0x0200, 0x0203, 0x0204, 0x023E, 0x00E5
_BIFF8, _GLOBALS, _WORKSHEET = 0x0600, 0x0005, 0x0010
_STYLE_FORMATS = 15
_UTF16 = 1200


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file (MS-CFB, version 3) with these streams at its root."""
    padded = {name: _padded(data) for name, data in streams.items()}
    sizes = [len(data) // SECTOR for data in padded.values()]
    directory = -(-(len(padded) + 1) // (SECTOR // _ENTRY))
    table = _table_sectors(sum(sizes) + directory)
    starts = [table + directory + sum(sizes[:i]) for i in range(len(sizes))]
    fat = [_FAT_SECTOR] * table + _chain(table, directory)
    for start, size in zip(starts, sizes, strict=True):
        fat += _chain(start, size)
    fat += [_FREE] * (table * _PER_SECTOR - len(fat))
    return b"".join(
        (
            _header(table),
            struct.pack(f"<{len(fat)}I", *fat),
            _directory(streams, padded, starts).ljust(directory * SECTOR, b"\0"),
            *padded.values(),
        )
    )


def encrypted_stub() -> bytes:
    """What a password-protected .xlsx looks like from outside."""
    agile = b"\x04\x00\x04\x00\x40\x00\x00\x00<encryption/>"
    return compound({"EncryptionInfo": agile, "EncryptedPackage": b"\0"})


def old_workbook(
    sheet: str, cells: Mapping[tuple[int, int], str | float], merged: Sequence[tuple[int, int, int, int]] = ()
) -> bytes:
    """An .xls of one sheet; positions count from 1."""
    return compound({"Workbook": _workbook_stream(sheet, cells, merged)})


def _padded(data: bytes) -> bytes:
    """To whole sectors, and long enough to need no mini stream."""
    return data.ljust(max(SMALLEST, -(-len(data) // SECTOR) * SECTOR), b"\0")


def _table_sectors(content: int) -> int:
    sectors = 1
    while sectors * _PER_SECTOR < content + sectors:
        sectors += 1
    return sectors


def _chain(start: int, size: int) -> list[int]:
    return [*range(start + 1, start + size), _END]


def _header(table: int) -> bytes:
    """First directory sector after the FAT's; no mini stream; the FAT's sectors listed in the header."""
    fields = struct.pack(
        "<8s16s5H6s9I",
        _MAGIC, b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, table, table, 0, SMALLEST, _END, 0, _END, 0,
    )  # fmt: skip
    listed = [*range(table), *[_FREE] * (109 - table)]
    return fields + struct.pack("<109I", *listed)


def _directory(streams: Mapping[str, bytes], padded: Mapping[str, bytes], starts: Sequence[int]) -> bytes:
    """Root entry, then the streams; each names the next as its right sibling, shortest name first."""
    names = list(streams)
    order = sorted(range(len(names)), key=lambda i: (len(names[i]), names[i].upper()))
    after = dict(pairwise(order))
    entries = [_entry("Root Entry", _ROOT, _FREE, order[0] + 1, _END, 0)]
    for i, name in enumerate(names):
        right = after[i] + 1 if i in after else _FREE
        entries.append(_entry(name, _STREAM, right, _FREE, starts[i], len(padded[name])))
    return b"".join(entries)


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sH2B3I16sI8s8sIQ", text, len(text), kind, 1, _FREE, right, child, b"", 0, b"", b"", start, size
    )


def _workbook_stream(
    sheet: str, cells: Mapping[tuple[int, int], str | float], merged: Sequence[tuple[int, int, int, int]]
) -> bytes:
    head = _globals()
    name = sheet.encode("utf-16-le")
    listed = 4 + 8 + len(name)
    offset = len(head) + listed + 4
    bound = _record(_SHEET, struct.pack("<IBBBB", offset, 0, 0, len(sheet), 1) + name)
    return head + bound + _record(_EOF) + _worksheet(cells, merged)


def _globals() -> bytes:
    face = "宋体".encode("utf-16-le")
    font = struct.pack("<HHHHHBBBBBB", 220, 0, 0x7FFF, 400, 0, 0, 0, 134, 0, 2, 1) + face
    style = struct.pack("<HHHBBBBIIH", 0, 0, 0xFFF5, 0x20, 0, 0, 0, 0, 0, 0x20C0)
    cell = struct.pack("<HHHBBBBIIH", 0, 0, 0x0001, 0x20, 0, 0, 0, 0, 0, 0x20C0)
    return b"".join(
        (
            _begin(_GLOBALS),
            _record(_CODEPAGE, struct.pack("<H", _UTF16)),
            *[_record(_FONT, font)] * 5,
            *[_record(_XF, style)] * _STYLE_FORMATS,
            _record(_XF, cell),
            _record(_STYLE, struct.pack("<HBB", 0x8000, 0, 0xFF)),
        )
    )


def _worksheet(
    cells: Mapping[tuple[int, int], str | float], merged: Sequence[tuple[int, int, int, int]]
) -> bytes:
    last_row, last_column = max(r for r, _ in cells), max(c for _, c in cells)
    boxes = b"".join(struct.pack("<4H", a - 1, c - 1, b - 1, d - 1) for a, b, c, d in merged)
    return b"".join(
        (
            _begin(_WORKSHEET),
            _record(_DIMENSIONS, struct.pack("<IIHHH", 0, last_row, 0, last_column, 0)),
            *(_cell(row - 1, column - 1, value) for (row, column), value in sorted(cells.items())),
            _record(_WINDOW2, struct.pack("<HHHIHHI", 0x06B6, 0, 0, 64, 0, 0, 0)),
            _record(_MERGED, struct.pack("<H", len(merged)) + boxes) if merged else b"",
            _record(_EOF),
        )
    )


def _cell(row: int, column: int, value: str | float) -> bytes:
    place = struct.pack("<HHH", row, column, _STYLE_FORMATS)
    if isinstance(value, str):
        return _record(_LABEL, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    return _record(_NUMBER, place + struct.pack("<d", value))


def _begin(kind: int) -> bytes:
    return _record(_BOF, struct.pack("<HHHHII", _BIFF8, kind, 0x0DBB, 0x07CC, 0, 6))


def _record(number: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", number, len(data)) + data
