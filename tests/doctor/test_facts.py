"""The real thing behind the checks, over a registry that answers as winreg does."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from tests.doctor.computer import Computer
from xltools.doctor import on_windows
from xltools.doctor.facts import ThisWindows, expanded, text, value

KEYS = {
    ("HKEY_CURRENT_USER", r"Software\A"): {"": "default", "Name": "文字", "Number": 4, "Bytes": b"\x00"},
    ("HKEY_CURRENT_USER", r"Software\A\Location1"): {},
    ("HKEY_CURRENT_USER", r"Software\A\Location2"): {},
}


class Opened:
    """An open key."""

    def __init__(self, hive: str, path: str) -> None:
        self.hive, self.path = hive, path

    def __enter__(self):
        return self

    def __exit__(self, *_: object) -> None:
        pass


def open_key(hive: str, path: str) -> Opened:
    """As winreg: FileNotFoundError or PermissionError, both OSError."""
    if path == r"SAM\Secret":
        raise PermissionError(13, "denied")
    if (hive, path) not in KEYS:
        raise FileNotFoundError(2, "not found")
    return Opened(hive, path)


def enum_value(key: Opened, index: int) -> tuple[str, object, int]:
    entries = list(KEYS[key.hive, key.path].items())
    if index >= len(entries):
        raise OSError(259, "no more data")
    return (*entries[index], 1)


def enum_key(key: Opened, index: int) -> str:
    below = [p.rsplit("\\", 1)[1] for h, p in KEYS if h == key.hive and p.startswith(f"{key.path}\\")]
    if index >= len(below):
        raise OSError(259, "no more data")
    return below[index]


@pytest.fixture
def windows(monkeypatch) -> ThisWindows:
    registry = SimpleNamespace(
        HKEY_CURRENT_USER="HKEY_CURRENT_USER",
        HKEY_LOCAL_MACHINE="HKEY_LOCAL_MACHINE",
        HKEY_CLASSES_ROOT="HKEY_CLASSES_ROOT",
        OpenKey=open_key,
        EnumValue=enum_value,
        EnumKey=enum_key,
    )
    monkeypatch.setitem(sys.modules, "winreg", registry)
    return ThisWindows()


def test_values_are_found_in_any_letter_case_and_bytes_are_left_out(windows):
    """Text and numbers are all that is asked for."""
    assert windows.values(r"HKCU\Software\A") == {"": "default", "name": "文字", "number": 4}
    assert value(windows, r"HKCU\Software\A", "NUMBER") == 4
    assert text(windows, r"HKCU\Software\A") == "default"
    assert text(windows, r"HKCU\Software\A", "Number") == ""


def test_the_keys_below_a_key_are_listed(windows):
    """Trusted locations are such."""
    assert windows.subkeys(r"HKCU\Software\A") == ["Location1", "Location2"]


@pytest.mark.parametrize("key", [r"HKLM\Software\None", r"HKLM\SAM\Secret", r"HKCR\.xlsm"])
def test_what_is_not_there_or_closed_is_empty(windows, key):
    """Never an error."""
    assert windows.values(key) == {}
    assert windows.subkeys(key) == []
    assert value(windows, key, "x") is None


def test_a_stream_is_read_as_windows_names_it(windows, tmp_path):
    """path:name; what has none, or is no file, has no stream."""
    (tmp_path / "a.xlsm:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3")
    assert "ZoneId=3" in str(windows.stream(str(tmp_path / "a.xlsm"), "Zone.Identifier"))
    assert windows.stream(str(tmp_path / "b.xlsm"), "Zone.Identifier") is None
    assert windows.stream("\0", "Zone.Identifier") is None


def test_files_and_drives_are_asked_for_without_errors(windows, tmp_path):
    """A folder is no file; no name is none; here no drive is on the network."""
    (tmp_path / "python.exe").touch()
    assert windows.is_file(str(tmp_path / "python.exe"))
    assert not windows.is_file(str(tmp_path))
    assert not windows.is_file("")
    assert not windows.is_file("\0")
    assert not windows.is_network_drive("Z:\\衔接资金")


def test_variables_are_filled_in_and_unknown_ones_stay():
    """In any letter case."""
    computer = Computer(environment={"UserProfile": r"C:\Users\zhang"})
    assert expanded(computer, r"%USERPROFILE%\a;%NONE%\b;100%") == r"C:\Users\zhang\a;%NONE%\b;100%"


def test_a_computer_that_answers_with_nothing_gets_all_its_findings(windows, tmp_path):
    """The whole examination over the real thing."""
    findings = list(on_windows(windows, tmp_path, [tmp_path / "调度排名.xlsm"]))
    assert not [finding for finding in findings if "没有查成" in finding.found]
    assert {"Excel", "WPS", "双击 .xlsm 时打开的程序", "组件 pywin32", "命令提示符", "路径长度"} <= {
        finding.what for finding in findings
    }


def test_a_check_that_fails_costs_no_other(tmp_path):
    """A release nobody could foresee: that check says so, the rest go on."""
    computer = Computer(
        registry={
            r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe": {"": "EXCEL.EXE"},
            r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration": {"VersionToReport": "sixteen"},
        },
        files={"EXCEL.EXE"},
    )
    findings = list(on_windows(computer, tmp_path, []))
    failed = [finding for finding in findings if "没有查成" in finding.found]
    assert [finding.what for finding in failed] == ["Excel"]
    assert any(finding.what == "命令提示符" for finding in findings)
