"""One case through the real command line, in this process; what came of it, and whether all is whole."""

from __future__ import annotations

import contextlib
import functools
import io
import os
import re
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from fuzz import whole
from fuzz.cases import Case, desk_of, make
from fuzz.desk import alone
from fuzz.once import done_once
from xltools import cli

SECONDS, MEGABYTES = 20.0, 700
"""Of processor time and of memory, beyond which a run is a find."""

_CHINESE = re.compile("[\u4e00-\u9fff]")
_RAW = re.compile(r"Traceback|[A-Za-z]Error\b|Exception|<class|0x[0-9a-f]{6}")
_LIMITS = Path("/proc/self/clear_refs")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a case ended; `trouble` is empty where it ended as it should."""

    case: Case
    code: int
    seconds: float
    megabytes: int
    trouble: str = ""


def run(case: Case, desk: Path) -> Outcome:
    """Mutate a copy of the desk and run the command on it; `desk` is the month's office."""
    made, desk = make(case, desk), desk_of(case.kind, desk)
    with tempfile.TemporaryDirectory(prefix="xltools-fuzz-", dir=desk.parent) as aside:
        office = _copied(desk, Path(aside, "办公"))
        (office / made.target).write_bytes(made.data)
        before = _files(desk) | {made.target: made.data}
        held = _forget_peak()
        started = time.process_time()
        with done_once(desk):
            ran = _run(made.command, office)
        seconds, megabytes = time.process_time() - started, _peak() - held
        trouble = (
            ran.trouble
            or _over(seconds, megabytes)
            or whole.broken(office, before, made.target, ran.code == 2)
        )
    return Outcome(case, ran.code, seconds, megabytes, trouble)


def _copied(desk: Path, office: Path) -> Path:
    """The desk once more, with the times of its files, from memory."""
    for folder in _folders(desk):
        (office / folder).mkdir(parents=True, exist_ok=True)
    for (name, data), time_of in zip(_files(desk).items(), _times(desk), strict=True):
        (office / name).write_bytes(data)
        os.utime(office / name, ns=(time_of, time_of))
    return office


@functools.cache
def _files(desk: Path) -> dict[str, bytes]:
    return whole.listed(desk)


@functools.cache
def _folders(desk: Path) -> list[Path]:
    return [path.relative_to(desk) for path in (desk, *desk.rglob("*")) if path.is_dir()]


@functools.cache
def _times(desk: Path) -> list[int]:
    return [(desk / name).stat().st_mtime_ns for name in _files(desk)]


@dataclass(frozen=True, slots=True)
class _Ran:
    code: int
    trouble: str


def _run(command: tuple[str, ...], office: Path) -> _Ran:
    """The command as typed in the office's folder."""
    faults: list[BaseException] = []
    sentence = cli.unforeseen

    def remember(error: Exception) -> Exception:
        faults.append(error)
        return sentence(error)

    with (
        alone(),
        _typed(command, office) as (out, err),
        mock.patch.object(cli, "unforeseen", remember),
    ):
        try:
            cli.main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(bool(end.code))
        except BaseException as error:
            faults.append(error)
            code = -1
    said = out() + err()
    return _Ran(code, _fault(faults) or _unsaid(code, said))


@contextlib.contextmanager
def _typed(command: tuple[str, ...], office: Path) -> Iterator[tuple[object, object]]:
    """Arguments, folder and streams of a command line; what was printed is had by calling the two."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf8") for _ in range(2))
    there = Path.cwd()
    with (
        mock.patch.object(sys, "argv", ["xltools", *command]),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        os.chdir(office)
        try:
            yield lambda: _text(out), lambda: _text(err)
        finally:
            os.chdir(there)


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    return stream.buffer.getvalue().decode("utf8", "replace")


def _fault(faults: list[BaseException]) -> str:
    return "".join(traceback.format_exception(faults[0])) if faults else ""


def _unsaid(code: int, said: str) -> str:
    """A run that ends in 1 or 2 says why, in Chinese and in no programmer's words."""
    if code not in (0, 1, 2):
        return f"exit code {code}: {said[-300:]}"
    if not _CHINESE.search(said):
        return f"exit code {code} without a sentence: {said[-300:]!r}"
    raw = _RAW.search(said) if code else None
    return f"a programmer's word is told: {said[max(0, raw.start() - 200) : raw.end() + 100]}" if raw else ""


def _over(seconds: float, megabytes: int) -> str:
    if seconds > SECONDS:
        return f"took {seconds:.0f} seconds"
    return f"took {megabytes} MB" if megabytes > MEGABYTES else ""


def _forget_peak() -> int:
    """Start measuring anew, where the system lets us (Linux): the MB that are held already, 0 elsewhere."""
    with contextlib.suppress(OSError):
        _LIMITS.write_text("5")
        return _peak()
    return 0


def _peak() -> int:
    """The most memory since then, in MB; since the process began where that cannot be had."""
    with contextlib.suppress(OSError, AttributeError):
        status = Path("/proc/self/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) >> 10  # type: ignore[index]
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
