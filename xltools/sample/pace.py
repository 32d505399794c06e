"""How fast a made-up county spends and builds: paths by month, and the temper a county shows in a year."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import exp, log
from random import Random

SPENT = (0.07, 0.13, 0.22, 0.31, 0.405, 0.50, 0.585, 0.665, 0.74, 0.84, 0.92, 0.97)
"""Mean share spent at the end of each month: April 31, June 50, September 74, December 97 %."""

SPREAD = (0.50, 0.49, 0.48, 0.47, 0.475, 0.48, 0.49, 0.50, 0.52, 0.65, 0.80, 1.10)
"""Spread on the logit scale: about ±10 points in April, 12 in June, 10 in September, 4 in December."""

STARTED = (0.10, 0.20, 0.30, 0.47, 0.64, 0.80, 0.87, 0.94, 1.0, 1.0, 1.0, 1.0)
FINISHED = (0.03, 0.07, 0.10, 0.13, 0.17, 0.20, 0.30, 0.40, 0.50, 0.67, 0.84, 1.0)
"""Usual shares of projects under way and completed."""

ISSUED = (0.70, 0.70, 0.75, 0.85, 0.95, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0)
"""Share of 中央 and 省级 funds issued by the end of each month; 市级 and 县级 are budgeted in January."""

SLOW = -1.0
"""A county that spends slower than this is otherwise in order.

So no unplanted county scores below 77 from July to September, and who stands in the last 20 is decided by
the planted ones: at SLOW the four dimensions are at least 78, 48, 90 and 92 points.
"""


@dataclass(frozen=True, slots=True)
class Temper:
    """What a county is like in one year; shares, and `pace` in standard deviations."""

    pace: float
    growth: float
    starts: float
    finishes: float
    faulty: float
    ahead: float
    tilt: tuple[float, float, float, float]
    projects: int
    size: float


@lru_cache(maxsize=65536)
def temper(seed: int, code: str, year: int) -> Temper:
    """One county in one year, the same whatever other counties the sample has."""
    rng = Random(f"{seed}/{code}/{year}")
    pace = _within(rng, 0.0, 1.1, -1.7, 1.7)
    slow = pace < SLOW
    return Temper(
        pace=pace,
        growth=rng.uniform(0.05, 0.12) if slow else _within(rng, 0.05, 0.045, -0.04, 0.16),
        starts=rng.uniform(1.0, 1.1) if slow else rng.uniform(0.93, 1.1),
        finishes=rng.uniform(1.0, 1.2) if slow else rng.uniform(0.87, 1.2),
        faulty=rng.uniform(0.0, 0.03) if slow else rng.betavariate(1.2, 3.0) * 0.08,
        ahead=rng.uniform(0.06, 0.28),
        tilt=(1.02 + _jitter(rng), 0.99 + _jitter(rng), 0.96 + _jitter(rng), 0.94 + _jitter(rng)),
        projects=round(_within(rng, 45, 9, 15, 80)),
        size=exp(rng.gauss(0.0, 0.05)),
    )


def spent_path(seed: int, code: str, year: int) -> list[float]:
    """Share spent at the end of each of the 12 months, never falling."""
    rng = Random(f"{seed}/{code}/{year}/月")
    pace = temper(seed, code, year).pace
    path: list[float] = []
    for mean, spread in zip(SPENT, SPREAD, strict=True):
        rate = _logistic(_logit(mean) + pace * spread + rng.uniform(-0.04, 0.04))
        path.append(max([rate, *path[-1:]]))
    return path


def _jitter(rng: Random) -> float:
    return rng.uniform(-0.015, 0.015)


def _within(rng: Random, mean: float, spread: float, low: float, high: float) -> float:
    """A normal draw, drawn again until it lies between low and high."""
    while not low <= (drawn := rng.gauss(mean, spread)) <= high:
        pass
    return drawn


def _logit(share: float) -> float:
    return log(share / (1 - share))


def _logistic(value: float) -> float:
    return 1 / (1 + exp(-value))
