"""第16条 变更登记: a 公益性 asset becomes 经营性 step by step, each step dated and in its order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from xltools.policy import Policy
from xltools.rules.art12.roster import Row, text
from xltools.tables.declared.assets import BUSINESS, PUBLIC
from xltools.tables.declared.revival import APPROVED, INCOMPLETE, REGISTERED, TO_APPROVE
from xltools.tables.model import blank

STEPS = ("村集体决议日期", "公示开始", "公示结束", "乡镇审核日期", "批准日期", "登记日期")
"""缺省: the plan says 变更登记 and no more; resolved, shown, examined, approved, registered."""

_REASONS = ("变更后用途", "变更原因")
_APPROVAL = ("批准单位", "批准文号")

TYPED = ("变更前用途", *_REASONS, *STEPS, *_APPROVAL)


@dataclass(frozen=True, slots=True)
class Standing:
    """状态 of a change and what it still needs."""

    state: str
    missing: str


def standing(row: Row, policy: Policy) -> Standing:
    """第16条: 已登记 only where every step is dated and the change was shown long enough."""
    done = [not blank(row[step]) for step in STEPS]
    last = max((i for i, there in enumerate(done) if there), default=-1)
    skipped = [step for step, there in zip(STEPS[: last + 1], done, strict=False) if not there]
    faults = [f"没有填{step}" for step in skipped] + list(_faults(row, policy, last))
    if faults:
        return Standing(INCOMPLETE, "；".join(faults))
    if last == len(STEPS) - 1:
        return Standing(REGISTERED, "")
    state = APPROVED if last == STEPS.index("批准日期") else TO_APPROVE
    return Standing(state, f"下一步：{STEPS[last + 1]}")


def _faults(row: Row, policy: Policy, last: int) -> Iterator[str]:
    """What the steps that were taken lack."""
    if last >= STEPS.index("村集体决议日期"):
        yield from (f"没有填{name}" for name in _REASONS if not text(row[name]))
    if last >= STEPS.index("批准日期"):
        yield from (f"没有填{name}" for name in _APPROVAL if not text(row[name]))
    begun, ended = row["公示开始"], row["公示结束"]
    if not blank(begun) and not blank(ended):
        days, least = (ended - begun).days + 1, policy.whole("变更公示天数")
        if days < least:
            yield f"公示{days}天，不足{least}天"


def change_row(asset: Mapping[str, Any], old: Row | None, policy: Policy) -> dict[str, Any]:
    """变更登记: what the officer filled beside what the program knows of the asset."""
    kept = {name: old[name] for name in TYPED} if old is not None else dict.fromkeys(TYPED)
    kept["批准单位"] = text(kept["批准单位"]) or policy.text("变更批准单位")
    row = {**asset, **kept, "变更前类别": PUBLIC, "变更后类别": BUSINESS}
    stands = standing(row, policy)
    basis = (
        f"第16条：公益性资产变更登记转为经营性（方案）；决议、公示{policy.whole('变更公示天数')}天、"
        f"乡镇审核、{policy.text('变更批准单位')}批准、登记（缺省）"
    )
    return row | {"状态": stands.state, "缺手续": stands.missing or None, "依据": basis}
