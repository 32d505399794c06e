"""第9条 数据质量: the catalogue of checks, what they find, and how counties and cities stand."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from xltools.policy import Policy
from xltools.rules.art07.appraisal import APPRAISAL_CHECKS
from xltools.rules.art08.review import ELEMENT_CHECKS
from xltools.rules.art09 import checks as own
from xltools.rules.art09 import duplicates as twice
from xltools.rules.art12.roster import city_code
from xltools.rules.exact import percent_text
from xltools.rules.project_checks import Check, Run, findings
from xltools.rules.projects import Projects
from xltools.tables.declared.project_results import CITY_LEVEL, COUNTY_LEVEL, QUALITY_SUMMARY
from xltools.tables.declared.projects import MINOR, SERIOUS

_ACCURATE = "第9条（方案）：确保项目库系统数据的时效性和准确性"
_TIMELY = "第9条（方案）：及时更新项目实施情况、资金拨付进度等信息"
_OURS = "第9条（缺省）：数据准确性"

_TAKEN_OVER = {
    "缺项目编码": SERIOUS, "缺建设内容": SERIOUS, "建设内容过简": MINOR, "缺建设规模": SERIOUS,
    "建设规模没有数量": MINOR, "缺概算投资": SERIOUS, "衔接资金超概算": SERIOUS, "投资构成不符": SERIOUS,
    "属于负面清单": SERIOUS, "未审负面清单": MINOR, "与衔接无关": SERIOUS, "未审是否相关": MINOR,
    "未建立利益联结机制": SERIOUS, "未设绩效目标": SERIOUS, "未开展评估论证": SERIOUS,
    "评估论证要素不全": SERIOUS, "评估论证未通过": SERIOUS, "先入库后论证": SERIOUS,
}  # fmt: skip
"""Checks of 入库审查 that hold for what is in the library too."""

_OWN = (
    Check(
        "缺行政区划代码", "行政区划代码", SERIOUS, _ACCURATE, "填六位代码，以代码为准",
        own.no_county, "没有填行政区划代码",
    ),
    Check(
        "代码与县区不符", "县区", SERIOUS, _ACCURATE, "核对代码和县区，改正其中错的一个",
        own.other_county, own.say_other_county,
    ),
    Check(
        "项目编码重复", "项目编码", SERIOUS, _ACCURATE, "同一项目只留一行；不是同一项目的改正编码",
        twice.within_county, twice.say_within_county,
    ),
    Check(
        "项目跨县重复", "项目编码", SERIOUS, _ACCURATE, "核实属于哪个县，另一县删去或改正编码",
        twice.across_counties, twice.say_across_counties,
    ),
    Check(
        "同县重名", "项目名称", MINOR, _OURS, "重复申报的只留一个；不是的在名称里写明村组、年度或期别",
        twice.same_name, twice.say_same_name,
    ),
    Check(
        "疑似重复项目", "项目名称", MINOR, _OURS, "核实是否同一项目；不是的在名称里写明区别",
        twice.near, twice.say_near,
    ),
    Check("缺乡镇和村", "乡镇", MINOR, _OURS, "填实施地点", own.no_place, "没有填乡镇和村"),
    Check(
        "缺项目类型", "项目类型", SERIOUS, _ACCURATE, "选项目类型",
        partial(own.blank_text, "项目类型"), "没有填项目类型",
    ),
    Check(
        "缺入库日期", "入库日期", SERIOUS, _ACCURATE, "填入库日期",
        own.no_entry_date, "没有填入库日期",
    ),
    Check(
        "缺实施状态", "实施状态", SERIOUS, _TIMELY, "填未实施、已开工或已完工",
        partial(own.blank_text, "实施状态"), "没有填实施状态",
    ),
    Check(
        "支出大于安排", "支出金额", SERIOUS, _ACCURATE, "核对支出金额和资金两栏，注意元与万元",
        own.overspent, own.say_overspent,
    ),
    Check(
        "户均投资过高", "受益户数", MINOR, _OURS, "核对受益户数和金额，注意元与万元",
        own.much_for_each, own.say_much_for_each,
    ),
    Check(
        "受益人数少于户数", "受益人数", SERIOUS, _ACCURATE, "核对两栏，可能填反",
        own.fewer_people, own.say_fewer_people,
    ),
    Check(
        "脱贫监测户超受益户", "受益户数", SERIOUS, _ACCURATE, "核对几栏户数",
        own.more_than_served, own.say_more_than_served,
    ),
    Check(
        "日期在将来", "更新日期", SERIOUS, _ACCURATE, "改为实际日期；计划日期不要填在这里",
        own.in_future, own.say_in_future,
    ),
    Check(
        "日期先后颠倒", "开工日期", SERIOUS, _ACCURATE, "核对入库、开工、完工日期",
        own.backwards, own.say_backwards,
    ),
    Check(
        "状态与进展不符", "实施状态", SERIOUS, _TIMELY, "更新实施状态；确未实施的删去日期和支出",
        own.begun_unsaid, own.say_begun_unsaid,
    ),
    Check(
        "缺开工日期", "开工日期", SERIOUS, _TIMELY, "填开工日期",
        own.no_start_date, "已开工、已完工的没有填开工日期",
    ),
    Check(
        "缺完工日期", "完工日期", SERIOUS, _TIMELY, "填完工日期",
        own.no_finish_date, "已完工的没有填完工日期",
    ),
    Check(
        "完工未更新状态", "实施状态", SERIOUS, _TIMELY, "状态改为已完工；没有完工的删去完工日期",
        own.finished_unsaid, own.say_finished_unsaid,
    ),
    Check(
        "完工未支付", "支出金额", MINOR, "第3条（方案）：项目建设完成后原则上在30日内完成资金支付",
        "支付资金，或更新支出金额", own.finished_unpaid, own.say_finished_unpaid,
    ),
    Check(
        "更新不及时", "更新日期", MINOR, _TIMELY, "更新实施进展和支出，填更新日期",
        own.out_of_date, own.say_out_of_date,
    ),
    Check(
        "应清未清", "入库日期", SERIOUS, "第9条（方案）：已满两年还未实施的项目及时清除",
        "按“动态清库”清除；已实施的更新实施状态", own.overdue_removal, own.say_overdue_removal,
    ),
)  # fmt: skip

QUALITY_CHECKS = (
    *_OWN,
    *(
        replace(check, grade=_TAKEN_OVER[check.name])
        for check in (*ELEMENT_CHECKS, *APPRAISAL_CHECKS)
        if check.name in _TAKEN_OVER
    ),
)
"""第9条: the catalogue, each check with its name, column, 严重程度, clause and remedy."""

_MAIN = 3
"""Kinds of problem that the summary names."""


def quality_findings(library: pd.DataFrame, policy: Policy, on: dt.date) -> pd.DataFrame:
    """第9条: 数据质量, every fault of every project as FINDING_COLUMNS: 程度 is SERIOUS or MINOR.

    行 and 列 say where, for 单元格.
    """
    return findings(QUALITY_CHECKS, Run(Projects(library), policy, on))


def problem_projects(found: pd.DataFrame, policy: Policy) -> pd.Series[Any]:
    """第9条: the rows of projects that count as 问题项目 (参数 问题项目口径), each once."""
    counted = found if policy.text("问题项目口径") == "全部" else found[found["程度"] == SERIOUS]
    return counted["行"].drop_duplicates()


@dataclass(frozen=True, slots=True)
class Standing:
    """One county or city: its projects and what was found in them."""

    level: str
    code: str
    name: str
    projects: int
    faulty: int
    serious: int
    found: int
    main: str

    @property
    def rate(self) -> Fraction:
        """问题率."""
        return Fraction(self.faulty, self.projects)


def quality_summary(
    library: pd.DataFrame, found: pd.DataFrame, policy: Policy, cities: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """第9条: 数据质量汇总, counties then cities, the worst first; 实地检查 is the quarterly visit's list.

    `cities` names the 市州 by code. Equal rates share a place, and all who share the last one are visited.
    Projects without a county code stand last, unranked.
    """
    codes = Projects(library).text("行政区划代码")
    counties = _standings(library, found, policy, COUNTY_LEVEL, codes, _county_names(library))
    of_city = np.array([city_code(code) if code else "" for code in codes], object)
    above = _standings(library, found, policy, CITY_LEVEL, of_city, cities or {})
    rows = [
        *_ranked(counties, policy.whole("实地检查县数")),
        *_ranked(above, policy.whole("实地检查市数")),
        *(
            _summary_row(each, None, "否", "第9条：没有行政区划代码，不能归到县")
            for each in counties
            if not each.code
        ),
    ]
    return pd.DataFrame(rows, columns=QUALITY_SUMMARY.names)


def _county_names(library: pd.DataFrame) -> dict[str, str]:
    named = library[["行政区划代码", "县区"]].dropna().drop_duplicates("行政区划代码")
    return dict(zip(named["行政区划代码"], named["县区"], strict=True))


def _standings(
    library: pd.DataFrame,
    found: pd.DataFrame,
    policy: Policy,
    level: str,
    codes: Any,
    names: Mapping[str, str],
) -> list[Standing]:
    """The units of one level by code; `codes` says whose each row of the library is."""
    rows = found["行"].to_numpy(np.int64)
    stock = Counter(codes.tolist())
    faulty = Counter(codes[problem_projects(found, policy).to_numpy(np.int64)].tolist())
    serious = Counter(codes[rows[(found["程度"] == SERIOUS).to_numpy(bool)]].tolist())
    kinds: dict[str, Counter[str]] = {}
    for code, kind in zip(codes[rows].tolist(), found["检查项"], strict=True):
        kinds.setdefault(code, Counter())[kind] += 1
    return [
        Standing(
            level=level,
            code=code,
            name=names.get(code, "") if code else "（没有行政区划代码）",
            projects=stock[code],
            faulty=faulty[code],
            serious=serious[code],
            found=sum(kinds.get(code, {}).values()),
            main=_main(kinds.get(code, Counter())),
        )
        for code in sorted(stock)
    ]


def _main(kinds: Counter[str]) -> str:
    most = sorted(kinds.items(), key=lambda item: -item[1])[:_MAIN]
    return "、".join(f"{name}{count}处" for name, count in most)


def _ranked(standings: Sequence[Standing], visited: int) -> Iterator[dict[str, Any]]:
    """The worst first; a unit without a fault is not visited, however few there are."""
    ranked = sorted((s for s in standings if s.code), key=lambda s: (-s.rate, s.code))
    rates = [s.rate for s in ranked]
    last = rates[min(visited, len(rates)) - 1] if rates else Fraction(0)
    shared = len(rates) > visited and rates[visited] == last
    places: dict[Fraction, int] = {}
    for i, each in enumerate(ranked, 1):
        place = places.setdefault(each.rate, i)
        visit = each.faulty > 0 and each.rate >= last
        tied = "，与末位并列" if visit and shared and each.rate == last else ""
        basis = (
            f"第9条（方案）：问题项目{each.faulty}÷在库项目{each.projects}={percent_text(each.rate)}，"
            f"第{place}位；问题率前{visited}位列入每季度实地检查（个数为缺省）{tied}"
        )
        yield _summary_row(each, place, "是" if visit else "否", basis)


def _summary_row(each: Standing, place: int | None, visit: str, basis: str) -> dict[str, Any]:
    return {
        "级别": each.level, "行政区划代码": each.code or None, "名称": each.name, "在库项目数": each.projects,
        "问题项目数": each.faulty, "问题率": float(each.rate), "严重问题数": each.serious,
        "问题数": each.found, "排位": place, "实地检查": visit, "主要问题": each.main or None, "依据": basis,
    }  # fmt: skip
