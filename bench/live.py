"""A live press on LibreOffice Calc, the 183 counties of the 模拟 province: where the time goes once the click
has reached Python, until the message. Its peer is the same press on the closed file, in the same run.
"""

from __future__ import annotations

import datetime as dt
import importlib
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from xltools.buttons import Press, find
from xltools.errors import HostError
from xltools.hosts.calc.office import Office, own_office
from xltools.hosts.calc.opening import open_calc
from xltools.hosts.desk import kept
from xltools.press import press_closed
from xltools.sample import make_sample, mended

TODAY = dt.date(2024, 10, 8)
KEYS = ("collect", "rank", "letters")
START = "import xltools.live, xltools.hosts.calc.pressed; from xltools.buttons import find; find({key!r}).run"
PARTS = ("start", "look", "write", "all")

performing = importlib.import_module("xltools.buttons.perform")


def run(quick: bool = False) -> None:
    """Print a line a button: Python's start, reading and rules, looking, writing, the screen; the peer."""
    with tempfile.TemporaryDirectory() as scratch:
        sample = make_sample(Path(scratch, "office"), counties=24 if quick else 183)
        mended(sample)
        closed = Path(shutil.copytree(sample.folder, Path(scratch, "closed"))) / sample.workbook.name
        print(f"\nA live press on LibreOffice Calc, {sample.counties} counties, in seconds")
        print("button    start  read+rules  look  write  screen  in all  closed  in all/closed")
        try:
            with own_office() as office:
                _lines(office, sample.workbook, closed)
        except HostError as error:
            print(f"left out: {error}")


def _lines(office: Office, workbook: Path, closed: Path) -> None:
    with open_calc(workbook, office) as book:
        for key in KEYS:
            spent = dict.fromkeys(PARTS, 0.0)
            with _timed(spent, "start"):
                subprocess.run([sys.executable, "-c", START.format(key=key)], check=True)
            folder = workbook.parent
            press = Press(book, folder, folder, TODAY)
            steps = _wrapped("_plan", spent, "look"), _wrapped("_write", spent, "write")
            with steps[0], steps[1], _timed(spent, "all"), kept(book):
                result = performing.perform(find(key), press)
            print(_line(key, spent, result.seconds, _closed(key, closed)))


def _closed(key: str, workbook: Path) -> float:
    """The peer: start, press and save, without a spreadsheet program."""
    spent = {"closed": 0.0}
    with _timed(spent, "closed"):
        subprocess.run([sys.executable, "-c", START.format(key=key)], check=True)
        press_closed(find(key), workbook, today=TODAY)
    return spent["closed"]


def _line(key: str, spent: dict[str, float], performed: float, closed: float) -> str:
    rules = performed - spent["look"] - spent["write"]
    whole = spent["start"] + spent["all"]
    return (
        f"{key:8}{spent['start']:7.2f}{rules:12.2f}{spent['look']:6.2f}{spent['write']:7.2f}"
        f"{spent['all'] - performed:8.2f}{whole:8.2f}{closed:8.2f}{whole / closed:6.1f}x"
    )


@contextmanager
def _timed(spent: dict[str, float], what: str) -> Iterator[None]:
    """Add the seconds the block takes."""
    started = time.perf_counter()
    try:
        yield
    finally:
        spent[what] += time.perf_counter() - started


@contextmanager
def _wrapped(name: str, spent: dict[str, float], what: str) -> Iterator[None]:
    """Inside the block a step of `perform` is timed whenever it runs."""
    step = getattr(performing, name)

    def timed(*arguments: object) -> object:
        with _timed(spent, what):
            return step(*arguments)

    setattr(performing, name, timed)
    try:
        yield
    finally:
        setattr(performing, name, step)
