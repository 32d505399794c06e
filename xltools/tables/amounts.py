"""Cells that hold numbers: 金额, 整数, 数值, 百分比.

A number is taken only when it can mean one thing. Units other than the column's own, ranges, "约", two
numbers in one cell and odd commas are asked back; nothing is converted.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Sequence
from typing import Any

from xltools.tables.fold import MONEY_UNITS, half_width, trimmed
from xltools.tables.model import Column, Kind
from xltools.tables.problem import Parsed, Problem, bad, plain

POINTS_FROM = 1.5
"""A plain number above this in a PERCENT column shows that the column is typed in points (65 for 65 %)."""

_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?")
_NEGATIVE = re.compile(r"\((?P<brackets>[\d,. ]+)\)|[△▲](?P<mark>[\d,. ]+)")
_MEASURED = re.compile(rf"(?P<number>.*?\d[)]?)(?P<unit>{'|'.join(MONEY_UNITS)}|[万亿千百%]|[一-龥]{{1,2}})")
_BRACKETED = re.compile(r"\((\D+)\)$")
_DASHES = re.compile(r"[-/\\]+")
_NONE = re.compile(rf"{_DASHES.pattern}|无|没有")
_VAGUE = re.compile(r"约|近|大概|左右|上下|以上|以下|不足|超过|不到|多$|余|[≈~><≥≤]|几")
_NUMBERS = re.compile(r"\d[\d,]*\.?\d*")
_SCIENTIFIC = re.compile(r"[+-]?\d+\.?\d*[eE][+-]?\d+")
_COUNTERS = frozenset("个项户人件次位家处村名只头亩")
_TOLERANCE = 1e-9

_WORDS = {Kind.MONEY: "金额", Kind.COUNT: "整数", Kind.NUMBER: "数", Kind.PERCENT: "百分比"}
_EXAMPLES = {Kind.MONEY: "1234.5", Kind.COUNT: "12", Kind.NUMBER: "85.5", Kind.PERCENT: "65%"}


def parse_numbers(column: Column, values: Sequence[Any]) -> tuple[list[Any], list[tuple[int, Problem]]]:
    """Parse the cells of a MONEY, COUNT, NUMBER or PERCENT column that are not all clean floats."""
    parsed = [parse_number(column, v) for v in values]
    if column.kind is Kind.PERCENT:
        parsed = _as_fractions(values, parsed)
    clean, problems = [], []
    for i, (value, problem) in enumerate(parsed):
        if problem is None and value is not None:
            value, problem = _within(column, value)
        clean.append(value)
        if problem is not None:
            problems.append((i, problem))
    return clean, problems


def parse_number(column: Column, value: Any) -> Parsed:
    """One cell to a float; PERCENT text with % to its fraction, other PERCENT numbers as they stand."""
    if value is None:
        return None, None
    if isinstance(value, bool):
        return bad(f"是逻辑值，不是{_WORDS[column.kind]}", f"改成数字，如 {_EXAMPLES[column.kind]}")
    if isinstance(value, (int, float)):
        return (float(value), None) if math.isfinite(value) else _not_a_number(column)
    if isinstance(value, dt.datetime):
        return bad("单元格是日期格式，不是数", "把单元格格式改为“常规”，再填数字")
    return _parse_text(column, half_width(trimmed(value)).strip())


def clean_floats(column: Column, values: list[Any]) -> bool:
    """Whether a column of floats and blanks can stand as it is; decided without a Python call a cell."""
    numbers = [v for v in values if v is not None]
    if not numbers:
        return True
    low, high = min(numbers), max(numbers)
    if not math.isfinite(sum(numbers)) or (column.kind is Kind.PERCENT and max(high, -low) > POINTS_FROM):
        return False
    if column.kind is Kind.COUNT and not all(map(float.is_integer, numbers)):
        return False
    return (column.low is None or low >= column.low) and (column.high is None or high <= column.high)


def _parse_text(column: Column, text: str) -> Parsed:
    if not text:
        return None, None
    if _PLAIN.fullmatch(text):
        return float(text), None
    if text in ("零", "零元"):
        return 0.0, None
    if column.asks_dashes and _DASHES.fullmatch(text):
        return bad("看不出是没有，还是没有填", "没有的填0，有数的填数")
    if _NONE.fullmatch(text):
        return (0.0 if column.kind in (Kind.MONEY, Kind.COUNT) else None), None
    negative = _NEGATIVE.fullmatch(text)
    if negative:
        return _negated(_parse_text(column, (negative["brackets"] or negative["mark"]).strip()))
    if _GROUPED.fullmatch(text):
        return float(re.sub("[, ]", "", text)), None
    return _refuse(column, text) or _measured(column, text) or _not_a_number(column)


def _negated(parsed: Parsed) -> Parsed:
    value, problem = parsed
    return (None if value is None else -value), problem


def _refuse(column: Column, text: str) -> Parsed | None:
    """The texts that look like a number and may mean several."""
    if text.startswith("="):
        return bad("公式被存成了文字，没有结果", "把单元格格式改为“常规”，重新输入公式或直接填数")
    if _VAGUE.search(text):
        return bad("不是确数", f"只填数字，如 {_EXAMPLES[column.kind]}，说明写到备注")
    if _SCIENTIFIC.fullmatch(text):
        return bad("是科学记数，看不出每一位", "把单元格格式改为“数值”，按原数重填")
    if re.fullmatch(r"\d+。\d+", text):
        return bad("小数点写成了句号", f"改成 {text.replace('。', '.')}")
    numbers = _NUMBERS.findall(text)
    if len(numbers) > 1:
        return bad(f"一格里有{len(numbers)}个数：{'、'.join(numbers)}", "一格只填一个数，其余另栏填写")
    if "," in text and numbers:
        return bad("逗号的位置不像千分位", "去掉逗号重填；小数点用“.”")
    if re.search(r"[¥￥$]", text):
        return bad("带货币符号，看不出是元还是万元", f"去掉符号，按{column.unit or '本栏单位'}填数字")
    return None


def _measured(column: Column, text: str) -> Parsed | None:
    """A number followed by a unit: taken when the unit is the column's own, asked back otherwise."""
    found = _MEASURED.fullmatch(_BRACKETED.sub(r"\1", text.replace(" ", "")))
    if not found:
        return None
    number, problem = _parse_text(column, found["number"])
    unit = found["unit"]
    if problem is not None or number is None:
        return None
    if unit == "%" and column.kind is Kind.PERCENT:
        return number / 100, None
    if _own_unit(column, unit):
        return number, None
    return _other_unit(column, number, unit)


