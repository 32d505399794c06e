"""第10条 实施年度计划备案审查: everything wrong with every project of the plan, by category."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from xltools.policy import Policy
from xltools.rules.art10.categories import BY_NAME, CATEGORIES, DIFFERS, ELEMENTS, OUTSIDE, OVER, TWICE
from xltools.rules.art10.plan import (
    ARRANGED_FEN,
    CODE,
    PROJECT,
    Texts,
    by_project,
    in_two_counties,
    not_in_library,
    nothing_arranged,
    over_estimate,
    unlike_library,
)
from xltools.rules.art10.review import review_rows
from xltools.rules.exact import FEN
from xltools.tables.declared.filing import DOUBTS

FOUND = (CODE, "县区", PROJECT, "问题类别", "问题描述", "涉及金额", "依据")
"""Columns of what is found: those of 问题清单 that the review itself decides."""

LISTED, LEFT_OFF = "是", "否"
"""是否列入 of 待核实."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What a plan is held against: 项目库 and 筛查结果 (None where there is none), and what the officer made
    of 待核实: 是否列入 by 项目编码 and 事项.
    """

    library: pd.DataFrame | None = None
    screened: pd.DataFrame | None = None
    verified: Mapping[tuple[str, str], str] | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """`problems` with the columns FOUND, one row a county, project and 问题类别; `doubts` as 待核实."""

    problems: pd.DataFrame
    doubts: pd.DataFrame


def review_plan(plan: pd.DataFrame, sources: Sources, policy: Policy, on: dt.date) -> Review:
    """第10条: every project of 年度计划, all its problems at once, in the order of the plan.

    What only a person can tell is no problem until 是否列入 says 是. 涉及金额: its Σ安排金额, 万元.
    """
    projects = by_project(plan)
    rows = pd.concat(
        [review_rows(projects, policy, on, sources.screened), *_own(projects, sources.library)],
        ignore_index=True,
    )
    pairs = zip(projects[PROJECT].to_numpy()[rows["at"].to_numpy("int64")], rows["事项"], strict=True)
    said = [(sources.verified or {}).get(pair, "") for pair in pairs]
    doubtful = rows["待核实"].to_numpy(bool)
    listed = rows[~doubtful | np.array([word == LISTED for word in said], bool)]
    doubts = rows.assign(是否列入=said)[doubtful]
    return Review(_problems(projects, listed), _doubts(projects, doubts))


def problems_of(plan: pd.DataFrame, sources: Sources, policy: Policy, on: dt.date) -> pd.DataFrame:
    """第10条: the problems alone."""
    return review_plan(plan, sources, policy, on).problems


def _own(projects: pd.DataFrame, library: pd.DataFrame | None) -> list[pd.DataFrame]:
    """What the plan itself, and 项目库 beside it, show."""
    found = [
        (TWICE.name, in_two_counties(projects), "两县核实，只在实施县申报"),
        (OVER.name, over_estimate(projects), "核对概算投资和各级安排金额"),
        (ELEMENTS.name, nothing_arranged(projects), "填安排金额，不安排的移出计划"),
    ]
    if library is not None:
        remedy = "先按程序入库，再列入计划"
        found.append((OUTSIDE.name, not_in_library(projects, library), remedy))
        found.append((DIFFERS.name, unlike_library(projects, library), "核实后更正计划或项目库"))
    return [_rows(*each) for each in found]


def _rows(category: str, texts: Texts, remedy: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "at": texts.index.to_numpy("int64"),
            "事项": category,
            "问题类别": category,
            "问题描述": texts.to_numpy(),
            "怎么改": remedy,
            "待核实": False,
        }
    )


def _problems(projects: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """What one category has against one project is one row."""
    order = {category.name: i for i, category in enumerate(CATEGORIES)}
    kinds = rows["问题类别"].map(order).astype("int64")
    joined = rows.assign(kind=kinds).groupby(["at", "kind"])["问题描述"].agg("；".join).reset_index()
    about = projects.loc[joined["at"]].reset_index(drop=True)
    categories = [CATEGORIES[i] for i in joined["kind"]]
    return pd.DataFrame(
        {
            **{name: about[name] for name in (CODE, "县区", PROJECT)},
            "问题类别": [category.name for category in categories],
            "问题描述": joined["问题描述"],
            "涉及金额": about[ARRANGED_FEN] / FEN,
            "依据": [category.clause for category in categories],
        },
        columns=list(FOUND),
    )


def _doubts(projects: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    about = projects.loc[rows["at"]].reset_index(drop=True)
    there = rows.reset_index(drop=True)
    amounts = {"涉及金额": about[ARRANGED_FEN] / FEN}
    bases = {"依据": [BY_NAME[name].clause for name in there["问题类别"]]}
    names = (CODE, "县区", PROJECT, "项目名称")
    return there.assign(**{name: about[name] for name in names}, **amounts, **bases)[DOUBTS.names]
