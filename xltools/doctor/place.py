"""Where the officer works: a folder that can be written, on a disk that is there to stay."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PureWindowsPath

from xltools.doctor.facts import Windows
from xltools.doctor.finding import Finding, fine, note, trouble
from xltools.folders import is_workbook
from xltools.hosts.origin import passing

EXCEL_LONGEST = 218
"""Characters of full path and name that Excel opens."""

WINDOWS_LONGEST = 260
_ROOM = 60
"""What a letter adds to the folder: 函件/2024-09/整改通知书_510000_….docx."""

_LOST_ON_THE_WAY = "%^"
"""Characters the command line which starts Python takes for its own; & and blanks do arrive."""

_SYNCED = ("onedrive", "onedriveconsumer", "onedrivecommercial")
_SYNCED_NAMES = ("wps云盘", "wpsdrive", "坚果云", "我的坚果云", "nutstore", "百度网盘同步空间", "dropbox")


def workbooks_in(folder: Path) -> list[Path]:
    """The workbooks right in a folder."""
    try:
        found = sorted(folder.iterdir())
    except OSError:
        return []
    return [path for path in found if is_workbook(path)]


def check_place(folder: Path, workbooks: Sequence[Path]) -> Iterator[Finding]:
    """On any computer: the folder can be written, and is no archive's or chat's own."""
    yield _writable(folder)
    reason = passing(str(workbooks[0] if workbooks else folder / "工作簿"))
    if reason:
        yield trouble("工作簿的位置", str(folder), reason)


def check_windows_place(windows: Windows, folder: Path, workbooks: Sequence[Path] = ()) -> Iterator[Finding]:
    """On Windows: short paths, a disk of this computer, names that survive a command line."""
    yield length(str(folder), [path.name for path in workbooks])
    yield disk(windows, str(folder))
    yield names(str(folder), [path.name for path in workbooks])


def length(folder: str, workbooks: Sequence[str]) -> Finding:
    """Excel opens nothing longer than 218 characters, and most programs nothing longer than 260."""
    what = "路径长度"
    remedy = "请把文件夹移到离盘符近的地方，如 D:\\衔接资金，或缩短名称"
    longest = max((f"{folder}\\{name}" for name in workbooks), key=len, default=folder)
    if len(longest) > EXCEL_LONGEST:
        return note(
            what, f"“{longest}”有 {len(longest)} 个字符，Excel 打不开超过 {EXCEL_LONGEST} 个的", remedy
        )
    if len(folder) + _ROOM > WINDOWS_LONGEST:
        return note(what, f"文件夹路径有 {len(folder)} 个字符，放不下函件的文件名", remedy)
    return fine(what, f"{len(longest)} 个字符")


def disk(windows: Windows, folder: str) -> Finding:
    """The folder is neither synced nor on the network."""
    what = "文件夹所在的盘"
    synced = _synced(windows, folder)
    if synced:
        remedy = "同步时工作簿会被占用，在 Excel 里打开时路径可能成了网址、按钮用不了：请移到本机普通文件夹"
        return note(what, f"在同步的网盘里（{synced}）", remedy)
    if folder.startswith("\\\\") or windows.is_network_drive(folder):
        remedy = "网络一断就存不住，Excel 也不信任网络上的宏：请拷到本机办理，办完再放回去"
        return note(what, "在网络盘上", remedy)
    return fine(what, PureWindowsPath(folder).drive or folder)


def names(folder: str, workbooks: Sequence[str]) -> Finding:
    """Names that reach Python: xlwings cuts a workbook's at =, the command line eats % and ^."""
    what, remedy = "文件夹和工作簿的名称", "表里的按钮认不出它，请改名去掉；启动工具不受影响"
    cut = [name for name in workbooks if "=" in name or name != name.lstrip()]
    if cut:
        return note(what, f"“{'、'.join(cut)}”里有等号，或开头是空格", remedy)
    lost = [char for char in _LOST_ON_THE_WAY if char in folder + "".join(workbooks)]
    if lost:
        return note(what, f"有 {' '.join(lost)}", remedy)
    return fine(what, "按钮都认得")


def _writable(folder: Path) -> Finding:
    what = f"文件夹 {folder}"
    if not folder.is_dir():
        return trouble(what, "没有这个文件夹", "请核对路径")
    try:
        with tempfile.NamedTemporaryFile(dir=folder):
            pass
    except OSError:
        return trouble(what, "不能写入", "请换到有写入权限的文件夹（如“文档”或 D 盘）")
    return fine(what, "可以写入")


def _synced(windows: Windows, folder: str) -> str:
    """The name of the cloud drive the folder lies in, empty where it lies in none."""
    here = PureWindowsPath(folder)
    known = {name.casefold(): value for name, value in windows.environment.items()}
    roots = [PureWindowsPath(known[name]) for name in _SYNCED if known.get(name)]
    if any(here.is_relative_to(root) for root in roots):
        return "OneDrive"
    return next((part for part in here.parts if part.casefold() in _SYNCED_NAMES), "")
