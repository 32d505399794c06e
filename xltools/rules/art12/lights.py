"""第12条 “红黄绿”分级预警: the light of each dimension and overall, and the 依据 that explains it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from xltools.policy import Policy
from xltools.rules.art11.progress import gap, monthly_share
from xltools.rules.art12.facts import Facts
from xltools.rules.art12.scores import Scale, Scores, growth
from xltools.rules.exact import decimal_text, money_text, percent_text, plain_percent, plain_text
from xltools.tables.declared.ranking import DIMENSIONS

GREEN, YELLOW, RED = "绿", "黄", "红"

Four: TypeAlias = tuple[str, str, str, str]
"""The lights of the four dimensions, in the order of DIMENSIONS."""

_SPENDING = DIMENSIONS.index("支出")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The bounds between lights, looked up once for all counties."""

    支出黄灯: Fraction
    实施黄灯: Fraction
    质量绿灯: Fraction
    质量黄灯: Fraction
    红项数: int


@dataclass(frozen=True, slots=True)
class Lights:
    """绿, 黄 or 红 by dimension and overall, and why."""

    投入: str
    支出: str
    实施: str
    质量: str
    综合: str
    依据: str


def bounds(policy: Policy) -> Bounds:
    """第12条: the bounds in force, percentages as fractions."""
    return Bounds(
        支出黄灯=policy.share("支出黄灯比例"),
        实施黄灯=policy.number("实施黄灯得分"),
        质量绿灯=policy.share("质量绿灯上限"),
        质量黄灯=policy.share("质量黄灯上限"),
        红项数=policy.whole("综合红灯红项数"),
    )


def lights(facts: Facts, scores: Scores, by: Scale, limits: Bounds, month: int) -> Lights:
    """第12条: every light with its 依据, numbers from the parameters in force."""
    four: Four = (
        funding_light(facts),
        spending_light(facts.支出率, by.序时目标, limits),
        works_light(facts, scores, by, limits),
        quality_light(facts.问题率, limits),
    )
    overall = overall_light(four, limits)
    reasons = (
        f"第11条 {spending_reason(facts, by, limits, month)}→{four[_SPENDING]}",
        f"第12条 {funding_reason(facts)}→{four[0]}",
        f"{works_reason(facts, scores, by, limits)}→{four[2]}",
        f"{quality_reason(facts, limits)}→{four[3]}",
        f"{overall_reason(four, limits)}→{overall}",
        total_reason(scores, by),
    )
    return Lights(*four, overall, "；".join(reasons))


def funding_light(facts: Facts) -> str:
    """投入规模: green on growth, yellow on none, red on less; no funds in either year is red."""
    rise = growth(facts)
    if rise is None:
        return GREEN if facts.本年投入 else RED
    return GREEN if rise > 0 else YELLOW if rise == 0 else RED


def spending_light(rate: Fraction, due: Fraction, limits: Bounds) -> str:
    """支出进度: green from the target, yellow from its 支出黄灯比例, red below."""
    return GREEN if rate >= due else YELLOW if rate >= due * limits.支出黄灯 else RED


def works_light(facts: Facts, scores: Scores, by: Scale, limits: Bounds) -> str:
    """项目实施: green when 开工 and 完工 both meet their targets, yellow from 实施黄灯得分, red below."""
    if facts.开工率 >= by.开工目标 and facts.完工率 >= by.完工目标:
        return GREEN
    return YELLOW if scores.实施 >= limits.实施黄灯 else RED


def quality_light(faulty: Fraction, limits: Bounds) -> str:
    """项目库数据质量: by the share of projects with issues."""
    return GREEN if faulty <= limits.质量绿灯 else YELLOW if faulty <= limits.质量黄灯 else RED


def overall_light(four: Four, limits: Bounds) -> str:
    """综合: red when 支出 is red or 综合红灯红项数 dimensions are, yellow when any is not green."""
    if four[_SPENDING] == RED or four.count(RED) >= limits.红项数:
        return RED
    return GREEN if all(light == GREEN for light in four) else YELLOW


