"""Text from a cell made fit for Word: no control characters, line breaks where the field allows them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

_BREAKS = re.compile(r"_x000D_\n?|\r\n?|[\x85\u2028\u2029\v\f]")
_UNPRINTABLE = re.compile(
    "[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_NARROW = re.compile(r"[\x21-\x7e]")
_STARTS_A_PARAGRAPH = "\a"
"""docxtpl makes a new paragraph of it, in the style of the one it stands in."""


def single(text: str) -> str:
    """One line: breaks between Chinese characters close up, between Latin words become a space."""
    first, *rest = lines(text) or [""]
    for line in rest:
        first += f" {line}" if _NARROW.match(first[-1]) and _NARROW.match(line) else line
    return first


def broken(text: str) -> str:
    """Line breaks kept as line breaks inside one paragraph."""
    return "\n".join(lines(text))


def paragraphs(text: str) -> str:
    """Every line a paragraph of its own."""
    return _STARTS_A_PARAGRAPH.join(lines(text))


def lines(text: str) -> list[str]:
    """The lines that hold anything, trimmed, without control or invisible direction characters."""
    if text.isprintable() and "_x" not in text:
        return [text.strip()] if text.strip() else []
    clean = _UNPRINTABLE.sub("", _BREAKS.sub("\n", text)).replace("\t", " ")
    return [line.strip() for line in clean.split("\n") if line.strip()]


def nearest(name: str, known: Iterable[str]) -> str:
    """“，是不是“反馈期限””; empty where nothing is near."""
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"，是不是“{close[0]}”" if close else ""


def clipped(text: str, limit: int = 40) -> str:
    """A paragraph as a message quotes it."""
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[:limit]}…"
