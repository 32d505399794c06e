"""奖惩测算: who of the last loses how much next year, who of the first shares it (第6条)."""

from __future__ import annotations

from typing import Any

from xltools.buttons import fund_allocation
from xltools.buttons.button import Press, Result
from xltools.buttons.inputs import checksum
from xltools.buttons.neighbour import Neighbour, neighbour
from xltools.buttons.points import taken
from xltools.buttons.points_desk import Desk, desk
from xltools.rules.art06.decisions import YES, list_problems
from xltools.rules.art06.deductions import Awards, carry_problems, use_problems
from xltools.rules.art06.input import by_code
from xltools.rules.art06.points import totals
from xltools.rules.art06.rewards import Books, Rewarding, reward_list
from xltools.rules.art12.ranking import TIED
from xltools.rules.exact import fen
from xltools.rules.problems import to_issues
from xltools.tables.declared.allocation import ALLOCATION
from xltools.tables.declared.points import (
    CARRYOVERS,
    DEDUCTION,
    LEDGER,
    NEGATIVE_USES,
    REWARD,
    REWARDS,
    TOTALS,
)
from xltools.tables.model import blank

_UNSHARED = "没有确认奖励的县，扣减的资金没有分出：请确认奖励的县，否则“资金分配”不能测算"


def rewards(press: Press) -> Result:
    """第6条 扣减后10位、奖励前10位: the list to confirm; what was confirmed decides what is shared."""
    press.progress("读取各表", 0, 1)
    found = desk(press)
    listed = by_code(found.roster.frame)
    found.stop_at(
        [
            *use_problems(found.frame(NEGATIVE_USES.name), listed, found.year),
            *carry_problems(found.frame(CARRYOVERS.name), listed),
            *list_problems(found.frame(REWARDS.name), listed),
        ]
    )
    funds = neighbour(press.folder, fund_allocation.WORKBOOK, (ALLOCATION,))
    press.progress("读取各表", 1, 1)
    made = reward_list(found.scores, _books(found, funds), found.year, found.policy)
    result = totals(found.scores, found.year, made.changes)
    return Result(
        message=_message(found, made, funds),
        rows=len(made.rewards),
        tables=[
            (LEDGER, found.posted.frame),
            (TOTALS, result),
            (REWARDS, made.rewards),
            (NEGATIVE_USES, made.uses),
            (CARRYOVERS, made.carried),
        ],
        issues=[*found.issues, *to_issues(made.notices, found.readings)],
        facts=_facts(found, made),
        note=found.note + (f"，{funds.label}" if funds else ""),
        inputs=checksum([found.posted.frame, found.roster.frame, made.uses, found.frame(REWARDS.name)]),
        policy=found.policy,
    )


def awards(funds: Neighbour | None, year: int) -> Awards | None:
    """第6条: what each county would get in `year` without rewards, in 分; None before it was allocated."""
    if funds is None:
        return None
    rows = funds.readings[ALLOCATION.name].frame
    found = {
        (row["资金级次"], row["行政区划代码"]): fen(row["分配额"])
        - (0 if blank(row["奖惩"]) else fen(row["奖惩"]))
        for row in rows.to_dict("records")
        if row["年度"] == year and not blank(row["分配额"])
    }
    return found or None


def _books(found: Desk, funds: Neighbour | None) -> Books:
    return Books(
        roster=found.roster.frame,
        uses=found.frame(NEGATIVE_USES.name),
        carried=found.frame(CARRYOVERS.name),
        existing=found.frame(REWARDS.name),
        awards=awards(funds, found.year + 1),
    )


def _message(found: Desk, made: Rewarding, funds: Neighbour | None) -> str:
    counts = _counts(made)
    parts = [
        f"{found.year}年度：扣减{counts['deducted']}个县共{made.taken}万元，奖励{counts['rewarded']}个县",
        *([f"没有列扣减和奖励：{made.why_none}"] if made.why_none else []),
        *([f"并列压线{counts['tied']}个县，请到“奖惩清单”核定后再按一次"] if counts["tied"] else []),
        *_over(found, counts),
        *([_UNSHARED] if made.taken and not counts["rewarded"] else []),
        f"台账{taken(found)}",
        _checked_against(found, funds),
    ]
    return "；".join(parts)


def _over(found: Desk, counts: dict[str, int]) -> list[str]:
    """More confirmed than the plan has places: the officer's doing, said and not stopped."""
    places = {"扣减": ("deducted", "扣减县数"), "奖励": ("rewarded", "奖励县数")}
    return [
        f"确认{word}{counts[key]}个县，多于{found.policy.whole(name)}个，请核对"
        for word, (key, name) in places.items()
        if counts[key] > found.policy.whole(name)
    ]


def _checked_against(found: Desk, funds: Neighbour | None) -> str:
    if awards(funds, found.year + 1) is None or funds is None:
        return f"还没有{found.year + 1}年度的分配额，没有核对够不够扣"
    return f"已与“{funds.path.name}”{found.year + 1}年度的分配额核对"


def _counts(made: Rewarding) -> dict[str, int]:
    rows = made.rewards
    confirmed = rows[rows["是否确认"] == YES]
    return {
        "deducted": int((confirmed["事项"] == DEDUCTION).sum()),
        "rewarded": int((confirmed["事项"] == REWARD).sum()),
        "tied": int((rows["并列"] == TIED).sum()),
    }


def _facts(found: Desk, made: Rewarding) -> dict[str, Any]:
    """What --json and the demo's summary show."""
    columns = ["市州", "县区", "事项", "金额", "是否确认", "并列"]
    return {
        "year": found.year,
        "taken": made.taken,
        **_counts(made),
        "list": made.rewards[columns]
        .astype(object)
        .where(made.rewards[columns].notna(), None)
        .to_dict("records"),
    }
