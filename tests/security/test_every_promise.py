"""No promise without a test, no test of a promise that is not made."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent
ROOMS = (HERE, HERE.parent / "faults")
_HOLDS = re.compile(r"^@promise\((\d+)\)\n(?:[@)\] ].*\n)*def test_", re.MULTILINE)
SECURITY = HERE.parent.parent / "SECURITY.md"


def promised() -> list[int]:
    """The numbers of the list under "What is promised"."""
    section = SECURITY.read_text(encoding="utf8").partition("## What is promised")[2].partition("\n## ")[0]
    return [int(number) for number in re.findall(r"^(\d+)\. ", section, re.MULTILINE)]


def held() -> set[int]:
    """The numbers that `@promise(…)` of a test names, here and in tests/faults."""
    sources = (path.read_text(encoding="utf8") for room in ROOMS for path in room.glob("test_*.py"))
    return {int(number) for source in sources for number in _HOLDS.findall(source)}


def test_each_promise_is_numbered_in_order_and_held_by_a_test():
    numbers = promised()
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers
    assert held() == set(numbers)
