"""What was read from a return, kept beside the workbook so that an unchanged file is not read again.

JSON, never pickle: the folder is shared, and a file in it must not be able to run anything.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from xltools.tables.declared.dispatch import DISPATCH
from xltools.tables.model import Table
from xltools.tables.plain import PlainReading

Outcome = PlainReading | str


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
        outcome = _from_json(self._kept.get(digest), self.table)
        if outcome is not None:
            self._used[digest] = outcome
        return outcome is not None

    def get(self, digest: str) -> Outcome:
        """The outcome put or kept under this digest."""
        return self._used[digest]

    def put(self, digest: str, outcome: Outcome) -> None:
        """Remember an outcome for this run and, after `save`, for the next."""
        self._used[digest] = outcome

    def save(self) -> None:
        """Keep what this run used; outcomes of files that are gone are forgotten."""
        if self._path is None:
            return
        record = {"stamp": _stamp(), "outcomes": {k: _to_json(v) for k, v in self._used.items()}}
        try:
            self._path.parent.mkdir(exist_ok=True)
            fresh = self._path.with_suffix(".new")
            fresh.write_text(json.dumps(record, ensure_ascii=False), encoding="utf8")
            fresh.replace(self._path)
        except OSError:
            return  # the next run reads the files again


def _load(path: Path) -> dict[str, object]:
    try:
        record = json.loads(path.read_text(encoding="utf8"))
        outcomes = record["outcomes"] if record["stamp"] == _stamp() else {}
        return dict(outcomes)
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _to_json(outcome: Outcome) -> object:
    return outcome if isinstance(outcome, str) else outcome.to_json()


def _from_json(record: object, table: Table) -> Outcome | None:
    """None where there is no record or a damaged one."""
    if isinstance(record, str):
        return record
    try:
        return PlainReading.from_json(record, table) if isinstance(record, dict) else None
    except (KeyError, TypeError, ValueError):
        return None


@cache
def _stamp() -> str:
    """Changes with the reading code and the declarations, so that an upgrade reads everything again."""
    package = Path(__file__).parent.parent
    rooms = ("tables/**/*.py", "ooxml/*.py", "returns/reading.py", "cells.py", "errors.py", "personal.py")
    sources = sorted(source for room in rooms for source in package.glob(room))
    return hashlib.sha256(b"\0".join(source.read_bytes() for source in sources)).hexdigest()[:16]
