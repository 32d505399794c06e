"""第12条 两书一函: what the letters are decided on, and one reason for one letter to one unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art12.facts import Facts, city_facts, county_facts
from xltools.rules.art12.history import CITY_LEVEL, COUNTY_LEVEL, Round, rounds
from xltools.rules.art12.roster import Unit, city_code, county_units

REMINDER, RECTIFY, INTERVIEW, CIRCULAR = "提醒敦促函", "整改通知书", "约谈通知书", "点名通报"

OVERDUE_PROBLEMS = "督导检查问题逾期未销号（缺省）"
"""触发条款 of a letter that speaks of inspections alone."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """`doubtful` where the officer has to decide (a tie across the cut, a missing figure): 是否签发 = 否."""

    letter: str
    code: str
    clause: str
    reason: str
    demand: str
    doubtful: bool = False


@dataclass(frozen=True)
class Evidence:
    """Everything 第12条 looks at for one 期别, judged as of its last day; `today` dates the letters.

    `history` includes the 期别 itself. `letters` is 函件清单 so far, `reviews` 问题清单. `investments` is
    当年投资额 of 年度计划 in 分 by county code; a county not in it has Σ四级下达 of the 期别 (缺省).
    `inspections` is 问题台账 of 督导检查, None without it.
    """

    period: str
    today: dt.date
    policy: Policy
    dispatch: pd.DataFrame
    roster: pd.DataFrame
    history: pd.DataFrame
    letters: pd.DataFrame
    reviews: pd.DataFrame
    adjustments: pd.DataFrame
    investments: Mapping[str, int] | None = None
    inspections: pd.DataFrame | None = None

    @cached_property
    def counties(self) -> dict[str, Unit]:
        """Every county by code, also those not ranked."""
        return {u.code: u for u in county_units(self.dispatch, self.roster, self.period)}

    @cached_property
    def names(self) -> dict[str, str]:
        """The full name of every county and city by code: 乐山市市中区, 乐山市."""
        cities = {city_code(u.code): u.city for u in self.counties.values()}
        return cities | {code: u.full_name for code, u in self.counties.items()}

    @cached_property
    def facts(self) -> dict[str, Facts]:
        """The facts of every 参评 county and of every city by code."""
        counties = county_facts(self.dispatch, self.counties.values(), self.policy)
        return counties | city_facts(counties)

    @cached_property
    def rounds(self) -> dict[str, list[Round]]:
        """The rounds of every county and city by code, the newest first."""
        found = self._rounds(COUNTY_LEVEL) | self._rounds(CITY_LEVEL)
        return {code: own for code, own in found.items() if code in self.names}

    def last(self, level: str) -> int:
        """第12条: how many counties or cities count as 居后."""
        return self.policy.whole("提醒函后位县数" if level == COUNTY_LEVEL else "提醒函后位市数")

    def behind(self, code: str) -> str:
        """居后20位 or 居后5位, as the unit's level has it."""
        return f"居后{self.last(COUNTY_LEVEL if code in self.counties else CITY_LEVEL)}位"

    def _rounds(self, level: str) -> dict[str, list[Round]]:
        return rounds(self.history, level, self.period, self.last(level))
