"""第10条: the checks of 第7、8条 (and 清单筛查, 第2条) over the projects of the plan, as 问题类别."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art08.review import review_findings
from xltools.rules.art10.categories import ELEMENTS, GOALS, OVER, SCOPE, UNARGUED, UNLINKED, WEAKLY_ARGUED
from xltools.tables.declared.projects import OPEN

_OF_CHECK = {
    "属于负面清单": SCOPE,
    "经确认属于负面清单": SCOPE,
    "疑似属于负面清单": SCOPE,
    "与衔接无关": SCOPE,
    "疑似简单发钱发物": SCOPE,
    "未开展评估论证": UNARGUED,
    "未建立利益联结机制": UNLINKED,
    "未设绩效目标": GOALS,
    "预期产出没有量化": GOALS,
    "衔接资金超概算": OVER,
}
"""检查项 → 问题类别; other checks by their clause: 第7条 论证, 第8条 要素."""


def review_rows(
    projects: pd.DataFrame, policy: Policy, on: dt.date, screened: pd.DataFrame | None
) -> pd.DataFrame:
    """at (row of `projects`), 事项, 问题类别, 问题描述, 怎么改; 待核实: only a person can tell."""
    found = review_findings(projects, policy, on, screened)
    checks, clauses = found["检查项"].tolist(), found["依据"].tolist()
    return pd.DataFrame(
        {
            "at": found["行"].to_numpy(),
            "事项": checks,
            "问题类别": [_category(*pair) for pair in zip(checks, clauses, strict=True)],
            "问题描述": found["问题"].to_numpy(),
            "怎么改": found["怎么改"].to_numpy(),
            "待核实": (found["程度"] == OPEN).to_numpy(),
        }
    )


def _category(check: str, clause: str) -> str:
    known = _OF_CHECK.get(check)
    return (known or (WEAKLY_ARGUED if clause.startswith("第7条") else ELEMENTS)).name
