"""Rules of the administrators that keep Excel from starting Python."""

from __future__ import annotations

import pytest

from tests.doctor.computer import Computer, is_a_note, only
from xltools.doctor.policies import check_policies

RULES = r"Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
CHILD_PROCESSES = "D4F940AB-401B-4EFC-AADC-AD5F3C50688A"
WIN32_CALLS = "92E97FA1-2EDF-4476-BDD6-9DD0B4DDDC7B"
OTHER = "BE9BA2D9-53EA-4CDC-84E5-9B1EEEE46550"


def look(registry, what):
    """The finding on one subject."""
    return only(list(check_policies(Computer(registry=registry))), what)


def test_a_computer_without_rules_is_fine():
    """Nothing set, or nothing that may be read."""
    assert look({}, "Defender").ok
    assert look({}, "命令提示符").ok


@pytest.mark.parametrize("where", [r"HKLM\SOFTWARE\Policies\Microsoft", r"HKLM\SOFTWARE\Microsoft"])
@pytest.mark.parametrize(
    ("rule", "mode", "said"),
    [(CHILD_PROCESSES, "1", "启动别的程序"), (CHILD_PROCESSES, 6, "警告"), (WIN32_CALLS, 1, "Windows 接口")],
)
def test_a_rule_that_blocks_or_warns_is_told(where, rule, mode, said):
    """Set by policy or otherwise, as text or as a number."""
    registry = {rf"{where}\{RULES}": {rule: mode}}
    assert is_a_note(look(registry, "Defender"), said, "网管", "启动工具")


@pytest.mark.parametrize("values", [{CHILD_PROCESSES: "0"}, {CHILD_PROCESSES: "2"}, {OTHER: "1"}])
def test_a_rule_that_is_off_or_only_writes_down_is_fine(values):
    """And so is one on something else."""
    assert look({rf"HKLM\SOFTWARE\Policies\Microsoft\{RULES}": values}, "Defender").ok


def test_the_rules_of_a_managed_computer_stand_in_one_text():
    """Intune's way."""
    key = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"
    found = look({key: {"ASRRules": f"{OTHER}=1|{{{CHILD_PROCESSES.lower()}}}=1|broken"}}, "Defender")
    assert is_a_note(found, "启动别的程序（拦截）")


@pytest.mark.parametrize("hive", ["HKCU", "HKLM"])
@pytest.mark.parametrize("value", [1, 2])
def test_a_ban_on_the_command_line_is_told(hive, value):
    """xlwings starts Python through cmd.exe."""
    registry = {rf"{hive}\Software\Policies\Microsoft\Windows\System": {"DisableCMD": value}}
    assert is_a_note(look(registry, "命令提示符"), "禁用", "xltools.launcher")


def test_a_ban_that_was_lifted_is_none():
    """The value 0."""
    registry = {r"HKCU\Software\Policies\Microsoft\Windows\System": {"DisableCMD": 0}}
    assert look(registry, "命令提示符").ok
