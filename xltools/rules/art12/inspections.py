"""第12条 两书一函 for problems of inspections that are overdue: ours, the plan is silent on them (缺省)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from xltools.rules.art11.closeout import state_of
from xltools.rules.art11.tally import letter_due
from xltools.rules.art12.roster import Row, text
from xltools.rules.art12.trigger import OVERDUE_PROBLEMS, RECTIFY, Evidence, Trigger
from xltools.rules.periods import month_end
from xltools.tables.declared.inspections import APPLIED, CLOSED
from xltools.tables.model import blank

_DEMANDS = {
    True: "逐个问题制定整改方案，明确责任人和时限，整改到位并报送佐证材料；对逾期原因作出说明。",
    False: "对逾期问题逐个说明原因，限期整改到位，报送佐证材料申请销号。",
}
_SHOWN = 3


def overdue_problems(evidence: Evidence) -> Iterator[Trigger]:
    """缺省: problems of 问题台账 past their last day at the end of the 期别 and not applied for by then: a
    提醒敦促函, from so many problems or days on a 整改通知书. Days are calendar days.
    """
    if evidence.inspections is None:
        return
    end = month_end(evidence.period)
    late: dict[str, list[Row]] = {}
    rows: Sequence[Row] = evidence.inspections.to_dict("records")
    for row in rows:
        if text(row["行政区划代码"]) in evidence.names and _overdue(row, pd.Timestamp(end)):
            late.setdefault(text(row["行政区划代码"]), []).append(row)
    for code, own in sorted(late.items()):
        days = [(pd.Timestamp(end) - row["最后一日"]).days for row in own]
        letter = letter_due(days, evidence.policy)
        yield Trigger(
            letter, code, OVERDUE_PROBLEMS, _reason(own, days, str(end)), _DEMANDS[letter == RECTIFY]
        )


def not_pressed(inspections: pd.DataFrame) -> int:
    """How many problems have no 最后一日 yet: 问题销号 was not pressed since they were entered."""
    return int(inspections["最后一日"].isna().sum())


def changed_since(inspections: pd.DataFrame) -> int:
    """How many stand otherwise than 状态 says: something was filled in after 问题销号 was pressed."""
    rows: Sequence[Row] = inspections.to_dict("records")
    return sum(not blank(row["最后一日"]) and state_of(row) != text(row["状态"]) for row in rows)


def _overdue(row: Row, end: pd.Timestamp) -> bool:
    if blank(row["最后一日"]) or row["最后一日"] >= end:
        return False
    settled = row["状态"] in (CLOSED, APPLIED) and row["销号申请日期"] <= end
    return not settled


def _reason(rows: Sequence[Row], days: Sequence[int], end: str) -> str:
    items = [f"{text(r['编号'])}{text(r['问题类别'])}（最后一日{r['最后一日']:%Y-%m-%d}）" for r in rows]
    more = f"等{len(items)}个" if len(items) > _SHOWN else ""
    named = f"{'、'.join(items[:_SHOWN])}{more}"
    return f"截至{end}有{len(rows)}个督导检查问题逾期未销号，最长逾期{max(days)}天：{named}"
