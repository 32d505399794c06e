"""Records by digest in one file in a shared folder, of which only what changes is written again.

A line that names the writer, the records, a list in JSON of where each lies, and where that list begins. Each
record is known by its check sum, so that whatever else was written or not, a record is whole or not there.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from xltools.tables.columns import from_json, to_json

_LIST_AT = struct.Struct("<Q")


class Place(NamedTuple):
    """Where a record lies, and its check sum."""

    start: int
    length: int
    check: int


class Kept:
    """The records of a file that begins with the line `stamp`; none where it does not, or is damaged."""

    def __init__(self, path: Path | None, stamp: bytes) -> None:
        self._path = path
        self._stamp = stamp
        self._data = memoryview(b"")
        self.places: dict[str, Place] = {}
        with suppress(OSError, ValueError, TypeError, struct.error):
            self._load()

    def _load(self) -> None:
        if self._path is None:
            return
        data = memoryview(self._path.read_bytes())
        if data[: len(self._stamp)] != self._stamp:
            return
        listed = from_json(bytes(data[self._list_at(data) : -_LIST_AT.size]))
        self.places = {str(digest): Place(*map(int, place)) for digest, *place in listed}
        self._data = data

    @staticmethod
    def _list_at(data: memoryview) -> int:
        return int(_LIST_AT.unpack(data[-_LIST_AT.size :])[0])

    def record(self, digest: str) -> memoryview | None:
        """The record of a digest, None where there is none or it was damaged."""
        if digest not in self.places:
            return None
        start, length, check = self.places[digest]
        record = self._data[start : start + length]
        return record if zlib.crc32(record) == check else None

    def write(self, wanted: Collection[str], new: Mapping[str, bytes]) -> None:
        """Keep the `wanted` records of before and the `new` ones; of all others nothing is left. OSError."""
        if self._path is None:
            return
        stay = {digest: place for digest, place in self.places.items() if digest in wanted - new.keys()}
        used = sum(place.length for place in stay.values())
        if 2 * used < len(self._data) or not self._data or self._path.stat().st_size != len(self._data):
            self._write_whole({**{digest: self._at(place) for digest, place in stay.items()}, **new})
        else:
            self._write_changes(stay, new)

    def _at(self, place: Place) -> memoryview:
        return self._data[place.start : place.start + place.length]

    def _write_whole(self, records: Mapping[str, bytes | memoryview]) -> None:
        assert self._path is not None
        fresh = self._path.with_suffix(".new")
        try:
            with fresh.open("wb") as file:
                file.writelines([self._stamp, *_with_list(records, {}, len(self._stamp))])
            fresh.replace(self._path)
        except OSError:
            with suppress(OSError):
                fresh.unlink()
            raise

    def _write_changes(self, stay: Mapping[str, Place], new: Mapping[str, bytes]) -> None:
        """New records go where the list was, zeros over those that are to be forgotten."""
        assert self._path is not None
        end = self._list_at(self._data)
        with self._path.open("r+b") as file:
            for place in [place for digest, place in self.places.items() if digest not in stay]:
                file.seek(place.start)
                file.write(bytes(place.length))
            file.seek(end)
            file.writelines(_with_list(new, stay, end))
            file.truncate()


def _with_list(
    records: Mapping[str, bytes | memoryview], places: Mapping[str, Place], start: int
) -> Iterator[bytes | memoryview]:
    """Records from a position on, and behind them the list of these and of what has a place already."""
    listed = dict(places)
    for digest, record in records.items():
        listed[digest] = Place(start, len(record), zlib.crc32(record))
        start += len(record)
        yield record
    yield to_json([(digest, *place) for digest, place in listed.items()])
    yield _LIST_AT.pack(start)
