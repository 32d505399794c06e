"""第12条: a block shaped as 调度表, scored row by row as the button 计分排名 does."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xltools.policy import Override
from xltools.rules.art12.facts import row_facts
from xltools.rules.art12.ranking import Entry, entries
from xltools.rules.periods import month_of
from xltools.tables.declared.ranking import DIMENSIONS
from xltools.udfs.answers import Answer, Cell, stop_at
from xltools.udfs.blocks import read_block
from xltools.udfs.given import Given
from xltools.udfs.settings import policy_of

EXEMPT = "不参评"

COLUMNS = (*DIMENSIONS, "综合")
"""What is answered beside each row, before 得分 or 状态."""


def scores(entry: Entry) -> list[Cell]:
    """得分 of the four dimensions and 综合."""
    return [float(getattr(entry.scores, name)) for name in COLUMNS]


def lights(entry: Entry) -> list[Cell]:
    """状态 of the four dimensions and 综合."""
    return [str(getattr(entry.lights, name)) for name in COLUMNS]


def scored_block(
    given: Given,
    period: str | None,
    overrides: Sequence[Override],
    what: str,
    cells: Callable[[Entry], list[Cell]],
) -> Answer:
    """A row for each row of the block: names of the columns beside its header, `cells` beside each county.

    With `period` its rows alone. Beside a county that is 不参评 the last cell says so; all others are blank.
    """
    block = read_block(given)
    months = [(name, rows, policy_of(name, overrides)) for name, rows in block.rows_of(period).items()]
    stop_at([p for _, rows, policy in months for p in block.problems(block.ranked(rows), policy)])
    blanks: list[Cell] = [""] * (len(COLUMNS) - 1)
    found: dict[int, list[Cell]] = {block.heading_row: [f"{name}{what}" for name in COLUMNS]}
    for name, rows, policy in months:
        ranked = block.ranked(rows)
        found |= {block.index(row): [*blanks, EXEMPT] for row in rows}
        facts = row_facts(block.figures(ranked, policy), policy)
        own = {str(block.index(row)): f for row, f in zip(ranked, facts, strict=True)}
        found |= {int(entry.code): cells(entry) for entry in entries(own, policy, month_of(name))}
    height = len(given.rows) if given.whole else given.height
    return [list(found.get(i, [*blanks, ""])) for i in range(height)]
