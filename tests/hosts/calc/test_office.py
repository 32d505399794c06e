"""LibreOffice as a process of ours: it comes up, answers or is given up, and leaves nothing behind."""

from __future__ import annotations

import builtins
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.hosts.running_calc import in_calc, office
from tests.ooxml.nasty import nasty
from xltools.errors import HostError
from xltools.hosts.calc import office as offices
from xltools.hosts.calc import profile, unolib
from xltools.hosts.calc.office import Office, own_office, start_office
from xltools.hosts.calc.opening import open_calc


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The nasty workbook."""
    return nasty(tmp_path / "项目.xlsx")


def processes(office: Office) -> list[int]:
    """All processes of its group."""
    found = subprocess.run(["pgrep", "-g", str(office.process.pid)], capture_output=True, text=True)
    return [int(line) for line in found.stdout.split()]


def gone(pids: list[int], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while any(Path(f"/proc/{pid}/cmdline").exists() for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not any(Path(f"/proc/{pid}/cmdline").exists() for pid in pids)


def test_a_workbook_opens_in_an_office_of_its_own(path: Path) -> None:
    """Which ends with the block, profile and all."""
    before = set(Path(offices.tempfile.gettempdir()).glob("xltools-calc-*"))
    with open_calc(path) as book:
        assert book.sheets["汇总"]["A1"].value == 4100
        (mine,) = set(Path(offices.tempfile.gettempdir()).glob("xltools-calc-*")) - before
    assert not mine.exists()


def test_an_office_that_dies_is_told_and_leaves_no_mark(path: Path) -> None:
    """Neither its profile nor the mark of the open file; what stood in the file stands there still."""
    content = path.read_bytes()
    with own_office() as own:
        told = pytest.raises(HostError, match=r"已被关闭.*请重新打开工作簿")
        with told, open_calc(path, own) as book:
            os.killpg(own.process.pid, signal.SIGKILL)
            book.sheets["汇总"]["A9"].value = 1
    assert not own.alive
    assert not own.profile.exists()
    assert path.read_bytes() == content
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_an_office_that_does_not_answer_is_given_up(path: Path) -> None:
    """Instead of waiting for ever."""
    with own_office(patience=1.5) as own:
        started = 0.0
        told = pytest.raises(HostError, match=r"超过 2 秒没有响应.*请关闭 LibreOffice")
        with told, open_calc(path, own) as book:
            for pid in processes(own):
                os.kill(pid, signal.SIGSTOP)
            started = time.monotonic()
            book.sheets["汇总"]["A9"].value = 1
        assert time.monotonic() - started < 20
        assert not own.alive
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_an_office_ends_with_whoever_started_it() -> None:
    """Also where that one is killed: no process and no profile stay behind."""
    code = (
        "from xltools.hosts.calc.office import start_office; import sys\n"
        "office = start_office(); print(office.process.pid, office.profile, flush=True); sys.stdin.read()"
    )
    office()
    child = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdout is not None
    pid, folder = child.stdout.readline().decode().split()
    group = subprocess.run(["pgrep", "-g", pid], capture_output=True, text=True).stdout.split()
    assert len(group) > 1
    child.kill()
    child.communicate()
    assert gone([int(each) for each in group])
    assert not Path(folder).exists()


@pytest.mark.parametrize(
    ("line", "sentence"), [(["sleep", "9"], "1 秒内没有启动好"), (["false"], "没有启动成功")]
)
def test_an_office_that_does_not_come_up_is_told(
    monkeypatch: pytest.MonkeyPatch, line: list[str], sentence: str
) -> None:
    """In time, and without its profile."""
    office()
    before = set(Path(offices.tempfile.gettempdir()).glob("xltools-calc-*"))
    monkeypatch.setattr(offices, "command", lambda *_: line)
    started = time.monotonic()
    with pytest.raises(HostError, match=sentence):
        start_office(starting=1)
    assert time.monotonic() - started < 8
    assert set(Path(offices.tempfile.gettempdir()).glob("xltools-calc-*")) <= before


def test_a_computer_without_libreoffice_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offices.shutil, "which", lambda _: None)
    monkeypatch.setattr(offices, "_PLACES", ("/nowhere/soffice*",))
    with pytest.raises(HostError, match="没有找到 LibreOffice"):
        offices.find_program()


def test_a_library_for_another_python_is_not_even_loaded(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It would end the process."""
    (tmp_path / "pyuno.so").write_bytes(b"...libpython3.9.so.1.0...")
    monkeypatch.setattr(unolib, "_FOLDERS", (str(tmp_path),))
    unolib.uno.cache_clear()
    with pytest.raises(HostError, match=r"是给 Python 3\.9 用的，现在运行的是 Python 3\.\d+"):
        unolib.uno()


