"""Where the tables stand that live formulas refer to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xltools.cells import column_letter


@dataclass(frozen=True, slots=True)
class TableRange:
    """The data rows of a table, `first` to `last` as on the screen; `columns` maps a header to its letter."""

    sheet: str
    first: int
    last: int
    columns: Mapping[str, str]

    @classmethod
    def at(cls, sheet: str, header_row: int, rows: int, names: Sequence[str], left: int = 1) -> TableRange:
        """A table whose header starts at (header_row, left), from 1, with `rows` rows of data below."""
        letters = {name: column_letter(left + i) for i, name in enumerate(names)}
        return cls(sheet, header_row + 1, header_row + max(rows, 1), letters)

    def column(self, name: str) -> str:
        """'调度表'!$G$5:$G$187."""
        letter = self.columns[name]
        return f"{quoted(self.sheet)}!${letter}${self.first}:${letter}${self.last}"


@dataclass(frozen=True, slots=True)
class RankingAddresses:
    """The tables that 公式校核 of 调度排名 looks at."""

    dispatch: TableRange
    ranking: TableRange
    cities: TableRange
    parameters: TableRange


def quoted(sheet: str) -> str:
    """A sheet's name as a formula writes it."""
    return "'" + sheet.replace("'", "''") + "'"


def literal(text: str) -> str:
    """A text as a formula writes it."""
    return '"' + text.replace('"', '""') + '"'
