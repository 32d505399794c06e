"""`python -m bench.endtoend [--quick] [--json FILE]`."""

from __future__ import annotations

import argparse
from pathlib import Path

from bench.endtoend.compare import run

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--quick", action="store_true", help="fewer returns, once")
parser.add_argument("--json", type=Path, help="keep the runs as pyperf does")
given = parser.parse_args()
run(given.quick, given.json)
