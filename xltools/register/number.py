"""发文字号: 机关代字 + 〔年份〕 + 顺序号 (GB/T 9704—2012 7.2.5)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_SHAPE = re.compile(r"([^\s〔〕\d]+)〔(20\d\d|2100)〕([1-9]\d{0,5})号")
_LOOSE = re.compile(r"(.+?)[〔【\[［(（﹝](\d{4})[〕】\]］)）﹞]第?0*(\d+)号?")


class Series(NamedTuple):
    """What is numbered on its own: one 机关代字 in one year."""

    word: str
    year: int

    def __str__(self) -> str:
        return f"{self.word}〔{self.year}〕"


class Number(NamedTuple):
    """模财农〔2024〕1号: the year whole and in 六角括号, no 第, no leading zero."""

    series: Series
    serial: int

    def __str__(self) -> str:
        return f"{self.series}{self.serial}号"


def number(word: str, year: int, serial: int) -> Number:
    """A number from its three parts."""
    return Number(Series(word, year), serial)


@lru_cache(maxsize=16384)
def parse(text: str) -> Number | None:
    """A 文号 in the standard's own form, None otherwise."""
    found = _SHAPE.fullmatch(text)
    return number(found[1], int(found[2]), int(found[3])) if found else None


def nearest(text: str) -> Number | None:
    """What a 文号 in another form means: [2024]第01号 is 〔2024〕1号; None where it cannot be told."""
    found = _LOOSE.fullmatch("".join(text.split()))
    return parse(f"{found[1]}〔{found[2]}〕{int(found[3])}号") if found else None
