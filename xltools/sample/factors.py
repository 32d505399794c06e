"""资金分配 of the sample office: the factors of every county with task funds and next year's pools, all 模拟.

What a county has of each factor goes with what it was given last year, give or take, so that most awards
move by some per cent and some counties meet their floor or their cap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import exp
from random import Random
from typing import Any

import pandas as pd

from xltools.sample.figures import figures
from xltools.sample.province import PREFECTURES, County
from xltools.tables.declared.allocation import FACTOR_TABLE, PILOT_TABLE, POOL_TABLE
from xltools.tables.declared.allocation_columns import GRADES, INCOME

LAST_YEAR = 2024
YEAR = LAST_YEAR + 1

GROWTH = 1.03
"""Next year's pools over what the counties were given this year."""

INCOMES = {"国家重点帮扶县": 16_600, "省重点帮扶县": 17_400, "脱贫县": 18_100, "其他": 18_900}
"""元 a head, by 县类别."""

NEED = {"国家重点帮扶县": 0.9, "省重点帮扶县": 0.95, "脱贫县": 1.0, "其他": 1.25}
"""People and villages for each 万元 of last year, by 县类别: what the class itself earns comes on top."""

GRADE_WEIGHTS = dict(zip(GRADES, (25, 45, 22, 5, 3), strict=True))
QUOTAS = {"国家重点帮扶县定额": 1_000.0, "省重点帮扶县定额": 500.0}
PILOTED = (
    ("连片开发", "中央", 800.0, 5),
    ("数字社区", "省级", 200.0, 4),
    ("新型农村集体经济", "中央", 100.0, 6),
    ("宜居宜业和美乡村", "省级", 300.0, 4),
)
"""试点, 资金级次, 万元 a county, how many counties."""


def factors(province: Sequence[County], seed: int) -> pd.DataFrame:
    """因素表: one row a county that has task funds, by code."""
    rows = [_factors(county, seed) for county in province if county.ranked]
    return pd.DataFrame(rows, columns=FACTOR_TABLE.names)


def pools(province: Sequence[County], seed: int) -> pd.DataFrame:
    """资金池 of next year, 中央 and 省级, in hundreds of 万元; 定额 come from the central one."""
    rows = []
    for number, level in enumerate(("中央", "省级"), 1):
        given = sum(_given(county, level, seed) for county in province if county.ranked)
        quotas = QUOTAS if level == "中央" else {}
        paper = f"模拟财农指〔{LAST_YEAR}〕{number}号"
        amount = float(round(given * GROWTH, -2))
        rows.append({"资金级次": level, "年度": YEAR, "金额": amount, "文号": paper} | quotas)
    return pd.DataFrame(rows, columns=POOL_TABLE.names)


def pilots(province: Sequence[County], seed: int) -> pd.DataFrame:
    """试点清单: each pilot where 第5条 has it, by code."""
    rows = sorted(_pilots(province, seed), key=lambda row: (row["行政区划代码"], row["试点"]))
    return pd.DataFrame(rows, columns=PILOT_TABLE.names)


def _given(county: County, level: str, seed: int) -> int:
    """Whole 万元 of one level over the whole of last year."""
    return round(figures(county, f"{LAST_YEAR}-12", seed)[f"{level}下达"] / 100)


def _factors(county: County, seed: int) -> dict[str, Any]:
    rng = Random(f"{seed}/{county.code}/因素")
    central, provincial = (_given(county, level, seed) for level in ("中央", "省级"))
    size = central + provincial
    need = size * NEED[county.kind]

    def about(mean: float, sigma: float) -> int:
        return round(mean * exp(sigma * rng.gauss(0, 1)))

    return {
        "行政区划代码": county.code,
        "市州": county.city,
        "县区": county.name,
        "县类别": county.kind,
        "脱贫人口": about(need * 4.0, 0.15),
        "监测对象": about(need * 0.16, 0.2),
        "易地搬迁人口": about(need * 0.8, 0.3) if county.kind != "其他" or rng.random() < 0.4 else 0,
        "农村人口": about(size * 12 + 8_000, 0.15),
        INCOME: about(INCOMES[county.kind], 0.07),
        "重点帮扶村数": about(need**2 / size / 350, 0.25),
        "集中安置区数": about(need / 2_500, 0.5),
        "政策加分": _extra(county, rng),
        "绩效等次": rng.choices([*GRADE_WEIGHTS], [*GRADE_WEIGHTS.values()])[0],
        "上年分配额": size,
        "上年中央分配额": central,
        "上年省级分配额": provincial,
    }


def _extra(county: County, rng: Random) -> int:
    """政策加分 for 民族地区, and for 革命老区 by lot."""
    return (2 if county.code.startswith(PREFECTURES) else 0) + (rng.random() < 0.2)


def _pilots(province: Sequence[County], seed: int) -> Iterator[dict[str, Any]]:
    rng = Random(f"{seed}/试点")
    table = factors(province, seed)
    counties = table.set_index("行政区划代码")
    for name, level, amount, count in PILOTED:
        fit = [code for code in counties.index if _fits(name, counties.loc[code], table)]
        for code in rng.sample(fit, min(count, len(fit))):
            yield {
                "行政区划代码": code, "市州": counties.at[code, "市州"], "县区": counties.at[code, "县区"],
                "试点": name, "资金级次": level, "金额": amount, "依据": f"模拟试点方案：{name}",
            }  # fmt: skip


def _fits(name: str, county: pd.Series[Any], table: pd.DataFrame) -> bool:
    """第5条: where each pilot is to be."""
    key = county["县类别"] in ("国家重点帮扶县", "省重点帮扶县")
    fits = {
        "连片开发": key,
        "数字社区": county["集中安置区数"] > 0,
        "新型农村集体经济": True,
        "宜居宜业和美乡村": not key and county[INCOME] > table[INCOME].quantile(0.6),
    }
    return bool(fits[name])
