"""The county's form: which column stands where under the two-row header, and its formulas.

Rows here are as on the screen, columns by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xltools.cells import column_letter
from xltools.tables.declared.dispatch import (
    CITY,
    CODE,
    COUNTY,
    COUNTY_CLASS,
    DISPATCH,
    FIGURES,
    LEVELS,
    PERIOD,
    RANKED,
    STAGES,
)  # fmt: skip
from xltools.tables.model import Kind

HEADER_ROW = 4
FIRST = 6
ROWS = 20
LAST = FIRST + ROWS - 1

BASICS = tuple(c.name for c in (PERIOD, CODE, CITY, COUNTY, COUNTY_CLASS, RANKED))
TOTALS = tuple(f"{stage}合计" for stage in STAGES)
RATE = "支出进度"
AMOUNTS = tuple(f"{level}{stage}" for level in LEVELS for stage in STAGES)
OTHERS = tuple(c.name for c in FIGURES if c.name not in AMOUNTS)
COLUMNS = (*BASICS, *TOTALS, RATE, *AMOUNTS, *OTHERS)
"""From left to right."""

INPUTS = (*BASICS, *AMOUNTS, *OTHERS)
"""What the county types; the rest is calculated and protected."""

NOT_ABOVE = {
    **{f"{level}到位": f"{level}下达" for level in LEVELS},
    **{f"{level}支出": f"{level}到位" for level in LEVELS},
    "开工数": "项目总数", "完工数": "开工数", "问题项目数": "在库项目数",
}  # fmt: skip
"""Cross checks of 调度表 that can be told while typing: the first is at most the second."""


@dataclass(frozen=True, slots=True)
class Band:
    """One cell of the header's upper row: over `lower` columns, or merged down over both rows."""

    text: str
    lower: tuple[str, ...] = ()


BANDS = (
    *(Band(name) for name in BASICS),
    Band("合计", STAGES),
    Band(RATE),
    *(Band(level, STAGES) for level in LEVELS),
    *(Band(name) for name in OTHERS),
)


def letter(name: str) -> str:
    """The sheet column of a form column."""
    return column_letter(COLUMNS.index(name) + 1)


def cells(first: str, last: str = "") -> str:
    """All data cells of a column, or of a run of columns."""
    return f"${letter(first)}${FIRST}:${letter(last or first)}${LAST}"


def total_formula(name: str, row: int) -> str:
    """下达合计 and its like: the four levels of one stage; blank as long as none is filled."""
    stage = name.removesuffix("合计")
    parts = ",".join(f"{letter(level + stage)}{row}" for level in LEVELS)
    return f'=IF(COUNT({parts})=0,"",SUM({parts}))'


def rate_formula(row: int) -> str:
    """支出进度 = 支出合计 ÷ 下达合计."""
    spent, issued = f"{letter('支出合计')}{row}", f"{letter('下达合计')}{row}"
    return f'=IF(N({issued})>0,N({spent})/{issued},"")'


def figure_rule(name: str) -> dict[str, Any]:
    """What a figure's cell accepts: a number from 0 to the declared bound, not above its counterpart."""
    column, cell = DISPATCH.column(name), f"{letter(name)}{FIRST}"
    high = column.high or 0
    conditions = [f"ISNUMBER({cell})", f"{cell}>=0", f"{cell}<={high:.0f}"]
    whole = column.kind is Kind.COUNT
    words = [f"应为不小于0、不大于{high:,.0f}的{'整数' if whole else '数字，单位万元（不是元）'}"]
    if whole:
        conditions.append(f"{cell}=INT({cell})")
    if name in NOT_ABOVE:
        conditions.append(f"{cell}<={letter(NOT_ABOVE[name])}{FIRST}")
        words.append(f"不大于{NOT_ABOVE[name]}（请先填{NOT_ABOVE[name]}）")
    return {
        "validate": "custom", "value": f"=AND({','.join(conditions)})",
        "error_title": name, "error_message": "，".join(words),
        "input_title": name, "input_message": f"累计数，{'，'.join(words)}；没有的填0",
    }  # fmt: skip


def wrong(name: str) -> str:
    """True for a figure's cell that cannot be right, also when it was pasted past the drop-downs."""
    cell = f"{letter(name)}{FIRST}"
    doubts = [f"NOT(ISNUMBER({cell}))", f"N({cell})<0"]
    if name in NOT_ABOVE:
        doubts.append(f"N({cell})>N({letter(NOT_ABOVE[name])}{FIRST})")
    return f'=AND({cell}<>"",OR({",".join(doubts)}))'


def missing(name: str) -> str:
    """True for an empty cell of a row that has been begun; figures only of a county that is 参评."""
    begun = "+".join(f'(${letter(c)}{FIRST}<>"")' for c in _BEGUN)
    exempt = "" if name in BASICS else f',${letter("是否参评")}{FIRST}<>"否"'
    return f'=AND({letter(name)}{FIRST}="",({begun})>0{exempt})'


_BEGUN = ("行政区划代码", "县区", "中央下达")
"""A row is begun when one of these is filled."""


def status_formula() -> str:
    """自动检查: one sentence above the form, from all its cells."""
    begun = "((" + "+".join(f'({cells(c)}<>"")' for c in _BEGUN) + ")>0)"
    figures = cells(AMOUNTS[0], OTHERS[-1])
    bad = "+".join(f"SUMPRODUCT(--({cells(low)}>{cells(high)}))" for low, high in NOT_ABOVE.items())
    bad += f'+SUMPRODUCT(({figures}<>"")*(1-ISNUMBER({figures})))+SUMPRODUCT(--({figures}<0))'
    empty = (
        f'SUMPRODUCT({begun}*({cells(BASICS[0], BASICS[-1])}=""))'
        f'+SUMPRODUCT({begun}*({cells("是否参评")}<>"否")*({figures}=""))'
    )
    return (
        f'=IF(SUMPRODUCT(--{begun})=0,"{UNFILLED}",IF({bad}>0,"自动检查：有不合理的数（红色的格），请改正",'
        f'IF({empty}>0,"自动检查：还有"&({empty})&"格未填（橙色的格），没有的填0","自动检查：通过，可以上报")))'
    )


UNFILLED = "自动检查：尚未填写"
