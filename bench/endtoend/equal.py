"""Whether two whole runs came to the same: every file each has written, stage by stage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

import python_calamine

from bench.corpus import FIELDS
from bench.places import SHEET
from xltools.letters.compiled import same
from xltools.letters.docx_file import packed, parts_of

FORMULAS = frozenset(j for j, f in enumerate(FIELDS, 1) if f.formula)
"""Columns whose results openpyxl does not write again; ours keeps them."""

CORE = "docProps/core.xml"
_CLOSE = 1e-9


def assert_equal(ours: Path, theirs: Path) -> int:
    """AssertionError with the first difference; how many cells and letters were held against each other."""
    names = [sorted(path.relative_to(folder) for path in _files(folder)) for folder in (ours, theirs)]
    assert names[0] == names[1], set(names[0]) ^ set(names[1])
    return sum(_equal(ours / name, theirs / name) for name in names[0])


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _equal(one: Path, other: Path) -> int:
    if one.suffix == ".docx":
        assert same(_letter(one), _letter(other)), one.name
        return 1
    sheet = SHEET if one.parent.name == "退回" else ""
    lost = FORMULAS if sheet else frozenset[int]()
    rows = zip_longest(_rows(one, sheet), _rows(other, sheet), fillvalue=())
    count = 0
    for i, (mine, yours) in enumerate(rows, 1):
        for j, (a, b) in enumerate(zip_longest(mine, yours, fillvalue=""), 1):
            assert _alike(a, b) or (j in lost and b == ""), f"{one.name} row {i} column {j}: {a!r} {b!r}"
            count += 1
    return count


def _rows(path: Path, sheet: str) -> Sequence[Sequence[Any]]:
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    return book.get_sheet_by_name(sheet or book.sheet_names[0]).to_python(skip_empty_area=False)


def _alike(a: Any, b: Any) -> bool:
    if a == b:
        return True
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return abs(a - b) <= _CLOSE * max(1, abs(a))
    return _day(a) == _day(b)


def _day(value: Any) -> Any:
    return dt.datetime.combine(value, dt.time()) if type(value) is dt.date else value


def _letter(path: Path) -> bytes:
    """docxtpl leaves the properties as they are in the template."""
    return packed({name: part for name, part in parts_of(path.read_bytes()).items() if name != CORE}, False)
