"""第6条 奖惩清单: what the officer decided on it stays decided, and what changed under it is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from xltools.errors import Severity
from xltools.rules.art06.input import Listed, place_problems
from xltools.rules.art12.ranking import TIED
from xltools.rules.art12.roster import Row, text
from xltools.rules.exact import fen, money_text
from xltools.rules.problems import Problem
from xltools.tables.declared.points import DEDUCTION, GRADE_REWARD, REWARD, REWARDS
from xltools.tables.model import blank

YES, NO = "是", "否"


@dataclass(frozen=True, slots=True)
class Line:
    """One line before money moves: `due` in 分 for deductions, 0 for rewards; `place` orders the list."""

    code: str
    matter: str
    due: int
    why: str
    tied: bool = False
    confirmed: str = ""


def decided(proposed: Iterable[Line], existing: pd.DataFrame, to: int) -> list[Line]:
    """The officer's 是否确认 stays while the line of year `to` is there and its tie neither arose nor went;
    else it is 是, and 否 for a tie.
    """
    before = {key: row for key, row in _by_key(existing).items() if row["扣减年度"] == to}
    return [
        replace(line, confirmed=_decision(line, before.get((line.code, line.matter)))) for line in proposed
    ]


def grade_rewards(existing: pd.DataFrame, to: int) -> list[Row]:
    """绩效奖励 is typed by the officer: its rows stay as they are."""
    rows = existing[existing["事项"] == GRADE_REWARD].to_dict("records")
    return [row | {"扣减年度": to if blank(row["扣减年度"]) else row["扣减年度"]} for row in rows]


def changed(rows: Sequence[Row], existing: pd.DataFrame) -> list[Problem]:
    """A notice for each line that is no longer listed, and for each confirmed one whose amount is another."""
    now = {(row["行政区划代码"], row["事项"]): row for row in rows}
    return list(_changed(now, existing))


def list_problems(existing: pd.DataFrame, listed: Listed) -> Iterator[Problem]:
    """第6条: what must be mended in 奖惩清单 before it is worked out again: doubled rows, typed 绩效奖励."""
    seen: set[tuple[str, str]] = set()
    for i, row in enumerate(existing.to_dict("records")):
        key = (row["行政区划代码"], row["事项"])
        if key in seen:
            yield Problem(i, "事项", "同一县、同一事项有两行", "请合并成一行", REWARDS.name)
        seen.add(key)
        if row["事项"] == GRADE_REWARD:
            yield from place_problems(i, row, listed, REWARDS.name)
            if blank(row["金额"]) or row["金额"] < 0:
                yield Problem(i, "金额", "绩效奖励要填大于0的金额", "请填金额，单位：万元", REWARDS.name)


def confirmed_problems(rewards: pd.DataFrame, to: int) -> Iterator[Problem]:
    """第6条: what keeps 奖惩清单 out of the allocation of year `to`: a confirmed row without its amount, or
    first ones that do not share exactly what the last ones lose: 是否确认 was changed since 奖惩测算.
    """
    again = "在“日常计分”再按一次“奖惩测算”"
    taken = [
        (i, row)
        for i, row in enumerate(rewards.to_dict("records"))
        if row["是否确认"] == YES and row["扣减年度"] == to
    ]
    empty = [i for i, row in taken if blank(row["金额"])]
    for i in empty:
        yield Problem(i, "金额", "已确认而没有金额", again, REWARDS.name)
    lost, gained = (
        sum(fen(row["金额"]) for _, row in taken if row["事项"] == matter and not blank(row["金额"]))
        for matter in (DEDUCTION, REWARD)
    )
    if lost + gained and not empty:
        problem = f"确认的扣减合计{money_text(-lost)}万元，奖励合计{money_text(gained)}万元，不相等"
        remedy = f"改过“是否确认”的，{again}"
        if not any(row["事项"] == REWARD for _, row in taken):
            remedy = f"没有确认奖励的县：请确认奖励的县，或把{DEDUCTION}都改为“否”，{again}"
        yield Problem(taken[0][0], "是否确认", problem, remedy, REWARDS.name)


def _by_key(existing: pd.DataFrame) -> dict[tuple[str, str], Row]:
    return {(row["行政区划代码"], row["事项"]): row for row in existing.to_dict("records")}


def _decision(line: Line, old: Row | None) -> str:
    if old is None or (text(old["并列"]) == TIED) != line.tied:
        return NO if line.tied else YES
    return text(old["是否确认"])


def _changed(now: Mapping[tuple[str, str], Row], existing: pd.DataFrame) -> Iterator[Problem]:
    for i, old in enumerate(existing.to_dict("records")):
        new = now.get((old["行政区划代码"], old["事项"]))
        if old["事项"] in (REWARD, GRADE_REWARD) and (new is not None or old["事项"] == GRADE_REWARD):
            continue
        if new is None:
            yield _told(i, "事项", f"“{old['事项']}”不再成立，已移出清单")
        elif old["是否确认"] == YES and old["扣减年度"] == new["扣减年度"] and old["金额"] != new["金额"]:
            problem = f"得分或分配额变了，金额由{_amount(old)}改为{_amount(new)}，原来的确认仍保留"
            yield _told(i, "金额", problem)


def _amount(row: Row) -> str:
    return "空白" if blank(row["金额"]) else f"{money_text(fen(row['金额']))}万元"


def _told(i: int, column: str, problem: str) -> Problem:
    return Problem(i, column, problem, "请核对奖惩清单", REWARDS.name, Severity.NOTICE)
