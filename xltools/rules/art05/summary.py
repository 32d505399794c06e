"""第5条 “三大体系”试点: 试点汇总, by year and pilot; a rate is Σ支出 ÷ Σ批复, never a mean of rates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import pandas as pd

from xltools.rules.art12.roster import Row, text
from xltools.rules.exact import FEN, fen
from xltools.tables.declared.allocation_columns import PILOTS
from xltools.tables.declared.pilots import DONE, PILOT_SUMMARY, VERDICTS
from xltools.tables.model import blank

TOTAL = "合计"

_Groups: TypeAlias = dict[tuple[int, str], list[Row]]


def pilot_summary(states: pd.DataFrame) -> pd.DataFrame:
    """第5条: the newest year first, in it the four pilots as the plan names them, then their sum."""
    groups: _Groups = {}
    for row in states.to_dict("records"):
        for name in (row["试点"], TOTAL):
            groups.setdefault((int(row["年度"]), name), []).append(row)
    order = [*PILOTS, TOTAL]
    keys = sorted(groups, key=lambda key: (-key[0], order.index(key[1])))
    frame = pd.DataFrame([_row(key, groups[key]) for key in keys], columns=PILOT_SUMMARY.names)
    counts = [name for name in PILOT_SUMMARY.names if name.endswith("县数") or name in VERDICTS]
    money = ["申报金额", "批复金额", "县级筹资", "累计支出", "支出率"]
    return frame.astype({**dict.fromkeys([*counts, "年度"], "Int64"), **dict.fromkeys(money, "float64")})


def _row(key: tuple[int, str], rows: Sequence[Row]) -> dict[str, Any]:
    granted = [row for row in rows if not blank(row["批复金额"])]
    known = [row for row in granted if not blank(row["累计支出"])]
    base, spent = _sum(known, "批复金额"), _sum(known, "累计支出")
    return {
        "年度": key[0],
        "试点": key[1],
        "申报县数": _counties(rows),
        "批复县数": _counties(granted),
        "完成县数": _counties([row for row in granted if row["阶段"] == DONE]),
        "申报金额": _sum(rows, "申报金额") / FEN,
        "批复金额": _sum(granted, "批复金额") / FEN,
        "县级筹资": _sum(granted, "县级筹资") / FEN,
        "累计支出": spent / FEN,
        "支出率": spent / base if base else None,
        **_verdicts(granted),
    }


def _counties(rows: Sequence[Row]) -> int:
    return len({row["行政区划代码"] for row in rows})


def _sum(rows: Sequence[Row], name: str) -> int:
    """分; what is blank is not there yet."""
    return sum(fen(row[name]) for row in rows if not blank(row[name]))


def _verdicts(granted: Sequence[Row]) -> Mapping[str, int]:
    return {light: sum(text(row["结论"]) == light for row in granted) for light in VERDICTS}
