"""数据质量: every fault of the library at its cell, and how counties and cities stand by them (第9条)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from xltools.buttons.button import Press, Result
from xltools.buttons.inputs import checksum, overrides_of
from xltools.buttons.library_inputs import counties_of, read_library, wrong_rows
from xltools.errors import Issue
from xltools.policy import load
from xltools.rules.art09.quality import (
    QUALITY_CHECKS,
    problem_projects,
    quality_findings,
    quality_summary,
)
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.project_results import QUALITY, QUALITY_SUMMARY
from xltools.tables.declared.projects import PROJECTS, SERIOUS
from xltools.tables.model import Reading

MENDED = {check.name: check.column for check in QUALITY_CHECKS}
"""检查项 → the column in which it is mended."""

UNREADABLE = "填报有误"
"""检查项 of a cell that cannot be read; what else would be said of its blank is left out."""


def quality(press: Press) -> Result:
    """第9条: 数据质量 and 数据质量汇总; the worst are for the quarterly visit, the counts for 调度表."""
    policy = load(press.today, overrides_of(press))
    readings = read_library(press.book, [PROJECTS, COUNTIES])
    library = readings[PROJECTS.name]
    listed, origin = counties_of(press, readings[COUNTIES.name])
    press.progress("检查数据质量", 0, 1)
    found = quality_findings(library.frame, policy, press.today)
    found = _with_unreadable(found.assign(列=found["检查项"].map(MENDED)), library)
    summary = quality_summary(library.frame, found, policy, _cities(listed))
    press.progress("检查数据质量", 1, 1)
    faulty, visited = len(problem_projects(found, policy)), summary[summary["实地检查"] == "是"]
    counties, cities = ((visited["级别"] == level).sum() for level in ("县", "市"))
    return Result(
        message=f"检查{len(library.frame)}个项目：问题项目{faulty}个、问题{len(found)}处；"
        f"列入实地检查{counties}个县、{cities}个市{origin}",
        rows=len(found),
        tables=[(QUALITY, _shown(found, library)), (QUALITY_SUMMARY, summary)],
        issues=[issue for reading in readings.values() for issue in reading.issues],
        facts={"projects": len(library.frame), "faulty": faulty, "findings": len(found)},
        inputs=checksum([library.frame]),
        policy=policy,
    )


def _with_unreadable(found: pd.DataFrame, library: Reading) -> pd.DataFrame:
    """The findings, with those on a cell that could not be read replaced by one that says so."""
    unreadable = list(_unreadable(library))
    if not unreadable:
        return found
    cells = {(row["行"], row["列"]) for row in unreadable}
    kept = [cell not in cells for cell in zip(found["行"], found["列"], strict=True)]
    both = pd.concat([found[kept], pd.DataFrame(unreadable, columns=found.columns)], ignore_index=True)
    return both.sort_values("行", kind="stable", ignore_index=True)


def _unreadable(library: Reading) -> Iterator[dict[str, Any]]:
    for row, issues in wrong_rows(library).items():
        for issue in issues:
            if issue.value and issue.column in library.at and library.value(row, issue.column) is None:
                yield _finding(library, row, issue)


def _finding(library: Reading, row: int, issue: Issue) -> dict[str, Any]:
    named = {n: library.value(row, n) or "" for n in ("行政区划代码", "县区", "项目编码", "项目名称")}
    return named | {
        "行": row, "列": issue.column, "检查项": UNREADABLE, "程度": SERIOUS,
        "问题": f"“{issue.value}”{issue.problem}", "怎么改": issue.remedy,
        "依据": "第9条（方案）：确保项目库系统数据的时效性和准确性",
    }  # fmt: skip


def _cities(listed: pd.DataFrame) -> dict[str, str]:
    """Names of the 市州 by code: the first four digits and 00."""
    pairs = zip(listed["行政区划代码"], listed["市州"], strict=True)
    return {f"{code[:4]}00": city for code, city in pairs if code and city}


def _shown(found: pd.DataFrame, library: Reading) -> pd.DataFrame:
    """数据质量: each finding with its cell in 项目库."""
    cells = [library.cell(row, column) for row, column in zip(found["行"], found["列"], strict=True)]
    shown = found.assign(单元格=cells, 严重程度=found["程度"])[QUALITY.names]
    return shown.where(shown != "", None)
