"""`make bench`: every benchmark, each against a peer in the same run; ratios, never absolute times.

`--quick` takes fewer files, to see that the benchmarks run.
"""

from __future__ import annotations

import argparse

from bench import allocation, click, letters, library, live, reading, writeback


def main() -> None:
    """Run all benchmarks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer files")
    quick = parser.parse_args().quick
    reading.run(quick)
    writeback.run(quick)
    letters.run(quick)
    allocation.run(quick)
    library.run(quick)
    live.run(quick)
    click.run(quick)


if __name__ == "__main__":
    main()
