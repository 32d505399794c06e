"""How figures and dates are printed: {{ 支出率 | 百分比 }}, {{ 反馈期限 | 中文日期 }}.

Numbers are rounded half-up on their decimal value (0.125 → 0.13), as an officer would by hand.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from jinja2 import Undefined

from xltools.errors import TemplateError
from xltools.letters.fields import FieldKind

_DIGITS = "〇一二三四五六七八九"

MOST_PLACES = 6
"""A template is untrusted: 百分比(999999999) must not count to 10 ** 999999999."""


def 万元(value: Any, 位数: int | None = None) -> str:
    """5273 → 5273万元, 2993.7 → 2993.7万元; the value is already in 万元."""
    return f"{_rounded(value, 位数, '万元')}万元"


def 百分比(value: Any, 位数: int | None = None) -> str:
    """0.6135 → 61.35%, 0.75 → 75%; with 位数 2, 75.00%."""
    return f"{_rounded(_number(value, '百分比') * 100, 位数, '百分比')}%"


def 百分点(value: Any, 位数: int | None = None) -> str:
    """0.1365 → 13.65个百分点."""
    return f"{_rounded(_number(value, '百分点') * 100, 位数, '百分点')}个百分点"


def 小数(value: Any, 位数: int = 2) -> str:
    """62.5 → 62.50."""
    return _rounded(value, 位数, "小数")


def 中文日期(value: Any) -> str:
    """2024-09-05 → 2024年9月5日."""
    day = _date(value, "中文日期")
    return f"{day.year}年{day.month}月{day.day}日"


def 汉字日期(value: Any) -> str:
    """2024-09-05 → 二〇二四年九月五日."""
    day = _date(value, "汉字日期")
    year = "".join(_DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{_spoken(day.month)}月{_spoken(day.day)}日"


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter as templates know it: what it takes (None: anything) and the function."""

    function: Callable[..., str]
    takes: FieldKind | None = None


FILTERS = {
    "万元": Filter(万元, FieldKind.NUMBER),
    "百分比": Filter(百分比, FieldKind.NUMBER),
    "百分点": Filter(百分点, FieldKind.NUMBER),
    "小数": Filter(小数, FieldKind.NUMBER),
    "中文日期": Filter(中文日期, FieldKind.DATE),
    "汉字日期": Filter(汉字日期, FieldKind.DATE),
}


def plain(value: Any) -> Any:
    """A value printed without a filter: dates in Chinese, numbers without float noise, text as it is."""
    if isinstance(value, dt.date):
        return 中文日期(value)
    if isinstance(value, (int, float, Decimal, Fraction)) and not isinstance(value, bool):
        return format_decimal(exact(value), None, 10)
    return value


def format_decimal(number: Fraction, places: int | None, most: int = 2) -> str:
    """Rounded half-up to `places`, or to at most `most` with no trailing zeros. No minus before a zero."""
    shown = most if places is None else places
    rounded = half_up(number, shown)
    whole, rest = divmod(abs(rounded) * 10**shown, 10**shown)
    text = f"{whole}.{int(rest):0{shown}d}" if shown else str(whole)
    if places is None and shown:
        text = text.rstrip("0").rstrip(".")
    return f"-{text}" if rounded < 0 else text


def half_up(number: Fraction, places: int) -> Fraction:
    """0.61345 to 4 places → 0.6135; halves away from 0."""
    units = math.floor(abs(number) * 10**places + Fraction(1, 2))
    return Fraction(units if number >= 0 else -units, 10**places)


def exact(value: float | int | Decimal | Fraction) -> Fraction:
    """The number an officer sees: a float by its shortest decimal writing, not its binary one."""
    return Fraction(Decimal(repr(float(value)))) if isinstance(value, float) else Fraction(value)


def _rounded(value: Any, places: Any, name: str) -> str:
    if places is not None and (not isinstance(places, int) or not 0 <= places <= MOST_PLACES):
        raise TemplateError(f"“{name}({places})”的小数位数要在0到{MOST_PLACES}之间。")
    return format_decimal(_number(value, name), places)


def _number(value: Any, name: str) -> Fraction:
    _refuse_blank(value, name)
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal, Fraction)):
        raise TemplateError(_WRONG.format(name=name, value=value, wanted="数"))
    return exact(value)


def _date(value: Any, name: str) -> dt.date:
    _refuse_blank(value, name)
    if not isinstance(value, dt.date):
        raise TemplateError(_WRONG.format(name=name, value=value, wanted="日期"))
    return value


_WRONG = "“{name}”前面要的是{wanted}，得到的却是“{value}”。请核对模板里“| {name}”用在哪个字段上。"


def _refuse_blank(value: Any, name: str) -> None:
    """Stop on a missing value; a declared field that is blank this time says its own name."""
    if isinstance(value, Undefined):
        str(value)
    if value is None or value != value or value in (math.inf, -math.inf):
        raise TemplateError(f"“{name}”前面的值是空的。请补上这个数（日期），或用 {{% if %}} 把这句话包起来。")


def _spoken(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")
