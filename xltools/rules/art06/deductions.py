"""第6条: funds used on the 负面清单, and deductions that an award is too small for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art06.input import Listed, place_problems
from xltools.rules.art12.roster import Row, text
from xltools.rules.exact import FEN, fen, half_up, money_text, plain_text
from xltools.rules.problems import Problem
from xltools.tables.declared.points import CARRIED_OVER, CARRYOVERS, DEDUCTION, NEGATIVE_LIST, NEGATIVE_USES
from xltools.tables.model import blank

ORDER = (CARRIED_OVER, NEGATIVE_LIST, DEDUCTION)
"""What is taken first from an award that is too small for all of it (缺省): the oldest first."""


PROVINCIAL = "省级"

Awards: TypeAlias = Mapping[tuple[str, str], int]
"""(资金级次, code) → 分."""


@dataclass(frozen=True, slots=True)
class Settled:
    """One deduction in 分: what is due, what the award has room for."""

    due: int
    taken: int

    @property
    def carried(self) -> int:
        return self.due - self.taken


def level_of(matter: str, policy: Policy) -> str:
    """第6条 扣减下年度省级衔接资金 for the 负面清单; the others from the level set in 参数 (缺省)."""
    return PROVINCIAL if matter == NEGATIVE_LIST else policy.text("奖惩资金级次")


def settle(dues: Mapping[str, int], award: int | None) -> dict[str, Settled]:
    """第6条: deductions of one county by 事项, in 分; together never more than its award, the rest is left
    for the year after (缺省). `award` is None where it is not known yet. 日常计分 is taken in whole 万元: so
    it is shared out.
    """
    left, found = award, {}
    for matter in sorted(dues, key=ORDER.index):
        room = dues[matter] if left is None else min(dues[matter], max(left, 0))
        taken = room // FEN * FEN if matter == DEDUCTION else room
        found[matter] = Settled(dues[matter], taken)
        left = None if left is None else left - taken
    return found


def negative_uses(uses: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """第6条 资金用于“负面清单”: what is still to arrange anew (等额), what next year's 省级 funds lose."""
    times = policy.number("负面清单扣减倍数")
    rows = []
    for row in uses.to_dict("records"):
        used, again = fen(row["使用金额"]), 0 if blank(row["重新安排金额"]) else fen(row["重新安排金额"])
        due = int(half_up(used * times, 0))
        why = (
            f"第6条 用于负面清单{money_text(used)}万元，本级财政等额重新安排，已安排{money_text(again)}万元；"
        )
        why += f"扣减下年度省级资金{money_text(due)}万元（{plain_text(times)}倍）"
        rows.append(row | {"尚欠重新安排": (used - again) / FEN, "扣减额": due / FEN, "依据": why})
    frame = pd.DataFrame(rows, columns=NEGATIVE_USES.names)
    numbers = ("年度", "使用金额", "重新安排金额", "尚欠重新安排", "扣减额")
    return frame.astype(dict.fromkeys(numbers, "float64"))


def use_problems(uses: pd.DataFrame, listed: Listed, year: int) -> Iterator[Problem]:
    """第6条: what must be mended in 负面清单扣减."""
    name = NEGATIVE_USES.name
    for i, row in enumerate(uses.to_dict("records")):
        yield from place_problems(i, row, listed, name)
        if row["年度"] > year:
            problem = f"年度{row['年度']:.0f}晚于计分年度{year}"
            yield Problem(i, "年度", problem, "请改年度，或改“参数”的计分年度", name)
        if not blank(row["重新安排金额"]) and fen(row["重新安排金额"]) > fen(row["使用金额"]):
            yield Problem(i, "重新安排金额", "大于使用金额", "等额重新安排：核对两栏", name)


def carry_problems(carried: pd.DataFrame, listed: Listed) -> Iterator[Problem]:
    """第6条: what must be mended in 结转."""
    name = CARRYOVERS.name
    seen: dict[tuple[Any, ...], Row] = {}
    for i, row in enumerate(carried.to_dict("records")):
        yield from place_problems(i, row, listed, name)
        key = (row["扣减年度"], text(row["行政区划代码"]), text(row["事项"]))
        if key in seen:
            problem = "同一年度、县、事项有两行"
            yield Problem(
                i, "事项", problem, _one_row(*sorted((seen[key], row), key=_due, reverse=True)), name
            )
        seen.setdefault(key, row)
        if fen(row["结转"]) != fen(row["应扣"]) - fen(row["已扣"]):
            yield Problem(i, "结转", "不等于应扣减已扣", "请核对三栏", name)


def _due(row: Row) -> int:
    return fen(row["应扣"])


def _one_row(first: Row, then: Row) -> str:
    """What to make of two rows of one 结转, the larger 应扣 first: 日常计分 and 资金分配 may both have
    written the same one, or the second what was still short of what the first had left it to take.
    """
    if _due(first) == _due(then):
        return "应扣相同，是同一笔记了两次：留“资金分配”扣减结转的那一行，不要相加"
    if fen(first["已扣"]) == _due(then):
        due, taken = _due(first), fen(then["已扣"])
        amounts = [f"{name}{money_text(value)}" for name, value in _columns(due, taken)]
        return f"是接着扣的同一笔：合并成一行，{'、'.join(amounts)}"
    return "请核对是不是同一笔：同一笔的留一行，不要相加；不同的合并成一行"


def _columns(due: int, taken: int) -> list[tuple[str, int]]:
    return [("应扣", due), ("已扣", taken), ("结转", due - taken)]


def carried_rows(
    places: Mapping[str, Row], settled: Iterable[tuple[str, str, Settled]], to: int
) -> list[Row]:
    """The rows of 结转 that the deductions of year `to` leave: (code, 事项, settled)."""
    return [_carried_row(places[code], code, matter, one, to) for code, matter, one in settled if one.carried]


def replace_carried(carried: pd.DataFrame, rows: Sequence[Row], to: int) -> pd.DataFrame:
    """结转 with the rows of year `to` replaced; the others stay as they are."""
    kept: list[dict[Any, Any]] = carried[carried["扣减年度"] != to].to_dict("records")
    frame = pd.DataFrame([*kept, *rows], columns=CARRYOVERS.names)
    return frame.astype(dict.fromkeys(("扣减年度", "应扣", "已扣", "结转"), "float64"))


def _carried_row(place: Row, code: str, matter: str, one: Settled, to: int) -> Row:
    why = f"第6条 {to}年度应扣{money_text(one.due)}万元，分配额只够扣{money_text(one.taken)}万元"
    return {
        "扣减年度": to,
        "行政区划代码": code,
        "市州": place["市州"],
        "县区": place["县区"],
        "事项": matter,
        "应扣": one.due / FEN,
        "已扣": one.taken / FEN,
        "结转": one.carried / FEN,
        "依据": f"{why}，余下{to + 1}年度再扣",
    }
