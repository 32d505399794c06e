"""How a long step tells what it is doing; the status bar, the terminal and the launcher listen."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told of every step: the stage in Chinese, how much is done and of how much."""

    def __call__(self, stage: str, done: int, total: int) -> None: ...


def silent(stage: str, done: int, total: int) -> None:
    """Progress for those who do not want to see it."""
