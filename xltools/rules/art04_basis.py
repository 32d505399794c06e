"""第4条 依据: one line a county, from which an auditor can work out its award again."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from xltools.policy import Policy
from xltools.rules.art04_bounds import Bounds
from xltools.rules.art04_factors import Factors
from xltools.rules.art04_facts import PoolFacts
from xltools.rules.art04_pool import Award
from xltools.rules.exact import plain_percent, plain_text
from xltools.tables.declared.allocation import TOUCHED


def share_texts(factors: Factors) -> list[str]:
    """第4条 人群27.5%×1.234567%＋…＝综合1.234567%: the same for every pool, to a hundred-millionth."""
    products = [
        [f"{name}{plain_percent(weight)}×{100 * share:.6f}%" for share in factors.shares[name].shown]
        for name, weight in factors.weights.items()
        if weight
    ]
    rows = zip(*products, factors.overall.shown, strict=True)
    return [f"第4条 {'＋'.join(row)}＝综合{100 * overall:.6f}%" for *row, overall in rows]


def basis(
    shares: Sequence[str], factors: Factors, facts: PoolFacts, within: Bounds, found: Award, policy: Policy
) -> list[str]:
    """第4、5、6条: the line of each county: shares, formula, floor or cap, 专项, 奖惩, award; 万元."""
    touched = touched_by(factors, within, found)
    whole, ratio = factors.overall.whole, float(found.ratio)
    head = f"×可分配{found.available:,}＝"
    adjusted = found.ratio != 1 or any(touched)
    lines = []
    for i, part in enumerate(factors.overall.parts):
        raw = part * found.available / whole
        text = f"{shares[i]}；{head}{raw:,.4f}"
        if adjusted:
            text += f"；保底封顶后同乘{ratio:.8f}＝{raw * ratio:,.4f}"
        if touched[i]:
            text += _held(i, touched[i], facts, within, policy)
        text += f"；取整{found.held[i]:,}"
        if facts.lines.blocks[i]:
            text += _blocks(facts.quotas[i], facts.pilots[i])
        if facts.matters[i]:
            text += _matters(i, facts, found)
        lines.append(f"{text}；分配{found.amounts[i]:,}万元")
    return lines


def touched_by(factors: Factors, within: Bounds, found: Award) -> list[str]:
    """保底 or 封顶 for each county whose share at the common rate lies outside its bounds; else empty."""
    top, bottom = (found.ratio * found.available / factors.overall.whole).as_integer_ratio()
    rows = zip(factors.overall.parts, within.low, within.high, strict=True)
    return [
        TOUCHED[0]
        if part * top < low * bottom
        else (TOUCHED[1] if high is not None and part * top > high * bottom else "")
        for part, low, high in rows
    ]


def _held(i: int, kind: str, facts: PoolFacts, within: Bounds, policy: Policy) -> str:
    """，低于保底：上年1,200×80%＝960，减专项200，按760."""
    side = "低于" if kind == TOUCHED[0] else "高于"
    bound, amount = (
        (within.floors[i], within.low[i]) if kind == TOUCHED[0] else (within.caps[i], within.high[i])
    )
    rate = plain_percent(policy.share(f"{kind}比例"))
    block = facts.lines.blocks[i]
    less = f"，减专项{block:,}" if block else ""
    return f"，{side}{kind}：上年{plain_text(facts.last[i])}×{rate}＝{bound:,}{less}，按{amount:,}"


def _blocks(quota: int, pilot: int) -> str:
    parts = [f"{name}{amount:,}" for name, amount in (("重点县定额", quota), ("试点", pilot)) if amount]
    return f"；专项{'、'.join(parts)}"


def _matters(i: int, facts: PoolFacts, found: Award) -> str:
    parts = [
        f"{matter}{'＋' if amount > 0 else '－'}{plain_text(abs(amount))}"
        for matter, amount in facts.matters[i].items()
        if amount
    ]
    left = facts.lines.due[i] - found.taken[i]
    carried = f"（本年扣{found.taken[i]:,}，结转下年{plain_text(Fraction(left))}）" if left else ""
    return f"；第6条 {'、'.join(parts)}{carried}"
