"""PDF by LibreOffice: files shared out among two programs, each with its own profile and a time to end."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from xltools.errors import HostError
from xltools.hosts.calc.office import find_program, guarded, kill
from xltools.hosts.calc.profile import write_settings

PATIENCE, PATIENCE_EACH = 120.0, 2.0
"""Seconds LibreOffice gets to start on an old computer, and for each letter."""

PROGRAMS = 2
"""LibreOffices at work at once, where there are as many processors; each takes about 220 MB."""

Process = subprocess.Popen[bytes]

_EXPORT = "/org.openoffice.Office.Common/Filter/PDF/Export"
_SETTINGS = (
    (_EXPORT, "IsSkipEmptyPages", "false"),
    (_EXPORT, "ExportBookmarksToPDFDestination", "true"),
    (_EXPORT, "ReduceImageResolution", "false"),
)
"""The empty backs of sheets are pages too, and the bookmarks of the letters are kept to count their pages."""

_PRINT = "打印时用 Word 或 WPS 打开同一文件夹里的 .docx 即可"


def to_pdf(documents: Sequence[bytes], letters: int = 1) -> list[bytes]:
    """Word files with so many letters in all → a PDF of each. HostError says in a sentence why not."""
    program = _program()
    try:
        with tempfile.TemporaryDirectory(prefix="xltools-pdf-", ignore_cleanup_errors=True) as scratch:
            return _converted(program, documents, Path(scratch), PATIENCE + PATIENCE_EACH * letters)
    except OSError as error:
        raise HostError(
            f"没有生成 PDF：临时文件夹不能写入（{error.strerror or error}）。请清理磁盘后再试；{_PRINT}"
        ) from error


def _program() -> str:
    if sys.platform == "win32":
        places = (Path(os.environ.get(v, "C:/"), "LibreOffice/program/soffice.com") for v in _WINDOWS)
        found = next((str(place) for place in places if place.is_file()), None)
        if found:
            return found
    try:
        return find_program()
    except HostError as error:
        raise HostError(f"没有生成 PDF：这台电脑上没有找到 LibreOffice。{_PRINT}") from error


_WINDOWS = ("ProgramW6432", "ProgramFiles", "ProgramFiles(x86)")


def _converted(program: str, documents: Sequence[bytes], scratch: Path, patience: float) -> list[bytes]:
    paths = [scratch / f"{number}.docx" for number in range(1, len(documents) + 1)]
    for path, document in zip(paths, documents, strict=True):
        path.write_bytes(document)
    _made(paths[0]).parent.mkdir()
    programs = min(PROGRAMS, os.cpu_count() or 1, len(paths))
    with ExitStack() as started:
        running = [
            started.enter_context(_started(program, paths[number::programs], scratch / f"profile{number}"))
            for number in range(programs)
        ]
        _wait(running, patience)
    return [_whole(_made(path)) for path in paths]


def _wait(running: Sequence[Process], patience: float) -> None:
    end = time.monotonic() + patience
    try:
        for process in running:
            process.wait(max(0.0, end - time.monotonic()))
    except subprocess.TimeoutExpired:
        raise HostError(f"没有生成 PDF：LibreOffice {patience:.0f} 秒没有转完，已停止。{_PRINT}") from None


def _made(path: Path) -> Path:
    """Where the PDF of a file goes."""
    return path.parent / "out" / f"{path.stem}.pdf"


def _started(program: str, paths: Sequence[Path], profile: Path) -> AbstractContextManager[Process]:
    """LibreOffice at work on some files, with its own profile."""
    profile.mkdir()
    write_settings(profile, _SETTINGS)
    out = _made(paths[0]).parent
    line = [
        program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo",
        "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(out), *map(str, paths),
    ]  # fmt: skip
    return _running(guarded(line, profile, False), profile.parent)


@contextmanager
def _running(line: Sequence[str], folder: Path) -> Iterator[Process]:
    """LibreOffice, which is gone when the block is left."""
    process = subprocess.Popen(
        line,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd=folder,
    )
    try:
        yield process
    finally:
        kill(process)


def _whole(path: Path) -> bytes:
    """A PDF with its end: one broken off half-way is none."""
    data = path.read_bytes() if path.is_file() else b""
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-64:]:
        raise HostError(
            "没有生成 PDF：LibreOffice 中途退出了（可能内存或磁盘不够，或被关闭）。"
            f"请关闭其他程序后再试；{_PRINT}"
        )
    return data
