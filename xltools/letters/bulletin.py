"""第12条 排名通报: the month's ranking and lights as the facts of one bulletin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd

from xltools.errors import TemplateError
from xltools.letters.context import is_blank
from xltools.letters.facts import month, office_facts
from xltools.letters.filters import 小数, 百分比
from xltools.letters.kinds import KINDS
from xltools.letters.titles import title

TO = "各市（州）、县（市、区）{departments}"
COPY = "各市（州）、县（市、区）{governments}"


def ranking_bulletin_facts(
    county_frame: pd.DataFrame, city_frame: pd.DataFrame, office: Mapping[str, Any], today: dt.date
) -> dict[str, Any]:
    """第12条: 排名表 and 市州排名表 of one 期别 → the facts of 排名通报. Last places by 提醒函后位县数."""
    kind = KINDS["排名通报"]
    ranked = _ranked(county_frame)
    last = ranked.tail(int(office["提醒函后位县数"]))
    facts = {
        **office_facts(_addresses(office), office, today),
        "统计月份": month(_only_period(county_frame, city_frame)),
        "序时目标": ranked["序时目标"].iloc[0],
        **_counts(county_frame, ranked),
        "后位县数": len(last),
        "市州排名": [_city(row) for row in _rows(_ranked(city_frame))],
        "后位县": [_county(row) for row in _rows(last)],
        "红灯名单": red_list(ranked),
    }
    return {"标题": title(kind, facts), **facts}


def red_list(ranked: pd.DataFrame) -> list[dict[str, str]]:
    """The counties whose 综合状态 is 红, by city in the order of their codes."""
    red = ranked[ranked["综合状态"] == "红"].sort_values("行政区划代码", kind="stable")
    return [
        {"市州": str(city), "个数": str(len(counties)), "县区": "、".join(map(str, counties["县区"]))}
        for city, counties in red.groupby("市州", sort=False)
    ]


def _addresses(office: Mapping[str, Any]) -> dict[str, str]:
    return {
        "主送单位": TO.format(departments=office.get("县级主送部门") or ""),
        "抄送单位": COPY.format(governments=office.get("抄送政府称谓") or "人民政府"),
    }


def _ranked(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows that have a place, by place; rows of one place keep their order."""
    ranked = frame[frame["排名"].notna()]
    if ranked.empty:
        raise TemplateError("排名表（市州排名表）里没有一行有排名，不能出排名通报。请先按“计分排名”。")
    return ranked.sort_values("排名", kind="stable")


def _only_period(*frames: pd.DataFrame) -> str:
    periods = sorted({str(period) for frame in frames for period in frame["期别"]})
    if len(periods) != 1:
        raise TemplateError(
            f"排名表、市州排名表里有{'、'.join(periods)}几个期别，排名通报只能是一个期别。请重新计分排名。"
        )
    return periods[0]


def _counts(frame: pd.DataFrame, ranked: pd.DataFrame) -> dict[str, int]:
    """How many take part, have not reported, meet the target, and stand at each light."""
    unranked = frame[frame["排名"].isna()]
    missing = int(unranked["依据"].astype(str).str.contains("未上报").sum())
    return {
        "参评县数": len(ranked),
        "未上报县数": missing,
        "不参评县数": len(unranked) - missing,
        "达标县数": int((ranked["支出状态"] == "绿").sum()),
        **{f"{light}灯县数": int((ranked["综合状态"] == light).sum()) for light in ("绿", "黄", "红")},
    }


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _city(row: Mapping[str, Any]) -> dict[str, str]:
    return {"排名": _place(row), "市州": row["市州"], "参评县数": f"{row['参评县数']:g}", **_figures(row)}


def _county(row: Mapping[str, Any]) -> dict[str, str]:
    return {"排名": _place(row), "市州": row["市州"], "县区": row["县区"], **_figures(row)}


def _place(row: Mapping[str, Any]) -> str:
    tied = "" if is_blank(row.get("并列")) else "（并列）"
    return f"{int(row['排名'])}{tied}"


def _figures(row: Mapping[str, Any]) -> dict[str, str]:
    return {"支出率": 百分比(row["支出率"], 2), "得分": 小数(row["综合得分"]), "状态": row["综合状态"]}
