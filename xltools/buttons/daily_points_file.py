"""第6条 奖惩清单 of 日常计分 in the same folder, together with what the officer typed into 奖惩明细."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from xltools.buttons.daily_points import WORKBOOK as DAILY_POINTS
from xltools.buttons.neighbour import Neighbour, neighbour
from xltools.errors import Issue
from xltools.rules.art06.decisions import confirmed_problems
from xltools.rules.problems import to_issues
from xltools.tables.declared.points import REWARDS
from xltools.tables.declared.taken import TAKEN
from xltools.tables.model import Reading

_COPIED = ("行政区划代码", "市州", "县区", "事项", "金额", "依据")


@dataclass(slots=True)
class Rewards:
    """What an allocation takes: `frame` in the columns of 奖惩明细, `places` the reading and row each row is
    from; `waiting` counts the rows of 奖惩清单 that nobody has confirmed yet, `elsewhere` those of other
    years.
    """

    frame: pd.DataFrame
    places: list[tuple[Reading, int]]
    file: Neighbour | None
    waiting: int = 0
    elsewhere: dict[int, int] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    @property
    def read(self) -> int:
        """How many rows came from the file."""
        return int(self.frame["来源"].notna().sum())


def rewards_file(folder: Path, typed: Reading, year: int) -> Rewards:
    """The confirmed rows of `year` in 日常计分, after those typed by hand; what an earlier press read is
    left out. What cannot be taken is in `issues`.
    """
    file = neighbour(folder, DAILY_POINTS, (REWARDS,))
    by_hand = [i for i, source in enumerate(typed.values("来源")) if not source]
    places = [(typed, i) for i in by_hand]
    rows = [_row(typed, i, None) for i in by_hand]
    found = Rewards(pd.DataFrame(), places, file)
    if file is None:
        found.issues = list(_gone(typed))
    else:
        listed = file.readings[REWARDS.name]
        years = listed.values("扣减年度")
        mine = [i for i, of in enumerate(years) if of == year]
        found.elsewhere = dict(sorted(Counter(int(of) for of in years if of and of != year).items()))
        decided = listed.values("是否确认")
        found.waiting = sum(decided[i] != "是" for i in mine)
        confirmed = [i for i in mine if decided[i] == "是"]
        places += [(listed, i) for i in confirmed]
        rows += [_row(listed, i, file.path.name) for i in confirmed]
        found.issues = [
            *_undated(listed),
            *_doubled(typed, by_hand, listed, confirmed),
            *to_issues(confirmed_problems(listed.frame, year), file.readings),
        ]
    found.frame = _typed_as(typed, rows)
    return found


def _row(reading: Reading, i: int, source: str | None) -> dict[str, Any]:
    return {name: reading.value(i, name) for name in _COPIED} | {"来源": source}


def _typed_as(typed: Reading, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """The rows with the column types a reading has."""
    frame = pd.DataFrame(rows, columns=TAKEN.names)
    return frame.astype({name: typed.frame[name].dtype for name in TAKEN.names})


def _gone(typed: Reading) -> Iterator[Issue]:
    """Rows read at an earlier press from a file that is not there any more."""
    for i, source in enumerate(typed.values("来源")):
        if source:
            problem = f"是从“{source}”读入的，同一文件夹里现在没有这个文件"
            yield typed.issue(
                i, "来源", problem, "把文件放回同一文件夹；改为手工的，清空本行的来源；不用的删去本行"
            )


def _undated(listed: Reading) -> Iterator[Issue]:
    for i, of in enumerate(listed.values("扣减年度")):
        if of is None:
            yield listed.issue(
                i,
                "扣减年度",
                "没有扣减年度，不知道进入哪一年的分配",
                "请在“日常计分”按“奖惩测算”，或补上年度",
            )


def _doubled(typed: Reading, by_hand: list[int], listed: Reading, confirmed: list[int]) -> Iterator[Issue]:
    """One 事项 of one county both typed and read would count twice."""
    read = {(listed.value(i, "行政区划代码"), listed.value(i, "事项")) for i in confirmed}
    for i in by_hand:
        code, matter = typed.value(i, "行政区划代码"), typed.value(i, "事项")
        if (code, matter) in read:
            problem = f"{code}的“{matter}”在“{listed.file}”里已经有了，两边都算会重复"
            yield typed.issue(i, "事项", problem, "请删去本行，或在“日常计分”把那一行的“是否确认”改为“否”")
