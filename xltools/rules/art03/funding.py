"""第3条 投入: city and county funds of a county this year against last, and what had arrived by 30 June."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art12.interview import no_local_funds, one_level_missing
from xltools.rules.art12.roster import Unit, text
from xltools.rules.art12.trigger import Evidence
from xltools.rules.exact import FEN, fen, money_text, percent_text
from xltools.rules.periods import month_end
from xltools.rules.units import Units, expected, unit_columns
from xltools.tables.declared.dispatch import COUNTIES, DISPATCH, LEVELS
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.money_results import FUNDING, GREEN, NO_DATA, NOT_DUE, RED, YELLOW
from xltools.tables.declared.ranking import HISTORY
from xltools.tables.declared.review import ADJUSTMENTS, PROBLEMS
from xltools.tables.frame import rows_frame
from xltools.tables.model import Table, blank

OWN_LEVELS = LEVELS[2:]
"""市级 and 县级: what a city and a county add of their own."""

_GRAVITY = (RED, NO_DATA, YELLOW, NOT_DUE, GREEN)

_NO, _YES = "否", "是"


def gravest(*lights: str) -> str:
    """The verdict of several: 红, then 无数据 (no data is never green), 黄, 绿; 未到期 counts as none."""
    found = [light for light in _GRAVITY if light in lights and light != NOT_DUE]
    return found[0] if found else NOT_DUE


@dataclass(frozen=True, slots=True)
class Invested:
    """市级 and 县级 funds of a county in 分 by year; `years` are those with a row of either level."""

    amounts: Mapping[tuple[int, str], int]
    years: frozenset[int]

    def of(self, year: int) -> int | None:
        """市级 and 县级 together; None where the ledger has nothing of that year."""
        if year not in self.years:
            return None
        return sum(self.amounts.get((year, level), 0) for level in OWN_LEVELS)


def invested(funds: pd.DataFrame) -> dict[str, Invested]:
    """Of every county in 资金台账, by code."""
    amounts: dict[str, dict[tuple[int, str], int]] = {}
    for row in funds[funds["资金级次"].isin(OWN_LEVELS)].to_dict("records"):
        own = amounts.setdefault(text(row["行政区划代码"]), {})
        key = (int(row["年度"]), row["资金级次"])
        own[key] = own.get(key, 0) + fen(row["金额"])
    return {code: Invested(own, frozenset(year for year, _ in own)) for code, own in amounts.items()}


@dataclass(frozen=True, slots=True)
class Arrived:
    """市级到位 and 县级到位 of a county at the end of the node month, in 分, and where they stand."""

    city: int
    county: int
    origin: str


def arrived_in_dispatch(dispatch: pd.DataFrame, period: str) -> dict[str, Arrived]:
    """From the county's own return of that 期别; a figure left blank is no figure."""
    rows = dispatch[dispatch["期别"] == period].to_dict("records")
    return {
        text(row["行政区划代码"]): Arrived(
            fen(row["市级到位"]), fen(row["县级到位"]), f"调度表{period}"
        )
        for row in rows
        if not (blank(row["市级到位"]) or blank(row["县级到位"]))
    }  # fmt: skip


def arrived_in_ledger(funds: pd.DataFrame, period: str) -> dict[str, Arrived]:
    """From 到位金额 and 到位日期 of 资金台账. A county with a 市级 or 县级 row that says nothing of it is
    left out: it cannot be told from 0.
    """
    year, end = int(period[:4]), pd.Timestamp(month_end(period))
    rows = funds[(funds["年度"] == year) & funds["资金级次"].isin(OWN_LEVELS)].to_dict("records")
    silent = {text(row["行政区划代码"]) for row in rows if blank(row["到位金额"])}
    sums: dict[str, dict[str, int]] = {}
    for row in rows:
        own = sums.setdefault(text(row["行政区划代码"]), dict.fromkeys(OWN_LEVELS, 0))
        if not blank(row["到位金额"]) and not blank(row["到位日期"]) and row["到位日期"] <= end:
            own[row["资金级次"]] += fen(row["到位金额"])
    return {
        code: Arrived(own[OWN_LEVELS[0]], own[OWN_LEVELS[1]], "资金台账")
        for code, own in sums.items()
        if code not in silent
    }


@dataclass(frozen=True, slots=True)
class Locals:
    """第12条 (iii) as 计分排名 judges it: `interviews` and `warned` by code, with their reasons."""

    interviews: Mapping[str, str]
    warned: Mapping[str, str]


def judge_arrived(arrived: Mapping[str, Arrived], units: Units, period: str, policy: Policy) -> Locals:
    """约谈 (iii) over these figures, by the rule of 计分排名 itself."""
    codes = [code for code in arrived if code in units]
    rows = [
        {"期别": period, "行政区划代码": code, "市州": units[code].city, "县区": units[code].name,
         "是否参评": _YES, "市级到位": arrived[code].city / FEN, "县级到位": arrived[code].county / FEN}
        for code in codes
    ]  # fmt: skip
    evidence = _evidence(pd.DataFrame(rows, columns=DISPATCH.names), period, policy)
    interviews = {trigger.code: trigger.reason for trigger in no_local_funds(evidence)}
    warned = {codes[problem.row]: problem.problem for problem in one_level_missing(evidence)}
    return Locals(interviews, warned)


def _evidence(dispatch: pd.DataFrame, period: str, policy: Policy) -> Evidence:
    def empty(table: Table) -> pd.DataFrame:
        return pd.DataFrame(columns=table.names)

    return Evidence(
        period, month_end(period), policy, dispatch, empty(COUNTIES), empty(HISTORY), empty(LETTERS),
        empty(PROBLEMS), empty(ADJUSTMENTS),
    )  # fmt: skip


