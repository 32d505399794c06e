"""Cold start: `xltools list`, and what a click loads before a button does anything; Python alone beside them.

Each in a fresh process, in turn, the first time of each not counted. `python -m bench.startup [--quick]`.
"""

from __future__ import annotations

import argparse
from statistics import median

from bench.measured import measured, python

PRESS = "import xltools.live; from xltools.buttons import find; find({key!r}).run"
COMMANDS = {
    "python alone": python("-c", "pass"),
    "xltools list": python("-m", "xltools", "list"),
    "import pandas": python("-c", "import pandas"),
    **{f"a click on {key}": python("-c", PRESS.format(key=key)) for key in ("collect", "rank", "letters")},
}


def run(quick: bool = False) -> dict[str, float]:
    """Print and return the median seconds of each."""
    rounds = [{name: measured(c).seconds for name, c in COMMANDS.items()} for _ in range(3 if quick else 11)]
    found = {name: median(each[name] for each in rounds[1:]) for name in COMMANDS}
    print("\ncold start, seconds: " + ", ".join(f"{name} {s:.2f}" for name, s in found.items()))
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    run(parser.parse_args().quick)
