"""Sheet 参数: the overrides an officer put in it."""

from __future__ import annotations

from collections.abc import Iterable

from xltools.errors import InputError, Issue
from xltools.policy.catalogue import catalogue
from xltools.policy.load import find_parameter
from xltools.policy.model import Override, Parameter, shown_value
from xltools.policy.values import TypedError, parse_value
from xltools.tables.model import Reading, shown


def read_overrides(reading: Reading) -> list[Override]:
    """The filled 本次取值 of sheet 参数. InputError with the cell of everything that cannot be used:
    an unknown or doubled name, a value of the wrong kind or out of bounds, a changed 标准值, no 依据.
    """
    overrides: list[Override] = []
    issues: list[Issue] = list(reading.errors)
    seen: set[str] = set()
    for row in range(len(reading.frame)):
        override, found = _read_row(reading, row, seen)
        issues += found
        if override is not None:
            overrides.append(override)
    if issues:
        raise InputError(issues)
    return overrides


def _read_row(reading: Reading, row: int, seen: set[str]) -> tuple[Override | None, list[Issue]]:
    name = _typed(reading, row, "名称")
    if not name:
        return None, []
    if name in seen:
        return None, [reading.issue(row, "名称", f"参数“{name}”出现了两行", "请删去多余的一行")]
    seen.add(name)
    try:
        parameter = find_parameter(name)
    except TypedError as problem:
        return None, [reading.issue(row, "名称", problem.problem, problem.remedy)]
    issues = _standard_issues(reading, row, parameter)
    override, found = _override(reading, row, parameter)
    return override, [*issues, *found]


def _override(reading: Reading, row: int, parameter: Parameter) -> tuple[Override | None, list[Issue]]:
    typed = _typed(reading, row, "本次取值")
    if not typed:
        return None, []
    issues: list[Issue] = []
    because = _reason(_typed(reading, row, "依据"), parameter)
    if parameter.needs_reason and not because:
        remedy = "请在本行“依据”栏写明改动的理由（文件、会议等），或清空“本次取值”"
        issues.append(reading.issue(row, "依据", f"“{parameter.name}”改成{typed}，没有写依据", remedy))
    try:
        value = parse_value(parameter, typed)
    except TypedError as problem:
        return None, [*issues, reading.issue(row, "本次取值", problem.problem, problem.remedy)]
    place = f"{reading.sheet}!{reading.cell(row, '本次取值')}"
    return Override(parameter.name, value, because, place), issues


def _standard_issues(reading: Reading, row: int, parameter: Parameter) -> list[Issue]:
    """标准值 is generated; a hand that changes it means to change the value, which has its own column."""
    typed = _typed(reading, row, "标准值")
    dated = catalogue().dated(parameter.name)
    if _is_one_of(typed, dated):
        return []
    standard = shown_value(parameter.value) or "空白"
    return [
        reading.issue(
            row,
            "标准值",
            f"标准值被改动（应为{standard}），改这一栏不起作用",
            f"请恢复为{standard}，把新的数填在“本次取值”，并写明依据",
        )
    ]


def _is_one_of(typed: str, dated: Iterable[Parameter]) -> bool:
    for parameter in dated:
        if typed == shown_value(parameter.value):
            return True
        try:
            if typed and parse_value(parameter, typed) == parameter.value:
                return True
        except TypedError:
            continue
    return False


def _reason(text: str, parameter: Parameter) -> str:
    """What the officer wrote in 依据, without the reference the sheet was generated with."""
    for dated in catalogue().dated(parameter.name):
        text = text.replace(dated.reference, "")
    return text.strip(" ；;。\n")


def _typed(reading: Reading, row: int, column: str) -> str:
    return shown(reading.frame[column].iloc[row]).strip()
