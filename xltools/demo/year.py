"""The year of the demo, day by day: each step is what an office does on that day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from xltools.demo.office import Office
from xltools.demo.quarter import Quarter
from xltools.sample.appraisal_folder import judge_appraisal
from xltools.sample.edge_verdict import judge_edges
from xltools.sample.edges import PERIOD
from xltools.sample.filing import CHECKED, REVIEWED
from xltools.sample.filing_folder import file_again, judge_filing, judge_recheck, still_open
from xltools.sample.inspections_folder import judge_inspections, record
from xltools.sample.months import FIRST_LETTERS, keep_roster, leave_unissued, month_in, sent_again
from xltools.sample.returns import month_before
from xltools.sample.verdict import judge

YEAR = 2024
PERIODS = [f"{YEAR}-{month:02d}" for month in range(1, 13)]

THIRD_QUARTER = dt.date(YEAR, 10, 8)
"""The working day after the National Day holiday, for which the truth about most ledgers is worked out."""

Run = Callable[[Office, dt.date], None]


@dataclass(frozen=True, slots=True)
class Step:
    """Something done on a day; `title` as the calendar calls it."""

    on: dt.date
    title: str
    run: Run


def steps() -> list[Step]:
    """The year in order: what each month brings, then what comes once."""
    return sorted([*_monthly(), *_once()], key=lambda step: step.on)


def _once() -> Iterator[Step]:
    yield Step(dt.date(YEAR, 1, 5), "督导计划", _pressing("schedule"))
    yield Step(dt.date(YEAR, 3, 11), "抽取专家", _pressing("experts"))
    yield Step(REVIEWED, "备案审查", _review_plans)
    yield Step(CHECKED, "复审核销", _recheck_plans)
    yield Step(dt.date(YEAR, 6, 11), "方案印发前的不发函", lambda office, on: leave_unissued(office.sample))
    yield Step(dt.date(YEAR, 8, 30), "动态清库", _pressing("cleanup"))
    for day in (*(dt.date(YEAR, month, 10) for month in (1, 4, 7)), THIRD_QUARTER):
        yield Step(day, "季度抽查", _pressing("draw"))
    yield Step(THIRD_QUARTER, "问题销号", _close_problems)
    yield Step(THIRD_QUARTER, "项目库、资金、试点、资产检查", _hand_over)
    yield Step(dt.date(YEAR, 12, 20), "奖惩和下年度分配", _allocate)
    yield Step(dt.date(YEAR, 12, 31), "年末问题销号", _pressing("closeout"))
    yield Step(dt.date(YEAR + 1, 1, 15), "年度考核", _appraise)


def _monthly() -> Iterator[Step]:
    for month in range(1, 13):
        after = dt.date(YEAR + month // 12, month % 12 + 1, 8)
        yield Step(after, f"{month}月调度排名", _ranking_of(f"{YEAR}-{month:02d}"))


def _pressing(*keys: str) -> Run:
    def run(office: Office, on: dt.date) -> None:
        for key in keys:
            office.press(key, on)

    return run


def _ranking_of(period: str) -> Run:
    """Returns in, the faulty ones back and mended, ranked; letters from the plan's own month on."""

    def run(office: Office, on: dt.date) -> None:
        arriving = office.coming[period].result()
        office.sample = month_in(office.sample, arriving)
        keep_roster(office.sample, period, month_before(period))
        collected = office.press("collect", on)
        office.verdicts.append(judge(office.sample, collected.issues))
        sent_again(office.sample, arriving.faulty)
        office.press("collect", on)
        office.press("rank", on)
        if period == PERIOD and office.sample.planted:
            office.scores += judge_edges(office.sample.workbook, still_open(office.filing.planted))
        if period >= FIRST_LETTERS:
            office.press("letters", on)

    return run


def _review_plans(office: Office, on: dt.date) -> None:
    office.press("filing", on)
    office.scores.append(judge_filing(office.filing))
    office.press("opinions", on)


def _recheck_plans(office: Office, on: dt.date) -> None:
    file_again(office.filing)
    office.press("recheck", on)
    office.scores.append(judge_recheck(office.filing))


def _close_problems(office: Office, on: dt.date) -> None:
    record(office.inspections)
    for key in ("schedule", "closeout"):
        office.press(key, on)
    office.scores += judge_inspections(office.inspections)


def _hand_over(office: Office, on: dt.date) -> None:
    beside = Quarter(office.folder, office.library, office.money, office.pilots, office.assets)
    office.beside = office.pool.submit(beside.checked, on)


def _allocate(office: Office, on: dt.date) -> None:
    """Once the other group is done: 资金分配 is theirs until then."""
    office.take_back()
    for key in ("points", "rewards", "allocate"):
        office.press(key, on)


def _appraise(office: Office, on: dt.date) -> None:
    for key in ("appraise", "packs"):
        office.press(key, on)
    office.scores += judge_appraisal(office.appraisal)
