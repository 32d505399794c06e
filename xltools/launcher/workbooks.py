"""Which workbooks lie in a folder, and which buttons a workbook has, whatever it is called."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from xltools.buttons import Button, buttons
from xltools.errors import HostError
from xltools.folders import BACKUPS, SUFFIXES, is_workbook
from xltools.shipped import shipped, shipped_names

_EVERYWHERE = {"说明", "参数", "校验结果", "运行记录"}
"""Sheets that every workbook of ours has tell none from another."""

_ENOUGH = 2
"""So many tables of its own make a workbook known by its content alone."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A workbook of a folder and when it was last changed."""

    path: Path
    changed: datetime

    @classmethod
    def of(cls, path: Path) -> Listed:
        """HostError where it went away meanwhile."""
        try:
            return cls(path, datetime.fromtimestamp(path.stat().st_mtime))
        except OSError:
            raise HostError(f"找不到“{path}”。请核对文件名和所在文件夹") from None


def workbooks_in(folder: Path) -> list[Listed]:
    """The workbooks right in a folder, the last changed first; lock files and hidden files are none."""
    try:
        found = [Listed.of(path) for path in folder.iterdir() if is_workbook(path) and path.is_file()]
    except OSError as error:
        reason = "没有读取权限，或磁盘、网络断开" if folder.is_dir() else "没有这个文件夹"
        raise HostError(f"打不开文件夹“{folder}”：{reason}。请核对后再试") from error
    return sorted(found, key=lambda listed: (listed.changed, listed.path.name), reverse=True)


def home_of(path: Path) -> str | None:
    """The shipped workbook that this one was made from: 调度排名 for 调度排名-9月.xlsm, and for 九月.xlsx
    with the same tables; None where its tables are not ours.

    Its tables decide: 调度排名通报.xlsx may be anything. FileError where it cannot be read.
    """
    names = _names(path)
    best = max(_homes(), key=lambda home: _likeness(names, home, path.stem))
    enough = 1 if path.stem.startswith(best) or not buttons_of(best) else _ENOUGH
    return best if len(names & _own_names(best)) >= enough else None


def buttons_of(home: str | None) -> list[Button]:
    """The buttons of a shipped workbook, in working order."""
    return [button for button in buttons() if button.workbook == home]


def twin(path: Path) -> Path | None:
    """The same workbook with or without macros, lying beside it."""
    others = (path.with_suffix(suffix) for suffix in SUFFIXES if suffix != path.suffix.lower())
    return next((other for other in others if other.is_file()), None)


def is_untouched(path: Path) -> bool:
    """Whether a workbook is still the blank one that was shipped, byte for byte."""
    names = [name for name in shipped_names("workbooks") if name.endswith(path.suffix.lower())]
    blanks = (shipped("workbooks", name) for name in names)
    size = path.stat().st_size
    return any(b.stat().st_size == size and b.read_bytes() == path.read_bytes() for b in blanks)


def is_backup(path: Path) -> bool:
    """Whether a workbook is one of the copies kept in 备份."""
    return path.resolve().parent.name == BACKUPS


def _homes() -> list[str]:
    return sorted({Path(name).stem for name in shipped_names("workbooks")})


def _likeness(names: set[str], home: str, stem: str) -> tuple[int, bool, float]:
    """Tables in common; then the name; then how much of the shipped workbook they are."""
    own = _own_names(home)
    common = len(names & own)
    return common, stem.startswith(home), common / len(own)


@functools.cache
def _own_names(home: str) -> set[str]:
    """Sheets and tables that tell a shipped workbook from the others."""
    name = max(name for name in shipped_names("workbooks") if Path(name).stem == home)
    return _names(shipped("workbooks", name)) - _EVERYWHERE


def _names(path: Path) -> set[str]:
    """Sheets and tables of a workbook; nothing else of it is read."""
    from xltools.ooxml.package import Package

    package = Package.open(path)
    tables = (package.tree(part) for part in package.names if part.startswith("xl/tables/"))
    return {*package.sheets, *(str(table.get("displayName")) for table in tables)}
