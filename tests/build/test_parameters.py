"""Sheet 参数: every parameter of the policy once, numbers as numbers, one column to fill in."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from tests.build import books
from xltools.policy import Parameter, load

SHEET = "参数"
POLICY = load(dt.date(2099, 12, 31))
SHOWN = POLICY.parameters("调度排名")


def _rows() -> dict[str, list[Any]]:
    sheet = books.opened(books.MAIN)[SHEET]
    rows = [row for row in sheet.iter_rows(min_row=5, max_col=6) if row[0].value]
    return {row[0].value: list(row) for row in rows}


def test_every_parameter_of_the_workbook_has_one_row() -> None:
    """And no other: a parameter of another workbook does not confuse here."""
    sheet = books.opened(books.MAIN)[SHEET]
    names = [cell.value for cell in sheet["A"][4:] if cell.value]
    assert sorted(names) == sorted(p.name for p in SHOWN)


@pytest.mark.parametrize("parameter", SHOWN, ids=lambda p: p.name)
def test_row_says_unit_standard_date_and_clause(parameter: Parameter) -> None:
    """名称 · 单位 · 标准值 · 本次取值 · 生效日期 · 依据; 本次取值 is left blank."""
    name, unit, standard, chosen, since, reference = (cell.value for cell in _rows()[parameter.name])
    assert (name, unit, chosen) == (parameter.name, parameter.unit, None)
    assert since.date() == parameter.since
    assert reference == parameter.reference
    number = parameter.kind in ("number", "whole")
    assert standard == (float(parameter.value) if number else parameter.value or None)
    assert isinstance(standard, int | float) == number


def test_standards_of_the_plan_stand_as_the_plan_says() -> None:
    """依据: 方案第11条 30%、50%、75%; 第12条 后20位的县、后5位的市、连续两次、20%以上."""
    rows = _rows()
    shown = {name: rows[name][2].value for name in (
        "4月末序时目标", "6月末序时目标", "9月末序时目标", "提醒函后位县数", "提醒函后位市数",
        "提醒函连续次数", "随意调整比例",
    )}  # fmt: skip
    assert list(shown.values()) == [30, 50, 75, 20, 5, 2, 20]
    assert rows["4月末序时目标"][5].value.startswith("第11条（方案）")


@pytest.mark.parametrize("parameter", SHOWN, ids=lambda p: p.name)
def test_only_the_chosen_value_and_its_reason_are_unlocked(parameter: Parameter) -> None:
    """The sheet is protected without a password, so that 标准值 is not changed by accident."""
    protection = books.opened(books.MAIN)[SHEET].protection
    assert protection.sheet
    assert protection.password is None
    unlocked = [not cell.protection.locked for cell in _rows()[parameter.name]]
    assert unlocked == [False, False, False, True, False, True]


@pytest.mark.parametrize("parameter", SHOWN, ids=lambda p: p.name)
def test_chosen_value_is_checked_against_kind_and_bounds(parameter: Parameter) -> None:
    """A number between min and max, one of the choices, a 期别; refused, not merely warned about."""
    cell = _rows()[parameter.name][3]
    (rule,) = books.rules(books.opened(books.MAIN)[SHEET], cell.coordinate)
    assert rule.errorStyle in (None, "stop")
    match parameter.kind:
        case "number" | "whole":
            assert rule.type == ("whole" if parameter.kind == "whole" else "decimal")
            assert (Decimal(rule.formula1), Decimal(rule.formula2)) == (parameter.low, parameter.high)
            assert cell.number_format == "General"
        case "choice":
            assert rule.formula1 == '"' + ",".join(parameter.choices) + '"'
        case "period":
            assert rule.type == "custom"
            assert cell.number_format == "@"
        case "text":
            assert cell.number_format == "@"


def test_settings_of_the_office_come_first_then_the_clauses() -> None:
    """What changes every month is at the top; the rest stands by clause."""
    references = [row[5].value for row in _rows().values()]
    kinds = [0 if r.startswith("设置") else int(r[1:3]) for r in references]
    assert kinds == sorted(kinds)
