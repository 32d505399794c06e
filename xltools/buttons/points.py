"""计分汇总: the year's events, those of 调度排名 among them, added up by county (第6条)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from xltools.buttons.button import Press, Result
from xltools.buttons.inputs import checksum
from xltools.buttons.points_desk import Desk, desk
from xltools.rules.art06.points import totals
from xltools.tables.declared.points import COUNTED, LEDGER, TOTALS

ENDS = 10
"""How many of the first and last --json shows; who is rewarded is for 奖惩测算 to say."""


def points(press: Press) -> Result:
    """第6条 日常计分制: lights and letters into the ledger, each once; totals and places."""
    press.progress("读取各表", 0, 1)
    found = desk(press)
    press.progress("读取各表", 1, 1)
    result = totals(found.scores, found.year)
    return Result(
        message=message(found, result),
        rows=int(result["排名"].notna().sum()),
        tables=[(LEDGER, found.posted.frame), (TOTALS, result)],
        issues=found.issues,
        facts=facts(found, result),
        note=found.note,
        inputs=checksum([found.posted.frame, found.roster.frame]),
        policy=found.policy,
    )


def message(found: Desk, result: pd.DataFrame) -> str:
    """What the officer reads: the year, what was taken from where, how the counties stand."""
    ranked = result[result["排名"].notna()]
    counted = int((found.posted.frame["状态"] == COUNTED).sum())
    return "；".join(
        [
            f"{found.year}年度台账计入{counted}件，{taken(found)}",
            f"参评{len(ranked)}个县，{_span(ranked)}",
            "奖惩额请按“奖惩测算”",
        ]
    )


def taken(found: Desk) -> str:
    """What came from 调度排名 and 督导检查 with this press."""
    lapsed = f"，不再计入{found.posted.lapsed}件" if found.posted.lapsed else ""
    added = Counter(event.source for event in found.posted.added)
    inspected = added["检查"] + added["审计"]
    from_there = f"，从“{found.inspections.path.name}”新取{inspected}件" if found.inspections else ""
    if found.source is None:
        return f"文件夹里没有“调度排名”，没有取亮灯和函件{from_there}{lapsed}"
    lights = f"新取亮灯{added['预警']}件、函件{added['通报']}件"
    return f"本次从“{found.source.path.name}”{lights}{from_there}{lapsed}"


def facts(found: Desk, result: pd.DataFrame) -> dict[str, Any]:
    """What --json and the demo's summary show."""
    ranked = result[result["排名"].notna()]
    added = Counter(event.source for event in found.posted.added)
    return {
        "year": found.year,
        "source": found.source.label if found.source else "",
        "added": dict(added),
        "lapsed": found.posted.lapsed,
        "first": _shown(ranked.head(ENDS)),
        "last": _shown(ranked.tail(ENDS)),
    }


def _shown(rows: pd.DataFrame) -> Sequence[dict[Any, Any]]:
    columns = ["排名", "市州", "县区", "加分", "扣分", "得分", "并列"]
    return rows[columns].astype({"排名": int}).to_dict("records")


def _span(ranked: pd.DataFrame) -> str:
    if ranked.empty:
        return "没有参评的县"
    return f"得分{ranked['得分'].max():g}分至{ranked['得分'].min():g}分"
