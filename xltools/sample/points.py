"""日常计分 of the sample office: what inspections, visits and audits found in the year, all 模拟."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

import pandas as pd

from xltools.sample.province import County
from xltools.tables.declared.points import LEDGER, NEGATIVE_USES

YEAR = 2024
FIRST_MONTH, LAST_MONTH = 2, 9

FOUND = {
    ("检查", "拨付不及时"): 10,
    ("检查", "公告公示不到位"): 8,
    ("检查", "问题未按期整改"): 4,
    ("检查", "未发现问题"): 26,
    ("检查", "经验做法推广"): 8,
    ("暗访", "发现问题"): 8,
    ("暗访", "未发现问题"): 14,
    ("调度", "迟报漏报"): 10,
    ("调度", "数据不实"): 3,
    ("审计", "发现违规"): 4,
    ("通报", "通报批评"): 2,
    ("通报", "通报表扬"): 3,
}
"""来源 and 事由 by how often they come; points are the standard's."""

DETAILS = {"拨付不及时": "完工后超过30日未付款", "公告公示不到位": "分配结果未公示"}
EVENTS = (0, 0, 1, 1, 1, 2, 2, 3)
"""How many a county has."""

OWN_POINTS = 4
"""One in so many visits that found something has points of the officer's own."""

USES = 4
"""Counties that used funds for what the 负面清单 names."""


def events(province: Sequence[County], seed: int) -> pd.DataFrame:
    """计分台账 as officers typed it, by date; every event with code and name."""
    found = sorted(
        (row for county in province for row in _of_county(county, seed)),
        key=lambda row: (row["日期"], row["行政区划代码"], row["事由"]),
    )
    return pd.DataFrame(found, columns=LEDGER.names)


def negative_uses(province: Sequence[County], seed: int) -> pd.DataFrame:
    """负面清单扣减: some arranged anew in full, some in part, one not yet."""
    rng = Random(f"{seed}/负面清单")
    ranked = [county for county in province if county.ranked]
    chosen = sorted(rng.sample(ranked, min(USES, len(ranked))), key=lambda c: c.code)
    return pd.DataFrame([_use(c, i, rng) for i, c in enumerate(chosen)], columns=NEGATIVE_USES.names)


def _of_county(county: County, seed: int) -> Iterator[dict[str, Any]]:
    rng = Random(f"{seed}/{county.code}/计分")
    if not county.ranked:
        return
    drawn = sorted(FOUND, key=lambda kind: rng.random() ** (1 / FOUND[kind]), reverse=True)
    for source, reason in drawn[: rng.choice(EVENTS)]:
        detail = f"：模拟，{DETAILS[reason]}" if reason in DETAILS else "：模拟"
        yield {
            "日期": _day(rng),
            "行政区划代码": county.code,
            "市州": county.city,
            "县区": county.name,
            "来源": source,
            "事由": f"{reason}{detail}",
            "计分": -4.0 if reason == "发现问题" and rng.randrange(OWN_POINTS) == 0 else None,
            "文号": f"模拟{source[0]}〔{YEAR}〕{rng.randint(1, 60)}号",
        }


def _use(county: County, i: int, rng: Random) -> dict[str, Any]:
    used = round(rng.uniform(20, 260), 2)
    return {
        "年度": YEAR,
        "行政区划代码": county.code,
        "市州": county.city,
        "县区": county.name,
        "项目编码": f"{county.code}{YEAR}{rng.randrange(100, 10**8):08d}",
        "项目名称": "模拟：用于负面清单的支出",
        "使用金额": used,
        "文号": f"模拟检〔{YEAR}〕{61 + i}号",
        "重新安排金额": (used, used, round(used / 2, 2), 0.0)[i],
        "重新安排文号": f"模拟财〔{YEAR}〕{i + 1}号" if i < 3 else "",  # the last has not arranged it yet
    }


def _day(rng: Random) -> pd.Timestamp:
    return pd.Timestamp(dt.date(YEAR, rng.randint(FIRST_MONTH, LAST_MONTH), rng.randint(1, 28)))
