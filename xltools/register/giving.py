"""Which letter gets which number: decided from the register's rows and the number book, nothing written.

Numbers run without gaps in each (机关代字, 年), from 1 or from where the paper register ended, and are given
in the order of signing. A number once given belongs to its letter for good, void or not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from xltools.register.book import Entry
from xltools.register.number import Number, Series


@dataclass(frozen=True, slots=True)
class Letter:
    """A row of the register as numbering sees it: `ident` is its 登记号, `held` the number it carries.

    `due`: signed, not void and without a number; `signed` orders those.
    """

    ident: str
    series: Series
    title: str
    to: str
    signed: dt.date
    held: Number | None = None
    due: bool = False
    void: bool = False


@dataclass(slots=True)
class Giving:
    """What is decided, by position of the letter: `given` now, `again` (given before, never saved), `claimed`
    (written by hand, in order); `refused` says why a hand-written number cannot stand. `lost`: in the book,
    in no row.
    """

    given: dict[int, Number] = field(default_factory=dict)
    again: dict[int, Number] = field(default_factory=dict)
    claimed: dict[int, Number] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)
    lost: list[Entry] = field(default_factory=list)
    holes: list[Number] = field(default_factory=list)

    def entries(self, letters: Sequence[Letter], now: dt.datetime) -> list[Entry]:
        """The new lines of the book."""
        new = sorted({**self.claimed, **self.given}.items(), key=lambda item: item[1])
        return [Entry(n, letters[i].ident, letters[i].title, letters[i].to, now) for i, n in new]


def decide(letters: Sequence[Letter], known: Mapping[Number, Entry], begins: Iterable[Number] = ()) -> Giving:
    """Numbers for the letters that are due. `begins`: the first number of a series kept on paper before."""
    giving = Giving()
    ends = _Ends(known, begins)
    for i in sorted((i for i, each in enumerate(letters) if each.held), key=lambda i: _held(letters[i])):
        _judge_held(giving, ends, known, i, letters[i])
    before = {entry.letter: number for number, entry in known.items()}
    due = [i for i, each in enumerate(letters) if each.due and not each.held]
    for i in sorted(due, key=lambda i: (letters[i].signed, i)):
        earlier = before.get(letters[i].ident)
        if earlier and earlier.series == letters[i].series:
            giving.again[i] = earlier
        else:
            giving.given[i] = ends.take(letters[i].series)
    _miss(giving, letters, known, ends)
    return giving


class _Ends:
    """The last number of each series, moving on as numbers are given."""

    def __init__(self, known: Iterable[Number], begins: Iterable[Number]) -> None:
        self.first = {number.series: number.serial for number in begins}
        self._last: dict[Series, int] = {}
        for number in known:
            self._last[number.series] = max(number.serial, self._last.get(number.series, 0))

    def begin(self, series: Series) -> int:
        return self.first.get(series, 1)

    def next(self, series: Series) -> int:
        return max(self._last.get(series, 0) + 1, self.begin(series))

    def take(self, series: Series) -> Number:
        self._last[series] = self.next(series)
        return Number(series, self._last[series])


def _held(letter: Letter) -> Number:
    assert letter.held is not None
    return letter.held


def _judge_held(giving: Giving, ends: _Ends, known: Mapping[Number, Entry], i: int, letter: Letter) -> None:
    """A number that a row carries: the book's own, one to enter now, or one that cannot stand.

    A void row may hold any number of the book: it says what became of it.
    """
    number, entry = _held(letter), known.get(_held(letter))
    if entry is not None:
        if entry.letter != letter.ident and not letter.void:
            giving.refused[i] = f"{number}已给了“{entry.title}”（主送{entry.to}，{entry.when:%Y-%m-%d}）"
    elif number.serial > ends.next(number.series):
        giving.refused[i] = f"跳号：{number.series}下一个号是{ends.next(number.series)}"
    else:
        giving.claimed[i] = number
        if number.serial == ends.next(number.series):
            ends.take(number.series)


def _miss(giving: Giving, letters: Sequence[Letter], known: Mapping[Number, Entry], ends: _Ends) -> None:
    """What the book has and no row carries, and what neither has."""
    shown = {each.held for each in letters} | set(giving.again.values())
    giving.lost = [known[number] for number in sorted(known) if number not in shown]
    have = {*known, *giving.claimed.values()}
    for series in sorted({number.series for number in known}):
        top = max(number.serial for number in known if number.series == series)
        wanted = (Number(series, serial) for serial in range(ends.begin(series), top + 1))
        giving.holes += [number for number in wanted if number not in have]
