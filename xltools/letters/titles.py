"""公文标题: long titles broken by sense, in lines of much the same length."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations, pairwise

from xltools.letters.fields import LetterKind

LINE = 20
"""Characters of 2号 on a line of 156 mm."""


def title(kind: LetterKind, facts: Mapping[str, object]) -> str:
    """The 标题 of a letter from its pattern; line breaks only where the pattern allows them."""
    return broken(kind.title.format_map(facts))


def broken(marked: str) -> str:
    """Text with | where it may be broken → the fewest lines of at most `LINE` characters, the evenest ones.

    A piece too long for a line is left to Word.
    """
    pieces = marked.split("|")
    for breaks in range(len(pieces)):
        ways = [_joined(pieces, at) for at in combinations(range(1, len(pieces)), breaks)]
        fitting = [lines for lines in ways if max(map(len, lines)) <= LINE]
        if fitting:
            return "\n".join(min(fitting, key=lambda lines: max(map(len, lines))))
    return "".join(pieces)


def _joined(pieces: list[str], at: tuple[int, ...]) -> list[str]:
    bounds = [0, *at, len(pieces)]
    return ["".join(pieces[a:b]) for a, b in pairwise(bounds)]
