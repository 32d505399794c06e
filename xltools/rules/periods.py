"""期别 such as 2024-09: its year, month and last day, the policy's effective date."""

from __future__ import annotations

import calendar
import datetime as dt


def year_of(period: str) -> int:
    """2024-09 → 2024."""
    return int(period[:4])


def month_of(period: str) -> int:
    """2024-09 → 9."""
    return int(period[5:])


def month_end(period: str) -> dt.date:
    """2024-02 → 29 February 2024: the date on which the policy of a 期别 is looked up."""
    year, month = year_of(period), month_of(period)
    return dt.date(year, month, calendar.monthrange(year, month)[1])
