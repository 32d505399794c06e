"""Run mutated workbooks and templates; finds go to a folder with what is needed to meet them again.

python -m fuzz --workbooks 20000 --second 3000 --templates 5000 --seed 1 --jobs 2
python -m fuzz --one workbook:1:234

A run that was stopped goes on where it was; what was found is run again, so that a second run tells what was
mended. Without build/fuzz it begins anew.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from fuzz import crowd, trial
from fuzz.cases import SECOND, TEMPLATE, WORKBOOK, Case, case_of, make
from fuzz.desk import make_desk
from fuzz.lines import Line, Lines, code_version
from fuzz.second_desk import make_second_desk
from fuzz.tally import PAGE, Tally
from fuzz.trial import Outcome

_MEMORY = Path("/dev/shm")


def main() -> int:
    """0 where nothing was found."""
    args = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # and nothing is left behind
    with tempfile.TemporaryDirectory(dir=_light()) as aside:
        tempfile.tempdir = os.environ["TMPDIR"] = aside
        desk = make_desk(Path(aside, "办公"))
        make_second_desk(desk)
        if args.one:
            return _show(trial.run(case_of(args.one), desk), desk, args.keep)
        found = _run(args, desk)
    if args.write:
        PAGE.write_text(Tally(found).page(args.seed), encoding="utf8")
    return 1 if any(lines[-1].outcome.trouble for lines in found.values()) else 0


def _light() -> str | None:
    """A folder in memory, where there is one (Linux): a disk that keeps every byte takes most of the time."""
    return str(_MEMORY) if os.access(_MEMORY, os.W_OK) else None


def _run(args: argparse.Namespace, desk: Path) -> dict[Case, list[Line]]:
    """What earlier runs have not done, and their finds again; then the lines of all."""
    cases, lines = list(_cases(args)), Lines(args.keep / "outcomes.jsonl")
    done = lines.of(cases)
    todo = [case for case in cases if case not in done or done[case][-1].outcome.trouble]
    code, began = code_version(PAGE.parent), time.monotonic()
    for count, outcome in enumerate(crowd.outcomes(todo, desk, args.jobs), 1):
        lines.add(outcome, code)
        done.setdefault(outcome.case, []).append(Line(outcome, "", code))
        if outcome.trouble:
            _show(outcome, desk, args.keep)
        if count % 100 == 0 or count == len(todo):
            print(f"{time.monotonic() - began:.0f} s: {Tally(done).line(len(cases))}", flush=True)
    return lines.of(cases)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--workbooks", type=int, default=20_000)
    parser.add_argument("--second", type=int, default=3_000, help="workbooks of 督导")
    parser.add_argument("--templates", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=int, default=0, help="the first number")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--one", help="a single case, such as workbook:1:234")
    parser.add_argument("--write", action="store_true", help=f"write docs/{PAGE.name}")
    parser.add_argument("--keep", type=Path, default=Path("build/fuzz"), help="where outcomes and finds go")
    return parser.parse_args()


def _cases(args: argparse.Namespace) -> Iterator[Case]:
    counts = ((WORKBOOK, args.workbooks), (SECOND, args.second), (TEMPLATE, args.templates))
    for kind, count in counts:
        yield from (Case(kind, args.seed, number) for number in range(args.start, args.start + count))


def _show(outcome: Outcome, desk: Path, keep: Path) -> int:
    """One case in full; the mutated file of a find is kept."""
    made = make(outcome.case, desk)
    print(f"{outcome.case}  xltools {' '.join(made.command)}  exit {outcome.code}")
    print(f"  {made.target}: {'; '.join(made.told)}"[:600])
    if not outcome.trouble:
        return 0
    print("  " + outcome.trouble.rstrip().replace("\n", "\n  ")[-1500:], flush=True)
    keep.mkdir(parents=True, exist_ok=True)
    name = str(outcome.case).replace(":", "-")
    (keep / f"{name}{Path(made.target).suffix}").write_bytes(made.data)
    (keep / f"{name}.txt").write_text(
        f"{made.command}\n{made.target}\n{made.told}\n{outcome.trouble}", encoding="utf8"
    )
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
