"""第4条 依据: one line a county, from which an auditor can work out its award again."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from xltools.policy import Policy
from xltools.rules.art04.factors import OVERALL, Factors
from xltools.rules.art04.facts import PoolFacts
from xltools.rules.art04.pool import Award
from xltools.rules.art04.shared import FLOOR, Shared
from xltools.rules.exact import plain_percent, plain_text
from xltools.tables.declared.allocation_columns import TOUCHED


def share_texts(factors: Factors) -> list[str]:
    """第4条 人群27.5%×1.234567%＋…＝综合1.234567%: the same for every pool, to a hundred-millionth."""
    weighted = [name for name, weight in factors.weights.items() if weight]
    heads = (f"{name}{plain_percent(factors.weights[name])}×" for name in weighted)
    line = f"第4条 {'＋'.join(f'{head}{{:.6%}}' for head in heads)}＝综合{{:.6%}}".format
    shares = [factors.shares[name].shown for name in (*weighted, OVERALL)]
    return [line(*row) for row in zip(*shares, strict=True)]


def basis(shares: Sequence[str], shared: Shared, policy: Policy) -> list[str]:
    """第4、5、6条: the line of each county: shares, formula, floor or cap, 专项, 奖惩, award; 万元."""
    facts, found, touched = shared.facts, shared.award, shared.touched
    blocks, matters, ratio = facts.lines.blocks, facts.matters, float(found.ratio)
    head = f"；×可分配{found.available:,}＝"
    adjusted = f"；保底封顶后同乘{ratio:.8f}＝" if found.ratio != 1 or any(touched) else ""
    rates = {kind: plain_percent(policy.share(f"{kind}比例")) for kind in TOUCHED}
    lines = []
    last = facts.last.shown
    rows = zip(shares, shared.raw, found.held, found.amounts, strict=True)
    for i, (text, raw, held, amount) in enumerate(rows):
        text = f"{text}{head}{raw:,.4f}"
        if adjusted:
            text = f"{text}{adjusted}{raw * ratio:,.4f}"
        if touched[i]:
            text += _held(i, shared, last[i], rates[touched[i]])
        text = f"{text}；取整{held:,}"
        if blocks[i]:
            text += _blocks(facts.quotas[i], facts.pilots[i])
        if matters[i]:
            text += _matters(i, facts, found)
        lines.append(f"{text}；分配{amount:,}万元")
    return lines


def _held(i: int, shared: Shared, before: float, rate: str) -> str:
    """，低于保底：上年1,200×80%＝960，减专项200，按760."""
    kind, within = shared.touched[i], shared.within
    side = "低于" if kind == FLOOR else "高于"
    bound, amount = (within.floors[i], within.low[i]) if kind == FLOOR else (within.caps[i], within.high[i])
    last = f"{before:,.6f}".rstrip("0").rstrip(".")
    block = shared.facts.lines.blocks[i]
    less = f"，减专项{block:,}" if block else ""
    return f"，{side}{kind}：上年{last}×{rate}＝{bound:,}{less}，按{amount:,}"


def _blocks(quota: int, pilot: int) -> str:
    parts = [f"{name}{amount:,}" for name, amount in (("重点县定额", quota), ("试点", pilot)) if amount]
    return f"；专项：{'、'.join(parts)}"


def _matters(i: int, facts: PoolFacts, found: Award) -> str:
    parts = [
        f"{matter}{'＋' if amount > 0 else '－'}{plain_text(abs(amount))}"
        for matter, amount in facts.matters[i].items()
        if amount
    ]
    left = facts.lines.due[i] - found.taken[i]
    carried = f"（本年扣{found.taken[i]:,}，结转下年{plain_text(Fraction(left))}）" if left else ""
    return f"；第6条 {'、'.join(parts)}{carried}"
