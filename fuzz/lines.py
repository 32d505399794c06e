"""The outcomes of a run, a line each, so that a run that was stopped goes on where it was."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fuzz.cases import Case, case_of
from fuzz.trial import Outcome


@dataclass(frozen=True, slots=True)
class Line:
    """An outcome, the day, and the commit of the code that it is of."""

    outcome: Outcome
    day: str
    code: str


class Lines:
    """The file; a case that was run again has several lines in it, and the last one holds."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, outcome: Outcome, code: str) -> None:
        """One line more; what was added before is safe even if the run is killed."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        told = {
            "case": str(outcome.case),
            "exit": outcome.code,
            "seconds": round(outcome.seconds, 2),
            "megabytes": outcome.megabytes,
            "trouble": outcome.trouble,
            "day": dt.date.today().isoformat(),
            "code": code,
        }
        with self._path.open("a", encoding="utf8") as file:
            file.write("\n" + json.dumps(told, ensure_ascii=False))  # apart from one that was cut short

    def of(self, cases: Iterable[Case]) -> dict[Case, list[Line]]:
        """All lines of these cases."""
        wanted = set(cases)
        found: dict[Case, list[Line]] = {}
        for line in self._all():
            if line.outcome.case in wanted:
                found.setdefault(line.outcome.case, []).append(line)
        return found

    def _all(self) -> Iterator[Line]:
        """A line that a kill cut short is none."""
        if not self._path.exists():
            return
        for text in self._path.read_text(encoding="utf8").split("\n"):
            try:
                yield _line(json.loads(text))
            except json.JSONDecodeError:
                continue


def _line(told: dict[str, str | int | float]) -> Line:
    numbers = int(told["exit"]), float(told["seconds"]), int(told["megabytes"])
    outcome = Outcome(case_of(str(told["case"])), *numbers, str(told["trouble"]))
    return Line(outcome, str(told["day"]), str(told["code"]))


def code_version(root: Path) -> str:
    """The commit, with + where something is changed; nothing where there is no git."""
    command = ["git", "describe", "--always", "--dirty=+", "--exclude=*"]
    try:
        told = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return told.stdout.strip()
