"""Workbooks in the LibreOffice that all tests of a process share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings as xw

from tests.hosts.running_calc import in_calc, office
from tests.ooxml.nasty import nasty
from xltools.hosts.calc.document import CalcDocument
from xltools.hosts.calc.office import Office
from xltools.hosts.protection import lift


@pytest.fixture
def running() -> Office:
    """The shared LibreOffice."""
    return office()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The nasty workbook on the disk."""
    return nasty(tmp_path / "项目.xlsx")


@pytest.fixture
def book(path: Path) -> Iterator[xw.Book]:
    """The nasty workbook, open in Calc."""
    with in_calc(path) as book:
        yield book


@pytest.fixture
def sheet(book: xw.Book) -> xw.Sheet:
    """Sheet 项目, its protection lifted."""
    lift(book.sheets["项目"])
    return book.sheets["项目"]


@pytest.fixture
def document(book: xw.Book) -> CalcDocument:
    """The document behind the workbook."""
    found: CalcDocument = book.impl.document
    return found
