"""`make bench`: every benchmark, each against a peer in the same run; ratios, never absolute times.

`--quick` takes fewer files, to see that the benchmarks run; `--write` puts the page and the chart of the
whole run into docs/.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from bench import allocation, click, letters, library, live, reading, report, writeback


def main() -> None:
    """Run all benchmarks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer files")
    parser.add_argument("--write", action="store_true", help="docs/速度实测.md and .svg")
    given = parser.parse_args()
    quick = given.quick
    reading.run(quick)
    writeback.run(quick)
    letters.run(quick)
    allocation.run(quick)
    library.run(quick)
    live.run(quick)
    click.run(quick)
    with tempfile.TemporaryDirectory() as scratch:
        report.run(quick, report.DOCS if given.write else Path(scratch))


if __name__ == "__main__":
    main()
