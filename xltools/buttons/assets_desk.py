"""What both buttons of 资产盘活 read: the ledger, what the officer decided before, who belongs where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from xltools.buttons.button import Press
from xltools.buttons.inputs import overrides_of
from xltools.buttons.library_inputs import counties_of, read_library, told_of, wrong_rows
from xltools.errors import InputError, Issue, Severity
from xltools.policy import Policy, load
from xltools.rules.art12.roster import text
from xltools.rules.art13.classify import classify, with_verdicts
from xltools.rules.art13.holdings import Holdings, Place, counties_by_code, decided_on, holdings
from xltools.rules.art13.ledger import ledger_problems, value_problems
from xltools.rules.art13.overview import area_name, overview, within
from xltools.rules.art13.summary import by_city, by_county, per_asset
from xltools.rules.problems import Problem, to_issues
from xltools.tables.declared.assets import (
    ASSETS,
    BY_CITY_ASSETS,
    BY_COUNTY_ASSETS,
    CLASSIFIED,
    OVERVIEW,
)
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.fold import half_width
from xltools.tables.model import Reading, Table, blank

AREA = "情况表范围"
MONTH = "资产认定月份"
GONE = "资产台账里已没有这个资产编号；核定的留着供查"

_TYPED = ("核定分类", "核定理由")


@dataclass(slots=True)
class Desk:
    """The ledger classified, with all that is wrong in it; `origin` says where 县区名单 came from."""

    readings: dict[str, Reading]
    policy: Policy
    on: dt.date
    counties: Mapping[str, Place]
    held: Holdings
    classified: pd.DataFrame
    issues: list[Issue]
    origin: str
    area: str
    left: pd.DataFrame = field(default_factory=pd.DataFrame)

    def frame(self, table: Table) -> pd.DataFrame:
        """A table as it was read."""
        return self.readings[table.name].frame

    @property
    def result(self) -> pd.DataFrame:
        """资产分类, with what was ruled upon and is in the ledger no more behind."""
        return (
            pd.concat([self.classified, self.left], ignore_index=True) if len(self.left) else self.classified
        )

    def summaries(self, revival: pd.DataFrame) -> list[tuple[Table, pd.DataFrame]]:
        """资产分县汇总, 资产分市州汇总 and 盘活情况表, from 盘活建议 as it is given."""
        assets = per_asset(self.held, self.classified, revival)
        name = area_name(self.area, self.counties) or self.area
        page = overview(within(assets, self.area), within(revival, self.area), name, self.on)
        return [
            (BY_COUNTY_ASSETS, by_county(assets, self.counties)),
            (BY_CITY_ASSETS, by_city(assets, self.counties)),
            (OVERVIEW, page),
        ]


def read_desk(press: Press, decided: Sequence[Table]) -> Desk:
    """The ledger read and classified; `decided` are tables in which officers typed.

    InputError where the ledger is empty, where 核定 cannot be kept, where 情况表范围 names no place.
    """
    policy = load(press.today, overrides_of(press))
    readings = read_library(press.book, [ASSETS, CLASSIFIED, COUNTIES, *decided])
    ledger = readings[ASSETS.name]
    roster, origin = counties_of(press, readings[COUNTIES.name])
    counties, on = counties_by_code(roster), decided_on(policy.text(MONTH), press.today)
    area = half_width(policy.text(AREA)).strip()
    stopping = [*_empty(ledger, roster), *_unnamed(area, counties), *_unkept(readings[CLASSIFIED.name])]
    if stopping:
        raise InputError(stopping)
    problems = ledger_problems(ledger.frame, counties, on)
    held = holdings(ledger.frame, policy, on, _wrong(ledger, problems))
    known = {issue.cell for issue in ledger.issues}
    told = [
        issue for issue in to_issues([*problems, *value_problems(held)], readings) if issue.cell not in known
    ]
    verdicts, more = _verdicts(readings[CLASSIFIED.name])
    made = with_verdicts(_named(classify(held), counties), verdicts)
    issues = [*_ahead(on, press.today), *told, *more, *ledger.issues, *readings[COUNTIES.name].issues]
    left = _left(readings[CLASSIFIED.name], set(ledger.values("资产编号")))
    return Desk(readings, policy, on, counties, held, made, issues, origin, area, left)


def _empty(ledger: Reading, roster: pd.DataFrame) -> list[Issue]:
    found = []
    if not len(ledger.frame):
        remedy = "把各县的资产台账并到这里，一行一项资产"
        found.append(
            Issue(ledger.sheet, ledger.header, ASSETS.name, "资产编号", "", "资产台账是空的", remedy)
        )
    if not len(roster):
        remedy = "填“县区名单”，或把“调度排名”放在同一文件夹；没有名单不知道哪些县没有报"
        found.append(Issue(COUNTIES.name, "", COUNTIES.name, "行政区划代码", "", "没有县区名单", remedy))
    return found


def _unnamed(area: str, counties: Mapping[str, Place]) -> list[Issue]:
    if not counties or area_name(area, counties) is not None:
        return []
    remedy = "填县的行政区划代码或市州代码；全部的清空"
    return [Issue("参数", "", "参数", AREA, area, f"县区名单里没有{area}", remedy)]


def _ahead(on: dt.date, today: dt.date) -> list[Issue]:
    """认定日 that has not come: what is idle by then is not idle yet."""
    if on <= today:
        return []
    problem, remedy = f"认定日{on}还没有到，先按到那一天算了", "核对年份和月份；按今天认定的清空"
    return [Issue("参数", "", "参数", MONTH, f"{on:%Y-%m}", problem, remedy, Severity.NOTICE)]


def _unkept(reading: Reading) -> list[Issue]:
    """核定 that cannot be read, or stands on a row without 资产编号: rewriting the table would lose it."""
    return [*unreadable(reading, _TYPED), *nameless(reading, _TYPED)]


def unreadable(reading: Reading, columns: Sequence[str]) -> list[Issue]:
    """Errors in the cells that the officer fills."""
    return [issue for issue in reading.errors if issue.column in columns]


def nameless(reading: Reading, columns: Sequence[str], key: str = "资产编号") -> list[Issue]:
    """Rows in which something was typed and nothing says of what asset."""
    rows = [
        i
        for i, code in enumerate(reading.values(key))
        if not code and any(reading.value(i, name) is not None for name in columns)
    ]
    remedy = f"补填{key}；不要的清空这一行"
    return [reading.issue(i, key, f"没有{key}，填的内容无处可记", remedy) for i in rows]


def _wrong(ledger: Reading, problems: Sequence[Problem]) -> dict[int, str]:
    """Data row → why nothing can rest on it: cells that cannot be read, and contradictions."""
    found = {row: [told_of(issues)] for row, issues in wrong_rows(ledger).items()}
    for problem in problems:
        if problem.severity is Severity.ERROR:
            found.setdefault(problem.row, []).append(problem.problem)
    return {row: "；".join(said) for row, said in found.items()}


def _verdicts(reading: Reading) -> tuple[dict[str, tuple[str, str]], list[Issue]]:
    """核定分类 and 核定理由 by 资产编号; one without the other is told and does not count."""
    found: dict[str, tuple[str, str]] = {}
    issues: list[Issue] = []
    for i, code in enumerate(reading.values("资产编号")):
        kind, reason = (text(reading.value(i, name)) for name in _TYPED)
        if not (kind or reason):
            continue
        found[code] = (kind, reason)
        if kind and not reason:
            remedy = "写明核定理由再按一次；没有理由的不作数，仍照程序的分类"
            issues.append(reading.issue(i, "核定理由", f"核定为“{kind}”，没有写核定理由", remedy))
    return found, issues


def _named(made: pd.DataFrame, counties: Mapping[str, Place]) -> pd.DataFrame:
    """市州 and 县区 as 县区名单 has them; where it knows no such code, as the ledger has them."""
    places = [counties.get(text(code)) for code in made["行政区划代码"]]
    return made.assign(
        市州=[p.city if p else city for p, city in zip(places, made["市州"], strict=True)],
        县区=[p.name if p else name for p, name in zip(places, made["县区"], strict=True)],
    )


def _left(before: Reading, codes: set[str]) -> pd.DataFrame:
    """Rows of 资产分类 that the officer ruled upon and the ledger has no more."""
    frame = before.frame[CLASSIFIED.names]
    ruled = frame[list(_TYPED)].map(lambda value: not blank(value)).any(axis=1)
    return frame[ruled & ~frame["资产编号"].isin(codes)].assign(怎么办=GONE)
