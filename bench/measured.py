"""A command in a process tree of its own: its wall time, or the peak memory of the whole tree."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

EVERY = 0.1
"""Seconds between two looks at the memory of a tree."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Wall seconds from start to exit, and what the command printed."""

    seconds: float
    printed: str


def python(*arguments: str) -> list[str]:
    """A command of this Python."""
    return [sys.executable, *arguments]


def measured(command: Sequence[str]) -> Measured:
    """Run a command to its end; CalledProcessError where it fails."""
    began = time.perf_counter()
    with _started(command) as started:
        printed, _ = started.communicate()
        seconds = time.perf_counter() - began
    _ended_well(started, printed)
    return Measured(seconds, printed)


def peak_megabytes(command: Sequence[str]) -> float:
    """Run a command to its end and look at its memory; CalledProcessError where it fails.

    The memory is the proportional set size of all processes of the tree, so that what they share counts
    once. A run of its own: looking takes a tenth of the time of a command that has all processors at work.
    """
    with _started(command) as started:
        watch = Watch(started.pid)
        printed, _ = started.communicate()
    watch.done.set()
    _ended_well(started, printed)
    return watch.peak / 2**20


def _started(command: Sequence[str]) -> subprocess.Popen[str]:
    """Modules are compiled once and kept, as on an officer's computer, whatever the environment says."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=kept)


def _ended_well(ended: subprocess.Popen[str], printed: str) -> None:
    if ended.returncode:
        raise subprocess.CalledProcessError(ended.returncode, ended.args, printed)


class Watch(threading.Thread):
    """Looks at the memory of a tree until it is told to stop."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._root = psutil.Process(pid)
        self.peak = 0
        self.done = threading.Event()
        self.start()

    def run(self) -> None:
        """One look after another."""
        while not self.done.wait(EVERY):
            self.peak = max(self.peak, _tree_bytes(self._root))


def machine() -> str:
    """The size of this machine, without its name."""
    cores, memory = os.cpu_count(), psutil.virtual_memory().total / 2**30
    return f"{cores} processors, {memory:.0f} GB, {platform.system()}, Python {platform.python_version()}"


def _tree_bytes(root: psutil.Process) -> int:
    total = 0
    try:
        for process in (root, *root.children(recursive=True)):
            total += _bytes(process.pid)
    except psutil.Error:
        return total
    return total


def _bytes(pid: int) -> int:
    """The proportional set size, straight from the kernel: psutil's own way parses the whole map."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    found = rollup.partition("\nPss:")[2].split(maxsplit=1)
    return int(found[0]) * 1024 if found else 0
