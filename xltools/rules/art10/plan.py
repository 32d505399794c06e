"""第10条: the yearly plan by project, held against 项目库 and against itself."""

from __future__ import annotations

import numpy as np
import pandas as pd

from xltools.rules.art12.roster import text
from xltools.rules.exact import fen, money_text
from xltools.tables.fold import half_width, trimmed
from xltools.tables.model import blank

CODE, PROJECT = "行政区划代码", "项目编码"
ARRANGED_FEN = "安排（分）"
"""Σ安排金额 of a project over its levels, in 分."""

Texts = pd.Series
"""问题描述 by the position of the project; only those that have the problem."""


def by_project(plan: pd.DataFrame) -> pd.DataFrame:
    """One row a county and project, in the plan's order: the first filled value of each column, Σ安排金额."""
    money = plan.assign(**{ARRANGED_FEN: [0 if blank(a) else fen(a) for a in plan["安排金额"]]})
    grouped = money.groupby([CODE, PROJECT], sort=False)
    first = grouped.first().reset_index()
    first[ARRANGED_FEN] = grouped[ARRANGED_FEN].sum().to_numpy()
    return first


def not_in_library(projects: pd.DataFrame, library: pd.DataFrame) -> Texts:
    """第7、8条: a project that is not in the county's library may not be in its plan."""
    pairs = set(zip(library[CODE], library[PROJECT], strict=True))
    places = zip(projects[CODE], projects[PROJECT], strict=True)
    outside = projects.loc[[place not in pairs for place in places], PROJECT]
    elsewhere: dict[str, set[str]] = {}
    for code, project in pairs if len(outside) else ():
        elsewhere.setdefault(project, set()).add(text(code))
    return outside.map(lambda project: _outside(elsewhere.get(project)))


def _outside(homes: set[str] | None) -> str:
    return f"项目库中这个项目编码属于{'、'.join(sorted(homes))}" if homes else "项目库中没有这个项目编码"


def unlike_library(projects: pd.DataFrame, library: pd.DataFrame) -> Texts:
    """Code exists and matches: 项目名称, 项目类型 and 概算投资 as they stand in the county's own library."""
    known = library.drop_duplicates([CODE, PROJECT]).set_index([CODE, PROJECT])
    places = pd.MultiIndex.from_frame(projects[[CODE, PROJECT]])
    own = projects[places.isin(known.index)]
    there = known.loc[places[places.isin(known.index)]].set_axis(own.index)
    parts = [_unlike(own[name], there[name], name) for name in ("项目名称", "项目类型", "概算投资")]
    return _joined(parts)


def _unlike(mine: pd.Series, theirs: pd.Series, name: str) -> Texts:
    """Where both are filled in and mean something else; folded: a bracket's width is no difference."""
    written = mine.notna() & theirs.notna() & (mine != theirs)
    mine, theirs, money = mine[written], theirs[written], name == "概算投资"
    meant = _amount if money else _folded
    unlike = np.array([meant(a) != meant(b) for a, b in zip(mine, theirs, strict=True)], bool)
    return pd.Series(
        [f"{name}计划为“{_shown(m, money)}”，项目库为“{_shown(t, money)}”"
         for m, t in zip(mine[unlike], theirs[unlike], strict=True)],
        index=mine.index[unlike], dtype=object,
    )  # fmt: skip


def _amount(value: float) -> int:
    return fen(value)


def _folded(value: str) -> str:
    return "".join(half_width(trimmed(value)).split())


def _shown(value: float | str, money: bool) -> str:
    return f"{money_text(fen(float(value)))}万元" if money else str(value)


def over_estimate(projects: pd.DataFrame) -> Texts:
    """A project is given more 衔接资金 than it costs: Σ安排 over all levels above 概算投资."""
    known = projects[projects["概算投资"].notna()]
    cost = known["概算投资"].map(fen)
    over = known[known[ARRANGED_FEN] > cost]
    return pd.Series(
        [f"各级共安排{money_text(given)}万元，超过概算投资{money_text(fen(cost))}万元"
         for given, cost in zip(over[ARRANGED_FEN], over["概算投资"], strict=True)],
        index=over.index, dtype=object,
    )  # fmt: skip


def in_two_counties(projects: pd.DataFrame) -> Texts:
    """One 项目编码 in the plans of two counties: a finding in both, for one of them will not have it."""
    counties = projects.groupby(PROJECT)[CODE].transform("size")
    doubled = projects[counties > 1]
    where = doubled.groupby(PROJECT)[CODE].agg(tuple)
    names = projects.drop_duplicates(CODE).set_index(CODE)["县区"]
    return pd.Series(
        ["同一项目编码" + "、".join(f"{names[c]}（{c}）" for c in where[p] if c != code) + "也已申报"
         for p, code in zip(doubled[PROJECT], doubled[CODE], strict=True)],
        index=doubled.index, dtype=object,
    )  # fmt: skip


def nothing_arranged(projects: pd.DataFrame) -> Texts:
    """A project in the plan without money."""
    return pd.Series("安排金额为0", projects.index[projects[ARRANGED_FEN] == 0], dtype=object)


def _joined(parts: list[Texts]) -> Texts:
    """Several texts about one project as one."""
    found = pd.concat([p for p in parts if len(p)]) if any(map(len, parts)) else pd.Series(dtype=object)
    return found.groupby(level=0, sort=True).agg("；".join) if len(found) else found
