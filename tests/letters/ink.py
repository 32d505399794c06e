"""What stands on a printed page and where, in mm: lines from the PDF, edges of ink from its picture."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

import numpy as np

from tests.letters.typeset import MM, POINT, picture

_XHTML = "{http://www.w3.org/1999/xhtml}"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Box:
    """The edges of some ink, from the page's top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def centre(self) -> float:
        """Halfway between left and right."""
        return (self.left + self.right) / 2

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text and the box its font takes."""

    text: str
    box: Box


@lru_cache
def lines(pdf: Path) -> tuple[tuple[Line, ...], ...]:
    """The lines of every page, from top to bottom; spaces left out."""
    command = ["pdftotext", "-bbox-layout", str(pdf), "-"]
    html = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
    root = ElementTree.fromstring(_CONTROL.sub("", html))
    return tuple(tuple(sorted(_lines(page), key=lambda n: n.box.top)) for page in root.iter(f"{_XHTML}page"))


def _lines(page: ElementTree.Element) -> Iterator[Line]:
    for node in page.iter(f"{_XHTML}line"):
        edges = (float(node.get(key, "nan")) * POINT for key in ("xMin", "yMin", "xMax", "yMax"))
        words = (word.text or "" for word in node.iter(f"{_XHTML}word"))
        yield Line("".join("".join(words).split()), Box(*edges))


@dataclass(frozen=True, slots=True)
class Page:
    """One printed page: `red` and `dark` say where ink of the colour is."""

    red: np.ndarray
    dark: np.ndarray

    @classmethod
    def of(cls, pdf: Path, number: int) -> Page:
        """Page `number`, counted from 1."""
        pixels = picture(pdf, number).astype(int)
        red = (pixels[..., 0] > 180) & (pixels[..., 1:] < 110).all(axis=2)
        return cls(red, (pixels.sum(axis=2) < 450) & ~red)


def bands(
    ink: np.ndarray, top: float = 0, bottom: float = 297, left: float = 0, right: float = 210
) -> list[Box]:
    """The ink inside a rectangle as boxes parted by rows without any."""
    corner = (round(left / MM), round(top / MM))
    part = ink[corner[1] : round(bottom / MM), corner[0] : round(right / MM)]
    inked = np.flatnonzero(np.diff(np.concatenate(([0], part.any(axis=1).astype(int), [0]))))
    return [_box(part, a, b, corner) for a, b in zip(inked[::2], inked[1::2], strict=True)]


def _box(part: np.ndarray, top: int, bottom: int, corner: tuple[int, int]) -> Box:
    columns = np.flatnonzero(part[top:bottom].any(axis=0))
    across, down = corner
    edges = (columns[0] + across, top + down, columns[-1] + 1 + across, bottom + down)
    return Box(*(float(edge) * MM for edge in edges))


def around(ink: np.ndarray, box: Box, margin: float = 0.5) -> Box:
    """The ink of one line of text, given the box its font takes."""
    edges = (box.top - margin, box.bottom + margin, max(box.left - margin, 0), box.right + margin)
    found = bands(ink, *edges)
    return Box(min(b.left for b in found), found[0].top, max(b.right for b in found), found[-1].bottom)
