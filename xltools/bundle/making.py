"""The portable folder made: everything put together in memory, checked, and only then written."""

from __future__ import annotations

import calendar
import contextlib
import errno
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from xltools import __version__
from xltools.bundle.batchfiles import batch_files
from xltools.bundle.coherence import check_dependencies, check_programs
from xltools.bundle.download import download
from xltools.bundle.embedded import SITE_PACKAGES, Embedded, read_embedded, search_path
from xltools.bundle.licences import licence_files
from xltools.bundle.lockfile import LOCK, direct_dependencies, lock_path, read_lock, run_time
from xltools.bundle.manifest import NOT_CHECKED, manifest_files
from xltools.bundle.manual import MANUAL, manual
from xltools.bundle.own import own_package, templates, workbooks
from xltools.bundle.placing import Files, path_lines, placed
from xltools.bundle.wheels import Wheel, chosen
from xltools.errors import HostError, UsageError
from xltools.progress import Progress, silent

PYTHON = "python"

_FULL = {errno.ENOSPC, errno.EDQUOT}
_RENAME_TRIES = 10
"""A virus scanner may hold new files for a moment, and Windows then refuses to rename their folder."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was made: `components` are the names at the top of the folder."""

    folder: Path
    python: str
    wheels: tuple[str, ...]
    components: tuple[str, ...]
    files: int
    size: int
    longest_path: str

    def record(self) -> dict[str, Any]:
        """As plain data."""
        return {**asdict(self), "folder": str(self.folder)}

    @property
    def message(self) -> str:
        """What the officer who makes it is told."""
        return (
            f"已做好“{self.folder}”：Python {self.python}，{len(self.wheels)} 个组件，{self.files} 个文件，"
            f"{self.size / 1e6:.0f} MB。{NOT_CHECKED}：请先在一台电脑上双击 自检.bat"
        )


def make_bundle(embedded: Path, to: Path, wheels: Path | None = None, progress: Progress = silent) -> Bundle:
    """Make the folder `to` from an embeddable Python; wheels are downloaded unless a folder of them is given.

    The same Python, wheels and version of xltools give the same bytes. Nothing is left behind on failure.
    """
    to = to.absolute()
    _refuse_taken(to)
    python = read_embedded(embedded)
    with _beside(to) as staging:
        components = _components(python.minor, wheels, staging / "wheels", progress)
        files = _assembled(python, components, progress)
        _write(files, staging / "folder", python, progress)
        _into_place(staging / "folder", to)
    return Bundle(
        folder=to,
        python=python.version,
        wheels=tuple(str(wheel.pin) for wheel in components),
        components=tuple(sorted({path.split("/")[0] for path in files})),
        files=len(files),
        size=sum(map(len, files.values())),
        longest_path=max(files, key=len),
    )


def _components(minor: int, given: Path | None, folder: Path, progress: Progress) -> list[Wheel]:
    """The wheels that the lock names, checked against it and against one another."""
    pins = run_time(read_lock(lock_path().read_text(encoding="utf-8")), direct_dependencies(), minor)
    progress("取得组件", 0, len(pins))
    if given is None:
        download(pins, folder, minor)
    found = chosen(pins, given or folder, minor)
    check_dependencies(found, minor)
    progress("取得组件", len(pins), len(pins))
    return found


def _assembled(python: Embedded, wheels: list[Wheel], progress: Progress) -> Files:
    """Every file of the folder by its path in it."""
    below: Files = dict(python.files)
    for done, wheel in enumerate(wheels, start=1):
        _add(below, placed(wheel))
        progress("展开组件", done, len(wheels))
    below[python.path_file] = search_path(python.minor, [SITE_PACKAGES, *path_lines(below)])
    check_programs(below, python.minor)
    _add(below, own_package())
    books = workbooks()
    files = {f"{PYTHON}/{path}": data for path, data in below.items()}
    for part in (books, templates(), batch_files(), licence_files(python, wheels)):
        _add(files, part)
    files[MANUAL] = manual(python.version, books)
    return files | manifest_files(files, _heading(python, wheels))


def _heading(python: Embedded, wheels: list[Wheel]) -> dict[str, str]:
    return {
        "工具": f"xltools {__version__}（{NOT_CHECKED}）",
        "Python": f"{python.version}，64 位，取自 {python.name}，SHA-256 {python.sha256}",
        "组件": "、".join(str(wheel.pin) for wheel in wheels),
        LOCK: f"SHA-256 {hashlib.sha256(lock_path().read_bytes()).hexdigest()}",
    }


def _add(files: Files, more: Mapping[str, bytes]) -> None:
    """Take more files in. Two of one name, in any letter case, are a fault of the components."""
    taken = {path.casefold() for path in files}
    double = next((path for path in more if path.casefold() in taken), None)
    if double:
        raise HostError(f"两个组件都要放“{double}”，不能打包。请把这句话告诉维护人员")
    files.update(more)


def _refuse_taken(to: Path) -> None:
    if to.is_file() or (to.is_dir() and any(to.iterdir())):
        raise UsageError(f"“{to}”已经有内容，没有覆盖。请换一个新的文件夹")


@contextlib.contextmanager
def _beside(to: Path) -> Iterator[Path]:
    """A folder to work in beside the one to be made, so that the last step is one rename."""
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            prefix=".xltools-", dir=to.parent, ignore_cleanup_errors=True
        ) as folder:
            yield Path(folder)
    except OSError as error:
        if error.errno in _FULL:
            raise HostError(f"磁盘已满，“{to}”没有做成。请清理后再试（约需 500 MB）") from error
        raise HostError(
            f"不能写入“{to}”（{error.strerror}）。请换一个有写入权限、路径短一些的文件夹"
        ) from error


def _write(files: Files, folder: Path, python: Embedded, progress: Progress) -> None:
    """Write all files, dated as Python is: the date of making would make two folders differ."""
    moment = calendar.timegm((*python.made, 0, 0, 0))
    for parent in sorted({str(PurePosixPath(path).parent) for path in files}):
        (folder / parent).mkdir(parents=True, exist_ok=True)
    for done, (path, data) in enumerate(sorted(files.items()), start=1):
        (folder / path).write_bytes(data)
        os.utime(folder / path, (moment, moment))
        if done % 200 == 0 or done == len(files):
            progress("写入文件", done, len(files))


def _into_place(folder: Path, to: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        to.rmdir()
    for left in reversed(range(_RENAME_TRIES)):
        try:
            folder.rename(to)
            return
        except PermissionError:
            if not left:
                raise
            time.sleep(0.5)
