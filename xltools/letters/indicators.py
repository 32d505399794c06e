"""指标明细: the four dimensions of one row of 排名表 as 目标, 实际, 得分 and 状态.

支出 has columns of its own; the targets and actuals of the other three are read from the row's 依据.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from xltools.letters.context import is_blank
from xltools.letters.filters import 小数, 百分比

UNKNOWN = "—"
_FUNDS = re.compile(r"投入[\d,.]+比上年[\d,.]+(?P<change>[^；→]*)")
_WORKS = re.compile(r"(?P<what>开工|完工)\d+/\d+=(?P<rate>[\d.]+%)[≥＜]目标(?P<due>[\d.]+%)")
_QUALITY = re.compile(
    r"问题项目(?P<count>\d+/\d+)=(?P<rate>[\d.]+%)(?:＞(?P<above>[\d.]+%)，)?[≤＞](?P<bound>[\d.]+%)"
)


def indicators(ranked: Mapping[str, Any], green_bound: str = "") -> list[dict[str, str]]:
    """The rows of 指标明细 for one row of 排名表 or 市州排名表.

    `green_bound` is the parameter 质量绿灯上限 with its sign (2%); without it the bound in 依据 is shown.
    """
    reason = str(ranked.get("依据") or "")
    found = [
        ("投入规模", "投入", _funds(reason)),
        ("支出进度", "支出", _spending(ranked)),
        ("项目实施", "实施", _works(reason)),
        ("项目库数据质量", "质量", _quality(reason, green_bound)),
    ]
    return [
        {
            "指标": name,
            "目标": target,
            "实际": actual,
            "得分": _or_dash(ranked.get(f"{dimension}得分"), 小数),
            "状态": _or_dash(ranked.get(f"{dimension}状态"), str),
        }
        for name, dimension, (target, actual) in found
    ]


def _funds(reason: str) -> tuple[str, str]:
    found = _FUNDS.search(reason)
    if not found:
        return "高于上年", UNKNOWN
    change = found["change"].lstrip("，")
    return "高于上年", f"比上年{change}" if change.startswith(("增", "减")) else change


def _spending(ranked: Mapping[str, Any]) -> tuple[str, str]:
    return _percent(ranked.get("序时目标")), _percent(ranked.get("支出率"))


def _works(reason: str) -> tuple[str, str]:
    found = list(_WORKS.finditer(reason))
    if not found:
        return UNKNOWN, UNKNOWN
    due = "\n".join(f"{m['what']}{m['due']}" for m in found)
    return due, "\n".join(f"{m['what']}{m['rate']}" for m in found)


def _quality(reason: str, green_bound: str) -> tuple[str, str]:
    found = _QUALITY.search(reason)
    if not found:
        return UNKNOWN, UNKNOWN
    bound = green_bound or found["above"] or found["bound"]
    return f"问题不超过{bound}", f"{found['rate']}（{found['count']}）"


def _percent(value: Any) -> str:
    return _or_dash(value, lambda v: 百分比(v, 2))


def _or_dash(value: Any, shown: Callable[[Any], str]) -> str:
    return UNKNOWN if is_blank(value) else shown(value)
