"""状态 of a letter: what may follow what, and who and when must be known first.

拟稿 → 核稿 → 签发 → 登记编号 → 印发 → 反馈 → 销号 (党政机关公文处理工作条例 第19—25条: drafted, checked,
signed, then registered and numbered, printed and sent).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from xltools.tables.declared.register import STATES

DRAFT, CHECKED, SIGNED, PRINTED, ANSWERED, CLOSED, VOID = STATES

WAY = (DRAFT, CHECKED, SIGNED, PRINTED, ANSWERED, CLOSED)
"""The way forward; several steps may be taken at once when what each needs is there."""

BACK = {CHECKED: (DRAFT,), SIGNED: (DRAFT, CHECKED), ANSWERED: (PRINTED,)}
"""Steps back: 退回修改 as long as there is no number; an answer that is not accepted."""

NEEDS = {
    CHECKED: ("核稿人",),
    SIGNED: ("签发人", "签发日期"),
    PRINTED: ("文号", "印发日期"),
    ANSWERED: ("收到反馈",),
    VOID: ("作废原因",),
}
"""Who and when. What a state needs, every later one needs too."""


class Trouble(NamedTuple):
    """A column of the row, what is wrong, what to do."""

    column: str
    problem: str
    remedy: str


def troubles(before: str, row: Mapping[str, Any]) -> list[Trouble]:
    """What stands against a row's 状态, `before` being the one it had at the last press ("" a new row)."""
    state = row["状态"]
    return [*_order(before, state, row), *_missing(state, row)]


def may_follow(before: str, state: str, numbered: bool) -> bool:
    """Whether one state may come after another; a number leaves no way back to a draft."""
    if before in ("", state):
        return True
    if before in (VOID, CLOSED):
        return False
    if state == VOID or WAY.index(state) > WAY.index(before):
        return True
    return state in BACK.get(before, ()) and not (numbered and state in (DRAFT, CHECKED))


def _order(before: str, state: str, row: Mapping[str, Any]) -> list[Trouble]:
    if may_follow(before, state, bool(row["文号"])):
        return []
    if before in (VOID, CLOSED):
        remedy = f"改回{before}；需要重新发文的，在“函件清单”或表末另起一行"
    elif row["文号"]:
        remedy = f"改回{before}；不发了的，填{VOID}并写明作废原因，文号留着不再用"
    else:
        remedy = f"改回{before}"
    return [Trouble("状态", f"{before}不能改成{state}", remedy)]


def _missing(state: str, row: Mapping[str, Any]) -> list[Trouble]:
    found = []
    for name in needed(state, bool(row["反馈期限"])):
        if row[name]:
            continue
        if name == "文号":
            remedy = f"先填{SIGNED}，按“登记编号”取得文号，印发后再填{PRINTED}"
            found.append(Trouble("状态", f"还没有文号，不能是{state}", remedy))
        else:
            found.append(Trouble(name, f"状态是{state}，没有填{name}", f"填{name}，或改状态"))
    return found


def needed(state: str, answer_due: bool) -> tuple[str, ...]:
    """All columns a state needs; a letter that asks for no answer (点名通报) is closed without one."""
    if state == VOID:
        return NEEDS[VOID]
    passed = WAY[: WAY.index(state) + 1]
    return tuple(
        name for each in passed if each != ANSWERED or answer_due or state == ANSWERED
        for name in NEEDS.get(each, ())
    )  # fmt: skip
