"""Where the workbooks and Word templates that come with the toolkit lie: in the wheel, or in a checkout."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from xltools.errors import HostError, UsageError

FOLDERS = {"workbooks": "*.xls[xm]", "templates": "*.docx"}


def shipped(folder: str, name: str) -> Path:
    """A shipped file: `shipped("templates", "整改通知书.docx")`. HostError where it is missing.

    An installed wheel carries it in xltools/_shipped/<folder>, a checkout in <folder> beside pyproject.toml.
    """
    found = next((f / name for f in _folders(folder) if (f / name).is_file()), None)
    if found is None:
        raise HostError(f"随工具附带的“{folder}/{name}”不见了。请重新安装 xltools，或从安装包里拷回这个文件")
    return found


def shipped_names(folder: str) -> list[str]:
    """The names of all shipped files of one folder."""
    return sorted({path.name for f in _folders(folder) for path in f.glob(FOLDERS[folder])})


def copy_workbooks(wanted: Sequence[str], to: Path, macros: bool = True) -> list[Path]:
    """Copy blank workbooks (all when none is named) into a folder; never over a file that is there.

    A workbook is named with or without its suffix; without it, and where there are both, the one with
    buttons (.xlsm) is meant, or with `macros` False the one without (.xlsx). UsageError for an unknown name
    or a taken place.
    """
    names = shipped_names("workbooks")
    meant = _one_each(names, macros)
    chosen = [n for n in names if n in wanted or (n in meant and (not wanted or Path(n).stem in wanted))]
    unknown = [w for w in wanted if not any(w in (n, Path(n).stem) for n in names)]
    if unknown:
        raise UsageError(f"没有名为“{'、'.join(unknown)}”的工作簿。可选：{'、'.join(names)}")
    taken = [n for n in chosen if (to / n).exists()]
    if taken:
        raise UsageError(f"“{to}”里已有 {'、'.join(taken)}，没有覆盖。请换一个文件夹或先改名")
    try:
        to.mkdir(parents=True, exist_ok=True)
        return [Path(shutil.copyfile(shipped("workbooks", n), to / n)) for n in chosen]
    except OSError as error:
        raise HostError(f"不能写入“{to}”。请换一个有写入权限的文件夹，或检查磁盘是否已满") from error


def _one_each(names: Sequence[str], macros: bool) -> set[str]:
    """Of workbooks that come with and without macros, the ones asked for."""
    by_stem = {Path(n).stem: n for n in sorted(names, key=lambda n: (Path(n).suffix == ".xlsm") == macros)}
    return set(by_stem.values())


def _folders(folder: str) -> list[Path]:
    package = Path(str(resources.files("xltools")))
    folders = [package / "_shipped" / folder]
    if (package.parent / "pyproject.toml").is_file():
        folders.append(package.parent / folder)
    return folders
