"""The figures of `make bench` as a page and a chart: docs/速度实测.md, docs/速度实测.svg.

`python -m bench.report [--quick] [--to FOLDER]` measures and writes both; they say on which day and on what
machine. Without --to they go to docs/.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench import cluster, long_use, nation, rerun, startup
from bench.chart import stacked_bars
from bench.corpus import COUNTIES
from bench.endtoend import compare
from bench.endtoend.task import STAGES
from bench.measured import machine

NAME = "速度实测"
DOCS = Path(__file__).parent.parent / "docs"
PAGE = """# 速度实测

Written by `python -m bench.report` on {day}: {machine}.
Every figure is measured again each time; ratios are paired within a round. All figures in the documents are
模拟. What each bench does and holds equal stands at the top of its file in `bench/`.

![the whole run by stage]({chart})

## The whole run

{counties} returns of 250×40 → read and checked → ranked, allocated → a book of all rows and one of the
counties → five columns written back into every return → a letter a county. Seconds; the stages of ours
overlap. MB is the most that all processes had at once, in a run of its own. Peers: `bench/endtoend/peers/`.

{whole}

## The nation

Read, ranked and allocated in one command; targets for 2,844: 15 s, 700 MB.

{nation}

## On an engine's executor

汇总上报 pressed with dask.distributed's executor (the extra `cluster`), every table and issue equal. It
shows that other machines can take part, not that they help on one.

{cluster}

## Again

Reading when five of 183 returns have changed and the rest comes from the cache, against the first reading,
which has both processors; each in a process of its own, medians of five.

{again}

## Cold start

{startup}

## Long use

Targets: at most 2× the first press, below 10 MB.

{long}
"""


def run(quick: bool = False, to: Path = DOCS) -> None:
    """Measure everything and write the page and the chart into a folder."""
    whole = compare.run(quick)
    sections = {
        "whole": table(whole),
        "cluster": table([cluster.run(quick)]),
        "nation": table(nation.run(quick)),
        "again": table(rerun.run(quick)),
        "startup": table([{k: f"{v:.2f} s" for k, v in startup.run(quick).items()}]),
        "long": table([_kept(line) for line in long_use.run(quick)]),
    }
    text = PAGE.format(
        day=dt.date.today(),
        machine=machine(),
        chart=f"{NAME}.svg",
        counties=compare.QUICK if quick else COUNTIES,
        **sections,
    )
    to.mkdir(parents=True, exist_ok=True)
    (to / f"{NAME}.md").write_text(text, encoding="utf8")
    (to / f"{NAME}.svg").write_text(draw(whole), encoding="utf8")
    print(f"\nwritten: {to / NAME}.md, .svg")


def table(lines: Sequence[Mapping[str, str]]) -> str:
    """Lines with the same kind of entries as a Markdown table; blank where a line has no such entry."""
    names = list(dict.fromkeys(name for line in lines for name in line))
    rows = [names, ["---"] * len(names), *([line.get(name, "") for name in names] for line in lines)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def draw(lines: Sequence[Mapping[str, str]]) -> str:
    """The stages of each run, one bar a run."""
    runs = {line["run"]: {stage: float(line.get(stage, 0)) for stage in STAGES} for line in lines}
    return stacked_bars(runs, STAGES, "seconds, summed by stage")


def _kept(line: long_use.Kept) -> dict[str, str]:
    return {
        "button": line.button,
        "first press": f"{line.first:.2f} s",
        "press then": f"{line.then:.2f} s",
        "×": f"{line.then / line.first:.1f}",
        "MB": f"{line.megabytes:.2f}",
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer of everything")
    parser.add_argument("--to", type=Path, default=DOCS, help="another folder than docs/")
    given = parser.parse_args()
    run(given.quick, given.to)
