"""The pilots' part of the sample office's folder: 试点台账 in 资金分配 and what was planted in it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from xltools.sample.factors import factors
from xltools.sample.pilots import (
    PlantedPilot,
    graded_poor,
    moved_offers,
    planted_pilots,
    standing_of,
    truth_rows,
)
from xltools.sample.province import SICHUAN, province
from xltools.sample.score import Score
from xltools.sample.workbook import FUNDS, FUNDS_WRITTEN, fill_workbook, funds_tables
from xltools.tables.declared.allocation_columns import PILOTS
from xltools.tables.declared.pilots import MAY, PILOT_OFFERS, PILOT_STATE, QUALIFICATION, SAME
from xltools.tables.model import blank

TRUTH = "试点真值.csv"

_NUMBER = re.compile(r"\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class PilotPaths:
    """Where it lies, what was planted, who may have which pilot, what 试点清单 lacks, and the grants that a
    poor grade leaves to a person.
    """

    workbook: Path
    truth: Path
    planted: tuple[PlantedPilot, ...]
    may: frozenset[tuple[str, str]]
    offers: dict[tuple[str, str], str]
    graded: tuple[tuple[str, str, str], ...]


def make_pilots(folder: Path, seed: int = 2024, counties: int = SICHUAN) -> PilotPaths:
    """Put 试点真值.csv into the folder, and 资金分配.xlsm where make_sample has not put it yet."""
    who = tuple(province(seed, counties))
    table, planted = factors(who, seed), tuple(planted_pilots(who, seed))
    may = {(code, pilot) for pilot in PILOTS for code in standing_of(table, pilot, MAY)}
    made = PilotPaths(
        folder / FUNDS, folder / TRUTH, planted, frozenset(may), moved_offers(who, seed),
        tuple(graded_poor(who, seed)),
    )  # fmt: skip
    if not made.workbook.exists():
        fill_workbook(made.workbook, funds_tables(seed, counties), FUNDS_WRITTEN, FUNDS)
    made.truth.write_bytes(_csv(truth_rows(planted)))
    return made


def judge_pilots(made: PilotPaths) -> list[Score]:
    """试点资格, 试点情况 and 试点列入 as 试点管理 wrote them, held against the truth."""
    from xltools.hosts.closed import open_closed
    from xltools.tables.sheets import read_table

    with open_closed(made.workbook) as book:
        tables = [read_table(book, table).frame for table in (QUALIFICATION, PILOT_STATE, PILOT_OFFERS)]
    fits, states, offers = (frame.to_dict("records") for frame in tables)
    may = {(row["行政区划代码"], pilot) for row in fits for pilot in PILOTS if row[pilot] == MAY}
    due = {(*each.key, each.case["结论"], each.case["问题"]) for each in made.planted if _wrong(each.case)}
    due |= {(*key, "黄", "资格待核实") for key in made.graded}
    found = {
        (f"{row['年度']:.0f}", row["行政区划代码"], row["试点"], _text(row["结论"]), _kinds(row["问题"]))
        for row in states
        if not blank(row["问题"])
    }
    moved = {(row["行政区划代码"], row["试点"], row["对照"]) for row in offers if row["对照"] != SAME}
    return [
        Score.of("试点资格", made.may, may),
        Score.of("试点情况", due, found),
        Score.of("试点列入", {(*key, standing) for key, standing in made.offers.items()}, moved),
    ]


def _wrong(case: dict[str, str]) -> bool:
    return bool(case["问题"])


def _kinds(problems: str) -> str:
    """Problems without their figures, in order of name: days go on counting."""
    return "；".join(sorted(_NUMBER.sub("n", problems).split("；")))


def _text(value: object) -> str:
    return "" if blank(value) else str(value)


def _csv(rows: Iterable[dict[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    names = ("年度", "行政区划代码", "试点", "结论", "问题", "情形", "依据")
    writer = csv.DictWriter(text, names, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
