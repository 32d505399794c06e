"""复审核销: what was filed again closes issues or keeps them open; adjustments summed up (第10、12条)."""

from __future__ import annotations

from typing import Any

import pandas as pd

from xltools.buttons.button import Press, Result
from xltools.buttons.filing import summaries
from xltools.buttons.filing_desk import Desk, read_desk
from xltools.buttons.inputs import checksum
from xltools.errors import InputError, Issue
from xltools.rules.art10.list import CLOSED
from xltools.rules.art10.recheck import FOUND_NEW, MENDED_NOW, REOPENED, STILL_OPEN, WAIVED, Recheck, overdue
from xltools.rules.art10.recheck import recheck as review_again
from xltools.rules.art10.refiling import current_plan, refiling_problems
from xltools.rules.art10.summary import investments, opinions
from xltools.rules.art12.adjustments import county_changes, project_changes, rows_of
from xltools.rules.art12.roster import Row, text
from xltools.rules.problems import to_issues
from xltools.tables.declared.filing import COUNTY_CHANGES, OPINIONS, PLAN, PROJECT_CHANGES, REFILED
from xltools.tables.declared.filing import WAIVED as WAIVED_TABLE
from xltools.tables.declared.review import ADJUSTMENTS, PROBLEMS
from xltools.tables.model import Table

_KINDS = (MENDED_NOW, STILL_OPEN, REOPENED, FOUND_NEW, WAIVED)


def recheck(press: Press) -> Result:
    """第10条: issues closed, kept open or opened again by 重新备案; 第12条 (ii): 调整汇总 and 项目调整."""
    desk = read_desk(press)
    plan, refiled, before = desk.frame(PLAN), desk.frame(REFILED), desk.frame(PROBLEMS)
    wrong = refiling_problems(refiled, plan, press.today)
    if wrong:
        raise InputError(to_issues(wrong, desk.readings))
    press.progress("复审核销", 0, 1)
    waived = desk.frame(WAIVED_TABLE)
    result = review_again(before, plan, refiled, desk.sources, waived, desk.policy, press.today)
    now = current_plan(plan, refiled)
    told = _opinions(desk, now, before, result.frame)
    moved = rows_of(desk.frame(ADJUSTMENTS), desk.year, press.today)
    changes = county_changes(moved, desk.names, investments(plan), desk.policy)
    press.progress("复审核销", 1, 1)
    tables: list[tuple[Table, pd.DataFrame]] = [
        (PROBLEMS, result.frame),
        (OPINIONS, told),
        *summaries(desk, now, result.frame),
        (COUNTY_CHANGES, changes),
        (PROJECT_CHANGES, project_changes(moved, desk.names)),
    ]
    return Result(
        message=_message(desk, result, changes) + desk.origin,
        rows=len(result.frame),
        tables=tables,
        issues=[*_read(desk), *to_issues(result.notices, desk.readings)],
        facts=_facts(desk, result, changes),
        note="；".join(filter(None, (f"{desk.year}年度", desk.label))),
        inputs=checksum([*desk.inputs, before]),
        policy=desk.policy,
    )


def _opinions(desk: Desk, plan: pd.DataFrame, before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """A county whose issues changed is due another opinion."""
    still_open = after[after["状态"] != CLOSED]
    return opinions(
        desk.counties, plan, still_open, desk.frame(OPINIONS), desk.policy, desk.press.today,
        _changed(before, after),
    )  # fmt: skip


def _changed(before: pd.DataFrame, after: pd.DataFrame) -> set[str]:
    def said(row: Row) -> tuple[Any, ...]:
        return row["序号"], row["行政区划代码"], row["状态"], text(row["整改情况"])

    known = {said(row) for row in before.to_dict("records")}
    return {row["行政区划代码"] for row in after.to_dict("records") if said(row) not in known}


def _read(desk: Desk) -> list[Issue]:
    return [issue for reading in desk.readings.values() for issue in reading.issues]


def _message(desk: Desk, result: Recheck, changes: pd.DataFrame) -> str:
    counted = "、".join(f"{kind}{result.counted[kind]}个" for kind in _KINDS if result.counted[kind])
    still_open = int((result.frame["状态"] != CLOSED).sum())
    late = result.frame[overdue(result.frame, desk.press.today)]
    met = changes[changes["是否达到"] == "是"]
    bound = desk.policy.parameter("随意调整比例")
    parts = (
        f"复审完成：{counted or '没有变化'}，还有{still_open}个没有整改",
        f"逾期未整改{len(late)}个、涉及{late['行政区划代码'].nunique()}个县，"
        "“调度排名”计分排名时列入约谈" if len(late) else "",
        f"{'、'.join(met['县区'])}无审批调整达到当年计划投资的{desk.policy[bound.name]}%，同样列入约谈"
        if len(met) else "",
    )  # fmt: skip
    return "；".join(filter(None, parts))


def _facts(desk: Desk, result: Recheck, changes: pd.DataFrame) -> dict[str, Any]:
    late = result.frame[overdue(result.frame, desk.press.today)]
    return {
        "counted": {kind: result.counted[kind] for kind in _KINDS},
        "open": int((result.frame["状态"] != CLOSED).sum()),
        "overdue": sorted(set(late["行政区划代码"])),
        "arbitrary": changes.loc[changes["是否达到"] == "是", "行政区划代码"].tolist(),
    }
