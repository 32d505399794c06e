"""Which files of a folder are returns."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from xltools.errors import HostError
from xltools.folders import OURS

NOT_RETURNS = frozenset({"thumbs.db", "desktop.ini"})

_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_CODE = re.compile(r"(?<!\d)(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])\d{4}(?!\d)")
"""Begins with a province of GB/T 2260, so that 202409 is no code."""


def is_month(name: str) -> bool:
    """Whether a folder is called by a 期别: 2024-09."""
    return bool(_MONTH.fullmatch(name))


def return_files(folder: Path) -> list[Path]:
    """Every file of the folder and its subfolders (officers keep one a city), in name order.

    Left out: lock files, hidden files, our own output, and subfolders called by a 期别, each of which is a
    collection of its own. HostError where there is no such folder.
    """
    if not folder.is_dir():
        raise HostError(
            f"没有找到上报文件夹“{folder}”。请把各县的上报文件放进这个文件夹，或用 --from 指定文件夹"
        )
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if _is_return(path.relative_to(folder)))


def open_elsewhere(folder: Path) -> set[str]:
    """Names of the returns that some program holds open right now (Excel ~$, WPS .~, LibreOffice .~lock)."""
    names = {path.name for path in folder.rglob("*") if path.is_file()}
    return {name for name in names if not name.startswith(("~", ".")) and _locks(name) & names}


def code_in_name(name: str) -> str:
    """The 行政区划代码 in a file name, else in that of its folder; empty where there is none.

    A county's file may lie in a folder that bears the code of its city.
    """
    found = (_CODE.search(part) for part in reversed(PurePosixPath(name).parts))
    return next((match.group() for match in found if match), "")


def _is_return(path: Path) -> bool:
    if any(part in OURS or part.startswith(".") or is_month(part) for part in path.parts[:-1]):
        return False
    return not path.name.startswith(("~", ".")) and path.name.lower() not in NOT_RETURNS


def _locks(name: str) -> set[str]:
    """What the lock file of a workbook may be called; Excel cuts two letters off a long name."""
    return {f"~${name}", f"~${name[2:]}", f".~{name}", f".~lock.{name}#"}
