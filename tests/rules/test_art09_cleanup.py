"""第9条 动态清库: what goes at 31 August and what stays, and that nothing is lost."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.made_projects import library, project
from xltools.policy import load, make_override
from xltools.rules.art09.cleanup import cleanup, cutoff, latest_cutoff, months_after
from xltools.tables.declared.project_results import CLEANUP

STANDARD = load(dt.date(2024, 8, 31))


@pytest.mark.cases("第9条 动态清库.csv")
def test_grounds(case: dict[str, str]) -> None:
    (row,) = cleanup(library(project("公益", case["改动"])), 2024, STANDARD).to_dict("records")
    assert (row["处理"], row["原因"]) == (case["处理"], case["原因"])
    assert row["依据"].startswith("第9条（方案）：")


def test_a_removal_says_its_dates() -> None:
    rows = library(project("公益", "入库日期=2022-08-31"))
    (row,) = cleanup(rows, 2024, STANDARD).to_dict("records")
    assert row["依据"] == (
        "第9条（方案）：2022-08-31入库，2024-08-31满24个月，不晚于清查日2024-08-31，未开工、无支出"
    )
    assert (row["项目名称"], row["概算投资"], row["是否确认"]) == ("模拟村通组路", 120.0, None)


@pytest.mark.parametrize(
    ("entered", "full"),
    [
        ("2022-02-28", "2024-02-28"),
        ("2024-02-29", "2026-02-28"),
        ("2022-08-31", "2024-08-31"),
        ("2023-12-31", "2025-12-31"),
    ],
)
def test_two_years_end_on_the_same_day(entered: str, full: str) -> None:
    """29 February has none in 2026: the last day of that month."""
    assert str(months_after(np.array([entered], "datetime64[D]"), 24)[0]) == full


def test_half_a_year_from_the_31st_ends_with_the_month() -> None:
    assert str(months_after(np.array(["2023-08-31"], "datetime64[D]"), 6)[0]) == "2024-02-29"


@pytest.mark.parametrize(
    ("on", "due"), [("2024-08-30", "2023-08-31"), ("2024-08-31", "2024-08-31"), ("2024-12-31", "2024-08-31")]
)
def test_the_last_clean_up_due(on: str, due: str) -> None:
    assert str(latest_cutoff(dt.date.fromisoformat(on), STANDARD)) == due
    assert str(cutoff(2024, STANDARD)) == "2024-08-31"


def test_the_numbers_come_from_the_parameters() -> None:
    """36 months: what came in two years ago stays."""
    policy = load(dt.date(2024, 8, 31), [make_override("未实施清除月数", "36", "模拟")])
    rows = library(project("公益", "入库日期=2022-08-31"), project("公益", "入库日期=2021-08-31"))
    result = cleanup(rows, 2024, policy)
    assert list(zip(result["处理"], result["原因"], strict=True)) == [
        ("清除", "入库满36个月未实施"), ("保留", "入库未满36个月"),
    ]  # fmt: skip


def test_what_goes_stands_first_then_what_is_to_be_looked_at() -> None:
    changes = ("", "入库日期=", "入库日期=2020-01-01", "是否相关=否")
    rows = library(*(project("公益", c, 项目编码=str(i)) for i, c in enumerate(changes)))
    assert cleanup(rows, 2024, STANDARD)["项目编码"].tolist() == ["3", "2", "1", "0"]


def test_an_empty_library_is_cleaned() -> None:
    assert list(cleanup(library(), 2024, STANDARD)) == CLEANUP.names


entered = st.none() | st.dates(dt.date(2021, 1, 1), dt.date(2024, 12, 31)).map(str)
rows = st.fixed_dictionaries({
    "入库日期": entered,
    "实施状态": st.sampled_from([None, "未实施", "已开工", "已完工"]),
    "支出金额": st.sampled_from([None, 0.0, 1.0]),
    "是否相关": st.sampled_from([None, "是", "否"]),
})  # fmt: skip


@settings(max_examples=50, deadline=None)
@given(made=st.lists(rows, max_size=8))
def test_every_project_is_kept_or_removed_once_and_nothing_with_money_goes_as_stale(made: list[Any]) -> None:
    projects = [project(**row, 项目编码=str(i)) for i, row in enumerate(made)]
    result = cleanup(library(*projects), 2024, STANDARD)
    assert sorted(result["项目编码"]) == sorted(p["项目编码"] for p in projects)
    assert result["原因"].notna().all() and result["依据"].notna().all()
    for code in result.loc[result["处理"] == "清除", "项目编码"]:
        row = projects[int(code)]
        gone = row["入库日期"] and pd.Timestamp(row["入库日期"]) <= pd.Timestamp(2022, 8, 31)
        idle = row["实施状态"] == "未实施" and not row["支出金额"]
        assert row["是否相关"] == "否" or (gone and idle)
