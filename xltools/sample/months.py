"""The months of the year: what the counties send, and what the office changes by hand in between."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from xltools.folders import COLLECTED
from xltools.sample.figures import takes_part
from xltools.sample.province import County, county_frame, province
from xltools.sample.quirks import REPORT
from xltools.sample.returns import clean_return, file_name, truth_csv, write_returns
from xltools.sample.workbook import SamplePaths
from xltools.tables.declared.dispatch import COUNTIES, YES_NO
from xltools.tables.declared.letters import LETTERS
from xltools.tables.model import Table

WAITING = ".待报"
"""The folder of returns that have not arrived yet."""

TRUTHS = "真值"
"""The folder of what was planted in each month's returns."""

FIRST_LETTERS = "2024-06"
"""The plan was published in May 2024: what is ranked before is not written about."""


@dataclass(frozen=True, slots=True)
class Arriving:
    """The returns of a 期别 still aside, and the files among them that will have to be sent again."""

    period: str
    returns: Path
    truth: Path
    faulty: frozenset[str]


def written_aside(folder: Path, seed: int, counties: int, period: str) -> Arriving:
    """The returns of a 期别 and 真值/期别.csv, written where no button looks yet."""
    made = Arriving(period, folder / WAITING / period, folder / TRUTHS / f"{period}.csv", frozenset())
    truths = write_returns(made.returns, province(seed, counties), period, seed)
    made.truth.parent.mkdir(exist_ok=True)
    made.truth.write_bytes(truth_csv(truths))
    return replace(made, faulty=frozenset(t.file for t in truths if t.verdict == REPORT))


def month_in(sample: SamplePaths, arriving: Arriving) -> SamplePaths:
    """The returns arrive in 上报/期别."""
    period = arriving.period
    there = sample.folder / COLLECTED / period
    there.parent.mkdir(exist_ok=True)
    arriving.returns.rename(there)
    with suppress(OSError):
        arriving.returns.parent.rmdir()  # the last month leaves it empty
    return replace(sample, period=period, returns=there, truth=arriving.truth)


def sent_again(sample: SamplePaths, faulty: Collection[str]) -> None:
    """What the counties send after the 退回单: on the form and correct."""
    for county in _province(sample):
        name = file_name(county, sample.period)
        if name in faulty:
            (sample.returns / name).write_bytes(clean_return(county, sample.period, sample.seed))


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
