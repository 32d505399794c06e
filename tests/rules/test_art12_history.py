"""历史排名: what a ranking leaves behind, and replacing it when a 期别 is ranked again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art12.history import history_problems, history_rows, replace_period, rounds
from xltools.rules.art12.ranking import rank_cities, rank_counties
from xltools.tables.declared.ranking import HISTORY

Make = Callable[..., pd.DataFrame]
PERIOD = "2024-09"
ROUND = {
    "级别": "县",
    "代码": "510101",
    "名称": "甲县",
    "参评": "是",
    "排名": 3,
    "参评数": 3,
    "综合状态": "黄",
}


def test_a_ranking_leaves_counties_and_cities(dispatch: Make, roster: Make, policy: Policy) -> None:
    rows = dispatch(
        {"行政区划代码": "510101", "县区": "甲县"},
        {"行政区划代码": "510102", "县区": "乙县", "是否参评": "否"},
    )
    counties, cities = (rank(rows, roster(), PERIOD, policy) for rank in (rank_counties, rank_cities))
    found = history_rows(counties, cities)
    assert found[["级别", "代码", "名称", "参评", "参评数"]].to_numpy().tolist() == [
        ["县", "510101", "甲县", "是", 1], ["县", "510102", "乙县", "否", 1],
        ["市", "510100", "模拟市", "是", 1],
    ]  # fmt: skip
    assert found["排名"].isna().tolist() == [False, True, False]
    assert found["综合得分"][0] == 100.0 and found["综合状态"].tolist() == ["绿", "", "绿"]


def test_a_period_ranked_again_replaces_its_rows_alone(table_frame: Make) -> None:
    def rows(*given: dict[str, Any]) -> pd.DataFrame:
        return table_frame(HISTORY, [ROUND | g for g in given])

    history = rows({"期别": "2024-08"}, {"期别": PERIOD}, {"期别": PERIOD, "代码": "510102"})
    again = replace_period(history, rows({"期别": PERIOD, "排名": 1}))
    assert again[["期别", "代码", "排名"]].to_numpy().tolist() == [
        ["2024-08", "510101", 3],
        [PERIOD, "510101", 1],
    ]


def test_an_earlier_period_goes_to_its_place(table_frame: Make) -> None:
    history = table_frame(HISTORY, [ROUND | {"期别": PERIOD}])
    again = replace_period(history, table_frame(HISTORY, [ROUND | {"期别": "2024-08"}]))
    assert again["期别"].tolist() == ["2024-08", PERIOD]


def test_the_first_ranking_of_all(table_frame: Make) -> None:
    rows = table_frame(HISTORY, [ROUND | {"期别": PERIOD}])
    assert len(replace_period(table_frame(HISTORY, []), rows)) == 1


def test_later_periods_do_not_count_for_an_earlier_one(table_frame: Make) -> None:
    """Ranking August again in October looks at August and before."""
    history = table_frame(HISTORY, [ROUND | {"期别": p} for p in ("2024-07", "2024-08", "2024-09")])
    assert [r.period for r in rounds(history, "县", "2024-08", 20)["510101"]] == ["2024-08", "2024-07"]


def test_a_missing_total_is_counted(table_frame: Make) -> None:
    """参评数 left blank by hand: the 参评 rows of that 期别 and level are counted."""
    rows = [ROUND | {"期别": PERIOD, "代码": f"51010{i}", "排名": i, "参评数": None} for i in (1, 2, 3)]
    assert rounds(table_frame(HISTORY, rows), "县", PERIOD, 1)["510103"][0].standing == "居后"
    assert rounds(table_frame(HISTORY, rows), "县", PERIOD, 1)["510102"][0].standing == "不居后"


def test_rows_that_are_no_round_are_reported(table_frame: Make) -> None:
    rows = [ROUND | {"期别": PERIOD}, ROUND | {"期别": PERIOD}, ROUND | {"期别": "2024-08", "排名": None}]
    found = [(p.table, p.row, p.column) for p in history_problems(table_frame(HISTORY, rows))]
    assert found == [("历史排名", 1, "代码"), ("历史排名", 2, "排名")]
