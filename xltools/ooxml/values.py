"""What the text of a cell means, given its attributes; the same for the fast and the thorough scan."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from itertools import count, islice
from math import isfinite

from xltools.cells import CellError, CellValue
from xltools.ooxml.dates import serial_converter

Convert = Callable[[str], CellValue]

_ENTITY = re.compile(r"&(?:(lt|gt|amp|quot|apos)|#(\d+)|#x([0-9A-Fa-f]+));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_ESCAPE = re.compile(r"_x(?![dD][89a-fA-F])([0-9A-Fa-f]{4})_")  # halves of a character stay as they are
_HALVES = range(0xD800, 0xE000)
_LAST = 0x10FFFF
_BOOLEANS: dict[str, CellValue] = {"1": True, "0": False, "true": True, "false": False}
_BARE = frozenset({"", "n", "s", "b"})
_INDEX: list[str] = []
"""The decimal texts of 0, 1, 2, …: kept, because every file looks its shared strings up by them."""


class UnreadableError(ValueError):
    """A cell whose text does not suit its type: left to the thorough scan, which can say where."""


def unescape(raw: str) -> str:
    """Character data of an XML source as a parser would give it."""
    if "\r" in raw:
        raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    if "&" not in raw:
        return raw
    if raw.count("&") != len(_ENTITY.findall(raw)):
        raise UnreadableError(raw)
    return _ENTITY.sub(_character, raw)


def _character(match: re.Match[str]) -> str:
    name, decimal, hexadecimal = match.groups()
    if name:
        return _NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    if code == 0 or code > _LAST or code in _HALVES:
        raise UnreadableError(match[0])
    return chr(code)


def office_text(text: str) -> str:
    """A string as shown: `_x000D_` and its like are characters that XML cannot hold."""
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text


def source_text(raw: str) -> str:
    """A string straight from the XML source."""
    return office_text(unescape(raw))


def iso_date(text: str) -> CellValue:
    """A date cell of the ISO kind (t="d"); the text itself where it is no date and time."""
    try:
        return dt.datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return text


def error(text: str) -> CellValue:
    """An error cell; one without a code is unreadable."""
    if not text.strip():
        raise UnreadableError(text)
    return CellError(text.strip())


def number(text: str) -> CellValue:
    """A number; what is none to Excel (NaN, INF of other programs) is its #NUM!."""
    value = float(text)
    return value if isfinite(value) else CellError("#NUM!")


class Types:
    """How cells of one workbook are converted, by cell type and style.

    `shared` are the shared strings, `dates` says of each style whether it shows a date.
    """

    def __init__(self, shared: Sequence[str], dates: Sequence[bool], date1904: bool) -> None:
        while len(_INDEX) < len(shared):
            _INDEX.extend(map(str, islice(count(len(_INDEX)), 4096)))
        self._dates = dates
        self._serial = serial_converter(date1904)
        by_index: dict[str, CellValue] = dict(zip(_INDEX, shared, strict=False))
        self._by_type: dict[str, Convert] = {
            "s": by_index.__getitem__,
            "b": _BOOLEANS.__getitem__,
            "e": error,
            "d": iso_date,
            "str": office_text,
            "inlineStr": office_text,
        }

    def converter(self, kind: str, style: str) -> Convert:
        """From plain text (entities already resolved) to a value; raises ValueError or KeyError."""
        if kind in ("", "n"):
            return self._serial if self._is_date(style) else number
        return self._by_type[kind]

    def source_converter(self, kind: str, style: str) -> Convert:
        """The same from the XML source; numbers, truths and indices fail where a source holds an entity."""
        convert = self.converter(kind, style)
        return convert if kind in _BARE else lambda raw: convert(unescape(raw))

    def _is_date(self, style: str) -> bool:
        index = int(style or 0)
        return 0 <= index < len(self._dates) and self._dates[index]
