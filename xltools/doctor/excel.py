"""Excel: whether it is there, which one, and whether programs that ask for Excel get it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PureWindowsPath

from xltools import LAUNCHER
from xltools.doctor.facts import Windows, text
from xltools.doctor.finding import Finding, fine, note

USE_LAUNCHER = f"用{LAUNCHER}按同样的按钮，结果一样"
"""What always works."""

_APP_PATHS = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_VERSIONS = ("16.0", "15.0", "14.0", "12.0")
_OLDEST = 15
"""Excel 2013: the first whose windows xlwings can tell apart."""

_CLASS = "{00024500-0000-0000-C000-000000000046}"
"""What Excel.Application stands for where nobody else claims the name."""


@dataclass(frozen=True, slots=True)
class Excel:
    """`version` is that of its registry keys (16.0 since 2016), `bits` 0 where it cannot be told."""

    version: str
    release: str
    bits: int


def installed(windows: Windows) -> Excel | None:
    """The Excel of this computer, None where there is none."""
    path = text(windows, rf"HKLM\{_APP_PATHS}") or text(windows, rf"HKCU\{_APP_PATHS}")
    if not windows.is_file(path.strip('"')):
        return None
    release = text(windows, _CLICK_TO_RUN, "VersionToReport")
    version = f"{release.split('.')[0]}.0" if release else _by_keys(windows)
    return Excel(version, release or version, _bits(windows, path))


def check_excel(windows: Windows, found: Excel | None) -> Iterator[Finding]:
    """Findings on Excel itself."""
    if found is None:
        yield note("Excel", "没有安装", f"表里的按钮用不了；请{USE_LAUNCHER}")
        return
    shown = f"{found.release}，{found.bits} 位" if found.bits else found.release
    if int(found.version.split(".")[0]) < _OLDEST:
        yield note("Excel", shown, f"太旧，表里的按钮可能用不了；请{USE_LAUNCHER}")
    else:
        yield fine("Excel", shown)
    yield _claimed(windows)


def _claimed(windows: Windows) -> Finding:
    """WPS puts itself in the place of Excel, and xlwings then talks to WPS (xlwings issue 2575)."""
    what = "Excel 的程序接口"
    named = text(windows, r"HKCR\Excel.Application\CLSID")
    server = text(windows, rf"HKCR\CLSID\{_CLASS}\LocalServer32")
    if named.upper() not in ("", _CLASS) or is_wps(program_of(server)):
        remedy = (
            "按钮可能报“找不到成员”：请在 WPS“配置工具 → 高级 → 兼容设置”中取消"
            f"“与第三方系统和软件兼容”，再重启电脑；或{USE_LAUNCHER}"
        )
        return note(what, "被 WPS 占用", remedy)
    return fine(what, "属于 Excel")


def program_of(command: str) -> str:
    """The file name of the program in a command line: "C:\\…\\EXCEL.EXE" /dde → excel.exe."""
    start = command.strip()
    if start.startswith('"'):
        path = start[1:].split('"')[0]
    else:
        path = start[: start.lower().find(".exe") + 4] if ".exe" in start.lower() else start
    return PureWindowsPath(path).name.lower()


def is_wps(program: str) -> bool:
    """Whether a program is one of WPS."""
    return program in {"et.exe", "wps.exe", "wpsoffice.exe", "ksolaunch.exe"}


def _by_keys(windows: Windows) -> str:
    """The version of an Excel that was not installed by Click-to-Run."""
    for version in _VERSIONS:
        for node in ("", "WOW6432Node\\"):
            if text(windows, rf"HKLM\SOFTWARE\{node}Microsoft\Office\{version}\Excel\InstallRoot", "Path"):
                return version
    return _VERSIONS[0]


def _bits(windows: Windows, path: str) -> int:
    platform = text(windows, _CLICK_TO_RUN, "Platform").lower()
    if platform:
        return 64 if platform == "x64" else 32
    return 32 if "program files (x86)" in path.lower() else 64
