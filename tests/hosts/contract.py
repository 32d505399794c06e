"""The engines that have to run the same plain xlwings code. A further one is one more line here."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TypeAlias

import xlwings as xw

from tests.hosts.running_calc import in_calc
from xltools.hosts.closed import open_closed

Opener: TypeAlias = Callable[[Path], AbstractContextManager[xw.Book]]


@contextmanager
def in_excel(path: Path) -> Iterator[xw.Book]:
    """The workbook in an Excel of its own, which nobody sees."""
    app = xw.App(visible=False, add_book=False)
    try:
        app.display_alerts = False
        book = app.books.open(path)
        book.set_mock_caller()
        yield book
    finally:
        del xw.Book._mock_caller
        app.quit()


ENGINES: dict[str, Opener] = {
    "closed": open_closed,
    "calc": in_calc,
}
if sys.platform == "win32" and os.environ.get("XLTOOLS_TEST_EXCEL") == "1":
    ENGINES["excel"] = in_excel
