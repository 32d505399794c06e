"""Plain xlwings code on a workbook in LibreOffice Calc.

with open_calc(path) as book:
    book.sheets["排名表"]["A5"].value = 1
    book.save()
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlwings as xw

from xltools.errors import HostError
from xltools.hosts.calc import storing
from xltools.hosts.calc.connection import PATIENCE, Connection
from xltools.hosts.calc.office import Office, own_office
from xltools.hosts.calc.program import CalcProgram, Wrap, as_it_is
from xltools.hosts.calc.unolib import path_of, uno_error
from xltools.hosts.document import Program
from xltools.hosts.engine import Book, Engine
from xltools.hosts.replace import refuse_if_open

NAME = "calc"

_CALLING = 3.0
"""Seconds after which nobody will answer."""


@contextlib.contextmanager
def open_calc(path: str | Path, office: Office | None = None, wrap: Wrap = as_it_is) -> Iterator[xw.Book]:
    """The workbook as `xw.Book`, and as `xw.Book.caller()`, inside the block.

    Nothing is stored unless `book.save()` is called. LibreOffice is started without a window for it, and
    ended with it, unless a running `office` is given. `wrap` is put around each document that is opened.
    HostError where the file is open elsewhere or read-only, or LibreOffice is missing or does not answer;
    FileError where it is no workbook.
    """
    path = Path(path)
    refuse_if_open(path)
    with contextlib.ExitStack() as stack:
        running = office or stack.enter_context(own_office())
        program = CalcProgram(running.connection, running.visible, wrap)
        with _app(program) as app:
            book = xw.Book(impl=app.impl.books.open(str(path.resolve())))
            book.set_mock_caller()
            yield book


@contextlib.contextmanager
def attached(pipe: str, url: str, patience: float = PATIENCE, wrap: Wrap = as_it_is) -> Iterator[xw.Book]:
    """The workbook an officer has open in a LibreOffice that listens on a pipe, by its URL.

    It stays open and unsaved; what was set for the screen is undone. HostError where it is not there.
    """
    connection = connect(pipe, patience)
    try:
        program = CalcProgram(connection, visible=True, wrap=wrap)
        with _app(program) as app:
            impl = Book(app.impl, program.adopt(_found(connection, url)))
            app.impl.books.opened.append(impl)
            book = xw.Book(impl=impl)
            book.set_mock_caller()
            yield book
    finally:
        connection.close()


def connect(pipe: str, patience: float = PATIENCE) -> Connection:
    """The line to a LibreOffice that listens on a pipe. HostError where there is none.

    A busy one may not take the first call.
    """
    deadline = time.monotonic() + _CALLING
    while True:
        try:
            return Connection(pipe, patience)
        except uno_error() as error:
            if time.monotonic() > deadline:
                raise HostError(
                    "连不上 LibreOffice：它可能正在关闭。请用“xltools open”重新打开工作簿再按按钮"
                ) from error
        time.sleep(0.1)


def alerts(book: xw.Book) -> list[str]:
    """What the code has said to the officer by `app.alert`."""
    return list(book.app.impl.program.alerts)


def _found(connection: Connection, url: str) -> Any:
    if not url:
        raise HostError("工作簿还没有保存过，结果没有地方放。请先保存到办公文件夹，再按按钮")
    with connection:
        model = storing.find(connection, path_of(url))
    if model is None:
        raise HostError(f"“{path_of(url).name}”已经不在 LibreOffice 里打开着。请重新打开再按按钮")
    return model


@contextlib.contextmanager
def _app(program: CalcProgram) -> Iterator[xw.App]:
    """An App over a program; afterwards xlwings' active engine and its caller are as before."""
    engine = _engine()
    engine.impl.start = lambda: program
    before, caller = xw.engines.active, getattr(xw.Book, "_mock_caller", None)
    engine.activate()
    app = engine.apps.add()
    try:
        yield app
    finally:
        app.quit()
        xw.engines.active = before
        _restore(caller)


def _engine() -> xw.Engine:
    """Our engine, made known to xlwings once; each App is given its program just before it starts."""
    if NAME not in xw.engines.engines_by_name:
        xw.engines.add(xw.Engine(impl=Engine(NAME, _no_program)))
    return xw.engines[NAME]


def _no_program() -> Program:
    raise HostError("请用 open_calc 打开工作簿")


def _restore(caller: xw.Book | None) -> None:
    """The mock caller that was set before, or none."""
    if caller is not None:
        caller.set_mock_caller()
    elif hasattr(xw.Book, "_mock_caller"):
        del xw.Book._mock_caller
