"""The height a row needs for texts that wrap; no program but Excel fits rows by itself on opening."""

from __future__ import annotations

import unicodedata
from math import ceil

LINE_POINTS = 16.5
"""A line of 10-point text."""

_MARGIN = 3
_PIXELS_A_CHARACTER = 7
_PADDING = 12


def fitted_height(text: str, characters: float) -> float:
    """The points a wrapped text needs in a column of this width."""
    return wrapped_lines(text, characters) * LINE_POINTS + _MARGIN


def wrapped_lines(text: str, characters: float) -> int:
    """How many lines a text takes in a column of this width."""
    room = max(characters * _PIXELS_A_CHARACTER - _PADDING, 1)
    return sum(max(1, ceil(sum(map(_glyph_pixels, line)) / room)) for line in text.split("\n"))


def _glyph_pixels(glyph: str) -> float:
    """At 10 points: a Chinese character is square, the rest about half as wide."""
    return 13.4 if unicodedata.east_asian_width(glyph) in "WFA" else 7.4
