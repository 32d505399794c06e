"""第11、12条 转绿测算: what always holds; each amount is proved by ranking again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from xltools.policy import load
from xltools.rules.art11.progress import next_node
from xltools.rules.art12.facts import Facts
from xltools.rules.art12.lights import GREEN, RED, bounds, lights, spending_light
from xltools.rules.art12.needs import STEP, bar, needs, to_leave, to_pay
from xltools.rules.art12.ranking import entries, order
from xltools.rules.art12.scores import scale, score

POLICY = load(dt.date(2024, 9, 30))
often = settings(max_examples=150, deadline=None)
months = st.integers(1, 12)


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Any county; amounts in 分, few distinct ones so that ties are frequent."""
    issued = draw(st.sampled_from([1, 33_330_000, 100_000_000, 123_456_789_012]))
    total, stored = draw(st.integers(1, 60)), draw(st.integers(1, 60))
    started = draw(st.integers(0, total))
    return Facts(
        应支=issued,
        支出=draw(st.sampled_from([issued // 4, issued // 2]) | st.integers(0, issued)),
        上年投入=draw(st.sampled_from([0, 100_000_000])),
        本年投入=draw(st.sampled_from([0, 100_000_000, 103_000_000])),
        项目总数=total, 开工数=started, 完工数=draw(st.integers(0, started)),
        在库项目数=stored, 问题项目数=draw(st.integers(0, stored)),
    )  # fmt: skip


@often
@given(own=facts(), month=months)
def test_the_amount_turns_spending_green_and_a_step_less_does_not(own: Facts, month: int) -> None:
    by, limits = scale(POLICY, next_node(POLICY, month)[0]), bounds(POLICY)
    green, yellow = to_pay(own, by.序时目标), to_pay(own, by.序时目标 * limits.支出黄灯)

    def light(paid: int) -> str:
        return spending_light(replace(own, 支出=own.支出 + paid).支出率, by.序时目标, limits)

    assert light(green) == GREEN and own.支出 + green <= own.应支
    assert light(yellow) != RED
    assert green < STEP or light(green - STEP) != GREEN
    assert yellow < STEP or light(yellow - STEP) == RED


@often
@given(own=facts(), month=months)
def test_everything_lacking_done_is_green_all_over(own: Facts, month: int) -> None:
    """All four lights and 综合, at the node; nothing lacking is green as it is."""
    node = next_node(POLICY, month)[0]
    by, limits = scale(POLICY, node), bounds(POLICY)
    lacking = needs(own, by, limits)
    done = Facts(
        应支=own.应支, 支出=own.支出 + lacking.支付,
        上年投入=own.上年投入, 本年投入=own.本年投入 + lacking.投入,
        项目总数=own.项目总数, 开工数=own.开工数 + lacking.开工, 完工数=own.完工数 + lacking.完工,
        在库项目数=own.在库项目数, 问题项目数=own.问题项目数 - lacking.改正,
    )  # fmt: skip
    assert lights(done, score(done, by), by, limits, node).综合 == GREEN
    before = lights(own, score(own, by), by, limits, node)
    assert (lacking.said == "") == (before.综合 == GREEN)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(facts(), min_size=5, max_size=9),
    month=months,
    last=st.integers(1, 4),
    pick=st.integers(0, 8),
)
def test_leaving_the_last_places_is_proved_by_ranking_again(
    rows: list[Facts], month: int, last: int, pick: int
) -> None:
    """With the amount the county is out, with 0.01 万元 less it is not; None where all is not enough."""
    named = {f"5101{i:02d}": own for i, own in enumerate(rows, 1)}
    code = list(named)[pick % len(named)]
    safe, by = len(named) - last, scale(POLICY, month)
    if _out(named, code, 0, month, safe):
        return
    totals = [p.entry.scores.综合 for p in order(entries(named, POLICY, month))]
    passed = bar(totals, score(named[code], by).综合, safe)
    paid = to_leave(named[code], by, passed)
    left = named[code].应支 - named[code].支出
    if paid is None:
        assert not _out(named, code, left, month, safe)
        return
    assert _out(named, code, paid, month, safe)
    assert not _out(named, code, max(0, paid - STEP), month, safe)


def _out(named: Mapping[str, Facts], code: str, paid: int, month: int, safe: int) -> bool:
    """Whether the county is clear of the last places once it has paid so much more."""
    now: dict[str, Any] = dict(named) | {code: replace(named[code], 支出=named[code].支出 + paid)}
    ranked = order(entries(now, POLICY, month))
    first = next(p.number for p in ranked if p.entry.code == code)
    sharing = sum(p.number == first for p in ranked)
    return first + sharing - 1 <= safe


def test_a_step_is_the_hundredth_of_a_万元() -> None:
    """A million 分 make a 万元."""
    assert Fraction(STEP, 1_000_000) == Fraction(1, 100)
