"""第12条: 历史排名, the rounds a unit was ranked in, and whether it was among the last in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from xltools.rules.art12.roster import Row, text
from xltools.rules.problems import Problem
from xltools.tables.declared.ranking import HISTORY, RANKED_LEVELS
from xltools.tables.model import blank

COUNTY_LEVEL, CITY_LEVEL = RANKED_LEVELS

INSIDE, TIED, OUTSIDE = "居后", "临界并列", "不居后"
"""Among the last; equal in score to both sides of the cut, so that the officer decides; not among them."""


@dataclass(frozen=True, slots=True)
class Round:
    """One 期别 in which a unit was 参评."""

    period: str
    place: int
    of: int
    light: str
    standing: str

    def __str__(self) -> str:
        tied = "，临界并列" if self.standing == TIED else ""
        return f"{self.period}第{self.place}位（共{self.of}个{tied}）"


def history_rows(counties: pd.DataFrame, cities: pd.DataFrame) -> pd.DataFrame:
    """第12条: the rows of 历史排名 that 排名表 and 市州排名表 of one 期别 leave behind."""
    rows = [*_rows(counties, COUNTY_LEVEL, "县区"), *_rows(cities, CITY_LEVEL, "市州")]
    return pd.DataFrame(rows, columns=HISTORY.names).astype({"排名": "Int64", "参评数": "Int64"})


def replace_period(history: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """历史排名 with the rows of their 期别 replaced; the others stay as they are, oldest 期别 first."""
    kept = history[~history["期别"].isin(set(rows["期别"]))]
    frames = [frame.astype({"排名": "Int64", "参评数": "Int64"}) for frame in (kept, rows) if len(frame)]
    joined = pd.concat(frames, ignore_index=True) if frames else rows
    return joined.sort_values("期别", kind="stable", ignore_index=True)[HISTORY.names]


def history_problems(history: pd.DataFrame) -> list[Problem]:
    """第12条: rows of 历史排名 that cannot be counted as a round."""
    problems: list[Problem] = []
    seen: set[tuple[str, ...]] = set()
    for i, row in enumerate(history.to_dict("records")):
        key = tuple(text(row[name]) for name in HISTORY.key)
        if key in seen:
            problems.append(Problem(i, "代码", f"{'、'.join(key)}有两行", "请删去重复的一行", HISTORY.name))
        seen.add(key)
        if row["参评"] == "是" and blank(row["排名"]):
            problems.append(
                Problem(i, "排名", "参评而没有排名", "请补上名次，或把“参评”改为“否”", HISTORY.name)
            )
    return problems


def rounds(history: pd.DataFrame, level: str, period: str, last: int) -> dict[str, list[Round]]:
    """第12条: the rounds of every unit of a level up to `period`, the newest first; 不参评 ones left out.

    `last`: how many places from the end count as 居后.
    """
    ranked = history[(history["级别"] == level) & (history["参评"] == "是") & (history["期别"] <= period)]
    by_period: dict[str, list[Row]] = {}
    for row in ranked.to_dict("records"):
        by_period.setdefault(row["期别"], []).append(row)
    found: dict[str, list[Round]] = {}
    for when in sorted(by_period, reverse=True):
        for code, one in _one_round(when, by_period[when], last):
            found.setdefault(code, []).append(one)
    return found


def unbroken(own: Sequence[Round], period: str, times: int) -> Sequence[Round]:
    """The last `times` rounds when there are so many and the newest is `period`; none otherwise."""
    return own[:times] if len(own) >= times and own[0].period == period else ()


def _one_round(period: str, rows: Sequence[Row], last: int) -> Iterable[tuple[str, Round]]:
    sharing = Counter(int(r["排名"]) for r in rows)
    for row in rows:
        place = int(row["排名"])
        of = len(rows) if blank(row["参评数"]) else int(row["参评数"])
        standing = _standing(place, place + sharing[place] - 1, of - last)
        yield row["代码"], Round(period, place, of, text(row["综合状态"]), standing)


def _standing(first: int, final: int, safe: int) -> str:
    """`first` to `final` are the places of one score, `safe` the last place before the cut.

    Where no place is safe (20 counties or fewer) there is no 居后: the best would be among the last.
    """
    if safe <= 0:
        return OUTSIDE
    if first > safe:
        return INSIDE
    return TIED if final > safe else OUTSIDE


def _rows(ranking: pd.DataFrame, level: str, name: str) -> list[dict[str, Any]]:
    ranked = int(ranking["排名"].notna().sum())
    return [
        {
            "期别": row["期别"],
            "级别": level,
            "代码": row["行政区划代码"],
            "名称": row[name],
            "参评": "否" if blank(row["排名"]) else "是",
            "排名": None if blank(row["排名"]) else int(row["排名"]),
            "参评数": ranked,
            "综合得分": row["综合得分"],
            "综合状态": text(row["综合状态"]),
        }
        for row in ranking.to_dict("records")
    ]
