"""Facts made into what a template may see: declared fields, plain values, nothing missing."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from numbers import Integral, Real
from typing import Any

from xltools.errors import TemplateError
from xltools.letters import text
from xltools.letters.environment import Blank
from xltools.letters.fields import Field, FieldKind, LetterKind

_EXPECTED = {
    FieldKind.TEXT: "文字",
    FieldKind.LINES: "文字",
    FieldKind.PROSE: "文字",
    FieldKind.NUMBER: "数",
    FieldKind.DATE: "日期",
    FieldKind.ROWS: "若干行的列表",
}
_FIELD = re.compile("“([^”]*)”")
"""Every problem quotes its field first."""

_TIDY = {FieldKind.TEXT: text.single, FieldKind.LINES: text.broken, FieldKind.PROSE: text.paragraphs}


class FactsError(TemplateError):
    """Facts that no letter can be made of: the field and what is wrong with it, for every one."""

    def __init__(self, whose: str, problems: Sequence[str]) -> None:
        self.problems = tuple((_FIELD.findall(problem)[0], problem) for problem in problems)
        super().__init__("\n".join(f"{whose}：{problem}" for problem in problems))


def context(kind: LetterKind, facts: Mapping[str, object]) -> dict[str, object]:
    """Facts → the template's context. FactsError names every field missing, blank or of a wrong type."""
    problems = list(_undeclared(facts, kind.fields))
    values = {f.name: _value(f, facts.get(f.name), f"“{f.name}”", problems) for f in kind.fields}
    if problems:
        whose = facts.get("主送单位")
        unit = f"（主送{text.clipped(whose)}）" if isinstance(whose, str) and whose else ""
        raise FactsError(f"《{kind.name}》{unit}", problems)
    return values


def _undeclared(facts: Mapping[str, object], fields: Sequence[Field], where: str = "") -> Iterator[str]:
    known = [f.name for f in fields]
    for name in facts:
        if name not in known:
            yield f"{where}没有“{name}”这一项{text.nearest(str(name), known)}。请改正名称。"


def _value(field: Field, value: object, place: str, problems: list[str]) -> object:
    """One value in its plain type; what is wrong with it goes to `problems`."""
    if field.kind is FieldKind.ROWS:
        return _rows(field, value, place, problems)
    if is_blank(value):
        if not field.optional:
            problems.append(f"{place}是空的（{field.meaning}）。请补上后再生成。")
        return Blank(field.name)
    converted = _converted(field.kind, value)
    if converted is None:
        shown = text.clipped(str(value)) if isinstance(value, (str, Real)) else type(value).__name__
        problems.append(f"{place}要的是{_EXPECTED[field.kind]}，得到的却是“{shown}”。请改正。")
    elif converted == "":
        return _value(field, None, place, problems)
    return converted


def _rows(field: Field, value: object, place: str, problems: list[str]) -> list[dict[str, object]]:
    """A list of mappings; the Blank of an optional column prints as nothing in its cell."""
    if value is None and field.optional:
        return []
    if not isinstance(value, (list, tuple)) or not all(isinstance(row, Mapping) for row in value):
        got = type(value).__name__
        problems.append(f"{place}要的是{_EXPECTED[FieldKind.ROWS]}，得到的却是“{got}”。请改正。")
        return []
    if not value and not field.optional:
        problems.append(f"{place}一行也没有（{field.meaning}）。请补上后再生成。")
    rows = []
    for number, row in enumerate(value, 1):
        where = f"{place}第{number}行"
        problems.extend(_undeclared(row, field.columns, where))
        cells = {c.name: _value(c, row.get(c.name), f"{where}的“{c.name}”", problems) for c in field.columns}
        rows.append({name: "" if isinstance(cell, Blank) else cell for name, cell in cells.items()})
    return rows


def is_blank(value: Any) -> bool:
    """None, NaN, NaT, pd.NA and text in which nothing can be seen."""
    if isinstance(value, str):
        return not text.lines(value)
    if value is None or type(value).__name__ == "NAType":
        return True
    return isinstance(value, (float, Real, Decimal, dt.date)) and bool(value != value)


def _converted(kind: FieldKind, value: object) -> object | None:
    """The value in an exact plain type (a subclass of str loses its class), None where of another type."""
    if kind is FieldKind.NUMBER:
        return _plain_number(value)
    if kind is FieldKind.DATE:
        return dt.date(value.year, value.month, value.day) if isinstance(value, dt.date) else None
    return _TIDY[kind](str.__str__(value)) if isinstance(value, str) else None


def _plain_number(value: object) -> int | float | Decimal | Fraction | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, (Decimal, Fraction)):
        return value if math.isfinite(value) else None
    if isinstance(value, Real) and math.isfinite(value):
        return float(value)
    return None
