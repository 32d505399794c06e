"""保障措施第三条: what the appraisal knows of a county or city by one indicator, and what it does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeAlias

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art12.roster import Row, city_code, takes_part, text
from xltools.rules.exact import percent_text
from xltools.tables.declared.appraisal import CITY_LEVEL, COUNTY_LEVEL, KNOWN, NOT_DUE, UNKNOWN
from xltools.tables.declared.ranking import LIGHTS

GREEN, YELLOW, RED = LIGHTS


@dataclass(frozen=True, slots=True)
class Unit:
    """A county or a city. `takes_part` is False for one without task funds."""

    level: str
    code: str
    city: str
    name: str
    takes_part: bool = True

    @property
    def full_name(self) -> str:
        """With its city, for 市中区 is both 511002 and 511102."""
        return self.name if self.name.startswith(self.city) else f"{self.city}{self.name}"


@dataclass(frozen=True, slots=True)
class Fact:
    """得分率 from 0 to 1 and the actual value in words; `rate` counts only where the state is 有数据."""

    state: str
    rate: Fraction
    said: str


Facts: TypeAlias = dict[str, Fact]
"""By code, of counties and cities."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How much of `total` was done as it should be; `unknown` says why it cannot be told."""

    good: Fraction = Fraction(0)
    total: Fraction = Fraction(0)
    said: str = ""
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom and which year: `counties` that take part, in order of code, and their cities."""

    year: int
    counties: Sequence[Unit]
    policy: Policy
    today: Any
    cities: Sequence[Unit] = field(default=())

    def of_city(self, code: str) -> list[Unit]:
        """The counties of a city."""
        return [unit for unit in self.counties if city_code(unit.code) == code]


def units(roster: pd.DataFrame) -> tuple[list[Unit], list[Unit]]:
    """Counties by code, those without task funds too, and the cities of the ones that take part."""
    counties = sorted(map(_county, roster.to_dict("records")), key=lambda unit: unit.code)
    cities = {city_code(c.code): c.city for c in counties if c.takes_part}
    return counties, [Unit(CITY_LEVEL, code, city, city) for code, city in sorted(cities.items())]


def known(rate: Fraction, said: str) -> Fact:
    """A fact that scores."""
    return Fact(KNOWN, max(Fraction(0), min(Fraction(1), rate)), said)


def unknown(said: str) -> Fact:
    """无数据: never a zero, never full marks."""
    return Fact(UNKNOWN, Fraction(0), said)


def not_due(said: str) -> Fact:
    """不适用: nothing of the kind to be judged."""
    return Fact(NOT_DUE, Fraction(0), said)


def from_tallies(
    tallies: Mapping[str, Tally], scope: Scope, missing: str, empty: str, full: bool, due: str = ""
) -> Facts:
    """Counties by their tallies, cities by Σ/Σ. A county not in them is 无数据 (`missing`), one with nothing
    to count has full marks or, without `full`, is 不适用 (`empty`). A city with a county that is 无数据 is
    so too: nobody gains by leaving out a bad county. A city's own tally joins those of its counties; `due`
    is what its letter counts (个项目到期应付清), empty where counties are averaged.
    """
    found = {c.code: _fact(tallies.get(c.code, Tally(unknown=missing)), empty, full) for c in scope.counties}
    for city in scope.cities:
        members = scope.of_city(city.code)
        own = tallies.get(city.code, Tally())
        blind = [*(["本级"] if own.unknown else []), *_blind(members, found)]
        who = f"{'本级和' if own.total else ''}所辖{len(members)}县"
        joined = [own, *(tallies[c.code] for c in members if c.code in tallies)]
        found[city.code] = (
            unknown(f"{'、'.join(blind)}无数据，先补齐")
            if blind
            else _fact(_summed(joined, who, due), empty, full)
        )
    return found


def of_lights(lights: Iterable[str], policy: Policy, named: str = "") -> Tally:
    """绿 counts 1, 黄 黄灯得分率, 红 0; what is neither is left out."""
    counts = dict.fromkeys(LIGHTS, 0)
    for light in lights:
        if light in counts:
            counts[light] += 1
    good = counts[GREEN] + counts[YELLOW] * policy.share("黄灯得分率")
    words = "、".join(f"{light}{n}" for light, n in counts.items() if n)
    return Tally(good, Fraction(sum(counts.values())), named or words)


def rows_of_year(frame: pd.DataFrame, year: int, column: str = "年度") -> list[Row]:
    """The rows of a year."""
    return [*frame[frame[column] == year].to_dict("records")]


def grouped(rows: Iterable[Row], column: str = "行政区划代码") -> dict[str, list[Row]]:
    """Rows by code."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(text(row[column]), []).append(row)
    return found


def _county(row: Row) -> Unit:
    where = text(row["行政区划代码"]), text(row["市州"]), text(row["县区"])
    return Unit(COUNTY_LEVEL, *where, takes_part(row, ""))


def _fact(tally: Tally, empty: str, full: bool) -> Fact:
    if tally.unknown:
        return unknown(tally.unknown)
    if not tally.total:
        return known(Fraction(1), empty) if full else not_due(empty)
    return known(tally.good / tally.total, tally.said)


def _blind(members: Sequence[Unit], found: Facts) -> list[str]:
    return [f"所辖{c.name}" for c in members if found[c.code].state == UNKNOWN]


def _summed(tallies: Sequence[Tally], who: str, due: str) -> Tally:
    """Σ of all, in the words of a letter: each has its own unit, and 折合 only where a 黄 counts in part."""
    good, total = (sum((getattr(t, name) for t in tallies), Fraction(0)) for name in ("good", "total"))
    if not total:
        return Tally()
    if not due:
        return Tally(good, total, f"{who}平均得分率{percent_text(good / total)}")
    part = "" if good.denominator == 1 else "折合"
    return Tally(good, total, f"{who}合计{_plain(total)}{due}，{part}达标{_plain(good)}{due[0]}")


def _plain(value: Fraction) -> str:
    return f"{float(value):.2f}".rstrip("0").rstrip(".")
