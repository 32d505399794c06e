"""督导检查 of the sample office's folder, and the truth about what was planted in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from xltools.sample.inspections import (
    MISSED_MONTH,
    MONTHS,
    SKIPPED_MONTH,
    YEAR,
    PlantedProblem,
    found,
    lapses,
    planted_problems,
    visits,
)
from xltools.sample.library_folder import fill
from xltools.sample.province import SICHUAN, County, county_frame, province
from xltools.sample.score import Score
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.inspections import (
    COUNTY_CLOSINGS,
    FOUND,
    LATE,
    NO_DATA,
    POINT_EVENTS,
    SCHEDULE,
    VISITS,
)
from xltools.tables.model import Table

WORKBOOK, TRUTH = "督导检查.xlsm", "督导真值.csv"

_WORST = ("红", "黄", "绿")
_MANY_LATE = 3
"""缺省: overdue problems of one county from which a 整改通知书 is due, where several cases met in it."""

_HEADINGS = ("编号", "行政区划代码", "情形", "状态", "逾期天数", "县结论", "函件", "计分", "依据")


@dataclass(frozen=True, slots=True)
class InspectionPaths:
    """Where it lies, who is inspected, and what was planted."""

    workbook: Path
    truth: Path
    counties: tuple[County, ...]
    planted: tuple[PlantedProblem, ...]
    seed: int


def make_inspections(
    folder: Path, seed: int = 2024, counties: int = SICHUAN, recorded: bool = True
) -> InspectionPaths:
    """Put the sample's 督导检查.xlsm and 督导真值.csv into the folder of its 项目库. Not `recorded`: as in
    January, with the counties alone; `record` fills in the year as of October.
    """
    who = tuple(province(seed, counties))
    planted = tuple(planted_problems(who, seed))
    made = InspectionPaths(folder / WORKBOOK, folder / TRUTH, who, planted, seed)
    tables: list[tuple[Table, pd.DataFrame]] = [(COUNTIES, county_frame(who))]
    fill(made.workbook, [*tables, *(_records(made) if recorded else ())])
    made.truth.write_bytes(_truth_csv(planted))
    return made


def record(made: InspectionPaths) -> None:
    """督导记录 and 问题台账 from January to September into the workbook."""
    from xltools.hosts.closed import open_closed
    from xltools.tables.sheets import write_table

    with open_closed(made.workbook) as book:
        for table, frame in _records(made):
            write_table(book, table, frame)
        book.save()


def judge_inspections(made: InspectionPaths) -> list[Score]:
    """The results of 督导计划 and 问题销号, pressed on 8 October 2024, held against what was planted."""
    from xltools.hosts.closed import open_closed
    from xltools.tables.sheets import read_table

    tables = (SCHEDULE, FOUND, COUNTY_CLOSINGS, POINT_EVENTS)
    with open_closed(made.workbook) as book:
        frames = {table.name: read_table(book, table).frame for table in tables}
    ledger, closings = frames[FOUND.name], frames[COUNTY_CLOSINGS.name]
    days = ledger["逾期天数"].fillna(0).astype(int).astype(str)
    late = frames[SCHEDULE.name]
    visited_late = late[(late["状态"] == LATE) & (late["事项"] == "市州月督导")]
    counted = frames[POINT_EVENTS.name]
    counted = counted[counted["是否计分"] == "是"]
    reasons = [reason.partition("：")[0] for reason in counted["事由"]]
    return [
        Score.of("督导计划", _missed(made.counties), {(key,) for key in visited_late["编号"]}),
        Score.of(
            "问题销号",
            {(p.number, p.case["状态"], p.case["逾期天数"]) for p in made.planted},
            set(zip(ledger["编号"], ledger["状态"], days, strict=True)),
        ),
        Score.of("销号情况", _lights(made), _pairs(closings, "行政区划代码", "结论", "函件建议")),
        Score.of("督导计分", _points(made), set(zip(counted["问题编号"], reasons, strict=True))),
    ]


def _records(made: InspectionPaths) -> list[tuple[Table, pd.DataFrame]]:
    return [(VISITS, visits(made.counties, made.seed)), (FOUND, found(made.counties, made.seed))]


def _missed(counties: Sequence[County]) -> set[tuple[str, ...]]:
    """The visits of months that are over and not complete."""
    gaps = lapses(counties)
    if not gaps.city:
        return set()
    missed = {(f"{YEAR}-{MISSED_MONTH:02d}-V-{gaps.city}",)}
    missed.add((f"{YEAR}-{SKIPPED_MONTH:02d}-V-{gaps.skipped[:4]}00",))
    return missed | {(f"{YEAR}-{month:02d}-V-{gaps.never[:4]}00",) for month in MONTHS}


def _lights(made: InspectionPaths) -> set[tuple[str, ...]]:
    """结论 and 函件 of every county: the worst of its cases; inspected without a problem is green."""
    gaps = lapses(made.counties)
    due: set[tuple[str, ...]] = set()
    for county in made.counties:
        own = [p.case for p in made.planted if p.code == county.code and p.case["县结论"]]
        if county.ranked or own:
            light = min((case["县结论"] for case in own), key=_WORST.index, default="绿")
            due.add((county.code, NO_DATA if county.code == gaps.never else light, _letter(own)))
    return due


def _letter(cases: Sequence[dict[str, str]]) -> str:
    letters = [case["函件"] for case in cases if case["函件"]]
    if not letters:
        return ""
    return "整改通知书" if "整改通知书" in letters or len(letters) >= _MANY_LATE else letters[0]


def _points(made: InspectionPaths) -> set[tuple[str, ...]]:
    return {(p.number, reason) for p in made.planted for reason in filter(None, p.case["计分"].split("、"))}


def _pairs(frame: pd.DataFrame, *names: str) -> set[tuple[str, ...]]:
    columns = [frame[name].fillna("").tolist() for name in names]
    return set(zip(*columns, strict=True))


def _truth_csv(planted: Sequence[PlantedProblem]) -> bytes:
    """督导真值.csv: every planted problem and how it stands."""
    text = io.StringIO()
    writer = csv.DictWriter(text, _HEADINGS, lineterminator="\r\n")
    writer.writeheader()
    for problem in planted:
        own = {"编号": problem.number, "行政区划代码": problem.code}
        writer.writerow(own | {name: problem.case[name] for name in _HEADINGS if name in problem.case})
    return text.getvalue().encode("utf-8-sig")
