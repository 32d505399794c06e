"""The year of the demo, day by day: each step is what an office does on that day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from xltools.demo.office import Office
from xltools.sample.appraisal_folder import judge_appraisal
from xltools.sample.assets_folder import judge_assets
from xltools.sample.edge_verdict import judge_edges
from xltools.sample.edges import PERIOD
from xltools.sample.filing import CHECKED, REVIEWED
from xltools.sample.filing_folder import file_again, judge_filing, judge_recheck, still_open
from xltools.sample.inspections_folder import judge_inspections, record
from xltools.sample.library_folder import judge_library
from xltools.sample.money_folder import judge_money
from xltools.sample.months import FIRST_LETTERS, keep_roster, leave_unissued, month_in
from xltools.sample.pilot_folder import judge_pilots
from xltools.sample.returns import month_before
from xltools.sample.verdict import judge
from xltools.sample.workbook import mended

YEAR = 2024
FIRST = f"{YEAR}-01"

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
    yield Step(THIRD_QUARTER, "项目库季度检查", _check_library)
    yield Step(THIRD_QUARTER, "问题销号", _close_problems)
    yield Step(THIRD_QUARTER, "资金监管", _watch_money)
    yield Step(THIRD_QUARTER, "试点和资产盘活", _follow_pilots_and_assets)
    yield Step(dt.date(YEAR, 12, 20), "奖惩和下年度分配", _pressing("points", "rewards", "allocate"))
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
        office.sample = month_in(office.sample, period)
        keep_roster(office.sample, period, month_before(period))
        collected = office.press("collect", on)
        office.verdicts.append(judge(office.sample, collected.issues))
        mended(office.sample)
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


def _check_library(office: Office, on: dt.date) -> None:
    for key in ("lists", "review", "quality", "sample"):
        office.press(key, on)
    office.scores += judge_library(office.library)


def _close_problems(office: Office, on: dt.date) -> None:
    record(office.inspections)
    for key in ("schedule", "closeout"):
        office.press(key, on)
    office.scores += judge_inspections(office.inspections)


def _watch_money(office: Office, on: dt.date) -> None:
    for key in ("industry", "funding", "payment", "disclosure", "awards"):
        office.press(key, on)
    office.scores += judge_money(office.money)


def _follow_pilots_and_assets(office: Office, on: dt.date) -> None:
    for key in ("pilots", "classify", "revive"):
        office.press(key, on)
    office.scores += [*judge_pilots(office.pilots), *judge_assets(office.assets)]


def _appraise(office: Office, on: dt.date) -> None:
    for key in ("appraise", "packs"):
        office.press(key, on)
    office.scores += judge_appraisal(office.appraisal)
