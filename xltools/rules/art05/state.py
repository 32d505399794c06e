"""第5条 “三大体系”试点: what became of each pilot, and what is wrong with it (all bounds 缺省)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art05.eligibility import Fit, Fits
from xltools.rules.art12.lights import GREEN, RED, YELLOW
from xltools.rules.art12.roster import Row, text
from xltools.rules.exact import (
    as_shown,
    decimal_text,
    fen,
    money_text,
    percent_text,
    plain_percent,
    plain_text,
)
from xltools.tables.declared.pilots import (
    AGREED,
    APPLIED,
    ASK,
    DONE,
    GRANTED,
    MAY,
    MAY_NOT,
    NO_DATA,
    PILOT_STATE,
    REFUSED,
    RUNNING,
    TURNED_DOWN,
    UNKNOWN,
)
from xltools.tables.model import blank

_EARLIER = "往年的申报不按今年的因素表判资格"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong: 红, 黄 or 无数据, in few words and with figures."""

    light: str
    problem: str
    reason: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """The bounds in force."""

    未启动天数: int
    筹资占比: Fraction
    差距: Fraction


def bounds(policy: Policy) -> Bounds:
    """第5条: looked up once for all pilots."""
    return Bounds(
        policy.whole("试点未启动天数"), policy.share("试点县级筹资最低占比"), policy.number("支付进度偏差")
    )


def pilot_states(
    ledger: pd.DataFrame, found: Fits, listed: Mapping[str, Row], year: int, policy: Policy, today: dt.date
) -> pd.DataFrame:
    """第5条: 试点情况, a row for each of 试点台账, as of `today`. The ledger must be free of ledger_problems.

    Who may have a pilot is judged from `year` on: 因素表 is that year's.
    """
    by = bounds(policy)
    rows = [
        _row(row, listed[row["行政区划代码"]], _fit(row, found, year), by, today)
        for row in ledger.to_dict("records")
    ]
    rows.sort(key=lambda r: (-r["年度"], r["行政区划代码"], r["试点"], r["资金级次"]))
    frame = pd.DataFrame(rows, columns=PILOT_STATE.names)
    numbers = ["申报金额", "县级筹资", "批复金额", "累计支出", "支出率", "进度"]
    return frame.astype({**dict.fromkeys(numbers, "float64"), "年度": "Int64", "逾期天数": "Int64"})


def stage(row: Row) -> str:
    """Where a pilot stands."""
    if blank(row["批复金额"]):
        return TURNED_DOWN if row["审核意见"] == REFUSED else APPLIED
    if not blank(row["完成日期"]):
        return DONE
    begun = not blank(row["启动日期"]) or _some(row["进度"]) or _some(row["累计支出"])
    return RUNNING if begun else GRANTED


def findings(row: Row, fit: Fit | None, by: Bounds, today: dt.date) -> list[Finding]:
    """第5条: everything wrong with one pilot, not the first."""
    found = list(_eligibility(fit))
    if blank(row["批复金额"]):
        if row["审核意见"] == AGREED:
            found.append(Finding(YELLOW, "同意而没有批复金额", "审核意见“同意”，批复金额空白"))
        return found
    found += _papers(row)
    found += _own_money(row, by)
    found += _schedule(row, by, today)
    found += _pace(row, by)
    return found


def verdict(found: list[Finding]) -> str:
    """红 before 无数据 before 黄: what is missing never hides a red, and is never green."""
    lights = {finding.light for finding in found}
    return next((light for light in (RED, NO_DATA, YELLOW) if light in lights), GREEN)


def overdue(row: Row, today: dt.date) -> int:
    """Days past 计划完成日期; that day itself is in time."""
    planned = row["计划完成日期"]
    if blank(planned):
        return 0
    until = today if blank(row["完成日期"]) else row["完成日期"].date()
    days: int = (until - planned.date()).days
    return max(0, days)


def _fit(row: Row, found: Fits, year: int) -> Fit | None:
    return found[row["行政区划代码"]][row["试点"]] if row["年度"] >= year else None


def _eligibility(fit: Fit | None) -> Iterator[Finding]:
    light = {MAY_NOT: RED, ASK: YELLOW, UNKNOWN: NO_DATA}.get(fit.verdict if fit else "")
    if fit and light:
        said = {MAY_NOT: "不在可以申报的范围", ASK: "资格待核实", UNKNOWN: "资格没有数据"}[fit.verdict]
        yield Finding(light, said, fit.fact)


def _papers(row: Row) -> Iterator[Finding]:
    for name in ("批复文号", "批复日期"):
        if not text(row[name]):
            yield Finding(YELLOW, f"没有{name}", f"批复{_sum(row['批复金额'])}，{name}空白")
    if row["审核意见"] != AGREED:
        yield Finding(
            YELLOW, "审核意见不是“同意”", f"有批复金额，审核意见是“{text(row['审核意见']) or '空白'}”"
        )
    if row["批复金额"] > row["申报金额"]:
        reason = f"批复{_sum(row['批复金额'])}＞申报{_sum(row['申报金额'])}"
        yield Finding(YELLOW, "批复多于申报", reason)