def node_period(year: int, policy: Policy) -> str:
    """2024-06: the 期别 at whose end city and county funds must be there."""
    return f"{year}-{policy.whole('配套到位节点月份'):02d}"


def funding_table(
    funds: pd.DataFrame,
    dispatch: pd.DataFrame | None,
    units: Units,
    year: int,
    policy: Policy,
    today: dt.date,
) -> pd.DataFrame:
    """第3条: every county with task funds once, by code; 到位 from the county's return where there is one,
    else from 资金台账.
    """
    period = node_period(year, policy)
    returned = {} if dispatch is None else arrived_in_dispatch(dispatch, period)
    arrived = arrived_in_ledger(funds, period) | returned
    local = judge_arrived(arrived, units, period, policy)
    own = invested(funds)
    told = {unit.code for unit in expected(units)} | set(own)
    rows = [
        _row(units[code], units, own.get(code, Invested({}, frozenset())), arrived.get(code), local, year,
             today, period)
        for code in sorted(told & set(units))
    ]  # fmt: skip
    return rows_frame(FUNDING, rows)


def _row(
    unit: Unit,
    units: Units,
    own: Invested,
    arrived: Arrived | None,
    local: Locals,
    year: int,
    today: dt.date,
    period: str,
) -> dict[str, Any]:
    light, reason = growth_verdict(own.of(year), own.of(year - 1), year)
    if light in (RED, YELLOW) and unfinished(year, today):
        reason += f"（{year}年还没有过完，年内再安排的补填后再按）"
    there, why = _arrival(unit.code, arrived, local, today > month_end(period), period)
    return {
        **unit_columns(units, unit.code),
        "年度": year,
        **_amounts(own, year),
        "投入结论": light,
        "市级到位": arrived.city / FEN if arrived else None,
        "县级到位": arrived.county / FEN if arrived else None,
        "到位结论": there,
        "是否约谈": None if there in (NO_DATA, NOT_DUE) else _YES if unit.code in local.interviews else _NO,
        "结论": gravest(light, there),
        "依据": f"{reason}；{why}",
    }


def _amounts(own: Invested, year: int) -> dict[str, float | None]:
    now, before = own.of(year), own.of(year - 1)
    known = now is not None and before is not None
    city, county = ((own.amounts.get((year, level), 0) if now is not None else None) for level in OWN_LEVELS)
    return {
        "上年投入": _wan(before),
        "本年市级投入": _wan(city),
        "本年县级投入": _wan(county),
        "本年投入": _wan(now),
        "增减额": (now - before) / FEN if now is not None and before is not None else None,
        "增长率": float(Fraction(now - before, before)) if known and now is not None and before else None,
    }


def unfinished(year: int, today: dt.date) -> bool:
    """Whether the funds of `year` may still grow: last year's stand for twelve months, this year's do not."""
    return today <= dt.date(year, 12, 31)


def growth_verdict(now: int | None, before: int | None, year: int) -> tuple[str, str]:
    """第3条 保持一定增幅: below last year red, the same yellow, above green; nothing in both years is red."""
    if now is None or before is None:
        absent = [y for y, amount in ((year - 1, before), (year, now)) if amount is None]
        said = "、".join(f"{y}年" for y in absent)
        return NO_DATA, f"第3条：资金台账没有本县{said}市县两级的数，请补填（没有投入的填一行金额0）"
    head = f"第3条（方案：每年足额匹配并保持一定增幅）：{money_text(before)}→{money_text(now)}万元"
    if now < before:
        return RED, f"{head}，{_growth(now, before)}，投入下降"
    if now > before:
        return GREEN, f"{head}，{_growth(now, before)}"
    if now == 0:
        return RED, f"{head}，两年都没有市县投入"
    return YELLOW, f"{head}，与上年持平，没有增长（缺省为黄）"


def _growth(now: int, before: int) -> str:
    return f"增长{percent_text(Fraction(now - before, before), Fraction(0))}" if before else "上年为0"


def _arrival(
    code: str, arrived: Arrived | None, local: Locals, due: bool, period: str
) -> tuple[str, str]:  # fmt: skip
    if not due:
        return NOT_DUE, f"第12条：{period}月末还没有过，到位暂不判"
    if arrived is None:
        remedy = "请在资金台账填到位金额和到位日期（没有到位的填0），或把有这一期的“调度排名”放进同一文件夹"
        return NO_DATA, f"第12条：不知道{period}月末市县到位多少，{remedy}"
    if code in local.interviews:
        return RED, f"第12条（方案）：{local.interviews[code]}，列入约谈（{arrived.origin}）"
    if code in local.warned:
        return YELLOW, f"{local.warned[code]}（缺省，{arrived.origin}）"
    said = f"市级到位{money_text(arrived.city)}、县级到位{money_text(arrived.county)}万元"
    return GREEN, f"第12条：{period}月末{said}（{arrived.origin}）"


def disagreements(
    dispatch: pd.DataFrame | None, funds: pd.DataFrame, units: Units, year: int, policy: Policy
) -> Iterable[str]:
    """Counties of which return and ledger say one that all is 0, the other that it is not."""
    if dispatch is None:
        return
    period = node_period(year, policy)
    ledger = arrived_in_ledger(funds, period)
    for code, own in arrived_in_dispatch(dispatch, period).items():
        other = ledger.get(code)
        if other and code in units and bool(own.city + own.county) != bool(other.city + other.county):
            yield code


def _wan(amount: int | None) -> float | None:
    return None if amount is None else amount / FEN
