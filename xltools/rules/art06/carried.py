"""第6条: deductions that an award is too small for, left for the year after, as rows of 扣减结转."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pandas as pd

from xltools.rules.art04.shared import Shared
from xltools.rules.art06.deductions import ORDER
from xltools.rules.exact import plain_text


def carried_rows(table: pd.DataFrame, shared: Shared) -> Iterator[dict[str, Any]]:
    """第6条: each 事项 that was not taken in full; what comes first in ORDER was taken first."""
    facts, award = shared.facts, shared.award
    for i, (due, taken) in enumerate(zip(facts.lines.due, award.taken, strict=True)):
        if due == taken:
            continue
        left = Fraction(taken)
        place = {name: table[name].iloc[i] for name in ("行政区划代码", "市州", "县区")}
        for matter in sorted((m for m, amount in facts.matters[i].items() if amount < 0), key=_place):
            own = -facts.matters[i][matter]
            got = min(own, left)
            left -= got
            if got < own:
                yield {**place, **_row(facts.year, facts.level, matter, own, got)}


def _row(year: int, level: str, matter: str, due: Fraction, got: Fraction) -> dict[str, Any]:
    """A remainder of less than 1 万元 is only what rounding the award to whole 万元 leaves."""
    amounts = [plain_text(amount) for amount in (due, got, due - got)]
    why = "分到的不够扣" if due - got >= 1 else "分配额以万元为单位，不足1万元的不扣"
    return {
        "扣减年度": year,
        "事项": matter,
        "应扣": float(due),
        "已扣": float(got),
        "结转": float(due - got),
        "依据": f"第6条 {level}资金{matter}应扣{amounts[0]}万元，已扣{amounts[1]}万元，"
        f"{why}，结转{amounts[2]}万元",
    }


def _place(matter: str) -> int:
    return ORDER.index(matter) if matter in ORDER else len(ORDER)
