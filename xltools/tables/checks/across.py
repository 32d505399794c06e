"""Checks of one return against other tables: the list of counties, the 期别 asked for, the months before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from xltools.errors import Issue, Severity
from xltools.tables.checks.names import same_place
from xltools.tables.model import Kind, Rows, blank
from xltools.tables.problem import plain

if TYPE_CHECKING:
    import pandas as pd

CODE, CITY, COUNTY, PERIOD = "行政区划代码", "市州", "县区", "期别"

SPENT = "支出"
CUMULATIVE = ("下达", "到位", SPENT)
"""Endings of the columns that count from 1 January and so do not fall within a year."""

JUMP = 1_000
"""A figure this many times the last 期别's is taken for 元 typed where 万元 is meant."""

SURE_FROM = 10.0
"""万元: from a last figure of this size a jump is an error; below it a county may really have leapt."""


class County(NamedTuple):
    """One entry of 县区名单."""

    code: str
    city: str
    name: str

    def __str__(self) -> str:
        return f"{self.city}{self.name}"


def expected_period(rows: Rows, period: str) -> Iterator[Issue]:
    """Every row is of the 期别 asked for."""
    for i, found in enumerate(rows.values(PERIOD)):
        if found is not None and found != period:
            yield rows.issue(
                i, PERIOD, f"期别是{found}，本次要的是{period}", f"如报的是{period}的数，改期别；否则重报"
            )


def against_counties(rows: Rows, counties: pd.DataFrame) -> Iterator[Issue]:
    """Every code is in 县区名单 and goes with its 县区 and 市州 (市中区 is both 511002 and 511102)."""
    listed = {
        str(code): County(str(code), str(city or ""), str(name or ""))
        for code, city, name in zip(*(counties[c].tolist() for c in (CODE, CITY, COUNTY)), strict=True)
        if not blank(code)
    }
    codes, cities, names = (rows.values(c) for c in (CODE, CITY, COUNTY))
    for i, code in enumerate(codes):
        county = listed.get(code) if code is not None else None
        if county is None:
            yield from _unknown(rows, i, list(listed.values()))
            continue
        if names[i] is not None and not same_place(names[i], county.name, county.city):
            yield _other_name(rows, i, county, list(listed.values()))
        elif cities[i] is not None and not same_place(cities[i], county.city):
            yield _other_city(rows, i, county, list(listed.values()))


def _unknown(rows: Rows, i: int, counties: list[County]) -> Iterator[Issue]:
    """A code that is not in the list, or a blank one whose county can be told by name."""
    code, name, city = (rows.value(i, c) for c in (CODE, COUNTY, CITY))
    meant = _meant(name, city, counties)
    if code is not None:
        remedy = f"{meant}的代码是{meant.code}，改填" if meant else "按县区名单改填代码"
        yield rows.issue(i, CODE, f"县区名单里没有代码{code}", remedy)
    elif meant:
        yield rows.issue(
            i, CODE, f"没有代码：{meant}的代码是{meant.code}", f"填{meant.code}", Severity.NOTICE
        )


def _other_name(rows: Rows, i: int, county: County, counties: list[County]) -> Issue:
    name, city = rows.value(i, COUNTY), rows.value(i, CITY)
    meant = _meant(name, city, counties)
    remedy = f"{meant}的代码是{meant.code}：改代码或改县区" if meant else "核对代码和县区名称"
    return rows.issue(i, CODE, f"代码{county.code}是{county}，与县区“{name}”不符", remedy)


def _other_city(rows: Rows, i: int, county: County, counties: list[County]) -> Issue:
    """Name and city together name another county: then it is the code that is wrong, else the city."""
    name, city = rows.value(i, COUNTY), rows.value(i, CITY)
    meant = _meant(name, city, counties)
    if meant and meant.code != county.code:
        return rows.issue(i, CODE, f"代码{county.code}是{county}，不是{meant}", f"代码改为{meant.code}")
    problem = f"{county.name}（{county.code}）属于{county.city}，不是{city}"
    return rows.issue(i, CITY, problem, f"把市州改为{county.city}，或核对代码")


def _meant(name: str | None, city: str | None, counties: list[County]) -> County | None:
    """The one county that goes by this name, in this city when several do; None when that is not one."""
    if not name:
        return None
    found = [c for c in counties if same_place(name, c.name, c.city)]
    if len(found) > 1:
        found = [c for c in found if city and same_place(city, c.city)]
    return found[0] if len(found) == 1 else None


def against_earlier(rows: Rows, earlier: pd.DataFrame) -> Iterator[Issue]:
    """Cumulative figures do not fall, and nothing leaps a thousandfold, since the last 期别 of the year.

    `earlier` is 调度表 with other 期别 in it. A fall of 支出 is an error; one of 下达 or 到位 (money may be
    taken back) a notice.
    """
    names = [c.name for c in rows.table.columns if c.kind is Kind.MONEY and c.name.endswith(CUMULATIVE)]
    names = [n for n in names if n in earlier and n in rows.at]
    figures = {name: earlier[name].tolist() for name in names}
    held = _by_county_and_year(earlier)
    for i, (code, period) in enumerate(zip(rows.values(CODE), rows.values(PERIOD), strict=True)):
        before = [p for p in held.get((code, period[:4]), []) if p[0] < period] if code and period else []
        if not before:
            continue
        when, last = max(before)
        for name in names:
            now, then = rows.value(i, name), figures[name][last]
            if now is not None and not blank(then):
                yield from _compare(rows, i, name, now, float(then), when)


def _compare(rows: Rows, i: int, name: str, now: float, then: float, when: str) -> Iterator[Issue]:
    if then > 0 and now >= then * JUMP:
        problem = f"{plain(now)}是{when}的{plain(then)}的{now / then:.0f}倍"
        severity = Severity.ERROR if then >= SURE_FROM else Severity.NOTICE
        remedy = f"是否把元填成了万元？按元折算应为 {plain(now / 10_000)} 万元"
        yield rows.issue(i, name, problem, remedy, severity)
    elif now < then - 0.005:
        severity = Severity.ERROR if name.endswith(SPENT) else Severity.NOTICE
        remedy = (
            "累计数不应减少，核对后改正" if name.endswith(SPENT) else "如有收回或调减可以不改，否则核对后改正"
        )
        yield rows.issue(i, name, f"比{when}的{plain(then)}减少了{plain(then - now)}", remedy, severity)


def _by_county_and_year(earlier: pd.DataFrame) -> dict[tuple[str, str], list[tuple[str, int]]]:
    """(code, year) → its 期别 and their positions in the frame."""
    index: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for at, (code, period) in enumerate(zip(earlier[CODE].tolist(), earlier[PERIOD].tolist(), strict=True)):
        if not blank(code) and not blank(period):
            index.setdefault((code, period[:4]), []).append((period, at))
    return index
