"""第13–16条 盘活建议: the assets to revive with their ways, and all that was decided, kept by 资产编号."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art12.roster import Row, text
from xltools.rules.art13.progress import (
    decision_problems,
    figures_after,
    future_problems,
    needs_agreement,
    needs_change,
    order_problems,
    stage,
)
from xltools.rules.art13.suggest import conditions, key_of, open_ways, road_of, roads_by_asset, suggestion
from xltools.rules.art14 import agreements
from xltools.rules.art14.agreements import agreement_row
from xltools.rules.art16 import change
from xltools.rules.art16.change import STEPS, change_row
from xltools.rules.problems import Problem
from xltools.tables.declared.assets import APART, REPURPOSE, TO_REVIVE, UNKNOWN, WAYS
from xltools.tables.model import blank

DECISION = (
    "盘活方式", "具体方式", "决定单位", "决定日期", "决定理由", "盘活日期", "盘活后年收益", "盘活后用途",
    "备注",
)  # fmt: skip
"""What the officer fills in 盘活建议."""

_ASSET = ("行政区划代码", "市州", "县区", "资产编号", "名称", "类别", "原值")

_FIRST = {
    UNKNOWN: "台账无法判定，先补齐；",
    APART: "台账已另列（如已处置）：不再盘活的，清空所填各栏；",
}
"""What comes before all else of an asset that is of such a class now."""

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Before:
    """What the tables held when the button was pressed."""

    revival: Sequence[Row]
    conditions: Sequence[Row]
    agreements: Sequence[Row]
    changes: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Revived:
    """The four tables after the press, as rows."""

    revival: Rows
    conditions: Rows
    agreements: Rows
    changes: Rows


def revive(
    ledger: pd.DataFrame,
    classes: Sequence[str],
    before: Before,
    platforms: Mapping[str, Row],
    policy: Policy,
    on: dt.date,
) -> Revived:
    """第13–16条: every asset to revive and every one decided upon, with what each still needs.

    `classes` are those in force of the ledger's rows; 资产编号 are unique where an asset is to revive.
    """
    known = _by_code(before.revival)
    held = _held(ledger, classes, known)
    due = [code for code, (_, kind) in held.items() if code and kind in TO_REVIVE]
    tracked = [code for code, row in known.items() if code not in set(due) and _stays(row, held.get(code))]
    listed = {code: _listed(held[code], known.get(code), on) for code in [*due, *tracked] if code in held}
    answers = {key_of(row): row for row in before.conditions if typed(row, ("核实", "核实说明"))}
    assets = [(held[code][0] | {"类别": row["类别"]}, row["分类"]) for code, row in listed.items()]
    made = conditions(assets, platforms, answers, policy)
    roads = roads_by_asset(made)
    for code, row in listed.items():
        row |= open_ways(roads[code])
        row["建议方式"], row["建议理由"] = suggestion({way: row[way] for way in WAYS}, roads[code])
    agreements = _agreements(listed, held, before, policy, on)
    changes = _changes(listed, before, policy)
    signed, changed = _by_code(agreements), _by_code(changes)
    for code, row in listed.items():
        road = road_of(text(row["具体方式"]), roads[code]) if text(row["盘活方式"]) == REPURPOSE else ""
        now = stage(row, signed.get(code), changed.get(code), held[code][1], policy, road)
        first = _FIRST.get(held[code][1], "")
        row |= figures_after(row) | {"进度": now.progress, "下一步": first + now.following}
    gone = [
        {**known[code], "下一步": "资产台账里已没有这个资产编号，请核对"}
        for code in tracked
        if code not in held
    ]
    return Revived(
        [*listed.values(), *gone], made + _left(before.conditions, made, key_of), agreements, changes
    )


def decided_problems(before: Before, on: dt.date) -> list[Problem]:
    """第13–16条: what was filled into 盘活建议, 协议清单 and 变更登记 and cannot be true."""
    agreements, changes = _by_code(before.agreements), _by_code(before.changes)
    return [
        *(
            problem
            for i, row in enumerate(before.revival)
            for code in (text(row["资产编号"]),)
            for problem in decision_problems(i, row, agreements.get(code), changes.get(code), on)
        ),
        *future_problems(before.agreements, on),
        *order_problems(before.changes, STEPS, on),
    ]


def _stays(row: Row, asset: tuple[Row, str] | None) -> bool:
    """Whether a row that is not due stays: something was typed, or nobody can tell whether it is due."""
    return typed(row, DECISION) or (asset is not None and asset[1] == UNKNOWN)


def typed(row: Row, columns: Iterable[str]) -> bool:
    """Whether the officer filled any of these cells."""
    return any(not blank(row[name]) and text(row[name]) != "" for name in columns)


def _held(
    ledger: pd.DataFrame, classes: Sequence[str], known: Mapping[str, Row]
) -> dict[str, tuple[dict[Any, Any], str]]:
    """The ledger by 资产编号. Of rows that share one, that of the county for which it was listed."""
    found: dict[str, tuple[dict[Any, Any], str]] = {}
    for row, kind in zip(_rows(ledger), classes, strict=True):
        code = text(row["资产编号"])
        first, listed = found.get(code), known.get(code)
        if first is None or (listed and _same_county(row, listed) and not _same_county(first[0], listed)):
            found[code] = (row, kind)
    return found


def _same_county(row: Row, listed: Row) -> bool:
    return text(row["行政区划代码"]) == text(listed["行政区划代码"])


def _rows(frame: pd.DataFrame) -> Sequence[dict[Any, Any]]:
    rows: Sequence[dict[Any, Any]] = frame.to_dict("records")
    return rows


def _by_code(rows: Iterable[Row]) -> dict[str, Row]:
    return {text(row["资产编号"]): row for row in rows if text(row["资产编号"])}


def _listed(asset: tuple[Row, str], old: Row | None, on: dt.date) -> dict[str, Any]:
    """A row of 盘活建议. What an asset was when its way was decided does not change any more."""
    row, kind = asset
    made: dict[str, Any] = {name: row[name] for name in _ASSET}
    made |= {"分类": kind, "认定日期": pd.Timestamp(on), "盘活前年收益": row["年收益"]}
    entered = {name: old[name] if old is not None else None for name in DECISION}
    if old is not None and text(old["分类"]) == kind and not blank(old["认定日期"]):
        made["认定日期"] = old["认定日期"]
    if old is not None and (text(old["盘活方式"]) or kind == UNKNOWN):
        frozen = ("类别", "原值", "分类", "认定日期", "盘活前年收益")
        made |= {name: old[name] for name in frozen if not blank(old[name])}
    if not text(entered["盘活方式"]) and text(row["盘活方式"]):
        entered["盘活方式"] = row["盘活方式"]
    return made | entered | {"盘活前收益率": _rate(made), "依据": _basis(made)}


def _rate(row: Row) -> float | None:
    value, earned = row["原值"], row["盘活前年收益"]
    return None if blank(value) or blank(earned) or not value > 0 else earned / value


def _basis(row: Row) -> str:
    return (
        f"第13–16条：{row['认定日期']:%Y-%m-%d}认定为{row['分类']}（见“资产分类”）；各方式的条件见“盘活条件”"
    )


def _agreements(
    listed: Mapping[str, Row],
    held: Mapping[str, tuple[Row, str]],
    before: Before,
    policy: Policy,
    on: dt.date,
) -> Rows:
    """协议清单: an agreement for each way that needs one; what was typed of others stays."""
    old = _by_code(before.agreements)
    made = [
        agreement_row(
            {name: row[name] for name in (*_ASSET, "盘活方式")} | {"权属": held[code][0]["权属"]},
            old.get(code), policy, on,
        )
        for code, row in listed.items()
        if needs_agreement(row)
    ]  # fmt: skip
    return made + _left(before.agreements, made, _code, agreements.TYPED)


def _changes(listed: Mapping[str, Row], before: Before, policy: Policy) -> Rows:
    old = _by_code(before.changes)
    made = [
        change_row({name: row[name] for name in _ASSET}, old.get(code), policy)
        for code, row in listed.items()
        if needs_change(row)
    ]
    return made + _left(before.changes, made, _code, change.TYPED)


def _code(row: Row) -> str:
    return text(row["资产编号"])


def _left(
    old: Iterable[Row],
    made: Iterable[Row],
    key: Callable[[Row], Any],
    columns: Sequence[str] = ("核实", "核实说明"),
) -> Rows:
    """Rows that are not called for any more, in which the officer filled something: they stay."""
    there = set(map(key, made))
    return [dict(row) for row in old if key(row) not in there and typed(row, columns)]
