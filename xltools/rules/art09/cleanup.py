"""第9条 开展项目库动态管理: what is to leave the library at the end of August, and what stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from xltools.policy import Policy
from xltools.rules.exact import money_text
from xltools.rules.periods import month_end
from xltools.rules.project_checks import beside
from xltools.rules.projects import Amounts, Dates, Mask, Projects, Rows, day, day_text
from xltools.tables.declared.project_results import CLEANUP
from xltools.tables.declared.projects import FINISHED, KEEP, NOT_STARTED, REMOVE, STARTED

_CLAUSE = "第9条（方案）"


@dataclass(frozen=True, slots=True)
class Stock:
    """The library on the day of a clean-up. `full` is the day on which a project has been in it too long."""

    projects: Projects
    cutoff: dt.date
    months: int
    full: Dates


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a project goes or stays; of several the first in the list counts."""

    disposal: str
    hits: Callable[[Stock], Mask]
    reason: Callable[[Stock, Rows], Sequence[str]] | str
    basis: Callable[[Stock, Rows], Sequence[str]] | str


def cutoff(year: int, policy: Policy) -> dt.date:
    """第9条: 每年8月底前, the last day of 清库月份."""
    return month_end(f"{year}-{policy.whole('清库月份'):02d}")


def latest_cutoff(on: dt.date, policy: Policy) -> dt.date:
    """第9条: the last clean-up that was due by `on`."""
    this_year = cutoff(on.year, policy)
    return this_year if this_year <= on else cutoff(on.year - 1, policy)


def cleanup(library: pd.DataFrame, year: int, policy: Policy) -> pd.DataFrame:
    """第9条: 清库结果 of a year, every project once: 清除 first, then what a person should look at.

    清除 is proposed; 是否确认 is the officer's.
    """
    stock = stock_of(Projects(library), cutoff(year, policy), policy)
    taken = np.full(len(library), len(GROUNDS), np.int64)
    reasons, bases = np.empty(len(library), object), np.empty(len(library), object)
    for number, ground in enumerate(GROUNDS):
        rows = np.flatnonzero((taken == len(GROUNDS)) & ground.hits(stock))
        taken[rows] = number
        reasons[rows] = _texts(ground.reason, stock, rows)
        bases[rows] = _texts(ground.basis, stock, rows)
    disposals = np.array([ground.disposal for ground in GROUNDS], object)[taken]
    result = beside(library, CLEANUP, {"处理": disposals, "原因": reasons, "依据": bases})
    return result.iloc[np.argsort(taken, kind="stable")].reset_index(drop=True)


def stock_of(projects: Projects, on: dt.date, policy: Policy) -> Stock:
    """The library as it stands for a clean-up on a day."""
    months = policy.whole("未实施清除月数")
    return Stock(projects, on, months, months_after(projects.date("入库日期"), months))


def months_after(dates: Dates, months: int | Amounts) -> Dates:
    """The same day so many months later, or a shorter month's last: 2024-02-29 + 24 is 2026-02-28."""
    month = dates.astype("datetime64[M]")
    first = (month + months).astype("datetime64[D]")
    last = (month + months + 1).astype("datetime64[D]") - 1
    same: Dates = np.minimum(first + (dates - month.astype("datetime64[D]")), last)
    return same


def stale(stock: Stock) -> Mask:
    """第9条: 满两年 on the day (included), 未实施, without a date or an expense that says otherwise."""
    return _long_in(stock) & stock.projects.is_("实施状态", (NOT_STARTED,)) & ~_begun(stock)


def _long_in(stock: Stock) -> Mask:
    return np.asarray(stock.full <= day(stock.cutoff), bool)


def _begun(stock: Stock) -> Mask:
    """A sign that work began: a date or an expense."""
    projects = stock.projects
    return projects.dated("开工日期") | projects.dated("完工日期") | (projects.amount("支出金额") > 0)


def _unrelated(stock: Stock) -> Mask:
    return stock.projects.is_("是否相关", ("否",))


def _say_unrelated(stock: Stock, rows: Rows) -> Sequence[str]:
    spent = stock.projects.amount("支出金额")[rows].tolist()
    reason = "与巩固拓展脱贫攻坚成果同乡村振兴有效衔接无关"
    return [f"{reason}；已支出{money_text(s)}万元，清除前先处理资金" if s > 0 else reason for s in spent]


def _say_stale(stock: Stock, rows: Rows) -> Sequence[str]:
    return [f"入库满{stock.months}个月未实施"] * len(rows)


def _base_stale(stock: Stock, rows: Rows) -> Sequence[str]:
    pairs = zip(stock.projects.date("入库日期")[rows], stock.full[rows], strict=True)
    return [
        f"{_CLAUSE}：{day_text(entered)}入库，{day_text(full)}满{stock.months}个月，不晚于清查日{stock.cutoff}，"
        "未开工、无支出"
        for entered, full in pairs
    ]


def _contradicting(stock: Stock) -> Mask:
    return _long_in(stock) & stock.projects.is_("实施状态", (NOT_STARTED,)) & _begun(stock)


def _say_contradicting(stock: Stock, rows: Rows) -> Sequence[str]:
    projects = stock.projects
    spent = projects.amount("支出金额")[rows].tolist()
    dates = {name: projects.date(name)[rows] for name in ("开工日期", "完工日期")}
    said = [
        [f"{n}{day_text(d[i])}" for n, d in dates.items() if not np.isnat(d[i])] for i in range(len(rows))
    ]
    money = [[f"支出{money_text(s)}万元"] if s > 0 else [] for s in spent]
    signs = ("、".join([*a, *b]) for a, b in zip(said, money, strict=True))
    return [f"入库满{stock.months}个月，状态为未实施，却有{sign}：请核实" for sign in signs]


def _stateless(stock: Stock) -> Mask:
    return _long_in(stock) & ~stock.projects.has("实施状态")


def _undated(stock: Stock) -> Mask:
    unfinished = ~stock.projects.is_("实施状态", (STARTED, FINISHED))
    return unfinished & ~stock.projects.dated("入库日期")


def _in_state(state: str, stock: Stock) -> Mask:
    return stock.projects.is_("实施状态", (state,))


def _rest(stock: Stock) -> Mask:
    return np.ones(len(stock.projects), bool)


def _say_young(stock: Stock, rows: Rows) -> Sequence[str]:
    return [f"入库未满{stock.months}个月"] * len(rows)


_LOOK = f"{_CLAUSE}：不能据以清除，由人核实"

GROUNDS = (
    Ground(REMOVE, _unrelated, _say_unrelated, f"{_CLAUSE}：无关的项目及时清除；“是否相关”填的是“否”"),
    Ground(REMOVE, stale, _say_stale, _base_stale),
    Ground(KEEP, _contradicting, _say_contradicting, _LOOK),
    Ground(KEEP, _stateless, "入库已满年限，实施状态空白：请补填，确未实施的应清除", _LOOK),
    Ground(KEEP, _undated, "入库日期空白，不能判断是否满年限：请补填", _LOOK),
    Ground(KEEP, partial(_in_state, FINISHED), "已完工", f"{_CLAUSE}：已实施"),
    Ground(KEEP, partial(_in_state, STARTED), "已开工", f"{_CLAUSE}：已实施"),
    Ground(KEEP, _rest, _say_young, f"{_CLAUSE}：未满年限"),
)
"""第9条: in the order in which they are asked; the last one takes what is left."""


def _texts(
    said: Callable[[Stock, Rows], Sequence[str]] | str, stock: Stock, rows: Rows
) -> Sequence[str] | str:
    return said if isinstance(said, str) else said(stock, rows)
