"""Cells that hold words: 文本, 编码, 选项."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from functools import lru_cache
from typing import Any

from xltools.tables.fold import folded, half_width, name_key, trimmed
from xltools.tables.model import Column, Kind, shown
from xltools.tables.problem import Parsed, bad

LONGEST_EXACT = 1e15
"""From 16 digits on Excel keeps only the first 15: …678 becomes …000."""

_NONE = re.compile(r"[-/\\]+|无")
_SPACED_NAME = re.compile(r"[一-鿿·](?:\s*[一-鿿·]){1,7}|[一-鿿](?:\s+[一-鿿]){1,19}")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")
_INTEGRAL = re.compile(r"(\d+)\.0+")
_YES = frozenset({"是", "√", "✓", "✔", "y", "yes", "true", "1", "对"})
_NO = frozenset({"否", "×", "✗", "✘", "x", "n", "no", "false", "0", "错", "不是", "非"})
_FILLERS = re.compile(r"乡村振兴|级|类|型|的")


def parse_text(_column: Column, value: Any) -> Parsed:
    """A TEXT cell: outer blanks go, a name typed with blanks (市 中 区) closes up; a lone dash is None."""
    if isinstance(value, str):
        text = trimmed(value)
        if text.isalnum() and text != "无":
            return text, None
        if _SPACED_NAME.fullmatch(text) and text != "无":
            text = "".join(text.split())
        return (None if not text or _NONE.fullmatch(half_width(text)) else text), None
    return _as_text(value), None


def parse_code(_column: Column, value: Any) -> Parsed:
    """A CODE cell: every digit kept, as text; a number too long for Excel to hold is asked back."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return value, None
    if isinstance(value, (bool, dt.datetime)):
        return bad("不是编码", "把单元格格式改为“文本”，重新填写编码")
    if isinstance(value, (int, float)):
        return _numeric_code(float(value))
    text = folded(value) if value is not None else ""
    if not text or _NONE.fullmatch(text):
        return None, None
    if _SCIENTIFIC.fullmatch(text):
        return bad("编码成了科学记数，末尾几位已丢失", "把单元格格式改为“文本”，按原编码重填")
    integral = _INTEGRAL.fullmatch(text)
    return (integral[1] if integral else text), None


def parse_choice(column: Column, value: Any) -> Parsed:
    """A CHOICE cell to one of the column's choices; wordings that can mean only one are taken."""
    if value is None:
        return None, None
    typed = trimmed(value) if isinstance(value, str) else _as_text(value) or ""
    if typed in column.choices:
        return typed, None
    if not typed or _NONE.fullmatch(half_width(typed)):
        return None, None
    chosen = _chosen(column, typed)
    return (chosen, None) if chosen else bad("不在可选范围", _offer(column, typed))


def clean_words(column: Column, words: set[str]) -> bool:
    """Whether each word of a column can stand as it is; decided without a Python call a word."""
    if column.kind is Kind.TEXT:
        return "无" not in words and all(map(str.isalnum, words))
    if column.kind is Kind.CODE:
        return all(map(str.isascii, words)) and all(map(str.isdigit, words))
    return column.kind is Kind.CHOICE and words.issubset(column.choices)


def nearest(word: str, among: list[str]) -> str | None:
    """The most similar word, or None when nothing is near."""
    found = difflib.get_close_matches(word, among, n=1, cutoff=0.5)
    return found[0] if found else None


def _as_text(value: Any) -> str | None:
    if isinstance(value, float) and not value.is_integer():
        return f"{value:.15g}"
    return shown(value) or None


def _numeric_code(value: float) -> Parsed:
    if not value.is_integer():
        return bad("编码里有小数", "把单元格格式改为“文本”，按原编码重填")
    if abs(value) >= LONGEST_EXACT:
        return bad(
            f"编码有{len(str(int(abs(value))))}位，按数字存放时后几位已被改成0",
            "把单元格格式改为“文本”，按原编码重填",
        )
    return str(int(value)), None


def _chosen(column: Column, typed: str) -> str | None:
    key = name_key(typed)
    same = [c for c in column.choices if name_key(c) == key]
    if len(same) == 1:
        return same[0]
    meant = {choice for wording, choice in column.meanings if name_key(wording) == key}
    if len(meant) == 1:
        return meant.pop()
    if set(column.choices) == {"是", "否"}:
        return _yes_or_no(column.name, folded(typed).lower())
    without = _FILLERS.sub("", key)
    same = [c for c in column.choices if _FILLERS.sub("", name_key(c)) == without]
    same = same or [c for c in column.choices if len(without) > 1 and name_key(c).startswith(without)]
    return same[0] if len(same) == 1 else None


def _yes_or_no(column: str, word: str) -> str | None:
    """是/否 in its usual signs, or in the column's own word: 参评 / 不参评 for 是否参评."""
    if word in _YES or word in _NO:
        return "是" if word in _YES else "否"
    subject = column.removeprefix("是否")
    if word == subject and column.startswith("是否"):
        return "是"
    return "否" if word in (f"不{subject}", f"未{subject}", f"非{subject}") else None


@lru_cache(maxsize=2_000)
def _offer(column: Column, typed: str) -> str:
    """Name the choices, nearest first."""
    near = nearest(typed, list(column.choices))
    hint = f"，最接近的是“{near}”" if near else ""
    return f"改填：{'、'.join(column.choices)}{hint}"
