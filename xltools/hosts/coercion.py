"""Which texts live Excel would not keep as text in a cell of the General format."""

from __future__ import annotations

import re

TEXT_FORMAT = "@"

_NUMBER = re.compile(
    r"\s*[-+(]?\s*[$￥¥€£]?\s*(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:e[-+]?\d+)?\s*[%)]?\s*", re.I
)
_DATE = re.compile(
    r"\s*\d{1,4}\s*[-/]\s*\d{1,2}(?:\s*[-/]\s*\d{1,4})?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*"
    r"|\d{2,4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日)?|\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]m?)?",
    re.I,
)
_WORDS = frozenset({"TRUE", "FALSE"})


def excel_would_change(text: str) -> bool:
    """Whether text typed or written into a General cell becomes a number, date, logical value or formula."""
    if text[:1] in ("=", "'") or (text[:1] in "+-@" and len(text) > 1):
        return True
    if text.strip().upper() in _WORDS or (text.startswith("#") and text.endswith(("!", "?", "/A"))):
        return True
    return any(c.isdigit() for c in text) and bool(_NUMBER.fullmatch(text) or _DATE.fullmatch(text))
