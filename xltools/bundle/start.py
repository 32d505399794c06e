"""启动工具.bat starts this: it finds out which workbooks were dropped on the .bat, and hands them on.

Explorer does not quote the name of a dropped file that has & ^ or ( but no space: cmd then takes 县&区.xlsx
apart before the .bat begins. The line cmd was started with still has the whole name.
"""

from __future__ import annotations

import os
import re
import runpy
import sys
from collections.abc import Mapping
from pathlib import Path

BATCH_FILE, COMMAND, ARGUMENTS = "XLTOOLS_BATCH_FILE", "XLTOOLS_COMMAND", "XLTOOLS_ARGUMENTS"
"""Set by 启动工具.bat: its own path, the line that started cmd, its arguments as cmd sees them."""

_WORD = re.compile(r'"([^"]*)"|(\S+)')


def dropped(environment: Mapping[str, str]) -> list[str]:
    """The files dropped on the .bat, or named behind it at a prompt; none after a plain double-click."""
    batch_file, command = environment.get(BATCH_FILE, ""), environment.get(COMMAND, "")
    at = command.lower().find(batch_file.lower()) if batch_file else -1
    if at < 0:
        return _words(environment.get(ARGUMENTS, ""))
    before, behind = command[:at], command[at + len(batch_file) :]
    if before.endswith('""'):  # cmd /c ""the .bat" files": the whole is quoted once more
        behind = behind.rstrip().removesuffix('"')
    return _words(behind.removeprefix('"'))


def _words(line: str) -> list[str]:
    return [quoted or plain for quoted, plain in _WORD.findall(line)]


def main() -> None:
    """Start the launcher with them, or with the folder that all this lies in."""
    sys.argv[1:] = dropped(os.environ) or [str(Path(sys.prefix).parent)]
    runpy.run_module("xltools.launcher", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
