"""保障措施第三条: 评价结果向市（州）人民政府通报: one letter a city, listed for an officer to confirm."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art12.roster import Row, text
from xltools.rules.exact import as_shown, decimal_text
from xltools.rules.safeguards.decided import NO, YES
from xltools.tables.declared.appraisal import BETTER, CITY_CODE, FAIR, GOOD, NOTICE, NOTICES, POOR
from xltools.tables.model import blank

CLAUSE = "保障措施第三条（评价结果向市（州）人民政府通报）"

_ASKED = {
    GOOD: "巩固成果，总结推广好的做法，指导所辖县（市、区）补齐短板。",
    BETTER: "对照考核指标查找差距，督促得分靠后的县（市、区）制定措施、限期改进。",
    FAIR: "对失分较多的指标逐项分析原因，制定整改方案，督促有关县（市、区）限期整改，并书面报告整改情况。",
    POOR: "主要负责同志牵头研究整改，逐县逐项制定整改方案，配合做好驻点监督，并书面报告整改情况。",
}
"""整改要求 by 等次, in words no officer wrote."""

_TYPED = ("抄送单位", "整改要求", "反馈期限", "是否签发")


def period_of(year: int) -> str:
    """The 期别 of the letters of a year."""
    return f"{year}-12"


def notices(
    cities: pd.DataFrame, before: pd.DataFrame, year: int, today: dt.date, policy: Policy
) -> pd.DataFrame:
    """第三条: a row a city with a grade; what has a 文号 stands as it is, the officer's words stay."""
    period = period_of(year)
    mine: dict[str, Row] = {
        text(row["代码"]): row for row in before.to_dict("records") if row["期别"] == period
    }
    graded = [r for r in cities.to_dict("records") if r["年度"] == year and not blank(r["等次"])]
    rows = [
        _kept(_notice(row, period, today, policy), mine.pop(text(row[CITY_CODE.name]), None))
        for row in graded
    ]
    rows += [{name: row[name] for name in NOTICES.names} for row in mine.values() if text(row["文号"])]
    others = before[before["期别"] != period].to_dict("records")
    frame = pd.DataFrame([*rows, *others], columns=NOTICES.names)
    return frame.assign(反馈期限=pd.to_datetime(frame["反馈期限"]))


def ours(words: str) -> bool:
    """Whether 整改要求 is as the program proposed it for some grade."""
    return words in ("", *_ASKED.values())


def _notice(row: Row, period: str, today: dt.date, policy: Policy) -> dict[str, Any]:
    city, grade = text(row["市州"]), text(row["等次"])
    total = "" if blank(row["总分"]) else f"总分{decimal_text(as_shown(row['总分']))}分，"
    place = "" if blank(row["排名"]) else f"列第{row['排名']:.0f}位，"
    return {
        "期别": period,
        "函件": NOTICE,
        "代码": text(row[CITY_CODE.name]),
        "市州": city,
        **{name: row[name] for name in ("总分", "排名", "等次", "考核县数", "驻点县数")},
        "主送单位": city + policy.text("抄送政府称谓"),
        "抄送单位": city + policy.text("市级主送部门"),
        "触发条款": CLAUSE,
        "依据": f"{period[:4]}年度考核{total}{place}等次{grade}",
        "整改要求": _ASKED[grade],
        "反馈期限": pd.Timestamp(today + dt.timedelta(days=policy.whole("考核反馈天数"))),
        "是否签发": YES if text(row["是否确认"]) == YES else NO,
        "文号": None,
        "文件": None,
    }


def _kept(new: dict[str, Any], old: Row | None) -> dict[str, Any]:
    if old is None:
        return new
    if text(old["文号"]):
        return {name: old[name] for name in NOTICES.names}
    kept = {name: old[name] for name in _TYPED if not blank(old[name])} | {"文件": old["文件"]}
    if ours(text(old["整改要求"])):
        kept.pop("整改要求", None)
    return new | kept


def unconfirmed(cities: pd.DataFrame, listed: pd.DataFrame, period: str) -> Sequence[str]:
    """Cities whose letter is to go although 市州考核结果 is not confirmed."""
    said = dict(zip(cities[CITY_CODE.name], cities["是否确认"], strict=True))
    going = listed[(listed["期别"] == period) & (listed["是否签发"] == YES)]
    return [text(row["市州"]) for row in going.to_dict("records") if said.get(row["代码"]) != YES]