def _own_money(row: Row, by: Bounds) -> Iterator[Finding]:
    """“县为主体、省级补助”: the county raises money of its own."""
    own = row["县级筹资"]
    if blank(own):
        yield Finding(NO_DATA, "县级筹资没有填", "“县为主体、省级补助”，县级筹资空白")
        return
    part = Fraction(fen(own), fen(own) + fen(row["批复金额"]))
    if not own or part < by.筹资占比:
        sums = f"县级筹资{_sum(own)}÷（筹资＋批复{_sum(row['批复金额'])}）={percent_text(part, by.筹资占比)}"
        bound = f"＜{plain_percent(by.筹资占比)}" if own else "，县级没有筹资"
        yield Finding(YELLOW, "县级筹资不足", f"“县为主体、省级补助”：{sums}{bound}")


def _schedule(row: Row, by: Bounds, today: dt.date) -> Iterator[Finding]:
    late, planned, now = overdue(row, today), row["计划完成日期"], stage(row)
    if blank(planned):
        yield Finding(YELLOW, "没有计划完成日期", "计划完成日期空白，不能判断是否逾期")
    elif late and now == DONE:
        reason = f"{row['完成日期']:%Y-%m-%d}完成，晚于计划的{planned:%Y-%m-%d}"
        yield Finding(YELLOW, f"完成晚于计划{late}天", reason)
    elif late:
        reason = f"截至{today:%Y-%m-%d}没有完成，计划{planned:%Y-%m-%d}完成"
        yield Finding(RED, f"逾期{late}天未完成", reason)
    if now == GRANTED and not blank(row["批复日期"]):
        days = (today - row["批复日期"].date()).days
        if days >= by.未启动天数:
            reason = f"{row['批复日期']:%Y-%m-%d}批复，到{today:%Y-%m-%d}已{days}天≥{by.未启动天数}天"
            yield Finding(RED, f"批复{days}天未启动", reason)


def _pace(row: Row, by: Bounds) -> Iterator[Finding]:
    """第3条: 资金支出进度与项目实施进度相匹配, either way."""
    missing = [name for name in ("进度", "累计支出") if blank(row[name])]
    if missing:
        named = "、".join(missing)
        yield Finding(NO_DATA, f"没有填{named}", f"{named}空白，不能判断进度")
        return
    spent, progress = spent_share(row), as_shown(row["进度"])
    gap = (spent - progress) * 100
    if abs(gap) > by.差距:
        side = "支出快于进度" if gap > 0 else "支出慢于进度"
        reason = (
            f"第3条 支出{_sum(row['累计支出'])}÷批复{_sum(row['批复金额'])}={percent_text(spent)}，"
            f"进度{percent_text(progress)}，相差{_points(abs(gap), by.差距)}＞{plain_text(by.差距)}个百分点"
        )
        yield Finding(YELLOW, f"{side}{_points(abs(gap), by.差距)}个百分点", reason)


def _points(gap: Fraction, bound: Fraction) -> str:
    """With more decimals where two would print it equal to the bound it is above."""
    places = 2
    while decimal_text(gap, places) == decimal_text(bound, places) and gap != bound:
        places += 1
    return decimal_text(gap, places)


def spent_share(row: Row) -> Fraction:
    """支出率: 累计支出 ÷ 批复金额."""
    return Fraction(fen(row["累计支出"]), fen(row["批复金额"]))


def _row(row: Row, county: Row, fit: Fit | None, by: Bounds, today: dt.date) -> dict[str, Any]:
    granted = not blank(row["批复金额"])
    found = findings(row, fit, by, today)
    late = overdue(row, today) if granted else 0
    reasons = [f"{f.problem}：{f.reason}→{f.light}" for f in found]
    return {
        "行政区划代码": row["行政区划代码"],
        "市州": text(county["市州"]) or text(row["市州"]),
        "县区": text(county["县区"]),
        **{name: row[name] for name in ("试点", "资金级次", "申报金额", "县级筹资", "批复金额")},
        "年度": int(row["年度"]),
        "资格": fit.verdict if fit else None,
        "阶段": stage(row),
        "累计支出": row["累计支出"],
        "支出率": float(spent_share(row)) if granted and not blank(row["累计支出"]) else None,
        "进度": row["进度"],
        "逾期天数": late or None,
        "结论": verdict(found) if granted else None,
        "问题": "；".join(f.problem for f in found),
        "依据": "第5条 " + ("；".join(reasons) or _no_fault(row, granted)) + _judged(fit),
    }


def _no_fault(row: Row, granted: bool) -> str:
    if not granted:
        return f"{stage(row)}，没有批复，不判红黄绿"
    return f"批复{_sum(row['批复金额'])}，没有发现问题→{GREEN}"


def _judged(fit: Fit | None) -> str:
    """Where the verdict on who may is no finding of its own."""
    if fit is None:
        return f"；{_EARLIER}"
    return f"；资格：{fit.fact}→{fit.verdict}" if fit.verdict == MAY else ""


def _sum(amount: float) -> str:
    return f"{money_text(fen(amount))}万元"


def _some(value: Any) -> bool:
    return not blank(value) and bool(value)
