"""保障措施第二条: a draw of reviewers that anybody can draw again from its seed."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art12.roster import Row, text
from xltools.rules.problems import Problem
from xltools.rules.safeguards.experts import Expert, Task, conflict, listed
from xltools.rules.safeguards.facts import grouped
from xltools.tables.declared.experts import (
    ATTENDANCES,
    DRAW_NOTES,
    DRAWN,
    DRAWN_AS,
    RESERVE,
    SEATS,
    TASKS,
)

_EXCUSED = ATTENDANCES[1]


@dataclass(slots=True)
class Made:
    """The records and their account; `problems` are tasks that cannot be filled."""

    drawn: pd.DataFrame
    notes: pd.DataFrame
    new: int = 0
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class _Book:
    """Who has which tasks so far: none twice at a time, none more than 专家年度任务上限 a year."""

    held: dict[str, list[Task]] = field(default_factory=dict)

    def take(self, expert: Expert, task: Task) -> None:
        self.held.setdefault(expert.number, []).append(task)

    def busy(self, expert: Expert, task: Task, policy: Policy) -> str:
        """Why somebody has no time for a task; empty where there is time."""
        others = self.held.get(expert.number, [])
        clash = next((o for o in others if o.start <= task.end and task.start <= o.end), None)
        if clash:
            return f"同期已有任务{clash.number}"
        same_year = sum(o.start.year == task.start.year for o in others)
        return "本年任务已满" if same_year >= policy.whole("专家年度任务上限") else ""


def draw(pool: Sequence[Expert], tasks: Sequence[Task], before: pd.DataFrame, policy: Policy) -> Made:
    """第二条: every task filled in order of 任务编号. Records of an earlier press stand; in place of those
    who cannot come the next of the same line-up are taken.
    """
    kept = grouped(before.to_dict("records"), "任务编号")
    book, by_number = _Book(), {expert.number: expert for expert in pool}
    for task in tasks:
        for row in kept.get(task.number, ()):
            expert = by_number.get(text(row["编号"]))
            if expert and row["席位"] == DRAWN_AS and row["到位"] != _EXCUSED:
                book.take(expert, task)
    made = Made(pd.DataFrame(), pd.DataFrame())
    rows: list[dict[str, Any]] = []
    notes: list[dict[str, str]] = []
    for task in tasks:
        mine = _task_rows(pool, task, kept.pop(task.number, []), book, policy, made)
        rows += mine
        notes += [{"任务编号": task.number, "内容": line} for line in _account(pool, task, mine, policy)]
    rows += [{name: row[name] for name in DRAWN.names} for old in kept.values() for row in old]
    made.drawn = pd.DataFrame(rows, columns=DRAWN.names)
    made.notes = pd.DataFrame(notes, columns=DRAW_NOTES.names)
    return made


def lined_up(pool: Sequence[Expert], task: Task) -> list[Expert]:
    """The line-up: by the SHA-256 of seed and 编号; the same whatever else changes in the table."""
    return sorted(pool, key=lambda expert: (ticket(task.seed, expert), expert.number))


def ticket(seed: str, expert: Expert) -> str:
    """签号."""
    return hashlib.sha256(f"{seed}\n{expert.number}".encode()).hexdigest()


def chosen(
    line: Sequence[Expert], seats: int, needed: frozenset[str], units: Mapping[str, int], policy: Policy
) -> list[Expert] | None:
    """The first of the line who together have every skill that is needed, no more of one unit than allowed;
    None where nobody can. One is taken if those behind can still fill what then is missing.
    """
    taken: list[Expert] = []
    count = Counter(units)
    most = policy.whole("同单位人数上限")
    for i, expert in enumerate(line):
        left = seats - len(taken)
        if not left:
            break
        after = Counter(count)
        after[expert.unit] += 1
        rest = needed - expert.skills
        if count[expert.unit] < most and _can(line[i + 1 :], left - 1, rest, after, most):
            taken.append(expert)
            count, needed = after, rest
    return taken if len(taken) == seats and not needed else None


def _can(line: Sequence[Expert], seats: int, needed: frozenset[str], units: Counter[str], most: int) -> bool:
    """Whether the line can fill so many seats and cover these skills: exact, for these are but four."""
    room = {e.unit: max(0, most - units[e.unit]) for e in line}
    useful: dict[str, list[frozenset[str]]] = {}
    for expert in line:
        useful.setdefault(expert.unit, []).append(expert.skills & needed)
    if sum(min(room[unit], len(skills)) for unit, skills in useful.items()) < seats:
        return False
    cover: dict[frozenset[str], int] = {frozenset(): 0}
    for unit, skills in useful.items():
        cover = _with_unit(cover, skills, room[unit])
    return cover.get(needed, seats + 1) <= seats


def _with_unit(
    cover: Mapping[frozenset[str], int], skills: Sequence[frozenset[str]], room: int
) -> dict[frozenset[str], int]:
    """Fewest people for each set of skills once up to `room` of one unit may join."""
    own: dict[frozenset[str], int] = {frozenset(): 0}
    for each in set(skills):
        for have, n in list(own.items()):
            if n < room:
                joined = have | each
                own[joined] = min(own.get(joined, n + 1), n + 1)
    found: dict[frozenset[str], int] = {}
    for have, n in cover.items():
        for more, m in own.items():
            joined = have | more
            found[joined] = min(found.get(joined, n + m), n + m)
    return found


def _task_rows(
    pool: Sequence[Expert], task: Task, before: list[Row], book: _Book, policy: Policy, made: Made
) -> list[dict[str, Any]]:
    """The records of one task: those that stand, then who is new."""
    stands = [row for row in before if row["席位"] == DRAWN_AS or row["到位"] == _EXCUSED]
    attending = [row for row in stands if row["到位"] != _EXCUSED]
    gone = {text(row["编号"]) for row in stands}
    line = [e for e in lined_up(pool, task) if e.number not in gone and not _barred(e, task, book, policy)]
    seats, needed = max(0, task.seats - len(attending)), _still_needed(pool, task, attending)
    new = chosen(line, seats, needed, Counter(text(row["单位"]) for row in attending), policy)
    if new is None:
        made.problems.append(_unfilled(pool, task, line, (seats, needed), book, policy))
        return []
    for expert in new:
        book.take(expert, task)
    made.new += len(new)
    reserves = [e for e in line if e not in new][: task.reserves]
    fresh = [*((e, DRAWN_AS) for e in new), *((e, RESERVE) for e in reserves)]
    typed = {text(row["编号"]): row for row in before}
    rows = [{name: row[name] for name in DRAWN.names} for row in stands]
    rows += [_row(task, e, seat, typed.get(e.number)) for e, seat in fresh]
    rows.sort(key=lambda row: SEATS.index(row["席位"]))
    return [row | {"序号": number} for number, row in enumerate(rows, 1)]


def _still_needed(pool: Sequence[Expert], task: Task, attending: Sequence[Row]) -> frozenset[str]:
    """The skills of a task that nobody of those who come has."""
    coming = {text(row["编号"]) for row in attending}
    return task.skills - {skill for e in pool if e.number in coming for skill in e.skills}


def _barred(expert: Expert, task: Task, book: _Book, policy: Policy) -> str:
    if not expert.available:
        return "不在库"
    return conflict(expert, task, policy) or book.busy(expert, task, policy)


def _row(task: Task, expert: Expert, seat: str, before: Row | None) -> dict[str, Any]:
    return {
        "任务编号": task.number,
        "任务名称": task.name,
        "席位": seat,
        "编号": expert.number,
        "姓名": expert.name,
        "单位": expert.unit,
        "专长": listed(expert.skills),
        "到位": before["到位"] if before else None,
        "说明": before["说明"] if before else None,
        "依据": f"保障措施第二条（缺省）：种子{task.seed}，签号{ticket(task.seed, expert)[:8]}；无回避情形",
    }


def _unfilled(
    pool: Sequence[Expert],
    task: Task,
    line: Sequence[Expert],
    wanted: tuple[int, frozenset[str]],
    book: _Book,
    policy: Policy,
) -> Problem:
    """Too few: how many may come, why the others may not, which skills cannot be had together."""
    seats, needed = wanted
    reasons = Counter(_kind(_barred(expert, task, book, policy)) for expert in pool if expert.available)
    barred = "、".join(f"{why}{n}人" for why, n in sorted(reasons.items()) if why)
    lacking = needed - {skill for expert in line for skill in expert.skills}
    without = f"，没有人懂{listed(lacking)}" if lacking else f"，还须有人懂{listed(needed)}" if needed else ""
    problem = f"还要{seats}人，能抽的有{len(line)}人{without}，抽不出来" + (f"（{barred}）" if barred else "")
    remedy = "补充人才库，增减人数、专长要求，或在“参数”放宽同单位人数、年度任务上限、回避范围并写依据"
    return Problem(task.row, "人数", problem, remedy, TASKS.name)


def _kind(reason: str) -> str:
    """所在地…, 申报回避…, 同期…, 本年任务已满 by their first words."""
    heads = ("所在地", "申报回避", "同期已有任务", "本年任务已满")
    named = {"所在地": "本地回避"}
    head = next((h for h in heads if reason.startswith(h)), "")
    return named.get(head, head)


def _account(pool: Sequence[Expert], task: Task, rows: Sequence[dict[str, Any]], policy: Policy) -> list[str]:
    """The lines that let somebody else draw the same list."""
    digest = hashlib.sha256("\n".join(sorted(map(_line, pool))).encode()).hexdigest()[:16]
    chosen_names = "、".join(f"{row['姓名']}（{row['编号']}）" for row in rows if row["席位"] == DRAWN_AS)
    return [
        f"{task.name}：种子{task.seed}，抽{task.seats}人，专长{listed(task.skills)}，被查单位{'、'.join(task.places)}",
        f"人才库{len(pool)}人，校验码{digest}（编号、单位、所在地、专长、回避、状态）",
        f"回避：所在地与被查单位同一{policy.text('回避范围')}的、申报回避的、同期有任务的、本年满"
        f"{policy.whole('专家年度任务上限')}个任务的；同单位不超过{policy.whole('同单位人数上限')}人",
        "次序：按“种子＋换行＋编号”的SHA-256值从小到大；依次入选，但须使余下的人仍能补齐专长和人数",
        f"抽中：{chosen_names}",
    ]


def _line(expert: Expert) -> str:
    return "\t".join(
        (
            expert.number, expert.unit, expert.place, listed(expert.skills),
            "、".join(sorted(expert.recused)), str(expert.available),
        )
    )  # fmt: skip
