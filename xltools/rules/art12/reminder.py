"""第12条 提醒敦促函: rankings in a row among the last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xltools.rules.art12.history import OUTSIDE, TIED, Round, unbroken
from xltools.rules.art12.trigger import REMINDER, Evidence, Trigger

_DEMAND = "逐项查明排名靠后的原因，明确加快项目实施和资金支出的措施、责任人和时限，按期书面反馈。"


def reminders(evidence: Evidence) -> Iterator[Trigger]:
    """第12条: units among the last in the latest 提醒函连续次数 rounds they were ranked in.

    不参评 rounds break nothing and count as nothing.
    """
    times = evidence.policy.whole("提醒函连续次数")
    for code, own in sorted(evidence.rounds.items()):
        latest = unbroken(own, evidence.period, times)
        if latest and all(r.standing != OUTSIDE for r in latest):
            clause = f"连续{times}次排名{evidence.behind(code)}"
            yield Trigger(REMINDER, code, clause, places(latest), _DEMAND, doubtful(latest))


def places(latest: Sequence[Round]) -> str:
    """2024-08第150位（共161个）、2024-09第149位（共161个）, the oldest first."""
    return "、".join(str(r) for r in reversed(latest))


def doubtful(latest: Sequence[Round]) -> bool:
    """Whether a tie across the cut decides."""
    return any(r.standing == TIED for r in latest)
