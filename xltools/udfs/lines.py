"""An argument that is one column (or one row) of cells, read by the same parsers as the workbooks' tables."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from xltools.cells import CellValue
from xltools.tables.fold import folded
from xltools.tables.model import Column, Kind, shown
from xltools.tables.parse import parse_column
from xltools.udfs.answers import Answer, Cell, Wrong, refuse, stop_at
from xltools.udfs.given import Given

NOT_RANKED = frozenset({"不参评", "未上报", "未报"})
"""What stands where a county has no figure; such a row is left blank like an empty one."""

_LONGEST_SHOWN = 20
_LARGEST = 1e12
"""No number in an office is larger; a text of 400 digits would be infinite."""

_AN_ANSWER = "XT_"


@dataclass(frozen=True, slots=True)
class Line:
    """The cells of one argument in a line. `label` is what the argument is called in messages."""

    label: str
    given: Given
    cells: Sequence[CellValue]

    @property
    def across(self) -> bool:
        """Whether it is a row of cells rather than a column."""
        return self.given.height == 1 and self.given.width > 1

    @property
    def length(self) -> int:
        """How many cells were given, the blank ones at the end included."""
        return max(self.given.height, self.given.width)

    def wrong(self, i: int, problem: str, remedy: str) -> Wrong:
        """Something to mend at cell i."""
        value = shown(self.cells[i]).strip()[:_LONGEST_SHOWN] if i < len(self.cells) else ""
        place = self.given.place(0, i) if self.across else self.given.place(i, 0)
        return Wrong(self.label, place, value, problem, remedy)

    def parsed(self, kind: Kind, ignored: Collection[str] = (), low: float | None = None) -> list[Any]:
        """The clean value of every cell, None where blank or one of `ignored`. ArgumentError with all that is
        wrong, or when there is no value at all.

        Of whole columns the headings above the first value count as blank.
        """
        self._stop_at_an_answer()
        cells = [None if isinstance(v, str) and folded(v) in ignored else v for v in self.cells]
        column = Column(self.label, kind, low=-_LARGEST if low is None else low, high=_LARGEST)
        values, problems = parse_column(column, cells)
        if self.given.whole:
            first = next((i for i, value in enumerate(values) if value is not None), 0)
            problems = [(i, problem) for i, problem in problems if i >= first]
        stop_at([self.wrong(i, p.problem, p.remedy) for i, p in problems])
        if all(value is None for value in values):
            raise refuse(self.label, "是空的", "选有内容的一列")
        return values

    def blanks(self, values: Sequence[Any], rows: Iterable[int], remedy: str) -> Iterator[Wrong]:
        """A complaint for each of `rows` in which there is no value."""
        for i in rows:
            if i >= len(values) or values[i] is None:
                yield self.wrong(i, "是空的", remedy)

    def _stop_at_an_answer(self) -> None:
        """A cell that holds another function's complaint is told once, not read as a wrong number."""
        for i, value in enumerate(self.cells):
            if isinstance(value, str) and value.startswith(_AN_ANSWER):
                wrong = self.wrong(i, "是另一个函数的提示", "先照那条提示改好")
                stop_at([wrong._replace(value="")])


def line(label: str, given: Given) -> Line:
    """An argument as one line of cells; a block of several rows and columns is refused."""
    if given.parts > 1:
        raise refuse(label, f"选了{given.parts}块区域", "只选连成一片的一列")
    if given.height > 1 and given.width > 1:
        raise refuse(label, f"给了{given.width}列", "只给一列")
    return Line(label, given, list(chain.from_iterable(given.rows)))


def optional_line(label: str, given: Given | None, beside: Line | None = None) -> Line | None:
    """The same for an argument that may be left out or blank; of one length with `beside`."""
    if given is None or given.blank:
        return None
    found = line(label, given)
    if beside is not None:
        stop_at_lengths(beside, found)
    return found


def single(label: str, given: Given | None, kind: Kind, low: float | None = None) -> Any:
    """The one value of an argument, None where it is left out or blank."""
    found = optional_line(label, given)
    if found is None:
        return None
    if found.length > 1:
        raise refuse(label, f"给了{found.length}格", "只给一格")
    return found.parsed(kind, low=low)[0]


def stop_at_lengths(main: Line, other: Line) -> None:
    """ArgumentError when the two are not of one length."""
    if main.length != other.length:
        problem = f"有{other.length}格，{main.label}有{main.length}格"
        raise refuse(other.label, problem, "选一样长的")


def codes_of(codes: Line, rows: Sequence[int]) -> list[str]:
    """The codes in `rows`; ArgumentError where one is blank or stands twice."""
    values = padded(codes.parsed(Kind.CODE), max(rows, default=-1) + 1)
    wrongs = list(codes.blanks(values, rows, "填行政区划代码"))
    first: dict[str, int] = {}
    for i in rows:
        seen = first.setdefault(values[i], i)
        if seen != i and values[i] is not None:
            wrongs.append(codes.wrong(i, f"与 {codes.wrong(seen, '', '').place} 重复", "一个县只留一行"))
    stop_at(wrongs)
    return [values[i] for i in rows]


def padded(values: Sequence[Any], length: int) -> list[Any]:
    """The values, None up to `length`."""
    return [*values, *[None] * (length - len(values))]


def spread(main: Line, *columns: Sequence[Cell | None]) -> Answer:
    """The columns of an answer in the shape of `main`: as long as it was given, a row where it is a row.

    Of whole columns only as far as they are filled.
    """
    length = max(map(len, columns)) if main.given.whole else main.length
    lines = [["" if v is None else v for v in padded(column, length)] for column in columns]
    return lines if main.across else [list(row) for row in zip(*lines, strict=True)]
