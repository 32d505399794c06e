"""第13–16条 盘活条件: every condition of every way for each asset, and which ways it leaves open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from xltools.policy import Policy
from xltools.rules.art12.roster import Row, text
from xltools.rules.art13.conditions import Condition, Finding, Path, Site, best, openness, words_of
from xltools.rules.art13.cooperation import COOPERATION
from xltools.rules.art14.operators import OPERATORS
from xltools.rules.art15.talent import TALENTS
from xltools.rules.art16.repurpose import CHANGE, EXCHANGE, SERVICES
from xltools.tables.declared.assets import WAYS
from xltools.tables.declared.revival import BARRED, FEASIBLE, MET, OPEN, TO_CHECK, UNMET

PATHS = (COOPERATION, OPERATORS, TALENTS, SERVICES, EXCHANGE, CHANGE)
"""第13条, 第14条, 第15条, and the three roads of 第16条."""

Key: TypeAlias = tuple[str, str, str, str]
"""资产编号, 方式, 途径, 条件."""

_PLACE = ("行政区划代码", "市州", "县区", "资产编号", "名称")


def key_of(row: Row) -> Key:
    """What a row of 盘活条件 is about."""
    return text(row["资产编号"]), text(row["方式"]), text(row["途径"]), text(row["条件"])


def conditions(
    assets: Iterable[tuple[Row, str]],
    platforms: Mapping[str, Row],
    answers: Mapping[Key, Row],
    policy: Policy,
) -> list[dict[str, Any]]:
    """第13–16条: 盘活条件 of assets (each with its class), asset by asset in the plan's order.

    `answers` are the rows in which the officer filled 核实; they decide what the ledger does not say.
    """
    words = words_of(policy)
    return [
        made
        for row, kind in assets
        for site in (Site(row, kind, platforms.get(text(row["行政区划代码"])), policy, words),)
        for path in PATHS
        for made in _road(site, path, answers)
    ]


def _road(site: Site, path: Path, answers: Mapping[Key, Row]) -> Iterator[dict[str, Any]]:
    """The conditions of a road, no further than a gate that is shut."""
    for condition in path.conditions:
        made = _row(site, path, condition, answers)
        yield made
        if condition.gate and made["结论"] == UNMET:
            return


YES, NO = "是", "否"


def _row(site: Site, path: Path, condition: Condition, answers: Mapping[Key, Row]) -> dict[str, Any]:
    found = condition.finds(site)
    made: dict[str, Any] = {name: site.row[name] for name in _PLACE}
    made |= {"方式": path.way, "途径": path.name, "条件": condition.name}
    answer = answers.get(key_of(made))
    typed = {name: answer[name] if answer is not None else None for name in ("核实", "核实说明")}
    verdict, remark = _verdict(found, text(typed["核实"]), text(typed["核实说明"]))
    said = {"结论": verdict, "事实": found.fact + remark, "依据": condition.basis}
    return made | typed | said


def _verdict(found: Finding, answer: str, words: str) -> tuple[str, str]:
    """What the officer found out counts; against the ledger only with words."""
    ruled = {YES: MET, NO: UNMET}.get(answer, found.verdict)
    if found.verdict in (OPEN, ruled) or words:
        return ruled, ""
    return found.verdict, "（核实与台账不符，没有核实说明，暂照台账）"


Roads: TypeAlias = dict[tuple[str, str], list[Row]]
"""(方式, 途径) → its conditions."""


def roads_by_asset(rows: Iterable[Row]) -> dict[str, Roads]:
    """资产编号 → its roads with their conditions."""
    found: dict[str, Roads] = {}
    for row in rows:
        roads = found.setdefault(text(row["资产编号"]), {})
        roads.setdefault((text(row["方式"]), text(row["途径"])), []).append(row)
    return found


def open_ways(roads: Roads) -> dict[str, str]:
    """方式 → 可行, 不具备 or 待核实."""
    found = {road: openness(text(r["结论"]) for r in rows) for road, rows in roads.items()}
    return {way: best(state for (w, _), state in found.items() if w == way) for way in WAYS}


def road_of(means: str, roads: Roads) -> str:
    """How open the road is that a 具体方式 names; empty where it names none of its own."""
    rows = next((rows for (_, name), rows in roads.items() if means and means in name), ())
    return openness(text(row["结论"]) for row in rows) if rows else ""


def suggestion(ways: Mapping[str, str], roads: Roads) -> tuple[str, str]:
    """建议方式 and 建议理由: what is open first, then what could be once it is found out."""
    for state, verdict in ((FEASIBLE, MET), (TO_CHECK, OPEN)):
        named = [way for way in WAYS if ways[way] == state]
        if named:
            text_ = "、".join(named)
            reasons = "；".join(_reason(way, state, verdict, roads) for way in named)
            return (text_ if state == FEASIBLE else f"待核实：{text_}"), reasons
    return "都不具备", "；".join(_reason(way, BARRED, UNMET, roads) for way in WAYS)


_MARKS = {MET: "", OPEN: "须核实", UNMET: "不满足"}


def _reason(way: str, state: str, verdict: str, roads: Roads) -> str:
    """The conditions that came to the verdict on the roads of a way that are in that state."""
    names = [
        text(row["条件"])
        for (name, _), rows in roads.items()
        if name == way and openness(text(r["结论"]) for r in rows) == state
        for row in rows
        if text(row["结论"]) == verdict
    ]
    return f"{way}：{_MARKS[verdict]}{'、'.join(dict.fromkeys(names))}"
