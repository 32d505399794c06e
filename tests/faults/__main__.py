"""Every button of every workbook, killed at each step, and at each place with a full disk and no permission.

`make faults` prints a line a button; it ends with 1 where a file was torn or lost, a fault was no sentence,
or a button had nothing to do. `python -m tests.faults register letters` tries these two.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fuzz.desk import alone
from tests.faults.page import PAGE, page
from tests.faults.trial import Line, tried
from tests.faults.year import YEAR, make_office, stages

MEMORY = Path("/dev/shm")
"""Some 6,000 copies of an office are made: not on the disk where there is another place."""


def main() -> int:
    """1 where anything was wrong."""
    args = _arguments()
    lines = list(_lines(args.keys))
    if args.write:
        PAGE.write_text(page(lines, dt.date.today()), encoding="utf8")
    return 1 if any(line.wrong for line in lines) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("keys", nargs="*", help="buttons by their keys; all where none is given")
    parser.add_argument("--write", action="store_true", help=f"write docs/{PAGE.name}")
    args = parser.parse_args()
    if unknown := set(args.keys) - {key for key, _ in YEAR}:
        parser.error(f"no such button: {', '.join(sorted(unknown))}")
    return args


def _lines(keys: list[str]) -> Iterator[Line]:
    """The year goes on until the last of the wanted buttons has been tried."""
    wanted = set(keys or (key for key, _ in YEAR))
    place = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="faults-", dir=place) as folder, alone():
        office = make_office(Path(folder, "办公"))
        for button in stages(office):
            if button.key in wanted:
                with tempfile.TemporaryDirectory(dir=folder) as scratch:
                    line = tried(button, office, Path(scratch))
                print(line, flush=True)
                yield line
                wanted.remove(button.key)
            if not wanted:
                return


if __name__ == "__main__":
    sys.exit(main())
