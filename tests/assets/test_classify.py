"""资产分类 pressed: classes with their 依据, sums by county and city, no data told as no data (第13–16条)."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from tests.assets.desk import COUNTY_ROWS, LOW_ASSET, Desk
from tests.rules.made_assets import asset
from xltools.tables.declared.assets import (
    ASSETS,
    BY_CITY_ASSETS,
    BY_COUNTY_ASSETS,
    CLASSIFIED,
    OVERVIEW,
)
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.record import PARAMETERS


def stocked(desk: Desk) -> None:
    """市中区 of 内江: one low (1 of 100), one sound (9 of 300), one idle (50); 市中区 of 乐山: one sound."""
    idle = {"使用状态": "闲置", "闲置起始": pd.Timestamp(2024, 1, 1), "原值": 50.0, "净值": 40.0}
    desk.put(
        ASSETS,
        LOW_ASSET,
        asset(资产编号="模A002", 原值=300.0, 年收益=9.0),
        asset("公益", 资产编号="模A003", **idle),
        asset(资产编号="模B001", 行政区划代码="511102", 市州="乐山市"),
    )


def cities(desk: Desk) -> dict[str, dict[str, Any]]:
    """资产分市州汇总 by 市州, 合计 too."""
    header, *rows = desk.cells(BY_CITY_ASSETS)
    return {row[1]: dict(zip(header, row, strict=True)) for row in rows}


def test_rates_are_sums_over_sums_and_counties_of_one_name_stay_apart(desk: Desk) -> None:
    """依据: (1+9)÷(100+300) = 2.5 %, not the mean of 1 % and 3 %; (50+100)÷450 is idle or low."""
    stocked(desk)
    desk.press("classify")
    county = desk.rows(BY_COUNTY_ASSETS).set_index("行政区划代码")
    assert (
        county["经营性收益率"].round(6).tolist()[0] == 0.025 and county.loc["511102", "经营性收益率"] == 0.06
    )
    assert county.loc["511002", "低效闲置率"] == pytest.approx(150 / 450)
    assert county.loc["511002", ["资产数", "闲置数", "低效数", "正常数", "应盘活数"]].tolist() == [
        3,
        1,
        1,
        1,
        2,
    ]
    whole = cities(desk)["合计"]
    assert (whole["资产数"], whole["原值合计"]) == (4, 550)
    assert whole["经营性收益率"] == pytest.approx(16 / 500)


def test_a_county_that_sent_nothing_is_no_data_and_one_without_funds_is_not_asked(desk: Desk) -> None:
    stocked(desk)
    result = desk.press("classify")
    county = desk.rows(BY_COUNTY_ASSETS).set_index("行政区划代码")
    assert county["数据情况"].to_dict() == {
        "511002": "有数据", "511011": "无数据", "511025": "不参评", "511102": "有数据",
    }  # fmt: skip
    assert "请报送资产台账" in county.loc["511011", "依据"] and pd.isna(county.loc["511011", "盘活率"])
    assert "1个县没有资产台账，列为无数据" in result.message and result.facts["missing"] == ["511011"]
    assert {name: row["无数据县数"] for name, row in cities(desk).items()} == {
        "内江市": 1, "乐山市": 0, "合计": 1,
    }  # fmt: skip


def test_what_cannot_be_read_is_told_at_its_cell_and_judged_nothing(desk: Desk) -> None:
    """依据: no row is lost, none is green for want of data."""
    stocked(desk)
    desk.type(ASSETS, 0, 原值="约一百万")
    result = desk.press("classify")
    assert result.done and result.exit_code == 1
    assert [(issue.cell, issue.column) for issue in result.errors] == [("J5", "原值")]
    row = desk.row(CLASSIFIED)
    assert row["分类"] == "无法判定" and "J5“原值”" in row["依据"]
    assert len(desk.rows(CLASSIFIED)) == 4


def test_a_code_in_no_list_is_told_and_its_assets_stay_in_the_sums(desk: Desk) -> None:
    desk.put(ASSETS, LOW_ASSET, asset(资产编号="模C001", 行政区划代码="519999", 县区="模拟县"))
    result = desk.press("classify")
    [told] = result.errors
    assert (told.cell, told.problem) == ("A6", "县区名单里没有代码519999，不知道属于哪个市州")
    county = desk.rows(BY_COUNTY_ASSETS).set_index("行政区划代码")
    assert (county.loc["519999", "数据情况"], county["资产数"].sum()) == ("代码有误", 2)
    assert list(cities(desk)) == ["内江市", "乐山市", "代码有误", "合计"]


def test_what_the_officer_ruled_survives_and_counts_with_its_reason(desk: Desk) -> None:
    stocked(desk)
    desk.press("classify")
    desk.type(CLASSIFIED, 0, 核定分类="正常", 核定理由="合同约定前两年免租（模拟）")
    for _ in range(2):
        result = desk.press("classify")
    row = desk.row(CLASSIFIED)
    assert (row["分类"], row["核定分类"], row["核定理由"]) == ("低效", "正常", "合同约定前两年免租（模拟）")
    assert result.facts["classes"]["低效"] == 0
    assert desk.rows(BY_COUNTY_ASSETS).set_index("行政区划代码").loc["511002", "低效数"] == 0


def test_a_ruling_without_reason_is_told_stays_and_does_not_count(desk: Desk) -> None:
    desk.press("classify")
    desk.type(CLASSIFIED, 0, 核定分类="正常")
    result = desk.press("classify")
    assert [issue.problem for issue in result.errors] == ["核定为“正常”，没有写核定理由"]
    assert result.facts["classes"]["低效"] == 1 and desk.row(CLASSIFIED)["核定分类"] == "正常"


def test_a_ruling_that_cannot_be_read_stops_before_it_is_lost(desk: Desk) -> None:
    desk.press("classify")
    desk.type(CLASSIFIED, 0, 核定分类="不算低效")
    result = desk.press("classify")
    assert not result.done and [issue.column for issue in result.errors] == ["核定分类"]


def test_a_ruling_on_an_asset_that_left_the_ledger_is_kept(desk: Desk) -> None:
    desk.press("classify")
    desk.type(CLASSIFIED, 0, 核定分类="正常", 核定理由="模拟")
    desk.put(ASSETS, LOW_ASSET | {"资产编号": "模A009"})
    desk.press("classify")
    desk.press("classify")
    rows = desk.rows(CLASSIFIED)
    assert rows["资产编号"].tolist() == ["模A009", "模A001"]
    assert "已没有这个资产编号" in rows["怎么办"][1] and rows["核定理由"][1] == "模拟"
    assert desk.rows(BY_COUNTY_ASSETS)["资产数"].sum() == 1


@pytest.mark.parametrize(("area", "count"), [("", 4), ("511000", 3), ("５１１０００", 3), ("511011", 0)])
def test_the_page_to_print_is_of_the_area_that_was_set(desk: Desk, area: str, count: int) -> None:
    stocked(desk)
    place = desk.rows(PARAMETERS)["名称"].tolist().index("情况表范围")
    desk.type(PARAMETERS, place, 本次取值=area)
    desk.press("classify")
    page = desk.rows(OVERVIEW)
    assert page["数量"][page["项目"] == "资产总数"].tolist() == [count]


def test_an_area_that_is_nowhere_is_refused(desk: Desk) -> None:
    place = desk.rows(PARAMETERS)["名称"].tolist().index("情况表范围")
    desk.type(PARAMETERS, place, 本次取值="519999")
    result = desk.press("classify")
    assert not result.done and [issue.problem for issue in result.errors] == ["县区名单里没有519999"]


def test_without_assets_or_counties_it_says_what_to_fill(desk: Desk) -> None:
    desk.put(ASSETS)
    desk.put(COUNTIES)
    result = desk.press("classify")
    assert [issue.problem for issue in result.errors] == ["资产台账是空的", "没有县区名单"]


def test_the_day_may_be_the_end_of_a_month_gone_by(desk: Desk) -> None:
    """依据: idle from 1 January 2024 on; six months are over on 1 July, not at the end of June."""
    stocked(desk)
    place = desk.rows(PARAMETERS)["名称"].tolist().index("资产认定月份")
    for month, kind in (("2024-06", "正常"), ("2024-07", "闲置")):
        desk.type(PARAMETERS, place, 本次取值=month)
        desk.press("classify")
        assert desk.row(CLASSIFIED, "模A003")["分类"] == kind


def test_a_day_that_has_not_come_is_said(desk: Desk) -> None:
    """依据: the year mistyped: by June 2025 all could be idle."""
    place = desk.rows(PARAMETERS)["名称"].tolist().index("资产认定月份")
    for month, said in (("2025-06", ["认定日2025-06-30还没有到，先按到那一天算了"]), ("2024-09", [])):
        desk.type(PARAMETERS, place, 本次取值=month)
        result = desk.press("classify")
        assert result.done and [i.problem for i in result.issues if i.table == "参数"] == said


def test_the_list_of_counties_has_the_last_word_on_names(desk: Desk) -> None:
    desk.put(ASSETS, LOW_ASSET | {"市州": "乐山市"})
    desk.press("classify")
    assert desk.row(CLASSIFIED)["市州"] == COUNTY_ROWS[0]["市州"]
