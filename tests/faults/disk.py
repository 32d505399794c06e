"""A folder watched while a button is pressed: every step that changes it, a kill or a fault at any of them.

A kill -9 leaves on the disk what was there at that moment. So one press shows the outcome of a kill at each
of its steps: the folder is copied before each, and once more with the file half written that is forced to the
disk. A fault is raised in place of the step: a full disk, a lost permission.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xltools
from tests.auditing import listening

CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.truncate", "os.chmod", "os.utime")
_WRITING = os.O_WRONLY | os.O_RDWR
_TIME = re.compile('"时间": "[^"]*"'.encode())
_HOUSE = f"{Path(xltools.__file__).parent}{os.sep}"

Tree = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Step:
    """One change that is about to be made, and the lines of xltools that make it."""

    what: str
    path: str
    site: tuple[str, ...]

    def place(self, depth: int | None = 1) -> tuple[str, ...]:
        """What tells it from others: the line that makes the change, with those that call for it."""
        return self.what, *self.site[:depth]


@dataclass(slots=True)
class Watch:
    """`at` is called before each step with its number; what it raises the press gets."""

    folder: Path
    at: Callable[[int, Step], None]
    steps: list[Step] = field(default_factory=list)
    busy: bool = False

    def step(self, what: str, path: str) -> None:
        if self.busy or not Path(path).is_relative_to(self.folder):
            return
        step = Step(what, str(Path(path).relative_to(self.folder)), _site())
        self.steps.append(step)
        self.busy = True
        try:
            self.at(len(self.steps) - 1, step)
        finally:
            self.busy = False

    def hear(self, event: str, args: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(args[0], str) and isinstance(args[2], int) and args[2] & _WRITING:
            self.step("open", args[0])
        elif event in CHANGES:
            self.step(event, os.fsdecode(args[1 if event in ("os.rename", "os.link") else 0]))


def _site() -> tuple[str, ...]:
    frame, site = sys._getframe(2), []
    while frame := frame.f_back:  # type: ignore[assignment]
        if frame.f_code.co_filename.startswith(_HOUSE):
            site.append(f"{Path(frame.f_code.co_filename).stem}:{frame.f_lineno}")
    return tuple(site)


@contextmanager
def watched(folder: Path, at: Callable[[int, Step], None]) -> Iterator[Watch]:
    """Every change below `folder`, temporary files beside the letters too; forcing to the disk counts."""
    watch, fsync = Watch(folder.resolve(), at), os.fsync

    def forced(descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        if path.is_file():
            watch.step("fsync", str(path))
        fsync(descriptor)

    os.fsync = forced
    try:
        with listening(watch.hear):
            yield watch
    finally:
        os.fsync = fsync


def tree(folder: Path) -> Tree:
    """Every file by its name, but those that are ours for the moment: locks, temporary files. Of a book of
    lines only whole ones count, and not when they were written: a last one without its end never was."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and not is_passing(path)]
    held = {str(path.relative_to(folder)): path.read_bytes() for path in paths}
    lines = {
        name: _TIME.sub(b"", data[: data.rfind(b"\n") + 1])
        for name, data in held.items()
        if name.endswith(".jsonl")
    }
    return {name: data for name, data in (held | lines).items() if data or name not in lines}


def is_passing(path: Path) -> bool:
    """A lock, a temporary file of ours: cleared away by a later press, and taken for nothing else."""
    return path.suffix in (".lock", ".new") or (path.name.startswith(".xltools-") and path.suffix == ".tmp")


def killed_at_each_step(folder: Path, press: Callable[[], object], to: Path) -> list[tuple[str, Path]]:
    """The folder as a kill at each step would leave it, by what was about to be done."""
    left: list[tuple[str, Path]] = []
    before = tree(folder)

    def keep(said: str) -> Path:
        copy = Path(tempfile.mkdtemp(dir=to)) / folder.name
        shutil.copytree(folder, copy)
        left.append((said, copy))
        return copy

    def at(number: int, step: Step) -> None:
        keep(f"{number} {step.what} {step.path}")
        if step.what == "fsync":
            half = keep(f"{number} half {step.path}") / step.path
            whole, old = half.read_bytes(), before.get(step.path, b"")
            begun = len(old) if whole.startswith(old) else 0  # what is appended to is there already
            os.truncate(half, (begun + len(whole)) // 2)

    with watched(folder, at):
        press()
    return left


def with_fault(folder: Path, press: Callable[[], object], place: Step, error: int) -> BaseException | None:
    """What the press says when it fails at a place for the first time; None where it goes on without it."""
    failed: list[Step] = []

    def at(_: int, step: Step) -> None:
        if not failed and step.place(None) == place.place(None):
            failed.append(step)
            raise OSError(error, os.strerror(error), str(folder / step.path))

    try:
        with watched(folder, at):
            press()
    except Exception as told:
        return told
    assert failed, place
    return None


def places(folder: Path, press: Callable[[], object], depth: int | None = 1) -> list[Step]:
    """The first step of each place in xltools that changes the disk: one of each is tried."""
    seen: dict[tuple[str, ...], Step] = {}

    def at(_: int, step: Step) -> None:
        seen.setdefault(step.place(depth), step)

    with watched(folder, at):
        press()
    return list(seen.values())
