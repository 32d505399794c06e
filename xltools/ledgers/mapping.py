"""列名对照: what the officer confirmed of headings that no column answers to, and how it is put to use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TypeAlias

import pandas as pd

from xltools.tables.declared.projects import NOT_USED, PROJECT_NAME, PROJECTS
from xltools.tables.fold import name_key
from xltools.tables.header import Header
from xltools.tables.model import Table

Chosen: TypeAlias = Mapping[str, str]
"""name_key of a heading → the column it means, or 不用."""


def confirmed(mapping: pd.DataFrame) -> dict[str, str]:
    """What stands in 确认, by heading."""
    rows = zip(mapping["来源列"], mapping["确认"], strict=True)
    return {name_key(heading): column for heading, column in rows if heading and column}


@lru_cache(maxsize=1)
def ledger_table() -> Table:
    """项目库 as a county's ledger has it: only the name of a project must be there."""
    columns = (replace(c, required=c.name == PROJECT_NAME.name) for c in PROJECTS.columns)
    return replace(PROJECTS, name="项目台账", key=(), columns=tuple(columns), checks=())


def knowing(table: Table, chosen: Chosen) -> Table:
    """The same table, its header found also by the headings that were confirmed."""
    known = {name_key(word) for column in table.columns for word in (column.name, *column.aliases)}
    more = [(heading, column) for heading, column in chosen.items() if heading not in known]
    columns = (
        replace(c, aliases=(*c.aliases, *(heading for heading, column in more if column == c.name)))
        for c in table.columns
    )
    return replace(table, columns=tuple(columns))


def mapped(header: Header, chosen: Chosen) -> Header:
    """The header with every confirmed heading read as the officer said, whatever it was taken for.

    A heading in our own words keeps its column where another is only confirmed for it: of 财政资金 and
    衔接资金 in one ledger 衔接资金 is read.
    """
    wanted = {j: chosen[key] for j, text in header.headings.items() if (key := name_key(text)) in chosen}
    claims: dict[str, list[int]] = {}
    for j, column in wanted.items():
        if column != NOT_USED:
            claims.setdefault(column, []).append(j)
    for column, j in header.at.items():
        left = [k for k in header.doubled.get(column, (j,)) if k not in wanted]
        if winning := _winning(column, claims.get(column, []), left, header):
            claims[column] = winning
    at = {column: columns[0] for column, columns in claims.items()}
    doubled = {column: tuple(columns) for column, columns in claims.items() if len(columns) > 1}
    read = {j for columns in claims.values() for j in columns}
    settled = {*wanted, *header.beside, *read}
    yielding = {j: column for j, column in wanted.items() if column != NOT_USED and j not in read}
    return replace(
        header,
        at=at,
        doubled=doubled,
        beside={j: column for j, column in header.beside.items() if j not in wanted} | yielding,
        unknown=tuple(j for j in header.headings if j not in settled),
        loosely=tuple(c for c in header.loosely if c in at and at[c] not in wanted),
        units={
            column: unit for column, unit in header.units.items() if header.at.get(column) == at.get(column)
        },
    )


def _winning(column: str, asked: list[int], left: list[int], header: Header) -> list[int]:
    """Which sheet columns claim a column of ours: `asked` by 列名对照, `left` by their headings alone."""
    ours = _own_words()[column]
    named, unasked = ([j for j in some if name_key(header.headings[j]) in ours] for some in (asked, left))
    return named or (unasked if asked else []) or asked or left


@lru_cache(maxsize=1)
def _own_words() -> dict[str, frozenset[str]]:
    return {c.name: frozenset(map(name_key, (c.name, *c.aliases))) for c in ledger_table().columns}
