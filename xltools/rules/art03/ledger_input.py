"""第3条 投入: what is wrong with the dates of 资金台账, and rows that stand there twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pandas as pd

from xltools.errors import Severity
from xltools.rules.art12.roster import Row
from xltools.rules.problems import Problem
from xltools.tables.declared.money import FUNDS
from xltools.tables.model import blank

_SAME = ("年度", "行政区划代码", "资金级次", "任务方向", "金额", "资金文号")


def ledger_problems(funds: pd.DataFrame, today: dt.date) -> Iterator[Problem]:
    """Errors and notices, row by row."""
    seen: dict[tuple[str, ...], int] = {}
    for i, row in enumerate(funds.to_dict("records")):
        yield from _date_problems(i, row, today)
        key = tuple(str(row[name]) for name in _SAME)
        if seen.setdefault(key, i) != i and row["金额"]:
            problem = f"与第{seen[key] + 1}条的{'、'.join(_SAME)}都相同，疑似重复"
            remedy = "重复的删去；确是两笔的，填上各自的资金文号"
            yield Problem(i, "金额", problem, remedy, FUNDS.name, Severity.NOTICE)


def _date_problems(i: int, row: Row, today: dt.date) -> Iterator[Problem]:
    issued, arrived = row["下达日期"], row["到位日期"]
    amount = row["到位金额"]
    if not blank(amount) and amount > 0 and blank(arrived):
        yield Problem(i, "到位日期", "有到位金额，没有到位日期", "填钱到账的日期", FUNDS.name)
    if not blank(arrived) and (blank(amount) or amount == 0):
        yield Problem(i, "到位金额", "有到位日期，没有到位金额", "填到位金额，或清空日期", FUNDS.name)
    if not blank(issued) and not blank(arrived) and arrived < issued:
        problem = f"到位日期{arrived:%Y-%m-%d}早于下达日期{issued:%Y-%m-%d}"
        yield Problem(i, "到位日期", problem, "两个日期核对后改正", FUNDS.name)
    for column, value in (("下达日期", issued), ("到位日期", arrived)):
        if not blank(value) and value > pd.Timestamp(today):
            problem = f"{value:%Y-%m-%d}晚于今天{today:%Y-%m-%d}"
            yield Problem(i, column, problem, "还没有发生的不要填；写错的改正", FUNDS.name)
