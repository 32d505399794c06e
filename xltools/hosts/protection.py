"""Protected sheets on a live host: unprotected for the writing, protected again as they were.

xlwings has no name for protection: its engines are asked each in its own way. The way over Excel's COM has
not been seen working in Excel itself.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

import xlwings as xw

from xltools.errors import HostError
from xltools.hosts.sheets import Sheet as OwnSheet

_ALLOWED = (
    "AllowFormattingCells",
    "AllowFormattingColumns",
    "AllowFormattingRows",
    "AllowInsertingColumns",
    "AllowInsertingRows",
    "AllowInsertingHyperlinks",
    "AllowDeletingColumns",
    "AllowDeletingRows",
    "AllowSorting",
    "AllowFiltering",
    "AllowUsingPivotTables",
)


@contextlib.contextmanager
def unlocked(book: xw.Book, names: Iterable[str]) -> Iterator[None]:
    """The sheets named can be written inside the block.

    HostError naming every sheet that a password protects, before any is touched for good.
    """
    refused: list[str] = []
    with contextlib.ExitStack() as stack:
        for name in dict.fromkeys(names):
            try:
                stack.callback(lift(book.sheets[name]))
            except HostError:
                refused.append(name)
        if refused:
            raise HostError(
                f"工作表“{'”“'.join(refused)}”设了密码保护，写不进去，各表都没有改动。"
                "请在“审阅”里撤销工作表保护，再按一次；写完后可以重新保护"
            )
        yield


def lift(sheet: xw.Sheet) -> Callable[[], None]:
    """Unprotect one sheet; what puts its protection back.

    HostError where only a password would do it.
    """
    if isinstance(sheet.impl, OwnSheet):
        return _lift_own(sheet.impl)
    return _lift_excel(sheet.api)


def _nothing() -> None:
    """There was no protection."""


def _lift_own(sheet: OwnSheet) -> Callable[[], None]:
    document, name = sheet.document, sheet.name
    if not document.is_protected(name):
        return _nothing
    document.unprotect(name)
    return partial(document.protect, name)


def _lift_excel(api: Any) -> Callable[[], None]:
    if not api.ProtectContents:
        return _nothing
    options = {name: bool(getattr(api.Protection, name)) for name in _ALLOWED}
    options |= {"DrawingObjects": bool(api.ProtectDrawingObjects), "Scenarios": bool(api.ProtectScenarios)}
    selectable = api.EnableSelection
    with contextlib.suppress(Exception):  # a COM error, of whatever class the bridge has
        api.Unprotect("")
    if api.ProtectContents:
        raise HostError(f"工作表“{api.Name}”设了密码保护，请先撤销保护")

    def again() -> None:
        api.Protect(Contents=True, UserInterfaceOnly=False, **options)
        api.EnableSelection = selectable

    return again
