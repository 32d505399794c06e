"""看板: the tables behind the charts, from four 模拟 counties in two cities."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd
import pytest

from xltools.policy import Policy, load, make_override
from xltools.rules.art12.ranking import rank_cities, rank_counties
from xltools.rules.dashboard import city_progress, last_counties, light_counts, moves, overview
from xltools.tables.declared.dashboard import CITY_PROGRESS, LAST_COUNTIES, LIGHT_COUNTS, MOVES, OVERVIEW
from xltools.tables.declared.dispatch import LEVELS
from xltools.tables.declared.ranking import HISTORY

Make = Callable[..., pd.DataFrame]
PERIOD = "2024-09"


@pytest.fixture
def rows(dispatch: Make) -> pd.DataFrame:
    """Spent 40, 30, 20 and (不参评) 0 of 40: 100 %, 75 %, 50 %; 甲市 70 of 80, 乙市 20 of 40."""
    return dispatch(
        *(
            {"行政区划代码": code, "市州": city, "县区": name, "是否参评": ranked}
            | {f"{level}下达": 10.0 for level in LEVELS}
            | {f"{level}支出": spent for level in LEVELS}
            for code, city, name, ranked, spent in (
                ("510101", "甲市", "甲县", "是", 10.0), ("510102", "甲市", "乙县", "是", 7.5),
                ("510201", "乙市", "丙县", "是", 5.0), ("510202", "乙市", "丁县", "否", 0.0),
            )
        )
    )  # fmt: skip


def test_overview_is_the_province_as_a_sum(rows: pd.DataFrame, roster: Make, policy: Policy) -> None:
    """90 of 120 spent is 75.00 %; two counties green, the one at 50 % red (below 60 %)."""
    counties = rank_counties(rows, roster(), PERIOD, policy)
    shown = overview(rows, roster(), counties, PERIOD, policy)
    assert list(shown) == OVERVIEW.names
    assert shown["数值"].tolist() == ["2024-09", "3", "75.00%", "75.00%", "2", "0", "1"]


def test_cities_stand_by_spending(rows: pd.DataFrame, roster: Make, policy: Policy) -> None:
    progress = city_progress(rank_cities(rows, roster(), PERIOD, policy))
    assert list(progress) == CITY_PROGRESS.names
    assert progress.to_numpy().tolist() == [["甲市", 0.875, 0.75, "绿"], ["乙市", 0.5, 0.75, "红"]]


def test_lights_are_counted_by_dimension(rows: pd.DataFrame, roster: Make, policy: Policy) -> None:
    counts = light_counts(rank_counties(rows, roster(), PERIOD, policy))
    assert list(counts) == LIGHT_COUNTS.names
    assert counts.set_index("维度").loc["支出"].tolist() == [2, 0, 1]
    assert counts.set_index("维度").loc["投入"].tolist() == [3, 0, 0]
    assert counts.set_index("维度").loc["综合"].tolist() == [2, 0, 1]


def test_the_last_are_those_of_the_parameter(rows: pd.DataFrame, roster: Make) -> None:
    policy = load(dt.date(2024, 9, 30), [make_override("提醒函后位县数", 2, "模拟")])
    last = last_counties(rank_counties(rows, roster(), PERIOD, policy), policy)
    assert list(last) == LAST_COUNTIES.names
    assert last["县区"].tolist() == ["乙县", "丙县"]


def test_moves_are_against_the_round_before(
    rows: pd.DataFrame, roster: Make, table_frame: Make, policy: Policy
) -> None:
    """August: 甲 3rd, 乙 1st, 丙 2nd; now 甲 and 乙 share the 1st place, 丙 is 3rd. July is not looked at."""
    history = table_frame(HISTORY, [
        {"期别": period, "级别": "县", "代码": code, "参评": "是", "排名": place}
        for period, places in (("2024-07", (1, 2, 3)), ("2024-08", (3, 1, 2)), (PERIOD, (9, 9, 9)))
        for code, place in zip(("510101", "510102", "510201"), places, strict=True)
    ])  # fmt: skip
    moved = moves(rank_counties(rows, roster(), PERIOD, policy), history)
    assert list(moved) == MOVES.names
    assert moved[["县区", "上次排名", "本次排名", "变化"]].to_numpy().tolist() == [
        ["甲县", 3, 1, 2],
        ["丙县", 2, 3, -1],
    ]


def test_the_first_round_has_no_moves(
    rows: pd.DataFrame, roster: Make, table_frame: Make, policy: Policy
) -> None:
    assert moves(rank_counties(rows, roster(), PERIOD, policy), table_frame(HISTORY, [])).empty
