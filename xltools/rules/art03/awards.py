"""第3条 评优奖励资格: 取消 with every reason at once, 待定 where something is not known, else 保留."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art03.funding import gravest
from xltools.rules.art12.roster import Row, text
from xltools.rules.exact import percent_text, plain_percent
from xltools.rules.problems import Problem
from xltools.rules.units import Units, expected, unit_columns
from xltools.tables.declared.money_results import (
    AWARDS,
    INCOMPLETE,
    KEPT,
    LOST,
    NO_DATA,
    NO_LEDGER,
    NOT_SHOWN,
    OPEN,
    RED,
    SHOWING,
    SHOWN_LATE,
    TO_SHOW,
    TOO_SHORT,
)
from xltools.tables.frame import rows_frame

_CLAUSE = (
    "第3条（方案）：资金投入规模下降、拨付流程不规范不及时、公告公示制度落实不到位的，取消相关评优奖励资格"
)
_FAULTS = (SHOWN_LATE, TOO_SHORT, INCOMPLETE)
_WAITING = (SHOWING, TO_SHOW)


@dataclass(frozen=True, slots=True)
class County:
    """A county's results of the three checks: its row of 投入比对 and of 拨付汇总, its own of 公开核查."""

    funding: Row
    payment: Row
    disclosures: Sequence[Row] = ()


@dataclass(slots=True)
class Standing:
    """`lost` are the reasons for 取消, `unknown` what must be known before 保留 can be said."""

    lost: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        """取消 on one reason, whatever else is not known."""
        return LOST if self.lost else OPEN if self.unknown else KEPT

    @property
    def reason(self) -> str | None:
        """Every reason; what is missing after it."""
        missing = [f"缺：{'、'.join(self.unknown)}"] if self.unknown else []
        return "；".join([*self.lost, *missing]) or None


def standing(county: County, policy: Policy) -> Standing:
    """第3条 for one county, all reasons at once."""
    found = Standing()
    _funding(county.funding, found)
    found.lost += _payment(county.payment, policy)
    found.unknown += _payment_unknown(county.payment)
    found.lost += _disclosure(county.disclosures, policy)
    if not county.disclosures or any(row["状态"] == NO_LEDGER for row in county.disclosures):
        found.unknown.append("资金台账或公示台账")
    return found


def _funding(row: Row, found: Standing) -> None:
    if not row or row["投入结论"] == NO_DATA:
        found.unknown.append("市县投入两年的数")
    elif row["投入结论"] == RED:
        amounts = f"{row['上年投入']:,.2f}→{row['本年投入']:,.2f}万元"
        found.lost.append(f"投入规模下降（{amounts}）")


def _payment(row: Row, policy: Policy) -> Iterator[str]:
    """拨付不及时 and 不规范, each against its parameter (缺省)."""
    if not row:
        return
    red, late = int(row["严重逾期数"]), int(row["逾期数"] + row["严重逾期数"])
    due = int(row["按期付清数"]) + late
    if red >= policy.whole("评优严重逾期项目数"):
        bound = policy.whole("评优严重逾期项目数")
        yield f"拨付不及时（完工超过{policy.whole('支付红线天数')}天的项目{red}个，达到{bound}个）"
    yield from _rate("拨付不及时", "逾期项目", late, due, "到应付清日的", policy, "评优逾期率")
    uneven, building = int(row["进度不匹配数"]), int(row["在建数"])
    yield from _rate("拨付不规范", "进度不匹配", uneven, building, "在建的", policy, "评优进度不匹配率")


def _rate(
    what: str, which: str, part: int, whole: int, of: str, policy: Policy, name: str
) -> Iterator[str]:  # fmt: skip
    bound = policy.share(name)
    if part and Fraction(part, whole) >= bound:
        share = percent_text(Fraction(part, whole), bound)
        yield f"{what}（{which}{part}个÷{of}{whole}个={share}，达到{plain_percent(bound)}）"


def _payment_unknown(row: Row) -> Iterator[str]:
    if not row or not row["项目数"]:
        yield "拨付台账"
        return
    if row["无法判定数"]:
        yield f"拨付台账{int(row['无法判定数'])}个项目无法判定"
    if row["缺台账数"]:
        yield f"拨付台账少{int(row['缺台账数'])}个已开工项目"


