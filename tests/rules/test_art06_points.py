"""第6条 日常计分: points of events, totals and places."""

from __future__ import annotations

import pytest

from tests.rules.points_world import BY, YEAR, ledger, roster
from xltools.rules.art06.ledger import post
from xltools.rules.art06.points import scores, totals


def results(*events, codes=("510104",), resting=()):
    """计分结果 of these events by code."""
    who = roster(codes, resting)
    made = totals(scores(post(ledger(*events), who, None, BY).frame, who), YEAR)
    return {row["行政区划代码"]: row for row in made.to_dict("records")}, made


def event(text):
    """检查·拨付不及时=-3.5 → a row of the ledger; without = the standard's points."""
    kind, _, own = text.partition("=")
    source, _, reason = kind.partition("·")
    return {"来源": source, "事由": reason, "计分": float(own) if own else None}


@pytest.mark.cases("第6条 计分.csv")
def test_events_add_up_as_worked_out_by_hand(case):
    """加分, 扣分 and 得分 of one county."""
    row = results(*map(event, filter(None, case["事件"].split("；"))))[0]["510104"]
    assert (row["加分"], row["扣分"], row["得分"]) == tuple(
        float(case[name]) for name in ("加分", "扣分", "得分")
    )


def test_equal_scores_share_a_place_and_are_marked():
    """1, 1, 3 as in 第12条, then by code."""
    rows, made = results(
        {"行政区划代码": "511102", "事由": "拨付不及时"}, codes=("510104", "511002", "511102")
    )
    assert list(made["行政区划代码"]) == ["510104", "511002", "511102"]
    assert list(made["排名"]) == [1, 1, 3]
    assert [rows[c]["并列"] for c in ("510104", "511002", "511102")] == ["并列", "并列", ""]


def test_a_county_without_task_funds_has_no_place_and_is_not_lost():
    """不参评 stands below with its points and the reason; it does not push others down."""
    rows, made = results({"行政区划代码": "511102"}, codes=("510104", "511102"), resting=("511102",))
    assert list(made["行政区划代码"]) == ["510104", "511102"]
    assert rows["511102"]["得分"] == -2
    assert made["排名"].isna().tolist() == [False, True]
    assert "不参评" in rows["511102"]["依据"]
    assert "参评1个" in rows["510104"]["依据"]


def test_the_two_市中区_are_told_apart_by_code():
    """依据: architecture.md: codes join, names don't."""
    rows, _ = results({"行政区划代码": "511102"}, codes=("511002", "511102"))
    assert (rows["511002"]["得分"], rows["511102"]["得分"]) == (0, -2)
    assert (rows["511002"]["市州"], rows["511102"]["市州"]) == ("内江市", "乐山市")


def test_依据_says_what_the_score_is_made_of():
    """Every 来源 with its events and points."""
    rows, _ = results(event("检查·拨付不及时"), event("预警·综合绿灯"), event("检查·经验做法推广"))
    why = rows["510104"]["依据"]
    assert why == "第6条 2024年检查2件0分、预警1件+1分；加3分扣2分，得分1分，第1位（参评1个）"
