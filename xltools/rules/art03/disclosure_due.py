"""第3条 公开: what must be made public and by whom: 谁分配、谁公开，谁使用、谁公开."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art12.roster import Row, city_code, text
from xltools.rules.exact import fen
from xltools.rules.units import Units, province_code
from xltools.tables.declared.dispatch import LEVELS
from xltools.tables.declared.money import ALLOCATED, CITY_LEVEL, COUNTY_LEVEL, PROVINCE, USED
from xltools.tables.declared.projects import NOT_STARTED
from xltools.tables.model import blank

_OWN = {LEVELS[2]: (CITY_LEVEL, COUNTY_LEVEL), LEVELS[3]: (COUNTY_LEVEL,)}
"""市级 funds are given out by the city, 县级 funds by the county: nothing to choose."""

_BRACKETS = str.maketrans("〔〕[]【】", "()()()")


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to be made public once by the unit `code`; amounts in 分. `since` is when the waiting began,
    None where that is not known; `later` where the time has not come.
    """

    code: str
    tier: str
    stage: str
    level: str = ""
    document: str = ""
    project: str = ""
    amount: int = 0
    count: int = 1
    since: dt.date | None = None
    later: bool = False


def tiers_of(level: str, policy: Policy) -> Sequence[str]:
    """分配到哪里、公开到哪里: the levels that make the funds of one 资金级次 public, the highest first."""
    return _OWN.get(level) or policy.text(f"{level}资金公开层级").split("、")


def document_key(document: str) -> str:
    """文号 in one writing: 〔2024〕, [2024] and （2024） are the same."""
    return "".join(unicodedata.normalize("NFKC", document.translate(_BRACKETS)).split()).casefold()


def unit_of(county: str, tier: str) -> str:
    """The code of whoever makes public at that level: 511002 → 510000, 511000 or itself."""
    return {PROVINCE: province_code(county), CITY_LEVEL: city_code(county)}.get(tier, county)


def allocations_due(funds: pd.DataFrame, year: int, policy: Policy) -> list[Due]:
    """第3条 谁分配、谁公开: every batch of the year once at each level that gives it out."""
    groups: dict[tuple[str, str, str, str], list[Row]] = {}
    for row in funds[(funds["年度"] == year) & (funds["金额"] > 0)].to_dict("records"):
        for tier in tiers_of(row["资金级次"], policy):
            unit = unit_of(text(row["行政区划代码"]), tier)
            key = (unit, tier, row["资金级次"], document_key(text(row["资金文号"])))
            groups.setdefault(key, []).append(row)
    return [_batch(key, rows) for key, rows in groups.items()]


def _batch(key: tuple[str, str, str, str], rows: Sequence[Row]) -> Due:
    code, tier, level, _ = key
    issued = [row["下达日期"].date() for row in rows if not blank(row["下达日期"])]
    return Due(
        code, tier, ALLOCATED, level,
        document=text(rows[0]["资金文号"]),
        amount=sum(fen(row["金额"]) for row in rows),
        count=len({row["行政区划代码"] for row in rows}),
        since=min(issued, default=None),
    )  # fmt: skip


Uses = Mapping[str, Sequence[tuple[Row, Row]]]
"""County code → its projects: each one's row of 拨付台账 and of 项目库."""


def used_by(payments: pd.DataFrame, held: Mapping[str, Row], units: Units) -> Uses:
    """The projects of 拨付台账 by county; one of no known county is told by 拨付核查."""
    groups: dict[str, list[tuple[Row, Row]]] = {}
    for row in payments.to_dict("records"):
        own = held.get(text(row["项目编码"]), {})
        county = text(own.get("行政区划代码")) or text(row["行政区划代码"])
        if county in units and text(row["项目编码"]):
            groups.setdefault(county, []).append((row, own))
    return groups


def uses_due(uses: Uses, whole: Iterable[str]) -> list[Due]:
    """第3条 谁使用、谁公开: every project once; one row for all of a county that has shown them together
    (its code is in `whole`).
    """
    together = set(whole)
    found: list[Due] = []
    for county, rows in uses.items():
        each = [_use(county, row, own) for row, own in rows]
        if county in together:
            total = sum(due.amount for due in each)
            each = [Due(county, COUNTY_LEVEL, USED, amount=total, count=len(each))]
        found += each
    return found


def _use(county: str, row: Row, held: Row) -> Due:
    begun: Any = held.get("开工日期")
    return Due(
        county, COUNTY_LEVEL, USED,
        project=text(row["项目编码"]),
        amount=0 if blank(row["合同额"]) else fen(row["合同额"]),
        since=None if blank(begun) else begun.date(),
        later=held.get("实施状态") == NOT_STARTED,
    )  # fmt: skip
