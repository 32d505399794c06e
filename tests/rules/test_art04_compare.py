"""第4条 方案对比: the plan's weights of 2023 and 2024 on three counties, worked by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

from tests.rules.allocating import factors, pools
from tests.rules.conftest import frame_of
from xltools.errors import Severity
from xltools.policy import load
from xltools.rules.art04.compare import compare, scheme_problems
from xltools.tables.declared.allocation_schemes import SCHEME_COUNTIES, SCHEME_SUMMARY, SCHEMES

POLICY = load(dt.date(2025, 1, 1))
OLD = {"方案": "原权重", "政策权重": 30, "人群权重": 30, "收入权重": 30, "绩效权重": 10}
NEW = {"方案": "现行权重", "政策权重": 35, "人群权重": 27.5, "收入权重": 27.5, "绩效权重": 10}


def schemes(*rows: Mapping[str, Any]) -> pd.DataFrame:
    return frame_of(SCHEMES, rows)


def test_the_old_weights_against_the_new() -> None:
    """Cases 一 and 五 of 第4条 三县测算.csv: 5,015 2,876 2,109 now, 4,931 2,918 2,151 before.

    So against the old weights 甲县 wins 84, 乙县 and 丙县 lose 42 each; 5,015 ÷ 2,109 = 2.3779.
    """
    found = compare(factors(), pools(中央=10000), None, POLICY, schemes(OLD, NEW))
    assert list(found.counties) == SCHEME_COUNTIES.names and list(found.summary) == SCHEME_SUMMARY.names
    now = found.counties[found.counties["方案"] == "现行权重"]
    assert now["分配额"].tolist() == [5015, 2876, 2109]
    assert now["增减额"].tolist() == [84, -42, -42]
    assert now["得失"].tolist() == ["增", "减", "减"]
    assert now["增减率"].tolist() == pytest.approx([84 / 4931, -42 / 2918, -42 / 2151])
    summary = found.summary.set_index("方案")
    names = ["增加县数", "减少县数", "持平县数", "增加合计", "减少合计", "最多增加额", "最多减少额"]
    assert summary.loc["现行权重", names].tolist() == [1, 2, 0, 84, 84, 84, 42]
    assert summary.loc["现行权重", ["增加最多的县", "减少最多的县"]].tolist() == ["模拟市甲县", "模拟市乙县"]
    assert summary.loc["现行权重", "最高与最低分配额之比"] == pytest.approx(5015 / 2109)
    assert summary.loc["原权重", names].tolist() == [0, 0, 3, 0, 0, 0, 0]


def test_any_number_of_schemes_stand_side_by_side() -> None:
    """A third that goes by 人群 alone: 48, 32, 20 %."""
    people = {"方案": "只按人群", "政策权重": 0, "人群权重": 100, "收入权重": 0, "绩效权重": 0}
    found = compare(factors(), pools(中央=10000, 省级=6000), None, POLICY, schemes(NEW, OLD, people))
    assert list(found.wide.columns[4:]) == ["现行权重", "原权重", "只按人群"]
    central = found.wide[found.wide["资金级次"] == "中央"]
    assert central["只按人群"].tolist() == [4800, 3200, 2000]
    assert found.wide.groupby("资金级次")[["现行权重", "原权重", "只按人群"]].sum().to_numpy().tolist() == [
        [10000] * 3, [6000] * 3,
    ]  # fmt: skip
    assert len(found.summary) == 6


def test_the_cost_of_floors_is_seen_in_each_scheme() -> None:
    """甲县 had 7,000: floor 5,600. Now 5,015 by the formula: 585 from the others; before 4,931: 669."""
    found = compare(factors((7000, 3000, 2000)), pools(中央=10000), None, POLICY, schemes(NEW, OLD))
    assert found.summary["保底县数"].tolist() == [1, 1]
    assert found.summary["保底增加额"].tolist() == [585, 669]
    assert found.counties["触及"].tolist()[0] == "保底"


def test_weight_sets_that_cannot_be_used_are_all_told() -> None:
    """99.5; a blank; a negative; the same name twice; one alone."""
    rows = [
        {**NEW, "绩效权重": 9.5},
        {**NEW, "方案": "缺项", "收入权重": None},
        {**NEW, "方案": "负数", "人群权重": -2.5, "收入权重": 57.5},
        {**NEW, "方案": "缺项"},
    ]
    problems = [p for p in scheme_problems(schemes(*rows), POLICY) if p.severity is Severity.ERROR]
    assert [(p.row, p.column, p.problem) for p in problems] == [
        (3, "方案", "方案“缺项”有两行"),
        (0, "人群权重", "四项权重合计99.5，应为100"),
        (1, "收入权重", "没有填权重"),
        (2, "人群权重", "是负数"),
    ]
    assert [p.problem for p in scheme_problems(schemes(NEW), POLICY)] == ["至少要两个方案才能对比"]


def test_a_policy_weight_below_the_plans_is_compared_and_told() -> None:
    """第4条 “由原来的30%提高至35%”: 34.99 is told, 35 is not."""
    low = {**NEW, "方案": "低", "政策权重": 34.99, "人群权重": 27.51}
    problems = scheme_problems(schemes(NEW, low), POLICY)
    assert [(p.row, p.column, p.severity) for p in problems] == [(1, "政策权重", Severity.NOTICE)]
    assert "低于35" in problems[0].problem


def test_the_weights_of_the_policy_give_the_allocation_itself() -> None:
    """A scheme with the weights in force is no other calculation."""
    found = compare(factors(), pools(中央=10000), None, POLICY, schemes(NEW, OLD))
    assert found.wide["现行权重"].tolist() == [5015, 2876, 2109]
