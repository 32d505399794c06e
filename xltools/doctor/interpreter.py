"""Which Python runs here, and which one the buttons of the workbooks will start."""

from __future__ import annotations

import csv
import importlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path, PureWindowsPath

from xltools.cells import Grid
from xltools.doctor.excel import Excel
from xltools.doctor.facts import Windows, expanded
from xltools.doctor.finding import Finding, fine, note, trouble
from xltools.errors import XltoolsError
from xltools.folders import has_macros

PYTHON = (3, 11)
VARIABLE = "XLTOOLS_PYTHON"
"""Names the Python of the office; else the workbook takes python\\python.exe in its folder or one up."""

_CONF = "xlwings.conf"
_SETTING = "interpreter_win"
_ON_PATH = ("python", "pythonw")


@dataclass(frozen=True, slots=True)
class Started:
    """The Python a workbook starts, empty where none was found, and what names it."""

    path: str
    named_by: str


def check_python() -> Iterator[Finding]:
    """The Python that runs this."""
    yield version(sys.version_info[:3], sys.maxsize > 2**32, sys.executable or "")


def version(found: tuple[int, ...], is_64_bit: bool, path: str) -> Finding:
    """New enough, of 64 bits, and no shell of the Microsoft Store, whose folder takes no DLL."""
    shown = f"{'.'.join(map(str, found))}，{64 if is_64_bit else 32} 位，{path}"
    if found < PYTHON:
        return trouble("Python", shown, "请安装 64 位的 Python 3.11 或更新的版本")
    if not is_64_bit:
        return note("Python", shown, "大文件可能内存不足，请换 64 位的 Python")
    if "\\windowsapps\\" in path.lower():
        return note("Python", shown, "应用商店版的 Python 配不上 Excel 的自定义函数，请用安装包里带的 Python")
    return fine("Python", shown)


def check_workbooks_python(
    windows: Windows, workbooks: Sequence[Path], excel: Excel | None
) -> Iterator[Finding]:
    """The Python behind the buttons of each workbook with macros, and what xlwings needs beside it."""
    books = list(filter(has_macros, workbooks))
    started = [started_by(windows, str(path), conf_of(path)) for path in books]
    for path, each in zip(books, started, strict=True):
        yield _starts(windows, path.name, each)
    found = {each.path for each in started if windows.is_file(each.path)}
    for interpreter in sorted(found) or [sys.executable]:
        yield dll(windows, interpreter, excel)
    yield pywin32()


def started_by(windows: Windows, workbook: str, conf: Mapping[str, str]) -> Started:
    """As XltoolsRun.bas looks for it: sheet xlwings.conf, the variable, the workbook's folder, the one above.

    Of these only what the sheet says is taken without being there.
    """
    written = conf.get(_SETTING, f"%{VARIABLE}%")
    if written.casefold() != f"%{VARIABLE}%".casefold():
        return Started(written if written in _ON_PATH else expanded(windows, written), f"工作表 {_CONF}")
    given = windows.environment.get(VARIABLE, "")
    folder = PureWindowsPath(workbook).parent
    beside = (str(each / "python" / "python.exe") for each in (folder, folder.parent))
    found = next((path for path in (given, *beside) if windows.is_file(path)), given)
    return Started(found, f"环境变量 {VARIABLE}" if given and found == given else "工作簿旁的 python 文件夹")


def _starts(windows: Windows, name: str, started: Started) -> Finding:
    what = f"“{name}”的按钮用的 Python"
    if started.path in _ON_PATH:
        return fine(what, f"{started.path}（由系统的 PATH 决定）")
    if not started.path:
        remedy = "请把工作簿放回工具文件夹（和 python 文件夹在一起），或用启动工具"
        return note(what, "没有找到", remedy)
    if not windows.is_file(started.path):
        remedy = f"{started.named_by} 里写的位置不对：请改成 python.exe 的完整路径，或改回 %{VARIABLE}%"
        return note(what, f"不存在：{started.path}", remedy)
    return fine(what, started.path)


def dll(windows: Windows, interpreter: str, excel: Excel | None) -> Finding:
    """xlwings' DLL for array functions, of Excel's bitness, beside python.exe or one folder up."""
    bits = excel.bits if excel and excel.bits else 64
    name = f"xlwings{bits}-{metadata.version('xlwings')}.dll"
    folder = PureWindowsPath(interpreter).parent
    found = next((str(f / name) for f in (folder, folder.parent) if windows.is_file(str(f / name))), "")
    if found:
        return fine("自定义函数的 DLL", found)
    remedy = (
        "按钮不受影响，但“试算”的函数用不了：多半被杀毒软件删了，请从安装包拷回 python.exe 旁，并加入信任"
    )
    return note("自定义函数的 DLL", f"“{folder}”里没有 {name}", remedy)


def pywin32() -> Finding:
    try:
        importlib.import_module("pythoncom")
        importlib.import_module("win32com.client")
    except ImportError as error:
        remedy = "表里的按钮连不上 Excel：请重新解压安装包，或执行 pip install pywin32；也可用启动工具"
        return note("组件 pywin32", f"不能使用（{type(error).__name__}）", remedy)
    return fine("组件 pywin32", "可以使用")


def conf_of(workbook: Path) -> dict[str, str]:
    """The settings of xlwings that hold for a workbook: its sheet, then the file xlwings.conf beside it."""
    settings = _from_file(workbook.with_name(_CONF))
    return settings | _from_sheet(workbook)


def _from_sheet(workbook: Path) -> dict[str, str]:
    from xltools.ooxml.readable import read_any

    try:
        grids = read_any(workbook, [_CONF])
    except XltoolsError:
        return {}
    return dict(_pairs(grids[0])) if grids else {}


def _pairs(grid: Grid) -> Iterator[tuple[str, str]]:
    """Name and value of each row that has both."""
    for row in range(grid.top, grid.top + len(grid.rows)):
        name, value = grid.at(row, 1), grid.at(row, 2)
        if name and value:
            yield str(name).casefold(), str(value).strip()


def _from_file(path: Path) -> dict[str, str]:
    """xlwings.conf as xlwings itself writes it: "NAME","value"."""
    try:
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            return {row[0].casefold(): row[1].strip() for row in csv.reader(file) if len(row) > 1 and row[1]}
    except (OSError, csv.Error):
        return {}
