"""保障措施第三条: 考核结果, 市州考核结果, 考核明细 and 考核指标 as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import Any

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art12.ranking import TIED
from xltools.rules.art12.roster import city_code
from xltools.rules.safeguards.decided import Decided, settled
from xltools.rules.safeguards.facts import Unit
from xltools.rules.safeguards.scores import Placed, Standing, explained, weight
from xltools.tables.declared.appraisal import (
    CITY_CODE,
    CITY_LEVEL,
    CITY_RESULTS,
    DETAILS,
    GRADES,
    INDICATOR_TABLE,
    INDICATORS,
    KNOWN,
    RESULTS,
    score_of,
)

_EXEMPT = "没有衔接资金任务，不参加考核"


def county_results(
    ranked: Sequence[Placed], exempt: Sequence[Unit], decided: Decided, year: int, policy: Policy
) -> pd.DataFrame:
    """第三条: the counties by place, those without a total below, then those that take no part."""
    rows = [{"年度": year, **_names(p.standing.unit), **_scored(p, decided, policy)} for p in ranked]
    rows += [{"年度": year, **_names(unit), "依据": _EXEMPT} for unit in exempt]
    return _typed(rows, RESULTS.names)


def city_results(
    ranked: Sequence[Placed],
    counties: pd.DataFrame,
    stationed: Collection[str],
    decided: Decided,
    year: int,
    policy: Policy,
) -> pd.DataFrame:
    """第三条: the cities by place, with how many of their counties came to what."""
    rows = []
    for p in ranked:
        code = p.standing.unit.code
        mine = counties[(counties["行政区划代码"].map(city_code) == code) & (counties["依据"] != _EXEMPT)]
        grades = Counter(grade for grade in mine["等次"] if isinstance(grade, str))
        rows.append(
            {
                "年度": year,
                CITY_CODE.name: code,
                "市州": p.standing.unit.city,
                "考核县数": len(mine),
                **{f"{grade}县数": grades[grade] for grade in GRADES},
                "未评县数": len(mine) - grades.total(),
                "驻点县数": sum(city_code(county) == code for county in stationed),
                **_scored(p, decided, policy),
            }
        )
    return _typed(rows, CITY_RESULTS.names)


def details(
    standings: Sequence[Standing], sources: Mapping[str, str], year: int, policy: Policy
) -> pd.DataFrame:
    """第三条: 考核明细, a row an indicator; `sources` says by indicator where the figure came from."""
    rows = [
        {
            "年度": year,
            "级别": each.unit.level,
            "代码": each.unit.code,
            "市州": each.unit.city,
            "县区": None if each.unit.level == CITY_LEVEL else each.unit.name,
            "指标": name,
            "状态": fact.state,
            "分值": float(weight(policy, name)),
            "得分率": float(fact.rate) if fact.state == KNOWN else None,
            "得分": float(each.points[name]) if fact.state == KNOWN else None,
            "实际": fact.said,
            "依据": sources[name],
        }
        for each in standings
        for name, fact in each.facts.items()
    ]
    return pd.DataFrame(rows, columns=DETAILS.names)


def indicator_rows(policy: Policy, sources: Mapping[str, str]) -> pd.DataFrame:
    """第三条: 考核指标 in force, with the note and clause of each 分值."""
    rows = [
        {
            "序号": number,
            "指标": name,
            "分值": float(weight(policy, name)),
            "计分办法": policy.parameter(f"{name}分值").note,
            "数据来源": sources[name],
            "依据": _basis(policy, f"{name}分值"),
        }
        for number, name in enumerate(INDICATORS, 1)
    ]
    return pd.DataFrame(rows, columns=INDICATOR_TABLE.names)


def _basis(policy: Policy, name: str) -> str:
    parameter = policy.parameter(name)
    given = next((o for o in policy.overrides if o.name == name), None)
    return f"本次取值：{given.because}" if given else f"{parameter.clause}（{parameter.basis}）"


def _names(unit: Unit) -> dict[str, Any]:
    return {"行政区划代码": unit.code, "市州": unit.city, "县区": unit.name}


def _scored(p: Placed, decided: Decided, policy: Policy) -> dict[str, Any]:
    each = p.standing
    return {
        **{score_of(name): float(points) for name, points in each.points.items()},
        "指标得分": _number(each.base),
        "加减分": float(each.adjusted),
        "总分": _number(each.total),
        "排名": p.place,
        "并列": TIED if p.tied else None,
        "缺项": "、".join(each.missing) or None,
        "拟定等次": each.grade,
        "等次上限原因": "；".join(limit.said for limit in each.limits) or None,
        **settled(each.grade, decided.get(each.unit.code)),
        "依据": explained(each, policy),
    }


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _typed(rows: Sequence[Mapping[str, Any]], names: list[str]) -> pd.DataFrame:
    return pd.DataFrame([*rows], columns=names).astype({"年度": "Int64", "排名": "Int64"})
