"""Folding text: what two officers type differently and mean alike.

Value cells are folded lightly (width, blanks, apostrophes); header cells further (brackets, units, marks).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_ZERO_WIDTH = (0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F))
_INVISIBLE = dict.fromkeys(_ZERO_WIDTH)
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−─━ー﹣－"), "-")
_FOLD = {**_INVISIBLE, **_HALF_WIDTH, **_DASHES, 0x3000: " ", 0xA0: " ", ord("〜"): "~", ord("、"): ","}

MONEY_UNITS = ("亿元", "千万元", "百万元", "十万元", "万元", "千元", "元")
_COUNTED = ("户数", "人数", "个", "户", "人", "项", "分", "%", "万", "亩", "天", "年", "月", "次", "件", "村")
_UNIT = re.compile(rf"(?:单位:?|计量单位:?)?({'|'.join((*MONEY_UNITS, *_COUNTED))})")
_BRACKETS = re.compile(r"[(\[【〔{]([^)\]】〕}]*)[)\]】〕}]")
_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[,.]|\d{1,2}[.,)](?!\d)|[(][一二三四五六七八九十\d]{1,3}[)]|[①-⑳])"
)
_WITHIN = re.compile(r"^其中:?")
_PUNCTUATION = re.compile(r"[\s,.·/\\_:;'\"“”‘’《》<>!?*★☆#()\[\]【】〔〕{}-]+")


def half_width(text: str) -> str:
    """Full-width characters to half width, every dash to -, invisible characters gone."""
    return text.translate(_FOLD)


def trimmed(text: str) -> str:
    """Text as meant: without outer blanks, invisible characters and a leading apostrophe."""
    if text.isalnum():
        return text
    return text.translate(_INVISIBLE).strip().lstrip("'‘’`").strip()


def folded(text: str) -> str:
    """Trimmed, half width, without any blank."""
    if text.isascii() and text.isalnum():
        return text
    return "".join(half_width(trimmed(text)).split())


@lru_cache(maxsize=20_000)
def name_key(text: str) -> str:
    """A name for comparison: no blanks, no punctuation, half width, lower case."""
    return _PUNCTUATION.sub("", half_width(text)).lower()


class HeaderText(NamedTuple):
    """A header cell folded: `full` keeps what stands in brackets, `bare` drops it and 其中; `unit` named."""

    full: str
    bare: str
    unit: str


@lru_cache(maxsize=20_000)
def header_text(text: str) -> HeaderText:
    """Fold a header cell; a label with a colon (填报单位：某县) is no header and folds to nothing."""
    line, unit = _without_unit(_NUMBERING.sub("", folded(text).lstrip("*#★☆●")))
    if ":" in line and not line.startswith("其中:"):
        return HeaderText("", "", "")
    return HeaderText(name_key(line), name_key(_WITHIN.sub("", _BRACKETS.sub("", line))), unit)


def _without_unit(line: str) -> tuple[str, str]:
    unit = ""
    for bracket in list(_BRACKETS.finditer(line)):
        found = _UNIT.fullmatch(bracket[1])
        if found:
            unit = found[1]
            line = line.replace(bracket[0], "")
    tail = re.search(r"(?:单位:|[,/:-])(亿元|万元|千元|元|%|个)$", line)
    return (line[: tail.start()], tail[1]) if tail else (line, unit)
