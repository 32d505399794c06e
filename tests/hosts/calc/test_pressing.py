"""Buttons in Calc: from the workbook's macro to Python and back, without a screen.

The click itself, in a window, is tests/click.
"""

from __future__ import annotations

import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from tests.hosts.running_calc import in_calc, office
from tests.ooxml.nasty import nasty
from xltools import live
from xltools.errors import HostError, UsageError
from xltools.hosts.calc import pressed, saved, storing
from xltools.hosts.calc.bridge import MODULE, macros_file, put_bridge, stored_event, watch_stores
from xltools.hosts.calc.office import Office, start_office
from xltools.hosts.calc.pressing import open_for_pressing
from xltools.hosts.calc.profile import launcher_in, write_launcher, write_macros
from xltools.hosts.calc.unolib import options, url_of

SHIPPED = Path(__file__).parents[3] / "workbooks" / "调度排名.xlsm"
COMMAND = "import xltools.live; xltools.live.press('rank')"
WAIT = 30


@pytest.fixture
def macros(tmp_path: Path) -> Path:
    """The shipped workbook, in a folder and under a name that are hard to quote."""
    folder = tmp_path / "a & b's 县"
    folder.mkdir()
    return Path(shutil.copy(SHIPPED, folder / "调度 排名(1)&.xlsm"))


def until(happened: Callable[[], bool]) -> bool:
    """Wait for another process."""
    deadline = time.monotonic() + WAIT
    while not happened() and time.monotonic() < deadline:
        time.sleep(0.05)
    return happened()


# what the bridge starts


@pytest.mark.parametrize(
    "command",
    [
        "import os; os.remove('x')",
        "import xltools.live; xltools.live.press('rank'); import os",
        "import xltools.live; xltools.live.press('')",
        "import xltools.live; xltools.live.press('a');b('c')",
        "xltools.live.press('rank')",
        "",
    ],
)
def test_nothing_but_the_press_of_a_button_is_run(command: str) -> None:
    """Whatever stands in a workbook's macro: it is not ours to execute."""
    with pytest.raises(UsageError, match="没有执行"):
        pressed.key_of(command)


