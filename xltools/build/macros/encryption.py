"""MS-OVBA 2.4.3: how CMG, DPB and GC of a PROJECT stream hide their few bytes."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_VERSION = 2
_SEED = 0x42
"""Any byte would do; one whose bits 1 and 2 ask for a single ignored byte."""


def encrypt(data: bytes, project_id: str) -> str:
    """`data` in hexadecimal; readable only with the project's own id. The same input, the same text."""
    key = sum(project_id.encode("ascii")) & 0xFF
    head = bytes((_SEED, _SEED ^ _VERSION, _SEED ^ key))
    ignored = bytes((_SEED & 6) // 2)
    body = ignored + struct.pack("<I", len(data)) + data
    return (head + bytes(_encrypted(body, key, head[2], head[1]))).hex().upper()


def _encrypted(body: bytes, plain: int, last: int, before: int) -> Iterator[int]:
    """Each byte is mixed with the plain byte before it and the encrypted one before that."""
    for byte in body:
        last, before = byte ^ (before + plain & 0xFF), last
        plain = byte
        yield last
