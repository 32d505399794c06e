"""What follows from a quirk: the results Excel would show, and what the rest of the row should be read as."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xltools.sample.layouts import RATE, TOTALS
from xltools.sample.page import Page
from xltools.sample.quirks import DUE, REPORT, Mark, Return, spent_rate
from xltools.tables.declared.dispatch import FIGURES, LEVELS

MISLED = "公式被带错"
"""SUM passes over a number stored as text, so a 合计 is too small, and a share of it too."""

HALF_POINT, HALF_CENT = 0.005, 0.005
"""What a stated share, a stated 合计 (万元) may be off by."""


def settle(page: Page) -> None:
    """Give every formula the value Excel would show: SUM passes over text, errors spread."""
    rows = sorted({row for (row, _), cell in page.cells.items() if cell.formula}, reverse=True)
    for row in rows:
        for name in (*(c.name for c in FIGURES), *TOTALS, RATE):
            cell = page.cells.get((row, page.at[name]))
            if cell and cell.formula and cell.calculated and cell.value is None:
                cell.value = _result(page, row, name)


def rest(it: Return, marked: Sequence[Mark]) -> list[Mark]:
    """The cells no quirk touched: as they are true, or shown wrong by a formula that a quirk misled."""
    touched = {mark.name: mark for mark in marked}
    plain = [n for n in it.page.at if n not in touched and n not in TOTALS and n != RATE]
    marks = [Mark(*it.page.place(n), n, "", DUE, it.value(n)) for n in plain]
    for name in (*TOTALS, RATE):
        needed = [p for total in (TOTALS if name == RATE else (name,)) for p in parts(total)]
        unread = any(touched[p].verdict == REPORT for p in needed if p in touched)
        if name not in touched and not unread:
            marks.append(_derived(it, name))
    return marks + [m for mark in marked if mark.verdict == DUE for m in _total_row(it, mark)]


def parts(total: str) -> list[str]:
    """下达合计 → 中央下达 … 县级下达."""
    return [f"{level}{total.removesuffix('合计')}" for level in LEVELS]


def _derived(it: Return, name: str) -> Mark:
    """A 合计 or 支出进度 whose parts can all be read: right, or further off than 调度表 lets pass.

    A share of the sums may be off by half a point: it is rounded in practice.
    """
    place, stated = it.page.place(name), it.page.cell(name).value
    if name == RATE:
        issued = sum(it.value(p) or 0 for p in parts("下达合计"))
        true, allowed, style = (spent_rate(it.record) if issued else 0), HALF_POINT, ".2%"
    else:
        true, allowed, style = sum(it.value(p) or 0 for p in parts(name)), HALF_CENT, ".2f"
    if abs(stated - true) > allowed:
        return Mark(*place, name, MISLED, REPORT, note=f"公式得{stated:{style}}，按各栏应为{true:{style}}")
    return Mark(*place, name, "", DUE, round(stated, 4) if name == RATE else round(true, 2))


def _total_row(it: Return, mark: Mark) -> list[Mark]:
    """The 合计 row above the county, where its SUM passes over the county's text."""
    above = it.page.cells.get((mark.row - 1, mark.column))
    if not above or not above.formula or above.value == mark.due:
        return []
    note = f"合计行公式得{above.value}，明细是{mark.due}"
    return [Mark(mark.row - 1, mark.column, mark.name, MISLED, REPORT, note=note)]


def _result(page: Page, row: int, name: str) -> Any:
    if name in TOTALS:
        return _sum([page.cells[row, page.at[p]].value for p in parts(name)])
    if name == RATE:
        spent, issued = (page.cells[row, page.at[f"{s}合计"]].value for s in ("支出", "下达"))
        broken = next((v for v in (spent, issued) if isinstance(v, str)), None)
        return broken or (spent / issued if issued else 0)
    return _sum([page.cells[row + 1, page.at[name]].value])


def _sum(values: Sequence[Any]) -> Any:
    broken = next((v for v in values if isinstance(v, str) and v.startswith("#")), None)
    return broken or round(sum(v for v in values if isinstance(v, (int, float))), 2)
