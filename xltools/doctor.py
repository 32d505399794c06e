"""Whether this computer can run the toolkit, and what to do where it cannot."""

from __future__ import annotations

import importlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from xltools.errors import HostError

PYTHON = (3, 11)
PACKAGES = (
    "xlwings",
    "openpyxl",
    "pandas",
    "jinja2",
    "docxtpl",
    "lxml",
    "xlsxwriter",
    "xlrd",
    "typer",
    "rich",
)
XLWINGS = "0.37."
"""The engine interface of xlwings is not a public contract: another minor version may not fit."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `blocking` means that the toolkit will not work until it is mended."""

    what: str
    ok: bool
    found: str
    remedy: str = ""
    blocking: bool = False

    def __str__(self) -> str:
        mark = "正常" if self.ok else "要处理" if self.blocking else "注意"
        return f"{mark}　{self.what}：{self.found}" + ("" if self.ok else f"。{self.remedy}")

    def record(self) -> dict[str, Any]:
        """As plain data."""
        return asdict(self)


def examine(folder: Path | None = None) -> list[Finding]:
    """Look at everything; `folder` is where the officer works (the current one by default)."""
    return [
        _python(),
        *map(_package, PACKAGES),
        *_shipped_files(),
        _writable(folder or Path.cwd()),
        _libreoffice(),
    ]


def _python() -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    ok = sys.version_info >= PYTHON
    return Finding("Python", ok, found, "请安装 Python 3.11 或更新的版本", blocking=not ok)


def _package(name: str) -> Finding:
    try:
        importlib.import_module(name)
        version = metadata.version(name)
    except Exception as error:  # a broken installation may raise anything on import
        remedy = "请重新安装：pip install --require-hashes -r requirements.lock"
        return Finding(f"组件 {name}", False, f"不能使用（{type(error).__name__}）", remedy, blocking=True)
    if name == "xlwings" and not version.startswith(XLWINGS):
        return Finding(
            f"组件 {name}", False, version, f"请装 {XLWINGS}x 版，别的版本接口可能不同", blocking=True
        )
    return Finding(f"组件 {name}", True, version)


def _shipped_files() -> Iterator[Finding]:
    from xltools.shipped import shipped, shipped_names

    for folder in ("workbooks", "templates"):
        try:
            names = shipped_names(folder)
            for name in names:
                shipped(folder, name)
            ok = bool(names)
        except HostError:
            ok, names = False, []
        found = f"{len(names)} 个" if ok else "没有找到"
        yield Finding(f"附带文件 {folder}", ok, found, "请重新安装 xltools", blocking=not ok)


def _writable(folder: Path) -> Finding:
    what = f"文件夹 {folder}"
    try:
        with tempfile.NamedTemporaryFile(dir=folder):
            pass
    except OSError:
        return Finding(what, False, "不能写入", "请换到有写入权限的文件夹（如“文档”或 D 盘）", blocking=True)
    if os.name == "nt" and len(str(folder)) > 180:
        return Finding(
            what, False, f"路径长 {len(str(folder))} 个字符", "请移到短一些的路径，如 D:\\衔接资金"
        )
    return Finding(what, True, "可以写入")


def _libreoffice() -> Finding:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    remedy = "不影响使用；只有转 PDF 时才需要安装 LibreOffice"
    return Finding("LibreOffice", bool(found), found or "没有安装", remedy)
