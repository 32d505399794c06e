"""A button pressed in an open workbook: Excel through RunPython, LibreOffice Calc through its bridge.

`RunPython "import xltools.live; xltools.live.press('rank')"` comes here. Whatever happens the officer is told
in a sentence; nothing is raised, and the workbook is not saved: that stays with the officer. Seen working in
Calc; in Excel not yet.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path

import xlwings as xw

from xltools import TITLE
from xltools.buttons import Button, Press, Result, find
from xltools.buttons.perform import perform
from xltools.buttons.status import note
from xltools.errors import Issue, PartlyWrittenError, XltoolsError, unforeseen
from xltools.hosts.busy import one_press
from xltools.hosts.desk import kept, show, status_bar, visible_sheets
from xltools.hosts.origin import unsuitable
from xltools.tables.declared.record import ISSUES
from xltools.tables.sheets import locate

_DO_NOT_SAVE = "各表可能没有写全：请不要保存，关闭工作簿后重新打开再按"


def press(key: str) -> None:
    """The button `key` of the calling workbook, from the click to the message."""
    book = xw.Book.caller()
    try:
        button = find(key)
        text = _press(button, book)
    except PartlyWrittenError as error:
        text = f"{error}\n{_DO_NOT_SAVE}"
    except XltoolsError as error:
        text = str(error)
    except Exception as error:  # a fault of the toolkit, or the program refused a call
        text = f"{unforeseen(error, '没有办完')}\n{_DO_NOT_SAVE}"
    book.app.alert(text, title=TITLE)


def _press(button: Button, book: xw.Book) -> str:
    reason = unsuitable(book.fullname)
    if reason:
        return f"{button.label}没有执行：{reason}"
    with one_press(book.fullname):
        try:
            with kept(book):
                result = perform(button, _as_pressed(button, book))
        except XltoolsError as error:
            with contextlib.suppress(XltoolsError):  # what stopped the press is told, not what stops the note
                note(book, button, f"没有完成：{error}")
            raise
    if result.errors:
        _show_first_error(book, result)
    return message(button, result)


def _as_pressed(button: Button, book: xw.Book) -> Press:
    folder = Path(book.fullname).parent
    return Press(book, folder, folder, dt.date.today(), progress=status_bar(book, button.label))


def message(button: Button, result: Result) -> str:
    """What the officer reads at the end: what was done, how long it took, and the first thing to mend."""
    lines = [f"{button.label}　{result.message}", f"结果 {result.rows} 行，用时 {result.seconds:.1f} 秒"]
    if result.errors:
        lines.append(f"要修改的共 {len(result.errors)} 处，逐条见“{ISSUES.name}”。第一处：{result.errors[0]}")
    if result.done:
        lines.append("结果已写入工作簿，还没有保存；核对后请按 Ctrl+S 保存")
    return "\n".join(lines)


def _show_first_error(book: xw.Book, result: Result) -> None:
    """The cell itself where it can be seen in this workbook, else its row in 校验结果."""
    issue = result.errors[0]
    if _can_be_shown(book, issue):
        show(book, issue.sheet, issue.cell)
    else:
        sheet, header, _, letters = locate(book, ISSUES)
        show(book, sheet, f"{letters['工作表']}{header + 1}")


def _can_be_shown(book: xw.Book, issue: Issue) -> bool:
    return bool(not issue.file and issue.cell and issue.sheet in visible_sheets(book))
