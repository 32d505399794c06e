"""What a rule finds wrong with its input: which row of which table, to be shown at its cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from xltools.errors import Issue, Severity


@dataclass(frozen=True, slots=True)
class Problem:
    """`row` counts the rows of the table's frame from 0."""

    row: int
    column: str
    problem: str
    remedy: str
    table: str = "调度表"
    severity: Severity = Severity.ERROR


class Told(Protocol):
    """A table as read, from one workbook or two: it knows the cell of each row."""

    def issue(
        self, row: int, column: str, problem: str, remedy: str, severity: Severity = Severity.ERROR
    ) -> Issue: ...


def to_issues(problems: Iterable[Problem], readings: Mapping[str, Told]) -> list[Issue]:
    """The problems at the cells they came from; `readings` by table name."""
    return [readings[p.table].issue(p.row, p.column, p.problem, p.remedy, p.severity) for p in problems]
