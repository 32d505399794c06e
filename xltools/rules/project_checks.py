"""第7–9条: what a named check of projects is, and running a list of them over 项目库."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import pandas as pd

from xltools.policy import Policy
from xltools.rules.projects import Mask, Projects, Rows, Texts
from xltools.tables.model import Table

FINDING_COLUMNS = (
    "行",
    "行政区划代码",
    "县区",
    "项目编码",
    "项目名称",
    "检查项",
    "程度",
    "问题",
    "怎么改",
    "依据",
)
"""Of a frame of findings; 行 counts the rows of the table from 0."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of checks: the projects, the policy in force, the day on which it is made."""

    projects: Projects
    policy: Policy
    on: dt.date


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at in every project. `grade` is what a hit leads to; `basis` clause first.

    `column` is where it is to be mended. `says` gives the sentence of each hit row; a plain text says the
    same of all.
    """

    name: str
    column: str
    grade: str
    basis: str
    remedy: str
    hits: Callable[[Run], Mask]
    says: Callable[[Run, Rows], Sequence[str]] | str


def findings(checks: Sequence[Check], run: Run) -> pd.DataFrame:
    """Every hit of every check, project by project in the order of the table, then of the checks.

    Sentences are made for the rows that are hit alone.
    """
    rows = [np.flatnonzero(check.hits(run)) for check in checks]
    texts = [text for check, hit in zip(checks, rows, strict=True) for text in _sentences(check, run, hit)]
    lengths = [len(hit) for hit in rows]
    position = np.concatenate([*rows, np.zeros(0, np.int64)]).astype(np.int64)
    number = np.repeat(np.arange(len(checks)), lengths)
    order = np.lexsort((number, position))
    position, number = position[order], number[order]
    columns = {name: run.projects.text(name)[position] for name in FINDING_COLUMNS[1:5]}
    said = np.array([*texts, None], object)[:-1][order]
    made = {
        "检查项": _of_checks(checks, number, "name"),
        "列": _of_checks(checks, number, "column"),
        "程度": _of_checks(checks, number, "grade"),
        "问题": said,
        "怎么改": _of_checks(checks, number, "remedy"),
        "依据": _of_checks(checks, number, "basis"),
    }
    return pd.DataFrame({"行": position} | columns | made, columns=list(FINDING_COLUMNS))


def beside(projects: pd.DataFrame, table: Table, said: Mapping[str, Sequence[Any] | Texts]) -> pd.DataFrame:
    """`table` with a row for each project: what is `said` of it, the columns it shares, the rest blank."""
    columns: dict[str, Any] = {}
    for name in table.names:
        if name in said:
            columns[name] = pd.Series(said[name], dtype=object)
        elif name in projects:
            columns[name] = projects[name].reset_index(drop=True)
        else:
            columns[name] = pd.Series([None] * len(projects), dtype=object)
    return pd.DataFrame(columns)


def _sentences(check: Check, run: Run, hit: Rows) -> Sequence[str]:
    if isinstance(check.says, str):
        return list(repeat(check.says, len(hit)))
    return check.says(run, hit) if len(hit) else []


def _of_checks(checks: Sequence[Check], number: Rows, field: str) -> Texts:
    return np.array([*(getattr(check, field) for check in checks), None], object)[number]
