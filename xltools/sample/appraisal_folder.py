"""The appraisal's part of the sample office's folder: 年度考核 and the truth about what was planted."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xltools.sample.appraisal import YEAR, Planted, adjustments, experts, planted, tasks
from xltools.sample.library_folder import fill
from xltools.sample.province import SICHUAN, County, province
from xltools.sample.score import Score
from xltools.tables.declared.appraisal import ADJUSTED, RESULTS, VETO
from xltools.tables.declared.experts import DRAWN, DRAWN_AS, EXPERTS, TASKS

WORKBOOK, TRUTH = "年度考核.xlsm", "考核真值.csv"

_NOT_DRAWN = "不得抽中"


@dataclass(frozen=True, slots=True)
class AppraisalPaths:
    """Where it lies, what was planted, who is appraised, and how many experts each task wants."""

    workbook: Path
    truth: Path
    planted: tuple[Planted, ...]
    counties: tuple[County, ...]
    seats: Mapping[str, int]


def make_appraisal(folder: Path, seed: int = 2024, counties: int = SICHUAN) -> AppraisalPaths:
    """Put the sample's 年度考核.xlsm and 考核真值.csv into the folder; 县区名单 is that of 调度排名 there."""
    who = tuple(province(seed, counties))
    wanted = tasks(who)
    made = AppraisalPaths(
        folder / WORKBOOK,
        folder / TRUTH,
        tuple(planted(who)),
        who,
        {row["任务编号"]: int(row["人数"]) for row in wanted.to_dict("records")},
    )
    fill(made.workbook, [(ADJUSTED, adjustments(who)), (EXPERTS, experts(who, seed)), (TASKS, wanted)])
    made.truth.write_bytes(_csv(made.planted))
    return made


def judge_appraisal(made: AppraisalPaths) -> list[Score]:
    """考核结果 and 抽取记录 as the buttons wrote them, held against 考核真值.csv."""
    from xltools.hosts.closed import open_closed
    from xltools.tables.sheets import read_table

    with open_closed(made.workbook) as book:
        results, drawn = (read_table(book, table).frame.to_dict("records") for table in (RESULTS, DRAWN))
    return [_results(made, results), _draws(made, drawn)]


def _results(made: AppraisalPaths, rows: Sequence[Mapping[Any, Any]]) -> Score:
    """Who is appraised, who was given or lost points, who is limited by a veto, and nobody else."""
    due = {(each.who, each.due) for each in made.planted if each.table == ADJUSTED.name}
    due = {pair for pair in due if pair[1] != "加减分0"}
    due |= {(c.code, "参加考核" if c.ranked else "不参加考核") for c in made.counties}
    mine = [row for row in rows if row["年度"] == YEAR]
    found = {
        (r["行政区划代码"], f"加减分{r['加减分']:g}")
        for r in mine
        if r["加减分"] and r["加减分"] == r["加减分"]
    }
    found |= {(r["行政区划代码"], VETO) for r in mine if VETO in (r["等次上限原因"] or "")}
    exempt = [(r["行政区划代码"], "不参加考核" in r["依据"]) for r in mine]
    found |= {(code, "不参加考核" if out else "参加考核") for code, out in exempt}
    return Score.of("年度考核", due, found)


def _draws(made: AppraisalPaths, rows: Sequence[Mapping[Any, Any]]) -> Score:
    """As many as each task wants, and of the planted none where they may not go."""
    barred = {each.who for each in made.planted if each.due == _NOT_DRAWN}
    first = min(made.seats)
    due = {(task, f"{seats}人") for task, seats in made.seats.items()}
    due |= {(number, _NOT_DRAWN) for number in barred}
    seats = {task: sum(r["任务编号"] == task and r["席位"] == DRAWN_AS for r in rows) for task in made.seats}
    there = {r["编号"] for r in rows if r["任务编号"] == first}
    found = {(task, f"{n}人") for task, n in seats.items()}
    found |= {(number, _NOT_DRAWN) for number in barred - there}
    return Score.of("专家抽取", due, found)


def _csv(rows: Sequence[Planted]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("情形", "表", "代码或编号", "填写", "应得", "依据"))
    for each in rows:
        typed = "；".join(f"{name}={value}" for name, value in each.typed.items())
        writer.writerow((each.case, each.table, each.who, typed, each.due, each.why))
    return text.getvalue().encode("utf-8-sig")