def _disclosure(rows: Sequence[Row], policy: Policy) -> Iterator[str]:
    """公开不到位: what the county itself had to make public."""
    states = [row["状态"] for row in rows]
    absent = states.count(NOT_SHOWN)
    if absent >= policy.whole("评优未公开项数"):
        yield f"公开不到位（未公开{absent}项，达到{policy.whole('评优未公开项数')}项）"
    due = sum(state not in (*_WAITING, NO_LEDGER) for state in states)
    faulty = sum(state in _FAULTS for state in states)
    yield from _rate(
        "公开不到位", "超期、天数不足或要素不全", faulty, due, "应公开的", policy, "评优公开不规范率"
    )


def awards_table(
    funding: pd.DataFrame,
    payment: pd.DataFrame,
    disclosures: pd.DataFrame,
    decided: pd.DataFrame,
    units: Units,
    year: int,
    policy: Policy,
) -> pd.DataFrame:
    """第3条: every county with task funds once, by code. What the officer put into 核定 stands and is the
    资格.
    """
    own = {text(row["行政区划代码"]): row for row in funding.to_dict("records")}
    paid = {text(row["行政区划代码"]): row for row in payment.to_dict("records")}
    shown: dict[str, list[Row]] = {}
    for row in disclosures.to_dict("records"):
        shown.setdefault(text(row["行政区划代码"]), []).append(row)
    before = _decided(decided, year)
    rows = [
        _row(
            unit.code,
            County(own.get(unit.code, {}), paid.get(unit.code, {}), shown.get(unit.code, ())),
            before.get(unit.code, {}), units, year, policy,
        )
        for unit in expected(units)
    ]  # fmt: skip
    return rows_frame(AWARDS, rows)


def _decided(decided: pd.DataFrame, year: int) -> dict[str, Row]:
    rows = decided[decided["年度"] == year].to_dict("records")
    return {text(row["行政区划代码"]): row for row in rows}


def _row(
    code: str, county: County, before: Row, units: Units, year: int, policy: Policy
) -> dict[str, Any]:  # fmt: skip
    found = standing(county, policy)
    own = text(before.get("核定"))
    return {
        **unit_columns(units, code),
        "年度": year,
        "投入结论": text(county.funding.get("投入结论")) or NO_DATA,
        "拨付结论": text(county.payment.get("结论")) or NO_DATA,
        "公开结论": _shown_light(county.disclosures),
        "认定": found.verdict,
        "原因": found.reason,
        "核定": own or None,
        "核定理由": text(before.get("核定理由")) or None,
        "资格": own or found.verdict,
        "依据": _basis(found, county, own),
    }


def _shown_light(rows: Sequence[Row]) -> str:
    return gravest(*(row["结论"] for row in rows)) if rows else NO_DATA


def _basis(found: Standing, county: County, own: str) -> str:
    said = {
        LOST: f"取消：{'；'.join(found.lost)}",
        OPEN: f"待定：没有{'、'.join(found.unknown)}，补齐后再按",
        KEPT: "没有取消的情形，保留",
    }[found.verdict]
    arrived = "；6月底市县两级到位均为0，另列约谈（第12条）" if county.funding.get("是否约谈") == "是" else ""
    decided = f"；核定{own}" if own else ""
    return f"{_CLAUSE}（数量界限为缺省）。{said}{arrived}{decided}"


def decision_problems(decided: pd.DataFrame, year: int) -> Iterator[Problem]:
    """核定 without 核定理由."""
    for i, row in enumerate(decided.to_dict("records")):
        if row["年度"] == year and text(row["核定"]) and not text(row["核定理由"]):
            problem = f"核定“{row['核定']}”没有写理由"
            yield Problem(i, "核定理由", problem, "写明核实情况或会议、文件；不核定的清空“核定”", AWARDS.name)


def changed_since(decided: pd.DataFrame, now: pd.DataFrame, year: int) -> Iterator[int]:
    """Rows of 评优资格 whose 核定 was made when 认定 or 原因 was another."""
    new: Mapping[str, Row] = {text(r["行政区划代码"]): r for r in now.to_dict("records")}
    for i, row in enumerate(decided.to_dict("records")):
        found = new.get(text(row["行政区划代码"]))
        if found and row["年度"] == year and text(row["核定"]) and _said(row) != _said(found):
            yield i


def _said(row: Row) -> tuple[str, str]:
    return text(row["认定"]), text(row["原因"])
