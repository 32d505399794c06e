"""Number formats as Excel spells them (`yyyy-mm-dd`, General) and as LibreOffice keeps them."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from xltools.errors import HostError
from xltools.hosts.calc.unolib import struct, uno_error

GENERAL = "General"

_DATE, _TIME, _LOGICAL = 2, 4, 1024
"""Bits of `com.sun.star.util.NumberFormat`."""

_KEPT = re.compile(r'("[^"]*"|\\.|AM/PM|A/P|\[\$[^\]]*\])')
_COLOUR = re.compile(r"\[([A-Z]{3,7})\]")
_ESCAPED_SIGN = re.compile(r"\\(?=[-/.: ])")
LOGICAL = "BOOLEAN"


class NumberFormats:
    """The formats of one document; LibreOffice's own language does not matter."""

    def __init__(self, formats: Any) -> None:
        self._formats = formats
        self._keys: dict[str, int] = {}
        self._codes: dict[int, str] = {}

    @cached_property
    def _english(self) -> Any:
        return struct("lang.Locale", Language="en", Country="US")

    @cached_property
    def _own(self) -> Any:
        return struct("lang.Locale")

    def key(self, code: str) -> int:
        """LibreOffice's number for a format. HostError where it cannot make sense of it."""
        if code not in self._keys:
            self._keys[code] = self._new_key(code)
            self._codes.setdefault(self._keys[code], code)
        return self._keys[code]

    def code(self, key: int) -> str:
        """Excel's spelling; as it was given where it was set here. BOOLEAN where truths are shown."""
        if key not in self._codes:
            self._codes[key] = self._spelled(key)
        return self._codes[key]

    def _new_key(self, code: str) -> int:
        if code.casefold() == GENERAL.casefold():
            return int(self._formats.getStandardIndex(self._own))
        try:
            return int(self._formats.addNewConverted(code, self._english, self._own))
        except uno_error() as error:
            raise HostError(f"LibreOffice 不认识数字格式“{code}”，请换一种写法。") from error

    def _spelled(self, key: int) -> str:
        found = self._formats.getByKey(key)
        if key == self._formats.getStandardIndex(found.Locale):
            return GENERAL
        if found.Type & _LOGICAL:
            return LOGICAL
        text = found.FormatString
        if found.Locale.Language != "en":
            english = self._formats.addNewConverted(text, found.Locale, self._english)
            text = self._formats.getByKey(english).FormatString
        return excel_spelling(text, bool(found.Type & (_DATE | _TIME)))


def excel_spelling(text: str, of_dates: bool) -> str:
    """YYYY-MM-DD → yyyy-mm-dd, [RED] → [Red]."""
    pieces = _KEPT.split(text)
    for i, piece in enumerate(pieces):
        if i % 2:
            pieces[i] = _ESCAPED_SIGN.sub("", piece) if of_dates else piece
        elif of_dates:
            pieces[i] = piece.lower().replace("general", GENERAL)
        else:
            pieces[i] = _COLOUR.sub(lambda found: f"[{found[1].title()}]", piece)
    return "".join(pieces)
