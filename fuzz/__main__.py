"""Run mutated workbooks and templates; finds go to a folder with what is needed to meet them again.

python -m fuzz --workbooks 20000 --templates 5000 --seed 1 --jobs 2
python -m fuzz --one workbook:1:234
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fuzz import crowd, trial
from fuzz.cases import TEMPLATE, WORKBOOK, Case, case_of
from fuzz.desk import make_desk
from fuzz.tally import PAGE, Tally
from fuzz.trial import Outcome


def main() -> int:
    """0 where nothing was found."""
    args = _arguments()
    with tempfile.TemporaryDirectory() as aside:
        desk = make_desk(Path(aside, "办公"))
        if args.one:
            return _show(trial.run(case_of(args.one), desk), args.keep)
        cases = list(_cases(args))
        tally = _count(crowd.outcomes(cases, desk, args.jobs), len(cases), args.keep)
    if args.write:
        PAGE.write_text(tally.page(args.seed), encoding="utf8")
    return 1 if tally.finds else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--workbooks", type=int, default=20_000)
    parser.add_argument("--templates", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=int, default=0, help="the first number")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--one", help="a single case, such as workbook:1:234")
    parser.add_argument("--write", action="store_true", help=f"write docs/{PAGE.name}")
    parser.add_argument("--keep", type=Path, default=Path("build/fuzz"), help="where finds go")
    return parser.parse_args()


def _cases(args: argparse.Namespace) -> Iterator[Case]:
    for kind, count in ((WORKBOOK, args.workbooks), (TEMPLATE, args.templates)):
        yield from (Case(kind, args.seed, number) for number in range(args.start, args.start + count))


def _count(outcomes: Iterator[Outcome], total: int, keep: Path) -> Tally:
    """Tell every find as it comes, and from time to time how many cases ended how."""
    tally = Tally()
    for done, outcome in enumerate(outcomes, 1):
        tally.add(outcome)
        if outcome.trouble:
            _show(outcome, keep)
        if done % 100 == 0 or done == total:
            print(tally.line(total), flush=True)
    return tally


def _show(outcome: Outcome, keep: Path) -> int:
    """One case in full; the mutated file of a find is kept."""
    made = outcome.made
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
