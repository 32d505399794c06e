"""What a button found held against what was planted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """One button held against the truth: planted, found, and what is missed or too much."""

    button: str
    planted: int
    found: int
    missed: tuple[str, ...]
    wrong: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """动态清库：查准率100.0%，查全率100.0%（埋7，报7）."""
        right = self.found - len(self.wrong)
        precision = right / self.found if self.found else 1.0
        recall = right / self.planted if self.planted else 1.0
        counts = f"埋{self.planted}处，报{self.found}处"
        return f"{self.button}：查准率{precision:.1%}，查全率{recall:.1%}（{counts}）"

    @classmethod
    def of(cls, button: str, due: Iterable[Key], found: Iterable[Key]) -> Score:
        """What was planted and what was found, each as keys of texts."""
        owed, told = set(due), set(found)
        missed, wrong = (tuple("：".join(key) for key in sorted(k)) for k in (owed - told, told - owed))
        return cls(button, len(owed), len(told), missed, wrong)
