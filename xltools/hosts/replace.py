"""An officer's file replaced whole or not at all, with the previous one kept in 备份/.

The new bytes are written beside the file, forced to the disk and only then put in its place in one step:
a power cut or a kill leaves the old file or the new one, never a part of either.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import os
import stat
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from xltools.errors import HostError
from xltools.folders import BACKUPS

_TEMPORARY = ".xltools-"
_REST = f"{_TEMPORARY}*.tmp"
_STALE_AFTER = 24 * 3600
"""Seconds after which a temporary file can only be the rest of a computer that was switched off."""

_LONGEST_NAME = 255
"""Bytes a file name may have on most systems; a Chinese character takes three."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def owner_files(path: Path) -> tuple[Path, ...]:
    """What programs leave beside a workbook while it is open: Excel, LibreOffice, WPS."""
    names = (f"~${path.name}", f".~lock.{path.name}#", f".~{path.name}")
    return tuple(path.with_name(name) for name in names)


def refuse_if_open(path: str | Path) -> None:
    """HostError where a file is open in another program or may not be changed. A file that does not exist
    yet is only looked at for such a program."""
    path = Path(path)
    owner = next((o for o in owner_files(path) if _exists(o)), None)
    if owner is not None:
        raise HostError(
            f"“{path.name}”正在别的程序中打开（有“{owner.name}”）。请先保存并关闭它再试；"
            f"若确认没有打开（例如上次死机），请删去“{owner.name}”后再试。"
        )
    if not _exists(path):
        return
    if path.is_dir():
        raise HostError(f"“{path.name}”是文件夹，不是文件。请选文件夹里的文件。")
    if not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise HostError(f"“{path.name}”是只读文件，不能写入。请在文件属性里去掉“只读”，或另存一份再用。")
    try:
        with path.open("r+b"):
            pass
    except PermissionError:
        raise HostError(
            f"“{path.name}”不能写入：正被别的程序打开，或没有修改权限。请关闭打开它的程序、检查权限后再试。"
        ) from None
    except OSError as error:
        raise _sentence(path, error) from error


def _exists(path: Path) -> bool:
    """False also for a name that no disk takes."""
    try:
        return path.exists()
    except OSError:
        return False


def replace_file(
    path: str | Path, data: bytes, backup: bool = True, now: dt.datetime | None = None
) -> Path | None:
    """Put `data` in the place of a file, or make it; the copy of the previous one in 备份/, if any.

    Raises HostError in a sentence; then the file is as it was and nothing new lies beside it.
    """
    path = Path(os.path.realpath(path))
    refuse_if_open(path)
    try:
        _remove_stale(path.parent)
        with _written_beside(path, data) as temporary:
            kept = _backed_up(path, now or dt.datetime.now()) if backup and _exists(path) else None
            try:
                temporary.replace(path)
            except OSError:
                if kept:
                    kept.unlink(missing_ok=True)
                raise
        sync_folder(path.parent)
    except OSError as error:
        raise _sentence(path, error) from error
    return kept


def replace_files(files: Mapping[Path, bytes], now: dt.datetime | None = None) -> int:
    """Put every file in its place, or none; how many older ones went to 备份/. Equal ones are left alone.

    All are on the disk under other names before the first gets its own: a full disk, or one of them open in
    another program, leaves every file as it was. HostError in a sentence.
    """
    new = {Path(os.path.realpath(path)): data for path, data in files.items() if not holds(path, data)}
    _refuse_open_ones(new)
    kept: dict[Path, Path] = {}
    path = Path()
    with contextlib.ExitStack() as stack:
        try:
            ready = {}
            for path, data in new.items():
                path.parent.mkdir(parents=True, exist_ok=True)
                ready[path] = stack.enter_context(_written_beside(path, data))
            for path in filter(_exists, new):
                kept[path] = _backed_up(path, now or dt.datetime.now())
            for path, temporary in ready.items():
                temporary.replace(path)
        except OSError as error:
            for original, copy in kept.items():
                if not holds(original, new[original]):
                    copy.unlink(missing_ok=True)
            raise _sentence(path, error) from error
    for folder in {path.parent for path in new}:
        sync_folder(folder)
        _remove_stale(folder)
    return len(kept)


