"""备案审查: the year's plan of every county reviewed, 问题清单, 待核实 and 意见书清单 (第10条)."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Any

import pandas as pd

from xltools.buttons.button import Press, Result
from xltools.buttons.filing_desk import Desk, read_desk
from xltools.buttons.inputs import checksum
from xltools.rules.art10.filing import review_plan
from xltools.rules.art10.list import CLOSED, Listing, listing
from xltools.rules.art10.summary import by_category, by_city, issued_codes, opinions
from xltools.rules.exact import fen, money_text
from xltools.tables.declared.filing import (
    BY_CATEGORY,
    BY_CITY,
    CONCLUSIONS,
    DOUBTS,
    OPINIONS,
    PLAN,
    WAIVED,
)
from xltools.tables.declared.review import PROBLEMS
from xltools.tables.model import Table


def filing(press: Press) -> Result:
    """第10条: 问题清单 by category with deadlines, what a person must look at, one opinion a county."""
    desk = read_desk(press)
    press.progress("备案审查", 0, 1)
    plan, existing = desk.frame(PLAN), desk.frame(OPINIONS)
    review = review_plan(plan, desk.sources, desk.policy, press.today)
    issued = issued_codes(existing)
    listed = listing(
        review.problems, desk.frame(PROBLEMS), desk.frame(WAIVED), issued, desk.policy, press.today
    )
    due = (set(desk.counties) - issued) | set(listed.frame["行政区划代码"].tail(listed.new))
    still_open = listed.frame[listed.frame["状态"] != CLOSED]
    told = opinions(desk.counties, plan, still_open, existing, desk.policy, press.today, due)
    press.progress("备案审查", 1, 1)
    return Result(
        message=_message(desk, listed, review.doubts, told) + desk.origin,
        rows=len(listed.frame),
        tables=[
            (PROBLEMS, listed.frame),
            (DOUBTS, review.doubts),
            (OPINIONS, told),
            *summaries(desk, plan, listed.frame),
        ],
        issues=[issue for reading in desk.readings.values() for issue in reading.issues],
        facts=_facts(desk, listed, review.doubts, told),
        note="；".join(filter(None, (f"{desk.year}年度", desk.label))),
        inputs=checksum(desk.inputs),
        policy=desk.policy,
    )


def summaries(desk: Desk, plan: pd.DataFrame, problems: pd.DataFrame) -> list[tuple[Table, pd.DataFrame]]:
    """分市州汇总 and 分类别汇总 as of today."""
    today = desk.press.today
    return [
        (BY_CITY, by_city(desk.counties, plan, problems, today)),
        (BY_CATEGORY, by_category(problems, today)),
    ]


def _message(desk: Desk, listed: Listing, doubts: pd.DataFrame, told: pd.DataFrame) -> str:
    plan, problems = desk.frame(PLAN), listed.frame
    missing, due = _unfiled(desk), len(desk.counties)
    projects = len(plan.drop_duplicates(["行政区划代码", "项目编码"]))
    amount = money_text(sum(map(fen, plan["安排金额"])))
    waiting = int(doubts["是否列入"].eq("").sum())
    parts = (
        f"{desk.year}年度计划审查完成：应报{due}个县、已报{due - len(missing)}个，"
        f"项目{projects}个、安排{amount}万元",
        f"问题清单{len(problems)}个（新列{listed.new}个{_changes(listed)}）",
        f"待核实{waiting}个，请在“待核实”填是否列入" if waiting else "",
        f"未报送{len(missing)}个县，见“意见书清单”" if missing else "",
        f"拟出意见书{int((told['是否签发'] == '是').sum())}份，请到“意见书清单”核对",
        _late(desk),
    )  # fmt: skip
    return "；".join(filter(None, parts))


def _changes(listed: Listing) -> str:
    dropped = f"，撤下已不存在的{listed.dropped}个" if listed.dropped else ""
    return dropped + (f"，经核实不列的{listed.waived}个" if listed.waived else "")


def _unfiled(desk: Desk) -> list[str]:
    filed = set(desk.frame(PLAN)["行政区划代码"])
    return [county.full_name for code, county in desk.counties.items() if code not in filed]


def _late(desk: Desk) -> str:
    """第10条: 每年3月底前组织审查."""
    month = desk.policy.whole("备案审查截止月份")
    end = dt.date(desk.year, month, calendar.monthrange(desk.year, month)[1])
    return f"已过{month}月底（第10条：每年{month}月底前审查）" if desk.press.today > end else ""


def _facts(desk: Desk, listed: Listing, doubts: pd.DataFrame, told: pd.DataFrame) -> dict[str, Any]:
    """What --json and the demo's summary show."""
    categories = listed.frame["问题类别"].value_counts()
    conclusions = told.loc[told["期别"] == desk.period, "审查结论"].value_counts()
    return {
        "year": desk.year,
        "problems": {str(name): int(n) for name, n in categories.items()},
        "new": listed.new,
        "doubts": len(doubts),
        "opinions": {name: int(conclusions.get(name, 0)) for name in CONCLUSIONS},
        "unfiled": len(_unfiled(desk)),
    }
