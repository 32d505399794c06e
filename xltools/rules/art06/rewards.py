"""第6条 兑现绩效奖惩: 奖惩清单, what next year's allocation takes once an officer confirmed it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import pandas as pd

from xltools.policy import Policy
from xltools.rules.apportion import apportion
from xltools.rules.art06.cutoffs import Ends, Placed, deduction, ends
from xltools.rules.art06.decisions import YES, Line, changed, decided, grade_rewards
from xltools.rules.art06.deductions import (
    ORDER,
    Awards,
    Settled,
    carried_rows,
    level_of,
    negative_uses,
    replace_carried,
    settle,
)
from xltools.rules.art06.input import by_code
from xltools.rules.art06.points import Score
from xltools.rules.art12.ranking import TIED
from xltools.rules.art12.roster import Row
from xltools.rules.exact import FEN, fen, money_text, plain_text
from xltools.rules.problems import Problem
from xltools.tables.declared.points import (
    CARRIED_OVER,
    DEDUCTION,
    NEGATIVE_LIST,
    REWARD,
    REWARDS,
)


@dataclass(slots=True)
class Rewarding:
    """What 奖惩测算 yields. Amounts in 万元; `taken` is what the last ones lose and the first ones share."""

    rewards: pd.DataFrame
    uses: pd.DataFrame
    carried: pd.DataFrame
    changes: dict[str, int]
    taken: int
    why_none: str
    notices: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Books:
    """What 奖惩测算 looks at besides the scores: `existing` is 奖惩清单 as it stands, with the officer's
    decisions; `awards` next year's awards before rewards in 分 by (资金级次, code), None where not known.
    """

    roster: pd.DataFrame
    uses: pd.DataFrame
    carried: pd.DataFrame
    existing: pd.DataFrame
    awards: Awards | None = None


def reward_list(found: Iterable[Score], books: Books, year: int, policy: Policy) -> Rewarding:
    """第6条: the list for the year after `year`. Only confirmed deductions are taken, and the confirmed first
    ones share exactly what was taken from the last ones, equally, whole 万元. What they get makes room for
    older debts of their own, as in the allocation; no one of the first is among the last, so nothing moves.
    """
    two = ends(found, policy)
    uses = negative_uses(books.uses, policy)
    proposed = [*_last(two, policy, year), *_first(two, year), *_debts(uses, books.carried, year)]
    lines = decided(proposed, books.existing, year + 1)
    kept = grade_rewards(books.existing, year + 1)
    grades = _confirmed_grades(kept, year + 1)
    settled = _settled(lines, _room(books.awards, grades, policy), policy)
    taken = sum(s.taken for (_, matter), s in settled.items() if matter == DEDUCTION) // FEN
    winners = [line.code for line in lines if line.matter == REWARD and line.confirmed == YES]
    shares = equal_shares(taken, winners)
    rewards = [*grades, *((code, amount * FEN) for code, amount in shares.items())]
    settled = _settled(lines, _room(books.awards, rewards, policy), policy)
    listed = by_code(books.roster)
    rows = [_row(line, listed[line.code], settled, shares, year + 1) for line in lines]
    carried = carried_rows(listed, ((code, m, s) for (code, m), s in settled.items()), year + 1)
    return Rewarding(
        rewards=_frame([*rows, *kept]),
        uses=uses,
        carried=replace_carried(books.carried, carried, year + 1),
        changes=_changes(settled, shares),
        taken=taken,
        why_none=two.why,
        notices=changed(rows, books.existing),
    )


def _last(two: Ends, policy: Policy, year: int) -> list[Line]:
    return [_deducted(placed, two.of, policy, year) for placed in two.last]


def _deducted(placed: Placed, of: int, policy: Policy, year: int) -> Line:
    amount = deduction(placed, policy)
    low, high = (plain_text(policy.number(f"扣减{end}")) for end in ("下限", "上限"))
    rule = f"后{placed.cut}位按名次扣减{low}—{high}万元，应扣{amount}万元"
    why = f"第6条 {_standing(placed, of, year, '倒数第')}，{rule}{_doubt(placed, '后')}"
    return Line(placed.score.code, DEDUCTION, amount * FEN, why, placed.tied)


def _first(two: Ends, year: int) -> list[Line]:
    return [_rewarded(placed, two.of, year) for placed in two.first]


def _rewarded(placed: Placed, of: int, year: int) -> Line:
    rule = f"前{placed.cut}位平分后位县扣减的资金"
    why = f"第6条 {_standing(placed, of, year, '第')}，{rule}{_doubt(placed, '前')}"
    return Line(placed.score.code, REWARD, 0, why, placed.tied)


def _standing(placed: Placed, of: int, year: int, word: str) -> str:
    places = str(placed.first) if placed.sharing == 1 else f"{placed.first}至{placed.last}"
    same = "" if placed.sharing == 1 else f"，{placed.sharing}个县得分相同"
    return f"{year}年得分{plain_text(placed.score.total)}分，{word}{places}位（参评{of}个{same}）"


def _doubt(placed: Placed, end: str) -> str:
    """A tie across the cut is the officer's; one inside it shares the mean."""
    if not placed.tied:
        return "（同分取所占各位的平均）" if placed.sharing > 1 and end == "后" else ""
    return f"；并列压在{end}{placed.cut}位的线上，{placed.sharing}个县只有{placed.room}个名额，由人核定"


