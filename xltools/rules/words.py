"""第2、7、8条: words looked for in the texts of many projects at once, as an officer lists them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from xltools.errors import PolicyError
from xltools.policy import Policy
from xltools.tables.fold import half_width

SHORTEST = 2
"""Characters: a shorter word would be found nearly everywhere."""

_SEPARATORS = re.compile(r"[,;/|\n]+")
_BLANKS = re.compile(r"\s+")
_END = "\0"
"""Ends each text; no cell can hold it, and no word."""

_CODE_POINTS = 0x110000


class Occurrence(NamedTuple):
    """A word found: in which text, which word, and where in the folded text."""

    text: int
    word: int
    start: int


def fold(text: str) -> str:
    """Text as it is compared: half width, lower case, without blanks and line breaks."""
    return _BLANKS.sub("", half_width(text)).lower()


def split_words(typed: str) -> list[str]:
    """The words of a cell, parted by 、，；/ or a line break, each once and folded: 办公楼、楼堂馆所."""
    return list(dict.fromkeys(filter(None, map(fold, _SEPARATORS.split(half_width(typed))))))


def policy_words(policy: Policy, name: str) -> list[str]:
    """A parameter that lists words. PolicyError naming those too short to be looked for."""
    words = split_words(policy.text(name))
    short = [word for word in words if len(word) < SHORTEST]
    if short:
        raise PolicyError(
            f"参数“{name}”里的“{'、'.join(short)}”只有一个字，会处处命中。请改成两个字以上的词，用、隔开"
        )
    return words


def policy_kinds(policy: Policy, name: str) -> frozenset[str]:
    """A parameter that lists 项目类型; each matches a whole cell, so it may be of any length."""
    return frozenset(split_words(policy.text(name)))


def containing(texts: Sequence[str], words: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which texts contain one of the words."""
    found = np.zeros(len(texts), bool)
    found[[o.text for o in occurrences(texts, words)]] = True
    return found


def words_in(text: str, words: Sequence[str]) -> list[str]:
    """The words that stand in one text, in the order of the list."""
    body = fold(text)
    return [word for word in words if word in body]


def occurrences(texts: Sequence[str], words: Sequence[str]) -> Iterator[Occurrence]:
    """Every place of every (folded) word, text by text.

    All texts are searched as one: numpy finds the few places where a word's first two characters stand.
    """
    if not words or not len(texts):
        return
    body = fold(_END.join(texts) + _END)
    ends: list[int] = np.flatnonzero(_points(body) == 0).tolist()
    heads = _by_head(words)
    for at in _places(body, heads):
        text = bisect_left(ends, at)
        for number in heads.get(body[at : at + SHORTEST], ()):
            if body.startswith(words[number], at):
                yield Occurrence(text, number, at - (ends[text - 1] + 1 if text else 0))


def _by_head(words: Sequence[str]) -> dict[str, list[int]]:
    heads: dict[str, list[int]] = {}
    for number, word in enumerate(words):
        assert len(word) >= SHORTEST, word
        heads.setdefault(word[:SHORTEST], []).append(number)
    return heads


def _places(body: str, heads: Iterable[str]) -> list[int]:
    points, heads = _points(body), list(heads)
    first, second = np.zeros(_CODE_POINTS, bool), np.zeros(_CODE_POINTS, bool)
    first[[ord(head[0]) for head in heads]] = True
    second[[ord(head[1]) for head in heads]] = True
    places: list[int] = np.flatnonzero(first[points[:-1]] & second[points[1:]]).tolist()
    return places


def _points(body: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(body.encode("utf-32-le", "surrogatepass"), np.uint32)
