"""Whether this computer can run the toolkit, and what to do where it cannot.

Each check is a sentence on one thing that users of xlwings complain of. What is asked of Windows comes
through `facts.Windows`, so that any computer can be played in a test; none of it has been run on Windows yet.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from xltools.doctor.excel import check_excel, installed
from xltools.doctor.facts import ThisWindows, Windows
from xltools.doctor.finding import Finding, by_urgency, note, verdict
from xltools.doctor.interpreter import check_python, check_workbooks_python
from xltools.doctor.libreoffice import check_libreoffice
from xltools.doctor.machine import check_machine
from xltools.doctor.macros import check_macros
from xltools.doctor.packages import check_packages, check_shipped_files
from xltools.doctor.place import check_place, check_windows_place, workbooks_in
from xltools.doctor.policies import check_policies
from xltools.doctor.wps import check_wps

__all__ = ["Finding", "examine", "verdict"]


def examine(folder: Path | None = None, workbook: Path | None = None) -> list[Finding]:
    """Look at everything, the most urgent first.

    `folder` is where the officer works (that of `workbook`, else the current one); `workbook` is looked at
    alone where it is given, else every workbook of the folder.
    """
    folder = (folder or (workbook.parent if workbook else Path())).absolute()
    workbooks = [workbook.absolute()] if workbook else workbooks_in(folder)
    findings = list(anywhere(folder, workbooks))
    if os.name == "nt":
        findings += on_windows(ThisWindows(), folder, workbooks)
    return by_urgency(findings)


def anywhere(folder: Path, workbooks: Sequence[Path]) -> Iterator[Finding]:
    """What any computer can get wrong."""
    yield from _safely("Python", check_python)
    yield from _safely("组件", check_packages)
    yield from _safely("附带文件", check_shipped_files)
    yield from _safely("文件夹", check_place, folder, workbooks)
    yield from _safely("编码和时间", check_machine, folder)
    yield from _safely("LibreOffice", check_libreoffice)


def on_windows(windows: Windows, folder: Path, workbooks: Sequence[Path]) -> Iterator[Finding]:
    """What only a Windows computer can get wrong."""
    found = installed(windows)
    yield from _safely("Excel", check_excel, windows, found)
    yield from _safely("WPS", check_wps, windows, found)
    yield from _safely("按钮用的 Python", check_workbooks_python, windows, workbooks, found)
    yield from _safely("宏", check_macros, windows, found, folder, workbooks)
    yield from _safely("单位策略", check_policies, windows)
    yield from _safely("路径和名称", check_windows_place, windows, folder, workbooks)


def _safely(what: str, check: Callable[..., Iterator[Finding]], *given: object) -> Iterator[Finding]:
    """A computer that answers as nobody expected costs one check, not all of them."""
    try:
        yield from check(*given)
    except Exception as error:  # what a registry may hold is endless
        remedy = "其他各项不受影响；请把这一行告诉维护人员"
        yield note(what, f"没有查成（{type(error).__name__}：{error}）", remedy)
