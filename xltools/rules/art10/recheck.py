"""第10条 复审核销: issues closed by what was filed again, kept open, or opened again."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from xltools.errors import Severity
from xltools.policy import Policy
from xltools.rules.art10.categories import BY_NAME
from xltools.rules.art10.filing import Sources, problems_of
from xltools.rules.art10.list import (
    CLOSED,
    MENDING,
    Key,
    key_of,
    noted,
    numbered,
    to_frame,
    waive,
    waived_reasons,
)
from xltools.rules.art10.refiling import Fate, Place, current_plan, fates, filed_again
from xltools.rules.art12.roster import Row, text
from xltools.rules.problems import Problem
from xltools.tables.declared.filing import CANCELLED, MENDED
from xltools.tables.declared.review import PROBLEMS

MENDED_NOW, STILL_OPEN, REOPENED, FOUND_NEW, WAIVED = "核销", "仍未整改", "重新列出", "新发现", "不列问题"


@dataclass(slots=True)
class Recheck:
    """问题清单 after a recheck, what came of it by kind, and what the officer should look at."""

    frame: pd.DataFrame
    counted: Counter[str] = field(default_factory=Counter)
    notices: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class _Now:
    """What the recheck looks at: the fate of each project, and what the plan as it stands still lacks."""

    fates: Mapping[Place, Fate]
    found: Mapping[Key, Row]
    waived: Mapping[tuple[str, str], str]


def recheck(
    existing: pd.DataFrame,
    plan: pd.DataFrame,
    refiled: pd.DataFrame,
    sources: Sources,
    waived: pd.DataFrame,
    policy: Policy,
    today: dt.date,
) -> Recheck:
    """第10条: 问题清单 after the projects were filed again. What was not filed again stays as it is.

    整改 closes an issue that the review no longer finds and keeps or opens again one that it does; 调换 and
    取消 close it. A project filed again with an issue of another kind gets a new row with its own deadline.
    """
    found = problems_of(current_plan(plan, refiled), sources, policy, today)
    by_key = {key_of(row): row for row in found.to_dict("records")}
    now = _Now(fates(refiled), by_key, waived_reasons(waived))
    result = Recheck(existing)
    rows = [_checked(row, now, i, result) for i, row in enumerate(existing.to_dict("records"))]
    new = numbered(_found_new(existing, refiled, now), rows, policy, today)
    result.counted[FOUND_NEW] = len(new)
    result.frame = to_frame([*rows, *(_filed_with(row, refiled) for row in new)])
    return result


def overdue(problems: pd.DataFrame, on: dt.date) -> pd.Series:
    """Which issues are open past their 整改期限 on a day; due that day is in time (第12条 约谈 (i))."""
    return (problems["状态"] != CLOSED) & (problems["整改期限"] < pd.Timestamp(on))


def _checked(row: Row, now: _Now, i: int, result: Recheck) -> dict[str, Any]:
    """One issue and what was filed since."""
    code, project, category = key_of(row)
    fate, was_closed = now.fates.get((code, project)), text(row["状态"]) == CLOSED
    if (project, category) in now.waived:
        result.counted[WAIVED] += not was_closed
        return waive(row, now.waived[project, category])
    if fate is None:
        if was_closed and text(row["是否重新备案"]) != "是":
            result.notices.append(
                _notice(i, "状态为已整改，没有重新备案的记录", "已重新备案的填入“重新备案”表")
            )
        return dict(row)
    again = dict(row) | {"是否重新备案": "是"}
    if fate.done != MENDED:
        return _closed(again, was_closed, fate, result)
    if category not in BY_NAME:
        if not was_closed:
            result.notices.append(_notice(i, "手工列的问题已重新备案，程序不能复审", "请核实后填状态"))
        return again
    found = now.found.get((code, project, category))
    return (
        _closed(again, was_closed, fate, result)
        if found is None
        else _open(again, was_closed, found, fate, result)
    )


def _closed(row: dict[str, Any], was_closed: bool, fate: Fate, result: Recheck) -> dict[str, Any]:
    if was_closed:
        return row
    result.counted[MENDED_NOW] += 1
    what = {MENDED: "复审已整改", CANCELLED: "项目已取消"}
    said = what.get(fate.done, f"已调换为{'、'.join(fate.others)}")
    return row | {"状态": CLOSED, "整改情况": noted(row, f"{fate.dated:%Y-%m-%d}重新备案，{said}")}


def _open(row: dict[str, Any], was_closed: bool, found: Row, fate: Fate, result: Recheck) -> dict[str, Any]:
    """The issue is still there; one closed before comes back, with its old deadline and a note."""
    result.counted[REOPENED if was_closed else STILL_OPEN] += 1
    filed = f"{fate.dated:%Y-%m-%d}重新备案，复审"
    back, still = f"{filed}问题再次出现，重新列出", f"{filed}仍未整改"
    said = text(row["整改情况"])
    note = back if was_closed else still
    known = not was_closed and any(told in said for told in (back, still, _discovered(fate.dated)))
    return row | {
        "状态": MENDING,
        "问题描述": found["问题描述"],
        "整改情况": said if known else noted({"整改情况": said}, note),
    }


def _found_new(existing: pd.DataFrame, refiled: pd.DataFrame, now: _Now) -> list[Row]:
    """Issues of projects filed again that the list does not have yet."""
    listed = {key_of(row) for row in existing.to_dict("records")}
    again = filed_again(refiled)
    return [
        row
        for key, row in now.found.items()
        if key not in listed and key[:2] in again and key[1:] not in now.waived
    ]


def _filed_with(row: Row, refiled: pd.DataFrame) -> dict[str, Any]:
    dated = filed_again(refiled)[text(row["行政区划代码"]), text(row["项目编码"])]
    return dict(row) | {"整改情况": _discovered(dated)}


def _discovered(dated: dt.date) -> str:
    return f"{dated:%Y-%m-%d}重新备案时发现"


def _notice(i: int, problem: str, remedy: str) -> Problem:
    return Problem(i, "状态", problem, remedy, PROBLEMS.name, Severity.NOTICE)
