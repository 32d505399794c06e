"""第4条, 第1条: a sum shared out to the last 万元, and the share that a part is of a total."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Any, NamedTuple, TypeAlias

from xltools.rules.apportion import apportion, bounds_gap
from xltools.rules.art01.industry import BASES, industry_shares
from xltools.rules.exact import as_shown, fen, plain_text
from xltools.tables.model import Kind
from xltools.udfs.answers import Answer, Wrong, refuse, stop_at
from xltools.udfs.lines import Line, codes_of, padded, spread, stop_at_lengths

MOST_DECIMALS = 6
"""Of a 万元: one 分."""

NO_BASE = "—"
"""The share of nothing."""

Bound: TypeAlias = list[Fraction | None]


def shared_out(
    total: float | None,
    weights: Line,
    floors: Line | None,
    caps: Line | None,
    codes: Line | None,
    places: int,
) -> Answer:
    """第4条: `total` by weights to `places` decimals of a 万元, by largest remainder, within the bounds.

    Equal remainders go by code, by place where there are no codes.
    """
    units = _units(total, places)
    values = weights.parsed(Kind.NUMBER, low=0)
    rows = _filled(weights, values)
    low, high = _bounds(weights, floors, rows), _bounds(weights, caps, rows)
    least = [0 if bound is None else ceil(bound * 10**places) for bound in low]
    most = [None if bound is None else floor(bound * 10**places) for bound in high]
    crossed = [k for k, n in enumerate(most) if n is not None and n < least[k]]
    stop_at([] if floors is None else [_crossed(floors, rows[k], low[k], high[k]) for k in crossed])
    order: Sequence[Any] = rows if codes is None else codes_of(codes, rows)
    shares = [as_shown(values[i]) for i in rows]
    _stop_at_gaps(units, shares, least, most, places)
    amounts = apportion(units, shares, least, most, order)
    found = dict(zip(rows, (float(Fraction(a, 10**places)) for a in amounts), strict=True))
    return spread(weights, [found.get(i) for i in range(len(values))])


def shares(parts: Line, totals: Line, groups: Line | None, deducted: Line | None) -> Answer:
    """第1条: part ÷ total (less what is deducted) in each row, or of the sums of the row's group.

    `totals` may be one amount that all parts belong to.
    """
    part, total, off = _amounts(parts, totals, groups, deducted)
    rows = [i for i in range(len(part)) if part[i] is not None or total[i] is not None]
    remedy = "没有的填0"
    stop_at([*parts.blanks(part, rows, remedy), *totals.blanks(total, rows, remedy)])
    names = dict(zip(rows, rows if groups is None else _group_names(groups, rows), strict=True))
    sums: dict[Any, Sums] = {}
    for i in rows:
        sums[names[i]] = sums.get(names[i], Sums()).plus(fen(part[i]), fen(total[i]), fen(off[i] or 0.0))
    above = {name for name, own in sums.items() if own.part > max(own.total - own.off, 0)}
    wrong = [i for i in rows if names[i] in above]
    stop_at([parts.wrong(i, "大于它的总额（扣除后）", "核对两栏，是否选反了") for i in wrong])
    return spread(parts, [sums[names[i]].share if i in names else None for i in range(len(part))])


def _amounts(parts: Line, totals: Line, groups: Line | None, deducted: Line | None) -> list[list[Any]]:
    """The three amounts of each row, None where blank."""
    columns = [line.parsed(Kind.MONEY, low=0) for line in (parts, totals, deducted) if line is not None]
    if totals.length == 1 < parts.length:
        if groups is not None or deducted is not None:
            raise refuse(totals.label, "只有一格", "要分组或扣除，请给与部分一样长的一列")
        columns[1] = [None if amount is None else columns[1][0] for amount in columns[0]]
    else:
        stop_at_lengths(parts, totals)
    length = max(map(len, columns))
    return [padded(column, length) for column in (*columns, [])[:3]]


class Sums(NamedTuple):
    """Amounts of a row or a group, in 分."""

    part: int = 0
    total: int = 0
    off: int = 0

    def plus(self, part: int, total: int, off: int) -> Sums:
        """With another row added."""
        return Sums(self.part + part, self.total + total, self.off + off)

    @property
    def share(self) -> float | str:
        """第1条: the reading 扣以工代赈, which is 全部 where nothing is deducted."""
        found = industry_shares(self.total, self.part, self.off).get(BASES[1])
        return NO_BASE if found is None else float(found)


def _group_names(groups: Line, rows: Sequence[int]) -> list[str]:
    names = padded(groups.parsed(Kind.TEXT), max(rows) + 1)
    stop_at(list(groups.blanks(names, rows, "填所属的组，如市州")))
    return [names[i] for i in rows]


def _units(total: float | None, places: int) -> int:
    """The total in its smallest units; it must be a whole number of them."""
    if total is None:
        raise refuse("总额", "是空的", "填要分的总额")
    units = as_shown(total) * 10**places
    if units.denominator != 1:
        text = plain_text(as_shown(total))
        raise refuse("总额", f"{text}多于{places}位小数，分不尽", "改总额，或加大第6个参数“小数位”")
    return int(units)


def _filled(weights: Line, values: Sequence[Any]) -> list[int]:
    """The rows that take part: all down to the last; above the first only headings of whole columns."""
    first = next(i for i, value in enumerate(values) if value is not None) if weights.given.whole else 0
    rows = range(first, len(values))
    stop_at(list(weights.blanks(values, rows, "没有份额的填0")))
    return list(rows)


def _bounds(weights: Line, bound: Line | None, rows: Sequence[int]) -> Bound:
    """A bound for each row: one for all, or one each; None where there is none."""
    if bound is None:
        return [None] * len(rows)
    values = bound.parsed(Kind.NUMBER, low=0)
    if bound.length == 1:
        values = values * (rows[-1] + 1)
    else:
        stop_at_lengths(weights, bound)
    values = padded(values, rows[-1] + 1)
    return [None if values[i] is None else as_shown(values[i]) for i in rows]


def _crossed(floors: Line, row: int, low: Fraction | None, high: Fraction | None) -> Wrong:
    """A floor above its cap, or so close below that no amount fits in between."""
    assert low is not None and high is not None
    cap = plain_text(high)
    problem = f"大于上限{cap}" if low > high else f"到上限{cap}之间没有能分的数"
    return floors.wrong(0 if floors.length == 1 else row, problem, "核对下限和上限")


def _stop_at_gaps(
    units: int, weights: Sequence[Fraction], least: Sequence[int], most: Sequence[int | None], places: int
) -> None:
    above, short = bounds_gap(units, weights, least, most)
    if above:
        problem = f"合计比总额多{plain_text(Fraction(above, 10**places))}"
        raise refuse("下限", problem, "调低下限或增加总额")
    if short and not any(weights):
        raise refuse("权重", "合计是0", "至少有一行大于0")
    if short:
        problem = f"合计比总额少{plain_text(Fraction(short, 10**places))}"
        raise refuse("上限", problem, "调高上限或减少总额")
