"""From the double click to the last Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from xltools import TITLE
from xltools.errors import HostError, XltoolsError, unforeseen
from xltools.launcher import actions
from xltools.launcher.at_template import template_menu, templates_menu
from xltools.launcher.at_workbook import workbook_menu
from xltools.launcher.menu import Entry, Menu, choose, show
from xltools.launcher.terminal import Closed, ask, prepare, say
from xltools.launcher.workbooks import Listed, workbooks_in

WELCOME = f"{TITLE}　不用打开 Excel 或 WPS，也不用宏：选工作簿，按按钮，看结果"
INTERRUPTED = 130
"""Exit code after Ctrl+C, as shells have it."""

SHOWN = 15
"""How many workbooks of a folder are listed."""


def session(paths: Sequence[Path]) -> int:
    """Whatever happens it ends in a sentence, and the window waits to be read."""
    prepare()
    try:
        say(WELCOME)
        if not guarded(partial(visit, paths)):
            ask("按回车关闭窗口")
    except KeyboardInterrupt:
        say("\n已中断，退出")
        return INTERRUPTED
    except Closed:
        with suppress(Closed):
            say("\n输入已结束，退出")
    return 0


def guarded(action: Callable[[], None]) -> bool:
    """Whether an action went through; what went wrong is said in a sentence."""
    try:
        action()
    except XltoolsError as error:
        say(str(error))
        return False
    except Closed:
        raise
    except Exception as error:  # a fault of the toolkit: the officer gets a sentence, the log the rest
        say(str(unforeseen(error)))
        return False
    return True


def visit(paths: Sequence[Path]) -> None:
    """Go to what was dropped or typed: a workbook, a template, a folder, several; else the current folder."""
    if not paths:
        _at_folder(_current_folder())
    elif len(paths) == 1 and not paths[0].is_dir():
        _at_file(paths[0].absolute())
    elif len(paths) == 1:
        _at_folder(paths[0].absolute())
    else:
        _at_several([path.absolute() for path in paths])


def _current_folder() -> Path:
    try:
        return Path.cwd()
    except OSError:
        raise HostError("当前文件夹已经不在了。请重新打开启动工具，或把工作簿拖到它上面") from None


def _at_folder(folder: Path) -> None:
    """The workbooks of a folder, until the officer leaves."""
    while True:
        found = workbooks_in(folder)
        say(f"\n文件夹：{folder}")
        say("工作簿（最近改动的在前）：" if found else "这个文件夹里没有工作簿（.xlsx、.xlsm）")
        others = [
            Entry("新取空白工作簿", "", partial(actions.new_workbook, folder)),
            Entry("自检", "看这台电脑能不能用，哪里要改", partial(actions.examine, folder)),
        ]
        if not _chosen([*_entries(found[:SHOWN]), *others], len(found) - SHOWN):
            return


def _at_several(paths: Sequence[Path]) -> None:
    """Workbooks dropped together, and those of dropped folders."""
    while True:
        say("\n拖进来的工作簿：")
        found = [
            each for path in paths for each in (workbooks_in(path) if path.is_dir() else [Listed.of(path)])
        ]
        if not _chosen(_entries(found), 0):
            return


def _chosen(entries: Sequence[Entry], more: int) -> bool:
    """One choice carried out; False when the officer wants to leave."""
    show(entries)
    if more > 0:
        say(f"  ……还有 {more} 个较早的没有列出")
    answer = choose(entries, "输入编号，或把工作簿拖进来；直接按回车退出：")
    if answer is None:
        return False
    guarded(answer.run if isinstance(answer, Entry) else partial(visit, answer))
    return True


def _entries(found: Sequence[Listed]) -> list[Entry]:
    return [
        Entry(each.path.name, f"{each.changed:%Y-%m-%d %H:%M}", partial(_at_file, each.path))
        for each in found
    ]


def _at_file(path: Path) -> None:
    """What can be done with one file, until the officer goes back."""
    from xltools.letters.store import is_document

    if is_document(path):
        menu = template_menu(path)
    else:
        menu = workbook_menu(path, partial(_at_templates, path.parent))
    if menu:
        _stay(lambda: menu)


def _at_templates(folder: Path) -> None:
    """The templates of the letters, those in 模板 beside the workbook first."""
    _stay(lambda: templates_menu(folder, _at_file))


def _stay(menu: Callable[[], Menu]) -> None:
    """One choice after another; the menu is asked for anew each time."""
    while True:
        shown = menu()
        say(f"\n{shown.title}")
        show(shown.entries)
        answer = choose(shown.entries, "输入编号，直接按回车返回：")
        if answer is None:
            return
        guarded(answer.run if isinstance(answer, Entry) else partial(visit, answer))
