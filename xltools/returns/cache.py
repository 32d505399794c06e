"""What was read from a return, kept beside the workbook so that an unchanged file is not read again.

One file: a line that says by which code, a line in JSON that says where each record lies, the records. The
folder is shared: nothing in the file can run anything.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from xltools.returns.record import Outcome, from_bytes, to_bytes
from xltools.tables.columns import from_json, to_json
from xltools.tables.declared.dispatch import DISPATCH
from xltools.tables.model import Table

_LONGEST_STAMP = 80


class Cache:
    """Outcomes of one table by content digest. A damaged or outdated cache file is an empty cache, never an
    error."""

    def __init__(self, path: Path | None, table: Table = DISPATCH) -> None:
        self.table = table
        self._path = path
        self._kept = _load(path) if path else {}
        self._used: dict[str, Outcome] = {}

    def __contains__(self, digest: str) -> bool:
        if digest in self._used:
            return True
        outcome = from_bytes(self._kept[digest], self.table) if digest in self._kept else None
        if outcome is not None:
            self._used[digest] = outcome
        return outcome is not None

    def get(self, digest: str) -> Outcome:
        """The outcome put or kept under this digest."""
        return self._used[digest]

    def put(self, digest: str, outcome: Outcome) -> None:
        """Remember an outcome for this run and, after `save`, for the next."""
        self._kept.pop(digest, None)
        self._used[digest] = outcome

    def save(self) -> None:
        """Keep what this run used; outcomes of files that are gone are forgotten."""
        if self._path is None or self._used.keys() == self._kept.keys():
            return
        records = {digest: self._kept.get(digest) or to_bytes(self._used[digest]) for digest in self._used}
        fresh = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(exist_ok=True)
            _write(fresh, records)
            fresh.replace(self._path)
        except OSError:  # the next run reads the files again
            with suppress(OSError):
                fresh.unlink()


def _load(path: Path) -> dict[str, memoryview]:
    """The records by digest; what was damaged is left out."""
    try:
        with path.open("rb") as file:
            if file.readline(_LONGEST_STAMP) != _stamp():
                return {}
            return dict(_records(from_json(file.readline()), memoryview(file.read())))
    except (OSError, ValueError, TypeError):
        return {}


def _records(entries: list[tuple[str, int, int]], records: memoryview) -> Iterator[tuple[str, memoryview]]:
    start = 0
    for digest, length, check in entries:
        record = records[start : start + length]
        if zlib.crc32(record) == check:
            yield digest, record
        start += length


def _write(path: Path, records: Mapping[str, bytes | memoryview]) -> None:
    entries = [(digest, len(record), zlib.crc32(record)) for digest, record in records.items()]
    with path.open("wb") as file:
        file.writelines([_stamp(), to_json(entries), b"\n", *records.values()])


@cache
def _stamp() -> bytes:
    """Changes with the reading code and the declarations, so that an upgrade reads everything again."""
    package = Path(__file__).parent.parent
    rooms = ("tables/**/*.py", "ooxml/*.py", "returns/re*.py", "cells.py", "errors.py", "personal.py")
    sources = sorted(source for room in rooms for source in package.glob(room))
    found = hashlib.sha256(b"\0".join(source.read_bytes() for source in sources))
    return f"xltools {found.hexdigest()[:16]}\n".encode()
