"""入库审查: what asks to come in and what is in, judged by every element at once (第7、8条)."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from xltools.buttons.button import Press, Result
from xltools.buttons.inputs import checksum, overrides_of
from xltools.buttons.library_inputs import (
    decisions,
    doubled_codes,
    read_library,
    refuse_loss,
    told_of,
    wrong_rows,
)
from xltools.buttons.neighbour import neighbour
from xltools.buttons.supervision import WORKBOOK as SUPERVISION
from xltools.errors import Issue, Severity
from xltools.policy import load
from xltools.rules.art08.review import review as judge
from xltools.tables.declared.lists import SCREENED
from xltools.tables.declared.project_results import REVIEWED
from xltools.tables.declared.projects import HELD, OPEN, PASSED, PROJECTS, PROPOSED, VERDICTS, WAITING
from xltools.tables.model import Reading, Table


def review(press: Press) -> Result:
    """第8条: 审查结果 of 拟入库 and 项目库; what passed and was confirmed moves into 项目库."""
    policy = load(press.today, overrides_of(press))
    readings = read_library(press.book, [PROPOSED, PROJECTS, REVIEWED])
    listed = neighbour(press.folder, SUPERVISION, (SCREENED,), lenient=True)
    screened = listed.readings[SCREENED.name].frame if listed else None
    press.progress("入库审查", 0, 1)
    frames = {home: readings[home].frame for home in (WAITING, HELD)}
    judged = {
        home: _judged(judge(frame, policy, press.today, screened), readings[home], home)
        for home, frame in frames.items()
    }
    press.progress("入库审查", 1, 1)
    results = _with_decisions(pd.concat(judged.values(), ignore_index=True), readings[REVIEWED.name])
    entering, issues = _entering(results, readings)
    tables: list[tuple[Table, pd.DataFrame]] = [(REVIEWED, results)]
    if entering.any():
        refuse_loss([readings[WAITING], readings[HELD]])
        tables += _moved(frames, entering, pd.Timestamp(press.today))
        results.loc[entering, "所在表"] = HELD
    counts = {verdict: int((results["结论"] == verdict).sum()) for verdict in VERDICTS}
    return Result(
        message=_message(frames, counts, int(entering.sum())) + (f"。{listed.said}" if listed else ""),
        rows=len(results),
        tables=tables,
        issues=[*issues, *(issue for reading in readings.values() for issue in reading.issues)],
        facts={"verdicts": counts, "entered": int(entering.sum())},
        note=listed.label if listed else "",
        inputs=checksum([*frames.values(), *([screened] if screened is not None else [])]),
        policy=policy,
    )


def _judged(results: pd.DataFrame, reading: Reading, home: str) -> pd.DataFrame:
    """The verdicts on one table; a row with a cell that cannot stand waits until it is mended."""
    results["所在表"] = home
    for row, wrong in {**wrong_rows(reading), **doubled_codes(reading)}.items():
        results.loc[row, ["结论", "问题", "依据"]] = [
            OPEN,
            f"填报有误，改正后再审：{told_of(wrong)}",
            "第8条：要素读不出的不作结论",
        ]
    return results


def _with_decisions(results: pd.DataFrame, before: Reading) -> pd.DataFrame:
    """是否入库 as the officer filled it, by code; nothing for a row that is in already."""
    waiting = results["所在表"] == WAITING
    results["是否入库"] = results["项目编码"].map(decisions(before, "是否入库")).where(waiting, None)
    return results


def _entering(results: pd.DataFrame, readings: Mapping[str, Reading]) -> tuple[pd.Series[bool], list[Issue]]:
    """Which rows of 拟入库 move now, by position in 审查结果; an error for each 是 that cannot be done."""
    meant = (results["所在表"] == WAITING) & (results["是否入库"] == "是")
    doubled = meant & results["项目编码"].duplicated(keep=False)
    barred = meant & (results["结论"] != PASSED) & ~doubled
    issues = [
        _refused(readings[WAITING], row, "这个编码已有，没有移入项目库", "核对编码；同一项目的，只留一行")
        for row in results.index[doubled]
    ]
    issues += [
        _refused(readings[WAITING], row, f"结论是“{results['结论'][row]}”，没有移入项目库", "整改后再审")
        for row in results.index[barred]
    ]
    return meant & ~doubled & ~barred, issues


def _refused(reading: Reading, row: int, problem: str, remedy: str) -> Issue:
    """拟入库 stands first in 审查结果: its rows have the same positions in both."""
    return reading.issue(row, "项目编码", problem, remedy, Severity.ERROR)


def _moved(
    frames: Mapping[str, pd.DataFrame], entering: pd.Series[bool], today: pd.Timestamp
) -> list[tuple[Table, pd.DataFrame]]:
    """Both tables after the move; a blank 入库日期 is today's."""
    waiting = frames[WAITING]
    moves = entering[: len(waiting)].to_numpy()
    came = waiting[moves].copy()
    came["入库日期"] = came["入库日期"].fillna(today)
    library = pd.concat([frames[HELD], came], ignore_index=True)
    return [(PROPOSED, waiting[~moves].reset_index(drop=True)), (PROJECTS, library)]


def _message(frames: Mapping[str, pd.DataFrame], counts: Mapping[str, int], entered: int) -> str:
    judged = "、".join(f"{home}{len(frame)}个" for home, frame in frames.items())
    said = "、".join(f"{verdict}{count}" for verdict, count in counts.items())
    return f"审查{judged}：{said}" + (f"；移入项目库{entered}个" if entered else "")
