"""What the tests of tables over every engine share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hosts.contract import ENGINES
from tests.hosts.excel_like import ExcelLike
from tests.hosts.offices import Office, Open


@pytest.fixture(params=ENGINES)
def opened(request: pytest.FixtureRequest) -> Open:
    """Each engine in turn, taking values as Excel does; Excel itself needs no one to play it."""
    engine = ENGINES[request.param]
    return engine if request.param == "excel" else lambda path: engine(path, wrap=ExcelLike)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A workbook in the making."""
    return Office(tmp_path / "模拟.xlsx")
