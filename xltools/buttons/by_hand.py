"""第4条 双人复核: what was changed by hand in the results that two have confirmed, at its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from xltools.buttons.snapshot import Line, Plain, lines
from xltools.errors import Issue
from xltools.tables.model import Reading

Due: TypeAlias = Mapping[str, Mapping[str, Plain]]
"""The rows that should stand in a table, by their key."""

_NAMED = 5
"""How many rows that are gone are named."""


@dataclass(frozen=True)
class Issued:
    """A table as it stands in the workbook, its rows as they should be, and what tells one from another."""

    published: Reading
    due: Due
    key: Sequence[str]

    @cached_property
    def found(self) -> list[Line]:
        return lines(self.published.table.name, self.published.frame, self.key)


def edited(table: Issued, remedy: str) -> Iterator[Issue]:
    """Every cell that is not what was calculated."""
    for i, line in enumerate(table.found):
        for name, value in table.due.get(line.row, {}).items():
            if not _same(line.values.get(name), value):
                problem = f"与测算的结果不同（测算为{'空白' if value is None else value}），是手工改的"
                yield table.published.issue(i, name, problem, remedy)


def added_or_gone(table: Issued, column: str, year: int) -> Iterator[Issue]:
    """Rows of the year that were typed, told at `column`, and rows that are no longer there."""
    published, found = table.published, table.found
    for i, line in enumerate(found):
        if line.row not in table.due and line.values.get("年度", year) == year:
            problem = "已确认的分配里没有这一行，是手工加的"
            yield published.issue(i, column, problem, "请删去这一行")
    if gone := sorted(table.due.keys() - {line.row for line in found}):
        shown = "、".join(gone[:_NAMED]) + ("等" if len(gone) > _NAMED else "")
        problem = f"已确认的分配有{len(table.due)}行，这里缺{len(gone)}行：{shown}"
        remedy = "请从“备份”取回确认时的工作簿，不要删行"
        name = published.table.name
        yield Issue(published.sheet or name, published.header, name, column, "", problem, remedy)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return abs(one - other) <= 1e-9 * max(1.0, abs(other))
    return bool(one == other)
