"""保障措施第三条: from the results of a city and its counties to the facts of 考核结果通报函."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from xltools.letters.context import is_blank
from xltools.letters.facts import Row, office_facts
from xltools.letters.filters import 小数
from xltools.letters.kinds import KINDS
from xltools.letters.titles import title
from xltools.letters.wording import clauses, spelled
from xltools.tables.declared.appraisal import GRADES, INDICATORS, KNOWN, NOTICE

_WORST = 3
"""How many indicators are named beside a county, those with most points lost first."""

_NONE = "—"


def notice_facts(
    row: Row,
    city: Row,
    counties: Sequence[Row],
    details: Mapping[str, Sequence[Row]],
    stationed: Sequence[str],
    ranked: int,
    office: Mapping[str, Any],
    today: dt.date,
) -> dict[str, Any]:
    """The letter that one row of 考核通报清单 asks for. `details` are rows of 考核明细 by code, `stationed`
    names of counties for which 驻点 was decided, `ranked` how many cities have a total.
    """
    grades = [confirmed_grade(county) for county in counties]
    facts = {
        **office_facts(row, office, today),
        "年度": str(row["期别"])[:4],
        "单位": row["市州"],
        "触发条款": row["触发条款"],
        "总分": None if is_blank(city["总分"]) else 小数(city["总分"]),
        "排名": city["排名"],
        "参评数": ranked,
        "等次": city["等次"],
        "等次说明": None if is_blank(city["等次上限原因"]) else clauses(str(city["等次上限原因"])),
        "考核县数": len(counties),
        **{f"{grade}县数": grades.count(grade) for grade in GRADES},
        "未评县数": sum(grade not in GRADES for grade in grades),
        "驻点县": "、".join(stationed) or None,
        "指标": [_indicator(each) for each in details[row["代码"]]],
        "县区": [_county(each, details.get(each["行政区划代码"], ())) for each in counties],
        "整改要求": row["整改要求"],
        "反馈期限": row["反馈期限"],
    }
    return {"标题": title(KINDS[NOTICE], facts), **facts}


def confirmed_grade(county: Row) -> str:
    """等次 as it may be told: 未评 without one, 未定 where nobody has confirmed it."""
    if is_blank(county["等次"]):
        return "未评"
    return str(county["等次"]) if county["是否确认"] == "是" else "未定"


def lost(details: Sequence[Row]) -> list[str]:
    """数据质量5.2/8: the indicators that lost most points, at most three."""
    short = [row for row in details if row["状态"] == KNOWN and row["得分"] < row["分值"]]
    worst = sorted(short, key=lambda row: (row["得分"] - row["分值"], INDICATORS.index(row["指标"])))
    return [f"{row['指标']}{小数(row['得分'], 2)}/{row['分值']:g}" for row in worst[:_WORST]]


def _indicator(row: Row) -> dict[str, str]:
    return {
        "指标": str(row["指标"]),
        "分值": f"{row['分值']:g}",
        "得分": 小数(row["得分"], 2) if row["状态"] == KNOWN else str(row["状态"]),
        "实际": spelled(str(row["实际"])),
    }


def _county(row: Row, details: Sequence[Row]) -> dict[str, str]:
    missing = [] if is_blank(row["缺项"]) else [f"缺{row['缺项']}"]
    held = [] if is_blank(row["等次上限原因"]) else [clauses(str(row["等次上限原因"]))]
    told = [*missing, *held, *lost(details)]
    return {
        "排名": _NONE if is_blank(row["排名"]) else f"{row['排名']:g}",
        "县区": str(row["县区"]),
        "总分": _NONE if is_blank(row["总分"]) else 小数(row["总分"]),
        "等次": confirmed_grade(row),
        "说明": "、".join(told) or "没有失分",
    }
