"""第12条 整改通知书 and 点名通报: 严重滞后, which the plan does not define (缺省)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from xltools.policy import Policy
from xltools.rules.art11.progress import last_node, target
from xltools.rules.art12.facts import Facts
from xltools.rules.art12.history import OUTSIDE, unbroken
from xltools.rules.art12.lights import RED
from xltools.rules.art12.reminder import doubtful, places
from xltools.rules.art12.roster import text
from xltools.rules.art12.trigger import CIRCULAR, OVERDUE_PROBLEMS, RECTIFY, REMINDER, Evidence, Trigger
from xltools.rules.exact import money_text, percent_text, plain_percent
from xltools.rules.periods import month_of

_SPEND = "逐项目倒排支出计划，限期补足支出缺口，对不能按期实施的项目及时调整资金。"
_CLIMB = "对照《提醒敦促函》逐条整改，说明排名仍然居后的原因和下一步措施。"
_LIGHTS = "逐项消除红灯，制定整改方案，明确责任单位、责任人和完成时限。"
_NAMED = "在全省通报；整改要求见《整改通知书》。"


def rectifications(evidence: Evidence) -> Iterator[Trigger]:
    """第12条: every 严重滞后 unit, twice: the 整改通知书 and the 点名通报 that names it."""
    for trigger in (*far_behind(evidence), *still_behind(evidence), *red_on_end(evidence)):
        yield trigger
        yield replace(trigger, letter=CIRCULAR, demand=_NAMED)


def serious_node(policy: Policy, month: int) -> tuple[int, Fraction] | None:
    """缺省: the month and the target that 严重滞后 is judged by; None before the first node is reached."""
    if policy.text("严重滞后目标") == "当期序时":
        return month, target(policy, month)
    return last_node(policy, month)


def far_behind(evidence: Evidence) -> Iterator[Trigger]:
    """缺省: 支出率 below 严重滞后比例 of the target; nothing before the first node is reached."""
    node = serious_node(evidence.policy, month_of(evidence.period))
    if node is None:
        return
    share = evidence.policy.share("严重滞后比例")
    bound = node[1] * share
    for code, facts in sorted(evidence.facts.items()):
        if facts.支出率 < bound:
            reason = (
                f"{evidence.period}支出率{percent_text(facts.支出率, bound)}＜{node[0]}月末目标"
                f"{percent_text(node[1])}的{plain_percent(share)}即{plain_percent(bound)}，"
                f"距目标尚差{_shortfall(facts, node[1].numerator, node[1].denominator)}万元"
            )
            yield Trigger(RECTIFY, code, "严重滞后：支出进度", reason, _SPEND)


def still_behind(evidence: Evidence) -> Iterator[Trigger]:
    """缺省: a 提醒敦促函 of an earlier 期别, and among the last in every round since."""
    for code, since in sorted(_reminded(evidence).items()):
        own = evidence.rounds.get(code, [])
        after = [r for r in own if r.period >= since]
        if own and own[0].period == evidence.period and all(r.standing != OUTSIDE for r in after):
            reason = f"{since}已发《提醒敦促函》，{places(after)}仍{evidence.behind(code)}"
            yield Trigger(RECTIFY, code, "严重滞后：提醒后仍居后", reason, _CLIMB, doubtful(after))


def red_on_end(evidence: Evidence) -> Iterator[Trigger]:
    """缺省: 综合状态 red in 严重滞后红灯次数 rounds running."""
    times = evidence.policy.whole("严重滞后红灯次数")
    for code, own in sorted(evidence.rounds.items()):
        latest = unbroken(own, evidence.period, times)
        if latest and all(r.light == RED for r in latest):
            periods = "、".join(r.period for r in reversed(latest))
            yield Trigger(RECTIFY, code, f"严重滞后：连续{times}次红灯", f"{periods}综合状态均为红", _LIGHTS)


def _reminded(evidence: Evidence) -> dict[str, str]:
    """Code → 期别 of the latest earlier 提醒敦促函 that was confirmed for issue; not one for problems of
    inspections alone, which says nothing of the ranking.
    """
    sent: dict[str, str] = {}
    for row in evidence.letters.to_dict("records"):
        code, when = text(row["代码"]), text(row["期别"])
        about_rank = text(row["触发条款"]) != f"第12条 {OVERDUE_PROBLEMS}"
        if row["函件"] == REMINDER and about_rank and row["是否签发"] == "是" and when < evidence.period:
            sent[code] = max(when, sent.get(code, ""))
    return sent


def _shortfall(facts: Facts, due: int, per: int) -> str:
    """What has to be spent to reach due/per, in 万元, rounded up to 分."""
    return money_text(-(-facts.应支 * due // per) - facts.支出)
