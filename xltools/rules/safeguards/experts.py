"""保障措施第二条 人才库: who is in it and what for; who may not look at whom."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art12.roster import Row, text
from xltools.rules.problems import Problem
from xltools.tables.declared.experts import ATTENDANCES, AVAILABLE, DRAWN, EXPERTS, SKILLS, TASKS
from xltools.tables.model import blank

_PARTED = re.compile(r"[、，,；;\s]+")
_CODE = re.compile(r"\d{6}")

PREFECTURE, COUNTY = "市州", "县区"
"""回避范围."""

PROVINCE = "0000"
"""How the code of a province ends."""


@dataclass(frozen=True, slots=True)
class Expert:
    """One row of 人才库."""

    number: str
    name: str
    unit: str
    place: str
    skills: frozenset[str]
    recused: frozenset[str]
    available: bool


@dataclass(frozen=True, slots=True)
class Task:
    """One row of 抽取任务."""

    row: int
    number: str
    name: str
    places: tuple[str, ...]
    start: dt.date
    end: dt.date
    seats: int
    reserves: int
    skills: frozenset[str]
    seed: str


def experts_of(frame: pd.DataFrame) -> list[Expert]:
    """人才库 by 编号, however the table is sorted."""
    return sorted(map(_expert, frame.to_dict("records")), key=lambda e: e.number)


def tasks_of(frame: pd.DataFrame) -> list[Task]:
    """抽取任务 by 任务编号."""
    return sorted((_task(i, row) for i, row in enumerate(frame.to_dict("records"))), key=lambda t: t.number)


def codes_in(words: object) -> list[str]:
    """The codes that a cell lists."""
    return [part for part in _PARTED.split(text(words)) if part]


def conflict(expert: Expert, task: Task, policy: Policy) -> str:
    """第二条: why an expert may not look at a task's places; empty where there is nothing in the way."""
    digits = 4 if policy.text("回避范围") == PREFECTURE else 6
    for place in task.places:
        if not expert.place.endswith(PROVINCE) and _overlap(expert.place, place, digits):
            return f"所在地{expert.place}与被查单位{place}相同"
        if any(_overlap(code, place, 6) for code in expert.recused):
            return f"申报回避{place}"
    return ""


def pool_problems(pool: pd.DataFrame, tasks: pd.DataFrame, drawn: pd.DataFrame) -> list[Problem]:
    """第二条: codes that are none, skills nobody knows of, dates reversed, an absence without its reason."""
    return [*_pool(pool), *_tasks(tasks), *_absences(drawn)]


def _overlap(one: str, other: str, digits: int) -> bool:
    """Whether two places are the same or one lies in the other (511000 and 511002)."""
    return one[:digits] == other[:digits] or (one[:4] == other[:4] and "00" in (one[4:], other[4:]))


def _expert(row: Row) -> Expert:
    return Expert(
        text(row["编号"]),
        text(row["姓名"]),
        text(row["单位"]),
        text(row["所在地代码"]),
        frozenset(skill for skill in SKILLS if row[skill] == "是"),
        frozenset(codes_in(row["回避单位"])),
        row["状态"] == AVAILABLE,
    )


def _task(i: int, row: Row) -> Task:
    number = text(row["任务编号"])
    return Task(
        i,
        number,
        text(row["任务名称"]),
        tuple(codes_in(row["被查单位"])),
        row["开始日期"].date(),
        row["结束日期"].date(),
        int(row["人数"]),
        0 if blank(row["候补人数"]) else int(row["候补人数"]),
        frozenset(codes_in(row["专长"])) or frozenset(SKILLS),
        text(row["种子"]) or number,
    )


def _pool(pool: pd.DataFrame) -> Iterator[Problem]:
    for i, row in enumerate(pool.to_dict("records")):
        if not _CODE.fullmatch(text(row["所在地代码"])):
            yield Problem(i, "所在地代码", "不是六位行政区划代码", "请填六位代码，如 511000", EXPERTS.name)
        yield from _bad_codes(i, "回避单位", row, EXPERTS.name)
        if not any(row[skill] == "是" for skill in SKILLS):
            remedy = "在业务、资金、项目、绩效中懂的填“是”"
            yield Problem(i, SKILLS[0], "没有填专长", remedy, EXPERTS.name)


def _tasks(tasks: pd.DataFrame) -> Iterator[Problem]:
    for i, row in enumerate(tasks.to_dict("records")):
        yield from _bad_codes(i, "被查单位", row, TASKS.name)
        if row["结束日期"] < row["开始日期"]:
            yield Problem(i, "结束日期", "早于开始日期", "请核对两个日期", TASKS.name)
        strange = [skill for skill in codes_in(row["专长"]) if skill not in SKILLS]
        if strange:
            problem, remedy = f"没有“{'、'.join(strange)}”这项专长", f"请在{'、'.join(SKILLS)}中选，用、隔开"
            yield Problem(i, "专长", problem, remedy, TASKS.name)


def _bad_codes(i: int, column: str, row: Row, table: str) -> Iterator[Problem]:
    bad = [code for code in codes_in(row[column]) if not _CODE.fullmatch(code)]
    if bad:
        problem = f"“{'、'.join(bad)}”不是六位行政区划代码"
        yield Problem(i, column, problem, "请填六位代码，几个的用、隔开", table)


def _absences(drawn: pd.DataFrame) -> Iterator[Problem]:
    for i, row in enumerate(drawn.to_dict("records")):
        if row["到位"] == ATTENDANCES[1] and not text(row["说明"]):
            remedy = "请写明不能参加的原因，再按一次即补抽"
            yield Problem(i, "说明", "不能参加，没有写说明", remedy, DRAWN.name)


def listed(skills: Sequence[str] | frozenset[str]) -> str:
    """资金、项目, in the order of the plan."""
    return "、".join(skill for skill in SKILLS if skill in skills)
