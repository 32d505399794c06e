"""Which issues of a return are shown: thousands of one file would hide those of every other county."""

from __future__ import annotations

from collections.abc import Sequence

from xltools.errors import Issue, Severity
from xltools.tables.declared.dispatch import DISPATCH

MOST = 500
"""Of one return, in 校验结果 and on its 退回单; more come of one wrong column or header."""


def shown(name: str, issues: Sequence[Issue]) -> list[Issue]:
    """The issues of a return; of very many the first, errors before notices, and how many more there are."""
    if len(issues) <= MOST:
        return list(issues)
    first = sorted(issues, key=lambda issue: issue.severity is not Severity.ERROR)[:MOST]
    problem = f"问题太多，这里只列了 {MOST} 处，另有 {len(issues) - MOST} 处没有列出"
    remedy = "多半是整列填错或表头对不上；改好这一类重报后，再按“汇总上报”，余下的会列出来"
    return [*first, Issue("", "", DISPATCH.name, "", "", problem, remedy, Severity.NOTICE, name)]
