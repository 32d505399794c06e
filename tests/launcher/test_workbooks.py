"""Which workbooks lie in a folder, and what kind each is, whatever it is called."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
import xlsxwriter

from xltools.errors import FileError, HostError
from xltools.launcher.workbooks import (
    _likeness,
    buttons_of,
    home_of,
    is_backup,
    is_untouched,
    twin,
    workbooks_in,
)
from xltools.shipped import shipped


def blank(name: str, to: Path) -> Path:
    """A shipped workbook under another name."""
    return Path(shutil.copyfile(shipped("workbooks", name), to))


def own(path: Path, *sheets: str) -> Path:
    """A workbook of the officer's own making."""
    with xlsxwriter.Workbook(path) as book:
        for sheet in sheets:
            book.add_worksheet(sheet)
    return path


def test_the_last_changed_comes_first(tmp_path):
    """Both kinds, in any letter case; no lock files, hidden files, other kinds or subfolders."""
    for age, name in enumerate(
        ("a.xlsx", "b.XLSM", "c.xlsx", "~$a.xlsx", ".~b.xlsm", ".x.xlsx", "d.xls", "e.et")
    ):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (1_700_000_000 - age * 60,) * 2)
    os.utime(tmp_path / "c.xlsx", (1_800_000_000,) * 2)
    (tmp_path / "备份").mkdir()
    (tmp_path / "备份" / "old.xlsx").touch()
    (tmp_path / "folder.xlsx").mkdir()
    assert [each.path.name for each in workbooks_in(tmp_path)] == ["c.xlsx", "a.xlsx", "b.XLSM"]


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path):
    """A stick pulled out."""
    with pytest.raises(HostError, match="没有这个文件夹"):
        workbooks_in(tmp_path / "没有")


@pytest.mark.parametrize("name", ["调度排名.xlsx", "调度排名-9月.xlsx", "调度排名(1).xlsx", "九月终稿.xlsx"])
def test_a_renamed_workbook_is_known_by_its_tables(tmp_path, name):
    """Whatever it is called."""
    assert home_of(blank("调度排名.xlsx", tmp_path / name)) == "调度排名"


@pytest.mark.parametrize("name", ["县级填报.xlsx", "510104_成都市锦江区.xlsx", "调度排名.xlsx"])
def test_a_countys_form_is_no_ranking_workbook(tmp_path, name):
    """It has a 调度表, too, but nothing else; not even its name makes it one with buttons."""
    found = home_of(blank("县级填报.xlsx", tmp_path / name))
    assert found == ("调度排名" if name.startswith("调度排名") else "县级填报")


def test_a_workbook_of_which_sheets_were_deleted_is_still_known(tmp_path):
    """Two tables are enough; with the name one is."""
    assert home_of(own(tmp_path / "a.xlsx", "县区名单", "调度表", "随便")) == "调度排名"
    assert home_of(own(tmp_path / "b.xlsx", "县区名单")) is None
    assert home_of(own(tmp_path / "调度排名旧.xlsx", "县区名单")) == "调度排名"


def test_of_two_kinds_with_a_table_in_common_the_smaller_is_meant():
    """A sheet 调度表 is all of a county's form, and a fraction of the ranking workbook."""
    form, ranking = (_likeness({"调度表"}, home, "a") for home in ("县级填报", "调度排名"))
    assert form > ranking


def test_a_workbook_that_only_bears_the_name_is_not_one(tmp_path):
    """Its tables decide; those every workbook has count for nothing."""
    path = own(tmp_path / "调度排名通报.xlsx", "Sheet1", "说明", "参数", "校验结果", "运行记录")
    assert home_of(path) is None


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"<html>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)]
)
def test_what_is_no_workbook_is_a_sentence(tmp_path, content):
    """Empty, cut off, a web page, encrypted."""
    path = tmp_path / "调度排名.xlsx"
    path.write_bytes(content)
    with pytest.raises(FileError, match="调度排名"):
        home_of(path)


def test_the_buttons_come_in_working_order():
    """The month's work; a county's form has none, nor has a stranger's workbook."""
    assert [button.label for button in buttons_of("调度排名")] == ["汇总上报", "计分排名", "生成函件"]
    assert buttons_of("县级填报") == []
    assert buttons_of(None) == []


def test_the_twin_is_the_same_name_with_or_without_macros(tmp_path):
    """In the same folder only."""
    path, other = tmp_path / "调度排名.xlsx", tmp_path / "调度排名.xlsm"
    path.touch()
    assert twin(path) is None
    other.touch()
    assert twin(path) == other
    assert twin(other) == path
    (tmp_path / "调度排名-9月.xlsm").touch()
    assert twin(tmp_path / "县级填报.xlsx") is None


def test_a_workbook_is_untouched_until_a_byte_of_it_changes(tmp_path):
    """As it was shipped, under any name."""
    path = blank("调度排名.xlsx", tmp_path / "新.xlsx")
    assert is_untouched(path)
    path.write_bytes(path.read_bytes() + b" ")
    assert not is_untouched(path)


def test_a_copy_in_the_backup_folder_is_told_apart(tmp_path):
    """By the folder it lies in."""
    assert is_backup(tmp_path / "备份" / "调度排名_20240930-153000.xlsx")
    assert not is_backup(tmp_path / "调度排名.xlsx")
