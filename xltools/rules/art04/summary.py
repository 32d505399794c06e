"""第4条 分配汇总: one pool in one row, its parts adding up to it."""

from __future__ import annotations

from typing import Any

from xltools.rules.art04.shared import Shared
from xltools.tables.declared.allocation_columns import TOUCHED


def summary_row(shared: Shared) -> dict[str, Any]:
    """资金池 = 专项 + 可分配资金 + 奖励 − 扣减 = 分配合计. 保底增加额 is what the counties at their floor got
    above the formula, 封顶减少额 what those at their cap lost: the cost of floors and caps.
    """
    facts, lines, award = shared.facts, shared.facts.lines, shared.award
    moved = [held - formula for held, formula in zip(award.held, award.formula, strict=True)]
    floors, caps = (
        [m for m, at in zip(moved, shared.touched, strict=True) if at == kind] for kind in TOUCHED
    )
    return {
        "年度": facts.year,
        "资金级次": facts.level,
        "资金池": facts.amount,
        "专项": sum(lines.blocks),
        "奖励": sum(lines.rewards),
        "扣减": sum(award.taken),
        "可分配资金": award.available,
        "调整倍率": float(award.ratio),
        "保底县数": len(floors),
        "保底增加额": sum(floors),
        "封顶县数": len(caps),
        "封顶减少额": -sum(caps),
        "结转下年": float(sum(lines.due) - sum(award.taken)),
        "分配合计": sum(award.amounts),
        "差额": sum(award.amounts) - facts.amount,
    }