def test_a_missing_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """And Python finds what it found before."""
    path = list(sys.path)
    monkeypatch.setattr(unolib, "_FOLDERS", ("/nowhere",))
    monkeypatch.delitem(sys.modules, "uno", raising=False)
    unolib.uno.cache_clear()
    try:
        with pytest.raises(HostError, match="没有 LibreOffice 的接口"):
            unolib.uno()
    finally:
        unolib.uno.cache_clear()
    assert sys.path == path


def test_imports_are_as_they_were() -> None:
    """UNO's own hook makes every failed import speak of UNO; neither it nor its folder stays."""
    code = (
        "import builtins, sys; before = builtins.__import__, list(sys.path)\n"
        "from xltools.hosts.calc.unolib import uno; uno()\n"
        "assert (builtins.__import__, sys.path) == before"
    )
    office()
    subprocess.run([sys.executable, "-c", code], check=True)
    with pytest.raises(ImportError, match=r"^cannot import name 'no_such_name' from 'builtins'"):
        from builtins import no_such_name  # type: ignore[attr-defined]  # noqa: F401
    assert builtins.__import__.__name__ == "__import__"


def test_the_engine_costs_nothing_before_it_is_used() -> None:
    """Buttons in Excel do not load LibreOffice's library."""
    code = "import sys, xltools.hosts.calc.opening; assert 'uno' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_chinese_libreoffice_gives_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its number formats have Chinese names (常规), its dates another order."""
    chinese = ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", "zh-CN")
    monkeypatch.setattr(profile, "_SETTINGS", (*profile._SETTINGS, chinese))
    office()
    with own_office() as own, open_calc(path, own) as book:
        document = book.impl.document
        document.unprotect("项目")
        sheet = book.sheets["项目"]
        codes = [sheet[f"{column}5"].number_format for column in "ABCDE"]
        assert codes == ["@", "General", "#,##0.00", "yyyy-mm-dd", "0.00%"]
        sheet["H30:I30"].number_format = 'yyyy"年"m"月"d"日"'
        assert sheet["H30"].number_format == 'yyyy"年"m"月"d"日"'
        sheet["H31"].value = ["2024年9月", "1/2", "真", True, 0.5]
        sheet["H32"].formula = "=IF(1=1,TRUE,FALSE)"
        assert sheet["H31:L31"].value == ["2024年9月", "1/2", "真", True, 0.5]
        sheet["C5"].clear()
        assert sheet["C5"].number_format == "General"
        assert sheet["D6"].value.month == 1


def test_two_workbooks_in_one_office_do_not_meet(path: Path, tmp_path: Path) -> None:
    """Each has its own sheets, and the screen of one is not that of the other."""
    other = nasty(tmp_path / "另一本.xlsx")
    with in_calc(path) as one, in_calc(other) as two:
        one.app.screen_updating = False
        assert not two.impl.document._model.hasControllersLocked()
        one.sheets["汇总"]["A9"].value = 1
        assert two.sheets["汇总"]["A9"].value is None
