"""保障措施第三条: what an officer typed into 考核结果 and 市州考核结果, kept through every further press."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import pandas as pd

from xltools.errors import Severity
from xltools.rules.art12.roster import Row, text
from xltools.rules.problems import Problem

Decided: TypeAlias = Mapping[str, "Decision"]
"""By code."""

YES, NO = "是", "否"


@dataclass(frozen=True, slots=True)
class Decision:
    """核定 and 是否确认 of one unit as they stood, with the grade that was shown beside them."""

    row: int
    grade: str
    why: str
    confirmed: str
    shown: str


def decisions(table: pd.DataFrame, code: str, year: int) -> dict[str, Decision]:
    """The officer's words of a year, by the column `code`."""
    return {
        text(row[code]): Decision(i, *(text(row[n]) for n in ("核定等次", "核定理由", "是否确认", "等次")))
        for i, row in enumerate(table.to_dict("records"))
        if row["年度"] == year
    }


def settled(proposed: str | None, before: Decision | None) -> dict[str, Any]:
    """核定等次, 核定理由, 等次 and 是否确认 of a row. 是否确认 is 是 by itself where there is a grade, as in
    奖惩清单; an answer given while there was none does not count for one that comes later.
    """
    grade = (before.grade if before else "") or proposed
    kept = before.confirmed if before and before.shown else ""
    return {
        "核定等次": (before.grade if before else "") or None,
        "核定理由": (before.why if before else "") or None,
        "等次": grade,
        "是否确认": kept or (YES if grade else NO),
    }


def unexplained(proposed: Mapping[str, str | None], decided: Decided, table: str) -> Iterator[Problem]:
    """A 核定等次 other than 拟定 without 核定理由."""
    for code, decision in decided.items():
        if decision.grade and not decision.why and decision.grade != proposed.get(code):
            problem = (
                f"核定为“{decision.grade}”，与拟定的“{proposed.get(code) or '不评等次'}”不同，没有写核定理由"
            )
            yield Problem(
                decision.row, "核定理由", problem, "请写明理由（文件、会议等），或清空核定等次", table
            )


def changed(now: pd.DataFrame, code: str, decided: Decided, table: str) -> Iterator[Problem]:
    """A notice for a confirmed grade that is another one now."""
    rows: list[Row] = [*now.to_dict("records")]
    for row in rows:
        before = decided.get(text(row[code]))
        if before and before.confirmed == YES and before.shown and before.shown != (row["等次"] or ""):
            problem = f"已确认的等次由“{before.shown}”变为“{row['等次'] or '不评'}”"
            remedy = "数据有变。请核对后重新确认；已经通报的，另行更正"
            yield Problem(before.row, "等次", problem, remedy, table, Severity.NOTICE)


def with_other_years(now: pd.DataFrame, before: pd.DataFrame, year: int) -> pd.DataFrame:
    """The year's rows, below them those of other years as they were."""
    others = before[before["年度"] != year]
    return pd.concat([now, others], ignore_index=True) if len(others) else now
