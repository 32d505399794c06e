"""The nation: every return read and checked, all counties ranked and allocated, in one command each size.

Costs grow linearly: 183, 1,000 and 2,844 returns. The worker that reads a return answers with its county's
figures. `python -m bench.nation [--quick]`; `--counties N` is the one command.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path

from bench.endtoend.facts import facts_of
from bench.measured import measured, peak_megabytes, python
from xltools.returns.reading import answers

SIZES, QUICK = (183, 1_000, 2_844), (24, 48)
TARGET_SECONDS, TARGET_MEGABYTES = 15, 700


def run(quick: bool = False) -> list[dict[str, str]]:
    """Print and return a line a size: seconds, peak memory of the tree, rows."""
    from bench.endtoend.task import task

    lines = []
    print("\nthe nation: returns of 250×40 read and checked, counties ranked and allocated, in one command")
    for counties in QUICK if quick else SIZES:
        with tempfile.TemporaryDirectory() as scratch:
            task(counties, Path(scratch))
        lines.append(_line(counties))
        print("  " + ", ".join(f"{key} {value}" for key, value in lines[-1].items()))
    print(f"  targets for 2,844: {TARGET_SECONDS} s, {TARGET_MEGABYTES} MB")
    return lines


def _line(counties: int) -> dict[str, str]:
    command = python("-m", "bench.nation", "--counties", str(counties))
    run = measured(command)
    found = json.loads(run.printed)
    return {
        "returns": f"{counties:,}",
        "rows": f"{found['rows']:,}",
        "s": f"{run.seconds:.1f}",
        "ms a return": f"{1000 * run.seconds / counties:.1f}",
        "of it rules, s": f"{found['rules']:.2f}",
        "MB": f"{peak_megabytes(command):.0f}",
    }


def judge(counties: int) -> None:
    """The one command. The ranking has every county once, the shares add up to the pool."""
    from bench.endtoend import ours
    from bench.endtoend.task import LAST_YEAR, TABLE, pool_of, task

    given = task(counties, Path())
    facts = list(answers(given.returns, facts_of, TABLE))
    began = time.perf_counter()
    factors = ours.factor_table(given.factors)
    book, _ = ours.judged(facts, factors)
    rules = time.perf_counter() - began
    assert len({county["行政区划代码"] for county in book}) == counties
    assert sum(county["分配额"] for county in book) == pool_of(factors[LAST_YEAR])
    print(json.dumps({"rows": sum(each["项目总数"] for each in facts), "rules": rules}))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer returns")
    parser.add_argument("--counties", type=int, help="read, rank and allocate so many")
    given = parser.parse_args()
    if given.counties:
        judge(given.counties)
    else:
        run(given.quick)
