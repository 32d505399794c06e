"""The office of the month whose files are mutated: workbooks filled by the sample, with the results of their
buttons, returns in new and old format, ledgers and templates. The same seed makes the same bytes.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

from xltools.buttons import buttons, find, perform
from xltools.errors import HostError, XltoolsError
from xltools.folders import BACKUPS, COLLECTED, LEDGERS, TEMPLATES
from xltools.letters import checking, volumes
from xltools.press import press_closed
from xltools.sample import make_sample, mended
from xltools.sample.filing_folder import make_filing
from xltools.sample.library_folder import make_library
from xltools.shipped import shipped

SEED, COUNTIES = 2024, 4
TODAY = dt.date(2024, 10, 8)
PERIOD = "2024-09"
_CAME = dt.datetime(2024, 10, 8, tzinfo=dt.UTC).timestamp()
_REGISTER = "发文登记.xlsm"
_OLD_FORMAT = Path(__file__).parent.parent / "tests" / "ooxml" / "data" / "旧格式.xls"
"""A return as an old Excel writes it."""


def make_desk(folder: Path) -> Path:
    """Fill a folder, and press every button once."""
    with alone():
        sample = make_sample(folder, seed=SEED, counties=COUNTIES, period=PERIOD)
        mended(sample)
        make_library(folder, seed=SEED, counties=COUNTIES)
        make_filing(folder, seed=SEED, counties=COUNTIES)
        shutil.copyfile(shipped("workbooks", _REGISTER), folder / _REGISTER)
        _put_beside(folder)
        _dated(folder)
        for button in buttons():
            press(folder, button.key)
    shutil.rmtree(folder / BACKUPS)
    return folder


def _put_beside(folder: Path) -> None:
    """A blank return and one of the old format, a ledger, and the office's own templates."""
    blank = shipped("workbooks", "县级填报.xlsx")
    shutil.copyfile(blank, folder / COLLECTED / PERIOD / "县级填报.xlsx")
    shutil.copyfile(_OLD_FORMAT, folder / COLLECTED / PERIOD / _OLD_FORMAT.name)
    (folder / LEDGERS).mkdir()
    shutil.copyfile(folder / "项目库.xlsm", folder / LEDGERS / "台账.xlsx")
    shutil.copytree(shipped("templates", "排名通报.docx").parent, folder / TEMPLATES)


def _dated(folder: Path) -> None:
    """上报情况 tells when each return came."""
    for path in (folder / COLLECTED / PERIOD).iterdir():
        os.utime(path, (_CAME, _CAME))


def press(folder: Path, key: str) -> None:
    """Buttons that want something first leave their workbook as it is."""
    button = find(key)
    try:
        press_closed(button, folder / f"{button.workbook}.xlsm", today=TODAY)
    except XltoolsError:
        return


@contextmanager
def alone() -> Iterator[None]:
    """No LibreOffice, no clock, nobody's name: what is written depends on the input alone."""

    def refuse(*_: object) -> list[bytes]:
        raise HostError("这台电脑没有 LibreOffice，没有生成 PDF")

    stopped = SimpleNamespace(datetime=_Stopped, date=dt.date)
    with ExitStack() as stack:
        for patch in (
            mock.patch.object(perform, "dt", stopped),
            mock.patch.object(perform, "time", SimpleNamespace(perf_counter=lambda: 0.0)),
            mock.patch.object(perform, "_user", lambda: "模拟"),
            mock.patch.object(volumes, "to_pdf", refuse),
            mock.patch.object(checking, "to_pdf", refuse),
        ):
            stack.enter_context(patch)
        yield


class _Stopped(dt.datetime):
    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> _Stopped:
        return cls(2024, 10, 8, 9, 30, tzinfo=tz)
