"""LibreOffice: for PDF, and on Linux for buttons that press in the open workbook. The launcher needs none."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator

from xltools.doctor.finding import Finding, fine, note

_FOLDERS = (
    "/usr/lib/python3/dist-packages",
    "/usr/lib64/libreoffice/program",
    "/usr/lib/libreoffice/program",
)
_SECONDS = 20


def check_libreoffice() -> Iterator[Finding]:
    """The program, and on Linux the bridge to it."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        yield note("LibreOffice", "没有安装", "不影响使用；只有转 PDF 时才需要安装 LibreOffice")
        return
    yield fine("LibreOffice", program)
    if sys.platform.startswith("linux"):
        yield bridge(sys.executable, _FOLDERS)


def bridge(interpreter: str, folders: tuple[str, ...]) -> Finding:
    """UNO, which the distribution builds for one minor version of Python: this one can import it or not."""
    what, version = "LibreOffice 的 Python 接口", f"{sys.version_info[0]}.{sys.version_info[1]}"
    code = f"import sys; sys.path += {list(folders)!r}; import uno"
    try:
        done = subprocess.run([interpreter, "-c", code], capture_output=True, timeout=_SECONDS)
        works = done.returncode == 0
    except (OSError, subprocess.SubprocessError):
        works = False
    if works:
        return fine(what, f"Python {version} 可以使用")
    remedy = (
        "在 LibreOffice 里按不了表上的按钮：请安装 python3-uno，并用系统自带的那个 Python"
        f"（现在用的是 {version}）；或用启动工具"
    )
    return note(what, "不能使用", remedy)
