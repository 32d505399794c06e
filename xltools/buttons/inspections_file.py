"""督导检查 in the same folder, for 计分排名: its 问题台账 (第12条, problems overdue)."""

from __future__ import annotations

from pathlib import Path

from xltools.buttons.inspections import WORKBOOK
from xltools.buttons.neighbour import Neighbour, neighbour
from xltools.errors import Issue, Severity
from xltools.rules.art12.inspections import changed_since, not_pressed
from xltools.tables.declared.inspections import FOUND


def inspections_file(folder: Path) -> Neighbour | None:
    """The workbook as saved; None where the folder has none."""
    return neighbour(folder, WORKBOOK, (FOUND,))


def not_pressed_notices(found: Neighbour | None) -> list[Issue]:
    """Notices where problems were entered, or what the county did about them, since 问题销号 was pressed: are
    they late?
    """
    if found is None:
        return []
    reading = found.readings[FOUND.name]
    waiting, changed = not_pressed(reading.frame), changed_since(reading.frame)
    told = {
        "最后一日": f"有{waiting}个问题没有最后一日，没有看它们是否逾期" if waiting else "",
        "状态": f"有{changed}个问题的状态与后来填的整改、申请、核销不一致，是否逾期按原来的状态判"
        if changed else "",
    }  # fmt: skip
    remedy = f"在“{WORKBOOK}”按“问题销号”并保存，再按“计分排名”"
    return [
        Issue(
            reading.sheet,
            reading.header,
            FOUND.name,
            column,
            "",
            problem,
            remedy,
            Severity.NOTICE,
            reading.file,
        )
        for column, problem in told.items()
        if problem
    ]
