"""MS-OVBA 2.4.1: the compression of VBA source and of the project's directory stream."""

from __future__ import annotations

import struct

CHUNK = 4096
_SHORTEST = 3
"""The shortest run of bytes that a copy token stands for."""

_CANDIDATES = 32
"""How many earlier places of the same three bytes are looked at."""

_SIGNATURE = b"\x01"
_COMPRESSED = 0xB000

Seen = dict[bytes, list[int]]
"""Three bytes → the places in the chunk where they begin."""


def compress(source: bytes) -> bytes:
    """The container of `source`, chunk by chunk.

    ValueError for a chunk that would not shrink: the format could keep it raw, but Excel does not load such
    a module, and VBA source always shrinks.
    """
    return _SIGNATURE + b"".join(
        _chunk(source[start : start + CHUNK]) for start in range(0, len(source), CHUNK)
    )


def _chunk(data: bytes) -> bytes:
    body = _tokens(data)
    if len(body) > CHUNK:
        raise ValueError("this is no VBA source: it does not compress")
    return struct.pack("<H", _COMPRESSED | len(body) - 1) + body


def _tokens(data: bytes) -> bytes:
    """Groups of eight tokens, each group behind a byte whose bits tell copies from literals."""
    body = bytearray()
    seen: Seen = {}
    position = 0
    while position < len(data):
        flags, group = 0, bytearray()
        for bit in range(8):
            offset, length = _longest(data, position, seen)
            if length:
                flags |= 1 << bit
                group += _copy(position, offset, length)
            else:
                group += data[position : position + 1]
            position = _remember(data, position, length or 1, seen)
        body.append(flags)
        body += group
    return bytes(body)


def _longest(data: bytes, position: int, seen: Seen) -> tuple[int, int]:
    """How far back the longest run equal to what comes next begins, and its length; (0, 0) for none."""
    limit = min((0xFFFF >> _offset_bits(position)) + _SHORTEST, len(data) - position)
    best = 0, 0
    for start in reversed(seen.get(data[position : position + _SHORTEST], ())[-_CANDIDATES:]):
        length = _SHORTEST
        while length < limit and data[start + length] == data[position + length]:
            length += 1
        if length > best[1]:
            best = position - start, length
    return best


def _copy(position: int, offset: int, length: int) -> bytes:
    shift = 16 - _offset_bits(position)
    return struct.pack("<H", (offset - 1) << shift | length - _SHORTEST)


def _offset_bits(position: int) -> int:
    """The bits of a copy token that say how far back: enough to reach the start of the chunk."""
    return max((position - 1).bit_length(), 4) if position else 4


def _remember(data: bytes, position: int, length: int, seen: Seen) -> int:
    """Note the bytes just written; the position after them."""
    for start in range(position, position + length):
        run = data[start : start + _SHORTEST]
        if len(run) == _SHORTEST:
            seen.setdefault(run, []).append(start)
    return position + length
