"""What a parameter is and what a policy in force is; nothing here knows a file or a sheet."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, TypeAlias

from xltools.errors import PolicyError

Value: TypeAlias = int | Decimal | str
"""whole → int, number → Decimal, the rest → str."""

Kind: TypeAlias = Literal["number", "whole", "choice", "text", "period"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number of the plan (or one setting of the office) as it stands from `since` on.

    `basis` is 方案 where the plan says it, 缺省 where it is ours, 设置 for an office's own setting.
    """

    name: str
    value: Value
    unit: str
    since: dt.date
    basis: str
    file: str
    kind: Kind = "number"
    clause: str = ""
    note: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    choices: tuple[str, ...] = ()
    workbooks: tuple[str, ...] = ()
    needs_reason: bool = True

    @property
    def reference(self) -> str:
        """What stands in 依据 of sheet 参数: 第12条（缺省）：支出进度占综合得分的比重."""
        head = f"{self.clause}（{self.basis}）" if self.clause else self.basis
        return f"{head}：{self.note}" if self.note else head


@dataclass(frozen=True, slots=True)
class Override:
    """本次取值: another value for one run, with its reason and where it was given (参数!D7, 命令行)."""

    name: str
    value: Value
    because: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class SumRule:
    """Parameters that must add up to `total` (weights: 100)."""

    names: tuple[str, ...]
    total: Decimal


@dataclass(frozen=True)
class Policy:
    """Every parameter in force on one date, overrides applied. Immutable."""

    on: dt.date
    standard: Mapping[str, Parameter]
    overrides: tuple[Override, ...]
    files: str
    values: Mapping[str, Value] = field(init=False)

    def __post_init__(self) -> None:
        values = {name: parameter.value for name, parameter in self.standard.items()}
        values.update({o.name: o.value for o in self.overrides})
        object.__setattr__(self, "standard", MappingProxyType(dict(self.standard)))
        object.__setattr__(self, "values", MappingProxyType(values))

    def __getitem__(self, name: str) -> Value:
        """The value in force. PolicyError where there is none on this date."""
        self.parameter(name)
        return self.values[name]

    def parameter(self, name: str) -> Parameter:
        """The standard entry in force: unit, bounds, clause. PolicyError where there is none."""
        if name not in self.standard:
            raise PolicyError(
                f"参数“{name}”在{self.on:%Y-%m-%d}没有取值（尚未施行或没有这个参数）。"
                "请核对期别，或在 xltools/policy 中补上这一日期的取值"
            )
        return self.standard[name]

    def parameters(self, workbook: str | None = None) -> list[Parameter]:
        """The entries, the office's settings first; with `workbook`, those its sheet 参数 shows."""
        shown = [p for p in self.standard.values() if workbook is None or workbook in p.workbooks]
        return sorted(shown, key=lambda p: p.needs_reason)

    def whole(self, name: str) -> int:
        """A whole number, such as 提醒函后位县数."""
        value = self[name]
        assert isinstance(value, int), name
        return value

    def number(self, name: str) -> Fraction:
        """A number in its own unit, exact: 27.5 (%) is 55/2."""
        value = self[name]
        assert not isinstance(value, str), name
        return Fraction(value)

    def share(self, name: str) -> Fraction:
        """A percentage as a fraction of 1, exact: 80 (%) is 4/5."""
        return self.number(name) / 100

    def text(self, name: str) -> str:
        """A choice or a text."""
        value = self[name]
        assert isinstance(value, str), name
        return value

    @property
    def checksum(self) -> str:
        """16 hex digits of all values in force, for 运行记录."""
        text = "\n".join(f"{name}={shown_value(value)}" for name, value in sorted(self.values.items()))
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @property
    def overridden(self) -> str:
        """The overrides in one line, for 运行记录: 提醒函后位县数=15（标准20）：会议纪要；期别=2024-09."""
        return "；".join(map(self._overridden, self.overrides))

    def _overridden(self, override: Override) -> str:
        standard = self.standard[override.name]
        changed = f"{override.name}={shown_value(override.value)}"
        if not standard.needs_reason:
            return changed
        return f"{changed}（标准{shown_value(standard.value)}）：{override.because}"


def shown_value(value: Value) -> str:
    """A value as it is written on sheet 参数: 27.5, 20, 四级合计; no trailing zeros."""
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)


def sum_problem(rule: SumRule, values: Mapping[str, Value]) -> str:
    """The sentence when the parameters of a sum do not add up; empty when they do (or are not in force)."""
    present = [name for name in rule.names if name in values]
    total = sum((Decimal(values[name]) for name in present), Decimal(0))
    if not present or total == rule.total:
        return ""
    parts = "、".join(f"{name}{shown_value(values[name])}" for name in present)
    return f"{parts}，合计{shown_value(total)}，应为{shown_value(rule.total)}"


def order_problem(names: Sequence[str], values: Mapping[str, Value]) -> str:
    """The sentence when parameters that must not fall from one to the next do fall; empty otherwise."""
    present = [name for name in names if name in values]
    numbers = [Decimal(values[name]) for name in present]
    if numbers == sorted(numbers):
        return ""
    parts = "、".join(f"{name}{shown_value(values[name])}" for name in present)
    return f"{parts}，应当后一个不小于前一个"
