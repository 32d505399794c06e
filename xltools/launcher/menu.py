"""A numbered list to choose from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from xltools.launcher.dropped import dropped_paths
from xltools.launcher.terminal import ask, narrow, say

_BACK = {"", "0", "q", "Q", "返回", "退出"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a menu and what it does."""

    label: str
    help: str
    run: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Menu:
    """A heading and the entries below it."""

    title: str
    entries: list[Entry]


Answer: TypeAlias = Entry | list[Path] | None
"""The entry chosen, what was dropped on the window instead, or None: back."""


def show(entries: Sequence[Entry]) -> None:
    """The entries with their numbers."""
    for number, entry in enumerate(entries, 1):
        say(f"  {number:>2}　{entry.label}" + (f"　{entry.help}" if entry.help else ""))


def choose(entries: Sequence[Entry], prompt: str) -> Answer:
    """Ask until the answer is one: a number in any width, a label, a dropped path, or nothing."""
    while True:
        answer = ask(prompt)
        if narrow(answer) in _BACK:
            return None
        entry = _entry(entries, narrow(answer))
        if entry is not None:
            return entry
        paths = dropped_paths(answer)
        if paths:
            return [Path(path) for path in paths]
        say(f"没有“{answer}”这一项，请输入 1 到 {len(entries)} 的编号")


def _entry(entries: Sequence[Entry], answer: str) -> Entry | None:
    if answer.isdecimal():
        number = int(answer)
        return entries[number - 1] if 1 <= number <= len(entries) else None
    return next((entry for entry in entries if entry.label == answer), None)
