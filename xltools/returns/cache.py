"""What was read from a return, kept beside the workbook so that an unchanged file is not read again.

Never pickle: the folder is shared, and a file in it must not be able to run anything.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import cache
from pathlib import Path

from xltools.returns.kept import Kept
from xltools.returns.record import Outcome, from_bytes, to_bytes
from xltools.tables.declared.dispatch import DISPATCH
from xltools.tables.model import Table


class Cache:
    """Outcomes of one table by content digest. A damaged or outdated cache file is an empty cache, never an
    error."""

    def __init__(self, path: Path | None, table: Table = DISPATCH) -> None:
        self.table = table
        self._path = path
        self._kept = Kept(path, _stamp())
        self._given: set[str] = set()
        self._used: dict[str, Outcome] = {}

    def __contains__(self, digest: str) -> bool:
        if digest in self._used:
            return True
        record = self._kept.record(digest)
        outcome = None if record is None else from_bytes(record, self.table)
        if outcome is not None:
            self._given.add(digest)
            self._used[digest] = outcome
        return outcome is not None

    def get(self, digest: str) -> Outcome:
        """The outcome put or kept under this digest."""
        return self._used[digest]

    def put(self, digest: str, outcome: Outcome) -> None:
        """Remember an outcome for this run and, after `save`, for the next."""
        self._given.discard(digest)
        self._used[digest] = outcome

    def save(self) -> None:
        """Keep what this run used; outcomes of files that are gone are forgotten."""
        if self._path is None or self._used.keys() == self._given == self._kept.places.keys():
            return
        new = {d: to_bytes(outcome) for d, outcome in self._used.items() if d not in self._given}
        with suppress(OSError):  # the next run reads the files again
            self._path.parent.mkdir(exist_ok=True)
            self._kept.write(self._given, new)


@cache
def _stamp() -> bytes:
    """Changes with the reading code and the declarations, so that an upgrade reads everything again."""
    package = Path(__file__).parent.parent
    rooms = (
        "tables/**/*.py",
        "ooxml/*.py",
        "returns/re*.py",
        "returns/kept.py",
        "cells.py",
        "errors.py",
        "personal.py",
    )
    sources = sorted(source for room in rooms for source in package.glob(room))
    found = hashlib.sha256(b"\0".join(source.read_bytes() for source in sources))
    return f"xltools {found.hexdigest()[:16]}\n".encode()
