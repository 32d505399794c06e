"""第5条: what must be mended in 试点台账 before it is judged: whose it is, dates, amounts, progress."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import pairwise

import pandas as pd

from xltools.errors import Severity
from xltools.rules.art06.input import place_problems
from xltools.rules.art12.roster import Row
from xltools.rules.problems import Problem
from xltools.tables.declared.pilots import PILOT_LEDGER, REFUSED
from xltools.tables.model import blank

TABLE = PILOT_LEDGER.name
DATES = ("申报日期", "批复日期", "启动日期", "完成日期")
_AFTER_GRANT = ("启动日期", "进度", "累计支出", "完成日期")


def ledger_problems(
    ledger: pd.DataFrame, listed: Mapping[str, Row], year: int, today: dt.date
) -> Iterator[Problem]:
    """第5条: every cell of 试点台账 that stops the judging. `listed`: the counties known, by code."""
    for i, row in enumerate(ledger.to_dict("records")):
        yield from place_problems(i, row, listed, TABLE)
        yield from _dates(i, row, today)
        yield from _grant(i, row)
        yield from _completion(i, row)
    if year not in {int(of) for of in ledger["年度"] if not blank(of)}:
        problem = f"没有{year}年度的试点申报，{year}年度没有可以列入“试点清单”的"
        yield Problem(0, "年度", problem, "有申报的请补填；没有的不用改", TABLE, Severity.NOTICE)


def _dates(i: int, row: Row, today: dt.date) -> Iterator[Problem]:
    """Dates run forwards, whichever are filled, and none lies ahead."""
    filled = [(name, row[name]) for name in DATES if not blank(row[name])]
    for name, when in filled:
        if when.date() > today:
            yield Problem(i, name, f"{when:%Y-%m-%d}还没有到", "请核对年份和日期", TABLE)
    for (early, first), (late, then) in pairwise(filled):
        if then < first:
            problem = f"{late}{then:%Y-%m-%d}早于{early}{first:%Y-%m-%d}"
            yield Problem(i, late, problem, f"请核对本格与“{early}”", TABLE)
    planned, granted = row["计划完成日期"], row["批复日期"]
    if not blank(planned) and not blank(granted) and planned < granted:
        problem = f"计划完成日期{planned:%Y-%m-%d}早于批复日期{granted:%Y-%m-%d}"
        yield Problem(i, "计划完成日期", problem, "请核对本格与“批复日期”", TABLE)


def _grant(i: int, row: Row) -> Iterator[Problem]:
    amount = row["批复金额"]
    if not blank(amount):
        if amount == 0:
            yield Problem(i, "批复金额", "批复金额是0", "没有批复的空着；批复了的填批复的数", TABLE)
        elif not float(amount).is_integer():
            yield Problem(i, "批复金额", "专项应当是整万元", "请填整万元，零头另行安排", TABLE)
        if row["审核意见"] == REFUSED:
            yield Problem(
                i, "批复金额", "审核意见是“不同意”，又有批复金额", "请核对审核意见和批复金额", TABLE
            )
        return
    for name in _AFTER_GRANT:
        if not blank(row[name]) and row[name] != 0:
            yield Problem(i, "批复金额", f"没有批复金额，却有{name}", "请补填批复金额，或核对这一行", TABLE)
            return


def _completion(i: int, row: Row) -> Iterator[Problem]:
    """A completed pilot has a date, and a date of completion means 100 %."""
    done, progress = not blank(row["完成日期"]), row["进度"]
    if not done and not blank(progress) and progress == 1:
        yield Problem(i, "完成日期", "进度100%，没有填完成日期", "请填完成日期；没有完成的，改进度", TABLE)
    elif done and (blank(progress) or progress != 1):
        shown = "空白" if blank(progress) else f"{progress:.2%}"
        yield Problem(i, "进度", f"填了完成日期，进度却是{shown}", "请核对：完成了的填100%", TABLE)
