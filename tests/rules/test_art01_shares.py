"""第1条 产业占比: the verdicts of every edge, sums of areas, three 口径, and what is not known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.rules.money import (
    EAST,
    LESHAN,
    SHIZHONG,
    STANDARD,
    ZIZHONG,
    fund,
    funds,
    mapping,
    number,
    units,
    with_settings,
)
from xltools.rules.art01.mapping import industry_problems, mapping_problems, parts_of
from xltools.rules.art01.shares import industry_table
from xltools.rules.exact import fen
from xltools.rules.units import Units
from xltools.tables.model import blank

Row = dict[str, Any]


def shares(rows: Sequence[Row], known: Units, year: int = 2024, **settings: str) -> list[Row]:
    """产业占比 as rows, blanks as None."""
    frame = industry_table(funds(*rows), mapping(), known, year, with_settings(**settings))
    return [{k: None if blank(v) else v for k, v in row.items()} for row in frame.to_dict("records")]


def of(found: list[Row], code: str, level: str = "中央") -> Row:
    [row] = [row for row in found if (row["代码"], row["资金级次"]) == (code, level)]
    return row


@pytest.mark.cases("第1条 产业占比.csv")
def test_verdicts(case: dict[str, str]) -> None:
    year, level = int(case["年度"]), case["级次"]
    parts = {"以工代赈": number(case["以工代赈"]), "单列金额": number(case["单列"])}
    rows = [fund(EAST, level, number(case["资金"]), year, 产业金额=number(case["产业"]), **parts)]
    if case["上年资金"]:
        rows.append(fund(EAST, level, number(case["上年资金"]), year - 1, 产业金额=number(case["上年产业"])))
    found = of(shares(rows, units(EAST), year, 产业占比口径=case["口径"]), EAST, level)
    assert (found["结论"] or "", found["口径翻转"] or "") == (case["结论"], case["翻转"])


def test_the_reason_says_口径_sum_bound_and_last_year() -> None:
    rows = [fund(EAST, "中央", 10000, 产业金额=6101), fund(EAST, "中央", 10000, 2023, 产业金额=6100)]
    assert of(shares(rows, units(EAST)), EAST)["依据"] == (
        "第1条（方案，全部口径）：6,101.00÷10,000.00=61.01%，不低于60%；高于上年61.00%"
    )


def test_a_share_that_prints_like_its_bound_shows_more_digits() -> None:
    """59.996 % must not read as 60.00 %, below 60 %."""
    rows = [fund(EAST, "中央", 10000, 2023, 产业金额=5999.6)]
    assert "=59.996%，低于60%" in of(shares(rows, units(EAST), 2023), EAST)["依据"]


def test_an_area_s_share_is_of_its_sums_and_no_mean_of_shares() -> None:
    """依据: 9000×50% + 1000×100% = 5500 ÷ 10000 = 55%; the mean of 50% and 100% would be 75%."""
    rows = [fund(EAST, "中央", 9000, 2023, 产业金额=4500), fund(ZIZHONG, "中央", 1000, 2023, 产业金额=1000)]
    found = shares(rows, units(EAST, ZIZHONG), 2023)
    assert [of(found, code)["占比全部"] for code in ("511000", "510000")] == [0.55, 0.55]
    named = [(row["级别"], row["名称"]) for row in found if row["资金级次"] == "中央"]
    assert named == [
        ("省", "全省"), ("市", "内江市"), ("县", "内江市东兴区"), ("县", "内江市资中县"),
    ]  # fmt: skip


def test_two_counties_of_one_name_stay_apart() -> None:
    rows = [fund(code, "中央", 100, 2023, 产业金额=amount) for code, amount in ((SHIZHONG, 70), (LESHAN, 50))]
    found = shares(rows, units(SHIZHONG, LESHAN), 2023)
    assert [of(found, code)["结论"] for code in (SHIZHONG, LESHAN)] == ["绿", "红"]


def test_a_county_without_rows_is_no_data_and_so_are_the_sums_it_belongs_to() -> None:
    """资中县 has nothing in the ledger: neither it nor 内江市 is green; 乐山市 is."""
    rows = [fund(code, "中央", 100, 2023, 产业金额=90) for code in (EAST, LESHAN)]
    found = shares(rows, units(EAST, ZIZHONG, LESHAN), 2023)
    verdicts = {code: of(found, code)["结论"] for code in (ZIZHONG, "511000", "510000", "511100", EAST)}
    assert verdicts == {
        ZIZHONG: "无数据", "511000": "无数据", "510000": "无数据", "511100": "绿", EAST: "绿",
    }  # fmt: skip
    assert "填一行金额0" in of(found, ZIZHONG)["依据"] and "还有1个县" in of(found, "511000")["依据"]


def test_a_city_is_not_held_against_a_year_that_lacks_a_county() -> None:
    """2023 has 东兴区 alone: 内江市's sum of 2023 is none of its own."""
    rows = [
        fund(EAST, "中央", 100, 产业金额=90), fund(ZIZHONG, "中央", 100, 产业金额=90),
        fund(EAST, "中央", 100, 2023, 产业金额=70),
    ]  # fmt: skip
    found = shares(rows, units(EAST, ZIZHONG))
    assert of(found, EAST)["结论"] == "绿" and of(found, "511000")["结论"] == "无数据"
    assert "1个县没有2023年的数" in of(found, "511000")["依据"]


