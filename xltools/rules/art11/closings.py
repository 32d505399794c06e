"""第11条 销号情况: the year's problems added up by county and by city; no record is no data, never green."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art11.calendar import by_city
from xltools.rules.art11.schedule import visited_in_month
from xltools.rules.art11.tally import Tally, letter_due
from xltools.rules.art12.roster import Row, city_code, text
from xltools.tables.declared.inspections import (
    CITY_CLOSINGS,
    CITY_VISIT,
    COUNTY_CLOSINGS,
    GREEN,
    NO_DATA,
    ON_SITE,
    RED,
    UNANNOUNCED,
    YELLOW,
)
from xltools.tables.model import Table, blank


def county_closings(
    roster: pd.DataFrame,
    visits: pd.DataFrame,
    made: Mapping[str, Tally],
    year: int,
    policy: Policy,
    on: dt.date,
) -> pd.DataFrame:
    """第11条: one row a county; a county 不参评 only where something was recorded of it."""
    checked = _checked(visits, year)
    rows = []
    listed: Sequence[Row] = roster.to_dict("records")
    for row in sorted(listed, key=lambda r: text(r["行政区划代码"])):
        code = text(row["行政区划代码"])
        tally, seen = made.get(code, Tally()), checked.get(code, [])
        if text(row["是否参评"]) == "否" and not seen and not tally.problems:
            continue
        light, why = _county_light(tally, seen)
        rows.append(
            {
                "行政区划代码": code,
                "市州": text(row["市州"]),
                "县区": text(row["县区"]),
                "年度": year,
                "检查次数": len(seen),
                **tally.columns,
                "结论": light,
                "函件建议": letter_due(tally.late_days, policy) or None,
                "截至日期": on,
                "依据": f"第11条（缺省）：{why}{_letter_text(tally, policy)}",
            }
        )
    return _frame(COUNTY_CLOSINGS, rows)


def city_closings(
    roster: pd.DataFrame,
    visits: pd.DataFrame,
    made: Mapping[str, Tally],
    year: int,
    on: dt.date,
) -> pd.DataFrame:
    """第11条: one row a city: its counties' problems, and whether it inspected them every month."""
    due = _months_due(year, on)
    seen, on_site = visited_in_month(visits, year), _seen_on_site(visits, year)
    cities = by_city(roster)
    totals: dict[str, Tally] = {code: Tally() for code in cities}
    for code, tally in made.items():
        totals.setdefault(city_code(code), Tally()).merge(tally)
    names = {city_code(r["行政区划代码"]): text(r["市州"]) for r in roster.to_dict("records")}
    rows = []
    for code in sorted(totals):
        codes = {text(row["行政区划代码"]) for row in cities.get(code, ())}
        short = [m for m in range(1, due + 1) if codes - seen.get((code, m), set())]
        any_visit = any(city == code for city, _ in seen)
        light, why = _city_light(totals[code], due if codes else 0, short, any_visit)
        rows.append(
            {
                "行政区划代码": code,
                "市州": names[code],
                "年度": year,
                "县数": len(codes),
                "应督导月数": due if codes else 0,
                "已督导月数": due - len(short) if codes else 0,
                "未现场督导县数": len(codes - on_site),
                **totals[code].columns,
                "结论": light,
                "截至日期": on,
                "依据": f"第11条（缺省）：{why}",
            }
        )
    return _frame(CITY_CLOSINGS, rows)


def _county_light(tally: Tally, seen: Sequence[Any]) -> tuple[str, str]:
    """The light and why; `seen` is 发现问题数 of each inspection."""
    if not tally.problems:
        told = [number for number in seen if not blank(number)]
        if not seen:
            return NO_DATA, "本年没有检查记录，也没有问题台账；检查过的补记“督导记录”，没有检查的请安排"
        if len(told) < len(seen):
            return NO_DATA, f"检查{len(seen)}次，有{len(seen) - len(told)}次没有填发现问题数；没有的填0"
        if any(told):
            return NO_DATA, f"督导记录写明发现问题{sum(map(int, told))}个，问题台账没有登记；请登记"
        return GREEN, f"检查{len(seen)}次，没有发现问题"
    return _problem_light(tally)


def _problem_light(tally: Tally) -> tuple[str, str]:
    counted = f"问题{tally.problems}个，已核销{tally.closed}个"
    if tally.overdue:
        return RED, f"{counted}，逾期未销号{tally.overdue}个，最长逾期{tally.longest}天"
    if tally.closed < tally.problems:
        late = f"，{tally.came_late}个逾期才申请销号" if tally.came_late else ""
        return YELLOW, f"{counted}，其余{tally.problems - tally.closed}个在期限内或等待核销{late}"
    if tally.came_late:
        return YELLOW, f"{counted}，其中{tally.came_late}个逾期才申请销号"
    return GREEN, f"{counted}，都在期限内申请销号"


def _city_light(tally: Tally, due: int, short: Sequence[int], any_visit: bool) -> tuple[str, str]:
    gaps = f"（{'、'.join(map(str, short))}月没有满）" if short else ""
    months = f"应督导{due}个月，督导满各县的{due - len(short)}个月{gaps}"
    if short and not any_visit:
        return NO_DATA, f"{months}：没有市州月督导记录；督导过的补记“督导记录”，没有的请督促"
    light, why = _problem_light(tally) if tally.problems else (GREEN, "没有发现问题")
    if light == GREEN and short:
        return YELLOW, f"{months}；{why}"
    return light, f"{months}；{why}"


def _letter_text(tally: Tally, policy: Policy) -> str:
    letter = letter_due(tally.late_days, policy)
    if not letter:
        return ""
    days, many = policy.whole("销号整改通知逾期天数"), policy.whole("销号整改通知逾期个数")
    bound = f"一个逾期满{days}个自然日或逾期满{many}个的发整改通知书，其余的发提醒敦促函"
    return f"；第12条（缺省）：{bound}，建议{letter}"


def _checked(visits: pd.DataFrame, year: int) -> dict[str, list[Any]]:
    """By county: 发现问题数 of every inspection of the year."""
    found: dict[str, list[Any]] = {}
    rows: Sequence[Row] = visits.to_dict("records")
    for row in rows:
        if row["日期"].year == year:
            found.setdefault(text(row["行政区划代码"]), []).append(row["发现问题数"])
    return found


def _seen_on_site(visits: pd.DataFrame, year: int) -> set[str]:
    rows: Sequence[Row] = visits.to_dict("records")
    return {
        text(row["行政区划代码"])
        for row in rows
        if row["日期"].year == year and row["来源"] == CITY_VISIT and row["方式"] in (ON_SITE, UNANNOUNCED)
    }


def _months_due(year: int, on: dt.date) -> int:
    """Whole months of the year that are over."""
    if on.year != year:
        return 12 if on.year > year else 0
    return on.month - 1


def _frame(table: Table, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=table.names)
    return frame.assign(截至日期=pd.to_datetime(frame["截至日期"]))
