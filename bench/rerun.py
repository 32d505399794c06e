"""Reading again when five returns have changed, against the first time; the rest comes from the cache.

Each time in a process of its own, from its start of reading until what is asked of all counties is known,
the cache kept; and until every value of every row is there, which few ask for. The first time all processors
read.
`python -m bench.rerun [--quick]`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TypeAlias

from bench import corpus
from bench.measured import measured, python
from bench.places import HEADER_ROW, SHEET
from xltools.ooxml.patch import Patch
from xltools.returns.folder import return_files
from xltools.sample import make_sample

_Seconds: TypeAlias = dict[str, float]

CHANGED = 5
TARGET = 15
UNTIL = {"asked": "what is asked is known", "all": "every value is there"}


def run(quick: bool = False) -> list[dict[str, str]]:
    """Print and return a line for each kind of return: seconds, and how many times faster the second reading
    is. AssertionError where it differs."""
    counties, rounds = (24, 2) if quick else (corpus.COUNTIES, 5)
    print(f"\nreading {counties} returns again, {CHANGED} of them changed, against the first time")
    lines = []
    for name, title in (("dispatch", "汇总上报, one row each"), ("project", "250×40 each")):
        with _folder(name, counties) as folder:
            pairs = [_pair(name, folder, number) for number in range(rounds)]
        lines += [_line(title, until, pairs) for until in UNTIL]
    for line in lines:
        print("  " + ", ".join(f"{key} {value}" for key, value in line.items()))
    return lines


def _line(
    title: str, until: str, pairs: Sequence[tuple[dict[str, float], dict[str, float]]]
) -> dict[str, str]:
    cold, warm = ([each[until] for each in times] for times in zip(*pairs, strict=True))
    return {
        "returns": title,
        "until": UNTIL[until],
        "first": f"{median(cold):.2f} s",
        "again": f"{median(warm):.2f} s",
        "×": f"{median(c / w for c, w in zip(cold, warm, strict=True)):.1f} (target {TARGET})",
    }


@contextmanager
def _folder(name: str, counties: int) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "上报")
        if name == "dispatch":
            made = make_sample(Path(scratch, "省"), counties=counties)
            month = max(p for p in (made.folder / "上报").iterdir() if p.is_dir())
            shutil.copytree(month, folder)
        else:
            folder.mkdir()
            for path in corpus.returns(counties):
                shutil.copy(path, folder)
        yield folder


def _pair(name: str, folder: Path, number: int) -> tuple[_Seconds, _Seconds]:
    """Seconds of a first reading, and of one after five files have changed."""
    cache = folder.parent / f"{number}.bin"
    cold = _apart(name, folder, cache)
    for path in [p for p in return_files(folder) if p.suffix == ".xlsx"][:CHANGED]:
        sheet = SHEET if name == "project" else Patch(path).sheet_names[0]
        cell = (HEADER_ROW + 2, 38) if name == "project" else (60, 40)
        path.write_bytes(Patch(path).set(sheet, *cell, number).to_bytes())
    return cold, _apart(name, folder, cache)


def _apart(name: str, folder: Path, cache: Path) -> _Seconds:
    run = measured(python("-m", "bench.rerun_read", name, str(folder), str(cache)))
    return dict(json.loads(run.printed))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer returns")
    run(parser.parse_args().quick)