def _debts(uses: pd.DataFrame, carried: pd.DataFrame, year: int) -> list[Line]:
    """负面清单 of this year and 结转 left over from the allocation of this year, one line a county each."""
    found: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for row in uses[uses["年度"] == year].to_dict("records"):
        found.setdefault((NEGATIVE_LIST, row["行政区划代码"]), []).append((fen(row["扣减额"]), row["依据"]))
    for row in carried[carried["扣减年度"] == year].to_dict("records"):
        due = fen(row["结转"])
        why = f"第6条 {year}年度{row['事项']}没有扣足，结转{money_text(due)}万元"
        found.setdefault((CARRIED_OVER, row["行政区划代码"]), []).append((due, why))
    return [
        Line(code, matter, sum(due for due, _ in parts), "；".join(why for _, why in parts))
        for (matter, code), parts in sorted(found.items())
        if any(due for due, _ in parts)
    ]


def _confirmed_grades(rows: Iterable[Row], to: int) -> list[tuple[str, int]]:
    """绩效奖励 of the year by code, in 分."""
    return [
        (row["行政区划代码"], fen(row["金额"]))
        for row in rows
        if row["是否确认"] == YES and row["扣减年度"] == to
    ]


def _room(awards: Awards | None, rewards: Iterable[tuple[str, int]], policy: Policy) -> Awards | None:
    """第6条: what each county can lose: its award and its rewards of the same 资金级次, in 分."""
    if awards is None:
        return None
    room, level = dict(awards), level_of(REWARD, policy)
    for code, amount in rewards:
        room[level, code] = room.get((level, code), 0) + amount
    return room


def _settled(lines: Iterable[Line], awards: Awards | None, policy: Policy) -> dict[tuple[str, str], Settled]:
    """Every confirmed deduction by (code, 事项), held against the award of its 资金级次 where known."""
    dues: dict[tuple[str, str], dict[str, int]] = {}
    for line in lines:
        if line.matter in ORDER and line.confirmed == YES:
            dues.setdefault((level_of(line.matter, policy), line.code), {})[line.matter] = line.due
    return {
        (key[1], matter): one
        for key, own in dues.items()
        for matter, one in settle(own, None if awards is None else awards.get(key, 0)).items()
    }


def equal_shares(taken: int, codes: Sequence[str]) -> dict[str, int]:
    """第6条 奖励前10位: `taken` 万元 shared equally; what cannot be split goes by code, one 万元 each."""
    if not codes:
        return {}
    equal = [Fraction(1)] * len(codes)
    return dict(
        zip(codes, apportion(taken, equal, [0] * len(codes), [None] * len(codes), codes), strict=True)
    )


def _row(
    line: Line,
    place: Row,
    settled: Mapping[tuple[str, str], Settled],
    shares: Mapping[str, int],
    to: int,
) -> dict[str, Any]:
    """A reward that is not confirmed has no amount: what the others get does not depend on it."""
    one = settled.get((line.code, line.matter))
    if line.matter == REWARD:
        amount: float | None = shares.get(line.code) if line.confirmed == YES else None
        why = line.why if amount is None else f"{line.why}，得{amount}万元"
    else:
        amount = -(one.taken if one else line.due) / FEN
        why = line.why if one is None or not one.carried else f"{line.why}{_short(one, to)}"
    return {
        "行政区划代码": line.code,
        "市州": place["市州"],
        "县区": place["县区"],
        "事项": line.matter,
        "金额": amount,
        "依据": why,
        "是否确认": line.confirmed,
        "并列": TIED if line.tied else "",
        "扣减年度": to,
    }


def _short(one: Settled, to: int) -> str:
    taken, left = money_text(one.taken), money_text(one.carried)
    return f"；{to}年度分配额只够扣{taken}万元，余下{left}万元结转{to + 1}年度"


def _changes(settled: Mapping[tuple[str, str], Settled], shares: Mapping[str, int]) -> dict[str, int]:
    """日常计分's own gain or loss of each county, 万元."""
    lost = {code: -one.taken // FEN for (code, matter), one in settled.items() if matter == DEDUCTION}
    return lost | dict(shares)


def _frame(rows: Sequence[Row]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=REWARDS.names)
    return frame.astype({"金额": "float64", "扣减年度": "float64"})
