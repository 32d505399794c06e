"""The money's part of the sample office's folder: the ledgers of 资金监管 and the truth about them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from xltools.sample.figures import figures
from xltools.sample.money import (
    DISCLOSURE,
    FUNDING,
    INDUSTRY,
    PAYMENT,
    YEAR,
    PlantedMoney,
    funds,
    of_button,
    planted_money,
    truth_csv,
)
from xltools.sample.money_disclosures import disclosures
from xltools.sample.money_payments import Ledger, payments
from xltools.sample.province import SICHUAN, County, county_frame, province
from xltools.sample.score import Score
from xltools.shipped import shipped
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.money import DISCLOSURES, FUNDS, PAYMENTS
from xltools.tables.declared.money_results import (
    AWARDS,
    DISCLOSURE_CHECK,
    GREEN,
    INDUSTRY_SHARES,
    KEPT,
    LOST,
    NOT_FINISHED,
    OPEN,
    PAYMENT_SUMMARY,
    UNDECIDED,
)
from xltools.tables.declared.money_results import FUNDING as FUNDING_TABLE
from xltools.tables.declared.money_results import PAYMENT as PAYMENT_TABLE

WORKBOOK, TRUTH = "资金监管.xlsm", "资金真值.csv"

MISSING = "缺台账"


@dataclass(frozen=True, slots=True)
class MoneyPaths:
    """Where it lies, what was planted, and the province it is of."""

    workbook: Path
    truth: Path
    planted: tuple[PlantedMoney, ...]
    counties: tuple[County, ...]
    ledger: Ledger
    seed: int


def make_money(folder: Path, seed: int = 2024, counties: int = SICHUAN) -> MoneyPaths:
    """Put the ledgers into the folder's 资金监管.xlsm (new where there is none), 资金真值.csv beside it.

    The project ledger goes with the 项目库 of `make_library` of the same seed and counties.
    """
    from xltools.hosts.closed import open_closed
    from xltools.tables.sheets import write_table

    who = tuple(province(seed, counties))
    made = MoneyPaths(
        folder / WORKBOOK, folder / TRUTH, planted_money(who, seed), who, payments(who, seed), seed
    )
    if not made.workbook.exists():
        shutil.copyfile(shipped("workbooks", WORKBOOK), made.workbook)
    tables = (
        (FUNDS, funds(who, seed)), (PAYMENTS, made.ledger.frame), (DISCLOSURES, disclosures(who, seed)),
        (COUNTIES, county_frame(who)),
    )  # fmt: skip
    with open_closed(made.workbook) as book:
        for table, frame in tables:
            write_table(book, table, frame)
        book.save()
    made.truth.write_bytes(truth_csv(made.planted))
    return made


def judge_money(made: MoneyPaths) -> list[Score]:
    """The five results held against what was planted and what 调度表 says of the same counties."""
    from xltools.hosts.closed import open_closed
    from xltools.tables.sheets import read_table

    tables = (INDUSTRY_SHARES, FUNDING_TABLE, PAYMENT_TABLE, PAYMENT_SUMMARY, DISCLOSURE_CHECK, AWARDS)
    with open_closed(made.workbook) as book:
        found = {table.name: read_table(book, table).frame for table in tables}
    return [
        Score.of(INDUSTRY, _planted(made, INDUSTRY), _industry(found[INDUSTRY_SHARES.name])),
        Score.of(FUNDING, _invested(made), _funding(found[FUNDING_TABLE.name])),
        Score.of(PAYMENT, _paid(made), _payment(found[PAYMENT_TABLE.name], found[PAYMENT_SUMMARY.name])),
        Score.of(DISCLOSURE, _planted(made, DISCLOSURE), _disclosed(found[DISCLOSURE_CHECK.name])),
        Score.of(AWARDS.name, _awarded(made), _pairs(found[AWARDS.name], "资格", KEPT)),
    ]


def _planted(made: MoneyPaths, button: str) -> set[tuple[str, str]]:
    cases = of_button(made.planted, button).items()
    return {(code, owed) for code, each in cases for owed in filter(None, each.case["应得"].split("、"))}


def _invested(made: MoneyPaths) -> set[tuple[str, str]]:
    """From the figures the counties report: funds that fell or stood still, what had not arrived by June."""
    due: set[tuple[str, str]] = set()
    for county in (c for c in made.counties if c.ranked):
        now = figures(county, f"{YEAR}-09", made.seed)
        june = figures(county, f"{YEAR}-06", made.seed)
        before, after = now["上年市县投入"], now["本年市县投入"]
        if after <= before:
            due.add((county.code, "投入红" if after < before or not after else "投入黄"))
        missing = (june["市级到位"] == 0) + (june["县级到位"] == 0)
        if missing:
            due.add((county.code, "到位红" if missing == 2 else "到位黄"))
    return due


def _paid(made: MoneyPaths) -> set[tuple[str, str]]:
    return made.ledger.due | {(code, MISSING) for code in made.ledger.left_out}


def _awarded(made: MoneyPaths) -> set[tuple[str, str]]:
    """取消 where funds fell or a case says so; 待定 where a project cannot be judged or is not there."""
    placed = {**_placed(made), **of_button(made.planted, DISCLOSURE)}
    cases = {code: each.case["评优"] for code, each in placed.items()}
    lost = {code for code, owed in cases.items() if owed == LOST}
    lost |= {code for code, owed in _invested(made) if owed == "投入红"}
    lost |= _few(made)
    unknown = {code for code, owed in cases.items() if owed == OPEN} | made.ledger.left_out
    unknown |= {made.ledger.county[code] for code, owed in made.ledger.due if owed.startswith(UNDECIDED)}
    ranked = {county.code for county in made.counties if county.ranked}
    return {(c, LOST) for c in lost & ranked} | {(c, OPEN) for c in (unknown - lost) & ranked}


def _placed(made: MoneyPaths) -> dict[str, PlantedMoney]:
    """The cases of 拨付核查 that found a project."""
    cases = of_button(made.planted, PAYMENT).items()
    return {code: each for code, each in cases if code in made.ledger.placed}


def _few(made: MoneyPaths) -> set[str]:
    """Counties with a planted project late, or paid out of step, and so few others that it is 10 % of those
    that fell due, or 20 % of those being built (缺省).
    """
    found: set[str] = set()
    for code, each in _placed(made).items():
        late, uneven = each.case["应得"].startswith("逾期"), each.case["应得"].startswith(NOT_FINISHED)
        done, building = made.ledger.counts(code)
        if (late and done <= 10) or (uneven and building <= 5):
            found.add(code)
    return found


def _industry(frame: pd.DataFrame) -> set[tuple[str, str]]:
    own = frame[frame["级别"] == "县"]
    lights = {
        (code, f"{level}{light}")
        for code, level, light in zip(own["代码"], own["资金级次"], own["结论"], strict=True)
        if level in ("中央", "省级") and light != GREEN
    }
    turned = own[own["口径翻转"].notna()]
    return lights | {(c, f"{level}翻转") for c, level in zip(turned["代码"], turned["资金级次"], strict=True)}


def _funding(frame: pd.DataFrame) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for name in ("投入", "到位"):
        found |= {(code, name + light) for code, light in _pairs(frame, f"{name}结论", GREEN)}
    return found


def _payment(frame: pd.DataFrame, counties: pd.DataFrame) -> set[tuple[str, str]]:
    rows = zip(frame["项目编码"], frame["状态"], frame["结论"], strict=True)
    missing = counties.loc[counties["缺台账数"] > 0, "行政区划代码"]
    return {(c, state + light) for c, state, light in rows if light != GREEN} | {
        (c, MISSING) for c in missing
    }


def _disclosed(frame: pd.DataFrame) -> set[tuple[str, str]]:
    rows = zip(frame["行政区划代码"], frame["资金级次"], frame["状态"], frame["结论"], strict=True)
    return {(code, f"{level or ''}{state}") for code, level, state, light in rows if light != GREEN}


def _pairs(frame: pd.DataFrame, column: str, clean: str) -> set[tuple[str, str]]:
    pairs = zip(frame["行政区划代码"], frame[column], strict=True)
    return {(code, value) for code, value in pairs if value != clean}
