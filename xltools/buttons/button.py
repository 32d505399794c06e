"""A button: its English key, its Chinese caption, the workbook it sits in, and what one press yields."""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltools.errors import Issue, Severity
from xltools.progress import Progress, silent

if TYPE_CHECKING:
    from concurrent.futures import Executor

    import pandas as pd
    import xlwings as xw

    from xltools.policy import Override, Policy
    from xltools.tables.model import Table


@dataclass(frozen=True, slots=True)
class Press:
    """One press of a button. `today` is passed in: no rule reads the clock.

    `folder` is where the workbook lies, `out` where what is written goes (the same unless --to says
    otherwise), `source` a folder the officer points at (--from). `pool` is whose workers read many files.
    """

    book: xw.Book
    folder: Path
    out: Path
    today: dt.date
    source: Path | None = None
    overrides: tuple[Override, ...] = ()
    progress: Progress = silent
    pool: Executor | None = None


@dataclass(slots=True)
class Result:
    """What a press yields, decided before anything is written.

    `tables` replace the tables of the same name; `formulas` maps a sheet to what makes its grid of live
    formulas once the tables stand; `recalculated` names sheets whose own formulas show what was written;
    `files` were written already; `facts` goes into --json; `done` is False where the input stopped the press.
    """

    message: str
    rows: int = 0
    tables: list[tuple[Table, pd.DataFrame]] = field(default_factory=list)
    formulas: dict[str, Callable[[xw.Book], Sequence[Sequence[Any]]]] = field(default_factory=dict)
    recalculated: tuple[str, ...] = ()
    files: list[Path] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    inputs: str = ""
    policy: Policy | None = None
    done: bool = True
    seconds: float = 0.0

    @property
    def errors(self) -> list[Issue]:
        """The issues that must be mended."""
        return [i for i in self.issues if i.severity is Severity.ERROR]

    @property
    def exit_code(self) -> int:
        """0 done, 1 something needs mending."""
        return 1 if self.errors else 0


@dataclass(frozen=True, slots=True)
class Button:
    """A button as the CLI, the workbook and the docs know it.

    `function` is where its code is, "module:function": it is imported at the press, so that listing the
    buttons needs none of it.
    """

    key: str
    label: str
    workbook: str
    help: str
    function: str

    @property
    def run(self) -> Callable[[Press], Result]:
        """The function behind the button."""
        module, name = self.function.split(":")
        found: Callable[[Press], Result] = getattr(importlib.import_module(module), name)
        return found
