"""Arguments as an officer would select them, for calling the functions from Python."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xltools.udfs.given import WHOLE_COLUMN, Given

SHEET_ROWS = 1_048_576


def column(*values: Any, top: int = 5, left: int = 3) -> Given:
    """A column of cells: C5, C6 … unless told otherwise."""
    return Given.of([[value] for value in values], top, left)


def across(*values: Any, top: int = 5, left: int = 3) -> Given:
    """A row of cells: C5, D5 …"""
    return Given.of([list(values)], top, left)


def one(value: Any) -> Given:
    """The cell B2."""
    return Given.of([[value]], 2, 2)


def block(*rows: Sequence[Any], top: int = 4, left: int = 1) -> Given:
    """A block of cells from A4 on."""
    return Given.of([list(row) for row in rows], top, left)


def whole_column(*values: Any, left: int = 3) -> Given:
    """The whole column, as xlwings hands it over when only these cells are used."""
    given = column(*values, top=1, left=left)
    assert SHEET_ROWS > WHOLE_COLUMN
    return Given(given.rows, SHEET_ROWS, 1, 1, left)


def flat(answer: list[list[Any]]) -> list[Any]:
    """A column of answers as a plain list."""
    assert all(len(row) == 1 for row in answer)
    return [row[0] for row in answer]


def said(answer: list[list[Any]]) -> str:
    """The sentence that is the whole answer."""
    assert len(answer) == 1 and len(answer[0]) == 1 and isinstance(answer[0][0], str), answer
    return answer[0][0]
