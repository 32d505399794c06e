"""Sheet 参数: the policy's numbers as a table, with one column the officer may fill."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from xlsxwriter.worksheet import Worksheet

from xltools.build.layout import FIRST_ROW, HEADER_ROW, INK, INPUT_CELL, LINE, width
from xltools.build.sheet import TableSheet, add_table_sheet
from xltools.build.tables import Book
from xltools.build.validation import period_formula
from xltools.cells import address
from xltools.ooxml.rowheights import fitted_height
from xltools.policy import Parameter
from xltools.policy.catalogue import catalogue
from xltools.policy.model import shown_value
from xltools.tables.declared.record import PARAMETERS

FILLED_IN = ("本次取值", "依据")
_NAMES = PARAMETERS.names
_CHOSEN = _NAMES.index("本次取值")

PROTECTION = {
    "format_columns": True, "format_rows": True, "sort": True, "autofilter": True, "objects": True,
}  # fmt: skip
"""What stays allowed on a sheet protected without a password; buttons can be pressed."""


def shown_parameters(workbook: str) -> list[Parameter]:
    """The latest standard of every parameter a workbook shows: the office's settings, then by clause."""
    source = catalogue()
    latest = [source.dated(name)[-1] for name in source.names()]
    shown = [p for p in latest if workbook in p.workbooks]
    return sorted(shown, key=lambda p: p.basis != "设置")


def add_parameters_sheet(book: Book, spec: TableSheet, workbook: str) -> Worksheet:
    """参数 of one workbook. Only 本次取值 and 依据 can be changed; the protection has no password."""
    parameters = shown_parameters(workbook)
    sheet = add_table_sheet(book, spec, [_values(p) for p in parameters], lines=False)
    for i, parameter in enumerate(parameters):
        begins = i > 0 and parameters[i - 1].file != parameter.file
        _put_row(book, sheet, FIRST_ROW + i, parameter, begins)
    sheet.freeze_panes(HEADER_ROW + 1, 1)
    sheet.protect("", PROTECTION)
    return sheet


def _values(parameter: Parameter) -> list[Any]:
    return [
        parameter.name, parameter.unit, _cell_value(parameter), None, parameter.since, parameter.reference,
    ]  # fmt: skip


def _cell_value(parameter: Parameter) -> str | float | int:
    """A real number, so that formulas can use it; the rest as text."""
    value = parameter.value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _put_row(book: Book, sheet: Worksheet, row: int, parameter: Parameter, begins: bool) -> None:
    """One parameter's cells; a stronger line above where another clause's group begins."""
    for i, value in enumerate(_values(parameter)):
        column = PARAMETERS.column(_NAMES[i])
        properties: dict[str, Any] = {"border": 1, "border_color": LINE}
        if begins:
            properties |= {"top": 2, "top_color": INK}
        if column.name in ("标准值", "本次取值"):
            properties |= {"num_format": _number_format(parameter), "align": "center", "indent": 0}
            if _is_long(parameter):
                properties |= {"text_wrap": True, "align": "left", "indent": 1}
        if column.name in FILLED_IN:
            properties |= {"locked": False, "bg_color": INPUT_CELL}
        sheet.write(row, i, value if value != "" else None, book.look.cell(column, **properties))
    sheet.set_row(row, _height(parameter))
    sheet.data_validation(row, _CHOSEN, row, _CHOSEN, parameter_validation(parameter, row))


def _is_long(parameter: Parameter) -> bool:
    """A list of words that one line of 标准值 cannot show."""
    return parameter.kind == "text" and len(str(parameter.value)) * 2 > width(PARAMETERS.column("标准值"))


def _height(parameter: Parameter) -> float:
    """Of the row: as high as its longest text."""
    reference = fitted_height(parameter.reference, width(PARAMETERS.column("依据")))
    if not _is_long(parameter):
        return reference
    return max(reference, fitted_height(str(parameter.value), width(PARAMETERS.column("标准值"))))


def _number_format(parameter: Parameter) -> str:
    return "General" if parameter.kind in ("number", "whole") else "@"


def parameter_validation(parameter: Parameter, row: int) -> dict[str, Any]:
    """What 本次取值 in sheet row `row` (from 0) accepts, and its message."""
    allowed = _allowed(parameter)
    message = "\n".join(part for part in (parameter.note, allowed, "空白即用标准值") if part)
    return {
        **_rule(parameter, address(row + 1, _CHOSEN + 1)),
        "ignore_blank": True,
        "input_title": parameter.name[:32],
        "input_message": message[:255],
        "error_title": parameter.name[:32],
        "error_message": f"{allowed}，空白即用标准值"[:255],
    }


def _rule(parameter: Parameter, cell: str) -> dict[str, Any]:
    match parameter.kind:
        case "choice":
            return {"validate": "list", "source": list(parameter.choices)}
        case "period":
            return {"validate": "custom", "value": period_formula(cell)}
        case "text":
            return {"validate": "any"}
    return {
        "validate": "integer" if parameter.kind == "whole" else "decimal",
        "criteria": "between",
        "minimum": _bound(parameter.low),
        "maximum": _bound(parameter.high),
    }


def _bound(bound: Decimal | None) -> float:
    assert bound is not None, "numbers have bounds in the policy files"
    return float(bound)


def _allowed(parameter: Parameter) -> str:
    match parameter.kind:
        case "choice":
            return f"可选：{'、'.join(parameter.choices)}"
        case "period":
            return "请填年-月，如 2024-09"
        case "text":
            return ""
    low, high = (shown_value(bound) for bound in (parameter.low, parameter.high) if bound is not None)
    whole = "整数，" if parameter.kind == "whole" else ""
    per_cent = "（填65，不填65%或0.65）" if parameter.unit == "%" else ""
    return f"{whole}{low}至{high}，单位：{parameter.unit}{per_cent}"
