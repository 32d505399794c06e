"""The folder the officer works in: writable, short, on a disk of this computer, its name gets through."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.doctor.computer import Computer, is_a_note, only
from xltools.doctor.place import check_place, check_windows_place, disk, length, names, workbooks_in


def test_a_folder_that_can_be_written_is_fine(tmp_path):
    """Nothing is left in it."""
    (found,) = check_place(tmp_path, [])
    assert found.ok
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_stops_everything(tmp_path, monkeypatch):
    """Said as what it is: no right to write."""

    def denied(**_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("tempfile.NamedTemporaryFile", denied)
    (found,) = check_place(tmp_path, [])
    assert found.blocking
    assert "换到有写入权限的文件夹" in found.remedy


def test_a_folder_that_is_not_there_stops_everything(tmp_path):
    """Nobody looks for rights where the path was mistyped."""
    (found,) = check_place(tmp_path / "没有", [])
    assert found.blocking
    assert "没有这个文件夹" in found.found


def test_an_archives_folder_stops_everything(tmp_path):
    """A workbook looked at inside a zip."""
    folder = tmp_path / "Temp1_衔接资金.zip"
    folder.mkdir()
    found = only(list(check_place(folder, [folder / "调度排名.xlsm"])), "工作簿的位置")
    assert found.blocking
    assert "解压" in found.remedy


def test_the_workbooks_of_a_folder_are_those_right_in_it(tmp_path):
    """No lock files, no other kinds, none of 备份."""
    for name in ("b.XLSX", "a.xlsm", "~$a.xlsm", ".~a.xlsm", "c.xls", "备份/d.xlsx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [path.name for path in workbooks_in(tmp_path)] == ["a.xlsm", "b.XLSX"]
    assert workbooks_in(tmp_path / "没有") == []


def test_short_paths_are_fine():
    """D:\\衔接资金 and its workbook."""
    assert length("D:\\衔接资金", ["调度排名.xlsm"]).ok


def test_excel_opens_nothing_longer_than_218_characters():
    """218 with the name is the last that opens, 219 the first that does not."""
    folder = "D:\\" + "资" * 199  # 202, a backslash, and 15 of the name
    assert len(folder) == 202
    assert "Excel" not in str(length(folder, ["一二三四五六七八九十.xlsm"]))
    found = length(folder, ["一二三四五六七八九十甲.xlsm"])
    assert is_a_note(found, "219", "Excel", "D:\\衔接资金")


def test_a_folder_must_leave_room_for_the_letters():
    """60 characters of subfolders and name below 260."""
    assert length("D:\\" + "a" * 197, []).ok
    assert is_a_note(length("D:\\" + "a" * 198, []), "函件")


@pytest.mark.parametrize(
    "folder",
    [
        "C:\\Users\\zhang\\OneDrive\\衔接资金",
        "C:\\Users\\zhang\\OneDrive - 某财政局\\衔接资金",
        "D:\\WPS云盘\\衔接资金",
        "D:\\我的坚果云\\衔接资金",
    ],
)
def test_a_synced_folder_is_told(folder):
    """OneDrive by the folder Windows names, others by theirs."""
    computer = Computer(
        environment={
            "OneDrive": "C:\\Users\\zhang\\OneDrive",
            "OneDriveCommercial": "C:\\Users\\zhang\\OneDrive - 某财政局",
        }
    )
    assert is_a_note(disk(computer, folder), "网盘", "本机")


@pytest.mark.parametrize("folder", ["\\\\server\\share\\衔接资金", "Z:\\衔接资金"])
def test_a_network_drive_is_told(folder):
    """By address or by letter."""
    assert is_a_note(disk(Computer(network_drives={"Z:"}), folder), "网络盘", "拷到本机")


@pytest.mark.parametrize("folder", ["D:\\衔接资金", "C:\\Users\\zhang\\OneDrive2\\衔接资金"])
def test_a_disk_of_this_computer_is_fine(folder):
    """Also where a folder's name only begins like OneDrive's."""
    computer = Computer(environment={"OneDrive": "C:\\Users\\zhang\\OneDrive"}, network_drives={"Z:"})
    assert disk(computer, folder).ok


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("D:\\资金", "调度=终.xlsm"),
        ("D:\\资金", " 调度.xlsm"),
        ("D:\\100%", "调度.xlsm"),
        ("D:\\资金", "调^度.xlsm"),
    ],
)
def test_a_name_that_does_not_reach_python_is_told(folder, name):
    """As the macro behind the button says too."""
    assert is_a_note(names(folder, [name]), "改名")


def test_blanks_brackets_and_ampersands_reach_python():
    """And = in the folder's name does."""
    assert names("D:\\A&B (1)\\2024=汇总", ["调度 排名（终）&副本.xlsm"]).ok


def test_windows_is_asked_for_all_three():
    """Length, disk, names."""
    findings = list(check_windows_place(Computer(), Path("D:\\衔接资金"), [Path("D:\\衔接资金\\a=b.xlsm")]))
    assert [finding.ok for finding in findings] == [True, True, False]
