"""A file is the old one or the new one, whole; the previous is kept; what goes wrong is said."""

from __future__ import annotations

import datetime as dt
import errno
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from xltools.errors import HostError
from xltools.hosts import replace
from xltools.hosts.replace import refuse_if_open, replace_file, replace_files

NOW = dt.datetime(2024, 9, 30, 15, 30)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with the word old in it."""
    path = tmp_path / "资金" / "排名.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"old")
    return path


def files(folder: Path) -> set[str]:
    """Everything in a folder and below, files only."""
    return {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}


def test_the_previous_file_lies_in_the_backup_folder_under_its_time(path: Path) -> None:
    """With the time it had, so that the officer sees which state it is."""
    os.utime(path, (1_700_000_000, 1_700_000_000))
    kept = replace_file(path, b"new", now=NOW)
    assert path.read_bytes() == b"new"
    assert kept == path.parent / "备份" / "排名_20240930-153000.xlsx"
    assert kept.read_bytes() == b"old"
    assert kept.stat().st_mtime == 1_700_000_000


def test_no_backup_is_ever_overwritten(path: Path) -> None:
    """Three saves within one second are three backups."""
    for word in (b"1", b"2", b"3"):
        replace_file(path, word, now=NOW)
    kept = {p.name: p.read_bytes() for p in (path.parent / "备份").iterdir()}
    assert kept == {
        "排名_20240930-153000.xlsx": b"old",
        "排名_20240930-153000-2.xlsx": b"1",
        "排名_20240930-153000-3.xlsx": b"2",
    }


def test_a_new_file_and_one_without_backup(path: Path) -> None:
    """Nothing is kept of what was not there or is not wanted."""
    assert replace_file(path.with_name("新.xlsx"), b"x") is None
    assert replace_file(path, b"y", backup=False) is None
    assert files(path.parent) == {"新.xlsx", "排名.xlsx"}


def test_permissions_stay_and_a_link_stays_a_link(path: Path) -> None:
    """A shared file does not become private."""
    path.chmod(0o664)
    link = path.with_name("链接.xlsx")
    link.symlink_to(path)
    replace_file(link, b"new")
    assert path.stat().st_mode & 0o777 == 0o664
    assert link.is_symlink()
    assert path.read_bytes() == b"new"


def test_a_long_name_is_cut_for_its_backup(tmp_path: Path) -> None:
    """83 汉字 and .xlsx are 254 bytes, near the 255 that most disks allow."""
    path = tmp_path / ("排" * 83 + ".xlsx")
    path.write_bytes(b"old")
    kept = replace_file(path, b"new", now=NOW)
    assert kept is not None
    assert kept.name.endswith("_20240930-153000.xlsx")
    assert kept.read_bytes() == b"old"


@pytest.mark.parametrize("owner", ["~${}", ".~lock.{}#", ".~{}"])
def test_an_owner_file_beside_it_refuses(path: Path, owner: str) -> None:
    """Also for a file that is not there yet."""
    path.with_name(owner.format(path.name)).touch()
    with pytest.raises(HostError, match="正在别的程序中打开"):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    path.unlink()
    with pytest.raises(HostError, match="正在别的程序中打开"):
        refuse_if_open(path)


def test_a_file_held_by_another_program_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows opening it for writing is a sharing violation."""

    def held(self: Path, mode: str = "r", **_: Any) -> Any:
        raise PermissionError(errno.EACCES, "held", str(self))

    monkeypatch.setattr(Path, "open", held)
    with pytest.raises(HostError, match="正被别的程序打开，或没有修改权限"):
        refuse_if_open(path)


# what can go wrong: the original is untouched and nothing new lies beside it


def refused(path: Path, why: str) -> None:
    """Replacing fails for this reason and leaves no trace."""
    before = files(path.parent)
    with pytest.raises(HostError, match=f"没能保存“{path.name}”，原文件未改动：.*{why}"):
        replace_file(path, b"new" * 1000)
    assert path.read_bytes() == b"old"
    assert files(path.parent) == before


