"""指标明细 read from the ranking's own columns and its 依据."""

from __future__ import annotations

import datetime as dt

import pytest

from xltools.letters.indicators import indicators
from xltools.policy import load
from xltools.rules.art12.facts import Facts
from xltools.rules.art12.lights import bounds, lights
from xltools.rules.art12.scores import scale, score

REASON = (
    "第11条 支出率613.50/1,000.00=61.35%＜序时目标75.00%，≥其80%即60%（低13.65个百分点；月均75.00%）→黄；"
    "第12条 投入105.00比上年100.00增5.00%→绿；"
    "开工9/10=90.00%＜目标100.00%，完工4/10=40.00%＜目标50.00%，实施得分86.00≥80分→黄；"
    "问题项目18/150=12.00%＞10%→红；综合：支出黄、实施黄、质量红→黄"
)
ROW = {
    "支出率": 0.6135, "序时目标": 0.75,
    "投入得分": 100.0, "支出得分": 81.8, "实施得分": 86.0, "质量得分": 88.0,
    "投入状态": "绿", "支出状态": "黄", "实施状态": "黄", "质量状态": "红",
    "依据": REASON,
}  # fmt: skip


def test_each_dimension_has_target_actual_score_and_light():
    assert [tuple(row.values()) for row in indicators(ROW, "2%")] == [
        ("投入规模", "高于上年", "比上年增5.00%", "100.00", "绿"),
        ("支出进度", "75.00%", "61.35%", "81.80", "黄"),
        ("项目实施", "开工100.00%\n完工50.00%", "开工90.00%\n完工40.00%", "86.00", "黄"),
        ("项目库数据质量", "问题不超过2%", "12.00%（18/150）", "88.00", "红"),
    ]


@pytest.mark.parametrize("reason", ["", None, float("nan"), "由人填写"])
def test_what_the_reason_does_not_say_is_a_dash(reason):
    rows = indicators({**ROW, "依据": reason})
    assert [row["实际"] for row in rows] == ["—", "61.35%", "—", "—"]
    assert [row["得分"] for row in rows] == ["100.00", "81.80", "86.00", "88.00"]


@pytest.mark.parametrize(
    ("last", "this", "said"),
    [
        (10_000, 10_000, "持平"),
        (10_000, 9_000, "比上年减10.00%"),
        (0, 500, "上年为0，本年有投入"),
        (0, 0, "上年为0，本年仍无投入"),
    ],
)
def test_the_reason_that_the_rules_write_is_understood(last, this, said):
    """A changed wording of 依据 in the rules shows here, not as a dash in a letter."""
    policy = load(dt.date(2024, 9, 30))
    facts = Facts(
        应支=100,
        支出=50,
        上年投入=last,
        本年投入=this,
        项目总数=4,
        开工数=3,
        完工数=1,
        在库项目数=200,
        问题项目数=5,
    )
    by = scale(policy, 9)
    reason = lights(facts, score(facts, by), by, bounds(policy), 9).依据
    rows = {row["指标"]: row for row in indicators({**ROW, "依据": reason})}
    assert rows["投入规模"]["实际"] == said
    assert rows["项目实施"]["目标"] == "开工100.00%\n完工50.00%"  # 9月末目标，见参数
    assert rows["项目实施"]["实际"] == "开工75.00%\n完工25.00%"
    assert rows["项目库数据质量"]["目标"] == "问题不超过2%"
    assert rows["项目库数据质量"]["实际"] == "2.50%（5/200）"
