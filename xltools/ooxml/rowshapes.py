"""Patterns that match a whole <row> at once: one for any row up to a width, and some learned from returns.

Cells of one column mostly carry the same attributes, and returns of one template the same ones. A pattern
that expects them is a third faster than one that captures them; to compile it takes as long as it saves on
`_WORTHWHILE` rows, so it is made after so many that no learned pattern fits, and after twice as many where
the last one was of no use. A pattern is only ever a guess: a row matches as a whole, to the last byte, or
another pattern is tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from xltools.cells import column_letter, column_number

Match: TypeAlias = tuple[str | None, ...]

_HEAD_ROWS, _BLOCK = 8, 512
"""Rows handed over at a time. The first few, where titles and headers stand, go by themselves, so that the
columns below are of one kind; the size bounds the memory of a sheet of empty styled rows."""

_AFTER_A_MISS = 32  # rows matched by the general pattern before a learned one is tried again
_WORTHWHILE, _ENOUGH = 1_500, 100  # rows seen before one learns, and in the block one learns from
_REMEMBERED, _MOST_FORMS = 8, 3
_WIDEST, _ROUND = 1024, 8

_FORMULA = r"f[ >/][^<]*+<(?:/f><|)v"
_SPACE = r'(?: xml:space="preserve"|)'
_CONTENT = rf"<(?:v|{_FORMULA}|is><t){_SPACE}>([^<]*+)</(?:v|t></is)></c>"
_CONTENTS = {
    "inlineStr": rf"<is><t{_SPACE}>([^<]*+)</t></is></c>",
    "str": rf"<(?:v|{_FORMULA}){_SPACE}>([^<]*+)</v></c>",
    "": rf"<(?:v|{_FORMULA})>([^<]*+)</v></c>",
}
"""What stands in a filled cell, by its type; the last for all other types."""

_BLANK = "(?:/>|></c>)"
_ANY = rf"([^<>/]*+)(?:/>|>(?:{_CONTENT}|</c>))"
_REFERENCE = re.compile(r'<c r="([A-Z]{1,3})\d')
_TYPE = re.compile(r' t="(\w+)"')


class UnusualError(Exception):
    """The sheet is not of the usual shape."""


class RowShape(NamedTuple):
    """A pattern for a row: number and attributes of the row, then for each column the text of the cell.

    `expected` are the attributes of a filled cell by column, None where the pattern captures them, as a
    group before the text.
    """

    pattern: re.Pattern[str]
    expected: Match

    @property
    def is_general(self) -> bool:
        """Whether the attributes of every cell are captured."""
        return self.expected.count(None) == len(self.expected)


class Blocks:
    """The rows from a position on, right behind one another, a block of one shape at a time."""

    def __init__(self, source: str, position: int) -> None:
        self.position = position
        self._source = source
        self._width = _ROUND
        self._size = _HEAD_ROWS
        self._hit = False

    def __iter__(self) -> Iterator[tuple[RowShape, list[Match]]]:
        shape, rows = self._block(any_row(self._width))
        while rows:
            yield shape, rows
            learned = LEARNED.fitting(self._source, self.position)
            self._size = _AFTER_A_MISS if self._hit and not learned else _BLOCK
            self._hit = self._hit or learned is not None
            shape, rows = self._block(learned or any_row(self._width))

    def _block(self, shape: RowShape) -> tuple[RowShape, list[Match]]:
        rows: list[Match] = []
        match, position = shape.pattern.match, self.position
        while len(rows) < self._size and (found := match(self._source, position)):
            rows.append(found.groups())
            position = found.end()
        self.position = position
        if not rows and self._source.startswith("<row ", position):
            return self._block(self._wider())
        return shape, rows

    def _wider(self) -> RowShape:
        """Room for the row at hand; a row that has room already is of another shape."""
        end = self._source.find("</row>", self.position)
        last = self._source.rfind('<c r="', self.position, max(end, 0))
        found = _REFERENCE.match(self._source, last) if last >= 0 else None
        width = -(-column_number(found[1]) // _ROUND) * _ROUND if found else 0
        if not self._width < width <= _WIDEST:
            raise UnusualError
        self._width = width
        return any_row(width)


class RowShapes:
    """Shapes learned from the rows read in this process; the latest are tried first."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Start anew, as a fresh process does."""
        self._shapes: list[RowShape] = []
        self._unfitting, self._patience, self._used = 0, _WORTHWHILE, True

    def fitting(self, source: str, position: int) -> RowShape | None:
        """A learned shape that the row at a position has."""
        found = next((s for s in self._shapes if s.pattern.match(source, position)), None)
        self._used = self._used or found is not None
        return found

    def saw(self, columns: Sequence[tuple[Match, Match]]) -> None:
        """Take note of rows that only the general pattern fits: attributes and texts of each column."""
        count = len(columns[0][0])
        self._unfitting += count
        if self._unfitting >= self._patience and count >= _ENOUGH:
            self._patience = _WORTHWHILE if self._used else 2 * self._patience
            self._unfitting, self._used = 0, False
            self._shapes = [_learned(columns), *self._shapes][:_REMEMBERED]


LEARNED = RowShapes()


@lru_cache(maxsize=32)
def any_row(width: int) -> RowShape:
    """The shape of any row of the usual writers, up to `width` columns."""
    return _shape([_cell(n, _ANY, optional=True) for n in range(1, width + 1)], (None,) * width)


def _shape(cells: Sequence[str], expected: Match) -> RowShape:
    return RowShape(re.compile(rf'<row r="([1-9]\d*+)"([^<>/]*+)(?:/>|>{"".join(cells)}</row>)'), expected)


def _cell(column: int, attributes_and_content: str, optional: bool) -> str:
    return rf'(?:<c r="{column_letter(column)}\1"{attributes_and_content}{"|" if optional else ""})'


def _learned(columns: Sequence[tuple[Match, Match]]) -> RowShape:
    known = [_known(*column) for column in columns]
    cells = (
        _cell(number, pattern or _ANY, None in attributes)
        for number, ((_, pattern), (attributes, _)) in enumerate(zip(known, columns, strict=True), 1)
    )
    return _shape(list(cells), tuple(expected for expected, _ in known))


def _known(attributes: Match, texts: Match) -> tuple[str | None, str]:
    """The attributes of filled cells and a pattern that expects them; neither where cells differ much."""
    cells = [(a, t) for a, t in zip(attributes, texts, strict=True) if a is not None]
    filled = {a for a, t in cells if t is not None}
    blank = {a for a, t in cells if t is None} | {_TYPE.sub("", a) for a in filled}
    if len(filled) != 1 or len(blank) > _MOST_FORMS:
        return None, ""
    (expected,) = filled
    kind = _TYPE.search(expected)
    content = f">{_CONTENTS.get(kind[1] if kind else '', _CONTENTS[''])}"
    itself = f"{re.escape(expected)}(?:{content}{f'|{_BLANK}' if expected in blank else ''})"
    others = "|".join(map(re.escape, sorted(blank - {expected})))
    return expected, f"(?:{itself}|(?:{others}){_BLANK})" if others else itself
