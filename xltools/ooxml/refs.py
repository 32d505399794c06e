"""References as text in the file, and where they go when a table grows or shrinks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from xltools.cells import Box, box_address, column_letter, column_number

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
Follow: TypeAlias = Callable[[Box], Box | None]
"""The new box of a reference, None where it stays."""

_AREA = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d+)(?::\$?([A-Za-z]{1,3})\$?(\d+))?")
_SHEET_AREA = re.compile(r"((?:'(?:[^']|'')+'|[^'!,()\s]+)!)(" + _AREA.pattern + r")")


@lru_cache(4096)
def box_of(text: str) -> Box:
    """$A$4:C10 → (4, 1, 10, 3); ValueError where it is no such reference."""
    found = _AREA.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    top, left = int(found[2]), column_number(found[1].upper())
    bottom = int(found[4]) if found[4] else top
    right = column_number(found[3].upper()) if found[3] else left
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def plain(box: Box) -> str:
    """A4:C10, and A4 alone for one cell."""
    text = box_address(box)
    first, _, last = text.partition(":")
    return first if first == last else text


def absolute(box: Box) -> str:
    """$A$4:$C$10, and $A$4 alone for one cell."""
    first = f"${column_letter(box[1])}${box[0]}"
    last = f"${column_letter(box[3])}${box[2]}"
    return first if first == last else f"{first}:{last}"


def intersects(a: Box, b: Box) -> bool:
    """Whether two boxes have a cell in common."""
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def within(inner: Box, outer: Box) -> bool:
    """Whether every cell of one box lies in another."""
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all."""
    tops, lefts, bottoms, rights = zip(*boxes, strict=True)
    return min(tops), min(lefts), max(bottoms), max(rights)


def quoted(sheet: str) -> str:
    """A sheet name as formulas spell it."""
    return sheet if re.fullmatch(r"[^\W\d]\w*", sheet) and not _AREA.fullmatch(sheet) else _in_quotes(sheet)


def _in_quotes(sheet: str) -> str:
    return "'" + sheet.replace("'", "''") + "'"


def unquoted(text: str) -> str:
    """'资金 表' → 资金 表."""
    return text[1:-1].replace("''", "'") if text.startswith("'") else text


class SheetArea(NamedTuple):
    """A reference such as 排名表!$A$5:$C$10."""

    sheet: str
    box: Box


def sheet_area(text: str) -> SheetArea | None:
    """The one area a formula text refers to, None where it is anything else."""
    found = _SHEET_AREA.fullmatch(text.strip().removeprefix("="))
    return SheetArea(unquoted(found[1][:-1]), box_of(found[2])) if found else None


def followed(text: str, sheet: str, follow: Follow) -> str:
    """A list of areas (commas between) with those on one sheet moved; the rest stays as it stands."""

    def move(found: re.Match[str]) -> str:
        if unquoted(found[1][:-1]) != sheet:
            return found[0]
        box = follow(box_of(found[2]))
        return found[1] + absolute(box) if box else found[0]

    return _SHEET_AREA.sub(move, text) if only_areas(text) else text


def only_areas(text: str) -> bool:
    """Whether a text is nothing but areas with commas between."""
    return bool(re.fullmatch(rf"\s*\(?(?:{_SHEET_AREA.pattern})(?:,{_SHEET_AREA.pattern})*\)?\s*", text))
