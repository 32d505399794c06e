"""试算: a sheet that shows the array functions at work, in workbooks with macros alone.

The functions run only while the officer has switched them on, so that opening a workbook never starts
Python. Cached results are worked out here by the same functions.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet

from xltools.build import trial_sample as sample
from xltools.build.layout import GREY_INK, INPUT_CELL
from xltools.build.macros.udf_module import FunctionHelp, function_help
from xltools.build.page import set_page
from xltools.build.parameters import parameter_validation
from xltools.build.sheet import add_sheet, put_heading
from xltools.build.tables import Book
from xltools.build.trial_blocks import put_industry, put_months, put_pool, put_scores
from xltools.build.trial_cells import FRAME, OFF, ON, TrialCells
from xltools.build.validation import period_formula
from xltools.cells import address, column_letter
from xltools.ooxml.rowheights import fitted_height
from xltools.policy import find_parameter

NAME, CODE = "试算", "Trial"
TITLE = "试算：改黄格里的数，看结果怎么变"
NOTE = "县名、数字均为模拟；这里怎么改都不影响“排名表”等各表。函数也可以写在您自己的工作表里"

USE = (
    "1.把左边的“试算”选为“开”，再改任何黄格，灰色表头下的结果随之重算。不用时选“关”，打开工作簿就不会启动程序。\n"
    "2.四个权重合计应为100，上下限与“参数”表相同；取值清空即用方案的标准值。\n"
    "3.在自己的表里用：新版 Excel 在一格里写公式、回车，结果自动铺开；旧版先选好结果的全部格，写公式，"
    "再按 Ctrl+Shift+Enter。\n"
    "4.参数给整列、整块，不要一格一格地写。输入有错就不算，格里写明哪一格、什么错、怎么改。"
)

_WIDTHS = (13, 13, *[11] * 9, *[10] * 11)
_LAST = len(_WIDTHS)
_TOP, _SWITCH_COLUMN = 4, 2
_SCORED = 12
_LOWER = _SCORED + len(sample.DISPATCH_ROWS) + 2
_LIST = _LOWER + 3 + len(sample.POOL_ROWS) + 2
_LISTED = (("写法", 1, 5), ("用途", 6, 12), ("参数", 13, _LAST))


def add_trial_sheet(book: Book) -> Worksheet:
    """The sheet 试算, its functions switched off."""
    sheet = add_sheet(book, NAME, CODE, "说明")
    sheet.hide_gridlines(2)
    for j, characters in enumerate(_WIDTHS):
        sheet.set_column(j, j, characters, book.look())
    put_heading(book, sheet, TITLE, NOTE)
    cells = TrialCells(book, sheet, f"${column_letter(_SWITCH_COLUMN)}${_TOP + 1}")
    cells.put_subtitle(_TOP, 1, "一、改权重、改数字，看得分、排名和红黄绿")
    _put_conditions(cells, _TOP + 1)
    period, weights = _TOP + 2, _TOP + 3
    settings = (weights, 1, weights + len(sample.WEIGHTS) - 1, 2)
    put_scores(cells, _SCORED, (period, 2, period, 2), settings)
    put_pool(cells, _LOWER, 1)
    put_months(cells, _LOWER, 9)
    put_industry(cells, _LOWER, 16)
    _put_functions(cells, _LIST)
    cells.calm((1, 1, _LIST, _LAST))
    sheet.freeze_panes(3, 0)
    set_page(sheet, sum(_WIDTHS), one_page=True)
    return sheet


def _put_conditions(cells: TrialCells, row: int) -> None:
    """The switch, the 期别 and the weights; beside them how to use the sheet."""
    period = {
        "validate": "custom",
        "value": period_formula(address(row + 1, 2)),
        "input_message": "如 2024-09",
    }
    weights = [parameter_validation(find_parameter(name), row + 1) for name, _ in sample.WEIGHTS]
    rules: list[dict[str, Any]] = [{"validate": "list", "source": [ON, OFF]}, period, *weights]
    rows = (("试算", OFF), ("期别", sample.PERIOD), *sample.WEIGHTS)
    for i, ((label, value), rule) in enumerate(zip(rows, rules, strict=True), row):
        number_format = "@" if isinstance(value, str) else "General"
        cells.put(i, 1, label, bold=True, indent=1)
        cells.put(i, 2, value, num_format=number_format, align="center", bg_color=INPUT_CELL, bold=i == row)
        cells.put_rule((i, 2, i, 2), rule)
    cells.put_text((row, 4, row + len(rows) - 1, _LAST), USE, valign="top", font_color=GREY_INK)


def _put_functions(cells: TrialCells, row: int) -> None:
    """Every function: how it is written, what it does, its arguments."""
    cells.put_subtitle(row, 1, "五、函数一览（[ ]里的可以省）")
    cells.put_wide_header(row + 1, _LISTED)
    for i, function in enumerate(function_help(), row + 2):
        texts = (written(function), function.description, "\n".join(function.arguments))
        heights = []
        for text, (_, first, last) in zip(texts, _LISTED, strict=True):
            cells.put_text((i, first, i, last), text, valign="top", **FRAME)
            heights.append(fitted_height(text, sum(_WIDTHS[first - 1 : last])))
        cells.sheet.set_row(i - 1, max(heights))


def written(function: FunctionHelp) -> str:
    """=XT_RANK(得分, [代码])."""
    return f"={function.name}({', '.join(function.labels)})"
