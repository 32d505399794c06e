"""拨付台账 of the sample province: every project begun, paid as it should be but the planted. All 模拟."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from random import Random
from typing import Any

import pandas as pd

from xltools.sample.library import CONTRACT, ON, PAID_UP, library, paid_share, plants
from xltools.sample.money import PAYMENT, PlantedMoney, of_button, planted_money
from xltools.sample.province import County
from xltools.tables.declared.money import PAYMENTS
from xltools.tables.declared.money_results import NO_DATA, UNDECIDED
from xltools.tables.declared.projects import FINISHED, STARTED
from xltools.tables.frame import rows_frame
from xltools.tables.model import blank


@dataclass
class Ledger:
    """The table, and what is due: (项目编码, 状态 and 结论), and the counties with one project fewer.

    `placed`: counties that had a project fit for their case.
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    due: set[tuple[str, str]] = field(default_factory=set)
    county: dict[str, str] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    placed: set[str] = field(default_factory=set)

    @property
    def frame(self) -> pd.DataFrame:
        return rows_frame(PAYMENTS, self.rows)

    def counts(self, county: str) -> tuple[int, int]:
        """Projects of a county that are finished and fall due, and that are being built."""
        unknown = {code for code, owed in self.due if owed.startswith(UNDECIDED)}
        own = [row for row in self.rows if self.county[row["项目编码"]] == county]
        built = [row["形象进度"] for row in own if row["项目编码"] not in unknown]
        return built.count(1.0), len(built) - built.count(1.0)


@lru_cache(maxsize=2)
def payments(counties: tuple[County, ...], seed: int) -> Ledger:
    """拨付台账 by project, each 项目编码 once."""
    listed = library(counties, seed)
    begun = listed[listed["实施状态"].isin((STARTED, FINISHED))]
    changed = {plant.code for plant in plants(counties, seed)}
    cases = of_button(planted_money(counties, seed), PAYMENT)
    ledger, left = Ledger(), dict(cases)
    projects = {row["项目编码"]: row for row in begun.to_dict("records")}
    for code, row in projects.items():
        county = row["行政区划代码"]
        plant = left.get(county)
        if plant and code not in changed and _fits(row, plant):
            del left[county]
            ledger.placed.add(county)
            _planted(ledger, row, plant)
        else:
            _orderly(ledger, row, seed)
    return ledger


def _fits(row: Mapping[Any, Any], plant: PlantedMoney) -> bool:
    """The 实施状态 of the case; to be paid so many days after completion there must have been as many."""
    if row["实施状态"] != plant.case["实施状态"]:
        return False
    days = int(plant.changes.get("付清第", 0))
    finished = row["完工日期"]
    return not days or (not blank(finished) and finished.date() + dt.timedelta(days) <= ON)


def _orderly(ledger: Ledger, row: Mapping[Any, Any], seed: int) -> None:
    """Paid as it is built; a finished one within 30 days. Dates that contradict each other are due."""
    code, contract = row["项目编码"], _contract(row)
    finished = None if blank(row["完工日期"]) else row["完工日期"].date()
    progress, share = paid_share(code, finished is not None or row["实施状态"] == FINISHED, seed)
    rng = Random(f"{seed}/{code}/拨付")
    since = rng.randrange(3, 29)
    paid = ON - dt.timedelta(since) if finished is None else min(ON, finished + dt.timedelta(since))
    ledger.county[code] = row["行政区划代码"]
    ledger.rows.append(_row(row, contract, share, paid, progress) | {"完工日期": finished})
    if _wrong(row, finished):
        ledger.due.add((code, UNDECIDED + NO_DATA))


def _wrong(row: Mapping[Any, Any], finished: dt.date | None) -> bool:
    """Of a finished project whose dates in 项目库 are missing, run backwards or lie ahead."""
    if finished is None:
        return bool(row["实施状态"] == FINISHED)
    return finished > ON or (not blank(row["开工日期"]) and finished < row["开工日期"].date())


def _planted(ledger: Ledger, row: Mapping[Any, Any], plant: PlantedMoney) -> None:
    changes, code = plant.changes, row["项目编码"]
    if "台账" in changes:
        ledger.left_out.add(row["行政区划代码"])
        return
    ledger.county[code] = row["行政区划代码"]
    contract = float(max(1, round(_contract(row))))  # so that a share to 0.01 % is exact
    typed = _typed(row, changes)
    share = float(changes.get("支付", PAID_UP))
    made = _row(row, contract, share, typed["末次支付日期"], None) | typed
    ledger.rows.append(made)
    if plant.case["应得"]:
        ledger.due.add((code, plant.case["应得"]))


def _typed(row: Mapping[Any, Any], changes: Mapping[str, str]) -> dict[str, Any]:
    days = int(changes.get("付清第", 0))
    paid = row["完工日期"].date() + dt.timedelta(days) if days else _day(changes.get("付款"))
    finished = _day(changes.get("完工"))
    progress = changes.get("形象", "100")
    return {
        "完工日期": finished,
        "末次支付日期": paid or finished or ON - dt.timedelta(5),
        "付清日期": _day(changes.get("付清")),
        "形象进度": None if progress == "空白" else float(progress) / 100,
    }


def _day(typed: str | None) -> dt.date | None:
    return dt.date.fromisoformat(typed) if typed else None


def _contract(row: Mapping[Any, Any]) -> float:
    amount = row["概算投资"] if not blank(row["概算投资"]) else row["其中衔接资金"]
    return float(round(amount * CONTRACT / 100, 2))


def _row(
    row: Mapping[Any, Any], contract: float, share: float, paid: dt.date, progress: int | None
) -> dict[str, Any]:
    return {
        "项目编码": row["项目编码"],
        "县区": row["县区"],
        "合同额": contract,
        "已支付": round(contract * share / 100, 6),
        "末次支付日期": paid,
        "形象进度": None if progress is None else progress / 100,
    }
