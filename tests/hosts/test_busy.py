"""One press on a workbook at a time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from xltools.errors import HostError
from xltools.hosts.busy import one_press

_HOLD = """
import sys, time
from xltools.hosts.busy import one_press
with one_press(sys.argv[1]):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_press_is_refused_and_the_first_goes_on(tmp_path: Path) -> None:
    """Whoever comes second is told at once; afterwards the button works again."""
    book = tmp_path / "调度排名.xlsm"
    with one_press(book):
        with pytest.raises(HostError, match=r"“调度排名.xlsm”上一次按的按钮还没有办完.*没有执行"):
            one_press(book).__enter__()
        with one_press(tmp_path / "资金分配.xlsm"):
            pass
    with one_press(book):
        pass


def test_another_spelling_of_the_path_is_the_same_workbook(tmp_path: Path) -> None:
    """By way of a folder and back."""
    (tmp_path / "函件").mkdir()
    with one_press(tmp_path / "调度排名.xlsm"), pytest.raises(HostError):
        one_press(tmp_path / "函件" / ".." / "调度排名.xlsm").__enter__()


def test_a_killed_press_locks_nobody_out(tmp_path: Path) -> None:
    """The lock belongs to the process, not to a file that stays behind."""
    book = tmp_path / "调度排名.xlsm"
    other = subprocess.Popen([sys.executable, "-c", _HOLD, str(book)], stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(HostError):
            one_press(book).__enter__()
    finally:
        other.kill()
        other.wait()
    with one_press(book):
        pass
