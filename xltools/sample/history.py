"""What the office has behind it: earlier rankings and this year's letters, worked out from the figures."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import pandas as pd

from xltools.policy import load
from xltools.rules.art12.history import history_rows, replace_period
from xltools.rules.art12.letters import letters
from xltools.rules.art12.ranking import rank_cities, rank_counties
from xltools.rules.art12.trigger import Evidence
from xltools.rules.periods import month_end, month_of, year_of
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.ranking import HISTORY

FIRST_RANKED = "2023-01"
"""The first month of the plan: before it nothing was ranked."""

FIRST_LETTERS = "2024-06"
"""The plan was published in May 2024."""

Frames = dict[str, pd.DataFrame]


def ranked_before(frames: Frames) -> Frames:
    """历史排名 and 函件清单 of every 期别 in 调度表.

    `frames`: 县区名单, 调度表, 问题清单 and 调整台账. Letters without doubt were signed and numbered.
    """
    history = pd.DataFrame(columns=HISTORY.names)
    sent = pd.DataFrame(columns=LETTERS.names)
    dispatch = frames["调度表"]
    for period in sorted(p for p in dispatch["期别"].unique() if p >= FIRST_RANKED):
        month = dispatch[dispatch["期别"] == period].reset_index(drop=True)
        history = replace_period(history, _round(month, frames["县区名单"], period))
        if period >= FIRST_LETTERS:
            sent = _append(sent, _letters(month, frames, history, sent, period))
    return {"历史排名": history, "函件清单": sent}


def _round(month: pd.DataFrame, roster: pd.DataFrame, period: str) -> pd.DataFrame:
    policy = load(month_end(period))
    counties = rank_counties(month, roster, period, policy)
    return history_rows(counties, rank_cities(month, roster, period, policy))


def _letters(
    month: pd.DataFrame, frames: Frames, history: pd.DataFrame, sent: pd.DataFrame, period: str
) -> pd.DataFrame:
    """The letters of one 期别, confirmed and numbered except where the officer left them out."""
    evidence = Evidence(
        period=period,
        today=_eighth_of_next_month(period),
        policy=load(month_end(period)),
        dispatch=month,
        roster=frames["县区名单"],
        history=history,
        letters=sent,
        reviews=frames["问题清单"],
        adjustments=frames["调整台账"],
    )
    return _numbered(letters(evidence), sent, year_of(period))


def _numbered(new: pd.DataFrame, sent: pd.DataFrame, year: int) -> pd.DataFrame:
    """模拟函〔2024〕1号 and on, one series a kind of letter, without gaps."""
    given = Counter(sent.loc[sent["文号"] != "", "函件"])
    rows: list[dict[Any, Any]] = new.to_dict("records")
    for row in rows:
        if row["是否签发"] == "是":
            given[row["函件"]] += 1
            row["文号"] = f"模拟{row['函件'][:2]}〔{year}〕{given[row['函件']]}号"
    return pd.DataFrame(rows, columns=LETTERS.names)


def _append(sent: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    parts = [frame for frame in (sent, new) if len(frame)]
    return pd.concat(parts, ignore_index=True) if parts else sent


def _eighth_of_next_month(period: str) -> dt.date:
    year, month = year_of(period), month_of(period)
    return dt.date(year + month // 12, month % 12 + 1, 8)