def _own_unit(column: Column, unit: str) -> bool:
    if unit == column.unit or (unit == "万" and column.unit == "万元"):
        return True
    return column.kind is Kind.COUNT and unit in _COUNTERS


def _other_unit(column: Column, number: float, unit: str) -> Parsed:
    wanted = column.unit or _WORDS[column.kind]
    if column.unit == "万元" and unit == "元":
        return bad("单位是元，本栏应填万元", f"按元折算应为 {plain(number / 10_000)} 万元，核对后改填")
    if column.unit == "万元" and unit in ("亿元", "亿"):
        return bad("单位是亿元，本栏应填万元", f"折算应为 {plain(number * 10_000)} 万元，核对后改填")
    return bad(f"单位“{unit}”不是本栏的{wanted}", f"换算成{wanted}，只填数字")


def _not_a_number(column: Column) -> Parsed:
    unit = f"{column.unit}数" if column.unit else _WORDS[column.kind]
    empty = "；没有的填0" if column.kind in (Kind.MONEY, Kind.COUNT) else ""
    return bad(f"不是数：应填{unit}", f"改成数字，如 {_EXAMPLES[column.kind]}{empty}")


def _as_fractions(values: Sequence[Any], parsed: list[Parsed]) -> list[Parsed]:
    """Decide by column whether plain numbers are points (65) or fractions (0.65).

    One plain number above 1.5 shows points: all plain numbers are divided by 100, and those from above 0
    to 1.5 are asked back (0.65 may be 65 % or 0.65 %). With none above 1.5 all are fractions. Text with %
    is exact and decides nothing.
    """
    plain_at = {i for i, v in enumerate(values) if not (isinstance(v, str) and "%" in half_width(v))}
    if not any(v is not None and abs(v) > POINTS_FROM and i in plain_at for i, (v, _) in enumerate(parsed)):
        return parsed
    return [_from_points(*p) if i in plain_at and p[0] is not None else p for i, p in enumerate(parsed)]


def _from_points(value: float, problem: Problem | None) -> Parsed:
    if 0 < abs(value) <= POINTS_FROM:
        low, high = f"{plain(value)}%", f"{plain(value * 100)}%"
        return bad(
            f"本栏其他数按百分数填（如65），看不出是 {low} 还是 {high}", f"写明百分号：{low} 或 {high}"
        )
    return value / 100, problem


def _within(column: Column, value: float) -> Parsed:
    """Whole where it must be, and inside the column's bounds."""
    if column.kind is Kind.COUNT and not value.is_integer():
        return bad("应是整数", "按实际个数填整数")
    if column.high is not None and value > column.high + _TOLERANCE:
        return _too_large(column, value)
    if column.low is not None and value < column.low - _TOLERANCE:
        if column.low == 0:
            return bad("是负数", "核对后改正，应为不小于0的数")
        return bad(f"小于下限{_bound(column, column.low)}", "核对后改正")
    return value, None


def _too_large(column: Column, value: float) -> Parsed:
    assert column.high is not None
    problem = f"超过上限{_bound(column, column.high)}"
    if column.unit == "万元":
        return bad(problem, f"是否把元填成了万元？按元折算应为 {plain(value / 10_000)} 万元，核对后改填")
    return bad(problem, "核对后改正")


def _bound(column: Column, bound: float) -> str:
    return f"{plain(bound * 100)}%" if column.kind is Kind.PERCENT else f"{plain(bound)}{column.unit}"
