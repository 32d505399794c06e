"""The buttons: a module a workbook lists them, a function each: tables in → tables and letters out."""

from __future__ import annotations

from collections.abc import Iterator

from xltools.buttons import (
    appraisal,
    asset_revival,
    daily_points,
    dispatch_ranking,
    filing_review,
    fund_allocation,
    inspections,
    issue_register,
    project_library,
    supervision,
)
from xltools.buttons.button import Button, Press, Result
from xltools.errors import UsageError

__all__ = ["Button", "Press", "Result", "buttons", "find"]

_WORKBOOKS = (
    dispatch_ranking,
    daily_points,
    fund_allocation,
    project_library,
    filing_review,
    supervision,
    inspections,
    asset_revival,
    appraisal,
    issue_register,
)


def buttons() -> Iterator[Button]:
    """All buttons, in the order of the month's work."""
    for workbook in _WORKBOOKS:
        yield from workbook.BUTTONS


def find(name: str) -> Button:
    """A button by key or Chinese caption; UsageError lists what there is."""
    for each in buttons():
        if name in (each.key, each.label):
            return each
    known = "、".join(f"{b.label}（{b.key}）" for b in buttons())
    raise UsageError(f"没有“{name}”这个按钮。可用的按钮：{known}")
