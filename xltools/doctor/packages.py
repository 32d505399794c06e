"""The parts the toolkit is made of: Python packages, shipped workbooks and templates."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from importlib import metadata

from xltools.doctor.finding import Finding, fine, trouble
from xltools.errors import HostError

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
    "filelock",
    "packaging",
    "pypdf",
    "chinesecalendar",
    "icalendar",
)
MODULES = {"chinesecalendar": "chinese_calendar"}
"""Packages that are imported under another name."""
XLWINGS = "0.37."
"""The engine interface of xlwings is not a public contract: another minor version may not fit."""


def check_packages() -> Iterator[Finding]:
    """Each package can be imported, and xlwings is the version the engines were written for."""
    return map(_package, PACKAGES)


def _package(name: str) -> Finding:
    what = f"组件 {name}"
    try:
        importlib.import_module(MODULES.get(name, name))
        version = metadata.version(name)
    except Exception as error:  # a broken installation may raise anything on import
        remedy = "请重新解压安装包，或执行 pip install --require-hashes -r requirements.lock"
        return trouble(what, f"不能使用（{type(error).__name__}）", remedy)
    if name == "xlwings" and not version.startswith(XLWINGS):
        return trouble(what, version, f"请装 {XLWINGS}x 版，别的版本接口可能不同")
    return fine(what, version)


def check_shipped_files() -> Iterator[Finding]:
    """The blank workbooks and the Word templates are there."""
    return map(_shipped, ("workbooks", "templates"))


def _shipped(folder: str) -> Finding:
    from xltools.shipped import shipped, shipped_names

    what = f"附带文件 {folder}"
    try:
        names = shipped_names(folder)
        for name in names:
            shipped(folder, name)
    except HostError:
        names = []
    return fine(what, f"{len(names)} 个") if names else trouble(what, "没有找到", "请重新安装 xltools")
