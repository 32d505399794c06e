"""第13–16条: the ledger of assets as arrays on the day of a classification."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd

from xltools.policy import Policy
from xltools.rules.art09.cleanup import months_after
from xltools.rules.art12.roster import text
from xltools.rules.periods import month_end
from xltools.rules.projects import Amounts, Dates, Mask, Projects, day, day_text


@dataclass(frozen=True, slots=True)
class Place:
    """A county by 县区名单; one that is not `ranked` has no task funds and need not report."""

    code: str
    city: str
    name: str
    ranked: bool = True


@dataclass(frozen=True, slots=True)
class Holdings:
    """The ledger on a day. `wrong` says of a row why nothing can rest on it; `full` when it has been idle
    long enough.
    """

    assets: Projects
    policy: Policy
    on: dt.date
    wrong: Mapping[int, str]
    full: Dates

    @property
    def frame(self) -> pd.DataFrame:
        """The ledger's rows, read only."""
        return self.assets.frame

    @property
    def low(self) -> Fraction:
        """低效收益率 as a fraction of 1."""
        return self.policy.share("低效收益率")

    def years(self, name: str) -> np.ndarray:
        """A column of years; NaN where blank, 收益年度 then the year before `on`."""
        found = self.assets.number(name)
        return np.where(np.isnan(found), self.on.year - 1, found) if name == "收益年度" else found

    def yields_at_least(self, share: Fraction) -> Mask:
        """年收益 ÷ 原值 ≥ share, exactly."""
        earned, value = self.assets.amount("年收益"), self.assets.amount("原值")
        return np.asarray(earned * share.denominator >= value * share.numerator, bool)


def holdings(frame: pd.DataFrame, policy: Policy, on: dt.date, wrong: Mapping[int, str]) -> Holdings:
    """The ledger prepared for every rule of 第13–16条."""
    assets = Projects(frame)
    months = policy.whole("闲置认定月数")
    return Holdings(assets, policy, on, wrong, months_after(assets.date("闲置起始"), months))


def counties_by_code(roster: pd.DataFrame) -> dict[str, Place]:
    """县区名单 by code, in its order."""
    places = (
        Place(text(r["行政区划代码"]), text(r["市州"]), text(r["县区"]), text(r["是否参评"]) != "否")
        for r in roster.to_dict("records")
    )
    return {place.code: place for place in sorted(places, key=lambda p: p.code) if place.code}


def no_holder(held: Holdings) -> Mask:
    """年收益 above 0 and nobody who runs the asset."""
    return (held.assets.amount("年收益") > 0) & ~held.assets.has("经营主体")


def too_much(held: Holdings) -> Mask:
    """年收益 ÷ 原值 above 收益率疑错上限."""
    bound = held.policy.share("收益率疑错上限")
    earned, value = held.assets.amount("年收益"), held.assets.amount("原值")
    return np.asarray((value > 0) & (earned * bound.denominator > value * bound.numerator), bool)


def decided_on(period: str, today: dt.date) -> dt.date:
    """认定日: the last day of 资产认定月份, where it is blank the day of the press."""
    return month_end(period) if period else today


def idle_months(held: Holdings) -> Amounts:
    """Whole months from 闲置起始 to `on`; 0 where it is blank or lies ahead."""
    since = held.assets.date("闲置起始")
    on = day(held.on)
    months = (on.astype("datetime64[M]") - since.astype("datetime64[M]")).astype("int64")
    months = np.where(np.isnat(since), 0, months)
    over = months_after(since, months) > on  # the last month is not whole yet
    whole: Amounts = np.maximum(months - over, 0)
    return whole


def full_text(held: Holdings, row: int) -> str:
    """The day on which a row has been idle long enough."""
    return day_text(held.full[row])