@pytest.fixture
def small_files() -> Iterator[None]:
    """No file can grow beyond 1 kB: a real write error in the middle of the data."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("small_files")
def test_a_full_disk_while_writing(path: Path) -> None:
    """Found before the original is touched."""
    refused(path, "磁盘已满")


@pytest.mark.parametrize("step", ["fsync", "replace", "backup"])
def test_a_full_disk_at_any_later_step(path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """When the data is forced to the disk, put in its place, or the backup is made."""

    def full(*_: Any) -> Any:
        raise OSError(errno.ENOSPC, "full")

    target, name = {"fsync": (os, "fsync"), "replace": (Path, "replace"), "backup": (replace, "_backed_up")}[
        step
    ]
    monkeypatch.setattr(target, name, full)
    refused(path, "磁盘已满")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """The sentence says which."""
    with pytest.raises(HostError, match=r"文件夹“.*没有”不存在"):
        replace_file(tmp_path / "没有" / "a.xlsx", b"x")


def test_a_folder_in_place_of_a_file_is_named_as_such(tmp_path: Path) -> None:
    """An officer who points at the folder is told so, not of a broken disk."""
    with pytest.raises(HostError, match=f"“{tmp_path.name}”是文件夹"):
        refuse_if_open(tmp_path)
    with pytest.raises(HostError, match=f"“{tmp_path.name}”是文件夹"):
        replace_file(tmp_path, b"new")


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    """300 bytes are more than a disk takes."""
    with pytest.raises(HostError, match=r"太长.*缩短"):
        replace_file(tmp_path / ("排" * 100 + ".xlsx"), b"x")
    assert files(tmp_path) == set()


def as_nobody(path: Path) -> str:
    """What replacing a file says to an ordinary user: in a child process that gives up root's rights."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.setgid(65534)
        os.setuid(65534)
        try:
            replace_file(path, b"new")
        except HostError as error:
            os.write(writer, str(error).encode())
        finally:
            os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader, "rb") as said:
        return said.read().decode()


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user can be played by root alone")
def test_a_read_only_folder(path: Path) -> None:
    """The user may change the file and not write beside it."""
    for folder in path.parents:
        if folder.parent.is_relative_to("/tmp"):
            folder.chmod(0o755)
    path.chmod(0o666)
    assert "没能保存“排名.xlsx”，原文件未改动：没有写入权限" in as_nobody(path)
    assert path.read_bytes() == b"old"
    assert files(path.parent) == {"排名.xlsx"}
    path.chmod(0o644)
    assert "没有修改权限" in as_nobody(path)


def test_the_rest_of_an_old_crash_is_cleared_and_a_fresh_one_left_alone(path: Path) -> None:
    """Another process may be writing at this moment."""
    old, fresh = path.with_name(".xltools-1.tmp"), path.with_name(".xltools-2.tmp")
    for each in (old, fresh):
        each.touch()
    os.utime(old, (time.time() - 48 * 3600,) * 2)
    replace_file(path, b"new", backup=False)
    assert files(path.parent) == {"排名.xlsx", ".xltools-2.tmp"}


LOOP = """
import sys
from pathlib import Path
from xltools.hosts.replace import replace_file
data = [bytes([65 + n]) * 400_000 for n in range(2)]
print("ready", flush=True)
n = 0
while True:
    replace_file(sys.argv[1], data[n % 2], backup=False)
    n += 1
"""
KILLS = 50


def test_a_kill_at_any_moment_leaves_the_old_or_the_new_file_whole(path: Path) -> None:
    """kill -9 at 50 random moments of a loop that saves two versions in turn."""
    path.write_bytes(b"A" * 400_000)
    random.seed(12)
    for _ in range(KILLS):
        child = subprocess.Popen([sys.executable, "-c", LOOP, str(path)], stdout=subprocess.PIPE)
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(random.uniform(0, 0.02))
        child.kill()
        child.wait()
        child.stdout.close()
        assert path.read_bytes() in (b"A" * 400_000, b"B" * 400_000)


def together(folder: Path) -> dict[Path, bytes]:
    """Two letters, the first of which is there already in other words."""
    (folder / "甲.docx").write_bytes(b"old")
    return {folder / "甲.docx": b"new", folder / "函件" / "乙.docx": b"new"}


def test_files_are_put_in_their_places_together(tmp_path):
    """The older one goes to 备份, an equal one is left alone."""
    files = together(tmp_path)
    assert replace_files(files) == 1
    assert {path.read_bytes() for path in files} == {b"new"}
    assert [path.read_bytes() for path in (tmp_path / "备份").iterdir()] == [b"old"]
    assert replace_files(files) == 0
    assert len(list((tmp_path / "备份").iterdir())) == 1


def test_a_disk_that_fills_up_at_the_second_file_leaves_the_first_as_it_was(tmp_path, monkeypatch):
    files, synced = together(tmp_path), []

    def fsync(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(HostError, match=r"没能保存“乙\.docx”.*磁盘已满"):
        replace_files(files)
    assert (tmp_path / "甲.docx").read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == ["甲.docx"]


def test_a_disk_that_fills_up_at_the_copies_leaves_no_copy(tmp_path, monkeypatch):
    files, synced = together(tmp_path), []

    def fsync(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) == 3:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(HostError, match="磁盘已满"):
        replace_files(files)
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == ["甲.docx"]


def test_all_files_that_are_open_are_told_before_any_is_written(tmp_path):
    files = together(tmp_path) | {tmp_path / "丙.docx": b"new"}
    for name in ("甲", "丙"):
        (tmp_path / f"~${name}.docx").touch()
    with pytest.raises(HostError) as caught:
        replace_files(files)
    assert [f"“{name}.docx”正在别的程序中打开" in str(caught.value) for name in "甲丙"] == [True, True]
    assert not (tmp_path / "函件").exists()
