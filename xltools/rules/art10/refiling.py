"""第10条 重新备案: what came of each project that was filed again, and the plan as it now stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd

from xltools.rules.art10.plan import CODE, PROJECT
from xltools.rules.art12.roster import Row, text
from xltools.rules.problems import Problem
from xltools.tables.declared.filing import CANCELLED, MENDED, PLAN, REFILED, REPLACED
from xltools.tables.model import blank

ORIGINAL, DATED, DONE = "原项目编码", "重新备案日期", "处理"

Place: TypeAlias = tuple[str, str]
"""行政区划代码 and 项目编码."""

_NEEDED = ("县区", "项目名称", "项目类型", "资金级次", "安排金额")
"""Columns of 年度计划 that a project filed again must have; a cancelled one need not."""


@dataclass(frozen=True, slots=True)
class Fate:
    """The last word on a project: 整改, 调换 (by `others`) or 取消, and when it was filed."""

    done: str
    dated: dt.date
    others: tuple[str, ...] = ()


def fates(refiled: pd.DataFrame) -> dict[Place, Fate]:
    """What became of each project: the latest filing that names it, as itself or as 原项目编码."""
    found: dict[Place, Fate] = {}
    for row in refiled.to_dict("records"):
        done, dated, new = text(row[DONE]), row[DATED].date(), text(row[PROJECT])
        replaced = done == REPLACED
        place = (text(row[CODE]), text(row[ORIGINAL]) if replaced else new)
        old = found.get(place)
        if old is None or dated > old.dated:
            found[place] = Fate(done, dated, (new,) if replaced else ())
        elif dated == old.dated and replaced and new not in old.others:
            found[place] = Fate(REPLACED, dated, (*old.others, new))
    return found


def filed_again(refiled: pd.DataFrame) -> dict[Place, dt.date]:
    """Projects that stand in the plan as filed again, with the day of their latest rows."""
    standing = refiled[refiled[DONE] != CANCELLED]
    latest = standing.groupby([CODE, PROJECT], sort=False)[DATED].max()
    gone = fates(refiled)
    days = zip(latest.index.tolist(), latest.dt.date.tolist(), strict=True)
    return {
        place: day
        for place, day in days
        if place not in gone or gone[place].done == MENDED or gone[place].dated < day
    }  # fmt: skip


def current_plan(plan: pd.DataFrame, refiled: pd.DataFrame) -> pd.DataFrame:
    """年度计划 with everything filed again in the place of what it was: the latest filing counts."""
    gone, standing = fates(refiled), filed_again(refiled)
    again = {*gone, *standing}
    left = [place not in again for place in _places(plan)]
    rows = [
        standing.get(place) == dated.date()
        for place, dated in zip(_places(refiled), refiled[DATED], strict=True)
    ]
    new = refiled[np.array(rows, bool) & (refiled[DONE] != CANCELLED).to_numpy()]
    names = [name for name in PLAN.names if name in plan.columns]
    parts = [part for part in (plan.loc[left, names], new[names]) if len(part)]
    return pd.concat(parts, ignore_index=True) if parts else plan.loc[left, names]


def refiling_problems(refiled: pd.DataFrame, plan: pd.DataFrame, today: dt.date) -> list[Problem]:
    """Whatever in 重新备案 cannot be used, all at once."""
    known = {*_places(plan), *_replacements(refiled)}
    found: list[Problem] = []
    for i, row in enumerate(refiled.to_dict("records")):
        if row[DATED].date() > today:
            found.append(_wrong(i, DATED, f"晚于今天（{today:%Y-%m-%d}）", "请核对日期"))
        found += _unknown(i, row, known)
        if text(row[DONE]) != CANCELLED:
            found += [
                _wrong(i, name, f"{text(row[DONE])}的项目没有填{name}", f"请照年度计划补填{name}")
                for name in _NEEDED
                if blank(row[name])
            ]
    return [*found, *_contradictions(refiled)]


def _unknown(i: int, row: Row, known: set[Place]) -> Iterator[Problem]:
    """A project that nothing was filed of: most likely a code with a wrong digit."""
    replaced = text(row[DONE]) == REPLACED
    column = ORIGINAL if replaced else PROJECT
    meant = text(row[column])
    if replaced and not meant:
        yield _wrong(i, column, "调换的项目没有填原项目编码", "请填被换下的那个项目的编码")
    elif replaced and meant == text(row[PROJECT]):
        yield _wrong(i, column, "原项目编码与新项目编码相同", f"没有换项目的，处理填“{MENDED}”")
    elif (text(row[CODE]), meant) not in known:
        yield _wrong(i, column, "这个县的年度计划里没有这个项目", "请核对项目编码和行政区划代码")


def _contradictions(refiled: pd.DataFrame) -> Iterator[Problem]:
    """One project on one day both mended and cancelled, or replaced: nobody can tell which holds."""
    first: dict[tuple[Place, dt.date], str] = {}
    for i, row in enumerate(refiled.to_dict("records")):
        done = text(row[DONE])
        meant = text(row[ORIGINAL if done == REPLACED else PROJECT])
        said = first.setdefault(((text(row[CODE]), meant), row[DATED].date()), done)
        if said != done:
            yield _wrong(i, DONE, f"同一项目同一天既“{said}”又“{done}”", "请只留一种处理")


def _replacements(refiled: pd.DataFrame) -> set[Place]:
    """Projects that came in by 调换: they may be filed again like any other."""
    return set(_places(refiled[refiled[DONE] == REPLACED]))


def _places(frame: pd.DataFrame) -> list[Place]:
    columns: Mapping[str, list[object]] = {name: frame[name].tolist() for name in (CODE, PROJECT)}
    return [(text(code), text(project)) for code, project in zip(*columns.values(), strict=True)]


def _wrong(i: int, column: str, problem: str, remedy: str) -> Problem:
    return Problem(i, column, problem, remedy, REFILED.name)
