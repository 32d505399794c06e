"""通报函 and the pack's workbook: what a city reads about each of its counties, and whether it prints."""

from __future__ import annotations

import io
from typing import Any

import openpyxl

from xltools.buttons.pack_book import pack_book
from xltools.letters.appraisal import _county
from xltools.tables.declared.appraisal import INDICATORS, score_of

HELD = "第12条 2024-10、2024-11、2024-12发整改通知书；第3条 取消评优奖励资格：投入规模下降"
"""44 characters and more: two lines and more of a column that is 26 wide."""


def county(**more: Any) -> dict[str, Any]:
    """A row of 考核结果."""
    row = {"县区": "模拟县", "排名": 1, "总分": 89.58, "等次": "较好", "是否确认": "是", "缺项": None}
    return row | dict.fromkeys(map(score_of, INDICATORS), 8) | {"加减分": 0, "等次上限原因": None} | more


def test_a_county_with_a_limit_is_told_what_it_lost_too() -> None:
    """The limit may not even have bound: 89.58 is no 好 anyway."""
    lost = [{"指标": "资产盘活", "状态": "有数据", "得分": 0.0, "分值": 4.0}]
    told = _county(county(等次上限原因="第12条 2024-12发整改通知书"), lost)["说明"]
    assert told == "第12条，2024年12月发整改通知书、资产盘活0.00/4"


def test_the_rows_of_a_pack_are_as_high_as_their_longest_text() -> None:
    """WPS and LibreOffice print a wrapped text cut off where the row says nothing."""
    data = pack_book("模拟", "", [], [county(), county(等次上限原因=HELD)], [], [])
    sheet = openpyxl.load_workbook(io.BytesIO(data))["县区得分"]
    assert sheet.row_dimensions[4].height is None
    assert sheet.row_dimensions[5].height >= 15 * 4
