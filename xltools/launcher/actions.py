"""What the menus offer besides the buttons."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from xltools.errors import HostError
from xltools.launcher.menu import Entry, choose, show
from xltools.launcher.report import issue_lines
from xltools.launcher.terminal import say
from xltools.shipped import copy_workbooks, shipped_names


def check(workbook: Path) -> None:
    """检查工作簿: every table looked at, nothing changed."""
    say("正在检查……")
    from xltools.checking import check_workbook

    checked = check_workbook(workbook)
    for table, rows in checked.rows.items():
        say(f"  {table}　{rows} 行")
    for line in issue_lines(checked.issues, "改好这几处后再检查"):
        say(line)
    if not checked.issues:
        say("没有发现问题")


def rows_of(workbook: Path) -> int:
    """How many rows of the officer's data a workbook holds; its parameters are no data."""
    from xltools.checking import check_workbook
    from xltools.tables.declared.record import PARAMETERS

    return sum(rows for name, rows in check_workbook(workbook).rows.items() if name != PARAMETERS.name)


def examine(folder: Path) -> None:
    """自检: whether this computer can run the toolkit."""
    say("正在检查这台电脑……")
    from xltools.doctor import examine as examined
    from xltools.doctor import verdict

    findings = examined(folder)
    for finding in findings:
        say(str(finding))
    say(verdict(findings))


def new_workbook(folder: Path) -> None:
    """新取空白工作簿: one of the shipped ones, never over a file that is there."""
    entries = _copies(folder)
    say(f"放到 {folder}：")
    show(entries)
    answer = choose(entries, "输入编号，直接按回车返回：")
    if isinstance(answer, Entry):
        answer.run()


def open_in_libreoffice(workbook: Path) -> None:
    """The workbook in a LibreOffice whose buttons press."""
    say("正在打开 LibreOffice……")
    from xltools.hosts.calc.pressing import open_for_pressing

    open_for_pressing(workbook)


def has_libreoffice() -> bool:
    """Whether a workbook can be opened so that its buttons press in LibreOffice."""
    if not sys.platform.startswith("linux"):
        return False
    from xltools.hosts.calc.office import find_program

    try:
        return bool(find_program())
    except HostError:
        return False


def _copies(folder: Path) -> list[Entry]:
    names = shipped_names("workbooks")
    return [Entry(name, _meant_for(name, names), partial(_copied, name, folder)) for name in names]


def _meant_for(name: str, names: Sequence[str]) -> str:
    if name.endswith(".xlsm"):
        return "表里有按钮：用 Excel，且能启用宏的"
    return "不带宏：用 WPS 或启动工具的" if name.replace(".xlsx", ".xlsm") in names else ""


def _copied(name: str, folder: Path) -> None:
    for path in copy_workbooks([name], folder):
        say(f"已放好：{path}")
