"""Checks inside one table, named in its declaration: `checks=(at_most("中央支出", "中央到位"), ...)`.

Blank cells and cells already reported are passed over: one mistake, one complaint.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from xltools.errors import Issue
from xltools.tables.headings import missing_column
from xltools.tables.model import Check, Rows
from xltools.tables.problem import plain

_NOISE = 1e-6
_SMALL, _CLOSE = 0.015, 0.0005
"""A rate this small typed in points (0.9 for 0.9 %) looks like a fraction; the figures beside it tell."""

_SIX_DIGITS = re.compile(r"\d{6}")


def at_most(small: str, large: str) -> Check:
    """`small` is never above `large` in a row: 支出 ≤ 到位."""
    return partial(_at_most, small, large)


def sums_to(parts: Sequence[str], total: str, tolerance: float) -> Check:
    """`total`, where the sheet has it, equals the sum of `parts` within `tolerance`; blanks count as 0."""
    return partial(_sums_to, tuple(parts), total, tolerance)


def is_ratio(name: str, over: Sequence[str], under: Sequence[str], tolerance: float) -> Check:
    """`name`, where the sheet has it, equals Σ`over` ÷ Σ`under` within `tolerance` (a fraction).

    A rate under 1.5 % may also stand in points: 0.9 beside figures that make 0.9 %.
    """
    return partial(_is_ratio, name, tuple(over), tuple(under), tolerance)


def unique(*names: str) -> Check:
    """No two rows have the same filled `names`."""
    return partial(_unique, names)


def filled(names: Sequence[str], unless: tuple[str, str]) -> Check:
    """Every one of `names` is in the sheet and filled, but in rows where column unless[0] is unless[1]."""
    return partial(_filled, tuple(names), unless)


def positive(parts: Sequence[str], what: str, unless: tuple[str, str]) -> Check:
    """Σ`parts` is above 0, but in rows where column unless[0] is unless[1]; `what` names the sum."""
    return partial(_positive, tuple(parts), what, unless)


def six_digits(name: str) -> Check:
    """An administrative code has six digits; twelve-digit statistical codes and short ones are reported."""
    return partial(_six_digits, name)


def in_order(*names: str) -> Check:
    """Dates in a row never run backwards: 入库日期 ≤ 开工日期 ≤ 完工日期."""
    return partial(_in_order, names)


def _at_most(small: str, large: str, rows: Rows) -> Iterator[Issue]:
    for i, (a, b) in enumerate(zip(rows.values(small), rows.values(large), strict=True)):
        if a is not None and b is not None and a > b + _NOISE:
            remedy = f"核对本格与“{large}”（{rows.cell(i, large)}）"
            yield rows.issue(i, small, f"{small}{plain(a)}大于{large}{plain(b)}", remedy)


def _sums_to(parts: tuple[str, ...], total: str, tolerance: float, rows: Rows) -> Iterator[Issue]:
    if total not in rows.at:
        return
    columns, told = [rows.values(p) for p in parts], _in_error(rows)
    for i, (stated, *values) in enumerate(zip(rows.values(total), *columns, strict=True)):
        if stated is None:
            continue
        found = sum(filter(None, values))
        if abs(stated - found) <= tolerance + _NOISE or values.count(None) == len(values):
            continue
        if not _reported(told, rows, i, parts):
            problem = f"{total}{plain(stated)}不等于{'、'.join(parts)}之和{plain(found)}"
            yield rows.issue(i, total, problem, f"相差{plain(stated - found)}，核对各栏和合计")


def _is_ratio(
    name: str, over: tuple[str, ...], under: tuple[str, ...], tolerance: float, rows: Rows
) -> Iterator[Issue]:
    if name not in rows.at:
        return
    tops, bottoms, told = _sums(rows, over), _sums(rows, under), _in_error(rows)
    for i, stated in enumerate(rows.values(name)):
        if stated is None or not bottoms[i]:
            continue
        found = tops[i] / bottoms[i]
        if abs(stated - found) <= tolerance + _NOISE or (
            found < _SMALL and abs(stated / 100 - found) <= _CLOSE
        ):
            continue
        if not _reported(told, rows, i, (*over, *under)):
            problem = f"{name}{stated:.2%}与按本行各栏计算的{found:.2%}不符"
            yield rows.issue(
                i, name, problem, f"{plain(tops[i])}÷{plain(bottoms[i])}；核对各栏，或更正这一格"
            )


def _unique(names: tuple[str, ...], rows: Rows) -> Iterator[Issue]:
    columns = [rows.values(name) for name in names]
    first: dict[tuple[Any, ...], int] = {}
    for i, key in enumerate(zip(*columns, strict=True)):
        if None in key:
            continue
        seen = first.setdefault(key, i)
        if seen != i:
            problem = f"与第{rows.rows[seen]}行重复：{'、'.join(names)}相同"
            yield rows.issue(i, names[-1], problem, "只留一行；不是同一项的，改正重复的栏")


def _filled(names: tuple[str, ...], unless: tuple[str, str], rows: Rows) -> Iterator[Issue]:
    excused, told = _excused(rows, unless), _in_error(rows)
    for name in names:
        if name not in rows.at:
            yield missing_column(rows, name)
            continue
        values = rows.values(name)
        if None not in values:
            continue
        for i, value in enumerate(values):
            if value is None and not excused[i] and not _reported(told, rows, i, (name,)):
                yield rows.issue(i, name, "空白", "没有请填0")


def _positive(parts: tuple[str, ...], what: str, unless: tuple[str, str], rows: Rows) -> Iterator[Issue]:
    excused = _excused(rows, unless)
    columns = [rows.values(p) for p in parts]
    for i, values in enumerate(zip(*columns, strict=True)):
        if not excused[i] and None not in values and sum(values) == 0:
            remedy = f"核对{what}；没有衔接资金任务的，把“{unless[0]}”填“{unless[1]}”"
            yield rows.issue(i, parts[0], f"参评县的{what}是0", remedy)


def _six_digits(name: str, rows: Rows) -> Iterator[Issue]:
    for i, code in enumerate(rows.values(name)):
        if code is not None and not _SIX_DIGITS.fullmatch(code):
            hint = f"，可能是 {code[:6]}" if len(code) > 6 and code[:6].isdigit() else ""
            yield rows.issue(i, name, "不是六位代码", f"填六位国标代码{hint}")


def _in_order(names: tuple[str, ...], rows: Rows) -> Iterator[Issue]:
    for early, late in pairwise(names):
        for i, (a, b) in enumerate(zip(rows.values(early), rows.values(late), strict=True)):
            if a is not None and b is not None and a > b:
                problem = f"{late}{b:%Y-%m-%d}早于{early}{a:%Y-%m-%d}"
                yield rows.issue(i, late, problem, f"核对本格与“{early}”（{rows.cell(i, early)}）")


def _sums(rows: Rows, names: Iterable[str]) -> list[float]:
    columns = [rows.values(name) for name in names]
    return [sum(v or 0 for v in values) for values in zip(*columns, strict=True)]


def _excused(rows: Rows, unless: tuple[str, str]) -> list[bool]:
    return [value == unless[1] for value in rows.values(unless[0])]


def _in_error(rows: Rows) -> frozenset[str]:
    """The cells that have an error before a check begins: looked up once, for there may be thousands."""
    return frozenset(issue.cell for issue in rows.errors)


def _reported(told: frozenset[str], rows: Rows, i: int, names: Iterable[str]) -> bool:
    """Whether one of these cells is among them."""
    return any(rows.cell(i, name) in told for name in names)
