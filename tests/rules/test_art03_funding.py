"""第3条 投入 and 第12条 (iii): growth to the 分, and what had arrived by 30 June."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from tests.rules.money import EAST, STANDARD, ZIZHONG, day, fund, funds, number, table, units
from xltools.rules.art03.funding import disagreements, funding_table, gravest
from xltools.rules.units import Units
from xltools.tables.declared.dispatch import DISPATCH
from xltools.tables.model import blank

Row = dict[str, Any]
ARRIVED = dt.date(2024, 6, 30)


def compared(
    rows: list[Row], on: dt.date, dispatch: pd.DataFrame | None = None, known: Units | None = None
) -> Row:
    frame = funding_table(funds(*rows), dispatch, known or units(EAST), 2024, STANDARD, on)
    found = {row["行政区划代码"]: row for row in frame.to_dict("records")}
    return {k: None if blank(v) else v for k, v in found[EAST].items()}


def both(city: float, county: float, arrived: tuple[float, float], on: dt.date | None = ARRIVED) -> list[Row]:
    """This year's two rows, arrived on a day, and last year's."""
    return [
        fund(EAST, "市级", city, 到位金额=arrived[0], 到位日期=on if arrived[0] else None),
        fund(EAST, "县级", county, 到位金额=arrived[1], 到位日期=on if arrived[1] else None),
        fund(EAST, "县级", 100, 2023),
    ]


def june(code: str, city: float | None, county: float | None, period: str = "2024-06") -> Row:
    return {"期别": period, "行政区划代码": code, "市级到位": city, "县级到位": county}


@pytest.mark.cases("第3条 投入比对.csv")
def test_verdicts(case: dict[str, str]) -> None:
    rows = []
    for year, which in ((2023, "上年"), (2024, "本年")):
        for level in ("市级", "县级"):
            amount, arrived = number(case[f"{which}{level}"]), number(case[f"{level}到位"])
            mine = {"到位金额": arrived, "到位日期": ARRIVED if arrived else None} if year == 2024 else {}
            rows += [] if amount is None else [fund(EAST, level, amount, year, **mine)]
    on = day(case["截至"])
    assert on is not None
    found = compared(rows, on)
    got = (found["投入结论"], found["到位结论"], found["是否约谈"] or "", found["结论"])
    assert got == (case["投入结论"], case["到位结论"], case["约谈"], case["结论"])


def test_the_reason_has_amounts_growth_and_origin() -> None:
    found = compared(both(50, 60, (10, 10)), dt.date(2024, 10, 8))
    assert found["依据"] == (
        "第3条（方案：每年足额匹配并保持一定增幅）：100.00→110.00万元，增长10.00%；"
        "第12条：2024-06月末市级到位10.00、县级到位10.00万元（资金台账）"
    )
    assert found["增长率"] == pytest.approx(0.1) and found["增减额"] == 10


@pytest.mark.parametrize(("on", "light"), [(dt.date(2024, 6, 30), "绿"), (dt.date(2024, 7, 1), "红")])
def test_what_arrived_on_30_june_is_in_time_and_on_1_july_is_not(on: dt.date, light: str) -> None:
    """依据: 第12条 6月底到位为0."""
    assert compared(both(50, 60, (10, 10), on), dt.date(2024, 10, 8))["到位结论"] == light


def test_the_county_s_own_return_goes_before_the_ledger() -> None:
    """调度表 of June says 0 and 0, the ledger says 10: 约谈 as 计分排名 has it, and the clash is told."""
    rows, dispatch = both(50, 60, (10, 10)), table(DISPATCH, june(EAST, 0, 0), june(EAST, 9, 9, "2024-09"))
    found = compared(rows, dt.date(2024, 10, 8), dispatch)
    assert (found["到位结论"], found["是否约谈"]) == ("红", "是")
    assert "2024-06市级到位0、县级到位0万元，列入约谈（调度表2024-06）" in found["依据"]
    assert list(disagreements(dispatch, funds(*rows), units(EAST), 2024, STANDARD)) == [EAST]


def test_a_return_of_another_month_says_nothing_of_june() -> None:
    dispatch = table(DISPATCH, june(EAST, 0, 0, "2024-05"), june(EAST, 9, 9, "2024-09"))
    rows = [fund(EAST, "县级", 110), fund(EAST, "县级", 100, 2023)]
    found = compared(rows, dt.date(2024, 10, 8), dispatch)
    assert found["到位结论"] == "无数据" and "请在资金台账填到位金额" in found["依据"]


def test_a_blank_figure_in_a_return_is_no_zero() -> None:
    dispatch = table(DISPATCH, june(EAST, None, 0))
    assert compared([fund(EAST, "县级", 1)], dt.date(2024, 10, 8), dispatch)["到位结论"] == "无数据"


def test_a_county_with_central_funds_alone_has_no_data_of_its_own() -> None:
    """Whether it gave nothing, or nobody wrote it down, cannot be told."""
    rows = [fund(EAST, "中央", 100), fund(EAST, "中央", 100, 2023)]
    found = compared(rows, dt.date(2024, 10, 8))
    assert found["投入结论"] == "无数据" and "填一行金额0" in found["依据"]


def test_every_county_with_task_funds_has_its_row() -> None:
    frame = funding_table(
        funds(*both(1, 1, (1, 1))), None, units(EAST, ZIZHONG), 2024, STANDARD, ARRIVED
    )  # fmt: skip
    assert frame["行政区划代码"].tolist() == [EAST, ZIZHONG]
    assert frame["结论"].tolist()[1] == "无数据"


@pytest.mark.parametrize(
    ("lights", "gravest_of_them"),
    [
        ("绿 无数据", "无数据"),
        ("黄 无数据", "无数据"),
        ("红 无数据", "红"),
        ("绿 未到期", "绿"),
        ("绿 黄", "黄"),
    ],
)
def test_no_data_is_never_green(lights: str, gravest_of_them: str) -> None:
    assert gravest(*lights.split()) == gravest_of_them
