"""The outcome of reading one return as bytes: what a worker hands over and the cache keeps.

A head in JSON behind its length, then the columns, each packed for itself.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import fields
from itertools import accumulate, pairwise
from typing import Any, TypeAlias

from xltools.errors import Issue, Severity
from xltools.ooxml.sheetcells import LAST_ROW
from xltools.tables.columns import Columns, from_json, packed, to_json
from xltools.tables.model import Table
from xltools.tables.plainreading import PlainReading

Outcome: TypeAlias = PlainReading | str
"""What was read, or the sentence that says why nothing was."""

_LENGTH = struct.Struct("<I")
_PLAIN = ("sheet", "at", "file", "unknown", "header", "said")


def to_bytes(outcome: Outcome) -> bytes:
    """The outcome as `from_bytes` reads it."""
    if isinstance(outcome, str):
        return _framed(outcome, [])
    columns = outcome.columns
    parts = [columns.packed(n) if isinstance(columns, Columns) else packed(columns[n]) for n in columns]
    head = {name: getattr(outcome, name) for name in _PLAIN} | {
        "table": outcome.table.name,
        "rows": _runs(outcome.rows),
        "issues": [_issue_to_json(issue) for issue in outcome.issues],
        "aside": list(outcome.aside.items()),
        "columns": list(columns),
        "lengths": list(map(len, parts)),
    }
    return _framed(head, parts)


def from_bytes(record: bytes | memoryview, table: Table) -> Outcome | None:
    """The outcome for this table, its columns still packed; None where the record is none of it."""
    try:
        (length,) = _LENGTH.unpack_from(record)
        first = _LENGTH.size + length
        head = from_json(bytes(record[_LENGTH.size : first]))
        return head if isinstance(head, str) else _reading(head, record, first, table)
    except (KeyError, TypeError, ValueError, AttributeError, struct.error):
        return None


def _framed(head: Any, parts: list[bytes]) -> bytes:
    said = to_json(head)
    return b"".join([_LENGTH.pack(len(said)), said, *parts])


def _reading(head: dict[str, Any], record: bytes | memoryview, first: int, table: Table) -> PlainReading:
    names = head["columns"]
    ends = list(accumulate(head["lengths"], initial=first))
    if head["table"] != table.name or names != [c.name for c in table.columns] or ends[-1] != len(record):
        raise ValueError(table.name)
    rows = _rows(head["rows"])
    return PlainReading(
        table=table,
        columns=Columns(record, dict(zip(names, pairwise(ends), strict=True)), len(rows)),
        rows=rows,
        issues=[_issue_from_json(each) for each in head["issues"]],
        aside=dict(head["aside"]),
        **{name: head[name] for name in _PLAIN},
    )


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Rows as ranges: mostly they follow one another."""
    starts = [i for i, row in enumerate(rows) if not i or row != rows[i - 1] + 1]
    return [(rows[i], rows[i] + j - i) for i, j in pairwise([*starts, len(rows)])]


def _rows(runs: Sequence[tuple[int, int]]) -> list[int]:
    if sum(stop - start for start, stop in runs) > LAST_ROW:  # forged: it would fill the memory
        raise ValueError(runs)
    return [row for start, stop in runs for row in range(start, stop)]


def _issue_to_json(issue: Issue) -> dict[str, str]:
    return {f.name: getattr(issue, f.name) for f in fields(issue)} | {"severity": issue.severity.value}


def _issue_from_json(record: dict[str, Any]) -> Issue:
    return Issue(**record | {"severity": Severity(record["severity"])})
