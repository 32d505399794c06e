"""第6条: what holds for any ledger and any scores."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.conftest import frame_of
from tests.rules.points_world import BY, POLICY, YEAR, carryovers, ledger, listed, roster, scored, uses
from xltools.rules.art06.decisions import confirmed_problems
from xltools.rules.art06.deductions import settle
from xltools.rules.art06.events import feed
from xltools.rules.art06.ledger import post
from xltools.rules.art06.points import scores, totals
from xltools.rules.art06.rewards import Books, reward_list
from xltools.rules.exact import FEN
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.points import CARRIED_OVER, DEDUCTION, LEDGER, NEGATIVE_LIST, REWARD
from xltools.tables.declared.ranking import HISTORY

MANY = settings(max_examples=30, deadline=None)
"""A machine under load is slow to make frames."""

CODES = ("510104", "511002", "511102")
KINDS = sorted(BY)

EVENTS = st.lists(
    st.tuples(
        st.sampled_from(CODES),
        st.sampled_from(KINDS),
        st.one_of(st.none(), st.integers(-200, 200).map(lambda n: n / 2)),
        st.integers(1, 28),
    ),
    max_size=25,
)
LIGHTS = st.lists(
    st.tuples(st.sampled_from(CODES), st.integers(1, 9), st.sampled_from("红黄绿")),
    unique_by=lambda t: t[:2],
    max_size=20,
)
TOTALS = st.lists(st.integers(-6, 6).map(str), min_size=1, max_size=45)
"""Few different scores: ties on the cuts are the rule."""


def typed(events):
    return ledger(
        *(
            {
                "行政区划代码": code,
                "来源": kind[0],
                "事由": kind[1],
                "计分": own,
                "日期": f"2024-05-{day:02d}",
            }
            for code, kind, own, day in events
        )
    )


def lit(lights):
    rows = [
        {"期别": f"2024-{month:02d}", "级别": "县", "代码": code, "参评": "是", "综合状态": light}
        for code, month, light in lights
    ]
    return feed(frame_of(HISTORY, rows), frame_of(LETTERS, []), YEAR)


def again(frame):
    """As it is read back from the sheet."""
    return frame_of(LEDGER, frame.to_dict("records"))


def books(codes, existing=(), awards=None):
    return Books(roster(codes), uses(), carryovers(), listed(*existing), awards)


@MANY
@given(EVENTS, LIGHTS)
def test_every_event_counts_once_and_no_typed_row_is_lost(events, lights):
    """加分－扣分 over all counties is the sum over all rows; typed rows stand first as they were."""
    posted = post(typed(events), roster(), lit(lights), BY).frame
    found = totals(scores(posted, roster()), YEAR)
    assert Fraction(found["得分"].sum()) == Fraction(posted["计分"].sum())
    assert list(posted["事由"].iloc[: len(events)]) == [kind[1] for _, kind, _, _ in events]
    assert posted.loc[~posted["登记号"].isna(), "登记号"].is_unique


@MANY
@given(EVENTS, LIGHTS)
def test_pressing_again_changes_nothing(events, lights):
    once = again(post(typed(events), roster(), lit(lights), BY).frame)
    twice = again(post(once, roster(), lit(lights), BY).frame)
    pd.testing.assert_frame_equal(once, twice)


@MANY
@given(EVENTS, st.randoms())
def test_the_order_of_the_ledger_is_irrelevant(events, random):
    def result(rows):
        who = roster(random.sample(CODES, len(CODES)))
        return totals(scores(post(typed(rows), who, None, BY).frame, who), YEAR)

    shuffled = random.sample(events, len(events))
    pd.testing.assert_frame_equal(result(events), result(shuffled))


@MANY
@given(LIGHTS, LIGHTS)
def test_after_a_new_ranking_only_what_it_says_counts(before, after):
    """期别 that the new source knows: one counted row for each light in it."""
    frame = again(post(ledger(), roster(), lit(before), BY).frame)
    now = post(frame, roster(), lit(after), BY).frame
    known = {f"2024-{month:02d}" for _, month, _ in after}
    counted = Counter(key for key, state in zip(now["登记号"], now["状态"], strict=True) if state == "计入")
    due = {f"2024-{month:02d}/预警/综合{light}灯/{code}" for code, month, light in after}
    assert {key for key in counted if key[:7] in known} == due
    assert set(counted.values()) <= {1}


@MANY
@given(TOTALS, st.randoms())
def test_the_first_ones_get_exactly_what_the_last_ones_lose(found, random):
    """Whatever the officer confirms, in any order; each amount within the plan's bounds."""
    county = scored(found)
    codes = [score.code for score in county]
    proposed = reward_list(county, books(codes), YEAR, POLICY).rewards
    decided = [row | {"是否确认": random.choice(["是", "否"])} for row in proposed.to_dict("records")]
    made = reward_list(random.sample(county, len(county)), books(codes, decided), YEAR, POLICY)
    confirmed = made.rewards[made.rewards["是否确认"] == "是"]
    lost = confirmed.loc[confirmed["事项"] == DEDUCTION, "金额"]
    gained = confirmed.loc[confirmed["事项"] == REWARD, "金额"]
    assert -lost.sum() == made.taken
    if len(gained):
        assert gained.sum() == made.taken
        assert gained.max() - gained.min() <= 1
        assert list(confirmed_problems(made.rewards, YEAR + 1)) == []
    assert all(200 <= -amount <= 400 and amount == int(amount) for amount in lost)


@MANY
@given(TOTALS)
def test_who_scores_less_never_loses_less_and_equals_lose_the_same(found):
    county = {score.code: score for score in scored(found)}
    made = reward_list(county.values(), books(list(county)), YEAR, POLICY).rewards
    lost = {r["行政区划代码"]: -r["金额"] for r in made.to_dict("records") if r["事项"] == DEDUCTION}
    for code, amount in lost.items():
        for other, less in lost.items():
            if county[code].total < county[other].total:
                assert amount >= less
            if county[code].total == county[other].total:
                assert amount == less
    firm = [r for r in made.to_dict("records") if r["并列"] != "并列"]
    assert sum(r["事项"] == DEDUCTION for r in firm) <= 10
    assert sum(r["事项"] == REWARD for r in firm) <= 10


@MANY
@given(st.tuples(*[st.integers(0, 900 * FEN)] * 3), st.one_of(st.none(), st.integers(0, 900 * FEN)))
def test_what_is_taken_and_what_is_carried_over_is_what_was_due(dues, award):
    """And never more than the award."""
    found = settle(dict(zip((CARRIED_OVER, NEGATIVE_LIST, DEDUCTION), dues, strict=True)), award)
    assert all(one.taken + one.carried == one.due and one.taken >= 0 <= one.carried for one in found.values())
    assert found[DEDUCTION].taken % FEN == 0
    if award is not None:
        assert sum(one.taken for one in found.values()) <= award
