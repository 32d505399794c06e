"""One LibreOffice for all tests of a process: each opens its workbooks in it.

Where LibreOffice or its library for Python is not installed such tests are skipped, except in CI.
"""

from __future__ import annotations

import atexit
import os
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
import xlwings as xw

from xltools.errors import HostError
from xltools.hosts.calc.office import Office, find_program, start_office
from xltools.hosts.calc.opening import open_calc
from xltools.hosts.calc.program import Wrap, as_it_is
from xltools.hosts.calc.unolib import uno

_running: list[Office] = []


def office() -> Office:
    """The running LibreOffice, started when it is first asked for."""
    if not _running or not _running[-1].alive:
        _refuse_missing()
        _running[:] = [start_office(patience=60)]
        atexit.register(_running[0].stop)
    return _running[0]


def in_calc(path: Path, wrap: Wrap = as_it_is) -> AbstractContextManager[xw.Book]:
    """`open_calc` in the running LibreOffice."""
    return open_calc(path, office(), wrap)


def _refuse_missing() -> None:
    try:
        uno()
        find_program()
    except HostError as error:
        if os.environ.get("CI") or os.environ.get("XLTOOLS_CI"):
            pytest.fail(f"LibreOffice is missing, see .ci/run: {error}")
        pytest.skip(str(error))
