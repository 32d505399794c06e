"""A LibreOffice of our own: started with a private profile and a pipe, stopped and cleared away for sure."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from xltools.errors import HostError
from xltools.hosts.calc.connection import PATIENCE, Connection
from xltools.hosts.calc.profile import write_settings
from xltools.hosts.calc.unolib import uno, uno_error

STARTING = 90.0
"""Seconds LibreOffice may take to start: an old disk and a fresh profile need 20."""

_ENDING = 10.0
_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/opt/libreoffice*/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


class Office:
    """A running LibreOffice; `visible` says whether an officer sees it."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        pipe: str,
        profile: Path,
        connection: Connection,
        visible: bool,
    ) -> None:
        self.process = process
        self.pipe = pipe
        self.profile = profile
        self.connection = connection
        self.visible = visible
        connection.give_up = self._kill

    @property
    def alive(self) -> bool:
        """Whether it still runs and answers."""
        return self.process.poll() is None and not self.connection.lost

    def stop(self) -> None:
        """End the program without saving anything; its profile goes with it."""
        if self.alive and not self.visible:
            self._terminate()
        self.connection.close()
        self._kill()
        remove_locks(self.connection.opened, self.profile)
        shutil.rmtree(self.profile, ignore_errors=True)

    def _terminate(self) -> None:
        with contextlib.suppress(HostError, subprocess.TimeoutExpired), self.connection:
            self.connection.desktop.terminate()
            self.process.wait(_ENDING)

    def _kill(self) -> None:
        kill(self.process)


@contextlib.contextmanager
def own_office(patience: float = PATIENCE) -> Iterator[Office]:
    """A LibreOffice without a window inside the block."""
    office = start_office(patience=patience)
    try:
        yield office
    finally:
        office.stop()


def nothing(profile: Path, pipe: str) -> None:
    """No preparation."""


def start_office(
    visible: bool = False,
    patience: float = PATIENCE,
    starting: float = STARTING,
    prepare: Callable[[Path, str], None] = nothing,
) -> Office:
    """Start LibreOffice; whoever asks for it calls `stop`. HostError where it does not come up in time.

    `prepare` is given the private profile before the start, and the pipe it will listen on.
    """
    uno()
    program = find_program()
    pipe = f"xltools-{uuid.uuid4().hex[:12]}"
    profile = Path(tempfile.mkdtemp(prefix="xltools-calc-"))
    write_settings(profile)
    prepare(profile, pipe)
    process = subprocess.Popen(
        guarded(command(program, profile, pipe, visible), profile, visible),
        stdin=subprocess.DEVNULL if visible else subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd=profile,
    )
    try:
        connection = _connected(process, pipe, patience, starting)
    except BaseException:
        kill(process)
        shutil.rmtree(profile, ignore_errors=True)
        raise
    return Office(process, pipe, profile, connection, visible)


def find_program() -> str:
    """The program file of LibreOffice. HostError where there is none."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    places = (
        p for pattern in _PLACES for p in sorted(Path("/").glob(pattern.removeprefix("/")), reverse=True)
    )
    found = found or next((str(place) for place in places if place.is_file()), None)
    if found is None:
        raise HostError("这台电脑上没有找到 LibreOffice。请安装 LibreOffice（含 Calc）后再试")
    return found


def command(program: str, profile: Path, pipe: str, visible: bool) -> list[str]:
    """The command line that starts LibreOffice apart from any other that runs."""
    return [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        *([] if visible else ["--headless"]),
        "--norestore",
        "--nologo",
        "--nodefault",
        "--nofirststartwizard",
        f"--accept=pipe,name={pipe};urp;",
    ]


_UNTIL_CLOSED = 'trap "" HUP; "$@"; rm -rf -- "$0"'
_WHILE_WANTED = """
("$@"; kill -TERM $$) &
trap : TERM
read -r _
trap "" TERM
kill -TERM 0
rm -rf -- "$0"
kill -KILL 0
"""
"""What a shell does around LibreOffice. One an officer sees outlives us and takes its profile with it; one of
our own ends with us, however we end: then the line to us is cut."""


def guarded(line: list[str], profile: Path, visible: bool) -> list[str]:
    """A command line under a guard, where there is a shell."""
    if sys.platform == "win32":
        return line
    return ["/bin/sh", "-c", _UNTIL_CLOSED if visible else _WHILE_WANTED, str(profile), *line]


def remove_locks(files: Iterable[Path], profile: Path) -> None:
    """Take away the marks of open files that a LibreOffice which was killed left behind; no one else's."""
    for lock in {file.with_name(f".~lock.{file.name}#") for file in files}:
        with contextlib.suppress(OSError):
            if profile.name in lock.read_text(encoding="utf8", errors="replace"):
                lock.unlink()


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it has started."""
    if process.stdin:
        process.stdin.close()
    if process.poll() is None and sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_ENDING)


def _connected(process: subprocess.Popen[bytes], pipe: str, patience: float, starting: float) -> Connection:
    deadline = time.monotonic() + starting
    while True:
        with contextlib.suppress(uno_error()):
            return Connection(pipe, patience)
        if process.poll() is not None:
            raise HostError(
                "LibreOffice 没有启动成功就退出了。请先直接打开 LibreOffice Calc 看它能否使用，再试"
            )
        if time.monotonic() > deadline:
            raise HostError(
                f"LibreOffice {starting:.0f} 秒内没有启动好。请关闭其他程序后再试；仍不行，请重启电脑"
            )
        time.sleep(0.05)
