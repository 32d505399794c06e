"""The official Windows embeddable package: told from other downloads, and its search path closed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from xltools.bundle.pe import AMD64, MACHINES, Program
from xltools.bundle.safezip import newest_member, read_zip
from xltools.errors import FileError

OLDEST = 11
"""Python 3.11, as in pyproject.toml."""

SITE_PACKAGES = "Lib/site-packages"

_WANTED = (
    "请到 python.org 下载“Windows embeddable package (64-bit)”，"
    "文件名像 python-3.11.9-embed-amd64.zip，不要改动、不要重新压缩"
)
_PTH = re.compile(r"python3(\d+)\._pth")
_CLOSED = """\
python3{minor}.zip
.
{folders}
# There is no "import site" here on purpose: it would let in what the user of this computer has installed
# for himself (https://github.com/python/cpython/issues/120037). The lines above do what .pth files would.
"""


@dataclass(frozen=True, slots=True)
class Embedded:
    """A checked package. `minor` is 11 of 3.11.9; `made` when Python was built, the date of all files."""

    name: str
    sha256: str
    minor: int
    version: str
    made: tuple[int, int, int, int, int, int]
    files: dict[str, bytes]

    @property
    def path_file(self) -> str:
        """The file that says where modules are looked for."""
        return f"python3{self.minor}._pth"


def read_embedded(path: Path) -> Embedded:
    """The package at `path`; FileError in a sentence where it is anything else."""
    files = read_zip(path)
    minor = _minor(path, files)
    version = _checked_program(path, files["python.exe"], minor)
    if minor < OLDEST:
        raise FileError(f"“{path.name}”是 Python {version}，要 3.{OLDEST} 或更新的。{_WANTED}")
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return Embedded(path.name, sha256, minor, version, newest_member(path), files)


def search_path(minor: int, folders: Iterable[str]) -> bytes:
    """The ._pth file: the standard library, python.exe's own folder, then these below it, nothing else.

    A ._pth file makes Python ignore PYTHONPATH, PYTHONHOME and the registry.
    """
    lines = "\n".join(folder.replace("/", "\\") for folder in folders)
    return _CLOSED.format(minor=minor, folders=lines).replace("\n", "\r\n").encode("ascii")


def _minor(path: Path, files: dict[str, bytes]) -> int:
    found = [match for name in files if (match := _PTH.fullmatch(name))]
    minor = found[0][1] if len(found) == 1 else ""
    needed = {"python.exe", f"python3{minor}.dll", f"python3{minor}.zip"}
    if not minor or not needed <= files.keys():
        raise FileError(f"“{path.name}”不是 Python 的 Windows 嵌入式包。{_WANTED}")
    return int(minor)


def _checked_program(path: Path, program: bytes, minor: int) -> str:
    """The version of a 64-bit python.exe: 3.11.9 where its resources tell, else 3.11."""
    try:
        machine, version = Program(program).machine(), Program(program).version()
    except ValueError:
        raise FileError(f"“{path.name}”里的 python.exe 不是 Windows 程序。{_WANTED}") from None
    if machine != AMD64:
        kind = MACHINES.get(machine, "别的处理器")
        raise FileError(f"“{path.name}”是 {kind}的 Python，要 64 位的。{_WANTED}")
    if version and version[:2] != (3, minor):
        raise FileError(f"“{path.name}”里的 python.exe 与其他文件不是同一版本。{_WANTED}")
    return f"3.{minor}.{version[2] // 1000}" if version else f"3.{minor}"
