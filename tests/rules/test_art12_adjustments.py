"""第12条 (ii) 调整汇总 and 项目调整: gross and per project, at the edges that 约谈通知书 is decided on."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from tests.rules.conftest import frame_of
from xltools.policy import Override, load
from xltools.rules.art12.adjustments import county_changes, project_changes, rows_of
from xltools.tables.declared.review import ADJUSTMENTS

POLICY = load(dt.date(2024, 9, 30))
NAMES = {"511002": "内江市市中区"}
INVESTED = {"511002": 10_000 * 1_000_000}


def change(before: float, after: float, **more: Any) -> dict[str, Any]:
    """A change in May 2024 without 审批文号."""
    usual = {"项目编码": "模拟1", "行政区划代码": "511002", "年度": 2024, "日期": pd.Timestamp("2024-05-10")}
    return {**usual, "原金额": before, "新金额": after, **more}


def rows(*changes: dict[str, Any]):
    return rows_of(frame_of(ADJUSTMENTS, changes), 2024, dt.date(2024, 9, 30))


def county(*changes: dict[str, Any], policy=POLICY, invested=INVESTED) -> pd.Series:
    return county_changes(rows(*changes), NAMES, invested, policy).iloc[0]


@pytest.mark.parametrize(
    ("changes", "gross", "ratio", "met"),
    [
        ([(5000, 6999)], 1999, 0.1999, "否"),
        ([(5000, 7000)], 2000, 0.20, "是"),
        ([(5000, 7001)], 2001, 0.2001, "是"),
        ([(5000, 7000), (7000, 5000)], 4000, 0.40, "是"),
        ([(5000, 4000), (5000, 6000)], 2000, 0.20, "是"),
    ],
)
def test_what_has_no_approval_is_summed_without_netting(changes, gross, ratio, met) -> None:
    """rules.md 12e (ii): gross, not net; 20.00 % of 10,000 万元 is 2,000 and meets the bound."""
    row = county(*(change(*c) for c in changes))
    assert (row["无审批调整额"], row["调整比例"], row["是否达到"]) == (gross, pytest.approx(ratio), met)


def test_approved_changes_are_counted_and_not_summed() -> None:
    row = county(change(5000, 9000, 审批文号="模拟批〔2024〕3号"), change(100, 150))
    assert (row["调整笔数"], row["无审批笔数"], row["无审批调整额"]) == (2, 1, 50)


def test_a_county_without_a_plan_has_no_ratio_and_is_told() -> None:
    row = county(change(100, 150), invested={})
    assert pd.isna(row["调整比例"]) and row["是否达到"] is None
    assert "不能算比例" in row["依据"]


def test_an_own_bound_is_used_and_named() -> None:
    policy = load(dt.date(2024, 9, 30), [Override("随意调整比例", 30, "模拟")])
    row = county(change(5000, 7000), policy=policy)
    assert row["是否达到"] == "否"
    assert row["依据"].endswith("=20.00%＜30%；单个项目最大40.00%（模拟1）")


def test_other_years_and_later_days_are_left_out() -> None:
    kept = rows(
        change(1, 2, 日期=pd.Timestamp("2024-09-30")),
        change(1, 3, 日期=pd.Timestamp("2024-10-01")),
        change(1, 4, 年度=2023),
    )
    assert [row["新金额"] for row in kept] == [2]


def test_a_project_is_held_against_its_amount_before_the_first_change() -> None:
    """100 → 130 → 90, then approved → 120: moved 30+40+30 = 100 %, 70 % of it without approval."""
    moved = project_changes(
        rows(
            change(130, 90, 日期=pd.Timestamp("2024-06-01")),
            change(100, 130),
            change(90, 120, 日期=pd.Timestamp("2024-07-01"), 审批文号="模拟批〔2024〕3号"),
        ),
        NAMES,
    ).iloc[0]
    assert moved[["原金额", "现金额", "调整笔数", "调整额", "无审批调整额"]].tolist() == [
        100,
        120,
        3,
        100,
        70,
    ]
    assert (moved["调整比例"], moved["无审批比例"]) == (1.0, 0.7)


def test_a_project_that_began_at_nothing_has_no_ratio() -> None:
    assert pd.isna(project_changes(rows(change(0, 50)), NAMES).iloc[0]["调整比例"])


def test_no_change_makes_empty_tables() -> None:
    assert county_changes([], NAMES, INVESTED, POLICY).empty
    assert project_changes([], NAMES).empty
