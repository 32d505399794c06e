"""The months of the year: what the counties send, and what the office changes by hand in between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd

from xltools.folders import COLLECTED
from xltools.sample.figures import takes_part
from xltools.sample.province import County, county_frame, province
from xltools.sample.returns import truth_csv, write_returns
from xltools.sample.workbook import SamplePaths
from xltools.tables.declared.dispatch import COUNTIES, YES_NO
from xltools.tables.declared.letters import LETTERS
from xltools.tables.model import Table

TRUTHS = "真值"
"""The folder of what was planted in each month's returns."""

FIRST_LETTERS = "2024-06"
"""The plan was published in May 2024: what is ranked before is not written about."""


def month_in(sample: SamplePaths, period: str) -> SamplePaths:
    """The returns of a 期别 as they arrive, with 真值/期别.csv."""
    made = replace(
        sample,
        period=period,
        returns=sample.folder / COLLECTED / period,
        truth=sample.folder / TRUTHS / f"{period}.csv",
    )
    truths = write_returns(made.returns, _province(made), period, made.seed)
    made.truth.parent.mkdir(exist_ok=True)
    made.truth.write_bytes(truth_csv(truths))
    return made


def keep_roster(sample: SamplePaths, period: str, before: str) -> None:
    """县区名单 as the office keeps it: who takes part, where that changed since the 期别 `before`."""
    who = _province(sample)
    now, then = ([takes_part(c, each) for c in who] for each in (period, before))
    if now != then:
        _edit(sample.workbook, COUNTIES, lambda frame: _roster(who, now))


def leave_unissued(sample: SamplePaths) -> None:
    """函件清单 before the plan: nothing is issued."""

    def unticked(listed: pd.DataFrame) -> pd.DataFrame:
        return listed.assign(是否签发=listed["是否签发"].where(listed["期别"] >= FIRST_LETTERS, YES_NO[1]))

    _edit(sample.workbook, LETTERS, unticked)


def _province(sample: SamplePaths) -> list[County]:
    return province(sample.seed, sample.counties)


def _roster(who: list[County], taking_part: list[bool]) -> pd.DataFrame:
    return county_frame(replace(c, ranked=ranked) for c, ranked in zip(who, taking_part, strict=True))


def _edit(workbook: Path, table: Table, change: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    """A table changed by hand and the workbook saved."""
    from xltools.hosts.closed import open_closed
    from xltools.tables.sheets import read_table, write_table

    with open_closed(workbook) as book:
        write_table(book, table, change(read_table(book, table, required=False).frame))
        book.save()
