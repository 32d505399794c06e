"""调整台账 and 问题清单 of the sample office: the planted rows among ordinary ones that trigger nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

import pandas as pd

from xltools.sample.edges import planted_codes, rows
from xltools.sample.province import County
from xltools.tables.declared.review import ADJUSTMENTS, PROBLEMS

YEAR = 2024
ORDINARY = 4
"""One in so many unplanted counties has an adjustment, and one a review problem."""

KINDS = ("未建立利益联结机制", "未开展评估论证", "绩效目标不完整", "不符合衔接资金使用范围")
BASIS = "第10条"


def adjustments(province: Sequence[County], seed: int) -> pd.DataFrame:
    """调整台账, by date: ordinary changes are approved or small."""
    known = {c.code for c in province}
    planted = [_planted_adjustment(r) for r in rows("planted_adjustments.csv") if r["行政区划代码"] in known]
    found = [*planted, *_ordinary_adjustments(province, seed)]
    found.sort(key=lambda r: (r["日期"], r["项目编码"]))
    return pd.DataFrame(found, columns=ADJUSTMENTS.names)


def problems(province: Sequence[County], seed: int) -> pd.DataFrame:
    """问题清单, numbered by county: ordinary problems are mended or not yet due."""
    known = {c.code for c in province}
    planted = [_planted_problem(r) for r in rows("planted_problems.csv") if r["行政区划代码"] in known]
    found = sorted([*planted, *_ordinary_problems(province, seed)], key=lambda r: str(r["项目编码"]))
    numbered = [{**row, "序号": number} for number, row in enumerate(found, 1)]
    return pd.DataFrame(numbered, columns=PROBLEMS.names)


def _planted_adjustment(row: dict[str, str]) -> dict[str, Any]:
    return {
        **row,
        "年度": int(row["年度"]),
        "原金额": float(row["原金额"]),
        "新金额": float(row["新金额"]),
        "日期": pd.Timestamp(row["日期"]),
    }


def _planted_problem(row: dict[str, str]) -> dict[str, Any]:
    return {
        **row,
        "问题描述": "模拟：备案审查发现的问题",
        "涉及金额": 80.0,
        "依据": BASIS,
        "整改期限": pd.Timestamp(row["整改期限"]),
    }


def _ordinary(province: Sequence[County], seed: int, what: str) -> Iterator[tuple[County, Random]]:
    for county in province:
        rng = Random(f"{seed}/{county.code}/{what}")
        if county.ranked and county.code not in planted_codes() and rng.randrange(ORDINARY) == 0:
            yield county, rng


def _ordinary_adjustments(province: Sequence[County], seed: int) -> Iterator[dict[str, Any]]:
    for county, rng in _ordinary(province, seed, "调整"):
        amount = round(rng.lognormvariate(4.4, 0.9), 2)
        approved = rng.random() < 0.7
        yield {
            "项目编码": _project(county, rng),
            "行政区划代码": county.code,
            "年度": YEAR,
            "原金额": amount,
            "新金额": round(amount * rng.uniform(0.6, 1.4 if approved else 1.05), 2),
            "审批文号": f"模拟批〔{YEAR}〕{rng.randint(1, 90)}号" if approved else "",
            "日期": _day(rng, 3, 8),
            "原因": "模拟：实施内容优化",
        }


def _ordinary_problems(province: Sequence[County], seed: int) -> Iterator[dict[str, Any]]:
    for county, rng in _ordinary(province, seed, "问题"):
        mended = rng.random() < 0.7
        yield {
            "行政区划代码": county.code,
            "县区": county.name,
            "项目编码": _project(county, rng),
            "问题类别": rng.choice(KINDS),
            "问题描述": "模拟：备案审查发现的问题",
            "涉及金额": round(rng.lognormvariate(4.4, 0.9), 2),
            "依据": BASIS,
            "整改期限": _day(rng, 4, 6) if mended else _day(rng, 10, 12),
            "整改情况": "已整改" if mended else "",
            "是否重新备案": "是" if mended else "否",
            "状态": "已整改" if mended else "未整改",
        }


def _project(county: County, rng: Random) -> str:
    """项目编码 of 18 digits: the county, the year, a number."""
    return f"{county.code}{YEAR}{rng.randrange(100, 10**8):08d}"


def _day(rng: Random, first: int, last: int) -> pd.Timestamp:
    return pd.Timestamp(dt.date(YEAR, rng.randint(first, last), rng.randint(1, 28)))