@pytest.mark.parametrize(
    ("direction", "industry", "relief", "listed"),
    [
        ("产业发展", 100, 0, 0), ("乡村建设", 0, 0, 0), ("以工代赈", 0, 100, 0),
        ("欠发达国有林场巩固提升", 0, 0, 100),
    ],
)  # fmt: skip
def test_blank_parts_follow_the_mapping(direction: str, industry: int, relief: int, listed: int) -> None:
    row = fund(EAST, "中央", 100, 任务方向=direction, 产业金额=None, 以工代赈=None, 单列金额=None)
    parts = parts_of(row, {r["任务方向"]: r for r in mapping().to_dict("records")})
    assert (parts.industry, parts.relief, parts.listed) == (fen(industry), fen(relief), fen(listed))


def test_a_filled_cell_goes_before_the_mapping_and_that_is_told() -> None:
    row = fund(EAST, "中央", 100, 任务方向="产业发展", 产业金额=40.0)
    [notice] = industry_problems(funds(row), mapping())
    assert notice.severity.value == "提示" and "这一行填的产业金额是40.00" in notice.problem
    assert of(shares([row], units(EAST), 2024), EAST)["产业金额"] == 40


def test_the_mapping_can_be_changed() -> None:
    """An office counts 就业项目 as 产业."""
    rows = mapping().assign(是否产业="是", 扣除类别=None)
    row = fund(EAST, "中央", 100, 2023, 任务方向="就业项目", 产业金额=None)
    found = industry_table(funds(row), rows, units(EAST), 2023, STANDARD)
    assert found["占比全部"].dropna().tolist() == [1.0, 1.0, 1.0]


def test_a_mapping_twice_or_against_itself_is_asked_back() -> None:
    twice = mapping(("以工代赈", "是", "以工代赈"))
    found = [(p.column, p.problem) for p in mapping_problems(twice)]
    assert ("任务方向", "“以工代赈”有2行") in found
    assert any("既算产业，又作为以工代赈从分母扣除" in problem for _, problem in found)


def test_industry_that_holds_what_is_taken_off_is_told() -> None:
    """依据: numerator 产业 90 of 100, 以工代赈 20 off the denominator: 90÷80 would be above 100 %."""
    [notice] = industry_problems(funds(fund(EAST, "中央", 100, 产业金额=90, 以工代赈=20)), mapping())
    assert "从分母扣除" in notice.problem and notice.severity.value == "提示"
