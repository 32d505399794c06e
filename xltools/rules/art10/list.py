"""第10条 审查问题清单: what the review finds, brought together with what the list says already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art10.categories import BY_NAME
from xltools.rules.art12.roster import Row, text
from xltools.tables.declared.review import PROBLEMS

OPEN, MENDING, CLOSED = "未整改", "整改中", "已整改"

Key: TypeAlias = tuple[str, str, str]
"""行政区划代码, 项目编码, 问题类别."""


@dataclass(frozen=True, slots=True)
class Listing:
    """问题清单 after a press: its rows, and how many are new, were taken off or closed as no problem."""

    frame: pd.DataFrame
    new: int = 0
    dropped: int = 0
    waived: int = 0


def key_of(row: Row) -> Key:
    """What makes two rows of 问题清单 the same issue."""
    return text(row["行政区划代码"]), text(row["项目编码"]), text(row["问题类别"])


def waived_reasons(waived: pd.DataFrame) -> dict[tuple[str, str], str]:
    """不列问题: the reason by 项目编码 and 问题类别."""
    return {
        (text(row["项目编码"]), text(row["问题类别"])): text(row["理由"]) for row in waived.to_dict("records")
    }


def listing(
    found: pd.DataFrame,
    existing: pd.DataFrame,
    waived: pd.DataFrame,
    issued: Collection[str],
    policy: Policy,
    today: dt.date,
) -> Listing:
    """第10条: 问题清单 after 备案审查. A row that stands keeps number, deadline and all words.

    A new issue is due so many days from `today`. One no longer found goes where nothing was issued to its
    county (`issued`: codes) and nobody worked on it; what was added by hand stays. 不列问题 closes what was
    listed and keeps the rest off.
    """
    reasons = waived_reasons(waived)
    current = {key_of(row): row for row in found.to_dict("records") if key_of(row)[1:] not in reasons}
    kept: list[dict[str, Any]] = []
    dropped = closed = 0
    rows: Sequence[Row] = existing.to_dict("records")
    for row in rows:
        key = key_of(row)
        if key[1:] in reasons:
            closed += text(row["状态"]) != CLOSED
            kept.append(waive(row, reasons[key[1:]]))
        elif key in current:
            kept.append(_refreshed(row, current.pop(key), key[0] in issued))
        elif key[0] in issued or _touched(row):
            kept.append(dict(row))
        else:
            dropped += 1
    new = numbered(current.values(), kept, policy, today)
    return Listing(to_frame([*kept, *new]), len(new), dropped, closed)


def numbered(
    found: Collection[Row], before: Collection[Row], policy: Policy, today: dt.date
) -> list[dict[str, Any]]:
    """New issues as rows of 问题清单: numbers go on after the highest, deadlines by category."""
    last = max((int(row["序号"]) for row in before), default=0)
    return [
        {
            **row,
            "序号": number,
            "整改期限": deadline(text(row["问题类别"]), policy, today),
            "整改情况": "",
            "是否重新备案": "否",
            "状态": OPEN,
        }
        for number, row in enumerate(found, last + 1)
    ]


def deadline(category: str, policy: Policy, today: dt.date) -> pd.Timestamp:
    """第10条 限期整改: the days of the category from the day of the review; the last day is in time."""
    return pd.Timestamp(today + dt.timedelta(days=policy.whole(BY_NAME[category].days)))


def waive(row: Row, reason: str) -> dict[str, Any]:
    """An issue that turned out to be none: closed, with the reason."""
    if text(row["状态"]) == CLOSED:
        return dict(row)
    return dict(row) | {"状态": CLOSED, "整改情况": noted(row, f"经核实不列为问题：{reason}")}


def noted(row: Row, note: str) -> str:
    """整改情况 with one more remark; the same remark is not made twice."""
    said = text(row["整改情况"])
    return said if note in said else "；".join(filter(None, (said, note)))


def to_frame(rows: Collection[Mapping[Any, Any]]) -> pd.DataFrame:
    """Rows of 问题清单 with the types a reading has."""
    frame = pd.DataFrame(list(rows), columns=PROBLEMS.names)
    return frame.assign(整改期限=pd.to_datetime(frame["整改期限"]))


def _refreshed(row: Row, now: Row, issued: bool) -> dict[str, Any]:
    """What an opinion has said stays as it was said; before that it follows the plan."""
    said = {} if issued else {name: now[name] for name in ("县区", "问题描述", "涉及金额", "依据")}
    return dict(row) | said


def _touched(row: Row) -> bool:
    """Written by hand or worked on: not the program's to take away."""
    by_hand = text(row["问题类别"]) not in BY_NAME
    return (
        by_hand
        or bool(text(row["整改情况"]))
        or text(row["状态"]) != OPEN
        or text(row["是否重新备案"]) == "是"
    )
