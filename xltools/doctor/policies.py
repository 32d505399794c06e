"""Rules of the office's administrators that keep Excel from starting Python."""

from __future__ import annotations

from collections.abc import Iterator

from xltools.doctor.excel import USE_LAUNCHER
from xltools.doctor.facts import Value, Windows, text, value
from xltools.doctor.finding import Finding, fine, note

_GUARD = r"Windows Defender Exploit Guard\ASR\Rules"
_RULE_KEYS = (
    rf"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\{_GUARD}",
    rf"HKLM\SOFTWARE\Microsoft\Windows Defender\{_GUARD}",
)
_MANAGED = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"
"""Rules of a managed computer, all in one text: rule=1|rule=2."""

RULES = {
    "d4f940ab-401b-4efc-aadc-ad5f3c50688a": "Office 不得启动别的程序",
    "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b": "宏不得调用 Windows 接口",
}
"""Attack surface reduction rules that stop the macro which starts Python."""

_STOPS = {"1": "拦截", "6": "警告"}
"""What a rule does: 0 nothing, 1 blocks, 2 writes down, 6 warns."""

_COMMANDS = r"Software\Policies\Microsoft\Windows\System"


def check_policies(windows: Windows) -> Iterator[Finding]:
    """Defender's rules for Office, and the ban on the command line."""
    yield _defender(windows)
    yield _command_line(windows)


def _defender(windows: Windows) -> Finding:
    what = "Defender 对 Office 的限制"
    modes = _modes(windows)
    stopping = [f"{RULES[rule]}（{_STOPS[mode]}）" for rule, mode in modes.items() if mode in _STOPS]
    if stopping:
        remedy = f"表里的按钮会被拦住：请网管为本文件夹的 python.exe 设排除项，或{USE_LAUNCHER}"
        return note(what, "、".join(stopping), remedy)
    return fine(what, "没有读到限制")


def _modes(windows: Windows) -> dict[str, str]:
    """The mode of each rule that is set, whoever set it."""
    found = {rule: str(mode) for key in _RULE_KEYS for rule, mode in windows.values(key).items()}
    managed = text(windows, _MANAGED, "ASRRules")
    found |= {rule.strip().lower(): mode.strip() for rule, _, mode in _pairs(managed)}
    return {rule.strip("{}"): mode for rule, mode in found.items() if rule.strip("{}") in RULES}


def _pairs(managed: str) -> list[tuple[str, str, str]]:
    return [pair.partition("=") for pair in managed.split("|") if "=" in pair]


def _command_line(windows: Windows) -> Finding:
    """xlwings starts Python through cmd.exe; a value of 1 forbids batch files too."""
    what = "命令提示符"
    banned: list[Value | None] = [
        value(windows, rf"{hive}\{_COMMANDS}", "DisableCMD") for hive in ("HKCU", "HKLM")
    ]
    if any(banned):
        remedy = "表里的按钮要经过它启动 Python：请网管放开，或用 python.exe -m xltools.launcher 打开启动工具"
        return note(what, "被单位策略禁用", remedy)
    return fine(what, "可以用")
