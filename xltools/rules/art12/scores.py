"""第12条 拉通排位: the four dimension scores and the total, rounded half-up to 2 places (all 缺省)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from xltools.policy import Policy
from xltools.rules.art11.progress import Nodes, straight, target
from xltools.rules.art12.facts import Facts
from xltools.rules.exact import half_up
from xltools.tables.declared.ranking import DIMENSIONS

_FULL = Fraction(100)
_START_MONTHS = (3, 6, 9)
_FINISH_MONTHS = (6, 9, 12)


@dataclass(frozen=True, slots=True)
class Scale:
    """The numbers of one 期别, looked up once for all counties."""

    序时目标: Fraction
    开工目标: Fraction
    完工目标: Fraction
    开工分值: Fraction
    完工分值: Fraction
    满分增幅: Fraction
    持平得分: Fraction
    零分降幅: Fraction
    权重: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """Points of 100, each with at most 2 decimals."""

    投入: Fraction
    支出: Fraction
    实施: Fraction
    质量: Fraction
    综合: Fraction


def scale(policy: Policy, month: int) -> Scale:
    """第12条: targets at the end of `month`, point values and weights, as fractions."""
    return Scale(
        序时目标=target(policy, month),
        开工目标=straight(start_nodes(policy), month),
        完工目标=straight(finish_nodes(policy), month),
        开工分值=policy.number("开工分值"),
        完工分值=policy.number("完工分值"),
        满分增幅=policy.share("投入满分增幅"),
        持平得分=policy.number("投入持平得分"),
        零分降幅=policy.share("投入零分降幅"),
        权重=tuple(policy.share(f"{dimension}权重") for dimension in DIMENSIONS),
    )


def start_nodes(policy: Policy) -> Nodes:
    """第12条: the share of projects that should have started, by month."""
    return [(month, policy.share(f"{month}月末开工目标")) for month in _START_MONTHS]


def finish_nodes(policy: Policy) -> Nodes:
    """第12条: the share of projects that should be finished, by month."""
    return [(month, policy.share(f"{month}月末完工目标")) for month in _FINISH_MONTHS]


def score(facts: Facts, by: Scale) -> Scores:
    """第12条: the four scores and their weighted total; the total is that of the published scores."""
    parts = (
        half_up(funding_score(facts, by)),
        half_up(spending_score(facts, by)),
        half_up(works_score(facts, by)),
        half_up(quality_score(facts)),
    )
    return Scores(*parts, half_up(sum((w * s for w, s in zip(by.权重, parts, strict=True)), Fraction(0))))


def growth(facts: Facts) -> Fraction | None:
    """第3条: this year's city and county funds over last year's, less 1; None when last year had none."""
    return Fraction(facts.本年投入, facts.上年投入) - 1 if facts.上年投入 else None


def funding_score(facts: Facts, by: Scale) -> Fraction:
    """投入规模: full from 满分增幅 on, 持平得分 at no growth, 0 from 零分降幅 on, straight in between."""
    rise = growth(facts)
    if rise is None:
        return _FULL if facts.本年投入 else Fraction(0)
    if rise >= by.满分增幅:
        return _FULL
    if rise >= 0:
        return by.持平得分 + (_FULL - by.持平得分) * rise / by.满分增幅
    return max(Fraction(0), by.持平得分 * (1 + rise / by.零分降幅))


def spending_score(facts: Facts, by: Scale) -> Fraction:
    """支出进度: 支出率 ÷ 序时目标, at most full."""
    return _FULL * _reached(facts.支出率, by.序时目标)


def works_score(facts: Facts, by: Scale) -> Fraction:
    """项目实施: 开工 and 完工 against their targets, each at most its own points."""
    started = by.开工分值 * _reached(facts.开工率, by.开工目标)
    return started + by.完工分值 * _reached(facts.完工率, by.完工目标)


def quality_score(facts: Facts) -> Fraction:
    """项目库数据质量: the share of projects in the library without issues."""
    return _FULL * (1 - facts.问题率)


def _reached(rate: Fraction, due: Fraction) -> Fraction:
    return min(Fraction(1), rate / due)
