"""Plain xlwings code on a workbook that no program has open.

with open_closed(path) as book:
    book.sheets["排名表"]["A5"].value = 1
    book.save()
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, TypeAlias

import xlwings as xw

from xltools.hosts.closed_document import ClosedDocument
from xltools.hosts.document import Document
from xltools.hosts.engine import Engine
from xltools.hosts.replace import refuse_if_open

NAME = "closed"

Wrap: TypeAlias = Callable[[Document], Document]
"""What is put between xlwings and the document, such as the coercion of another program in tests."""

_NO_ANSWER = {"ok": "ok", "ok_cancel": "cancel", "yes_no": "no", "yes_no_cancel": "cancel"}
"""Nobody is there to answer: what is asked is not done."""


class _NoProgram:
    """Opens files without any spreadsheet program; what is set for a screen is only remembered."""

    version = "16.0"
    screen_updating = True
    interactive = True
    calculation = "automatic"
    status_bar: str | Literal[False] = False

    def __init__(self) -> None:
        self.wrap: Wrap = lambda document: document
        self.alerts: list[str] = []
        """What was said to the officer, in order."""

    def alert(self, prompt: str, title: str, buttons: str) -> str:
        self.alerts.append(prompt)
        return _NO_ANSWER.get(buttons, "cancel")

    def open(self, path: Path) -> Document:
        return self.wrap(ClosedDocument(path))

    def quit(self) -> None:
        """Nothing runs."""


@contextlib.contextmanager
def open_closed(path: str | Path, wrap: Wrap | None = None) -> Iterator[xw.Book]:
    """The workbook as `xw.Book`, and as `xw.Book.caller()`, inside the block.

    Nothing is written unless `book.save()` is called. HostError where the file is open elsewhere or
    read-only, FileError where it is no workbook.
    """
    path = Path(path)
    refuse_if_open(path)
    engine = _engine()
    before, caller = xw.engines.active, getattr(xw.Book, "_mock_caller", None)
    engine.activate()
    app = engine.apps.add()
    app.impl.program.wrap = wrap or app.impl.program.wrap
    try:
        book = xw.Book(impl=app.impl.books.open(str(path.resolve())))
        book.set_mock_caller()
        yield book
    finally:
        app.quit()
        xw.engines.active = before
        _restore(caller)


def alerts(book: xw.Book) -> list[str]:
    """What the code has said to the officer by `app.alert`."""
    return list(book.app.impl.program.alerts)


def _engine() -> xw.Engine:
    """Our engine, made known to xlwings once."""
    if NAME not in xw.engines.engines_by_name:
        xw.engines.add(xw.Engine(impl=Engine(NAME, _NoProgram)))
    return xw.engines[NAME]


def _restore(caller: xw.Book | None) -> None:
    """The mock caller that was set before, or none."""
    if caller is not None:
        caller.set_mock_caller()
    elif hasattr(xw.Book, "_mock_caller"):
        del xw.Book._mock_caller
