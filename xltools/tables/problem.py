"""What is wrong with one cell's value, before anyone knows which cell it is."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

from xltools.errors import Severity


class Problem(NamedTuple):
    """What is wrong and what to do, in the officer's words."""

    problem: str
    remedy: str
    severity: Severity = Severity.ERROR


Parsed: TypeAlias = tuple[Any, Problem | None]
"""The clean value (None where blank or unusable) and what is wrong with it."""


def bad(problem: str, remedy: str) -> Parsed:
    """No value, and why."""
    return None, Problem(problem, remedy)


def plain(number: float) -> str:
    """A number as an officer would type it: 1234.5, 120, 0.0001."""
    text = f"{number:.6f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
