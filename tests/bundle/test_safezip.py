"""Zip files from outside: every name stays inside the folder, and what is wrong is told in a sentence."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from xltools.bundle import safezip
from xltools.bundle.safezip import newest_member, read_zip, safe_name
from xltools.errors import FileError


def zipped(folder: Path, *infos: zipfile.ZipInfo | str) -> Path:
    path = folder / "包.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for info in infos:
            archive.writestr(info, b"x")
    return path


def test_it_reads_every_file_by_its_name(tmp_path):
    assert read_zip(zipped(tmp_path, "a.txt", "b/", "b/中.txt")) == {"a.txt": b"x", "b/中.txt": b"x"}


@pytest.mark.parametrize(
    "name",
    [
        "../a",
        "a/../../b",
        "/etc/passwd",
        "C:/a",
        "c:a",
        "a\\b",
        "a//b",
        "con",
        "Lib/NUL.txt",
        "a. ",
        "a.",
        "a:b",
        ".",
    ],
)
def test_a_name_that_leads_elsewhere_on_windows_is_refused(tmp_path, name):
    assert not safe_name(name)
    with pytest.raises(FileError, match="指向别处"):
        read_zip(zipped(tmp_path, name))


@pytest.mark.parametrize(
    "name", ["a", "Lib/site-packages/win32/lib/a.py", "console.py", "..a", "a b&(1)中.txt"]
)
def test_an_ordinary_name_is_taken(name):
    assert safe_name(name)


def test_a_link_is_refused(tmp_path):
    link = zipfile.ZipInfo("python.exe")
    link.external_attr = 0o120777 << 16
    with pytest.raises(FileError, match="指向别处"):
        read_zip(zipped(tmp_path, link))


def test_two_names_that_windows_takes_for_one_are_refused(tmp_path):
    with pytest.raises(FileError, match="重名"):
        read_zip(zipped(tmp_path, "Python.exe", "python.EXE"))


def test_a_zip_with_a_password_is_refused(tmp_path):
    path = zipped(tmp_path, "a.txt")
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\1\2") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(FileError, match="密码"):
        read_zip(path)


def test_a_zip_that_grows_without_end_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(safezip, "MOST_BYTES", 1)
    with pytest.raises(FileError, match="不是要用的那种文件"):
        read_zip(zipped(tmp_path, "a", "b"))


def test_what_is_no_zip_or_is_damaged_is_told(tmp_path):
    other = tmp_path / "a.zip"
    other.write_bytes(b"MZ not a zip")
    with pytest.raises(FileError, match=r"“a\.zip”不是 zip 文件，或已损坏"):
        read_zip(other)
    whole = zipped(tmp_path, "a.txt")
    whole.write_bytes(whole.read_bytes().replace(b"x", b"y", 1))
    with pytest.raises(FileError, match="已损坏"):
        read_zip(whole)


def test_a_file_that_is_not_there_and_a_folder_are_told(tmp_path):
    with pytest.raises(FileError, match="找不到"):
        read_zip(tmp_path / "没有.zip")
    with pytest.raises(FileError, match="是文件夹"):
        read_zip(tmp_path)


def test_its_date_is_that_of_its_newest_file(tmp_path):
    old, new = zipfile.ZipInfo("a", (2020, 1, 2, 3, 4, 6)), zipfile.ZipInfo("b", (2024, 4, 2, 10, 11, 12))
    assert newest_member(zipped(tmp_path, new, old)) == (2024, 4, 2, 10, 11, 12)
