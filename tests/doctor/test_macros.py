"""Whether Excel runs the macros: settings, policies, trusted folders, files that came over the network."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.doctor.computer import Computer, is_a_note, only, with_excel
from xltools.doctor.excel import Excel, installed
from xltools.doctor.macros import check_macros

FOLDER = Path("D:\\衔接资金\\2024")
BOOK = FOLDER / "调度排名.xlsm"
OFFICE = r"Software\Microsoft\Office\16.0"
POLICY = r"Software\Policies\Microsoft\Office\16.0"
LOCATIONS = rf"HKCU\{OFFICE}\Excel\Security\Trusted Locations"
SECURITY = rf"HKCU\{OFFICE}\Excel\Security"


def look(computer: Computer, what: str, folder: Path = FOLDER):
    """The finding on one subject."""
    books = [folder / "调度排名.xlsm", folder / "县级填报.xlsx"]
    return only(list(check_macros(computer, installed(computer), folder, books)), what)


def trusting(path: str, subfolders: int = 1, **more: int) -> Computer:
    """A computer with one trusted location."""
    computer = with_excel()
    computer.registry[rf"{LOCATIONS}\Location3"] = {"Path": path, "AllowSubFolders": subfolders}
    computer.registry[LOCATIONS] = dict(more)
    return computer


def marked(computer: Computer, zone: int) -> Computer:
    """The workbook came from a zone: 3 is the internet."""
    key = (str(BOOK), "Zone.Identifier")
    computer.streams[key] = f"[ZoneTransfer]\r\nZoneId={zone}\r\nHostUrl=https://mail.example.cn/\r\n"
    return computer


def test_nothing_is_said_of_macros_where_there_is_no_excel():
    """WPS only."""
    assert not list(check_macros(Computer(), None, FOLDER, [BOOK]))


@pytest.mark.parametrize("chosen", [None, 1, 2])
def test_macros_that_can_be_enabled_are_fine(chosen):
    """The default asks; 1 runs all, 2 asks."""
    computer = with_excel()
    if chosen:
        computer.registry[SECURITY] = {"VBAWarnings": chosen}
    assert look(computer, "宏设置").ok


@pytest.mark.parametrize(("chosen", "said"), [(3, "数字签名"), (4, "全部禁用")])
def test_macros_the_officer_turned_off_can_be_turned_on(chosen, said):
    """The way through the Trust Center is told."""
    computer = with_excel()
    computer.registry[SECURITY] = {"VBAWarnings": chosen}
    assert is_a_note(look(computer, "宏设置"), said, "信任中心")


@pytest.mark.parametrize(
    "root",
    [
        rf"HKCU\{POLICY}\excel\security",
        rf"HKLM\{POLICY}\excel\security",
        r"HKCU\Software\Policies\Microsoft\Cloud\Office\16.0\excel\security",
    ],
)
def test_macros_turned_off_by_policy_are_the_administrators_affair(root):
    """A policy wins over what the officer chose."""
    computer = with_excel()
    computer.registry[SECURITY] = {"VBAWarnings": 1}
    computer.registry[root] = {"vbawarnings": 4}
    assert is_a_note(look(computer, "宏设置"), "单位策略", "网管", "启动工具")


def test_a_policy_that_allows_wins_over_the_officers_setting():
    """VBAWarnings 2 by policy, 4 by the officer: Excel asks."""
    computer = with_excel()
    computer.registry[SECURITY] = {"VBAWarnings": 4}
    computer.registry[rf"HKCU\{POLICY}\excel\security"] = {"vbawarnings": 2}
    assert look(computer, "宏设置").ok


def test_in_a_trusted_folder_macros_run_whatever_the_setting():
    """Microsoft: trusted locations are not asked about macros."""
    computer = trusting("D:\\衔接资金\\")
    computer.registry[SECURITY] = {"VBAWarnings": 4}
    assert look(computer, "宏设置").ok


def test_without_vba_nothing_helps():
    """VBAOff turns it off in trusted folders too."""
    computer = trusting("D:\\衔接资金\\")
    computer.registry[rf"HKLM\{POLICY}\common"] = {"vbaoff": 1}
    assert is_a_note(look(computer, "宏设置"), "VBA", "启动工具")


@pytest.mark.parametrize(
    ("path", "subfolders", "covered"),
    [
        ("D:\\衔接资金\\", 1, True),
        ("d:\\衔接资金", 1, True),
        ("D:\\衔接资金\\2024\\", 0, True),
        ("D:\\衔接资金\\", 0, False),
        ("D:\\衔接资金\\2023\\", 1, False),
        ("D:\\衔接资金\\20", 1, False),
        ("%OFFICE%\\2024", 0, True),
        ("%NOWHERE%\\2024", 1, False),
    ],
)
def test_a_trusted_location_covers_its_folder_and_those_below_if_it_says_so(path, subfolders, covered):
    """In any letter case, with variables; a folder whose name only begins alike is another."""
    computer = trusting(path, subfolders)
    computer.environment = {"Office": "D:\\衔接资金"}
    assert ("已加入" in look(computer, "受信任位置").found) == covered
    assert look(computer, "受信任位置").ok


def test_trusted_locations_may_be_turned_off_altogether():
    """By the officer or by policy."""
    computer = trusting("D:\\衔接资金\\", AllLocationsDisabled=1)
    computer.registry[SECURITY] = {"VBAWarnings": 4}
    assert "停用" in look(computer, "受信任位置").found
    assert not look(computer, "宏设置").ok


def test_only_locations_by_policy_count_where_the_policy_says_so():
    """Allow User Locations 0: the officer's own is ignored, the administrators' holds."""
    computer = trusting("D:\\衔接资金\\")
    computer.registry[rf"HKCU\{POLICY}\common\security\trusted locations"] = {"Allow User Locations": 0}
    assert "没有加入" in look(computer, "受信任位置").found
    key = rf"HKCU\{POLICY}\excel\security\trusted locations\location1"
    computer.registry[key] = {"path": "D:\\衔接资金", "allowsubfolders": 1}
    assert "已加入" in look(computer, "受信任位置").found


@pytest.mark.parametrize("folder", [Path("\\\\server\\财政\\衔接资金"), Path("Z:\\衔接资金")])
def test_a_trusted_location_on_the_network_must_be_allowed(folder):
    """By address or by drive letter; without the tick the location is as good as absent."""
    computer = trusting(str(folder))
    computer.network_drives = {"Z:"}
    assert is_a_note(look(computer, "受信任位置", folder), "没有生效", "允许网络上的受信任位置")
    computer.registry[LOCATIONS] = {"AllowNetworkLocations": 1}
    assert look(computer, "受信任位置", folder).ok


@pytest.mark.parametrize("zone", [3, 4])
def test_a_workbook_from_the_network_is_to_be_unblocked(zone):
    """The name, the way through its properties, and the zip before it is unpacked."""
    computer = marked(with_excel(), zone)
    assert is_a_note(look(computer, "来源标记"), "调度排名.xlsm", "解除锁定", "压缩包")


@pytest.mark.parametrize("zone", [0, 1, 2])
def test_a_workbook_from_this_computer_or_the_intranet_is_not_blocked(zone):
    """Zones below the internet."""
    assert look(marked(with_excel(), zone), "来源标记").ok


def test_a_mark_does_no_harm_in_a_trusted_folder():
    """It is told, and is no problem."""
    found = look(marked(trusting("D:\\衔接资金\\"), 3), "来源标记")
    assert found.ok
    assert "不受影响" in found.found


def test_that_a_policy_blocks_marked_files_is_told():
    """Then nobody can enable them from the file's own menu."""
    computer = marked(with_excel(), 3)
    computer.registry[rf"HKCU\{POLICY}\excel\security"] = {"blockcontentexecutionfrominternet": 1}
    assert "单位策略" in look(computer, "来源标记").found


def test_a_workbook_without_macros_need_not_be_unblocked():
    """Only .xlsm has something to block."""
    computer = with_excel()
    computer.streams[str(FOLDER / "县级填报.xlsx"), "Zone.Identifier"] = "[ZoneTransfer]\nZoneId=3"
    assert look(computer, "来源标记").ok


@pytest.mark.parametrize("stream", ["", "ZoneId", "ZoneId=\nZoneId=x", "\x00\x01", "[ZoneTransfer]"])
def test_a_mark_that_cannot_be_read_is_none(stream):
    """Other programs write streams too."""
    computer = with_excel()
    computer.streams[str(BOOK), "Zone.Identifier"] = stream
    assert look(computer, "来源标记").ok


def test_an_older_excel_has_keys_of_its_own():
    """Excel 2013 reads 15.0."""
    computer = with_excel()
    computer.registry[r"HKCU\Software\Microsoft\Office\15.0\Excel\Security"] = {"VBAWarnings": 4}
    findings = check_macros(computer, Excel("15.0", "15.0", 32), FOLDER, [BOOK])
    assert is_a_note(only(list(findings), "宏设置"), "全部禁用")
