"""第11、12条 转绿测算: for each county what is to be paid by the next node, and to leave the last places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from xltools.rules.art11.progress import next_node
from xltools.rules.art12.facts import Facts, arrived
from xltools.rules.art12.history import COUNTY_LEVEL
from xltools.rules.art12.lights import Bounds, bounds
from xltools.rules.art12.needs import bar, needs, to_leave, to_pay, total
from xltools.rules.art12.ranking import Place, entries, order
from xltools.rules.art12.roster import EXEMPT, MISSING, REPORTED, Unit
from xltools.rules.art12.scores import Scale, scale
from xltools.rules.art12.trigger import Evidence
from xltools.rules.exact import FEN, decimal_text, money_text, percent_text, plain_percent
from xltools.rules.periods import month_of, year_of
from xltools.tables.declared.togreen import TO_GREEN

_UNRANKED = {
    MISSING: "无数据：本期未上报，收到上报后再算",
    EXEMPT: "不参评，不算",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """All places of one level of a 期别; `safe` is the last place before the cut, 0 where there is none."""

    places: list[Place]
    totals: list[Fraction]
    sharing: Mapping[int, int]
    last: int
    safe: int

    def final(self, place: Place) -> int:
        """The last of the places that a score is shared by."""
        return place.number + self.sharing[place.number] - 1

    def inside(self, place: Place) -> bool:
        """Among the last, or tied across the cut."""
        return bool(self.safe) and self.final(place) > self.safe


def standing(facts: Mapping[str, Facts], evidence: Evidence, level: str) -> Standing:
    """第12条: scored and ordered as the ranking is."""
    places = order(entries(facts, evidence.policy, month_of(evidence.period)))
    last = evidence.last(level)
    return Standing(
        places=places,
        totals=[p.entry.scores.综合 for p in places],
        sharing=Counter(p.number for p in places),
        last=last,
        safe=max(0, len(places) - last),
    )


def to_green(evidence: Evidence, own: Standing | None = None) -> pd.DataFrame:
    """第11、12条: 转绿测算 of the 期别: the ranked by place, below them 未上报 and 不参评, said and not 0.

    `own`: the standing of the counties where it is known already.
    """
    counties = own or standing(county_facts_of(evidence), evidence, COUNTY_LEVEL)
    view = _view(evidence, counties)
    rows = [_row(place, view) for place in counties.places]
    below = [u for kind in (MISSING, EXEMPT) for u in evidence.counties.values() if u.standing == kind]
    rows += [_names(u, evidence.period) | {"综合转绿还需": _UNRANKED[u.standing]} for u in below]
    frame = pd.DataFrame(rows, columns=TO_GREEN.names)
    texts = {"综合状态", "支出状态", "节点", "综合转绿还需", "脱后位说明", "依据"}
    numbers = [name for name in TO_GREEN.names[5:] if name not in texts]
    return frame.astype({**dict.fromkeys(numbers, "float64"), "排名": "Int64"})


def county_facts_of(evidence: Evidence) -> dict[str, Facts]:
    """The facts of the 参评 counties, without the cities'."""
    return {code: own for code, own in evidence.facts.items() if code in evidence.counties}


@dataclass(frozen=True, slots=True)
class _View:
    """What every row looks at, looked up once."""

    units: Mapping[str, Unit]
    period: str
    node: str
    ended: bool
    now: Scale
    then: Scale
    limits: Bounds
    standing: Standing
    arrived: Mapping[str, int]


def _view(evidence: Evidence, counties: Standing) -> _View:
    policy, month = evidence.policy, month_of(evidence.period)
    then, _ = next_node(policy, month)
    reported = [u for u in evidence.counties.values() if u.standing == REPORTED and u.row is not None]
    rows = [u.row for u in reported if u.row is not None]
    there = arrived(evidence.dispatch.iloc[rows], policy)
    return _View(
        units=evidence.counties,
        period=evidence.period,
        node=f"{year_of(evidence.period)}-{then:02d}",
        ended=then <= month,
        now=scale(policy, month),
        then=scale(policy, then),
        limits=bounds(policy),
        standing=counties,
        arrived={u.code: amount for u, amount in zip(reported, there, strict=True)},
    )


def _row(place: Place, view: _View) -> dict[str, Any]:
    entry = place.entry
    facts, lacking = entry.facts, needs(entry.facts, view.then, view.limits)
    yellow = to_pay(facts, view.then.序时目标 * view.limits.支出黄灯)
    idle = max(0, view.arrived[entry.code] - facts.支出)
    paid, said = _leaving(place, view)
    return {
        **_names(view.units[entry.code], view.period),
        "排名": place.number,
        "综合得分": float(entry.scores.综合),
        "综合状态": entry.lights.综合,
        "支出率": float(facts.支出率),
        "支出状态": entry.lights.支出,
        "节点": view.node,
        "节点目标": float(view.then.序时目标),
        "转黄需支付": yellow / FEN,
        "转绿需支付": lacking.支付 / FEN,
        "已到位未支出": idle / FEN,
        "还需到位": max(0, lacking.支付 - idle) / FEN,
        "综合转绿还需": lacking.said or f"{view.node}的各项目标都已达到",
        "脱后位需支付": None if paid is None else paid / FEN,
        "脱后位说明": said,
        "依据": _reason(facts, lacking.支付, yellow, view),
    }


def _leaving(place: Place, view: _View) -> tuple[int | None, str]:
    """How much leaves the last places, other things equal; and in words where nothing does."""
    at, entry = view.standing, place.entry
    if not at.safe:
        return None, f"参评县不多于{at.last}个，不判后位"
    if not at.inside(place):
        return None, f"第{place.number}位，不在后{at.last}位"
    passed = bar(at.totals, entry.scores.综合, at.safe)
    paid = to_leave(entry.facts, view.now, passed)
    goal = f"第{at.safe}位以内须高于{decimal_text(passed)}分"
    if paid is None:
        most = total(entry.facts, entry.facts.应支 - entry.facts.支出, view.now)
        return (
            None,
            f"只靠支付脱不了：{goal}，下达的付完也只有{decimal_text(most)}分，还要在投入、实施、质量上加分",
        )
    reached = total(entry.facts, paid, view.now)
    return paid, f"{goal}；支付后{decimal_text(reached)}分"


def _reason(facts: Facts, green: int, yellow: int, view: _View) -> str:
    due = view.then.序时目标
    floor = due * view.limits.支出黄灯
    head = "年末节点已到，按" if view.ended else "下一节点"
    base = f"应支{money_text(facts.应支)}－已支出{money_text(facts.支出)}"
    return (
        f"第11条 {head}{view.node}目标{percent_text(due)}×{base}→再支付{money_text(green)}万元为绿；"
        f"其{plain_percent(view.limits.支出黄灯)}即{plain_percent(floor)}→再支付{money_text(yellow)}万元为黄（缺省）"
    )


def _names(unit: Unit, period: str) -> dict[str, Any]:
    return {"行政区划代码": unit.code, "市州": unit.city, "县区": unit.name, "期别": period}
