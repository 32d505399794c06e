"""Reading county returns: ours against pandas with openpyxl and with calamine, in one run, equal results.

Ratios above 1 say how many times faster (or smaller) we are. Theirs is reading alone; ours is also every
cell checked against a declared table. `python -m bench.reading [--quick]`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from bench import corpus
from xltools.ooxml.readable import read_any
from xltools.ooxml.rowshapes import LEARNED
from xltools.tables.model import Kind
from xltools.tables.plain import PlainReading, read_plain

Reader = Callable[[Path], Any]

PROCESSES = 2
CODES = dict.fromkeys((c.name for c in corpus.TABLE.columns if c.kind is Kind.CODE), str)


def by_pandas(engine: Any, path: Path) -> Any:
    """What a user would write who knows that pandas makes numbers of codes.

    pandas is imported here because ours does without: it weighs in the memory of a worker.
    """
    import pandas as pd

    return pd.read_excel(path, engine=engine, header=corpus.HEADER_ROW, dtype=CODES)


def checked(path: Path) -> PlainReading:
    """Read, header found, every cell parsed and checked."""
    return read_plain(read_any(path), corpus.TABLE, path.name)


PEERS: dict[str, Reader] = {
    "pandas + openpyxl": partial(by_pandas, "openpyxl"),
    "pandas + calamine": partial(by_pandas, "calamine"),
}
OURS: dict[str, Reader] = {"read": read_any, "read and check": checked}
READERS = PEERS | OURS


def run(quick: bool = False) -> None:
    """Print the ratios; AssertionError where the results differ."""
    paths = corpus.returns(12 if quick else corpus.COUNTIES)
    rounds = 2 if quick else 3
    for path in paths:
        _assert_equal(path)
    print(f"reading {len(paths)} returns of {corpus.PROJECTS}×{len(corpus.FIELDS)}, results equal")
    alone, together = _rounds(paths, rounds, _interleaved), _rounds(paths, rounds, _in_parallel)
    _print("one process", alone)
    _print(f"{PROCESSES} processes", together)
    as_used = [
        peers | {name: ours[name] for name in OURS} for peers, ours in zip(alone, together, strict=True)
    ]
    _print(f"ours in {PROCESSES}, peer in 1", as_used)
    peaks = {name: _peak(name, len(paths)) for name in READERS}
    _print("peak memory, all kept", [peaks])
    print(f"  peak memory of read and check: {peaks['read and check'] / 1024:.0f} MB (target below 500)")


def _assert_equal(path: Path) -> None:
    """Every value of every column as both peers read it, and no complaint about a clean return."""
    reading = checked(path)
    assert not reading.issues, reading.issues[:3]
    for name, read in PEERS.items():
        frame = read(path)
        for column in corpus.TABLE.names:
            theirs = [_plain(v) for v in frame[column]]
            assert theirs == reading.columns[column], f"{path.name} {column}: {name} differs"


def _plain(value: Any) -> Any:
    """A cell of a DataFrame; NaN and NaT are the values that differ from themselves."""
    if value is None or value != value:
        return None
    if isinstance(value, dt.datetime):
        return dt.datetime(*value.timetuple()[:6])
    return float(value) if isinstance(value, int) else value


def _rounds(
    paths: Sequence[Path], rounds: int, measure: Callable[[Sequence[Path]], dict[str, float]]
) -> list[dict[str, float]]:
    return [measure(paths) for _ in range(rounds)]


def _interleaved(paths: Sequence[Path]) -> dict[str, float]:
    """Seconds of each reader over all files, a few files in turn so that a noisy moment hits all alike."""
    LEARNED.forget()
    spent = dict.fromkeys(READERS, 0.0)
    for start in range(0, len(paths), 4):
        for name, read in READERS.items():
            began = time.perf_counter()
            for path in paths[start : start + 4]:
                read(path)
            spent[name] += time.perf_counter() - began
    return spent


def _in_parallel(paths: Sequence[Path]) -> dict[str, float]:
    """Seconds of each reader in a pool of its own, its start and the way back of the results included."""
    LEARNED.forget()
    spent = {}
    for name in READERS:
        began = time.perf_counter()
        with ProcessPoolExecutor(PROCESSES) as pool:
            list(pool.map(_read, [name] * len(paths), paths, chunksize=4))
        spent[name] = time.perf_counter() - began
    return spent


def _read(name: str, path: Path) -> Any:
    return READERS[name](path)


def _peak(name: str, count: int) -> float:
    """The largest memory of a fresh process that reads all files and keeps what it read."""
    command = [sys.executable, "-m", "bench.reading", "--hold", name, "--files", str(count)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _hold(name: str, count: int) -> None:
    kept = [READERS[name](path) for path in corpus.returns(count)]
    assert len(kept) == count
    status = Path("/proc/self/status").read_text()  # getrusage counts the parent of before exec too
    print(status.partition("VmHWM:")[2].split()[0])


def _print(title: str, rounds: Sequence[dict[str, float]]) -> None:
    for ours in OURS:
        ratios = (f"{median(spent[peer] / spent[ours] for spent in rounds):5.1f}× {peer}" for peer in PEERS)
        print(f"  {title:<22} {ours:<15}", *ratios)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer files")
    parser.add_argument("--hold", choices=READERS, help=argparse.SUPPRESS)
    parser.add_argument("--files", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.hold:
        _hold(given.hold, given.files)
    else:
        run(given.quick)
