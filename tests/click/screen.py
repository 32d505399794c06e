"""A screen that nobody sees, with a mouse: Xvfb and xdotool. Everything ends in time."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

SIZE = "1600x1000x24"
PROGRAMS = ("Xvfb", "xdotool", "import", "soffice")
PATIENCE = 30


@dataclass(frozen=True)
class Screen:
    """One X display, such as ":99"."""

    display: str

    def wait(self) -> None:
        """Until it takes connections: its number is known a moment earlier."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return self._run("xdotool", "getmouselocation")
            except subprocess.CalledProcessError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def click(self, x: int, y: int, times: int = 1) -> None:
        """The left mouse button, at a point of the screen."""
        self._run(
            "xdotool", "mousemove", str(x), str(y), "click", "--repeat", str(times), "--delay", "120", "1"
        )

    def picture(self, path: Path) -> Path:
        """What is on the screen now, as PNG."""
        self._run("import", "-window", "root", str(path))
        return path

    def _run(self, *command: str) -> None:
        environment = {**os.environ, "DISPLAY": self.display}
        subprocess.run(command, check=True, timeout=PATIENCE, env=environment, capture_output=True)


def need_programs() -> None:
    """Skip where they are missing; in CI, where .ci/run has installed them, fail."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing and os.environ.get("CI"):
        pytest.fail(f"not installed: {missing}")
    if missing:
        pytest.skip(f"not installed: {missing}")


@contextlib.contextmanager
def screen() -> Iterator[Screen]:
    """A display of its own number, whatever others are in use."""
    read, write = os.pipe()
    process = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", SIZE, "-nolisten", "tcp", "-noreset"],
        pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    try:
        with os.fdopen(read) as told:
            made = Screen(f":{told.readline().strip()}")
            made.wait()
            yield made
    finally:
        process.kill()
        process.wait(PATIENCE)
