"""第4条 for 2,844 counties (模拟): rule time, which is processor time from the frames to 分配表 and 测算底稿.
Its peer is the same in plain fractions (bench/plain_allocation.py), and the two must agree to the 万元.
"""

from __future__ import annotations

import datetime as dt
import random
import statistics
import time
from collections.abc import Callable
from typing import Any

import pandas as pd

from bench.plain_allocation import INCOME, plain_allocation
from xltools.policy import load
from xltools.rules.art04.allocation import Allocation, allocate
from xltools.tables.declared.allocation import FACTOR_TABLE, POOL_TABLE
from xltools.tables.declared.allocation_columns import GRADES, POOL_LEVELS
from xltools.tables.declared.dispatch import COUNTY_CLASSES
from xltools.tables.declared.points import DEDUCTION, REWARD
from xltools.tables.declared.taken import TAKEN

COUNTIES, QUICK = 2_844, 183
RUNS = 15
TARGET = 50
"""Milliseconds of rule time for one pool."""


def run(quick: bool = False) -> None:
    """Print the time of one pool and of both, and of the plain calculation; stop where they differ."""
    n = QUICK if quick else COUNTIES
    rows, policy = made_rows(n), load(dt.date(2025, 1, 1))
    factors, lines = _frame(FACTOR_TABLE.names, rows), _lines(rows)
    pools = _pools(rows)
    central = pools.iloc[:1]
    times, one = _timed(lambda: allocate(factors, central, lines, policy))
    both, found = _timed(lambda: allocate(factors, pools, lines, policy))
    plain = _agree(rows, pools, lines, found)
    print(f"\n第4条, {n:,} counties, median of {RUNS} runs in ms (target {TARGET} for one pool)")
    print("one pool  best   both pools  best   plain (one pool)  plain/ours")
    print(
        f"{statistics.median(times):8.1f} {min(times):5.1f} {statistics.median(both):11.1f} {min(both):6.1f}"
        f" {plain:17.0f} {plain / statistics.median(times):11.0f}"
    )
    touched = int(one.draft["触及"].notna().sum())
    print(f"equal to the 万元 in every county; {touched:,} at a floor or cap")


def _timed(work: Callable[[], Allocation]) -> tuple[list[float], Allocation]:
    times = []
    for _ in range(RUNS):
        started = time.process_time()
        found = work()
        times.append(1000 * (time.process_time() - started))
    return times, found


def _agree(rows: list[dict[str, Any]], pools: pd.DataFrame, lines: pd.DataFrame, found: Allocation) -> float:
    """The milliseconds of one plain calculation. AssertionError where any county differs."""
    spent = 0.0
    signed = dict(zip(lines["行政区划代码"], lines["金额"], strict=True))
    for level, amount in zip(pools["资金级次"], pools["金额"], strict=True):
        own = signed if level == POOL_LEVELS[1] else {}
        started = time.process_time()
        plain = plain_allocation(
            rows,
            int(amount),
            [row[f"上年{level}分配额"] for row in rows],
            rewards=[max(0, own.get(row["行政区划代码"], 0)) for row in rows],
            due=[max(0, -own.get(row["行政区划代码"], 0)) for row in rows],
        )
        spent += 1000 * (time.process_time() - started)
        mine = found.result[found.result["资金级次"] == level]
        assert dict(zip(mine["行政区划代码"], mine["分配额"].astype(int), strict=True)) == plain, level
        assert mine["分配额"].sum() == amount, level
    return spent / len(pools)


def made_rows(n: int) -> list[dict[str, Any]]:
    """Counties of every size, with a last year that lies about where the formula will put them."""
    chance = random.Random(2025)
    return [_row(chance, i) for i in range(n)]


def _row(chance: random.Random, i: int) -> dict[str, Any]:
    size = chance.lognormvariate(0, 0.5)
    last = round(9000 * size * chance.lognormvariate(0, 0.25), 2)
    return {
        "行政区划代码": f"{110100 + 7 * i:06d}",
        "市州": "模拟市",
        "县区": f"模拟{i}县",
        "县类别": chance.choices(COUNTY_CLASSES, (14, 14, 20, 52))[0],
        "脱贫人口": round(30_000 * size),
        "监测对象": round(900 * size * chance.random()),
        "易地搬迁人口": round(4_000 * size * chance.random()),
        "农村人口": round(250_000 * size),
        INCOME: round(chance.gauss(18_000, 3_500)),
        "重点帮扶村数": chance.randrange(60),
        "集中安置区数": chance.randrange(12),
        "政策加分": chance.choice((0, 0, 1, 2.5)),
        "绩效等次": chance.choices(GRADES, (25, 45, 20, 5, 5))[0],
        "上年中央分配额": last,
        "上年省级分配额": round(last / 2, 2),
    }


def _lines(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Ten that lose and ten that gain, as 第6条 has it."""
    last = [(row["行政区划代码"], DEDUCTION, -200 - 20 * k) for k, row in enumerate(rows[:10])]
    first = [(row["行政区划代码"], REWARD, 290) for row in rows[-10:]]
    names = ("行政区划代码", "事项", "金额")
    return _frame(TAKEN.names, [dict(zip(names, line, strict=True)) for line in (*last, *first)])


def _pools(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """4 % more than last year."""
    sums = {level: sum(row[f"上年{level}分配额"] for row in rows) for level in POOL_LEVELS}
    return _frame(
        POOL_TABLE.names,
        [{"资金级次": level, "年度": 2025, "金额": round(1.04 * total)} for level, total in sums.items()],
    )


def _frame(columns: list[str], rows: list[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns)


if __name__ == "__main__":
    run()
