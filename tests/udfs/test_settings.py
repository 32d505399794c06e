"""Argument 参数: other values for a trial, held to the same bounds as sheet 参数."""

from __future__ import annotations

from typing import Any

import pytest

from tests.udfs.cells import block, column, one, said
from xltools.udfs import XT_TARGET


def target(*rows: list[Any]) -> list[list[Any]]:
    """The target of September with these settings."""
    return XT_TARGET(one("2024-09"), None, block(*rows, top=7, left=1))


def test_a_value_in_the_right_column_is_used() -> None:
    """A number, a text with its unit, a heading above, blanks left as they are."""
    assert target(["9月末序时目标", 80.0]) == [[0.8]]
    assert target(["参数", "取值"], ["9月末序时目标", "80%"], ["6月末序时目标", None], [None, None]) == [
        [0.8]
    ]


def test_blank_settings_are_the_standard() -> None:
    """All values cleared."""
    assert target(["9月末序时目标", None]) == [[0.75]]


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (["9月末序时目标", 120.0], "参数 B7“9月末序时目标=120” “120”超出允许范围，请填5至100%之间的数"),
        (["9月末序时目标", 0.8], "“0.8”像是把百分数写成了小数，单位是%，请填 80"),
        (["9月末序时目标", "八成"], "“八成”不是数"),
        (["9月序时", 80.0], "没有名为“9月序时”的参数"),
        (["6月末序时目标", 90.0], "应当后一个不小于前一个"),
    ],
)
def test_what_sheet_参数_refuses_is_refused(row: list[Any], text: str) -> None:
    """The same bounds, the same relations, with the cell."""
    assert text in said(target(row))


def test_a_parameter_given_twice_is_told() -> None:
    """Two values for one name."""
    assert "给了两个取值" in said(target(["9月末序时目标", 80.0], ["9月末序时目标", 85.0]))


def test_the_workbook_s_own_sheet_may_be_given() -> None:
    """With its header: 本次取值 counts, and wants its 依据 as for the buttons."""
    header = ["名称", "单位", "标准值", "本次取值", "生效日期", "依据"]
    row = ["9月末序时目标", "%", 75.0, 80.0, None, "会议纪要"]
    assert target(header, row) == [[0.8]]
    text = said(target(header, [*row[:5], None]))
    assert text.startswith("XT_TARGET：依据 F8 “9月末序时目标”改成80，没有写依据")


def test_other_shapes_are_refused() -> None:
    """One column of names, three of anything."""
    for shape in (block(["9月末序时目标"]), block(["甲", 1.0, 2.0])):
        assert "给两列：参数名称和取值" in said(XT_TARGET(one("2024-09"), None, shape))


def test_weights_must_still_add_up() -> None:
    """One weight changed alone."""
    assert "合计90，应为100" in said(target(["支出权重", 30.0]))
    assert target(["支出权重", 30.0], ["投入权重", 30.0]) == [[0.75]]


def test_settings_reach_every_period() -> None:
    """April's target changed, June's standard."""
    answer = XT_TARGET(column("2024-04", "2024-06"), None, block(["4月末序时目标", 35.0]))
    assert answer == [[0.35], [0.5]]
