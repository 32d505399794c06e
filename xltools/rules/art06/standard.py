"""第6条 日常计分: how many points an event of a 来源 and 事由 gives."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import TypeAlias

from xltools.policy import Policy
from xltools.rules.exact import plain_text

SHEET = "日常计分·计分标准"
"""The `workbooks` entry of the parameters that stand in table 计分标准 and not in 参数."""

DOT = "·"
"""Between 来源 and 事由 in a parameter's name."""

Standards: TypeAlias = Mapping[tuple[str, str], Fraction]
"""(来源, 事由) → 分."""

_DETAIL = re.compile(r"[:：(（]")


def standards(policy: Policy, own: Standards) -> Standards:
    """第6条: the standard in force and the rows the office added; a row of its own never hides a standard."""
    given = {parameter.name: policy.number(parameter.name) for parameter in policy.parameters(SHEET)}
    return {**own, **{split(name): points for name, points in given.items()}}


def split(name: str) -> tuple[str, str]:
    """预警·综合红灯 → 预警, 综合红灯."""
    source, _, reason = name.partition(DOT)
    return source, reason


def points_of(by: Standards, source: str, reason: str) -> Fraction | None:
    """The points of an event: by its whole 事由, else by what stands before the first colon or bracket."""
    for words in (reason, _DETAIL.split(reason)[0]):
        found = by.get((source, words.strip()))
        if found is not None:
            return found
    return None


def reasons(by: Standards, source: str) -> list[str]:
    """The 事由 that the standard knows of a 来源."""
    return [reason for own, reason in by if own == source]


def signed(points: Fraction) -> str:
    """+1, -2, 0, -0.5."""
    text = plain_text(points)
    return f"+{text}" if points > 0 else text
