"""备案审查 in the same folder, for 计分排名: its 问题清单, 调整台账, 年度计划 (第12条 约谈 (i) (ii))."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from xltools.buttons.filing_review import WORKBOOK
from xltools.buttons.neighbour import Neighbour, neighbour
from xltools.errors import Issue, Severity
from xltools.rules.art10.summary import investments
from xltools.tables.declared.filing import PLAN
from xltools.tables.declared.review import ADJUSTMENTS, PROBLEMS
from xltools.tables.model import Reading

_SAME = {
    PROBLEMS.name: ("行政区划代码", "项目编码", "问题类别"),
    ADJUSTMENTS.name: ("项目编码", "行政区划代码", "年度", "原金额", "新金额", "日期"),
}
"""What makes a row kept in both workbooks the same: it counts once, as 备案审查 has it."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Rows of one table out of two workbooks, each still with its cell."""

    frame: pd.DataFrame
    places: Sequence[tuple[Reading, int]]

    def issue(
        self, row: int, column: str, problem: str, remedy: str, severity: Severity = Severity.ERROR
    ) -> Issue:
        """An issue at the cell the row came from."""
        reading, i = self.places[row]
        return reading.issue(i, column, problem, remedy, severity)


def filing_file(folder: Path) -> Neighbour | None:
    """The workbook as saved; None where the folder has none."""
    return neighbour(folder, WORKBOOK, (PROBLEMS, ADJUSTMENTS, PLAN))


def joined(own: Reading, found: Neighbour | None) -> Joined:
    """A table of 调度排名 and the same of 备案审查: first what only the former has."""
    places = [(own, i) for i in range(len(own.frame))]
    if found is None:
        return Joined(own.frame, places)
    other = found.readings[own.table.name]
    known = set(_keys(other.frame, own.table.name))
    left = [i for i, key in enumerate(_keys(own.frame, own.table.name)) if key not in known]
    frames = [frame for frame in (own.frame.iloc[left], other.frame) if len(frame)]
    frame = pd.concat(frames, ignore_index=True) if frames else own.frame
    return Joined(frame, [*((own, i) for i in left), *((other, i) for i in range(len(other.frame)))])


def planned(found: Neighbour | None) -> dict[str, int] | None:
    """当年计划投资 of each county in 分; None without the workbook."""
    return investments(found.readings[PLAN.name].frame) if found else None


def _keys(frame: pd.DataFrame, table: str) -> list[tuple[object, ...]]:
    columns = [frame[name].tolist() for name in _SAME[table]]
    return list(zip(*columns, strict=True))
