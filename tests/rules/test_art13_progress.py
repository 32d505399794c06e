"""第13–16条: agreements item by item, changes of register step by step, and how far an asset is."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from tests.rules.made_assets import asset, changed
from xltools.policy import load
from xltools.rules.art13.progress import (
    decision_problems,
    figures_after,
    future_problems,
    order_problems,
    stage,
)
from xltools.rules.art14.agreements import check_agreement, years_after
from xltools.rules.art16.change import STEPS, TYPED, change_row, standing
from xltools.tables.declared.revival import AGREEMENT_ITEMS, AGREEMENTS, CHANGES, REVIVAL

ON = dt.date(2024, 10, 8)
STANDARD = load(ON)

AGREEMENT: dict[str, Any] = dict.fromkeys(AGREEMENTS.names) | {
    "盘活方式": "国企合作", "原值": 100.0, "甲方": "火花村村集体经济组织", "乙方": "模拟农投公司",
    "乙方类型": "县属国企", "签订日期": pd.Timestamp(2024, 5, 1), "起始日期": pd.Timestamp(2024, 5, 1),
    "终止日期": pd.Timestamp(2029, 4, 30), "年租金": 5.0, **dict.fromkeys(AGREEMENT_ITEMS, "是"),
}  # fmt: skip
"""齐全."""

CHANGE: dict[str, Any] = dict.fromkeys(CHANGES.names) | {
    "变更前用途": "活动室", "变更后用途": "农家超市", "变更原因": "管护成本高",
    "村集体决议日期": pd.Timestamp(2024, 5, 1), "公示开始": pd.Timestamp(2024, 5, 6),
    "公示结束": pd.Timestamp(2024, 5, 20), "乡镇审核日期": pd.Timestamp(2024, 5, 25),
    "批准单位": "县级人民政府", "批准文号": "模拟府〔2024〕1号", "批准日期": pd.Timestamp(2024, 6, 1),
    "登记日期": pd.Timestamp(2024, 6, 10),
}  # fmt: skip
"""已登记."""

DECISION: dict[str, Any] = dict.fromkeys(REVIVAL.names) | {
    "类别": "经营性", "原值": 100.0, "盘活前年收益": 1.0, "国企合作": "可行", "主体经营": "待核实",
    "人才创业": "不具备", "调整用途": "待核实", "盘活方式": "国企合作", "决定单位": "模拟村",
    "决定日期": pd.Timestamp(2024, 4, 1),
}  # fmt: skip


@pytest.mark.cases("第14条 运营协议.csv")
def test_agreements(case: dict[str, str]) -> None:
    row = AGREEMENT | {"盘活方式": case["方式"]} | changed(AGREEMENTS, case["改动"])
    checked = check_agreement(row, STANDARD, ON)
    assert (checked.state, checked.lacking) == (case["检查结果"], case["缺项"])


@pytest.mark.parametrize(
    ("rent", "share", "said"),
    [
        (2.99, None, "；年租金为原值的2.99%，低于低效收益率3%，减免的写明理由和年限"),
        (3.0, None, ""),
        (0.0, None, "；年租金为原值的0.00%，低于低效收益率3%，减免的写明理由和年限"),
        (0.0, 0.1, ""),
    ],
)
def test_a_rent_below_the_bound_is_said_not_refused(rent: float, share: float | None, said: str) -> None:
    """依据: 第14条 lets a rent be reduced; a share of the profit may make up for it."""
    checked = check_agreement(AGREEMENT | {"年租金": rent, "分红比例": share}, STANDARD, ON)
    assert (checked.state, checked.basis) == (
        "齐全", f"第13条：利益共享、风险共担、运营共管、资产管护、到期处置；期限不超过20年{said}",
    )  # fmt: skip


def test_twenty_years_from_a_leap_day_may_end_on_the_28th() -> None:
    assert years_after(dt.date(2024, 2, 29), 1) == dt.date(2025, 2, 28)


@pytest.mark.cases("第16条 变更登记.csv")
def test_changes_of_register(case: dict[str, str]) -> None:
    nothing = case["改动"] == "全部="
    row = CHANGE | (dict.fromkeys(TYPED) if nothing else changed(CHANGES, case["改动"]))
    stands = standing(row, STANDARD)
    assert (stands.state, stands.missing) == (case["状态"], case["缺手续"])


def test_who_approves_is_a_parameter_until_the_officer_says_otherwise() -> None:
    """缺省: the plan does not say who approves."""
    new = change_row(asset("公益"), None, STANDARD)
    old = change_row(asset("公益"), CHANGE | {"批准单位": "模拟县农业农村局"}, STANDARD)
    assert (new["批准单位"], old["批准单位"]) == ("县级人民政府", "模拟县农业农村局")
    assert (new["变更前类别"], new["变更后类别"], old["变更后用途"]) == ("公益性", "经营性", "农家超市")


@pytest.mark.cases("第13条 盘活进度.csv")
def test_progress(case: dict[str, str]) -> None:
    row = DECISION | changed(REVIVAL, case["决定"])
    lacking = {"缺项": "没有风险共担条款", "已到期": "协议2024-10-07已到期，续签或另定"}
    agreement = {"检查结果": case["协议"], "缺项": lacking.get(case["协议"])}
    change = {"状态": case["变更"], "缺手续": "下一步：登记日期"}
    found = stage(
        row,
        None if case["协议"] == "没有" else agreement,
        change if case["变更"] else None,
        case["台账现分类"],
        STANDARD,
    )
    assert found.progress == case["进度"] and case["下一步里有"] in found.following


@pytest.mark.cases("第13条 盘活填报错误.csv")
def test_entries_that_cannot_be_true(case: dict[str, str]) -> None:
    signed = pd.Timestamp(case["签订日期"]) if case["签订日期"] else None
    row = DECISION | changed(REVIVAL, case["决定"])
    found = list(decision_problems(3, row, AGREEMENT | {"签订日期": signed}, None, ON))
    due = [(case["列"], case["问题"])] if case["问题"] else []
    assert [(p.column, p.problem) for p in found] == due
    assert all(p.row == 3 and p.table == "盘活建议" and p.remedy for p in found)


@pytest.mark.parametrize(
    ("means", "day", "said"),
    [
        ("转为经营性", "2024-06-09", ["盘活日期早于变更登记的登记日期2024-06-10"]),
        ("转为经营性", "2024-06-10", []),
        ("调剂", "2024-06-09", []),
    ],
)
def test_a_change_of_register_comes_before_the_business(means: str, day: str, said: list[str]) -> None:
    """依据: 第16条: 变更登记转为经营性资产, then it earns; a change that is not called for says nothing."""
    way = {"类别": "公益性", "盘活方式": "调整用途", "具体方式": means}
    row = DECISION | way | {"盘活日期": pd.Timestamp(day)}
    later = AGREEMENT | {"签订日期": pd.Timestamp(2024, 9, 1)}
    assert [p.problem for p in decision_problems(0, row, later, CHANGE, ON)] == said


@pytest.mark.parametrize(
    ("road", "reason", "progress"),
    [("不具备", None, "建议"), ("不具备", "县已论证", "已决定"), ("待核实", None, "已决定")],
)
def test_a_road_that_is_barred_asks_for_a_reason_though_its_way_is_open(
    road: str, reason: str | None, progress: str
) -> None:
    """依据: 第16条 改（扩）建 needs 靠近聚居点和场镇 though the asset might be lent instead."""
    means = {"盘活方式": "调整用途", "具体方式": "改（扩）建公共服务", "决定理由": reason}
    found = stage(DECISION | means, None, None, "闲置", STANDARD, road)
    said = "“改（扩）建公共服务”不具备条件：写明决定理由，或在“盘活条件”核实"
    assert found.progress == progress and (said in found.following) == (progress == "建议")


@pytest.mark.parametrize(
    ("step", "date", "said"),
    [
        ("公示结束", "2024-05-05", "公示结束早于公示开始2024-05-06"),
        ("登记日期", "2024-05-31", "登记日期早于批准日期2024-06-01"),
        ("登记日期", "2024-06-01", None),
        ("登记日期", "2024-10-09", "登记日期晚于认定日2024-10-08"),
        ("登记日期", "2024-10-08", None),
    ],
)
def test_steps_of_a_change_do_not_run_backwards(step: str, date: str, said: str | None) -> None:
    rows = [CHANGE, CHANGE | {step: pd.Timestamp(date)}]
    found = list(order_problems(rows, STEPS, ON))
    assert [(p.row, p.column, p.problem) for p in found] == ([(1, step, said)] if said else [])


def test_an_agreement_cannot_have_been_signed_tomorrow() -> None:
    rows = [AGREEMENT | {"签订日期": pd.Timestamp(2024, 10, day)} for day in (8, 9)]
    assert [(p.row, p.column) for p in future_problems(rows, ON)] == [(1, "签订日期")]


def test_the_yield_before_and_after_is_compared_to_the_fen() -> None:
    """依据: 4.10 − 1.00 = 3.10 万元; 4.10 ÷ 100 = 4.1 %."""
    found = figures_after(DECISION | {"盘活后年收益": 4.1})
    assert (found["盘活后收益率"], found["收益增加额"]) == (pytest.approx(0.041), 3.1)
    assert figures_after(DECISION) == {"盘活后收益率": None, "收益增加额": None}
