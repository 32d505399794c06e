"""第2条 清单筛查: which entry hits which project, by which words, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce

import numpy as np

from xltools.policy import Policy
from xltools.rules.art02.entries import Entry
from xltools.rules.projects import Mask, Projects
from xltools.rules.words import Numbers, Occurrences, occurrences, policy_kinds
from xltools.tables.declared.lists import CATALOGUE

SEARCHED = ("项目名称", "二级类型", "建设内容")
"""Columns in which the words are looked for, the most telling first."""


class Places:
    """Every place of every word of the lists in the projects; places count from 0."""

    def __init__(self, projects: Projects, listed: Iterable[Entry]) -> None:
        used = dict.fromkeys(word for entry in listed for word in (*entry.words, *entry.excluded))
        self.words = list(used)
        self.number = {word: number for number, word in enumerate(self.words)}
        texts = np.concatenate([projects.text(name) for name in SEARCHED])
        self.found: Occurrences = occurrences(texts.tolist(), self.words)
        self.row: Numbers = self.found.text % max(1, len(projects))
        order = np.argsort(self.found.word, kind="stable")
        bounds = np.searchsorted(self.found.word[order], np.arange(len(self.words) + 1))
        spans = zip(self.words, bounds, bounds[1:], strict=False)
        self._of = {word: order[low:high] for word, low, high in spans}

    def of(self, words: Iterable[str]) -> Numbers:
        """The places of these words, word by word."""
        return np.concatenate([np.zeros(0, np.int64), *(self._of[word] for word in words)])


class Hits:
    """The places of every hit (each word once), by entry, then by project."""

    def __init__(self, projects: Projects, listed: Sequence[Entry], policy: Policy) -> None:
        self.places = Places(projects, listed)
        kept = [_hitting(entry, self.places) for entry in listed]
        kept = [
            at[_meant(entry, projects, policy)[self.places.row[at]]]
            for entry, at in zip(listed, kept, strict=True)
        ]
        self.entry: Numbers = np.repeat(np.arange(len(listed)), [len(at) for at in kept])
        self.place: Numbers = np.concatenate([np.zeros(0, np.int64), *kept])
        self.row: Numbers = self.places.row[self.place]

        new = (np.diff(self.entry, prepend=-1) != 0) | (np.diff(self.row, prepend=-1) != 0)
        self.starts: Numbers = np.flatnonzero(new)
        """Where the places of each hit begin; they end where the next begin."""


def _hitting(entry: Entry, places: Places) -> Numbers:
    """The first place of each word that hits a project, project by project, words in the entry's order."""
    at = _not_excluded(entry, places)
    at = at[_complete(entry, places, at)]
    order = {places.number[word]: i for i, word in enumerate(entry.words)}
    rank = np.array([order[number] for number in places.found.word[at].tolist()], np.int64)
    at = at[np.lexsort((places.found.at[at], rank, places.row[at]))]
    row, word = places.row[at], places.found.word[at]
    first = (np.diff(row, prepend=-1) != 0) | (np.diff(word, prepend=-1) != 0)
    return np.compress(first, at)


def _not_excluded(entry: Entry, places: Places) -> Numbers:
    """What no 排除词 takes back: one that contains a word (汽车露营地 for 汽车) that place alone, any other
    every place in the project.
    """
    at = places.of(entry.words)
    plain = [word for word in entry.excluded if not any(part in word for part in entry.words)]
    at = at[~np.isin(places.row[at], places.row[places.of(plain)])]
    inside = np.zeros(len(at), bool)
    for word in entry.excluded:
        if word not in plain:
            inside |= _covered(entry, word, places, at)
    return np.compress(~inside, at)


def _covered(entry: Entry, around: str, places: Places, at: Numbers) -> Mask:
    """Which places lie inside an occurrence of the word `around`."""
    begins = places.found.at[places.of([around])]
    inside = np.zeros(len(at), bool)
    for word in entry.words:
        own = places.found.word[at] == places.number[word]
        for offset in range(len(around) - len(word) + 1):
            if around.startswith(word, offset):
                inside |= own & np.isin(places.found.at[at], begins + offset)
    return inside


def _complete(entry: Entry, places: Places, at: Numbers) -> Mask:
    """Places of words whose whole group (村委会+装修) is in the project."""
    row, word = places.row[at], places.found.word[at]
    keep = np.zeros(len(at), bool)
    for group in entry.wanted:
        numbers = [places.number[each] for each in group]
        rows = reduce(np.intersect1d, [row[word == number] for number in numbers])
        keep |= np.isin(word, numbers) & np.isin(row, rows)
    return keep


def _meant(entry: Entry, projects: Projects, policy: Policy) -> Mask:
    """The projects an entry is for: those of its area; 产业目录 for 帮扶产业 alone."""
    numbers, codes = projects.wordings("行政区划代码")
    meant = np.array([entry.covers(code) for code in codes], bool)[numbers]
    if entry.list_ == CATALOGUE:
        meant &= projects.is_("项目类型", policy_kinds(policy, "帮扶产业项目类型"))
    return meant
