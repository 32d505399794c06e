"""The functions as Excel calls them: VBA wrapper → COM → xlwings' `CallUDF`, converters and back."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from tests.udfs.excel import (
    DIVISION,
    MISSING,
    NOT_AVAILABLE,
    SPILL,
    Excel,
    Range,
    Sheet,
    Time,
    excel_without_excel,
)

LAST_ROW = 1_048_576


@pytest.fixture(scope="module")
def excel() -> Iterator[Excel]:
    """xlwings' own Windows modules; the module alone, for they stand in for the whole of pywin32."""
    with excel_without_excel() as made:
        yield made


@pytest.fixture
def sheet() -> Sheet:
    """An empty worksheet."""
    return Sheet()


def test_a_column_of_cells_is_answered_by_a_column(excel: Excel, sheet: Sheet) -> None:
    """Blank cells come as None, the answer's blanks are empty texts."""
    scores = sheet.put(5, 3, [[91.5], [None], [88.0], [""], ["不参评"]])
    assert excel.call("XT_RANK", scores, MISSING) == [[1], [""], [2], [""], [""]]


def test_one_cell_arrives_as_a_scalar_and_is_answered_by_one(excel: Excel, sheet: Sheet) -> None:
    """A 1x1 range has no rows; a constant in the formula is no range at all."""
    assert excel.call("XT_TARGET", sheet.put(1, 1, [["2024-09"]]), MISSING, MISSING) == 0.75
    assert excel.call("XT_TARGET", "2024-09", "完工", MISSING) == 0.5


@pytest.mark.parametrize("left_out", [(), (MISSING,), (None,)])
def test_arguments_left_out_are_left_out(excel: Excel, sheet: Sheet, left_out: tuple[Any, ...]) -> None:
    """VBA passes DISP_E_PARAMNOTFOUND; a blank cell means the same."""
    assert excel.call("XT_RANK", sheet.put(1, 1, [[2.0], [3.0]]), *left_out) == [[2], [1]]


def test_an_argument_in_the_middle_may_be_left_out(excel: Excel, sheet: Sheet) -> None:
    """=XT_SHARE(部分,总额,,扣除)."""
    parts, totals, off = (sheet.put(1, j, [[v], [v]]) for j, v in ((1, 30.0), (2, 100.0), (3, 40.0)))
    assert excel.call("XT_SHARE", parts, totals, MISSING, off) == [[0.5], [0.5]]


def test_dates_arrive_as_com_times(excel: Excel, sheet: Sheet) -> None:
    """A date cell, and the serial number that a formula makes of it."""
    assert excel.call("XT_TARGET", sheet.put(1, 1, [[Time(2024, 9, 30)], [45473.0]])) == [[0.75], [0.5]]
    assert excel.call("XT_TARGET", Time(2024, 4, 30)) == 0.3


def test_amounts_in_a_currency_format_arrive_as_decimals(excel: Excel, sheet: Sheet) -> None:
    """VT_CY, as Excel hands over cells formatted as 货币."""
    weights = sheet.put(1, 1, [[Decimal("1.5")], [Decimal("4.5")]])
    assert excel.call("XT_APPORTION", Decimal(10), weights) == [[3.0], [7.0]]


@pytest.mark.parametrize(
    ("error", "shown"), [(NOT_AVAILABLE, "#N/A"), (DIVISION, "#DIV/0!"), (SPILL, "错误值")]
)
def test_error_cells_are_told_and_never_blank(excel: Excel, sheet: Sheet, error: int, shown: str) -> None:
    """xlwings' default would hand over None, and the newer errors as numbers."""
    text = excel.call("XT_RANK", sheet.put(5, 3, [[90.0], [error], [80.0]]))
    assert text.startswith(f"XT_RANK：得分 C6“{shown}” 单元格是错误值")


def test_a_fault_is_one_cell_with_a_sentence(excel: Excel, sheet: Sheet) -> None:
    """No traceback; a scalar, which VBA puts into the cell."""
    assert excel.call("XT_RANK", sheet.put(5, 3, [[90.0], ["九十"]])) == (
        "XT_RANK：得分 C6“九十” 不是数：应填数，改成数字，如 85.5"
    )


def test_an_array_from_a_formula_has_no_addresses(excel: Excel) -> None:
    """=XT_RANK(C5:C6*1): the place is counted."""
    assert excel.call("XT_RANK", ((90.0,), ("九十",))) == (
        "XT_RANK：得分 第2行“九十” 不是数：应填数，改成数字，如 85.5"
    )


def test_a_block_with_its_header(excel: Excel, sheet: Sheet) -> None:
    """Five columns beside two rows; 61.2 % of 75 % and so on, see test_scoring."""
    block = sheet.put(11, 1, [
        ["县区", "下达合计", "支出合计", "上年市县投入", "本年市县投入", "项目总数", "开工数", "完工数",
         "在库项目数", "问题项目数"],
        ["甲县", 2000.0, 1224.0, 1000.0, 1050.0, 10.0, 9.0, 5.0, 150.0, 3.0],
    ])  # fmt: skip
    assert excel.call("XT_SCORE", block, "2024-09", MISSING) == [
        ["投入得分", "支出得分", "实施得分", "质量得分", "综合得分"],
        [100.0, 81.6, 94.0, 98.0, 91.04],
    ]


def test_whole_columns_are_read_as_far_as_the_sheet_is_used(excel: Excel, sheet: Sheet) -> None:
    """=XT_RANK(C:C,A:A) on a sheet of 200 rows reads 400 cells of two million, in no time."""
    sheet.put(1, 1, [["代码", None, "综合得分"], *([f"511{i:03d}", None, float(i)] for i in range(1, 200))])
    started = time.perf_counter()
    answer = excel.call("XT_RANK", Range(sheet, 1, 3, LAST_ROW, 1), Range(sheet, 1, 1, LAST_ROW, 1))
    assert answer == [[""], *([200 - i] for i in range(1, 200))]
    assert sheet.read == 400
    assert time.perf_counter() - started < 2


def test_a_whole_column_as_an_array_is_trimmed(excel: Excel) -> None:
    """=XT_RANK(C:C*1) hands over a million cells; what is blank at the end is not answered."""
    cells = ((90.0,), (95.0,), *[(None,)] * 100_000)
    assert excel.call("XT_RANK", cells) == [[2], [1]]


def test_a_multiple_selection_is_refused(excel: Excel, sheet: Sheet) -> None:
    """COM hands over its first area alone: the second would be lost unseen."""
    cells = sheet.put(1, 1, [[1.0], [2.0]])
    cells.further = ",$C$1:$C$2"
    assert excel.call("XT_RANK", cells) == "XT_RANK：得分 选了2块区域，只选连成一片的一列"
    assert excel.call("XT_SCORE", cells).startswith("XT_SCORE：调度表 选了2块区域")


def test_a_bug_of_ours_is_a_sentence_too(excel: Excel, monkeypatch: pytest.MonkeyPatch) -> None:
    """The traceback goes to a log file."""
    function = sys.modules["xltools.udfs.progress"]
    monkeypatch.setattr(function, "places", lambda totals: 1 / 0)
    text = excel.call("XT_RANK", ((90.0,), (80.0,)))
    assert text.startswith("XT_RANK：程序出了意外（ZeroDivisionError）")
