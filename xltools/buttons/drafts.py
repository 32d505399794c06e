"""What buttons do with the letters they make: rehearse them all, say where each lies and what to look at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from xltools.buttons.button import Press
from xltools.errors import HostError, InputError, Issue, Severity
from xltools.letters.batch import (
    Draft,
    RefusedBatchError,
    Rehearsal,
    Remark,
    rehearse,
    templates_for,
    unused_templates,
)
from xltools.letters.fonts import PROFILES
from xltools.policy import Policy
from xltools.tables.model import Reading


def refuse_a_wrong_clock(today: dt.date, period: str) -> None:
    """HostError where letters would be dated before the month they speak of: the computer lost its time."""
    if f"{today:%Y-%m}" < period:
        raise HostError(
            f"今天是{today:%Y-%m-%d}，早于{period}，函件的成文日期会印错，没有生成。"
            "请先校准电脑的日期时间（或用 --date 写明办理日期）再按"
        )


def rehearsed(press: Press, drafts: Sequence[Draft], listed: Reading, policy: Policy) -> Rehearsal:
    """The batch in memory. InputError with the cell or template of all that is wrong; no file is written."""
    fonts = PROFILES[policy.text("字体方案")]
    try:
        templates = templates_for((draft.kind for draft in drafts), press.folder, fonts)
        rehearsal = rehearse(drafts, templates, press.progress)
        rehearsal.require()
    except RefusedBatchError as error:
        raise InputError([remark_issue(listed, r, Severity.ERROR) for r in error.remarks]) from None
    rehearsal.notices += unused_templates(press.folder)
    return rehearsal


def remark_issue(listed: Reading, remark: Remark, severity: Severity) -> Issue:
    """A remark as a row of 校验结果: at its cell of the list of letters, or with the file it is about."""
    remedy = remark.remedy or "请改正后再按一次"
    if remark.row is not None:
        column = remark.field if remark.field in listed.table.names else "函件"
        return listed.issue(remark.row, column, remark.problem, remedy, severity)
    return Issue("", "", "", "", "", remark.problem, remedy, severity, remark.name)


def with_files(
    listed: pd.DataFrame, drafts: Sequence[Draft], paths: Sequence[Path], folder: Path
) -> pd.DataFrame:
    """A list of letters with where each lies, relative to the workbook."""
    result = listed.copy()
    for draft, path in zip(drafts, paths, strict=True):
        if draft.row is not None:
            result.loc[result.index[draft.row], "文件"] = path.relative_to(folder).as_posix()
    return result
