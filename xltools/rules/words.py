"""第2、7、8条: words looked for in the texts of many projects at once, as an officer lists them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from xltools.errors import PolicyError
from xltools.policy import Policy
from xltools.tables.fold import half_width

Numbers = npt.NDArray[np.int64]
Points = npt.NDArray[np.uint32]

SHORTEST = 2
"""Characters: a shorter word would be found nearly everywhere."""

_SEPARATORS = re.compile(r"[,;/|\n]+")
_BLANKS = re.compile(r"\s+")
_END = "\0"
"""Ends each text; no cell can hold it, and no word."""

_GONE = np.uint32(0xFFFFFFFF)
_SHIFT = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Where words stand in texts: arrays of one length, text by text, in each from left to right.

    `body` is all texts folded, one after the other; `begins` where each begins in it; `at` counts in it.
    """

    body: str
    begins: list[int]
    text: Numbers
    word: Numbers
    at: Numbers

    def around(self, text: int, at: int, length: int, context: int) -> str:
        """A place with what stands beside it in its text: …新建村委会办公楼两层…."""
        begin, end = self.begins[text], self.body.index(_END, at)
        left, right = max(begin, at - context), min(end, at + length + context)
        return f"{'…' if left > begin else ''}{self.body[left:right]}{'…' if right < end else ''}"


def fold(text: str) -> str:
    """Text as it is compared: half width, lower case, without blanks and line breaks."""
    return _BLANKS.sub("", half_width(text)).lower()


def fold_all(texts: Sequence[str]) -> list[str]:
    """`fold` of many texts."""
    return _text(_folded(_joined(texts))).split(_END)[:-1]


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
    found[occurrences(texts, words).text] = True
    return found


def words_in(text: str, words: Sequence[str]) -> list[str]:
    """The words that stand in one text, in the order of the list."""
    body = fold(text)
    return [word for word in words if word in body]


def occurrences(texts: Sequence[str], words: Sequence[str]) -> Occurrences:
    """Every place of every (folded) word. All texts are searched as one, all words in one pass."""
    points = _folded(_joined(texts))
    ends = np.flatnonzero(points == 0)
    places = _places(points, words)
    number = np.repeat(np.arange(len(words)), [len(found) for found in places])
    at = np.concatenate([*places, np.zeros(0, np.int64)]).astype(np.int64)
    order = np.argsort(at, kind="stable")
    begins = [0, *(ends + 1).tolist()]
    at, number = at[order], number[order]
    return Occurrences(_text(points), begins, np.searchsorted(ends, at), number, at)


def _joined(texts: Sequence[str]) -> str:
    """All texts, each with its end."""
    return _END.join([*texts, ""])


def _folded(body: str) -> Points:
    """`fold` of a long text as code points; each of its few different characters is folded once."""
    points = _points(body)
    table = np.arange(0x110000, dtype=np.uint32)
    for point in np.flatnonzero(np.bincount(points)).tolist():
        folded = fold(chr(point))
        table[point] = ord(folded) if len(folded) == 1 else point if folded else _GONE
    folded_points: Points = table[points]
    return np.compress(folded_points != _GONE, folded_points)


def _places(points: Points, words: Sequence[str]) -> list[Numbers]:
    """For each word the places where it begins: where its first two characters stand, then the others."""
    heads = [_points(word[:SHORTEST]) for word in words]
    first, second = np.zeros(0x110000, bool), np.zeros(0x110000, bool)
    for head in heads:
        first[head[0]] = second[head[1]] = True
    candidates = np.flatnonzero(first[points[:-1]] & second[points[1:]])
    pairs = _pair(points[candidates], points[candidates + 1])
    order = np.argsort(pairs, kind="stable")
    pairs, candidates = pairs[order], candidates[order]
    padded = np.concatenate([points, np.zeros(max(map(len, words), default=0), np.uint32)])
    places = []
    for word, head in zip(words, heads, strict=True):
        pair = _pair(head[:1], head[1:])[0]
        found = candidates[np.searchsorted(pairs, pair) : np.searchsorted(pairs, pair, "right")]
        for offset, character in enumerate(word[SHORTEST:], SHORTEST):
            found = found[padded[found + offset] == ord(character)]
        places.append(found)
    return places


def _pair(first: Points, second: Points) -> npt.NDArray[np.uint64]:
    return (first.astype(np.uint64) << _SHIFT) | second


def _points(text: str) -> Points:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _text(points: Points) -> str:
    return points.tobytes().decode("utf-32-le", "surrogatepass")
