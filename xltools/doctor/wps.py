"""WPS: xlwings does not support it, so the workbooks are pressed from the launcher there."""

from __future__ import annotations

from collections.abc import Iterator

from xltools.doctor.excel import USE_LAUNCHER, Excel, is_wps, program_of
from xltools.doctor.facts import Windows, text
from xltools.doctor.finding import Finding, fine, note

_ROOTS = (
    r"HKCU\Software\Kingsoft\Office\6.0\Common",
    r"HKLM\SOFTWARE\Kingsoft\Office\6.0\Common",
    r"HKLM\SOFTWARE\WOW6432Node\Kingsoft\Office\6.0\Common",
)
_CHOICE = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\FileExts\{}\UserChoice"
_PROG_IDS = ("ET.", "KET.", "WPS.")


def check_wps(windows: Windows, excel: Excel | None) -> Iterator[Finding]:
    """Whether WPS is there, and what a double click on a workbook opens."""
    root = next((found for key in _ROOTS if (found := text(windows, key, "InstallRoot"))), "")
    yield fine("WPS", root or "没有安装")
    for suffix in (".xlsm", ".xlsx"):
        yield _opens(windows, suffix, excel)


def _opens(windows: Windows, suffix: str, excel: Excel | None) -> Finding:
    what = f"双击 {suffix} 时打开的程序"
    kind = text(windows, _CHOICE.format(suffix), "ProgId") or text(windows, rf"HKCR\{suffix}")
    program = program_of(text(windows, rf"HKCR\{kind}\shell\open\command")) if kind else ""
    if kind.upper().startswith(_PROG_IDS) or is_wps(program):
        by_hand = "右键工作簿 → 打开方式 → Excel，或" if excel else ""
        return note(what, "WPS", f"WPS 里表上的按钮不能用：{by_hand}{USE_LAUNCHER}")
    if not kind:
        return note(what, "没有设定", "请右键工作簿 → 打开方式，选定 Excel 或 WPS")
    return fine(what, program or kind)
