"""planted.csv held against what the office's workbook says: scores, lights and letters."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from xltools.sample.edges import LIT, PERIOD, SCORED, planted
from xltools.sample.score import Key, Score
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.ranking import CITY_RANKING, RANKING

INTERVIEW, BULLETIN = "约谈通知书", "点名通报"
"""A 点名通报 goes with every 整改通知书."""


def judge_edges(workbook: Path, interviewed: Iterable[str] = ()) -> list[Score]:
    """Scores, lights and letters of the planted counties and cities.

    `interviewed`: whom the recheck of the yearly plans makes due a 约谈通知书.
    """
    from xltools.hosts.closed import open_closed
    from xltools.tables.sheets import read_table

    with open_closed(workbook) as book:
        ranked = [read_table(book, table).frame for table in (RANKING, CITY_RANKING)]
        letters = read_table(book, LETTERS).frame
    due: set[Key] = {(p.code, name, value) for p in planted() for name, value in p.due.items()}
    sent: set[Key] = {(p.code, kind) for p in planted() for kind in p.letters}
    sent |= {(code, INTERVIEW) for code in interviewed}
    return [Score.of("排名得分和亮灯", due, _shown(ranked)), Score.of("函件清单", sent, _sent(letters))]


def _shown(ranked: list[pd.DataFrame]) -> set[Key]:
    """Of the planted, what the tables show in the columns that planted.csv fills."""
    asked = {p.code: set(p.due) for p in planted()}
    rows: list[dict[Any, Any]] = [row for frame in ranked for row in frame.to_dict("records")]
    return {
        (row["行政区划代码"], name, f"{row[name]:.2f}" if name in SCORED else row[name])
        for row in rows
        for name in (*SCORED, *LIT)
        if name in asked.get(row["行政区划代码"], ())
    }


def _sent(letters: pd.DataFrame) -> set[Key]:
    """Every letter to a planted unit, and every 约谈通知书: other units earn the rest by their figures."""
    month = letters[(letters["期别"] == PERIOD) & (letters["函件"] != BULLETIN)]
    codes = {p.code for p in planted()}
    month = month[month["代码"].isin(codes) | (month["函件"] == INTERVIEW)]
    return set(zip(month["代码"], month["函件"], strict=True))
