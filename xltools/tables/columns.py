"""The columns of a reading as bytes, each unpacked when somebody first asks for it.

What a worker process hands over and what the cache keeps: a reader of ten columns of forty pays for ten.
Numbers, texts and JSON, never pickle: bytes from a shared folder must not be able to run anything.
"""

from __future__ import annotations

import datetime as dt
import json
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import isnan
from typing import Any, cast

from xltools.errors import HostError

_FLOATS, _GAPPED, _WORDS, _LINES, _MOMENTS, _JSON = b"f", b"g", b"w", b"l", b"m", b"j"
"""Floats; floats and blanks; texts that repeat; texts; moments; anything else."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_BETWEEN = "\x1f"
_NAN = float("nan")
_NONE = type(None)


class Columns(Mapping[str, list[Any]]):
    """Columns of so many rows in `record`, where `places` says each begins and ends."""

    def __init__(self, record: bytes | memoryview, places: Mapping[str, tuple[int, int]], rows: int) -> None:
        self._record = record
        self._places = places
        self._rows = rows
        self._lists: dict[str, list[Any]] = {}

    def __getitem__(self, name: str) -> list[Any]:
        if name not in self._lists:
            self._lists[name] = unpacked(self.packed(name), self._rows)
        return self._lists[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def packed(self, name: str) -> bytes:
        """The bytes of a column."""
        start, stop = self._places[name]
        return bytes(self._record[start:stop])


def packed(values: Sequence[Any]) -> bytes:
    """A column as bytes: floats, texts, datetimes and None; anything else must be fit for JSON."""
    types = set(map(type, values))
    if types == {float}:
        return _FLOATS + struct.pack(f"<{len(values)}d", *values)
    if types == {float, _NONE} and not isnan(sum(filter(None, values))):
        filled = [_NAN if value is None else value for value in values]
        return _GAPPED + struct.pack(f"<{len(values)}d", *filled)
    if types <= {str, _NONE}:
        return _packed_texts(values)
    if types <= {dt.datetime, _NONE}:
        return _packed_moments(values)
    return _JSON + to_json(values)


def _packed_texts(values: Sequence[str | None]) -> bytes:
    words = dict.fromkeys(values)
    if None in words or 2 * len(words) <= len(values):
        return _WORDS + _indexed(values, list(words), list(words))
    lines = _BETWEEN.join(cast("Sequence[str]", values))
    if lines.count(_BETWEEN) >= len(values):
        return _JSON + to_json(values)
    return _LINES + lines.encode("utf8", "surrogatepass")


def _packed_moments(values: Sequence[dt.datetime | None]) -> bytes:
    words = list(dict.fromkeys(values))
    return _MOMENTS + _indexed(values, words, [None if v is None else _spelled(v) for v in words])


_spelled = lru_cache(10_000)(dt.datetime.isoformat)
_meant = lru_cache(10_000)(dt.datetime.fromisoformat)
"""Returns speak of the same days."""


def _indexed(values: Sequence[Any], words: Sequence[Any], spelled: Sequence[str | None]) -> bytes:
    """For each row the index of its word, then the words."""
    index = map(dict(zip(words, range(len(words)), strict=True)).__getitem__, values)
    code = _code(len(words))
    rows = bytes(index) if code == "B" else struct.pack(f"<{len(values)}{code}", *index)
    return struct.pack("<I", len(words)) + rows + to_json(spelled)


def _code(words: int) -> str:
    """How the index of one of so many words is written."""
    return "B" if words <= 1 << 8 else "H" if words <= 1 << 16 else "I"


def unpacked(column: bytes, rows: int) -> list[Any]:
    """What `packed` was given; HostError where the bytes are none of its making."""
    try:
        values = _unpacked(column, rows)
    except (ValueError, IndexError, TypeError, struct.error):
        values = None
    if values is None or len(values) != rows:
        raise HostError("缓存被改动过，读不出来。请删去本工作簿旁边的“.xltools”文件夹，再按一次。")
    return values


def _unpacked(column: bytes, rows: int) -> list[Any]:
    form, data = column[:1], column[1:]
    if form == _FLOATS:
        return list(struct.unpack(f"<{rows}d", data))
    if form == _GAPPED:
        return [None if value != value else value for value in struct.unpack(f"<{rows}d", data)]
    if form == _WORDS:
        return _chosen(data, rows, lambda text: text)
    if form == _MOMENTS:
        return _chosen(data, rows, lambda text: text and _meant(text))
    if form == _LINES:
        return data.decode("utf8", "surrogatepass").split(_BETWEEN)
    return list(from_json(data))


def _chosen(data: bytes, rows: int, meant: Callable[[Any], Any]) -> list[Any]:
    (count,) = struct.unpack_from("<I", data)
    index = struct.Struct(f"<{rows}{_code(count)}")
    words = list(map(meant, from_json(data[4 + index.size :])))
    return list(map(words.__getitem__, index.unpack_from(data, 4)))


def to_json(value: Any) -> bytes:
    """As JSON; a half of a character, which an .xls may hold, survives."""
    return _ENCODER.encode(value).encode("utf8", "surrogatepass")


def from_json(data: bytes) -> Any:
    """What `to_json` gave; ValueError where it is not that."""
    try:
        return json.loads(data.decode("utf8", "surrogatepass"))
    except RecursionError as error:
        raise ValueError("nested too deep") from error
