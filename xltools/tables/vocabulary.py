"""The words a table's headers may be written in: names, aliases, and headings split over several rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import permutations
from typing import NamedTuple

from xltools.tables.fold import HeaderText, header_text
from xltools.tables.model import Table

NAME, ALIAS, LOOSE = 3, 2, 1
"""How surely a heading names a column: its public name, a declared alias, the same less filler words."""

_FILLERS = re.compile(r"资金|财政|衔接|补助|推进|乡村振兴|金额|总额|累计|情况|已(?=下达|到位|支出)")
_COUNTED = re.compile(r"(下达|到位|支出)[数额]$")
_LEVELS = {
    "中央级": "中央",
    "国家": "中央",
    "省": "省级",
    "省本级": "省级",
    "市": "市级",
    "市州": "市级",
    "市本级": "市级",
    "县": "县级",
    "县区": "县级",
    "区县": "县级",
    "县市区": "县级",
    "县本级": "县级",
    "区级": "县级",
    "县区级": "县级",
}
_SHORTEST_LOOSE = 3
_SHORTEST_ALONE = 2
_REMEMBERED = 20_000


TOTALS = frozenset({"合计", "总计", "小计", "共计", "四级合计", "资金合计"})
"""Groups under which a heading means what it means alone: 支出率 under 合计."""


class Match(NamedTuple):
    """The column that a heading names, and how surely; `alone`: without the group it stands under."""

    column: str
    strength: int
    alone: bool = False


class Vocabulary:
    """The headings of one table; `enough` of them in a row may be its header.

    `match` takes the heading of one sheet column, from the top row down.
    """

    def __init__(self, table: Table) -> None:
        self.enough = min(2, len(table.columns))
        self.required = frozenset(c.name for c in table.columns if c.required)
        self._exact: dict[str, Match] = {}
        loose: dict[str, set[str]] = {}
        for column in table.columns:
            for word in (column.name, *column.aliases):
                key = header_text(word).full
                self._exact.setdefault(key, Match(column.name, ALIAS))
                loose.setdefault(_loose(key), set()).add(column.name)
            self._exact[header_text(column.name).full] = Match(column.name, NAME)
        self._loose = {
            key: Match(next(iter(names)), LOOSE)
            for key, names in loose.items()
            if len(names) == 1 and len(key) >= _SHORTEST_LOOSE
        }
        self._longest = max(map(len, [*self._exact, *_LEVELS]))
        self._seen: dict[tuple[str, ...], Match | None] = {}

    def match(self, heading: tuple[str, ...]) -> Match | None:
        """The column that a heading such as ("中央资金", "下达数") names."""
        if heading not in self._seen:
            if len(self._seen) >= _REMEMBERED:  # a title above the header makes each county's its own
                self._seen.clear()
            self._seen[heading] = self._find([t for t in map(header_text, heading) if t.full])
        return self._seen[heading]

    def _find(self, parts: list[HeaderText]) -> Match | None:
        return self._exactly(parts) or self._loosely(parts)

    def _exactly(self, parts: list[HeaderText]) -> Match | None:
        """As declared, or with the level named shortly: 下达 over 省 is 省级下达."""
        short = [part for part in parts if len(part.full) <= self._longest]  # a title names no column
        keys = [[t.full for t in group] for group in _orders(short)]
        keys += [[_LEVELS.get(key, key) for key in group] for group in keys]
        found = (self._exact.get("".join(group)) for group in keys)
        return next((m for m in found if m), None) or self._alone(parts, self._exact.get)

    def _loosely(self, parts: list[HeaderText]) -> Match | None:
        keys = ("".join(_level(t.full) for t in group) for group in _orders(parts))
        found = next((m for m in map(self._loose_or_exact, keys) if m), None)
        found = found or self._alone(parts, self._loose_or_exact)
        return found._replace(strength=LOOSE) if found else None

    def _loose_or_exact(self, key: str) -> Match | None:
        return self._exact.get(key) or self._loose.get(_loose(key))

    def _alone(self, parts: list[HeaderText], look_up: Callable[[str], Match | None]) -> Match | None:
        """The lowest heading by itself; under a group a single character (市) says too little."""
        if not parts or (len(parts) > 1 and len(parts[-1].full) < _SHORTEST_ALONE):
            return None
        found = look_up(parts[-1].full) or look_up(parts[-1].bare)
        under = len(parts) > 1 and parts[-2].full not in TOTALS
        return found._replace(alone=under) if found else None


@lru_cache(maxsize=64)
def vocabulary(table: Table) -> Vocabulary:
    """The headings of a table, made once."""
    return Vocabulary(table)


def _orders(parts: list[HeaderText]) -> Iterator[tuple[HeaderText, ...]]:
    """Two or more of the parts in every order, most parts first: 中央 over 下达, or 下达 over 中央."""
    for n in range(len(parts), 1, -1):
        yield from permutations(parts, n)


def _loose(key: str) -> str:
    return _COUNTED.sub(r"\1", _FILLERS.sub("", key))


def _level(key: str) -> str:
    bare = _loose(key)
    return _LEVELS.get(bare, bare)
