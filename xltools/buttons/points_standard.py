"""Table 计分标准: 本次分值 as overrides of the policy, and the rows an office added (第6条)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from xltools.errors import InputError, Issue
from xltools.policy import Override, Parameter, shown_value
from xltools.policy.catalogue import catalogue
from xltools.policy.values import TypedError, parse_value
from xltools.rules.art06.standard import DOT, SHEET, Standards
from xltools.rules.art12.roster import text
from xltools.rules.exact import as_shown
from xltools.tables.model import Reading, shown

_NEEDS_WHY = "请在本行“依据”写明理由（计分管理办法的文号、条款等）"


def read_standard(reading: Reading) -> tuple[list[Override], Standards]:
    """What the office changed of the standard, and what it added. InputError with every cell that cannot be
    used: 本次分值 without 依据 or out of bounds, a changed 标准分值, a doubled row.
    """
    overrides: list[Override] = []
    own: dict[tuple[str, str], Fraction] = {}
    issues: list[Issue] = []
    seen: set[tuple[str, str]] = set()
    for i, row in enumerate(reading.frame.to_dict("records")):
        key = (text(row["来源"]), text(row["事由"]))
        dated = catalogue().dated(DOT.join(key))
        found = list(_issues(reading, i, dated, key in seen))
        seen.add(key)
        issues += found
        typed = text(shown(row["本次分值"]))
        if found or not typed:
            continue
        if dated:
            overrides += _override(reading, i, dated[-1], typed, issues)
        else:
            own[key] = as_shown(float(row["本次分值"]))
    if issues:
        raise InputError(issues)
    return overrides, own


def standard_rows() -> list[list[object]]:
    """The rows of 计分标准 in a new workbook: every standard in its latest value."""
    source = catalogue()
    latest = [source.dated(name)[-1] for name in source.names()]
    return [_row(parameter) for parameter in latest if SHEET in parameter.workbooks]


def _row(parameter: Parameter) -> list[object]:
    source, _, reason = parameter.name.partition(DOT)
    return [source, reason, float(Fraction(parameter.value)), None, parameter.since, parameter.reference]


def _issues(reading: Reading, i: int, dated: list[Parameter], doubled: bool) -> Iterator[Issue]:
    """What is wrong with one row whatever its points are."""
    standard, typed = (text(shown(reading.value(i, name))) for name in ("标准分值", "本次分值"))
    if doubled:
        yield reading.issue(i, "事由", "同一来源、同一事由有两行", "请删去多余的一行")
    if not dated and standard:
        yield reading.issue(i, "标准分值", "自加的事由没有标准分值", "分值填在“本次分值”，清空这一格")
    if dated and standard not in [shown_value(parameter.value) for parameter in dated]:
        due = shown_value(dated[-1].value)
        problem = f"标准分值被改动（应为{due}），改这一栏不起作用"
        yield reading.issue(i, "标准分值", problem, f"请恢复为{due}，把新的分值填在“本次分值”，并写明依据")
    if not dated and not typed:
        yield reading.issue(i, "本次分值", "自加的事由没有填分值", "请填本次分值；不用的删去这一行")
    if typed and not _reason(reading, i, dated):
        yield reading.issue(i, "依据", f"分值定为{typed}，没有写依据", _NEEDS_WHY)


def _reason(reading: Reading, i: int, dated: list[Parameter]) -> str:
    """依据 without the reference that the sheet was made with."""
    why = text(reading.value(i, "依据"))
    for parameter in dated:
        why = why.replace(parameter.reference, "")
    return why.strip(" ；;。\n")


def _override(
    reading: Reading, i: int, parameter: Parameter, typed: str, issues: list[Issue]
) -> Iterator[Override]:
    try:
        value = parse_value(parameter, typed)
    except TypedError as problem:
        issues.append(reading.issue(i, "本次分值", problem.problem, problem.remedy))
        return
    why = _reason(reading, i, catalogue().dated(parameter.name))
    yield Override(parameter.name, value, why, f"{reading.sheet}!{reading.cell(i, '本次分值')}")
