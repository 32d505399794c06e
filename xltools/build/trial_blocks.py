"""The worked examples of sheet 试算: a ranking, a sum shared out, targets of months, shares of 产业."""

from __future__ import annotations

from typing import Any

from xltools.build import trial_sample as sample
from xltools.build.layout import TONES
from xltools.build.trial_cells import TrialCells
from xltools.build.validation import validation
from xltools.cells import Box, address
from xltools.udfs.blocks import BLOCK

_SCORE, _SHARE, _MONEY, _WHOLE = "0.00", "0.00%", "#,##0.####", "0"
_RED_INK = TONES["红"][1]
_SMALL: dict[str, Any] = {"font_color": _RED_INK, "font_size": 9, "indent": 1}


def put_scores(cells: TrialCells, row: int, period: Box, settings: Box) -> None:
    """A small 调度表 with header row `row`, its scores, places and lights; a hint above it."""
    names, rows = sample.DISPATCH_HEADER, sample.DISPATCH_ROWS
    cells.put_header(row, 1, names, filled_in=True)
    _, _, bottom, right = cells.put_inputs(row + 1, 1, rows, ["@", "@", *[_MONEY] * 4, *[_WHOLE] * 5])
    for j, name in enumerate(names):
        cells.put_rule((row + 1, j + 1, bottom, j + 1), validation(BLOCK.column(name), row, j))
    arguments = ((row, 1, bottom, right), period, settings)
    score = cells.put_answer(
        row, right + 1, "XT_SCORE", arguments, headed=True, num_format=_SCORE, align="center"
    )
    total = (row + 1, score[3], bottom, score[3])
    cells.put_header(row, score[3] + 1, ["排名"], filled_in=False)
    rank = cells.put_answer(row + 1, score[3] + 1, "XT_RANK", (total,), num_format=_WHOLE, align="center")
    light = cells.put_answer(row, score[3] + 2, "XT_LIGHTS", arguments, headed=True, align="center")
    cells.put_lights((row + 1, light[1], bottom, light[3]))
    first = address(row, score[1])
    cells.put_hint((row - 1, 1, row - 1, right), f'{first}="投入得分"', first, font_color=_RED_INK)
    for box, function in ((score, "XT_SCORE"), (rank, "XT_RANK"), (light, "XT_LIGHTS")):
        cells.put_caption((row - 1, box[1], row - 1, box[3]), function)


def put_pool(cells: TrialCells, row: int, left: int) -> None:
    """第4条: a sum shared out by weights, with a floor and a cap; adds up in the last row."""
    cells.put_subtitle(row, left, "二、资金切块（XT_APPORTION、XT_SHARE）")
    cells.put(row + 1, left, "总额（万元）", bold=True, indent=1)
    pool = cells.put_inputs(row + 1, left + 1, [[sample.POOL]], [_MONEY])
    cells.put_header(row + 2, left, sample.POOL_HEADER, filled_in=True)
    box = cells.put_inputs(row + 3, left, sample.POOL_ROWS, ["@", "@", "General", _MONEY, _MONEY])
    code, weight, floor, cap = (_column(box, j) for j in range(1, 5))
    cells.put_header(row + 2, box[3] + 1, ["切块额", "占比"], filled_in=False)
    money: dict[str, Any] = {"num_format": _MONEY, "align": "right"}
    amount = cells.put_answer(box[0], box[3] + 1, "XT_APPORTION", (pool, weight, floor, cap, code), **money)
    cells.put_answer(box[0], box[3] + 2, "XT_SHARE", (amount, pool), num_format=_SHARE, align="right")
    cells.put(box[2] + 1, box[3], "合计", bold=True, align="center")
    cells.put_sum(box[2] + 1, amount, bold=True, **money)
    first = address(*amount[:2])
    hint = (row + 1, left + 2, row + 1, box[3] + 2)
    cells.put_hint(hint, f"ISNUMBER({first})", first, **_SMALL)


def put_months(cells: TrialCells, row: int, left: int) -> None:
    """第11条, 第12条: the targets of some months, and the light of a rate against them."""
    cells.put_subtitle(row, left, "三、进度目标和红黄绿（XT_TARGET、XT_STATUS）")
    cells.put_header(row + 2, left, ["期别"], filled_in=True)
    periods = cells.put_inputs(row + 3, left, [[period] for period, _ in sample.MONTHS], ["@"])
    cells.put_header(row + 2, left + 1, ["序时目标", "开工目标", "完工目标"], filled_in=False)
    names = (row + 2, left + 1, row + 2, left + 3)
    percent: dict[str, Any] = {"num_format": _SHARE, "align": "right"}
    due = cells.put_answer(row + 3, left + 1, "XT_TARGET", (periods, names), **percent)
    cells.put_header(row + 2, left + 4, ["支出率"], filled_in=True)
    rates = cells.put_inputs(row + 3, left + 4, [[rate] for _, rate in sample.MONTHS], [_SHARE])
    cells.put_header(row + 2, left + 5, ["支出状态"], filled_in=False)
    light = cells.put_answer(row + 3, left + 5, "XT_STATUS", (rates, _column(due, 0)), align="center")
    cells.put_lights(light)
    first = address(*due[:2])
    hint = (row + 1, left, row + 1, left + 5)
    cells.put_hint(hint, f"ISNUMBER({first})", first, **_SMALL)


def put_industry(cells: TrialCells, row: int, left: int) -> None:
    """第1条: 产业占比 of each county and of its city, which is no mean of the counties'."""
    cells.put_subtitle(row, left, "四、产业占比，扣以工代赈（XT_SHARE）")
    cells.put_header(row + 2, left, sample.INDUSTRY_HEADER, filled_in=True)
    box = cells.put_inputs(row + 3, left, sample.INDUSTRY_ROWS, ["@", _MONEY, _MONEY, _MONEY])
    city, whole, part, relief = (_column(box, j) for j in range(4))
    cells.put_header(row + 2, left + 4, ["本县占比", "全市占比"], filled_in=False)
    percent: dict[str, Any] = {"num_format": _SHARE, "align": "right"}
    own = cells.put_answer(row + 3, left + 4, "XT_SHARE", (part, whole, None, relief), **percent)
    cells.put_answer(row + 3, left + 5, "XT_SHARE", (part, whole, city, relief), **percent)
    first = address(*own[:2])
    hint = (row + 1, left, row + 1, left + 5)
    cells.put_hint(hint, f"ISNUMBER({first})", first, **_SMALL)


def _column(box: Box, j: int) -> Box:
    """The j-th column of a box."""
    return box[0], box[1] + j, box[2], box[1] + j
