"""The hidden sheet xltools.text: what the VBA code says, as its source cannot hold Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xltools import LAUNCHER, TITLE
from xltools.build.tables import Book
from xltools.buttons import Button

SHEET, CODE = "xltools.text", "XltoolsText"

MESSAGES = {
    "title": TITLE,
    "starting": "正在启动“{1}”……",
    "unsaved": "这个工作簿还没有保存过，程序不知道它在哪个文件夹。\n\n"
    "请先“文件—另存为”，存到办公文件夹（如 D:\\衔接资金），再按按钮。",
    "cloud": "工作簿是从网上（OneDrive、SharePoint 或网页）打开的：\n{1}\n\n"
    "请先另存到本机的办公文件夹（如 D:\\衔接资金），从那里打开再按按钮。",
    "wps": "在 WPS 里按不了按钮。\n\n"
    f"请保存并关闭工作簿，双击“{LAUNCHER}”，选这个工作簿，在那里按同样的按钮。",
    "sign": "文件名或文件夹名里有“{1}”，程序读不到这个工作簿：\n{2}\n\n"
    "请关闭工作簿，把名字里的“{1}”去掉，再打开按按钮。空格、括号、顿号、& 都可以用。",
    "space": "文件名的开头是空格，程序认不出这个工作簿：\n“{1}”\n\n"
    "请关闭工作簿，去掉开头的空格，再打开按按钮。",
    "zipped": "工作簿是在压缩包里（或从临时文件夹）直接打开的：\n{1}\n\n"
    "请先把压缩包整个解压到办公文件夹（如 D:\\衔接资金），从那里打开工作簿再按按钮。",
    "python": "没有找到运行工具的 Python。找过这个文件夹和上一级文件夹里的“python”文件夹：\n{1}\n\n"
    f"请把工作簿放回工具文件夹再打开，或双击“{LAUNCHER}”选“自检”，按提示处理。",
    "interpreter": "工作表“xlwings.conf”里写的 Python 不存在：\n{1}\n\n"
    "请改为 %XLTOOLS_PYTHON%（由程序自己找），或写 python.exe 的完整路径。"
    "这张表是隐藏的：右击任一工作表标签，“取消隐藏”。",
    "failed": "“{1}”没有运行起来，或中途停了。\n\n"
    f"一、双击“{LAUNCHER}”，选“自检”，按提示处理后再按一次。\n"
    f"二、等着用，就保存并关闭工作簿，在“{LAUNCHER}”里按“{{1}}”，结果一样。",
    "technical": "供维护人员参考：{1}",
}
"""Key → text; {1} and {2} are filled in by the code."""

_NOTE = "按钮的提示语和函数说明，程序从这里读。请勿改动第一列"


def rows(buttons: Iterable[Button]) -> list[tuple[str, ...]]:
    """Key and text of every message, and the captions of the buttons."""
    labels = {f"label:{button.key}": button.label for button in buttons}
    return list((MESSAGES | labels).items())


def add_texts_sheet(book: Book, buttons: Iterable[Button], functions: Sequence[Sequence[str]] = ()) -> None:
    """The sheet, out of the officer's sight. `functions`: `function:NAME`, its help, category, arguments."""
    sheet = book.workbook.add_worksheet(SHEET)
    sheet.set_vba_name(CODE)
    sheet.very_hidden()
    sheet.set_column(0, 0, 24, book.look())
    sheet.set_column(1, 1, 100, book.look(text_wrap=True))
    sheet.write_row(0, 0, ("键", _NOTE), book.look.header(False))
    for i, row in enumerate((*rows(buttons), *functions), 1):
        sheet.write_row(i, 0, row, book.look(text_wrap=True, valign="top"))
