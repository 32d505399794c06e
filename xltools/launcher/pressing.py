"""One button pressed on the closed workbook; one that is open elsewhere is waited for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from xltools.buttons import Button
from xltools.errors import HostError, XltoolsError
from xltools.hosts.replace import refuse_if_open
from xltools.launcher.dropped import dropped_paths
from xltools.launcher.report import report
from xltools.launcher.terminal import ProgressLine, ask, narrow, say

if TYPE_CHECKING:
    from xltools.buttons import Result

COLLECT = "collect"
"""The button that reads a folder beside the workbook."""


class Back(Exception):  # noqa: N818  a wish, not an error
    """The officer would rather not."""


def press(button: Button, workbook: Path) -> None:
    """Press until it is done or given up, and say what came of it."""
    try:
        result = _insist(button, workbook)
    except Back:
        return
    for line in report(button.label, result):
        say(line)


def _insist(button: Button, workbook: Path) -> Result:
    """Try again as long as the officer wants: a workbook open in Excel or WPS is to be closed first."""
    while True:
        try:
            refuse_if_open(workbook)
            source = _source(workbook) if button.key == COLLECT else None
            return _pressed(button, workbook, source)
        except HostError as error:
            say(str(error))
            if narrow(ask("处理好（关闭）后按回车重试，输入 0 返回：")) == "0":
                raise Back from None


def _pressed(button: Button, workbook: Path, source: Path | None) -> Result:
    say(f"正在{button.label}……")
    from xltools.press import press_closed

    before = workbook.stat().st_mtime_ns
    progress = ProgressLine()
    try:
        return press_closed(button, workbook, source=source, progress=progress)
    except KeyboardInterrupt:
        progress.end()
        unchanged = workbook.stat().st_mtime_ns == before
        say("工作簿没有改动" if unchanged else "中断时结果已经完整存好")
        raise
    finally:
        progress.end()


def _source(workbook: Path) -> Path | None:
    """The folder of returns the officer dropped instead of the one beside the workbook, None for that one.

    Where 参数 cannot be read nothing is asked: the press itself says why.
    """
    dropped: Path | None = None
    while True:
        folder = dropped or _folder_beside(workbook)
        if folder is None:
            return None
        _say_folder(folder)
        answer = ask("按回车开始，输入 0 返回；读别的文件夹，请把它拖进来再按回车：")
        paths = dropped_paths(answer)
        if narrow(answer) == "0":
            raise Back
        if not answer and folder.is_dir():
            return dropped
        if len(paths) == 1:
            dropped = Path(paths[0])
        elif answer:
            say(f"“{answer}”不是文件夹")


def _say_folder(folder: Path) -> None:
    from xltools.returns.folder import return_files

    if folder.is_dir():
        say(f"将读取上报文件夹：{folder}（{len(return_files(folder))} 个文件）")
    else:
        say(f"没有找到上报文件夹：{folder}。请先把各县的上报文件放进去")


def _folder_beside(workbook: Path) -> Path | None:
    """The folder the button reads unless told otherwise; None where 参数 cannot be read."""
    from xltools.returns.source import source_folder

    try:
        return source_folder(workbook.resolve().parent, None, _chosen_period(workbook))
    except XltoolsError:
        return None


def _chosen_period(workbook: Path) -> str:
    """The 期别 set in sheet 参数 of the closed workbook, empty when none."""
    from xltools.buttons.inputs import chosen_period
    from xltools.ooxml.readable import read_any
    from xltools.policy import read_overrides
    from xltools.tables.declared.record import PARAMETERS
    from xltools.tables.reader import read_grid

    grids = read_any(workbook, [PARAMETERS.name])
    return chosen_period(read_overrides(read_grid(grids[0], PARAMETERS))) if grids else ""
