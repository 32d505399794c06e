"""第6、12条: what the rankings and letters of 调度排名 bring into the points ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from xltools.rules.art12.history import COUNTY_LEVEL
from xltools.rules.art12.roster import city_code, text
from xltools.rules.periods import month_end, year_of
from xltools.tables.declared.points import CIRCULATED, WARNED

_PARTS = 4


@dataclass(frozen=True, slots=True)
class Event:
    """One light or letter of one 期别; `number` is the letter's 文号, empty where it has none yet."""

    period: str
    source: str
    reason: str
    code: str
    number: str = ""

    @property
    def key(self) -> str:
        """登记号: 2024-09/预警/综合红灯/511102. The same event, the same key."""
        return "/".join((self.period, self.source, self.reason, self.code))

    @property
    def date(self) -> dt.date:
        """The last day of the 期别, whatever the letter's own date: the year is that of the 期别."""
        return month_end(self.period)


@dataclass(frozen=True, slots=True)
class Feed:
    """All events of one year by 登记号, and the 期别 that the source knows: it may have been replaced.

    `workbook` is where they come from; it speaks for these 来源 alone.
    """

    events: dict[str, Event]
    periods: frozenset[str]
    workbook: str = "调度排名"
    sources: tuple[str, ...] = (WARNED, CIRCULATED)

    def knows(self, event: Event) -> bool:
        """Whether an event is this source's to confirm or to take back."""
        return event.source in self.sources and event.period in self.periods


def feed(history: pd.DataFrame, letters: pd.DataFrame, year: int) -> Feed:
    """第12条 纳入计分制管理内容: every light of a 参评 county and every letter sent to a county in `year`."""
    found = [*_lights(history, year), *_sent(letters, year)]
    return Feed({event.key: event for event in found}, frozenset(map(str, history["期别"])))


def from_key(key: str) -> Event | None:
    """The event that a 登记号 stands for; None where it is not one of ours. A 事由 may have a / of its own:
    it ends in the number of a problem, which officers write as they like.
    """
    parts = key.split("/")
    if len(parts) < _PARTS:
        return None
    period, source, *reason, code = parts
    return Event(period, source, "/".join(reason), code)


def _lights(history: pd.DataFrame, year: int) -> Iterable[Event]:
    for row in history.to_dict("records"):
        counts = row["级别"] == COUNTY_LEVEL and row["参评"] == "是" and year_of(row["期别"]) == year
        if counts and text(row["综合状态"]):
            yield Event(row["期别"], WARNED, f"综合{row['综合状态']}灯", row["代码"])


def _sent(letters: pd.DataFrame, year: int) -> Iterable[Event]:
    """Confirmed letters that were made: those with a 文号 or a 文件. Cities have no points."""
    for row in letters.to_dict("records"):
        number = text(row["文号"])
        sent = row["是否签发"] == "是" and (number or text(row["文件"]))
        if sent and year_of(row["期别"]) == year and row["代码"] != city_code(row["代码"]):
            yield Event(row["期别"], CIRCULATED, row["函件"], row["代码"], number)
