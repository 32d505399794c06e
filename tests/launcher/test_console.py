"""The launcher as a program of its own: in a terminal, behind a pipe, and how much it loads to say hello."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from xltools.errors import HostError
from xltools.launcher.actions import has_libreoffice
from xltools.launcher.opening import open_with_system
from xltools.launcher.terminal import narrow

LAUNCHER = [sys.executable, "-m", "xltools.launcher"]
HEAVY = {"pandas", "numpy", "xlwings", "lxml", "openpyxl", "docxtpl", "typer", "rich"}


def own_the_terminal() -> None:
    """In the child: its input is its terminal, and Ctrl+C there interrupts it, as in any shell."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """A terminal with the launcher in it."""

    def __init__(self, folder: Path) -> None:
        self._master, slave = pty.openpty()
        self.program = subprocess.Popen(
            LAUNCHER,
            cwd=folder,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=own_the_terminal,
        )
        os.close(slave)
        self.shown = ""

    def until(self, text: str, seconds: float = 60) -> None:
        """Read until something is shown."""
        deadline = time.monotonic() + seconds
        while text not in self.shown:
            assert time.monotonic() < deadline, self.shown
            if select.select([self._master], [], [], 0.2)[0]:
                try:
                    self.shown += os.read(self._master, 65536).decode("utf8", errors="ignore")
                except OSError:  # the program has ended
                    break
        assert text in self.shown

    def types(self, text: str) -> None:
        """Keys, as the keyboard sends them."""
        self.shown = ""
        os.write(self._master, text.encode())

    def close(self) -> int:
        """The exit code."""
        code = self.program.wait(20)
        os.close(self._master)
        return code


@pytest.fixture
def terminal(office):
    made = Terminal(office)
    yield made
    if made.program.poll() is None:
        os.killpg(made.program.pid, signal.SIGKILL)


def test_a_button_pressed_in_a_real_terminal(terminal, office):
    """The progress is one line that is overwritten and cleared away; then the officer leaves."""
    terminal.until("直接按回车退出：")
    terminal.types("１\n")
    terminal.until("直接按回车返回：")
    terminal.types("1\n")
    terminal.until("拖进来再按回车：")
    terminal.types("\n")
    terminal.until("直接按回车返回：")
    assert "\r  读取上报表 24/24" in terminal.shown
    assert "\r汇总上报　2024-09 汇总完成" in terminal.shown
    terminal.types("\n")
    terminal.until("直接按回车退出：")
    terminal.types("\n")
    assert terminal.close() == 0


def test_ctrl_c_in_a_real_terminal(terminal):
    """A sentence, no traceback, 130 as shells have it."""
    terminal.until("直接按回车退出：")
    time.sleep(0.5)  # a signal between the prompt and the reading of the answer is only seen at the next key
    terminal.types("\x03")
    terminal.until("已中断，退出")
    assert "Traceback" not in terminal.shown
    assert terminal.close() == 130


def test_behind_a_pipe_each_stage_is_a_line(office):
    """Nothing is overwritten where nobody watches; bytes that are no text do no harm."""
    done = subprocess.run(LAUNCHER, cwd=office, input=b"1\n1\n\n\n\n\xff\n", capture_output=True, timeout=120)
    shown = done.stdout.decode("utf8")
    assert done.returncode == 0
    assert "\n  读取上报表\n" in shown
    assert "汇总完成" in shown
    assert "\r" not in shown
    assert done.stderr == b""


def test_a_console_of_another_encoding_still_gets_chinese(office):
    """PYTHONIOENCODING of an English Windows."""
    environment = os.environ | {"PYTHONIOENCODING": "cp437"}
    done = subprocess.run(LAUNCHER, cwd=office, input=b"\n", capture_output=True, timeout=60, env=environment)
    assert "工作簿（最近改动的在前）" in done.stdout.decode("utf8")


def test_the_menu_needs_nothing_heavy(office):
    """It is there at once: what a press needs is loaded at the press."""
    code = (
        "import sys, pathlib; from xltools.launcher import launch; launch([pathlib.Path.cwd()]);"
        f"print('loaded:', sorted({HEAVY!r} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=office, input=b"\n", capture_output=True, timeout=60
    )
    assert "loaded: []" in done.stdout.decode("utf8")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("１", "1"),
        ("１２", "12"),
        ("2.", "2"),
        ("３、", "3"),
        (" 0 ", "0"),
        ("4。", "4"),
        ("汇总上报", "汇总上报"),
    ],
)
def test_what_a_chinese_keyboard_types_is_understood(typed, meant):
    """Full-width digits, a dot behind the number."""
    assert narrow(typed) == meant


def test_a_file_that_nothing_opens_is_a_sentence(tmp_path, monkeypatch):
    """Without a desktop, or with one that refuses; where the file lies is told."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(HostError, match="没有能打开"):
        open_with_system(tmp_path / "a.xlsx")
    opener = tmp_path / "xdg-open"
    opener.write_text("#!/bin/sh\nexit 3\n")
    opener.chmod(0o755)
    with pytest.raises(HostError, match=str(tmp_path)):
        open_with_system(tmp_path / "a.xlsx")


def test_a_file_is_handed_to_the_systems_opener(tmp_path, monkeypatch):
    """One that returns at once, and one that is the program itself and goes on."""
    opener, seen = tmp_path / "xdg-open", tmp_path / "seen"
    opener.write_text(f'#!/bin/sh\nprintf "%s" "$1" > "{seen}"\n')
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    open_with_system(tmp_path / "调度 & 排名.xlsx")
    assert seen.read_text() == str(tmp_path / "调度 & 排名.xlsx")
    monkeypatch.setattr("xltools.launcher.opening._A_MOMENT", 0.2)
    opener.write_text("#!/bin/sh\nexec sleep 2\n")
    open_with_system(tmp_path / "a.xlsx")


def test_libreoffice_is_offered_on_linux_where_it_is(monkeypatch):
    """Elsewhere the workbook's buttons are Excel's."""

    def none() -> str:
        raise HostError("没有 LibreOffice")

    monkeypatch.setattr("xltools.hosts.calc.office.find_program", lambda: "/usr/bin/soffice")
    monkeypatch.setattr(sys, "platform", "linux")
    assert has_libreoffice()
    monkeypatch.setattr(sys, "platform", "win32")
    assert not has_libreoffice()
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("xltools.hosts.calc.office.find_program", none)
    assert not has_libreoffice()
