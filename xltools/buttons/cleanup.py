"""动态清库: what is stale or unrelated is proposed, and once confirmed moved to 已清除 (第9条)."""

from __future__ import annotations

import pandas as pd

from xltools.buttons.button import Press, Result
from xltools.buttons.inputs import checksum, overrides_of
from xltools.buttons.library_inputs import decisions, read_library, refuse_loss, told_of, wrong_rows
from xltools.errors import Issue
from xltools.policy import load
from xltools.rules.art09.cleanup import cleanup as judge
from xltools.rules.art09.cleanup import cutoff
from xltools.tables.declared.project_results import CLEANUP
from xltools.tables.declared.projects import KEEP, PROJECTS, REMOVE, REMOVED
from xltools.tables.model import Reading, Table

CONFIRMED = "是否确认"


def cleanup(press: Press) -> Result:
    """第9条: 清库结果 for the end of August of this year; nothing is deleted, nothing goes unconfirmed."""
    policy = load(press.today, overrides_of(press))
    readings = read_library(press.book, [PROJECTS, REMOVED, CLEANUP])
    library, removed = readings[PROJECTS.name], readings[REMOVED.name]
    judged = judge(library.frame, press.today.year, policy)
    results = _with_decisions(_held_back(judged, library), readings[CLEANUP.name])
    going, issues = _going(results, library)
    tables: list[tuple[Table, pd.DataFrame]] = []
    if len(going):
        refuse_loss([library, removed])
        tables = _moved(library.frame, removed.frame, going, pd.Timestamp(press.today))
        results = results[~results["项目编码"].isin(going.index)].reset_index(drop=True)
    proposed = int((results["处理"] == REMOVE).sum())
    day = cutoff(press.today.year, policy)
    moved = f"；移入“{REMOVED.name}”{len(going)}个" if len(going) else ""
    return Result(
        message=f"按{day}清查在库项目{len(judged)}个：建议清除{proposed}个，待您确认{moved}",
        rows=len(results),
        tables=[(CLEANUP, results), *tables],
        issues=[*issues, *(issue for reading in readings.values() for issue in reading.issues)],
        facts={"cutoff": str(day), "proposed": proposed, "removed": len(going), "projects": len(judged)},
        note=str(day),
        inputs=checksum([library.frame]),
        policy=policy,
    )


def _held_back(results: pd.DataFrame, library: Reading) -> pd.DataFrame:
    """A project with a cell that cannot be read stays until it is mended; a code used twice names none."""
    wrong = {library.value(row, "项目编码"): issues for row, issues in wrong_rows(library).items()}
    for row in results.index[results["项目编码"].isin([code for code in wrong if code])]:
        told = told_of(wrong[results["项目编码"][row]])
        results.loc[row, ["处理", "原因", "依据"]] = [
            KEEP, f"填报有误，改正后再清查：{told}", "第9条：要素读不出的不作处理",
        ]  # fmt: skip
    return results


def _with_decisions(results: pd.DataFrame, before: Reading) -> pd.DataFrame:
    results[CONFIRMED] = results["项目编码"].map(decisions(before, CONFIRMED))
    results[CONFIRMED] = results[CONFIRMED].astype(object).where(results[CONFIRMED].notna(), None)
    return results


def _going(results: pd.DataFrame, library: Reading) -> tuple[pd.DataFrame, list[Issue]]:
    """The confirmed removals by 项目编码; an error for each 是 on a project that is to stay."""
    meant = results[results[CONFIRMED] == "是"]
    barred = meant[meant["处理"] != REMOVE]
    places = {code: row for row, code in enumerate(library.values("项目编码"))}
    remedy = "确与衔接无关的，在项目库把“是否相关”改为“否”再清查；不清除的，清空“是否确认”"
    issues = [
        library.issue(places[code], "项目编码", f"处理是“{KEEP}”（{reason}），没有移出项目库", remedy)
        for code, reason in zip(barred["项目编码"], barred["原因"], strict=True)
    ]
    return meant[meant["处理"] == REMOVE].set_index("项目编码"), issues


def _moved(
    library: pd.DataFrame, removed: pd.DataFrame, going: pd.DataFrame, today: pd.Timestamp
) -> list[tuple[Table, pd.DataFrame]]:
    """Both tables after the move, every column of a removed project kept."""
    leaves = library["项目编码"].isin(going.index)
    gone = library[leaves].copy()
    gone["清除日期"] = today
    gone["清除原因"] = gone["项目编码"].map(going["原因"])
    gone["清除依据"] = gone["项目编码"].map(going["依据"])
    kept = library[~leaves].reset_index(drop=True)
    both = pd.concat([removed, gone], ignore_index=True) if len(removed) else gone.reset_index(drop=True)
    return [(PROJECTS, kept), (REMOVED, both)]
