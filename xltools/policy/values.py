"""From what an officer types in 本次取值 (or after --set) to a value of the parameter's kind."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from xltools.policy.model import Parameter, Value, shown_value

_PERIOD = re.compile(r"(\d{4})[-/年](\d{1,2})(?:月|[-/月]\d{1,2}日?(?: 00:00:00)?)?")


class TypedError(ValueError):
    """`problem` says what is wrong with a typed value, `remedy` what to type."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}。{remedy}")
        self.problem = problem
        self.remedy = remedy


def parse_value(parameter: Parameter, typed: object) -> Value:
    """The value meant by `typed`; TypedError when it cannot be this parameter's.

    Full-width digits and a trailing unit (65%, 20个) are understood.
    """
    text = unicodedata.normalize("NFKC", str(typed)).strip()
    match parameter.kind:
        case "choice":
            return _choice(parameter, text)
        case "text":
            return str(typed).strip()
        case "period":
            return _period(text)
        case _:
            return _number(parameter, text)


def _choice(parameter: Parameter, text: str) -> str:
    if text not in parameter.choices:
        raise TypedError(f"“{text}”不是可选的取值", f"请填：{'、'.join(parameter.choices)}")
    return text


def _period(text: str) -> str:
    if not text:
        return ""
    found = _PERIOD.fullmatch(text)
    if found is None or not 1 <= int(found[2]) <= 12:
        raise TypedError(f"“{text}”不是期别", "请写成 2024-09 的样子（年四位-月两位）")
    return f"{found[1]}-{int(found[2]):02d}"


def _number(parameter: Parameter, text: str) -> int | Decimal:
    number = _decimal(parameter, text)
    if parameter.kind == "whole" and number != number.to_integral_value():
        raise TypedError(f"“{text}”不是整数", f"请填{_range(parameter)}的整数")
    _check_fraction(parameter, text, number)
    _check_bounds(parameter, text, number)
    return int(number) if parameter.kind == "whole" else number


def _decimal(parameter: Parameter, text: str) -> Decimal:
    bare = text.removesuffix(unicodedata.normalize("NFKC", parameter.unit)).strip().replace(",", "")
    try:
        number = Decimal(bare)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise TypedError(f"“{text}”不是数", f"请填{_range(parameter)}的数")
    return number


def _check_fraction(parameter: Parameter, text: str, number: Decimal) -> None:
    """A % typed as 0.65, or typed as 65% into a cell that is not text, arrives as 0.65."""
    standard = parameter.value
    if parameter.unit != "%" or isinstance(standard, str) or text.endswith("%"):
        return
    if 0 < number < 1 <= standard:
        raise TypedError(
            f"“{text}”像是把百分数写成了小数",
            f"单位是%，请填 {shown_value(number * 100)}（确是{text}%的，请写成 {text}%）",
        )


def _check_bounds(parameter: Parameter, text: str, number: Decimal) -> None:
    too_low = parameter.low is not None and number < parameter.low
    too_high = parameter.high is not None and number > parameter.high
    if too_low or too_high:
        raise TypedError(f"“{text}”超出允许范围", f"请填{_range(parameter)}的数")


def _range(parameter: Parameter) -> str:
    low = "" if parameter.low is None else shown_value(parameter.low)
    high = "" if parameter.high is None else shown_value(parameter.high)
    return f"{low}至{high}{parameter.unit}之间"
