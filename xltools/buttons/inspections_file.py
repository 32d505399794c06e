"""督导检查 in the same folder, for 计分排名: its 问题台账 (第12条, problems overdue)."""

from __future__ import annotations

from pathlib import Path

from xltools.buttons.inspections import WORKBOOK
from xltools.buttons.neighbour import Neighbour, neighbour
from xltools.errors import Issue, Severity
from xltools.rules.art12.inspections import not_pressed
from xltools.tables.declared.inspections import FOUND


def inspections_file(folder: Path) -> Neighbour | None:
    """The workbook as saved; None where the folder has none."""
    return neighbour(folder, WORKBOOK, (FOUND,))


def not_pressed_notices(found: Neighbour | None) -> list[Issue]:
    """A notice where problems were entered since 问题销号 was pressed: are they late?"""
    if found is None:
        return []
    reading = found.readings[FOUND.name]
    waiting = not_pressed(reading.frame)
    if not waiting:
        return []
    problem = f"有{waiting}个问题没有最后一日，没有看它们是否逾期"
    remedy = f"在“{WORKBOOK}”按“问题销号”并保存，再按“计分排名”"
    return [
        Issue(
            reading.sheet,
            reading.header,
            FOUND.name,
            "最后一日",
            "",
            problem,
            remedy,
            Severity.NOTICE,
            reading.file,
        )
    ]
