"""第5条 “三大体系”试点: which county may have which pilot, each with the fact that decides it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any, TypeAlias

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art04.facts import KEY_CLASSES
from xltools.rules.art12.ranking import places
from xltools.rules.art12.roster import Row, text
from xltools.rules.exact import as_shown, plain_percent
from xltools.tables.declared.allocation_columns import INCOME, PILOTS
from xltools.tables.declared.pilots import ASK, MAY, MAY_NOT, QUALIFICATION, UNKNOWN
from xltools.tables.model import blank

JOINT, DIGITAL, COLLECTIVE, VILLAGE = PILOTS


_POOR = {"较差": ("较差",), "一般及以下": ("一般", "较差"), "不看": ()}


@dataclass(frozen=True, slots=True)
class Fit:
    """可以, 不可以, 需核实 or 无数据, and why."""

    verdict: str
    fact: str


Fits: TypeAlias = Mapping[str, Mapping[str, Fit]]
"""Code → pilot → Fit."""


@dataclass(frozen=True, slots=True)
class BetterOff:
    """“条件相对较好的地区” as read here: the first `counted` places by income (equal incomes together)."""

    place: Mapping[str, int]
    counted: int
    share: str

    def holds(self, code: str) -> bool:
        """Whether a county's income is among the first."""
        return self.place[code] <= self.counted


def better_off(factors: pd.DataFrame, policy: Policy) -> BetterOff:
    """缺省: the upper 和美乡村收入位次 of the counties whose income is known."""
    known = factors[factors[INCOME].notna()]
    incomes = [as_shown(income) for income in known[INCOME]]
    numbers = places(incomes)
    place = {code: numbers[i] for code, i in zip(known["行政区划代码"], incomes, strict=True)}
    share = policy.share("和美乡村收入位次")
    return BetterOff(place, ceil(share * len(known)), plain_percent(share))


def fits(factors: pd.DataFrame, roster: pd.DataFrame | None, policy: Policy) -> Fits:
    """第5条: every county of 因素表 and of 县区名单 against the four pilots, its grade looked at."""
    rich, poor = better_off(factors, policy), _POOR[policy.text("试点核实等次")]
    known = {
        row["行政区划代码"]: graded(county_fits(row, rich), text(row["绩效等次"]), poor)
        for row in factors.to_dict("records")
    }
    others = {row["行政区划代码"]: _without_factors(row) for row in _rows(roster)}
    return {code: known.get(code) or others[code] for code in sorted({*known, *others})}


def county_fits(county: Row, rich: BetterOff) -> dict[str, Fit]:
    """第5条: one row of 因素表 against the four pilots."""
    return {
        JOINT: joint(text(county["县类别"])),
        DIGITAL: digital(county["集中安置区数"]),
        COLLECTIVE: Fit(MAY, "在全省开展"),
        VILLAGE: village(county, rich),
    }


def graded(own: Mapping[str, Fit], grade: str, poor: Collection[str]) -> Mapping[str, Fit]:
    """保障措施（三）: the grade is 重要依据 of who gets a pilot; 缺省: a `poor` one leaves it to a person."""
    if grade not in poor:
        return own
    why = f"绩效等次{grade}，评价结果是申请试点补助的重要依据（保障措施）"
    return {p: Fit(ASK, f"{fit.fact}；{why}") if fit.verdict == MAY else fit for p, fit in own.items()}


def joint(kind: str) -> Fit:
    """第5条: 跨区域主导产业连片开发 is for 重点帮扶县."""
    if not kind:
        return Fit(UNKNOWN, "没有填县类别")
    return Fit(MAY if kind in KEY_CLASSES else MAY_NOT, f"只在重点帮扶县，本县是“{kind}”")


def digital(sites: Any) -> Fit:
    """第5条: 数字社区管理 is for 易地搬迁集中安置区."""
    if blank(sites):
        return Fit(UNKNOWN, "没有填集中安置区数")
    return Fit(MAY if sites > 0 else MAY_NOT, f"只在易地搬迁集中安置区，本县有{sites:.0f}个")


def village(county: Row, rich: BetterOff) -> Fit:
    """第5条: 宜居宜业和美乡村 is for 条件相对较好的地区, which the plan does not define: never 不可以."""
    code, kind = county["行政区划代码"], text(county["县类别"])
    if code not in rich.place:
        return Fit(UNKNOWN, "没有填农民收入")
    if not kind:
        return Fit(UNKNOWN, "没有填县类别")
    head = f"条件相对较好的地区（缺省：收入前{rich.share}即{rich.counted}位以内、非重点帮扶县）"
    fact = f"{head}，本县收入第{rich.place[code]}位、{kind}"
    return Fit(MAY if rich.holds(code) and kind not in KEY_CLASSES else ASK, fact)


def _without_factors(listed: Row) -> dict[str, Fit]:
    """A county that 因素表 does not have: its class alone is known."""
    gap = "因素表中没有这个县"
    known = joint(text(listed["县类别"]))
    return {
        JOINT: Fit(ASK, f"{known.fact}；{gap}") if known.verdict == MAY else known,
        DIGITAL: Fit(UNKNOWN, gap),
        COLLECTIVE: Fit(ASK, f"在全省开展；{gap}"),
        VILLAGE: Fit(UNKNOWN, gap),
    }


def qualification(factors: pd.DataFrame, roster: pd.DataFrame | None, policy: Policy) -> pd.DataFrame:
    """第5条: 试点资格, one row a county by code."""
    found, rich = fits(factors, roster, policy), better_off(factors, policy)
    rows = {row["行政区划代码"]: row for row in (*_rows(roster), *factors.to_dict("records"))}
    frame = pd.DataFrame(
        [_row(rows[code], own, rich) for code, own in found.items()], columns=QUALIFICATION.names
    )
    return frame.astype({"集中安置区数": "Int64", "收入位次": "Int64", INCOME: "float64"})


def _row(county: Row, own: Mapping[str, Fit], rich: BetterOff) -> dict[str, Any]:
    code, sites = county["行政区划代码"], county.get("集中安置区数")
    return {
        **{name: county[name] for name in ("行政区划代码", "市州", "县区", "县类别")},
        "集中安置区数": None if sites is None or blank(sites) else int(sites),
        INCOME: county.get(INCOME),
        "收入位次": rich.place.get(code),
        "绩效等次": county.get("绩效等次"),
        **{pilot: fit.verdict for pilot, fit in own.items()},
        "依据": "第5条 " + "；".join(f"{pilot}：{fit.fact}→{fit.verdict}" for pilot, fit in own.items()),
    }


def _rows(roster: pd.DataFrame | None) -> list[Row]:
    if roster is None:
        return []
    rows: list[Row] = [*roster.to_dict("records")]
    return rows
