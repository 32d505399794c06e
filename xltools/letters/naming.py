"""File names of letters: readable, allowed on every system, unique in the batch."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 60
"""Characters before the ending; with folders and backups a path stays under Windows' 260."""

_GIVEN = re.compile(r"\d\s*号\s*$")
"""A 文号 that has been given; a draft has a gap where the number will stand."""

_WIDE = str.maketrans('/\\:*?"<>|&%', "／＼：＊？＂＜＞｜＆％")
_RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{p}{n}" for p in ("COM", "LPT") for n in "123456789¹²³")}


def letter_name(kind: str, code: str, unit: str, number: str = "") -> str:
    """整改通知书_511002_乐山市市中区.docx; with a 文号, 模财农〔2024〕3号_乐山市市中区.docx."""
    parts = (number.strip(), unit) if _GIVEN.search(number) else (kind, code, unit)
    return f"{safe('_'.join(filter(None, parts)))}.docx"


def safe(stem: str) -> str:
    """A name of at most `LONGEST` characters: what systems forbid becomes its full-width twin or goes."""
    text = unicodedata.normalize("NFC", stem).translate(_WIDE)
    text = "".join(c for c in text if unicodedata.category(c)[0] not in "CZ" or c == " ")
    text = text.replace("..", "．．").strip(" .")[:LONGEST].rstrip(" .")
    if text.startswith(("~", "-")):
        text = f"_{text}"
    if text.split(".")[0].rstrip().upper() in _RESERVED:
        text = f"_{text}"
    return text or "_"


def unique(names: Iterable[str]) -> list[str]:
    """The names in order; one that came before, in any letter case, gets （2）, （3） …"""
    taken: set[str] = set()
    result = []
    for name in names:
        stem, dot, ending = name.rpartition(".")
        candidate, number = name, 1
        while candidate.casefold() in taken:
            number += 1
            candidate = f"{stem}（{number}）{dot}{ending}"
        taken.add(candidate.casefold())
        result.append(candidate)
    return result
