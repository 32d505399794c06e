"""专家抽取: reviewers out of 人才库, seeded, away from their own, with every skill (保障措施第二条)."""

from __future__ import annotations

import pandas as pd

from xltools.buttons.button import Press, Result
from xltools.buttons.inputs import checksum, overrides_of, read_all
from xltools.errors import InputError, Issue
from xltools.policy import load
from xltools.rules.problems import to_issues
from xltools.rules.safeguards.draw import draw
from xltools.rules.safeguards.experts import experts_of, pool_problems, tasks_of
from xltools.tables.declared.experts import DRAW_NOTES, DRAWN, DRAWN_AS, EXPERTS, TASKS
from xltools.tables.model import Reading


def experts(press: Press) -> Result:
    """第二条: 抽取记录 for every task; what was drawn before stays, who cannot come is replaced."""
    policy = load(press.today, overrides_of(press))
    readings = read_all(press.book, required=[EXPERTS, TASKS], optional=[DRAWN])
    frames = {name: reading.frame for name, reading in readings.items()}
    _stop_at_empty(readings)
    problems = pool_problems(frames[EXPERTS.name], frames[TASKS.name], frames[DRAWN.name])
    if problems:
        raise InputError(to_issues(problems, readings))
    press.progress("专家抽取", 0, 1)
    pool, tasks = experts_of(frames[EXPERTS.name]), tasks_of(frames[TASKS.name])
    made = draw(pool, tasks, frames[DRAWN.name], policy)
    if made.problems:
        raise InputError(to_issues(made.problems, readings))
    press.progress("专家抽取", 1, 1)
    seats = int((made.drawn["席位"] == DRAWN_AS).sum())
    return Result(
        message=_message(made.drawn, len(tasks), made.new, seats),
        rows=len(made.drawn),
        tables=[(DRAWN, made.drawn), (DRAW_NOTES, made.notes)],
        issues=[issue for reading in readings.values() for issue in reading.issues],
        facts={"tasks": len(tasks), "drawn": seats, "new": made.new},
        note=f"{len(tasks)}个任务",
        inputs=checksum([frames[EXPERTS.name], frames[TASKS.name]]),
        policy=policy,
    )


def _message(drawn: pd.DataFrame, tasks: int, new: int, seats: int) -> str:
    excused = int((drawn["到位"] == "不能参加").sum())
    away = f"，不能参加的{excused}人已补抽" if excused else ""
    where = "名单见“抽取记录”，抽法见“抽取说明”，请一并打印存档"
    return f"{tasks}个任务抽中{seats}人（本次新抽{new}人）{away}；{where}"


def _stop_at_empty(readings: dict[str, Reading]) -> None:
    remedies = {
        EXPERTS.name: "填入专家的编号、姓名、单位、所在地代码和专长",
        TASKS.name: "一行一个任务：被查单位、日期、人数、专长",
    }
    empty = [
        Issue(
            readings[name].sheet or name, readings[name].header, name, readings[name].table.key[0], "",
            f"{name}是空的", remedy,
        )
        for name, remedy in remedies.items()
        if readings[name].frame.empty
    ]  # fmt: skip
    if empty:
        raise InputError(empty)
