"""Stacked bars as SVG, one a line, on one scale; the same figures give the same bytes.

Made with Jinja: a plotting library among the tools would be found and loaded by xlwings at every start, and
the figures of `bench.startup` would be those of a computer that no officer has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path

from jinja2 import Environment, StrictUndefined

LEFT, WIDTH, TOP, PITCH, BAR = 80, 780, 40, 46, 28
COLOURS = ("#4c78a8", "#54a24b", "#f58518", "#b279a2", "#9d755d")
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
MOST_MARKS = 12

_TEMPLATE = Path(__file__).with_name("chart.svg.j2")


def stacked_bars(lines: Mapping[str, Mapping[str, float]], parts: Sequence[str], unit: str) -> str:
    """The parts of each line beside one another; a part that a line has not is 0."""
    totals = {name: sum(line.get(part, 0) for part in parts) for name, line in lines.items()}
    scale = (WIDTH - 60) / max(totals.values())
    step = next(step for step in STEPS if max(totals.values()) / step <= MOST_MARKS)
    bars = []
    for i, (name, line) in enumerate(lines.items()):
        widths = [scale * line.get(part, 0) for part in parts]
        starts = accumulate(widths[:-1], initial=LEFT)
        said = [f"{part} {line.get(part, 0):.2f}" for part in parts]
        pieces = [
            (round(x, 1), round(width, 1), *rest)
            for x, width, *rest in zip(starts, widths, COLOURS, said, strict=True)
        ]
        bars.append((name, TOP + 10 + PITCH * i, f"{totals[name]:.1f}", pieces))
    marks = [(mark, round(LEFT + scale * mark, 1)) for mark in range(0, int(max(totals.values())) + 1, step)]
    template = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    ).from_string(_TEMPLATE.read_text(encoding="utf8"))
    return template.render(
        left=LEFT, width=WIDTH, top=TOP, bar=BAR, bottom=TOP + 10 + PITCH * len(lines), unit=unit,
        legend=list(zip(parts, COLOURS, strict=True)), marks=marks, bars=bars,
    )  # fmt: skip
