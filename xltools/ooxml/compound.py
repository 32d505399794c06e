"""Streams of a compound file (the container of .xls and .et), found without trusting it.

xlrd follows the sector chains of a damaged file round and round, and refuses the crossed but sound chains of
several exporters; so it is handed the stream itself.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER = struct.Struct("<26xH2xHH10xII4xII4xI")
_ENTRY = struct.Struct("<64sHBxIII36xIQ")
_FIRST_TABLES_AT, _FIRST_TABLES = 76, 109
_MARKS = 0xFFFFFFFA  # numbers from here on are no sectors: end of chain, free, table
_STREAM = 2


class CompoundError(ValueError):
    """The container contradicts itself: a chain leaves it, closes on itself or falls short."""


class _Entry(NamedTuple):
    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class Compound:
    """A compound file in memory; of its directory only the top level, embedded files being deeper."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            header = _HEADER.unpack_from(data)
            self._major, self._shift, self._mini_shift, tables, directory, self._cutoff, mini, more = header
            self._fat = self._numbers(self._table_sectors(tables, more))
        except struct.error as error:
            raise CompoundError from error
        if self._shift not in (9, 12) or self._mini_shift != 6:
            raise CompoundError
        self._mini_fat = self._numbers(_chain(self._fat, mini))
        entries = list(self._directory(directory))
        if not entries:
            raise CompoundError
        self._root = entries[0]
        self._streams = {e.name: e for e in _top_level(entries) if e.kind == _STREAM}

    @property
    def names(self) -> frozenset[str]:
        """The streams of the top level."""
        return frozenset(self._streams)

    def read(self, name: str) -> bytes:
        """A stream by name."""
        entry = self._streams[name]
        if entry.size >= self._cutoff:
            return _whole(map(self._sector, _chain(self._fat, entry.start)), entry.size)
        container = _whole(map(self._sector, _chain(self._fat, self._root.start)), self._root.size)
        width = 1 << self._mini_shift
        pieces = (container[n * width : (n + 1) * width] for n in _chain(self._mini_fat, entry.start))
        return _whole(pieces, entry.size)

    def _sector(self, number: int) -> bytes:
        start = (number + 1) << self._shift
        return self._data[start : start + (1 << self._shift)]

    def _numbers(self, sectors: Iterable[int]) -> Sequence[int]:
        joined = b"".join(map(self._sector, sectors))
        return struct.unpack_from(f"<{len(joined) // 4}I", joined)

    def _table_sectors(self, count: int, more: int) -> list[int]:
        """Where the allocation table lies: the first sectors in the header, more in a chain of lists."""
        listed = list(struct.unpack_from(f"<{_FIRST_TABLES}I", self._data, _FIRST_TABLES_AT))
        while more < _MARKS and len(listed) < count:
            further = self._numbers([more])
            if not further:
                raise CompoundError
            listed += further[:-1]
            more = further[-1]
        return [n for n in listed[:count] if n < _MARKS]

    def _directory(self, start: int) -> Iterator[_Entry]:
        for sector in map(self._sector, _chain(self._fat, start)):
            for fields in _ENTRY.iter_unpack(sector[: len(sector) // _ENTRY.size * _ENTRY.size]):
                name, length, kind, left, right, child, first, size = fields
                text = name[: max(length - 2, 0)].decode("utf-16-le", "replace")
                size &= 0xFFFFFFFF if self._major == 3 else size  # version 3 leaves the upper half undefined
                yield _Entry(text, kind, left, right, child, first, size)


def _top_level(entries: Sequence[_Entry]) -> Iterator[_Entry]:
    """The children of the root: a tree over left and right, walked without looking deeper."""
    seen: set[int] = set()
    waiting = [entries[0].child]
    while waiting:
        number = waiting.pop()
        if number < len(entries) and number not in seen:
            seen.add(number)
            entry = entries[number]
            waiting += (entry.left, entry.right)
            yield entry


def _chain(fat: Sequence[int], start: int) -> Iterator[int]:
    """The sectors of a chain; it cannot be longer than the table."""
    for _ in range(len(fat) + 1):
        if start >= _MARKS:
            return
        if start >= len(fat):
            break
        yield start
        start = fat[start]
    raise CompoundError


def _whole(pieces: Iterable[bytes], size: int) -> bytes:
    joined = b"".join(pieces)[:size]
    if len(joined) < size:
        raise CompoundError
    return joined
