"""在库项目数 and 问题项目数 of 调度表 from the library instead of the returns (第9、12条)."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from xltools.buttons.neighbour import neighbour
from xltools.buttons.project_library import WORKBOOK
from xltools.errors import InputError, Issue, Severity
from xltools.tables.declared.dispatch import DISPATCH
from xltools.tables.declared.project_results import COUNTY_LEVEL, QUALITY_SUMMARY
from xltools.tables.model import blank, shown

COUNTS = ("在库项目数", "问题项目数")
SOURCE = "质量数据来源"


class Counted(NamedTuple):
    """调度表 with the library's counts, a notice for each that was reported otherwise, and the file."""

    dispatch: pd.DataFrame
    issues: list[Issue]
    label: str
    said: str


def with_library_counts(folder: Path, dispatch: pd.DataFrame, period: str) -> Counted:
    """第12条 项目库数据质量: the counts of 数据质量汇总 by code, for the counties of `period` that it has.

    InputError where the folder has no 项目库 or its 数据质量 was never pressed.
    """
    found = neighbour(folder, WORKBOOK, (QUALITY_SUMMARY,), lenient=True)
    if found is None:
        raise InputError([_missing(f"同一文件夹里没有“{WORKBOOK}”")])
    summary = found.readings[QUALITY_SUMMARY.name].frame
    counted = summary[summary["级别"] == COUNTY_LEVEL].dropna(subset=["行政区划代码"])
    if not len(counted):
        raise InputError(
            [_missing(f"“{found.path.name}”的“{QUALITY_SUMMARY.name}”是空的，先在那里按“数据质量”")]
        )
    by_code = counted.set_index("行政区划代码")[list(COUNTS)]
    renewed, issues = dispatch.copy(), []
    now = (dispatch["期别"] == period) & dispatch["行政区划代码"].isin(by_code.index)
    for row in dispatch.index[now]:
        for name in COUNTS:
            reported, own = dispatch.loc[row, name], by_code.loc[dispatch.loc[row, "行政区划代码"], name]
            if blank(reported) or reported != own:
                issues.append(_otherwise(dispatch.loc[row], name, reported, own))
            renewed.loc[row, name] = own
    return Counted(renewed, issues, found.label, found.said)


def _missing(problem: str) -> Issue:
    remedy = f"把“{WORKBOOK}”和本工作簿放在同一文件夹并按过“数据质量”，或把“{SOURCE}”改回“上报”"
    return Issue("参数", "", DISPATCH.name, SOURCE, "", problem, remedy)


def _otherwise(row: pd.Series, name: str, reported: object, own: object) -> Issue:
    problem = f"{row['市州']}{row['县区']}上报{shown(reported) or '空白'}，项目库是{shown(own)}，按项目库"
    remedy = "不对的，在项目库改正后按“数据质量”，再汇总一次"
    return Issue(DISPATCH.name, "", DISPATCH.name, name, shown(reported), problem, remedy, Severity.NOTICE)
