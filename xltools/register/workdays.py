"""Working days: weekends, days off and days worked instead (调休), of the years that are known.

The State Council announces a year's days in the autumn before. A year nobody has told us about is refused:
counting it as if it had weekends alone would be a guess.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

FESTIVALS = ("元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆")
"""全国年节及纪念日放假办法 第二条: every year has them all."""

_ONE_DAY = dt.timedelta(days=1)
_SATURDAY = 5


class UnknownYearError(Exception):
    """A day of a year whose days off are not known."""

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year


@dataclass(frozen=True, slots=True)
class Calendar:
    """`rest` and `work` are the days that break the week's rule, in the `years` that are known."""

    rest: frozenset[dt.date]
    work: frozenset[dt.date]
    years: frozenset[int]

    def works(self, day: dt.date) -> bool:
        """Whether a day is worked. UnknownYearError."""
        if day.year not in self.years:
            raise UnknownYearError(day.year)
        return day in self.work or (day.weekday() < _SATURDAY and day not in self.rest)

    def on_or_after(self, day: dt.date) -> dt.date:
        """The day, or the first working day after it: 民法典第二百零三条, 最后一日是法定休假日的顺延."""
        while not self.works(day):
            day += _ONE_DAY
        return day

    def on_or_before(self, day: dt.date) -> dt.date:
        """The day, or the last working day before it: for what is to be done 某月底前."""
        while not self.works(day):
            day -= _ONE_DAY
        return day

    def after(self, day: dt.date, count: int) -> dt.date:
        """The `count`-th working day after a day, which itself does not count (民法典第二百零一条)."""
        while count:
            day += _ONE_DAY
            count -= self.works(day)
        return day

    def between(self, begin: dt.date, end: dt.date) -> int:
        """Working days after `begin` up to and with `end`; 0 where `end` is not later."""
        return sum(self.works(day) for day in _days(begin + _ONE_DAY, end))


def weekend(day: dt.date) -> bool:
    """Saturday or Sunday."""
    return day.weekday() >= _SATURDAY


def missing_festivals(names: Iterable[str]) -> list[str]:
    """The festivals that no name of a year's days off mentions."""
    told = "、".join(names)
    return [festival for festival in FESTIVALS if festival not in told]


def announced(year: int) -> Mapping[dt.date, tuple[bool, str]]:
    """The days off and days worked instead of a year as announced, with their festival; empty for a year that
    `chinesecalendar` does not know. True is a working day.
    """
    from chinese_calendar.constants import Holiday, holidays, workdays

    names = {each.value: each.chinese for each in Holiday}
    days = {day: (works, names[name]) for source, works in ((holidays, False), (workdays, True))
            for day, name in source.items() if day.year == year}  # fmt: skip
    return dict(sorted(days.items()))


def _days(begin: dt.date, end: dt.date) -> Iterator[dt.date]:
    for ordinal in range(begin.toordinal(), end.toordinal() + 1):
        yield dt.date.fromordinal(ordinal)
