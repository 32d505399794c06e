"""What can be done with one workbook, and what must be said before anything is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from xltools.errors import HostError, XltoolsError
from xltools.folders import SUFFIXES, has_macros
from xltools.hosts.origin import passing
from xltools.launcher import actions
from xltools.launcher.menu import Entry, Menu
from xltools.launcher.opening import open_with_system
from xltools.launcher.pressing import press
from xltools.launcher.terminal import say
from xltools.launcher.workbooks import Listed, buttons_of, home_of, is_backup, is_untouched, twin

LETTERS = "letters"
"""The button that writes letters from Word templates."""


def workbook_menu(path: Path, templates: Callable[[], None]) -> Menu:
    """The buttons of a workbook and what else can be done with it; warnings are said at once. `templates`
    goes to the Word templates that lie beside one that writes letters.

    HostError or FileError where nothing can be done with it.
    """
    if not path.is_file():
        raise HostError(f"找不到“{path}”。请核对文件名和所在文件夹")
    reason = passing(str(path))
    if reason:
        raise HostError(reason)
    if path.suffix.lower() not in SUFFIXES:
        return Menu(f"{path.name}　不是 .xlsx 或 .xlsm，没有按钮可按；请先另存为 .xlsx", list(_others(path)))
    home = home_of(path)
    for warning in _warnings(path):
        say(f"注意：{warning}")
    pressed = buttons_of(home)
    pressing = [Entry(each.label, each.help, partial(press, each, path)) for each in pressed]
    writes = any(each.key == LETTERS for each in pressed)
    own = [Entry("改函件模板", "取一份用 Word 改，检查，看样张", templates)] if writes else []
    return Menu(_title(path, home), [*pressing, *_others(path), *own])


def _title(path: Path, home: str | None) -> str:
    where = f"{path.name}　（{path.parent}）"
    if home is None:
        return f"{where}\n里面没有本工具的表，没有按钮可按。请选下发的工作簿，或新取一份空白的"
    if not buttons_of(home):
        return f"{where}\n这是“{home}”，没有按钮可按：填好后放进上报文件夹，由“汇总上报”来读"
    return where


def _others(path: Path) -> Iterator[Entry]:
    yield Entry("打开结果", "用本机的表格程序打开这个工作簿", partial(open_with_system, path))
    yield Entry("打开文件夹", "看退回单、函件和备份", partial(open_with_system, path.parent))
    yield Entry("检查工作簿", "只看不改", partial(actions.check, path))
    if has_macros(path) and actions.has_libreoffice():
        yield Entry("在 LibreOffice 中打开", "表里的按钮可用", partial(actions.open_in_libreoffice, path))


def _warnings(path: Path) -> Iterator[str]:
    if is_backup(path):
        yield "这是“备份”里的旧工作簿，按钮会改它。要回到这一份，请先把它拷回上一级文件夹"
    other = twin(path)
    if other is not None:
        yield from _of_twin(path, other)


def _of_twin(path: Path, other: Path) -> Iterator[str]:
    """Which of two workbooks of one name holds the data: each button changes only the one that is chosen."""
    if _is_blank(other):
        return
    if _is_blank(path):
        yield f"“{path.name}”还是空白的，数据在旁边的“{other.name}”里。要办理的多半是那一份，请返回重选"
        return
    yield (
        f"旁边还有“{other.name}”，两份各存各的数据，按钮只改“{path.name}”。"
        f"{_described(path)}，{_described(other)}。请认准一份，把另一份改名或移走"
    )


def _is_blank(path: Path) -> bool:
    return is_untouched(path) or _rows(path) == 0


def _described(path: Path) -> str:
    """When a workbook was changed and how many rows of data it holds."""
    rows = _rows(path)
    return f"“{path.name}”{Listed.of(path).changed:%m-%d %H:%M} 改动、" + (
        "读不出" if rows is None else f"数据 {rows} 行"
    )


def _rows(path: Path) -> int | None:
    try:
        return actions.rows_of(path)
    except XltoolsError:
        return None
