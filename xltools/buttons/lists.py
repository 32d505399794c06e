"""清单筛查: the three lists against the projects of 项目库, each hit decided once (第2条)."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from xltools.buttons.button import Press, Result
from xltools.buttons.inputs import checksum, overrides_of, read_all
from xltools.buttons.library_file import all_projects, library_file
from xltools.errors import InputError, Issue
from xltools.policy import load
from xltools.rules.art02.entries import list_problems
from xltools.rules.art02.lists import remember, screen
from xltools.rules.problems import to_issues
from xltools.tables.declared.lists import (
    DECIDED,
    INDUSTRY_CATALOGUE,
    LISTS,
    NEGATIVE,
    NEGATIVE_LIST,
    POSITIVE_LIST,
    SCREENED,
    STANDINGS,
)
from xltools.tables.model import Reading
from xltools.tables.sheets import read_table


def lists(press: Press) -> Result:
    """第2条: 筛查结果 with what hits, and 筛查决定 with what was decided since the last press."""
    policy = load(press.today, overrides_of(press))
    given = (NEGATIVE_LIST, POSITIVE_LIST, INDUSTRY_CATALOGUE)
    readings = read_all(press.book, required=given, optional=(DECIDED,))
    readings[SCREENED.name] = _screened(press)
    entries = {name: readings[name].frame for name in LISTS}
    decided, undecided = remember(readings[SCREENED.name].frame, readings[DECIDED.name].frame, press.today)
    problems = [*list_problems(entries), *undecided]
    if problems:
        raise InputError(to_issues(problems, readings))
    if not any(len(frame) for frame in entries.values()):
        raise InputError([_no_entries()])
    file = library_file(press.folder)
    projects = all_projects(file)
    press.progress("清单筛查", 0, 1)
    found = screen(projects, entries, decided, policy)
    press.progress("清单筛查", 1, 1)
    counts = _counts(found)
    return Result(
        message=f"对照{len(projects)}个项目：{_said(counts)}。{file.said}",
        rows=len(found),
        tables=[(SCREENED, found), (DECIDED, decided)],
        issues=[i for name, reading in readings.items() if name != SCREENED.name for i in reading.issues],
        facts={"projects": len(projects), "hits": counts},
        note=file.label,
        inputs=checksum([*entries.values(), projects]),
        policy=policy,
    )


def _screened(press: Press) -> Reading:
    """筛查结果 with what the officer decided. It is made anew, so a project without code or with another's
    must not stop it; InputError where a decision cannot be read.
    """
    reading = read_table(press.book, SCREENED, required=False)
    places = {number: i for i, number in enumerate(reading.rows)}
    bad = [issue for issue in reading.errors if _counts_here(issue, reading, places)]
    if bad:
        raise InputError(bad)
    return reading


def _counts_here(issue: Issue, reading: Reading, places: Mapping[int, int]) -> bool:
    row = places.get(int("".join(c for c in issue.cell if c.isdigit()) or 0))
    if row is None or issue.column == "决定":
        return True
    return issue.column != "项目编码" and reading.value(row, "决定") is not None


def _no_entries() -> Issue:
    remedy = "把省、市、县的清单逐条填进“负面清单”“正面清单”“产业目录”，写明关键词，再按一次"
    return Issue(NEGATIVE, "", NEGATIVE, "关键词", "", "三张清单都是空的", remedy)


def _counts(found: pd.DataFrame) -> dict[str, dict[str, int]]:
    """清单 → 状态 → how many hits."""
    return {
        name: {state: int(((found["清单"] == name) & (found["状态"] == state)).sum()) for state in STANDINGS}
        for name in LISTS
    }


def _said(counts: dict[str, dict[str, int]]) -> str:
    parts = (f"{name}命中{sum(c.values())}处（疑似{c[STANDINGS[0]]}）" for name, c in counts.items())
    return "，".join(parts)
