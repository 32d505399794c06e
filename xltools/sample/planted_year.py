"""The twelve months of a planted county: June to September from planted_figures.csv, the rest in step."""

from __future__ import annotations

from xltools.sample.edges import PlantedMonth, planted_months
from xltools.sample.pace import FINISHED, SPENT, STARTED
from xltools.tables.declared.dispatch import LEVELS, STAGES

PLANTED_YEAR = 2024
FIRST, LAST = 6, 9
"""The months that planted_figures.csv gives."""

AHEAD = 8
"""Per cent of 下达 that has arrived and is not yet spent."""

OWN_PACE = 40
"""Per cent of 市级 and 县级 funds spent by September at the most: a late 下达 then never makes 支出 fall."""

Four = tuple[int, int, int, int]
"""By level, from 中央 to 县级; hundredths of 万元."""


def planted_year(code: str) -> list[dict[str, int]]:
    """FIGURES at the end of each month; money in hundredths of 万元."""
    given = planted_months()[code]
    known = {month: _given(given[f"{PLANTED_YEAR}-{month:02d}"]) for month in range(FIRST, LAST + 1)}
    before = [_before(known[FIRST], month) for month in range(1, FIRST)]
    after = [_after(known[LAST], month) for month in range(LAST + 1, 13)]
    return [*before, *known.values(), *after]


def _given(month: PlantedMonth) -> dict[str, int]:
    issued = _issued(month)
    spent = _spent(month, issued)
    arrived = _arrived(month, issued, spent)
    return _by_column(issued, arrived, spent) | {
        "上年市县投入": month.last_year,
        "本年市县投入": month.this_year,
        "项目总数": month.projects,
        "开工数": month.started,
        "完工数": month.finished,
        "在库项目数": month.library,
        "问题项目数": month.faulty,
    }


def _before(june: dict[str, int], month: int) -> dict[str, int]:
    """The way to June in the usual rhythm: everything that accumulates, but not what was budgeted."""
    spent, started, finished = (path[month - 1] / path[FIRST - 1] for path in (SPENT, STARTED, FINISHED))
    shares = {f"{level}{stage}": spent for level in LEVELS for stage in STAGES[1:]}
    shares |= {"开工数": started, "完工数": finished}
    return {name: int(value * shares.get(name, 1)) for name, value in june.items()}


def _after(september: dict[str, int], month: int) -> dict[str, int]:
    """What is left after September, done in the usual rhythm; a level without funds in place stays so."""
    share = (SPENT[month - 1] - SPENT[LAST - 1]) / (1 - SPENT[LAST - 1])
    found = dict(september)
    for level in LEVELS:
        left = september[f"{level}到位"] - september[f"{level}支出"]
        missing = september[f"{level}下达"] - september[f"{level}到位"]
        if september[f"{level}支出"]:
            found[f"{level}到位"] += int(missing * share)
            found[f"{level}支出"] += int((left + missing) * share)
    found["开工数"] = found["项目总数"]
    found["完工数"] += (found["项目总数"] - found["完工数"]) * (month - LAST) // (12 - LAST)
    return found


def _by_column(issued: Four, arrived: Four, spent: Four) -> dict[str, int]:
    amounts = zip(LEVELS, issued, arrived, spent, strict=True)
    return {
        f"{level}{stage}": value for level, *row in amounts for stage, value in zip(STAGES, row, strict=True)
    }


def _issued(month: PlantedMonth) -> Four:
    """中央 two parts and 省级 one of what the city and the county do not give."""
    city = month.this_year * 4 // 10
    central = (month.issued - month.this_year) * 2 // 3
    return central, month.issued - month.this_year - central, city, month.this_year - city


def _spent(month: PlantedMonth, issued: Four) -> Four:
    own = min(month.spent * 100 // month.issued, OWN_PACE)
    city = 0 if month.city_in is not None else issued[2] * own // 100
    county = 0 if month.county_in is not None else issued[3] * own // 100
    above = month.spent - city - county
    central = -(-above * 2 // 3)
    return central, above - central, city, county


def _arrived(month: PlantedMonth, issued: Four, spent: Four) -> Four:
    usual = [min(i, s + i * AHEAD // 100) for i, s in zip(issued, spent, strict=True)]
    city = usual[2] if month.city_in is None else month.city_in
    county = usual[3] if month.county_in is None else month.county_in
    return usual[0], usual[1], city, county
