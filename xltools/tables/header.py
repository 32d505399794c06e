"""Finding the header in any sheet: title lines above it, one to three rows, merged or not.

The header is where most of the table's headings stand; a tie goes to the shallower, then the earlier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xltools.cells import Box, CellValue, Grid, address
from xltools.tables.fold import header_text, trimmed
from xltools.tables.model import Table
from xltools.tables.vocabulary import LOOSE, NAME, Match, Vocabulary, vocabulary

DEEPEST = 3
"""Rows a header may have: 中央衔接资金 over 中央 over 下达."""

_LOOK_FURTHER = 3  # rows below a good header that are still tried


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

    @property
    def rank(self) -> tuple[float, int]:
        """More headings first, then fewer rows."""
        return self.score, self.top - self.bottom


def find_header(grid: Grid, table: Table) -> Header | None:
    """The best header of `table` in the sheet, or None when nothing in it looks like one."""
    words = vocabulary(table)
    corners = {(box[0], box[1]): box for box in grid.merged}
    best: Header | None = None
    for start, row in enumerate(grid.rows):
        if best and grid.top + start > best.bottom + _LOOK_FURTHER and _complete(best, table):
            break
        if not _wordy(row):
            continue
        for depth in range(1, DEEPEST + 1):
            if not all(_wordy(r) for r in grid.rows[start + 1 : start + depth]) or start + depth > len(
                grid.rows
            ):
                break
            found = _header(grid, corners, start, depth, words, table)
            if found and (best is None or found.rank > best.rank):
                best = found
    return best


def header_at(grid: Grid, table: Table) -> Header:
    """The header in the grid's first row, whatever it says: the header row of an Excel Table."""
    return _read(grid, {}, 0, 1, vocabulary(table), table)


def _complete(header: Header, table: Table) -> bool:
    return all(c.name in header.at for c in table.columns if c.required)


def _wordy(row: Sequence[CellValue]) -> bool:
    """Whether a row may be part of a header: words, and hardly any numbers."""
    words = numbers = 0
    for value in row:
        if type(value) is str:
            words += bool(value)
        elif value is not None:
            numbers += 1
    return words > 0 and numbers * 4 <= words


def _header(
    grid: Grid, corners: dict[tuple[int, int], Box], start: int, depth: int, words: Vocabulary, table: Table
) -> Header | None:
    header = _read(grid, corners, start, depth, words, table)
    required = [c.name for c in table.columns if c.required]
    if len(header.at) < min(2, len(table.columns)):
        return None
    return header if not required or any(name in header.at for name in required) else None


def _read(
    grid: Grid, corners: dict[tuple[int, int], Box], start: int, depth: int, words: Vocabulary, table: Table
) -> Header:
    headings = _headings(grid, corners, start, depth)
    matches = {j: m for j, parts in headings.items() if (m := words.match(parts))}
    at, doubled, beside = _settle(matches)
    units = {m.column: u for j, m in matches.items() if (u := _unit(headings[j]))}
    loosely = tuple(m.column for m in matches.values() if m.strength == LOOSE)
    required = {c.name for c in table.columns if c.required}
    return Header(
        top=grid.top + start,
        bottom=grid.top + start + depth - 1,
        at=at,
        headings={j: "".join(map(_tidy, parts)) for j, parts in headings.items()},
        cells={j: _lowest(grid, start, depth, j) for j in headings},
        unknown=tuple(j for j in headings if j not in matches),
        doubled=doubled,
        beside=beside,
        loosely=loosely,
        units=units,
        score=len(at) + len(required & set(at)) - 0.5 * len(loosely),
    )


def _settle(
    matches: dict[int, Match],
) -> tuple[dict[str, int], dict[str, tuple[int, ...]], dict[int, str]]:
    """Give each column its one sheet column; a public name beats other wordings, anything else is doubled."""
    at: dict[str, int] = {}
    doubled: dict[str, tuple[int, ...]] = {}
    beside: dict[int, str] = {}
    for name in dict.fromkeys(m.column for m in matches.values()):
        claims = [j for j, m in matches.items() if m.column == name]
        named = [j for j in claims if matches[j].strength == NAME]
        at[name] = (named or claims)[0]
        if len(named) == 1:
            beside.update((j, name) for j in claims if j != named[0])
        elif len(claims) > 1:
            doubled[name] = tuple(claims)
    return at, doubled, beside


def _headings(
    grid: Grid, corners: dict[tuple[int, int], Box], start: int, depth: int
) -> dict[int, tuple[str, ...]]:
    """Sheet column → its heading from the top row down, group cells carried over their columns."""
    rows = [[_label(v) for v in row] for row in grid.rows[start : start + depth]]
    for level in range(depth - 1):
        _carry_groups(rows, level, grid, corners, start)
    headings = {}
    for j in range(len(rows[0])):
        parts = tuple(dict.fromkeys(row[j] for row in rows if row[j]))
        if parts:
            headings[grid.left + j] = parts
    return headings


def _carry_groups(
    rows: list[list[str]], level: int, grid: Grid, corners: dict[tuple[int, int], Box], start: int
) -> None:
    """Repeat each group cell to the right: over its merged box, or over blanks with headings below them."""
    group, last = "", -1
    below = rows[level + 1 :]
    for j, label in enumerate(rows[level]):
        if label:
            box = corners.get((grid.top + start + level, grid.left + j))
            to_bottom = box is not None and box[2] >= grid.top + start + len(rows) - 1
            group = "" if to_bottom or not header_text(label).full else label
            last = box[3] - grid.left if box else len(rows[level])
        elif group and j <= last and any(row[j] for row in below):
            rows[level][j] = group
        elif j > last or not any(row[j] for row in below):
            group = ""


def _lowest(grid: Grid, start: int, depth: int, column: int) -> str:
    """The lowest cell of the header that says something in a sheet column."""
    rows = range(start + depth - 1, start - 1, -1)
    said = (i for i in rows if _label(grid.rows[i][column - grid.left]))
    return address(grid.top + next(said, start), column)


def _label(value: CellValue) -> str:
    """The text of a header cell; labels such as 填报单位： are none."""
    if not isinstance(value, str):
        return ""
    text = trimmed(value)
    folded = header_text(text)
    return text if folded.full or folded.unit else ""


def _unit(parts: tuple[str, ...]) -> str:
    return next((u for part in reversed(parts) if (u := header_text(part).unit)), "")


def _tidy(text: str) -> str:
    return "".join(text.split())
