"""Opening a workbook or folder with the program that this computer opens it with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from xltools.errors import HostError

_A_MOMENT = 2.0
"""Seconds in which a program that cannot open a file has said so."""


def open_with_system(path: Path) -> None:
    """As a double click would. HostError where no program opens it."""
    try:
        if sys.platform == "win32":
            os.startfile(path)
        else:
            _handed_over(["open" if sys.platform == "darwin" else "xdg-open", str(path)])
    except OSError as error:
        raise HostError(f"这台电脑没有能打开“{path.name}”的程序。文件在 {path}，请自己打开它") from error


def _handed_over(command: list[str]) -> None:
    """Start the system's opener apart from this window, and hear whether it failed at once."""
    quiet = subprocess.DEVNULL
    opener = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        failed = opener.wait(_A_MOMENT)
    except subprocess.TimeoutExpired:  # it is the program itself, and runs
        return
    if failed:
        raise OSError(f"{command[0]} ended with {failed}")
