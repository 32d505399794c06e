"""第12条 看板: one screen of a 期别: progress by city, lights, the last, and who moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art11.progress import target
from xltools.rules.art12.facts import Facts, county_facts
from xltools.rules.art12.history import COUNTY_LEVEL
from xltools.rules.art12.roster import county_units, text
from xltools.rules.exact import percent_text
from xltools.rules.periods import month_of
from xltools.tables.declared.dashboard import (
    CITY_PROGRESS,
    HEADLINES,
    LAST_COUNTIES,
    LIGHT_COUNTS,
    LIGHT_ROWS,
    MOVES,
    OVERVIEW,
)
from xltools.tables.declared.ranking import LIGHTS
from xltools.tables.model import blank

MOVED = 10
"""How many rises and how many falls 看板_位次变化 shows at the most."""


def overview(
    dispatch: pd.DataFrame, roster: pd.DataFrame, counties: pd.DataFrame, period: str, policy: Policy
) -> pd.DataFrame:
    """看板_概况: the headline figures as they are shown; 全省支出率 is Σ支出 ÷ Σ下达."""
    facts = county_facts(dispatch, county_units(dispatch, roster, period), policy)
    whole = sum(facts.values(), Facts())
    states = Counter(map(text, counties["综合状态"]))
    shown = (
        period,
        str(len(facts)),
        percent_text(whole.支出率) if facts else "",
        percent_text(target(policy, month_of(period))),
        *(str(states[light]) for light in LIGHTS),
    )
    return pd.DataFrame({"指标": HEADLINES, "数值": shown}, columns=OVERVIEW.names)


def city_progress(cities: pd.DataFrame) -> pd.DataFrame:
    """看板_市州进度: 支出率 against the target, the highest first; cities not ranked are left out."""
    ranked = cities[cities["排名"].notna()]
    ordered = ranked.sort_values("支出率", ascending=False, kind="stable", ignore_index=True)
    return ordered.rename(columns={"支出状态": "状态"})[CITY_PROGRESS.names]


def light_counts(counties: pd.DataFrame) -> pd.DataFrame:
    """看板_亮灯: how many counties are 绿, 黄, 红, by dimension and overall."""
    rows = []
    for dimension in LIGHT_ROWS:
        states = Counter(map(text, counties[f"{dimension}状态"]))
        rows.append({"维度": dimension} | {light: states[light] for light in LIGHTS})
    return pd.DataFrame(rows, columns=LIGHT_COUNTS.names)


def last_counties(counties: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """看板_后位县: the last 提醒函后位县数 of the ordered list."""
    ranked = counties[counties["排名"].notna()]
    last = ranked.tail(policy.whole("提醒函后位县数")).reset_index(drop=True)
    return last[LAST_COUNTIES.names]


def moves(counties: pd.DataFrame, history: pd.DataFrame) -> pd.DataFrame:
    """看板_位次变化: the largest rises, then the largest falls, since the 期别 before in 历史排名.

    Counties ranked in both alone; of the falls the largest stands last.
    """
    before = _places_before(history, counties)
    ranked = [r for r in counties.to_dict("records") if not blank(r["排名"]) and r["行政区划代码"] in before]
    rows = [_move(row, before[row["行政区划代码"]]) for row in ranked]
    rows.sort(key=lambda r: (-r["变化"], r["本次排名"]))
    rises = [r for r in rows if r["变化"] > 0][:MOVED]
    falls = [r for r in rows if r["变化"] < 0][-MOVED:]
    return pd.DataFrame([*rises, *falls], columns=MOVES.names)


def _places_before(history: pd.DataFrame, counties: pd.DataFrame) -> dict[str, int]:
    """The places in the latest earlier 期别, by code."""
    period = max(counties["期别"], default="")
    ranked = history[
        (history["级别"] == COUNTY_LEVEL) & (history["参评"] == "是") & (history["期别"] < period)
    ]
    latest = ranked[ranked["期别"] == ranked["期别"].max()]
    return {code: int(place) for code, place in zip(latest["代码"], latest["排名"], strict=True)}


def _move(row: Mapping[Any, Any], before: int) -> dict[str, Any]:
    now = int(row["排名"])
    return {
        "市州": row["市州"],
        "县区": row["县区"],
        "上次排名": before,
        "本次排名": now,
        "变化": before - now,
    }