def spending_reason(facts: Facts, by: Scale, limits: Bounds, month: int) -> str:
    """支出率1,224.00/2,000.00=61.20%＜序时目标75.00%，≥其80%即60%（低13.80个百分点；月均75.00%）."""
    rate, due = facts.支出率, by.序时目标
    floor = due * limits.支出黄灯
    text = (
        f"支出率{money_text(facts.支出)}/{money_text(facts.应支)}={percent_text(rate, due, floor)}"
        f"{_sign(rate, due)}序时目标{percent_text(due)}"
    )
    if rate < due:
        text += f"，{_sign(rate, floor)}其{plain_percent(limits.支出黄灯)}即{plain_percent(floor)}"
    points = gap(rate, due)
    ahead = f"{'低' if rate < due else '高'}{decimal_text(abs(points))}个百分点"
    return f"{text}（{ahead}；月均{percent_text(monthly_share(month))}）"


def funding_reason(facts: Facts) -> str:
    """投入1,050.00比上年1,000.00增5.00%."""
    rise = growth(facts)
    text = f"投入{money_text(facts.本年投入)}比上年{money_text(facts.上年投入)}"
    if rise is None:
        return f"{text}，上年为0，本年{'有' if facts.本年投入 else '仍无'}投入"
    if rise == 0:
        return f"{text}持平"
    return f"{text}{'增' if rise > 0 else '减'}{percent_text(abs(rise), Fraction(0))}"


def works_reason(facts: Facts, scores: Scores, by: Scale, limits: Bounds) -> str:
    """开工9/10=90.00%＜目标100.00%，完工5/10=50.00%≥目标50.00%，实施得分94.00≥80分."""
    text = (
        f"开工{facts.开工数}/{facts.项目总数}={_against(facts.开工率, by.开工目标)}，"
        f"完工{facts.完工数}/{facts.项目总数}={_against(facts.完工率, by.完工目标)}"
    )
    if facts.开工率 >= by.开工目标 and facts.完工率 >= by.完工目标:
        return text
    sign = _sign(scores.实施, limits.实施黄灯)
    return f"{text}，实施得分{decimal_text(scores.实施)}{sign}{plain_text(limits.实施黄灯)}分"


def quality_reason(facts: Facts, limits: Bounds) -> str:
    """问题项目3/150=2.00%≤2%."""
    faulty = facts.问题率
    bound = limits.质量绿灯 if faulty <= limits.质量绿灯 else limits.质量黄灯
    sign = "≤" if faulty <= bound else "＞"
    text = f"问题项目{facts.问题项目数}/{facts.在库项目数}={percent_text(faulty, bound)}"
    above = f"＞{plain_percent(limits.质量绿灯)}，" if limits.质量绿灯 < faulty <= limits.质量黄灯 else ""
    return f"{text}{above}{sign}{plain_percent(bound)}"


def overall_reason(four: Four, limits: Bounds) -> str:
    """综合：支出红、实施黄，支出为红即红."""
    named = [f"{name}{light}" for name, light in zip(DIMENSIONS, four, strict=True) if light != GREEN]
    text = f"综合：{'、'.join(named) or '四项全绿'}"
    if four[_SPENDING] == RED:
        return f"{text}，支出为红即红"
    if four.count(RED) >= limits.红项数:
        return f"{text}，红满{limits.红项数}项"
    return text


def total_reason(scores: Scores, by: Scale) -> str:
    """得分100.00×20%+81.60×40%+94.00×20%+98.00×20%=91.04."""
    parts = (scores.投入, scores.支出, scores.实施, scores.质量)
    sums = "+".join(f"{decimal_text(s)}×{plain_percent(w)}" for s, w in zip(parts, by.权重, strict=True))
    return f"得分{sums}={decimal_text(scores.综合)}"


def _against(rate: Fraction, due: Fraction) -> str:
    return f"{percent_text(rate, due)}{_sign(rate, due)}目标{percent_text(due)}"


def _sign(value: Fraction, bound: Fraction) -> str:
    return "≥" if value >= bound else "＜"
