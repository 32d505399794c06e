"""What lies in an office's folder: the workbooks, and the folders beside them by their names."""

from __future__ import annotations

from pathlib import Path

COLLECTED = "上报"
"""The county returns; it may hold one folder a 期别, such as 上报/2024-09."""

LEDGERS = "台账"
"""Counties' project ledgers, in their own layouts."""

SENT_BACK = "退回单"
ISSUED = "函件"
PACKS = "考核材料"
"""One folder a city: the letter about the year's appraisal, and its figures."""

BACKUPS = "备份"
TEMPLATES = "模板"
"""Word templates of the office's own."""

OURS = frozenset({SENT_BACK, ISSUED, PACKS, BACKUPS, TEMPLATES})
"""Nothing in these is a return."""

WITH_MACROS = ".xlsm"
SUFFIXES = (".xlsx", WITH_MACROS)
"""The workbooks whose buttons can be pressed."""


def is_workbook(path: Path) -> bool:
    """Whether a file's name is that of a workbook, and not of a lock file or a hidden one."""
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(("~", "."))


def has_macros(path: Path) -> bool:
    """Whether a workbook is of the kind that has buttons on its sheets."""
    return path.suffix.lower() == WITH_MACROS
