"""Checks, ranking, lights and 因素法 as pandas would have them; the numbers of the plan typed in."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from bench.endtoend.task import (
    CENT,
    COUNTY_NAMES,
    DAYS,
    LAST_FUNDS,
    LAST_YEAR,
    LEVELS,
    PERIOD,
    QUARTERS,
    pool_of,
)
from bench.plain_allocation import plain_allocation

DUE, START_DUE, FINISH_DUE = 0.75, 1.0, 0.5
"""End of September: 序时目标, 开工目标, 完工目标."""

assert PERIOD.endswith("-09")


def faulty(frame: pd.DataFrame) -> pd.Series:
    """How many of the checks each row fails."""
    days = [frame[name] for name in DAYS]
    checks = [
        (frame[list(LEVELS)].sum(axis=1) - frame["到位合计"]).abs() > CENT,
        (frame[list(QUARTERS)].sum(axis=1) - frame["支出合计"]).abs() > CENT,
        frame["支出合计"] > frame["到位合计"],
        frame["问题个数"] > frame["数量指标目标"],
        *(earlier > later for earlier, later in pairwise(days)),
        frame.duplicated("项目编码", keep=False),
    ]
    return sum(check.astype(int) for check in checks)


def county_book(frame: pd.DataFrame, factors: pd.DataFrame) -> pd.DataFrame:
    """One row a county: sums, scores, place, light and amount."""
    frame = frame.assign(
        不符条数=faulty(frame),
        已开工=frame["实施状态"] != "未实施",
        已完=frame["实施状态"].isin(["已完工", "已验收"]),
        有问题=frame["问题个数"] > 0,
        投入=frame["市级资金"].fillna(0) + frame["县级资金"].fillna(0),
    )
    grouped = frame.groupby("行政区划代码")
    book = grouped.agg(
        县区=("县区", "first"),
        项目总数=("项目编码", "size"),
        开工数=("已开工", "sum"),
        完工数=("已完", "sum"),
        问题项目数=("有问题", "sum"),
        到位合计=("到位合计", "sum"),
        支出合计=("支出合计", "sum"),
        不符条数=("不符条数", "sum"),
        投入=("投入", "sum"),
    ).reset_index()
    book = _scored(book, LAST_FUNDS * book.merge(factors, on="行政区划代码")[LAST_YEAR])
    last = factors[LAST_YEAR].tolist()
    amounts = plain_allocation(factors.to_dict("records"), pool_of(last), last)
    book["分配额"] = book["行政区划代码"].map(amounts)
    for name in ("到位合计", "支出合计"):
        book[name] = book[name].round(2)
    return book[list(COUNTY_NAMES)]


def _scored(book: pd.DataFrame, last_year: pd.Series) -> pd.DataFrame:
    growth = book["投入"].round(6) / last_year.round(6) - 1
    rate = book["支出合计"] / book["到位合计"]
    started, finished = book["开工数"] / book["项目总数"], book["完工数"] / book["项目总数"]
    wrong = book["问题项目数"] / book["项目总数"]
    rising = np.where(growth >= 0.05, 100, 60 + 40 * growth / 0.05)
    book["投入得分"] = _half_up(np.where(growth >= 0, rising, np.maximum(0, 60 * (1 + growth / 0.2))))
    book["支出得分"] = _half_up(100 * np.minimum(1, rate / DUE))
    works = 60 * np.minimum(1, started / START_DUE) + 40 * np.minimum(1, finished / FINISH_DUE)
    book["实施得分"] = _half_up(works)
    book["质量得分"] = _half_up(100 * (1 - wrong))
    total = 0.2 * book["投入得分"] + 0.4 * book["支出得分"] + 0.2 * book["实施得分"] + 0.2 * book["质量得分"]
    book["综合得分"] = _half_up(total)
    book["排名"] = book["综合得分"].rank(method="min", ascending=False).astype(int)
    lights = [
        np.where(growth > 0, "绿", np.where(growth == 0, "黄", "红")),
        _light(rate >= DUE, rate >= 0.8 * DUE),
        _light((started >= START_DUE) & (finished >= FINISH_DUE), book["实施得分"] >= 80),
        _light(wrong <= 0.02, wrong <= 0.1),
    ]
    reds, greens = sum(each == "红" for each in lights), sum(each == "绿" for each in lights)
    book["综合状态"] = _light(greens == 4, (lights[1] != "红") & (reds < 2))
    return book


def _light(green: Any, yellow: Any) -> Any:
    return np.where(green, "绿", np.where(yellow, "黄", "红"))


def _half_up(values: Any) -> Any:
    return np.floor(np.asarray(values, float) * 100 + 0.5 + 1e-7) / 100
