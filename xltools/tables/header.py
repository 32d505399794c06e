"""Finding the header in any sheet: title lines above it, one to three rows, merged or not.

The header is where most of the table's headings stand. Of two that have as many, a title line above is left
out and a line of units below is taken in; further down the same header is a repetition.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xltools.cells import CellValue, Grid
from xltools.tables.headingrows import Corners, Heading, all_headings, headings, lowest_cell, named_unit
from xltools.tables.model import Table
from xltools.tables.vocabulary import LOOSE, NAME, Match, Vocabulary, vocabulary

DEEPEST = 3
"""Rows a header may have: 中央衔接资金 over 中央 over 下达."""

_LOOK_FURTHER = 3  # rows below a good header that are still tried
_MOST_TRIED = 1_000  # rows of words; a sheet of prose is not searched to its end


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands and what each sheet column is called.

    `at`: column name → sheet column. `headings`: sheet column → its heading as typed. `cells`: sheet
    column → the cell its lowest heading stands in (the first of a merged box). `unknown`: sheet columns
    whose heading names no column. `doubled`: column name → all sheet columns that claim it.
    `beside`: sheet columns whose heading is another wording of a column already there by its public name.
    `loosely`: columns recognised only after filler words were dropped. `units`: column name → unit in the
    heading's brackets.
    """

    top: int
    bottom: int
    at: dict[str, int]
    headings: dict[int, str]
    cells: dict[int, str]
    unknown: tuple[int, ...]
    doubled: dict[str, tuple[int, ...]]
    beside: dict[int, str]
    loosely: tuple[str, ...]
    units: dict[str, str]
    score: float


def find_header(grid: Grid, table: Table) -> Header | None:
    """The best header of `table` in the sheet, or None when nothing in it looks like one."""
    words, tried = vocabulary(table), 0
    if not grid.rows or len(grid.rows[0]) < words.enough:  # a sheet of prose
        return None
    corners = {(box[0], box[1]): box for box in grid.merged}
    best: _Candidate | None = None
    for start, row in enumerate(grid.rows):
        if tried > _MOST_TRIED or (best and best.is_complete and start > best.last + _LOOK_FURTHER):
            break
        tried += _wordy(row)
        for candidate in _candidates(grid, corners, start, words):
            if candidate.is_likely and (best is None or candidate.beats(best)):
                best = candidate
    return best.header() if best else None


def header_at(grid: Grid, table: Table) -> Header:
    """The header in the grid's first row, whatever it says: the header row of an Excel Table."""
    return _Candidate(grid, {}, 0, 1, vocabulary(table)).header()


def _candidates(grid: Grid, corners: Corners, start: int, words: Vocabulary) -> Iterator[_Candidate]:
    """One to three rows of words from row `start` on; every word below the first row must be a heading."""
    for last, row in enumerate(grid.rows[start : start + DEEPEST], start):
        if not _wordy(row) or (last > start and not all_headings(row)):
            return
        yield _Candidate(grid, corners, start, last - start + 1, words)


def _wordy(row: Sequence[CellValue]) -> bool:
    """Whether a row may be part of a header: words, and hardly any numbers."""
    words = numbers = 0
    for value in row:
        if type(value) is str:
            words += bool(value.strip())
        elif value is not None:
            numbers += 1
    return words > 0 and numbers * 4 <= words


class _Candidate:
    """Some rows of a grid taken for a header."""

    def __init__(self, grid: Grid, corners: Corners, start: int, depth: int, words: Vocabulary) -> None:
        self.grid, self.start, self.depth, self.words = grid, start, depth, words
        self.last = start + depth - 1
        self.headings: dict[int, Heading] = headings(grid, corners, start, depth)
        self.matches = _match(self.headings, words)
        self.names = {m.column for m in self.matches.values()}

    @property
    def score(self) -> float:
        """Columns found, the required ones twice; half a point less for each that took some guessing."""
        loose = sum(m.strength == LOOSE for m in self.matches.values())
        return len(self.names) + len(self.names & self.words.required) - 0.5 * loose

    def beats(self, other: _Candidate) -> bool:
        """More headings; or as many in fewer upper or more lower rows of the same place."""
        if self.score != other.score:
            return self.score > other.score
        overlaps = self.start <= other.last
        return overlaps and (self.start > other.start or self.depth > other.depth)

    @property
    def is_likely(self) -> bool:
        """At least two headings, one of them required."""
        enough = len(self.names) >= self.words.enough
        return enough and (not self.words.required or bool(self.names & self.words.required))

    @property
    def is_complete(self) -> bool:
        """Nothing required is missing."""
        return self.words.required <= self.names

    def header(self) -> Header:
        """Everything about this header."""
        at, doubled, beside = _settle(self.matches)
        start, depth = self.start, self.depth
        return Header(
            top=self.grid.top + start,
            bottom=self.grid.top + start + depth - 1,
            at=at,
            headings={j: "".join("".join(parts).split()) for j, parts in self.headings.items()},
            cells={j: lowest_cell(self.grid, start, depth, j) for j in self.headings},
            unknown=tuple(j for j in self.headings if j not in self.matches),
            doubled=doubled,
            beside=beside,
            loosely=tuple(m.column for m in self.matches.values() if m.strength == LOOSE),
            units={m.column: u for j, m in self.matches.items() if (u := named_unit(self.headings[j]))},
            score=self.score,
        )


def _match(found: dict[int, Heading], words: Vocabulary) -> dict[int, Match]:
    """Sheet column → what its heading names.

    A heading does not count without its group where the group tells others apart: 支出率 under 中央, beside
    下达 and 到位, is the rate of 中央 and no column of ours.
    """
    matches = {j: m for j, heading in found.items() if (m := words.match(heading))}
    telling = {found[j][:-1] for j, m in matches.items() if not m.alone and len(found[j]) > 1}
    return {j: m for j, m in matches.items() if not m.alone or found[j][:-1] not in telling}


def _settle(
    matches: dict[int, Match],
) -> tuple[dict[str, int], dict[str, tuple[int, ...]], dict[int, str]]:
    """Give each column its one sheet column; a public name beats other wordings, anything else is doubled."""
    at: dict[str, int] = {}
    doubled: dict[str, tuple[int, ...]] = {}
    beside: dict[int, str] = {}
    claims: dict[str, list[int]] = {}
    for j, match in matches.items():
        claims.setdefault(match.column, []).append(j)
    for name, columns in claims.items():
        named = [j for j in columns if matches[j].strength == NAME]
        at[name] = (named or columns)[0]
        if len(named) == 1:
            beside.update((j, name) for j in columns if j != named[0])
        elif len(columns) > 1:
            doubled[name] = tuple(columns)
    return at, doubled, beside
