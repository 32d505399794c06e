"""LibreOffice: for PDF, and on Linux for buttons that press in the open workbook. The launcher needs none."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from xltools.doctor.finding import Finding, fine, note
from xltools.errors import HostError
from xltools.hosts.calc.office import find_program
from xltools.hosts.calc.unolib import uno


def check_libreoffice() -> Iterator[Finding]:
    """The program, and on Linux the bridge to it."""
    try:
        yield fine("LibreOffice", find_program())
    except HostError:
        yield note("LibreOffice", "没有安装", "不影响使用；只有转 PDF 时才需要安装 LibreOffice")
        return
    if sys.platform.startswith("linux"):
        yield bridge()


def bridge() -> Finding:
    """UNO, which each distribution builds for one minor version of Python."""
    what = "LibreOffice 里按按钮"
    try:
        uno()
    except HostError as error:
        return note(what, "不能", f"{error}；也可以用启动工具")
    return fine(what, "可以")
