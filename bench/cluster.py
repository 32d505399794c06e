"""汇总上报 pressed on a dask cluster of this machine's processes, against the same press without it; equal.

Shows that more machines help where one is outgrown, not that they help here: starting them is counted apart.
`python -m bench.cluster [--quick]`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import shutil
import tempfile
import time
from concurrent.futures import Executor
from pathlib import Path

from distributed import Client

from xltools.buttons import find
from xltools.buttons.button import Result
from xltools.press import press_closed
from xltools.sample import make_sample

TODAY = dt.date(2024, 10, 8)


def run(quick: bool = False) -> dict[str, str]:
    """Print and return the seconds of both presses; AssertionError where the workbooks differ."""
    counties = 24 if quick else 183
    with tempfile.TemporaryDirectory() as scratch:
        sample = make_sample(Path(scratch, "一"), counties=counties)
        other = Path(shutil.copytree(sample.folder, Path(scratch, "二"))) / sample.workbook.name
        here, one = _pressed(sample.workbook, None)
        began = time.perf_counter()
        with Client(n_workers=os.cpu_count(), threads_per_worker=1, dashboard_address=None) as client:
            started = time.perf_counter() - began
            there, two = _pressed(other, client.get_executor())
        assert (one.message, one.facts, one.issues) == (two.message, two.facts, two.issues)
        for (table, mine), (_, yours) in zip(one.tables, two.tables, strict=True):
            assert mine.drop(columns="文件时间", errors="ignore").equals(
                yours.drop(columns="文件时间", errors="ignore")
            ), table.name
    found = {
        "returns": f"{counties}",
        "issues, equal": f"{len(one.issues):,}",
        "own processes": f"{here:.2f} s",
        f"cluster of {os.cpu_count()} processes": f"{there:.2f} s",
        "start of the cluster": f"{started:.2f} s",
    }
    print("\n汇总上报 on a dask cluster: " + ", ".join(f"{name} {value}" for name, value in found.items()))
    return found


def _pressed(workbook: Path, pool: Executor | None) -> tuple[float, Result]:
    button = find("collect")
    assert button.run  # imports all it needs, before the clock starts
    began = time.perf_counter()
    result = press_closed(button, workbook, today=TODAY, pool=pool)
    return time.perf_counter() - began, result


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer returns")
    run(parser.parse_args().quick)
