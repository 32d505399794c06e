"""第6条 日常计分: what each county's events add up to, and its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from xltools.rules.art06.ledger import points
from xltools.rules.art06.standard import signed
from xltools.rules.art12.ranking import TIED, places
from xltools.rules.art12.roster import Row, takes_part, text
from xltools.rules.exact import plain_text
from xltools.tables.declared.points import COUNTED, SOURCES, TOTALS


@dataclass(frozen=True, slots=True)
class Score:
    """A county's counted events of the year, points by 来源. A county without task funds has no place."""

    code: str
    city: str
    name: str
    ranked: bool
    by_source: Mapping[str, Sequence[Fraction]]

    @property
    def all(self) -> list[Fraction]:
        return [value for values in self.by_source.values() for value in values]

    @property
    def gained(self) -> Fraction:
        return sum((value for value in self.all if value > 0), Fraction(0))

    @property
    def lost(self) -> Fraction:
        return -sum((value for value in self.all if value < 0), Fraction(0))

    @property
    def total(self) -> Fraction:
        return self.gained - self.lost


def scores(ledger: pd.DataFrame, roster: pd.DataFrame) -> list[Score]:
    """第6条 综合得分: every county of 县区名单 by code, with its counted events; an empty county has 0.

    `ledger` is posted and free of ledger_problems: every code is listed, every 计分 filled.
    """
    events: dict[str, dict[str, list[Fraction]]] = {}
    for row in ledger.to_dict("records"):
        value = points(row)
        if row["状态"] == COUNTED and value is not None:
            own = events.setdefault(row["行政区划代码"], {})
            own.setdefault(text(row["来源"]), []).append(value)
    rows = sorted(roster.to_dict("records"), key=lambda row: str(row["行政区划代码"]))
    return [_score(row, events.get(row["行政区划代码"], {})) for row in rows]


def totals(found: Iterable[Score], year: int, changes: Mapping[str, int] | None = None) -> pd.DataFrame:
    """第6条: 计分结果, the best first; equal scores share a place (1, 1, 3), then by code.

    `changes`: 奖惩额 of each county in 万元, where it has been worked out.
    """
    ordered = sorted(found, key=lambda s: (not s.ranked, -s.total, s.code))
    ranked = [s.total for s in ordered if s.ranked]
    place = places(ranked)
    rows = [_row(s, year, place, len(ranked), ranked.count(s.total) > 1, changes or {}) for s in ordered]
    frame = pd.DataFrame(rows, columns=TOTALS.names)
    numbers = dict.fromkeys(("加分", "扣分", "得分", "奖惩额"), "float64")
    return frame.astype({**numbers, "排名": "Int64", "年度": "Int64"})


def _score(row: Row, by_source: Mapping[str, Sequence[Fraction]]) -> Score:
    city, name = text(row["市州"]), text(row["县区"])
    return Score(row["行政区划代码"], city, name, takes_part(row, ""), by_source)


def _row(
    score: Score, year: int, place: Mapping[Fraction, int], of: int, tied: bool, changes: Mapping[str, int]
) -> dict[str, Any]:
    number = place[score.total] if score.ranked else None
    standing = f"第{number}位（参评{of}个）" if number else "不参评（没有衔接资金任务），不排名"
    return {
        "年度": year,
        "行政区划代码": score.code,
        "市州": score.city,
        "县区": score.name,
        "加分": float(score.gained),
        "扣分": float(score.lost),
        "得分": float(score.total),
        "排名": number,
        "奖惩额": changes.get(score.code),
        "并列": TIED if tied and score.ranked else "",
        "依据": f"第6条 {year}年{explained(score)}，{standing}",
    }


def explained(score: Score) -> str:
    """检查2件-4分、预警9件+3分；加3分扣4分，得分-1分."""
    if not score.all:
        return "没有计入的事件，得分0分"
    parts = [
        f"{source}{len(values)}件{signed(sum(values, Fraction(0)))}分"
        for source in SOURCES
        if (values := score.by_source.get(source, ()))
    ]
    sums = f"加{plain_text(score.gained)}分扣{plain_text(score.lost)}分"
    return f"{'、'.join(parts)}；{sums}，得分{plain_text(score.total)}分"