def test_the_button_pressed_is_that_of_the_workbook(
    running: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two are open in the same LibreOffice."""
    one, two = nasty(tmp_path / "一 本.xlsx"), nasty(tmp_path / "二&本.xlsx")
    presses: list[tuple[str, str]] = []
    monkeypatch.setattr(live, "press", lambda key: presses.append((key, xw.Book.caller().fullname)))
    with in_calc(one), in_calc(two):
        for path in (two, one):
            pressed.main([running.pipe, url_of(path), COMMAND])
    assert presses == [("rank", str(two)), ("rank", str(one))]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What is shown in message boxes: pipe and text."""
    messages: list[tuple[str, str]] = []
    monkeypatch.setattr(pressed, "tell", lambda pipe, text: messages.append((pipe, text)))
    return messages


@pytest.mark.parametrize(
    ("url", "command", "sentence"),
    [
        ("", COMMAND, "还没有保存过"),
        ("file:///没有/这个.xlsm", COMMAND, "已经不在 LibreOffice 里打开着"),
        ("file:///没有/这个.xlsm", "1/0", "没有执行"),
    ],
)
def test_what_fails_is_told(
    running: Office, told: list[tuple[str, str]], tmp_path: Path, url: str, command: str, sentence: str
) -> None:
    """In one sentence; Python's sign of life is there all the same."""
    sign = tmp_path / "began"
    pressed.main([running.pipe, url, command, str(sign)])
    ((pipe, text),) = told
    assert pipe == running.pipe
    assert sentence in text
    assert sign.exists()


def test_a_fault_of_the_toolkit_is_told(
    running: Office, told: list[tuple[str, str]], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never a traceback."""
    monkeypatch.setattr(live, "press", lambda key: 1 / 0)
    with in_calc(path):
        pressed.main([running.pipe, url_of(path), COMMAND])
    assert "程序出了意外（ZeroDivisionError）" in told[0][1]


# the bridge


class Bridged:
    """A workbook with a bridge; the launcher only writes down what it was started with."""

    def __init__(self, office: Office, model: Any, folder: Path) -> None:
        self.office = office
        self.model = model
        self.folder = folder

    def run_python(self, command: str) -> Any:
        """What the workbook's own macros would get."""
        provider = self.model.getScriptProvider()
        url = "vnd.sun.star.script:VBAProject.xlwings.RunPython?language=Basic&location=document"
        return provider.getScript(url).invoke((command,), (), ())[0]

    @property
    def arguments(self) -> list[str]:
        """What the launcher was started with."""
        found = self.folder / "arguments"
        return found.read_text(encoding="utf8").splitlines() if found.exists() else []


@pytest.fixture
def bridged(macros: Path, tmp_path: Path, running: Office) -> Iterator[Bridged]:
    folder = tmp_path / "profile"
    folder.mkdir()
    launcher = launcher_in(folder)
    launcher.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$@" > {folder}/part; mv {folder}/part {folder}/arguments\ntouch "$5"\n'
    )
    launcher.chmod(0o700)
    model = storing.load(running.connection, macros, hidden=False, macros=4)
    try:
        put_bridge(model, launcher, running.pipe)
        yield Bridged(running, model, folder)
    finally:
        model.close(True)


def test_the_macro_starts_python_with_the_workbook_and_the_command(bridged: Bridged, macros: Path) -> None:
    """Each in one piece, whatever signs are in them; 0 once Python is there."""
    assert bridged.run_python(COMMAND) == 0
    module, pipe, url, command, sign = bridged.arguments
    assert (module, pipe, command) == ("xltools.hosts.calc.pressed", bridged.office.pipe, COMMAND)
    assert url == url_of(macros)
    assert Path(sign).parent == bridged.folder


def test_a_command_that_cannot_be_quoted_is_not_started(bridged: Bridged) -> None:
    assert bridged.run_python('print("x")') == -1
    assert bridged.arguments == []


def test_a_python_that_cannot_be_started_is_reported(bridged: Bridged) -> None:
    """The macro then tells the officer."""
    launcher_in(bridged.folder).unlink()
    assert bridged.run_python(COMMAND) == -1


def test_every_module_that_is_left_runs(bridged: Bridged) -> None:
    """LibreOffice compiles them all before it runs one: a button pressed reaches Python."""
    library = bridged.model.BasicLibraries.getByName("VBAProject")
    assert "Declare" not in library.getByName("xlwings")
    assert "Function" not in library.getByName("Dictionary")
    url = "vnd.sun.star.script:VBAProject.XltoolsButtons.Press_rank?language=Basic&location=document"
    bridged.model.getScriptProvider().getScript(url).invoke((), (), ())
    assert bridged.arguments[3] == COMMAND


def test_a_workbook_without_macros_has_no_bridge(running: Office, path: Path, tmp_path: Path) -> None:
    with in_calc(path) as book, pytest.raises(HostError, match="没有按钮用的宏"):
        put_bridge(book.impl.document._model, tmp_path / "run", running.pipe)


# storing


def project(path: Path) -> bytes:
    with zipfile.ZipFile(path) as workbook:
        return workbook.read("xl/vbaProject.bin")


def test_macros_are_put_back_and_nothing_else_is_touched(macros: Path) -> None:
    """Not even the file's time, by which LibreOffice knows that nobody else has stored it."""
    with zipfile.ZipFile(macros) as before:
        others = {i.filename: before.read(i) for i in before.infolist() if i.filename != "xl/vbaProject.bin"}
    time_before = macros.stat().st_mtime_ns
    saved.put_back(macros, b"other macros")
    assert project(macros) == b"other macros"
    with zipfile.ZipFile(macros) as after:
        names = [name for name in after.namelist() if name != "xl/vbaProject.bin"]
        assert {name: after.read(name) for name in names} == others
    assert macros.stat().st_mtime_ns == time_before
    assert [p.name for p in macros.parent.iterdir()] == [macros.name]


def test_what_cannot_be_put_back_is_told(tmp_path: Path, told: list[tuple[str, str]]) -> None:
    """The workbook was stored already: its buttons are what is lost."""
    (tmp_path / "坏.xlsm").write_bytes(b"x")
    (tmp_path / "macros1").write_bytes(b"macros")
    saved.main(["pipe", url_of(tmp_path / "坏.xlsm"), str(tmp_path / "macros1")])
    assert "其中的宏没能恢复原样" in told[0][1]


def test_a_document_of_no_concern_is_left_alone(path: Path, tmp_path: Path) -> None:
    """A workbook that was not opened for pressing has no macros kept."""
    before = path.read_bytes()
    saved.main(["pipe", url_of(path), str(tmp_path / "macros9")])
    assert path.read_bytes() == before


def test_what_libreoffice_stores_keeps_the_macros_it_came_with(macros: Path, tmp_path: Path) -> None:
    """Under its own name and under another, although others were in memory. The officer's input is stored."""
    office()
    before = project(macros)

    def prepare(profile: Path, pipe: str) -> None:
        write_launcher(profile)
        write_macros(profile, MODULE, stored_event(launcher_in(profile), pipe))

    own = start_office(prepare=prepare)
    try:
        launcher = launcher_in(own.profile)
        with own.connection as connection:
            watch_stores(connection)
            model = storing.load(connection, macros, hidden=False, macros=4)
            macros_file(launcher, model.RuntimeUID).write_bytes(before)
            put_bridge(model, launcher, own.pipe)
            model.Sheets.getByName("说明").getCellRangeByName("H1").String = "模拟"
            model.store()
            assert until(lambda: project(macros) == before)
            copy = macros.with_name("另存.xlsm")
            model.storeAsURL(url_of(copy), options(FilterName="Calc MS Excel 2007 VBA XML"))
            assert until(lambda: project(copy) == before)
    finally:
        own.stop()
    with in_calc(macros) as book:
        assert book.sheets["说明"]["H1"].value == "模拟"


# opening


def test_a_workbook_without_buttons_is_not_opened_for_pressing(path: Path) -> None:
    with pytest.raises(HostError, match=r"“项目.xlsx”里没有按钮"):
        open_for_pressing(path)


def test_a_workbook_open_elsewhere_is_not_opened_for_pressing(macros: Path) -> None:
    macros.with_name(f".~lock.{macros.name}#").touch()
    with pytest.raises(HostError, match="正在别的程序中打开"):
        open_for_pressing(macros)


def test_a_computer_without_a_screen_is_told(macros: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice would work unseen."""
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with pytest.raises(HostError, match="没有图形界面"):
        open_for_pressing(macros)
    assert [p.name for p in macros.parent.iterdir()] == [macros.name]


def test_the_launcher_runs_this_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also one whose path has every sign in it, and not what lies in the officer's folder."""
    odd = tmp_path / 'it\'s "a" $b & 县'
    odd.mkdir()
    (odd / "python").write_text('#!/bin/sh\nprintf "%s|" "$@"\n')
    (odd / "python").chmod(0o700)
    monkeypatch.setattr("sys.executable", str(odd / "python"))
    write_launcher(tmp_path)
    done = subprocess.run([launcher_in(tmp_path), "m", "一 二"], capture_output=True, text=True, check=True)
    assert done.stdout == "-P|-m|m|一 二|"
