"""Which workbooks were dropped on 启动工具.bat."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from xltools.bundle import start
from xltools.bundle.start import dropped

BAT = r"D:\衔接 资金&(1)\启动工具.bat"
CMD = r"C:\WINDOWS\system32\cmd.exe /c"


@pytest.mark.parametrize(
    ("command", "arguments", "files"),
    [
        (f'{CMD} ""{BAT}" "', "", []),
        (f'{CMD} ""{BAT}" C:\\县&区.xlsx"', r"C:\县", [r"C:\县&区.xlsx"]),
        (f'{CMD} ""{BAT}" "C:\\a b.xlsx""', '"C:\\a b.xlsx"', [r"C:\a b.xlsx"]),
        (f'{CMD} ""{BAT}" C:\\a^(1).xlsx "D:\\b c&d.xlsx" E:\\e=f,g.xlsx"', "", [
            r"C:\a^(1).xlsx", r"D:\b c&d.xlsx", r"E:\e=f,g.xlsx",
        ]),
        (f'"C:\\Windows\\System32\\cmd.exe" /C ""{BAT.upper()}" C:\\a.xlsx"', "", [r"C:\a.xlsx"]),
        (r'"C:\Windows\System32\cmd.exe"', r'"C:\a b.xlsx" c.xlsx', [r"C:\a b.xlsx", "c.xlsx"]),
        ("", "", []),
    ],
    ids=["double-click", "ampersand", "space", "several", "other case", "at a prompt", "nothing"],
)  # fmt: skip
def test_the_line_that_started_cmd_tells_the_whole_names(command, arguments, files):
    environment = {start.BATCH_FILE: BAT, start.COMMAND: command, start.ARGUMENTS: arguments}
    assert dropped(environment) == files


def test_without_the_environment_of_the_bat_nothing_was_dropped():
    assert dropped({}) == []


@pytest.mark.parametrize(
    ("environment", "given"),
    [({}, [str(Path(sys.prefix).parent)]), ({start.ARGUMENTS: '"C:\\a b.xlsx"'}, [r"C:\a b.xlsx"])],
    ids=["double-click: the folder", "dropped: the files"],
)
def test_the_launcher_is_started_with_them(monkeypatch, environment, given):
    monkeypatch.setattr(start.os, "environ", environment)
    monkeypatch.setattr(sys, "argv", ["start"])
    started = []
    monkeypatch.setattr(start.runpy, "run_module", lambda name, **_: started.append((name, sys.argv[1:])))
    start.main()
    assert started == [("xltools.launcher", given)]


def test_the_launcher_is_there():
    """The module that 启动工具.bat names and the one it starts."""
    for module in ("xltools.bundle.start", "xltools.launcher.__main__"):
        code = f"import importlib.util as u, sys; sys.exit(u.find_spec({module!r}) is None)"
        subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
