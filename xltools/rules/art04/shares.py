"""第4条: exact shares of a whole, as integers over their sum, so that thousands of counties stay fast."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import NamedTuple

import numpy as np
import pandas as pd

from xltools.rules.exact import as_shown

_FLOAT_BITS = 1000
"""Whole numbers up to this size fit in a float."""


class Counted(NamedTuple):
    """Exact figures as whole numbers of one unit: 12.5 and 3 are 25 and 6 of ½."""

    numbers: Sequence[int]
    unit: Fraction = Fraction(1)

    @property
    def shown(self) -> list[float]:
        """The figures for a sheet, each the float nearest to the exact one."""
        top, bottom = self.unit.as_integer_ratio()
        return [top * number / bottom for number in self.numbers]


@dataclass(frozen=True)
class Shares:
    """`parts[i]` ÷ `whole` is the share of county i; the parts add up to the whole."""

    parts: Sequence[int]
    whole: int

    @cached_property
    def shown(self) -> list[float]:
        """The shares for a sheet, to fifteen digits."""
        if self.whole.bit_length() > _FLOAT_BITS:
            return [part / self.whole for part in self.parts]
        shares: list[float] = (np.array(self.parts, "float64") / float(self.whole)).tolist()
        return shares


def counted(column: pd.Series) -> Counted:
    """A column's numbers as they are shown, exactly."""
    numbers = column.to_numpy("float64")
    for scale in (1, 100):
        scaled = np.rint(numbers * scale)
        if (scaled / scale == numbers).all():
            return Counted(scaled.astype("int64").tolist(), Fraction(1, scale))
    exact = {number: as_shown(number) for number in set(numbers.tolist())}
    return counted_exactly([exact[number] for number in numbers.tolist()])


def counted_exactly(values: Sequence[Fraction]) -> Counted:
    """Fractions over their common denominator."""
    ratios = [value.as_integer_ratio() for value in values]
    scale = lcm(*{bottom for _, bottom in ratios})
    return Counted([top * (scale // bottom) for top, bottom in ratios], Fraction(1, scale))


def shares_of(numbers: Sequence[int]) -> Shares | None:
    """第4条 s_ik = x_ik ÷ Σ x_ik; None where nobody has any, for nothing can be shared out by it."""
    whole = sum(numbers)
    return Shares(numbers, whole) if whole else None


def combined(weighted: Iterable[tuple[Fraction, Shares | None]]) -> Shares | None:
    """第4条 Σ_k w_k·s_ik ÷ Σ_k w_k over the shares that there are: the weight of one that nobody has any of
    goes to the others in proportion.
    """
    terms = [(weight / shares.whole, shares.parts) for weight, shares in weighted if shares and weight]
    if not terms:
        return None
    sums = [0] * len(terms[0][1])
    for factor, (_, parts) in zip(counted_exactly([f for f, _ in terms]).numbers, terms, strict=True):
        sums = [total + factor * part for total, part in zip(sums, parts, strict=True)]
    return shares_of(sums)
