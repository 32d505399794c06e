"""Workbooks loaded into LibreOffice and stored again, in the format they have."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from xltools.errors import HostError
from xltools.hosts.calc.connection import Connection
from xltools.hosts.calc.unolib import options, path_of, uno_error, url_of
from xltools.hosts.replace import refuse_if_open
from xltools.ooxml.parts import Parts

_FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".ods": "calc8",
}
"""LibreOffice's filters by file extension."""

_NEVER = 0
"""No macro runs while a workbook is worked on (`document.MacroExecMode`)."""

_STALE = re.compile(rb"<(?:[\w.-]+:)?calcPr[^>]*\bfullCalcOnLoad=[\"'](?:1|true)")


def load(connection: Connection, path: Path, hidden: bool, macros: int = _NEVER) -> Any:
    """Open a workbook. FileError or HostError where it is none, or LibreOffice cannot read it.

    LibreOffice shows stored results as they stand; where the file says that they are stale they are
    calculated, as Excel does.
    """
    kind = _filter(path)
    stale = _is_stale(path)
    arguments = options(FilterName=kind, Hidden=hidden, MacroExecutionMode=macros, UpdateDocMode=_NEVER)
    connection.opened.append(path)
    try:
        model = connection.desktop.loadComponentFromURL(url_of(path), "_blank", 0, arguments)
    except uno_error() as error:
        raise _unreadable(path) from error
    if model is None:
        raise _unreadable(path)
    if stale:
        model.calculateAll()
    return model


def find(connection: Connection, path: Path) -> Any:
    """The open spreadsheet of a path, None where it is not open here."""
    components = connection.desktop.Components.createEnumeration()
    while components.hasMoreElements():
        model = components.nextElement()
        if is_spreadsheet(model) and model.URL and _same(path_of(model.URL), path):
            return model
    return None


def is_spreadsheet(model: Any) -> bool:
    """Whether an open component is a spreadsheet, and no text or help window."""
    supports = getattr(model, "supportsService", None)
    return bool(supports and supports("com.sun.star.sheet.SpreadsheetDocument"))


def store(model: Any, path: Path, target: Path) -> None:
    """Store a workbook, under its own name or another with the same extension."""
    if target.suffix.lower() != path.suffix.lower():
        raise HostError(
            f"“{path.name}”只能存为同类文件（{path.suffix}），不能存为“{target.name}”。请改扩展名。"
        )
    kind = _filter(target)
    try:
        if _same(path, target):
            model.store()
        else:
            refuse_if_open(target)
            _refuse_without_folder(target)
            model.storeAsURL(url_of(target.resolve()), options(FilterName=kind, Overwrite=True))
    except uno_error() as error:
        raise HostError(
            f"没能保存“{target.name}”：文件夹不能写入、磁盘已满，或文件是只读的。请检查后再存；工作簿还开着，内容都在。"
        ) from error


def _refuse_without_folder(target: Path) -> None:
    """LibreOffice would make the folder."""
    if not target.parent.is_dir():
        raise HostError(f"没能保存“{target.name}”：文件夹“{target.parent}”不存在。请先建好文件夹")


def _filter(path: Path) -> str:
    kind = _FILTERS.get(path.suffix.lower())
    if kind is None:
        known = "、".join(_FILTERS)
        raise HostError(f"LibreOffice 里只处理 {known} 文件，不能处理“{path.name}”。请先另存为 .xlsx。")
    return kind


def _is_stale(path: Path) -> bool:
    """Whether an Excel file says that its formulas want calculating; FileError where it is no such file."""
    if path.suffix.lower() == ".ods":
        return False
    parts = Parts.open(path)
    return bool(_STALE.search(parts.xml(parts.workbook)))


def _unreadable(path: Path) -> HostError:
    return HostError(
        f"LibreOffice 打不开“{path.name}”：文件可能已损坏、加了密码，或没有读取权限。请先直接打开看看。"
    )


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one == other
