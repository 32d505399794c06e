"""Paths as consoles write them when a file is dropped on the window."""

from __future__ import annotations

import os
import re
import shlex
from urllib.parse import unquote

_WINDOWS = re.compile(r"""["']?(?:[A-Za-z]:[\\/]|\\\\)""")
_NEXT = re.compile(r"\s+(?=[A-Za-z]:[\\/]|\\\\)")
_WORD = re.compile(r'"([^"]+)"|' + r"'((?:[^']|'')+)'|(\S+)")
_FILE = re.compile(r"\.(?:xls[xmb]?|et|docx?)", re.IGNORECASE)


def dropped_paths(line: str) -> list[str]:
    """The paths in a line, in the order they were dropped; none where the line is anything else.

    cmd writes "C:\\a b.xlsx", PowerShell & 'C:\\a b.xlsx', GNOME '/home/a b.xlsx', others /home/a\\ b.xlsx or
    file:///home/a%20b.xlsx.
    """
    text = line.strip().removeprefix("&").strip()
    if _exists(text):
        return [text]
    words = _windows_words(text) if _WINDOWS.match(text) or os.name == "nt" else _posix_words(text)
    return words if all(map(_is_path, words)) else []


def _windows_words(text: str) -> list[str]:
    """A path without quotes may hold blanks; quotes and doubled single quotes are the consoles'."""
    if '"' not in text and "'" not in text:
        return _NEXT.split(text)
    return [a or b.replace("''", "'") or c for a, b, c in _WORD.findall(text)]


def _posix_words(text: str) -> list[str]:
    try:
        words = shlex.split(text)
    except ValueError:  # a quote that is never closed
        words = [text.strip("'\"")]
    return [unquote(word.removeprefix("file://")) if word.startswith("file://") else word for word in words]


def _is_path(word: str) -> bool:
    return "/" in word or "\\" in word or bool(_FILE.search(word, max(0, len(word) - 5)))


def _exists(text: str) -> bool:
    """False also for what no disk takes as a name."""
    try:
        return bool(text) and os.path.lexists(text)
    except (OSError, ValueError):
        return False
