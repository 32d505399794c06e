"""第7–9条: the columns of 项目库 as arrays, each prepared once for all checks of a run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from xltools.rules.exact import FEN
from xltools.rules.words import containing
from xltools.tables.model import blank

Mask = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]
Amounts = npt.NDArray[np.int64]
Dates = npt.NDArray[np.datetime64]

_T = TypeVar("_T")

Rows = npt.NDArray[np.int64]
"""Positions of rows, from 0."""


class Projects:
    """The rows of 项目库 (or 年度计划), read only; every array is in the order of `frame`."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame
        self._texts: dict[str, Texts] = {}
        self._wordings: dict[str, tuple[Rows, Texts]] = {}
        self._dates: dict[str, Dates] = {}
        self._numbers: dict[str, npt.NDArray[np.float64]] = {}
        self._said: dict[tuple[str, ...], Mask] = {}
        self._made: dict[str, Any] = {}

    def __len__(self) -> int:
        return len(self.frame)

    def text(self, name: str) -> Texts:
        """A column of words, codes or choices; empty where blank."""
        if name not in self._texts:
            numbers, wordings = self.wordings(name)
            self._texts[name] = wordings[numbers]
        return self._texts[name]

    def wordings(self, name: str) -> tuple[Rows, Texts]:
        """A column as numbers of its different wordings; so each wording is looked at once."""
        if name not in self._wordings:
            numbers, raw = pd.factorize(self.frame[name].to_numpy(object), use_na_sentinel=False)
            texts = _objects([_text(value) for value in raw])
            if len(set(texts)) < len(texts):  # None and blanks, or a word with blanks around it
                same, texts = pd.factorize(texts)
                numbers = same[numbers]
            self._wordings[name] = numbers, texts
        return self._wordings[name]

    def together(self, *names: str) -> Rows:
        """Several columns as one number a combination."""
        numbers, _ = self.wordings(names[0])
        for name in names[1:]:
            others, wordings = self.wordings(name)
            numbers = pd.factorize(numbers * np.int64(len(wordings)) + others)[0]
        return numbers

    def has(self, name: str) -> Mask:
        """Where a column of words is filled."""
        numbers, wordings = self.wordings(name)
        return np.asarray(wordings != "", bool)[numbers]

    def number(self, name: str) -> npt.NDArray[np.float64]:
        """A column of amounts or counts; NaN where blank."""
        if name not in self._numbers:
            self._numbers[name] = self.frame[name].to_numpy("float64", na_value=np.nan)
        return self._numbers[name]

    def known(self, name: str) -> Mask:
        """Where a number is filled."""
        return ~np.isnan(self.number(name))

    def amount(self, name: str) -> Amounts:
        """A column of 万元 in 分, exact; 0 where blank."""
        return np.rint(np.nan_to_num(self.number(name)) * FEN).astype(np.int64)

    def date(self, name: str) -> Dates:
        """A column of dates, by the day; NaT where blank."""
        if name not in self._dates:
            self._dates[name] = self.frame[name].to_numpy("datetime64[D]")
        return self._dates[name]

    def dated(self, name: str) -> Mask:
        """Where a date is filled."""
        return ~np.isnat(self.date(name))

    def says(self, name: str, words: Sequence[str]) -> Mask:
        """Where a column contains one of these words; each wording is looked through once."""
        key = (name, *words)
        if key not in self._said:
            numbers, wordings = self.wordings(name)
            self._said[key] = containing(wordings.tolist(), words)[numbers]
        return self._said[key]

    def once(self, name: str, make: Callable[[Projects], _T]) -> _T:
        """What several checks of a run need, made once and kept by its name."""
        if name not in self._made:
            self._made[name] = make(self)
        made: _T = self._made[name]
        return made

    def is_(self, name: str, choices: Iterable[str]) -> Mask:
        """Where a column holds one of these choices."""
        numbers, wordings = self.wordings(name)
        wanted = frozenset(choices)
        return np.array([wording in wanted for wording in wordings], bool)[numbers]


def day(date: dt.date) -> np.datetime64:
    """A date to compare a column with."""
    return np.datetime64(date, "D")


def day_text(value: np.datetime64) -> str:
    """2024-08-31, as it stands in a reason; a blank date is 空白."""
    return "空白" if np.isnat(value) else str(value)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    return "" if blank(value) else str(value)


def _objects(values: list[str]) -> Texts:
    array = np.empty(len(values), object)
    array[:] = values
    return array
