"""A compound file (MS-CFB, version 3) made from its streams: the container of vbaProject.bin."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, Union

Tree: TypeAlias = Mapping[str, Union[bytes, "Tree"]]
"""Streams by name; a mapping is a storage, which holds streams of its own."""

_MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
_SECTOR, _SMALL_SECTOR, _SMALL_BELOW = 512, 64, 4096
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_RED, _BLACK = 0, 1
_PER_SECTOR = _SECTOR // 4
_LISTED = 109
"""Sectors of the allocation table that the header lists: files up to 7 MB need no more."""


class _Sectors:
    """Sectors of one size, and for each the number of the next of its stream."""

    def __init__(self, size: int) -> None:
        self._size = size
        self.data = bytearray()
        self.following: list[int] = []

    def put(self, data: bytes) -> int:
        """Append a stream; its first sector."""
        if not data:
            return _END
        first, count = len(self.following), -(-len(data) // self._size)
        self.following += [*range(first + 1, first + count), _END]
        self.data += data.ljust(count * self._size, b"\0")
        return first


@dataclass(slots=True)
class _Entry:
    """A line of the directory; the siblings of a storage form a red-black tree."""

    name: str
    kind: int
    data: bytes = b""
    children: list[int] = field(default_factory=list)
    left: int = _FREE
    right: int = _FREE
    child: int = _FREE
    colour: int = _BLACK
    start: int = 0
    size: int = 0

    def packed(self) -> bytes:
        """As it stands in the directory: without class, times or state."""
        name = self.name.encode("utf-16-le") + b"\0\0"
        return struct.pack(
            "<64sHBBIII36xIQ",
            name, len(name), self.kind, self.colour, self.left, self.right, self.child, self.start, self.size,
        )  # fmt: skip


def compound(tree: Tree) -> bytes:
    """The file; the same tree, the same bytes."""
    entries = [_Entry("Root Entry", _ROOT)]
    _list(entries, 0, tree)
    sectors, small = _Sectors(_SECTOR), _Sectors(_SMALL_SECTOR)
    for entry in entries:
        if entry.kind == _STREAM:
            entry.size = len(entry.data)
            entry.start = (small if entry.size < _SMALL_BELOW else sectors).put(entry.data)
    entries[0].start, entries[0].size = sectors.put(bytes(small.data)), len(small.data)
    small_table = _numbers(small.following)
    small_start = sectors.put(small_table)
    directory = sectors.put(_directory(entries))
    return _file(sectors, directory, small_start, len(small_table) // _SECTOR)


def _list(entries: list[_Entry], parent: int, tree: Tree) -> None:
    """Add what a storage holds, each storage before what it holds itself."""
    for name, value in tree.items():
        number = len(entries)
        entries[parent].children.append(number)
        if isinstance(value, bytes):
            entries.append(_Entry(name, _STREAM, value))
        else:
            entries.append(_Entry(name, _STORAGE))
            _list(entries, number, value)
    children = sorted(entries[parent].children, key=lambda n: _order(entries[n].name))
    entries[parent].child = _balanced(entries, children, 0, len(children).bit_length() - 1)


def _order(name: str) -> tuple[int, str]:
    """Shorter names come first, then the alphabet in capitals."""
    return len(name.encode("utf-16-le")), name.upper()


def _balanced(entries: list[_Entry], numbers: Sequence[int], depth: int, lowest: int) -> int:
    """Siblings as a tree of even depth; its lowest level is red, so every path has as many blacks."""
    if not numbers:
        return _FREE
    middle = len(numbers) // 2
    entry = entries[numbers[middle]]
    entry.colour = _RED if depth == lowest and depth else _BLACK
    entry.left = _balanced(entries, numbers[:middle], depth + 1, lowest)
    entry.right = _balanced(entries, numbers[middle + 1 :], depth + 1, lowest)
    return numbers[middle]


def _directory(entries: Sequence[_Entry]) -> bytes:
    """All entries, filled up with unused ones to whole sectors."""
    unused = struct.pack("<68xIII48x", _FREE, _FREE, _FREE)
    missing = -len(entries) % (_SECTOR // len(unused))
    return b"".join(entry.packed() for entry in entries) + unused * missing


def _file(sectors: _Sectors, directory: int, small_start: int, small_tables: int) -> bytes:
    """Header, sectors, and behind them the table that says which sector follows which."""
    count = len(sectors.following)
    tables = next(n for n in range(1, _LISTED + 1) if n * _PER_SECTOR >= count + n)
    listed = [*range(count, count + tables), *[_FREE] * (_LISTED - tables)]
    header = struct.pack(
        f"<8s16x5H6x9I{_LISTED}I",
        _MAGIC, 0x3E, 3, 0xFFFE, 9, 6,
        0, tables, directory, 0, _SMALL_BELOW, small_start, small_tables, _END, 0, *listed,
    )  # fmt: skip
    return header + sectors.data + _numbers([*sectors.following, *[_TABLE] * tables])


def _numbers(values: Sequence[int]) -> bytes:
    """Sector numbers in whole sectors."""
    data = struct.pack(f"<{len(values)}I", *values)
    return data + b"\xff" * (-len(data) % _SECTOR)
