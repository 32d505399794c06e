"""Five columns into one return, by patching; apart, so that a worker process loads no more than this."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

from bench.places import BACK_COLUMN, BACK_NAMES, HEADER_ROW, SHEET
from xltools.ooxml.patch import Patch

Job: TypeAlias = tuple[Path, Path, Sequence[Sequence[Any]]]
"""The return, where the patched one goes, and its rows."""


def write_back(job: Job) -> bool:
    """Write one; True when it is written."""
    path, to, rows = job
    patch = Patch(path)
    patch.set(SHEET, HEADER_ROW + 1, BACK_COLUMN + 4, BACK_NAMES[-1])
    patch.write(SHEET, HEADER_ROW + 2, BACK_COLUMN, rows)
    to.write_bytes(patch.to_bytes())
    return True
