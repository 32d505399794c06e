"""A console as every system has it: lines out, lines in."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable
from typing import Any


class Closed(Exception):  # noqa: N818  an end, not an error
    """There is nobody any more to read or to answer."""


def prepare() -> None:
    """Chinese survives any terminal encoding, and no odd byte ends the program."""
    for stream, options in (
        (sys.stdout, {"encoding": "utf-8", "errors": "replace"}),
        (sys.stderr, {"encoding": "utf-8", "errors": "replace"}),
        (sys.stdin, {"errors": "replace"}),
    ):
        reconfigure: Callable[..., Any] | None = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(**options)


def say(text: str = "") -> None:
    """One line, or several. Closed where the window is gone."""
    _write(f"{text}\n")


def ask(prompt: str) -> str:
    """What the officer typed, without blanks around it. Closed where the input has ended."""
    try:
        return input(prompt).strip()
    except (
        EOFError,
        OSError,
        AttributeError,
        RuntimeError,
    ):  # a window without a console has no input at all
        raise Closed from None


def narrow(answer: str) -> str:
    """Full-width digits and letters, as a Chinese input method types them, made plain; so are 1. and 1、."""
    return unicodedata.normalize("NFKC", answer).strip().rstrip(".、。").strip()


class ProgressLine:
    """Progress of a button: one line that is overwritten, or a line a stage where output goes to a file."""

    def __init__(self) -> None:
        self._live = bool(sys.stdout) and sys.stdout.isatty()
        self._stage = ""
        self._shown = ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        if self._live:
            self._overwrite(f"  {stage} {done}/{total}" if total > 1 else f"  {stage}")
        elif stage != self._stage:
            say(f"  {stage}")
        self._stage = stage

    def end(self) -> None:
        """Leave a clean line for what follows."""
        if self._shown:
            self._overwrite("")
            _write("\r")

    def _overwrite(self, text: str) -> None:
        if text != self._shown:
            blank = " " * max(0, _width(self._shown) - _width(text))
            _write(f"\r{text}{blank}")
            self._shown = text


def _write(text: str) -> None:
    try:
        print(text, end="", flush=True)
    except (OSError, ValueError):
        raise Closed from None


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
