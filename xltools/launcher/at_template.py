"""What can be done with the Word templates of an office: take one, edit it, check it, look at a letter."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from xltools.errors import HostError
from xltools.folders import TEMPLATES
from xltools.launcher.menu import Entry, Menu, choose, show
from xltools.launcher.opening import open_with_system
from xltools.launcher.terminal import say

if TYPE_CHECKING:
    from xltools.letters.fields import LetterKind


def template_menu(path: Path) -> Menu | None:
    """A template checked at once, and what else can be done with it; None where nobody says its kind."""
    kind = _kind(path)
    if kind is None:
        return None
    check(path, kind)
    return Menu(
        f"模板：{path.name}　（{path.parent}）",
        [
            Entry("打开模板", "用 Word 或 WPS 改，改完保存并关闭", partial(open_with_system, path)),
            Entry("检查模板", "改完再查一遍", partial(check, path, kind)),
            Entry("看样张", "用模拟数据生成一份函件，并打开", partial(look, path, kind)),
            Entry("打开文件夹", "", partial(open_with_system, path.parent)),
        ],
    )


def check(path: Path, kind: str) -> None:
    """检查模板: every wrong tag with its paragraph, nothing changed."""
    from xltools.letters.checking import check_template

    for line in check_template(path, kind).lines():
        say(line)


def look(path: Path, kind: str) -> None:
    """看样张: a letter of made-up facts beside the template, opened; the PDF where there is one."""
    say("正在生成样张……")
    from xltools.letters.checking import check_template, preview_path

    checked = check_template(path, kind, preview_path(path, kind))
    for line in checked.lines():
        say(line)
    if checked.files:
        open_with_system(checked.files[-1])


def templates_menu(folder: Path, visit: Callable[[Path], None]) -> Menu:
    """Every kind of letter, and whether the office has a template of its own for it.

    The one that is chosen is fetched and handed to `visit`.
    """
    from xltools.letters.kinds import KINDS
    from xltools.letters.store import own_path

    def edit(kind: LetterKind) -> None:
        visit(fetch(kind, folder))

    own = {name for name, kind in KINDS.items() if own_path(kind, folder).is_file()}
    told = {True: "已有自己的模板", False: "现用附带的模板；选它即拷一份来改"}
    entries = [Entry(name, told[name in own], partial(edit, kind)) for name, kind in KINDS.items()]
    return Menu("改哪一种函件的模板？", entries)


def fetch(kind: LetterKind, folder: Path) -> Path:
    """The office's own template; where it has none, a copy of the shipped one, never over a file."""
    from xltools.letters.store import own_path, template_path

    own = own_path(kind, folder)
    if own.is_file():
        return own
    try:
        own.parent.mkdir(exist_ok=True)
        shutil.copyfile(template_path(kind), own)
    except OSError as error:
        raise HostError(f"不能写入“{own.parent}”。请检查写入权限、磁盘是否已满") from error
    say(f"已放好：{own}　以后“生成函件”用它；不想用了，删去或移走即可（“{TEMPLATES}”文件夹里的优先）")
    return own


def _kind(path: Path) -> str | None:
    """As the file says, else as the officer says."""
    from xltools.letters.docx_file import read_template
    from xltools.letters.kinds import KINDS
    from xltools.letters.recognising import kind_of

    found = kind_of(path, read_template(path))
    if found:
        return found.name
    said: list[str] = []
    entries = [Entry(name, kind.purpose, partial(said.append, name)) for name, kind in KINDS.items()]
    say(f"“{path.name}”是哪一种函件的模板？")
    show(entries)
    answer = choose(entries, "输入编号，直接按回车返回：")
    if not isinstance(answer, Entry):
        return None
    answer.run()
    return said[0]
