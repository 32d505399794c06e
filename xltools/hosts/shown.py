"""Roughly what a cell shows, to measure how wide its column has to be."""

from __future__ import annotations

import datetime as dt
import re

from xltools.cells import CellValue

_DECIMALS = re.compile(r"0\.([0#]+)")
_PLAIN = re.compile(r"General|@|(?:#,##)?0(?:\.0+)?%?")
_GENERAL_DIGITS = 11


def shown(value: CellValue, code: str) -> str:
    """The text of a value in a number format."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}" if "h" in code.lower() else f"{value:%Y-%m-%d}"
    if isinstance(value, float):
        return _number(value, code)
    return str(value)


def surely_shown(value: CellValue, code: str) -> str | None:
    """The same where it is what Excel shows to the last character, None where it may not be."""
    sure = _PLAIN.fullmatch(code) if isinstance(value, float) else not isinstance(value, dt.datetime)
    return shown(value, code) if sure else None


def _number(value: float, code: str) -> str:
    if code in ("General", "@"):
        return f"{value:.{_GENERAL_DIGITS}g}"
    decimals = _DECIMALS.search(code)
    places = len(decimals[1]) if decimals else 0
    if "%" in code:
        return f"{value:.{places}%}"
    return f"{value:,.{places}f}" if "," in code else f"{value:.{places}f}"
