"""第12条 临界名单: who is within a place or half a point of a sanction, on either side (bounds 缺省)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from xltools.rules.art12.adjustments import rows_of, unapproved
from xltools.rules.art12.history import CITY_LEVEL, COUNTY_LEVEL, OUTSIDE
from xltools.rules.art12.interview import investment
from xltools.rules.art12.ranking import Place
from xltools.rules.art12.rectify import serious_node
from xltools.rules.art12.togreen import Standing, county_facts_of, standing
from xltools.rules.art12.trigger import Evidence
from xltools.rules.exact import decimal_text, money_text, percent_text, plain_percent, plain_text
from xltools.rules.periods import month_end, month_of, year_of
from xltools.tables.declared.togreen import NEAR

WITHIN, ON, BEYOND = "线内", "线上", "线外"
"""Sanctioned as things stand; tied across the line, so that a person decides; not sanctioned."""

SERIOUS, ARBITRARY = "严重滞后线", "随意调整线"


@dataclass(frozen=True, slots=True)
class Near:
    """One unit near one line. `gap` in `unit`; `places` where the line is one of places."""

    code: str
    matter: str
    side: str
    gap: Fraction
    unit: str
    so: str
    reason: str
    places: int | None = None


def near(evidence: Evidence, counties: Standing | None = None) -> pd.DataFrame:
    """第12条: 临界名单 of the 期别. `counties`: their standing where it is known already."""
    own = counties or standing(county_facts_of(evidence), evidence, COUNTY_LEVEL)
    cities = {code: f for code, f in evidence.facts.items() if code not in evidence.counties}
    theirs = standing(cities, evidence, CITY_LEVEL)
    found = [
        *_last_places(evidence, own, COUNTY_LEVEL),
        *_last_places(evidence, theirs, CITY_LEVEL),
        *_serious(evidence),
        *_arbitrary(evidence),
    ]
    at = {p.entry.code: p for p in (*own.places, *theirs.places)}
    frame = pd.DataFrame([_row(evidence, one, at.get(one.code)) for one in found], columns=NEAR.names)
    return frame.astype({"排名": "Int64", "差名次": "Int64", "综合得分": "float64", "差距": "float64"})


def _last_places(evidence: Evidence, of: Standing, level: str) -> Iterator[Near]:
    """Within 临界名次 of the cut, or within 临界分差 of the nearest score across it."""
    if not of.safe:
        return
    reach, margin = evidence.policy.whole("临界名次"), evidence.policy.number("临界分差")
    for place in of.places:
        first, final, own = place.number, of.final(place), place.entry.scores.综合
        side = WITHIN if first > of.safe else ON if final > of.safe else BEYOND
        across = of.totals[of.safe - 1 if side == WITHIN else of.safe]
        steps = {WITHIN: first - of.safe, ON: 0, BEYOND: of.safe + 1 - final}[side]
        if steps <= reach or abs(own - across) <= margin:
            yield Near(
                place.entry.code, f"后{of.last}位", side, abs(own - across), "分",
                _reminder(evidence, place.entry.code, side),
                _place_reason(place, of, side, across), steps,
            )  # fmt: skip


def _place_reason(place: Place, of: Standing, side: str, across: Fraction) -> str:
    own = place.entry.scores.综合
    cut = f"后{of.last}位从第{of.safe + 1}位起（共{len(of.places)}个）"
    head = f"第12条 {cut}；第{place.number}位、{decimal_text(own)}分"
    if side == ON:
        return f"{head}，与线两边得分相同，由人核定"
    which, word = ("线外最低", "低") if side == WITHIN else ("线内最高", "高")
    return f"{head}，{which}{decimal_text(across)}分，{word}{decimal_text(abs(own - across))}分"


def _reminder(evidence: Evidence, code: str, side: str) -> str:
    """第12条: how many times in a row, and what one more comes to."""
    times = evidence.policy.whole("提醒函连续次数")
    before = 0
    for one in evidence.rounds.get(code, [])[1:]:
        if one.standing == OUTSIDE:
            break
        before += 1
    if side == BEYOND:
        left = max(1, times - before)
        return (
            f"此前连续{before}次居后；再居后{left}次即发提醒敦促函"
            if before
            else f"连续{times}次居后发提醒敦促函"
        )
    if_so = "核定为居后的，" if side == ON else ""
    if before + 1 >= times:
        return f"{if_so}连同此前已连续{before + 1}次，达到提醒敦促函的{times}次"
    return f"{if_so}本次居后第{before + 1}次，再居后{times - before - 1}次即发提醒敦促函"


def _serious(evidence: Evidence) -> Iterator[Near]:
    """支出率 within 临界百分点 of the 严重滞后 bound."""
    policy = evidence.policy
    node = serious_node(policy, month_of(evidence.period))
    if node is None:
        return
    share, margin = policy.share("严重滞后比例"), policy.number("临界百分点")
    bound = node[1] * share
    for code, facts in sorted(evidence.facts.items()):
        gap = abs(facts.支出率 - bound) * 100
        if gap <= margin:
            below = facts.支出率 < bound
            reason = (
                f"第12条 严重滞后线{node[0]}月末目标{percent_text(node[1])}×{plain_percent(share)}＝"
                f"{plain_percent(bound)}；支出率{percent_text(facts.支出率, bound)}，"
                f"{'低' if below else '高'}{_points(gap)}个百分点（缺省）"
            )
            so = "已达整改通知书、点名通报条件" if below else "再低即发整改通知书、点名通报"
            yield Near(code, SERIOUS, WITHIN if below else BEYOND, gap, "个百分点", so, reason)


def _arbitrary(evidence: Evidence) -> Iterator[Near]:
    """Unapproved changes within 临界百分点 of 随意调整比例."""
    policy, end = evidence.policy, month_end(evidence.period)
    bound, margin = policy.share("随意调整比例"), policy.number("临界百分点")
    changed = unapproved(rows_of(evidence.adjustments, year_of(evidence.period), end))
    for code, changes in sorted(changed.items()):
        invested = investment(evidence, code) if code in evidence.counties else 0
        ratio = Fraction(changes.gross, invested) if invested else None
        if ratio is None or (gap := abs(ratio - bound) * 100) > margin:
            continue
        met = ratio >= bound
        reason = (
            f"第12条 无审批文号调整{changes.count}笔，绝对值合计{money_text(changes.gross)}÷"
            f"当年投资额{money_text(invested)}＝{percent_text(ratio, bound)}，线{plain_percent(bound)}"
        )
        so = "已达约谈通知书条件" if met else "再有无审批的调整即发约谈通知书"
        yield Near(code, ARBITRARY, WITHIN if met else BEYOND, gap, "个百分点", so, reason)


def _points(gap: Fraction) -> str:
    return plain_text(gap) if gap and gap < Fraction(1, 100) else decimal_text(gap)


def _row(evidence: Evidence, one: Near, place: Place | None) -> dict[str, Any]:
    county = evidence.counties.get(one.code)
    name = county.name if county else evidence.names[one.code]
    return {
        "期别": evidence.period,
        "级别": COUNTY_LEVEL if county else CITY_LEVEL,
        "代码": one.code,
        "市州": county.city if county else name,
        "名称": name,
        "事项": one.matter,
        "线内线外": one.side,
        "排名": place.number if place else None,
        "综合得分": float(place.entry.scores.综合) if place else None,
        "差名次": one.places,
        "差距": float(one.gap),
        "差距单位": one.unit,
        "后果": one.so,
        "依据": one.reason,
    }
