"""Lines above the header: what they say is used only where the sheet itself does not, and never unsaid."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.tables.grids import EAST, NAMES, cells, errors, notices, sheet
from xltools.tables.context import read_context
from xltools.tables.declared.dispatch import DISPATCH
from xltools.tables.plain import read_sheet

WITHOUT = NAMES[1:]


@pytest.mark.parametrize(
    "line",
    [
        ["内江市东兴区2024年9月衔接资金调度表"],
        ["2024年1-9月衔接资金调度表"],
        ["调度表（截至2024年9月30日）"],
        ["调度表", None, "截至日期：2024年9月30日"],
        ["调度表", None, "截至日期：", "2024-09-30"],
        ["调度表", None, "截至日期：", dt.datetime(2024, 9, 30)],
        ["统计期：2024.09"],
        ["调度表", "填报日期：2024年10月8日", "截至２０２４年９月３０日"],
    ],
)
def test_the_lines_above_name_the_period(line: list[object]) -> None:
    context = read_context(sheet(line, NAMES), 2)
    assert context.period is not None and context.period.value == "2024-09"


@pytest.mark.parametrize(
    "line",
    [
        ["2024年度衔接资金调度表"],
        ["填报日期：2024年10月8日"],
        ["9月调度表"],
        ["2024年三季度"],
        ["川财农〔2024〕9号"],
    ],
)
def test_the_lines_above_name_no_period(line: list[object]) -> None:
    assert read_context(sheet(line, NAMES), 2).period is None


def test_a_missing_period_is_taken_from_the_title_and_said() -> None:
    reading = read_sheet(sheet(["2024年9月调度表"], WITHOUT, cells(EAST, WITHOUT)), DISPATCH)
    assert reading.values("期别") == ["2024-09"]
    assert errors(reading) == []
    assert notices(reading) == ["A1：没有期别栏，按A1“2024年9月调度表”取2024-09"]


def test_two_different_periods_above_are_asked_back() -> None:
    lines = [["2024年8月调度表"], ["截至日期：", "2024年9月30日"]]
    reading = read_sheet(sheet(*lines, WITHOUT, cells(EAST, WITHOUT)), DISPATCH)
    assert reading.values("期别") == [None]
    assert errors(reading) == ["A1：没有期别栏，表上方A1 写的是2024-08、B2 写的是2024-09"]


def test_no_period_anywhere_is_a_missing_column() -> None:
    reading = read_sheet(sheet(["调度表"], WITHOUT, cells(EAST, WITHOUT)), DISPATCH)
    assert errors(reading) == ["A2：没有“期别”这一栏"]


def test_a_title_left_from_last_month_is_pointed_out() -> None:
    reading = read_sheet(sheet(["2024年8月调度表"], NAMES, cells(EAST)), DISPATCH)
    assert reading.values("期别") == ["2024-09"]
    assert notices(reading) == ["A1：表上方写的是2024-08，期别栏是2024-09"]


def test_who_reports_is_kept() -> None:
    grid = sheet(["填报单位（盖章）：内江市东兴区财政局　　单位：万元"], NAMES, cells(EAST))
    assert read_sheet(grid, DISPATCH).said == {
        "标题": "", "填报单位": "内江市东兴区财政局", "单位": "万元",
    }  # fmt: skip


def test_元_in_the_name_of_a_place_is_not_a_unit() -> None:
    """元坝 and 元谋 are places; 填报单位：元谋县 states no unit of money."""
    assert read_context(sheet(["填报单位：元谋县财政局"], NAMES), 2).unit is None
