"""What a cell accepts and what it says when selected, from the declaration of its column."""

from __future__ import annotations

from typing import Any

from xltools.cells import column_letter
from xltools.tables.model import Column, Kind

PERIOD_LENGTH = 7
CODE_LENGTHS = {"行政区划代码": 6, "代码": 6}
"""Codes whose number of digits is fixed by GB/T 2260."""

_TITLE_LIMIT, _MESSAGE_LIMIT = 32, 255


def validation(column: Column, row: int, index: int) -> dict[str, Any] | None:
    """Data validation for a column whose first cell is (row, index), from 0; None for free text."""
    rule = _rule(column, f"{column_letter(index + 1)}{row + 1}")
    hint = message(column)
    if rule is None and not hint:
        return None
    options: dict[str, Any] = rule or {"validate": "any"}
    options["ignore_blank"] = True
    if hint:
        options |= {"input_title": column.name[:_TITLE_LIMIT], "input_message": hint[:_MESSAGE_LIMIT]}
    if rule is not None:
        options |= {"error_title": column.name[:_TITLE_LIMIT], "error_message": _refusal(column)}
    return options


def message(column: Column) -> str:
    """Note, unit and bounds in a few words; empty where there is nothing to say."""
    bounds = _bounds(column) if column.kind in (Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.PERCENT) else ""
    unit = f"单位：{column.unit}" if column.unit else ""
    return "\n".join(part for part in (column.note, unit, bounds) if part)


def _rule(column: Column, cell: str) -> dict[str, Any] | None:
    match column.kind:
        case Kind.CHOICE:
            return {"validate": "list", "source": list(column.choices)}
        case Kind.MONEY | Kind.NUMBER | Kind.PERCENT:
            return _between("decimal", column)
        case Kind.COUNT:
            return _between("integer", column)
        case Kind.DATE:
            return {"validate": "custom", "value": f"=AND(ISNUMBER({cell}),{cell}>=36526,{cell}<73051)"}
        case Kind.PERIOD:
            return {"validate": "custom", "value": period_formula(cell)}
        case Kind.CODE if column.name in CODE_LENGTHS:
            length = CODE_LENGTHS[column.name]
            return {"validate": "custom", "value": f"=AND(LEN({cell})={length},ISNUMBER(VALUE({cell})))"}
    return None


def period_formula(cell: str) -> str:
    """True for a text such as 2024-09."""
    month = f"VALUE(RIGHT({cell},2))"
    return (
        f'=AND(LEN({cell})={PERIOD_LENGTH},MID({cell},5,1)="-",'
        f"ISNUMBER(VALUE(LEFT({cell},4))),{month}>=1,{month}<=12)"
    )


def _between(kind: str, column: Column) -> dict[str, Any]:
    """A number within the column's bounds. Beyond them the officer is asked, not stopped."""
    if column.low is None or column.high is None:
        return {"validate": kind, "criteria": ">=", "value": -1_000_000_000}
    return {
        "validate": kind, "criteria": "between", "minimum": column.low, "maximum": column.high,
        "error_type": "warning",
    }  # fmt: skip


def _bounds(column: Column) -> str:
    if column.low is None or column.high is None:
        return ""
    if column.kind is Kind.PERCENT:
        return f"范围：{column.low:.0%}～{column.high:.0%}"
    return f"范围：{column.low:,.0f}～{column.high:,.0f}"


def _refusal(column: Column) -> str:
    match column.kind:
        case Kind.CHOICE:
            return f"请从下拉列表中选：{'、'.join(column.choices)}"
        case Kind.DATE:
            return "请填日期，如 2024-09-30"
        case Kind.PERIOD:
            return "请填年-月，如 2024-09"
        case Kind.CODE:
            return f"请填{CODE_LENGTHS[column.name]}位数字代码"
        case Kind.COUNT:
            return f"应为整数。{_bounds(column)}{column.unit}"
    return f"应为数字。{_bounds(column)}{column.unit}"
