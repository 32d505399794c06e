"""What a rule finds wrong with its input: which row of which table, to be shown at its cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xltools.errors import Issue, Severity
from xltools.tables.model import Reading


@dataclass(frozen=True, slots=True)
class Problem:
    """`row` counts the rows of the table's frame from 0."""

    row: int
    column: str
    problem: str
    remedy: str
    table: str = "调度表"
    severity: Severity = Severity.ERROR


def to_issues(problems: Iterable[Problem], readings: Mapping[str, Reading]) -> list[Issue]:
    """The problems at the cells they came from; `readings` by table name."""
    return [readings[p.table].issue(p.row, p.column, p.problem, p.remedy, p.severity) for p in problems]
