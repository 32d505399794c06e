"""The filing's part of the sample office's folder: 备案审查 and the truth about what was planted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from xltools.sample.filing import PlantedFiling, plan, planted_filings, refiled, truth_csv
from xltools.sample.library_folder import fill
from xltools.sample.province import SICHUAN, county_frame, province
from xltools.sample.score import Score
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.filing import PLAN, REFILED
from xltools.tables.declared.review import PROBLEMS

WORKBOOK, TRUTH = "备案审查.xlsm", "备案真值.csv"


@dataclass(frozen=True, slots=True)
class FilingPaths:
    """Where it lies, what was planted, and what the counties send again in April and May."""

    workbook: Path
    truth: Path
    planted: tuple[PlantedFiling, ...]
    again: pd.DataFrame


def make_filing(folder: Path, seed: int = 2024, counties: int = SICHUAN) -> FilingPaths:
    """Put the sample's 备案审查.xlsm as of March and 备案真值.csv into the folder of its 项目库."""
    who = tuple(province(seed, counties))
    planted = tuple(planted_filings(who, seed))
    made = FilingPaths(folder / WORKBOOK, folder / TRUTH, planted, refiled(who, seed))
    fill(made.workbook, [(PLAN, plan(who, seed)), (COUNTIES, county_frame(who))])
    made.truth.write_bytes(truth_csv(planted))
    return made


def file_again(made: FilingPaths) -> None:
    """The counties' 重新备案 into the workbook."""
    from xltools.hosts.closed import open_closed
    from xltools.tables.sheets import write_table

    with open_closed(made.workbook) as book:
        write_table(book, REFILED, made.again)
        book.save()


def judge_filing(made: FilingPaths) -> Score:
    """问题清单 as the review wrote it, held against 备案真值.csv."""
    due: set[tuple[str, ...]] = {(*owed,) for each in made.planted for owed in each.owed}
    return Score.of("备案审查", due, {key for key, _ in _listed(made)})


def judge_recheck(made: FilingPaths) -> Score:
    """The 状态 of each issue after the recheck, held against 备案真值.csv."""
    due: set[tuple[str, ...]] = {(*owed, each.case["复审后"]) for each in made.planted for owed in each.owed}
    return Score.of("复审核销", due, {(*key, state) for key, state in _listed(made)})


def still_open(planted: Iterable[PlantedFiling]) -> set[str]:
    """Counties that the recheck leaves with an open issue: 约谈 (i) once the deadline is past."""
    return {each.code for each in planted if each.case["复审后"] != "已整改"}


def _listed(made: FilingPaths) -> list[tuple[tuple[str, ...], str]]:
    from xltools.hosts.closed import open_closed
    from xltools.tables.sheets import read_table

    with open_closed(made.workbook) as book:
        rows: Sequence[Mapping[Any, Any]] = read_table(book, PROBLEMS).frame.to_dict("records")
    return [((r["行政区划代码"], r["项目编码"], r["问题类别"]), r["状态"]) for r in rows]