def holds(path: Path, data: bytes) -> bool:
    """Whether a file is there, can be read, and is just this."""
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def _refuse_open_ones(paths: Iterable[Path]) -> None:
    """HostError with a sentence for each file that is open in another program."""
    told = []
    for path in paths:
        try:
            refuse_if_open(path)
        except HostError as error:
            told.append(str(error))
    if told:
        raise HostError("\n".join(told))


def make_folder(folder: Path) -> None:
    """A folder and those above it, where they are not there. HostError in a sentence."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HostError(f"没能建文件夹“{folder.name}”：{_reason(folder, error)}。") from error


def move_to_backups(path: Path, now: dt.datetime | None = None) -> None:
    """A file out of the way, into 备份/. HostError in a sentence; then it is where it was."""
    refuse_if_open(path)
    try:
        _backed_up(path, now or dt.datetime.now())
        path.unlink()
    except OSError as error:
        raise _sentence(path, error) from error


@contextlib.contextmanager
def _written_beside(path: Path, data: bytes) -> Iterator[Path]:
    """A temporary file with the data safely on the disk; gone afterwards if it is still there."""
    descriptor, name = tempfile.mkstemp(prefix=_TEMPORARY, suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(path))
        yield temporary
    finally:
        with contextlib.suppress(OSError):  # whatever the outcome is, this does not change it
            temporary.unlink()


def _mode(path: Path) -> int:
    """The permissions of the file, or those a new file gets."""
    if _exists(path):
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _backed_up(path: Path, now: dt.datetime) -> Path:
    """A copy in 备份/ under a name that was free; the original stays where it is."""
    folder = path.parent / BACKUPS
    folder.mkdir(exist_ok=True)
    original = path.stat()
    with _written_beside(folder / path.name, path.read_bytes()) as temporary:
        temporary.chmod(stat.S_IMODE(original.st_mode))
        os.utime(temporary, ns=(original.st_atime_ns, original.st_mtime_ns))
        for name in _backup_names(path, now):
            with contextlib.suppress(FileExistsError):
                _named(temporary, folder / name)
                return folder / name
    raise FileExistsError(errno.EEXIST, "no free name", str(folder))


def _named(temporary: Path, path: Path) -> None:
    """A file whole under a name that must be free: FileExistsError where it is not."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a stick or a share without hard links
        if _exists(path):
            raise FileExistsError(errno.EEXIST, "taken", str(path)) from None
        temporary.rename(path)


def _backup_names(path: Path, now: dt.datetime) -> Iterator[str]:
    """名称_20240930-153000.xlsx, then with -2, -3 …; a name too long for the disk is cut."""
    for number in range(1, 10_000):
        tail = f"_{now:%Y%m%d-%H%M%S}" + (f"-{number}" if number > 1 else "") + path.suffix
        room = _LONGEST_NAME - len(tail.encode())
        yield path.stem.encode()[:room].decode(errors="ignore") + tail


def _remove_stale(folder: Path) -> None:
    """Clear away what a kill or power cut left of us long ago."""
    for old in (*folder.glob(_REST), *(folder / BACKUPS).glob(_REST)):
        with contextlib.suppress(OSError):
            if time.time() - old.stat().st_mtime > _STALE_AFTER:
                old.unlink()


def sync_folder(folder: Path) -> None:
    """Have the new name itself on the disk; Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:  # some network shares cannot: the data is there, only the guarantee is not
        pass
    finally:
        os.close(descriptor)


def _sentence(path: Path, error: OSError) -> HostError:
    """What happened to the file, why, and what to do."""
    return HostError(f"没能保存“{path.name}”，原文件未改动：{_reason(path, error)}。")


def _reason(path: Path, error: OSError) -> str:
    if error.errno in _FULL:
        return "磁盘已满。请清出空间后再试"
    if error.errno == errno.ENAMETOOLONG or (sys.platform == "win32" and len(str(path)) > 240):
        return "文件夹或文件名太长。请缩短名称，或把文件夹移到离盘符更近的地方"
    if isinstance(error, FileNotFoundError):
        return f"文件夹“{path.parent}”不存在。请先建好文件夹"
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return "没有写入权限，或文件正被别的程序打开。请关闭打开它的程序，检查文件夹权限后再试"
    return f"磁盘或网络出错（{error.strerror or error}）。请检查磁盘和网络后再试"
