"""Parsing a column of raw cells by its Kind; whole clean columns pass without a Python call a cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from xltools.cells import CellError, Uncalculated
from xltools.errors import Severity
from xltools.tables.amounts import clean_floats, parse_numbers
from xltools.tables.dates import FIRST_YEAR, LAST_YEAR, parse_date, parse_period, parse_time
from xltools.tables.model import Column, Kind
from xltools.tables.problem import Parsed, Problem
from xltools.tables.texts import clean_words, parse_choice, parse_code, parse_text

Problems: TypeAlias = list[tuple[int, Problem]]
"""Index in the column, and what is wrong there."""

NUMBERS = frozenset({Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.PERCENT})

_PARSERS: dict[Kind, Callable[[Column, Any], Parsed]] = {
    Kind.TEXT: parse_text,
    Kind.CODE: parse_code,
    Kind.CHOICE: parse_choice,
    Kind.DATE: parse_date,
    Kind.TIME: parse_time,
    Kind.PERIOD: parse_period,
}
_FLOATS = frozenset({float, type(None)})
_MOMENTS = frozenset({dt.datetime, type(None)})
_WORDS = frozenset({str, type(None)})
_BROKEN = frozenset({CellError, Uncalculated})
_MIDNIGHT = dt.time()


def parse_column(column: Column, cells: Sequence[Any]) -> tuple[list[Any], Problems]:
    """Clean values and problems of one column's cells, in order.

    A cell with an error gives None. Problems of a check_only column are notices: nothing is carried on.
    """
    cells = list(cells)
    types = set(map(type, cells))
    if _is_clean(column, cells, types):
        return cells, []
    broken: Problems = []
    if types & _BROKEN:
        broken = [(i, _broken(v)) for i, v in enumerate(cells) if type(v) in _BROKEN]
        cells = [None if type(v) in _BROKEN else v for v in cells]
    clean, problems = _parse(column, cells, types)
    problems = sorted([*broken, *problems], key=lambda p: p[0])
    if column.check_only:
        problems = [(i, p._replace(severity=Severity.NOTICE)) for i, p in problems]
    return clean, problems


def _is_clean(column: Column, cells: list[Any], types: set[type]) -> bool:
    if types <= {type(None)}:
        return True
    if column.kind in NUMBERS:
        return types <= _FLOATS and clean_floats(column, cells)
    if column.kind is Kind.DATE:
        return types <= _MOMENTS and all(
            v is None or (v.time() == _MIDNIGHT and FIRST_YEAR <= v.year <= LAST_YEAR) for v in set(cells)
        )
    return types <= _WORDS and clean_words(column, set(cells) - {None})


def _parse(column: Column, cells: list[Any], types: set[type]) -> tuple[list[Any], Problems]:
    if column.kind in NUMBERS:
        return parse_numbers(column, cells)
    parser = _PARSERS[column.kind]
    if bool in types and types & {float, int}:  # True == 1.0: one would stand for the other below
        return _split([parser(column, v) for v in cells])
    distinct = {v: parser(column, v) for v in set(cells)}
    if any(problem is not None for _, problem in distinct.values()):
        return _split([distinct[v] for v in cells])
    values = {v: value for v, (value, _) in distinct.items()}
    return [values[v] for v in cells], []


def _split(parsed: list[Parsed]) -> tuple[list[Any], Problems]:
    return [p[0] for p in parsed], [(i, p[1]) for i, p in enumerate(parsed) if p[1] is not None]


def _broken(value: CellError | Uncalculated) -> Problem:
    if isinstance(value, Uncalculated):
        return Problem("公式没有计算，没有结果", "请在 Excel 或 WPS 中打开、保存后再报")
    return Problem(f"单元格是错误值 {value.code}", "改正公式，或直接填写结果")
