"""The whole run against two peers: each in a process tree of its own, in turn, the results held equal.

Runs and medians are pyperf's; a run of each goes before, at whose memory is looked and whose time is not
counted. Ratios of one round are paired, for a noisy minute hits all three.
`python -m bench.endtoend [--quick] [--json FILE]`.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import pyperf

from bench.corpus import COUNTIES
from bench.endtoend.contender import MODULES
from bench.endtoend.equal import assert_equal
from bench.endtoend.task import STAGES, task
from bench.measured import Measured, machine, measured, peak_megabytes, python

TARGETS = {"typical": 20, "strong": 12}
FLOOR_TARGET = 4
QUICK = 12


@dataclass(slots=True)
class Round:
    """One run of each contender: the whole tree, and the seconds of its stages."""

    runs: dict[str, Measured] = field(default_factory=dict)
    stages: dict[str, dict[str, float]] = field(default_factory=dict)


def run(quick: bool = False, to: Path | None = None) -> list[dict[str, str]]:
    """Print ratios and the lines of the table in docs/; AssertionError where the results differ."""
    counties, count = (QUICK, 1) if quick else (COUNTIES, 3)
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch)
        task(counties, out)
        peaks = {name: peak_megabytes(_command(name, counties, out / name)) for name in MODULES}
        rounds = [_round(counties, out, number) for number in range(count)]
        cells = sum(assert_equal(out / "ours", out / name) for name in TARGETS)
        floor = json.loads(
            measured(python("-m", "bench.endtoend.floor", str(out / "ours"), str(counties))).printed
        )
    if to:
        _suite(rounds).dump(str(to), replace=True)
    print(f"\nthe whole run of {counties} returns, {cells:,} cells and letters equal; {machine()}")
    return _lines(rounds, peaks, floor)


def _round(counties: int, out: Path, number: int) -> Round:
    """Every contender once, each time another one first."""
    names = [*MODULES][number % 3 :] + [*MODULES][: number % 3]
    found = Round()
    for name in names:
        found.runs[name] = measured(_command(name, counties, out / name))
        found.stages[name] = json.loads(found.runs[name].printed)
    return found


def _command(name: str, counties: int, out: Path) -> list[str]:
    return python("-m", "bench.endtoend.contender", name, str(counties), str(out))


def _suite(rounds: Sequence[Round]) -> pyperf.BenchmarkSuite:
    """The same as pyperf's own file, for `python -m pyperf stats` and `compare_to`."""
    named = {
        name: [
            pyperf.Run([each.runs[name].seconds], metadata={"name": name, "loops": 1}, collect_metadata=False)
            for each in rounds
        ]
        for name in MODULES
    }
    return pyperf.BenchmarkSuite([pyperf.Benchmark(runs) for runs in named.values()])


def _lines(
    rounds: Sequence[Round], peaks: Mapping[str, float], floor: Mapping[str, float]
) -> list[dict[str, str]]:
    lines = [{**_line(name, rounds), "MB": f"{peaks[name]:.0f}"} for name in MODULES]
    for line in lines:
        print("  " + ", ".join(f"{key} {value}" for key, value in line.items()))
    for name, target in TARGETS.items():
        ratio = median(r.runs[name].seconds / r.runs["ours"].seconds for r in rounds)
        print(f"  {ratio:5.1f}× {name} peer (target {target})")
        lines[0][f"× {name}"] = f"{ratio:.1f} (target {target})"
    total = sum(floor.values())
    over = median(r.runs["ours"].seconds for r in rounds) / total
    parts = ", ".join(f"{name} {seconds:.2f}" for name, seconds in floor.items())
    print(f"  {over:5.1f}× the floor of {total:.2f} s (target at most {FLOOR_TARGET}): {parts}")
    lines.append({"run": "floor", "s": f"{total:.2f}", **{k: f"{v:.2f}" for k, v in floor.items()}})
    return lines


def _line(name: str, rounds: Sequence[Round]) -> dict[str, str]:
    """A line of the table: median wall time, each stage as its own run had it."""
    runs = sorted((r.runs[name] for r in rounds), key=lambda m: m.seconds)
    stages = {s: f"{median(r.stages[name].get(s, 0) for r in rounds):.2f}" for s in STAGES}
    seconds = median(m.seconds for m in runs)
    spread = f"{runs[0].seconds:.1f} to {runs[-1].seconds:.1f}"
    return {"run": name, "s": f"{seconds:.2f}", "least to most": spread, **stages}
