"""第2条 三个目录清单: the entries of the lists as the officer keeps them, and what must be mended in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from xltools.rules.art12.roster import Row, text
from xltools.rules.problems import Problem
from xltools.rules.words import SHORTEST, split_words
from xltools.tables.declared.lists import LISTS

ALL_OF = "+"
"""Joins words that must all be there: 村委会+装修."""

_TYPED = ("关键词", "同义词", "排除词")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of one list. Any of `wanted` hits, when all its words are there; `excluded` takes back."""

    list_: str
    number: str
    text: str
    wanted: tuple[tuple[str, ...], ...]
    excluded: tuple[str, ...]
    area: str
    basis: str

    @property
    def words(self) -> tuple[str, ...]:
        """Every word whose place in a text matters."""
        return tuple(dict.fromkeys(word for group in self.wanted for word in group))

    def covers(self, code: str) -> bool:
        """Whether the entry is for projects of this county: 511100 is all of 5111…, 510000 all of 51…."""
        return code.startswith(_prefix(self.area))


def entries(lists: Mapping[str, pd.DataFrame]) -> list[Entry]:
    """第2条: the entries of 负面清单, 正面清单 and 产业目录, in this order. `list_problems` must be empty."""
    return [_entry(name, row) for name in LISTS if name in lists for row in lists[name].to_dict("records")]


def list_problems(lists: Mapping[str, pd.DataFrame]) -> list[Problem]:
    """第2条: every cell of the lists that would hit everything, or nothing, or cannot be told apart."""
    return [
        problem
        for name in LISTS
        if name in lists
        for problem in _table_problems(name, lists[name].to_dict("records"))
    ]


def _table_problems(name: str, rows: Sequence[Row]) -> Iterator[Problem]:
    seen: set[str] = set()
    for i, row in enumerate(rows):
        number = text(row["编号"])
        if not number or number in seen:
            problem = f"编号“{number}”重复" if number else "没有编号"
            yield Problem(i, "编号", problem, "每个条目一个编号，决定按编号记住", name)
        seen.add(number)
        yield from _word_problems(name, i, row)


def _word_problems(name: str, i: int, row: Row) -> Iterator[Problem]:
    typed = {column: split_words(text(row[column])) for column in _TYPED}
    if not typed["关键词"]:
        yield Problem(i, "关键词", "没有关键词", "填两个字以上的词；没有词的条目查不出项目", name)
    for column in _TYPED:
        short = [word for word in typed[column] if any(len(w) < SHORTEST for w in _group(word))]
        if short:
            problem = f"“{'、'.join(short)}”里有不到两个字的词，会处处命中"
            yield Problem(i, column, problem, "改成两个字以上的词", name)
    both = set(typed["排除词"]) & {*typed["关键词"], *typed["同义词"]}
    if both:
        problem = f"“{'、'.join(sorted(both))}”同时是关键词，永远不会命中"
        yield Problem(i, "排除词", problem, "删去其中一处", name)
    if any(ALL_OF in word for word in typed["排除词"]):
        yield Problem(i, "排除词", "排除词不能用+", "每个排除词单独写", name)


def _entry(name: str, row: Row) -> Entry:
    wanted = [*split_words(text(row["关键词"])), *split_words(text(row["同义词"]))]
    return Entry(
        list_=name,
        number=text(row["编号"]),
        text=text(row["条目"]),
        wanted=tuple(dict.fromkeys(map(_group, wanted))),
        excluded=tuple(split_words(text(row["排除词"]))),
        area=text(row["适用地区"]),
        basis=text(row["依据"]),
    )


def _group(word: str) -> tuple[str, ...]:
    return tuple(word.split(ALL_OF))


def _prefix(area: str) -> str:
    """510000 → 51, 511100 → 5111, 511102 → 511102, blank → blank."""
    if area.endswith("0000"):
        return area[:2]
    return area[:4] if area.endswith("00") else area
