"""What an officer typed into a result table, and the rows of other years, kept through the next press."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from xltools.errors import Issue, Severity
from xltools.tables.model import Kind, Reading, Table, blank, shown

_YEAR = "年度"
_COMPARED = (Kind.MONEY, Kind.CHOICE)
_ROUNDED = 4


def kept(
    now: pd.DataFrame, before: Reading, columns: Sequence[str], year: int
) -> tuple[pd.DataFrame, list[Issue]]:
    """`now` with what the officer filled into `columns` of the same rows before, and below it the rows of
    other years. A notice tells what was typed into a row that is gone.
    """
    typed = _typed(before, columns)
    keys = keys_of(now, before.table)
    result = now.copy()
    for column in columns:
        answers = [typed.get(key, (None, {}))[1].get(column) for key in keys]
        result[column] = pd.Series(answers, index=result.index, dtype=object)
    there = set(keys)
    gone = {key: place for key, place in typed.items() if key not in there and _of(before, place[0], year)}
    return _with_others(result, before, year), [_lost(before, *place) for place in gone.values()]


def stale(now: pd.DataFrame, before: Reading) -> int:
    """How many rows of a result as it stands differ from the same computed now: in amounts, verdicts, or by
    not being there.
    """
    table = before.table
    names = [column.name for column in table.columns if column.kind in _COMPARED]
    own = dict(zip(keys_of(now, table), _values(now, names), strict=True))
    years = set(now[_YEAR]) if _YEAR in now else set()
    frame = before.frame[before.frame[_YEAR].isin(years)] if years else before.frame
    stood = dict(zip(keys_of(frame, table), _values(frame, names), strict=True))
    return sum(own.get(key) != stood.get(key) for key in own.keys() | stood.keys())


def keys_of(frame: pd.DataFrame, table: Table) -> list[tuple[str, ...]]:
    """The key of each row as text."""
    return _values(frame, table.key)


def _values(frame: pd.DataFrame, names: Sequence[str]) -> list[tuple[str, ...]]:
    columns = [[_plain(value) for value in frame[name].tolist()] for name in names]
    return list(zip(*columns, strict=True)) if columns else [()] * len(frame)


def _plain(value: Any) -> str:
    return shown(round(value, _ROUNDED) if isinstance(value, float) else value)


def _typed(before: Reading, columns: Sequence[str]) -> dict[tuple[str, ...], tuple[int, dict[str, Any]]]:
    """Key → row and what the officer filled in."""
    found: dict[tuple[str, ...], tuple[int, dict[str, Any]]] = {}
    for i, key in enumerate(keys_of(before.frame, before.table)):
        filled = {name: value for name in columns if not blank(value := before.value(i, name))}
        if filled:
            found[key] = (i, filled)
    return found


def _of(before: Reading, row: int, year: int) -> bool:
    return _YEAR not in before.frame or before.value(row, _YEAR) == year


def _with_others(now: pd.DataFrame, before: Reading, year: int) -> pd.DataFrame:
    """Rows of other years below, as they stand."""
    if _YEAR not in before.frame or not len(before.frame):
        return now
    others = before.frame.loc[before.frame[_YEAR].notna() & (before.frame[_YEAR] != year), now.columns]
    return pd.concat([now, others], ignore_index=True) if len(others) else now


def _lost(before: Reading, row: int, filled: dict[str, Any]) -> Issue:
    said = "；".join(f"{name}：{shown(value)}" for name, value in filled.items())
    key = "、".join(filter(None, keys_of(before.frame.iloc[[row]], before.table)[0]))
    problem = f"{key}这一行已不在结果里，您原来填的是“{said}”"
    remedy = "台账改正后重新按会再列出；还要用的，请另行记下"
    column = next(iter(filled))
    return before.issue(row, column, problem, remedy, Severity.NOTICE)
