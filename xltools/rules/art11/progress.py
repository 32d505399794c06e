"""第11条 支出序时进度: the target at the end of each month, and how far spending is from it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeAlias

from xltools.policy import Policy
from xltools.rules.exact import half_up

Nodes: TypeAlias = Sequence[tuple[int, Fraction]]
"""(month, share due by its end), by month."""

NODE_MONTHS = (4, 6, 9, 12)


def spending_nodes(policy: Policy) -> Nodes:
    """第11条: 30/50/75 % at the end of April, June, September; all at the end of the year."""
    return [(month, policy.share(f"{month}月末序时目标")) for month in NODE_MONTHS]


def straight(nodes: Nodes, month: int) -> Fraction:
    """缺省: the share due at the end of `month`: straight from 0 on 1 January to the first node, then from
    node to node, level after the last. Exact.
    """
    before, reached = 0, Fraction(0)
    for node, share in nodes:
        if month <= node:
            return reached + (share - reached) * Fraction(month - before, node - before)
        before, reached = node, share
    return reached


def target(policy: Policy, month: int) -> Fraction:
    """第11条: 序时目标 at the end of `month` as a fraction, rounded to 0.01 %: 0.5833 for July."""
    return half_up(straight(spending_nodes(policy), month), 4)


def monthly_share(month: int) -> Fraction:
    """The other reading in use, month/12, rounded to 0.01 %; shown beside the target, never judged by."""
    return half_up(Fraction(month, 12), 4)


def last_node(policy: Policy, month: int) -> tuple[int, Fraction] | None:
    """The latest node reached by the end of `month`; None before April."""
    reached = [node for node in spending_nodes(policy) if node[0] <= month]
    return reached[-1] if reached else None


def next_node(policy: Policy, month: int) -> tuple[int, Fraction]:
    """The first node after `month`; in December the end of the year itself, which is all that is left."""
    nodes = spending_nodes(policy)
    return next((node for node in nodes if node[0] > month), nodes[-1])


def gap(rate: Fraction, due: Fraction) -> Fraction:
    """第11条: percentage points ahead of (positive) or behind the target, of the published figures."""
    return (half_up(rate, 4) - half_up(due, 4)) * 100
