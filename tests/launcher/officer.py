"""An officer at the console, who answers from a script and remembers what was said."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from xltools.launcher import launch

Answer: TypeAlias = str | Callable[[], str] | type[BaseException]
"""What is typed; something done first that returns what is typed; or how the input ends."""


class Officer:
    """`said` is everything on the screen, prompts too; after the last answer the input is closed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self._answers: list[Answer] = []
        self.prompts: list[str] = []
        self.said = ""
        monkeypatch.setattr(builtins, "input", self._answer)

    def launches(self, *paths: Path, answers: list[Answer]) -> int:
        """One session; the exit code."""
        self._answers, self.prompts = list(answers), []
        try:
            return launch(paths)
        finally:
            self.said = self._capsys.readouterr().out
            assert "Traceback" not in self.said

    def _answer(self, prompt: str = "") -> str:
        print(prompt, end="")
        self.prompts.append(prompt)
        if not self._answers:
            raise EOFError
        answer = self._answers.pop(0)
        if isinstance(answer, type):
            raise answer
        return answer if isinstance(answer, str) else answer()

    @property
    def answers_left(self) -> int:
        """How many answers nobody asked for."""
        return len(self._answers)
