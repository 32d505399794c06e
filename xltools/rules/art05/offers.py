"""第5条: what was granted for the year to be allocated, held against 试点清单; a person says what goes in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import pandas as pd

from xltools.errors import Severity
from xltools.rules.art05.eligibility import Fits
from xltools.rules.art12.roster import Row, text
from xltools.rules.problems import Problem
from xltools.tables.declared.allocation import PILOT_TABLE
from xltools.tables.declared.pilots import (
    ASK,
    DIFFERENT,
    MAY_NOT,
    PILOT_OFFERS,
    SAME,
    UNGRANTED,
    UNKNOWN,
    UNLISTED,
)
from xltools.tables.model import blank

YES = "是"

Key: TypeAlias = tuple[str, str, str]
"""行政区划代码, 试点, 资金级次."""

_Listed: TypeAlias = dict[Key, dict[Any, Any]]


@dataclass(frozen=True, slots=True)
class Offers:
    """`offers` is 试点列入; `listed` 试点清单, changed only where `taken` says so (one line each)."""

    offers: pd.DataFrame
    listed: pd.DataFrame
    taken: tuple[str, ...]
    notices: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Against:
    """What the grants are held against. `closed`: the year's allocation is confirmed, nothing goes in."""

    listed: pd.DataFrame
    existing: pd.DataFrame
    fits: Fits
    counties: Mapping[str, Row]
    in_factors: frozenset[str]
    closed: bool


def offer(ledger: pd.DataFrame, against: Against, year: int) -> Offers:
    """第5条: each grant of `year` and each row of 试点清单, once; 是否列入 = 是 puts it into 试点清单.

    是 holds for the amounts it was said of: where the grant or 试点清单 has changed since, it is asked anew.
    """
    granted = {_key(row): row for row in _granted(ledger, year)}
    listed: _Listed = {_key(row): dict(row) for row in against.listed.to_dict("records")}
    old = {_key(row): (i, row) for i, row in enumerate(_of_year(against.existing, year))}
    rows: list[dict[str, Any]] = []
    taken: list[str] = []
    notices: list[Problem] = []
    for key in sorted({*granted, *listed, *(k for k, (_, row) in old.items() if _typed(row))}):
        row = _offer(key, year, granted.get(key), listed.get(key), against)
        place, before = old.get(key, (0, None))
        notices += _keep(place, row, before)
        if row["是否列入"] == YES and key in granted and row["对照"] != SAME:
            refused = _refusal(key, against)
            if refused:
                row["说明"] = f"没有列入：{refused}"
                notices.append(_notice(place, "是否列入", f"{_named(row)}{row['说明']}"))
            else:
                taken.append(_take(row, granted[key], listed))
        rows.append(row)
    others = [row for row in against.existing.to_dict("records") if row["年度"] != year]
    return Offers(_frame([*rows, *others]), _list_frame(listed), tuple(taken), tuple(notices))


def _granted(ledger: pd.DataFrame, year: int) -> list[Row]:
    return [row for row in ledger.to_dict("records") if row["年度"] == year and not blank(row["批复金额"])]


def _of_year(existing: pd.DataFrame, year: int) -> list[Row]:
    return [row for row in existing.to_dict("records") if row["年度"] == year]


def _key(row: Row) -> Key:
    return text(row["行政区划代码"]), text(row["试点"]), text(row["资金级次"])


def _typed(row: Row) -> bool:
    return any(text(row[name]) for name in ("是否列入", "备注"))


def _offer(key: Key, year: int, grant: Row | None, entry: Row | None, against: Against) -> dict[str, Any]:
    code, pilot, level = key
    known = against.counties.get(code, {})
    source = grant or entry or {}
    own, has = grant and grant["批复金额"], entry and entry["金额"]
    return {
        "行政区划代码": code,
        "市州": text(known.get("市州")) or text(source.get("市州")),
        "县区": text(known.get("县区")) or text(source.get("县区")),
        "年度": year,
        "试点": pilot,
        "资金级次": level,
        "批复金额": own,
        "清单金额": has,
        "对照": _standing(grant is not None, entry is not None, own == has),
        "是否列入": None,
        "备注": None,
        "说明": _said(grant is not None, entry is not None, own == has, _refusal(key, against))
        + (_doubt(key, against) if grant is not None and own != has else ""),
    }


def _standing(granted: bool, listed: bool, same: bool) -> str | None:
    if not granted:
        return UNGRANTED if listed else None
    return (SAME if same else DIFFERENT) if listed else UNLISTED


def _said(granted: bool, listed: bool, same: bool, refused: str) -> str:
    """What the officer may do; a grant that cannot go in says so before anybody asks."""
    if not granted:
        return "试点台账没有这一项批复，请核对；试点清单没有动" if listed else "试点台账里已经没有这一项批复"
    if listed and same:
        return ""
    if refused:
        return f"不能列入：{refused}"
    return "以批复为准的填“是”；试点清单没有动" if listed else "要列入的填“是”"


def _keep(i: int, row: dict[str, Any], before: Row | None) -> list[Problem]:
    """What the officer typed stays; a 是 or 否 on another amount is asked anew, and so it is said."""
    if before is None:
        return []
    row["备注"] = before["备注"]
    decided = text(before["是否列入"])
    if not decided:
        return []
    if row["对照"] not in (None, SAME) and not _equal(before["清单金额"], row["清单金额"]):
        now = "空白" if blank(row["清单金额"]) else f"{row['清单金额']:,.0f}万元"
        row["说明"] = f"试点清单的金额后来改为{now}，原填的“{decided}”不再算数，请重新填"
        return [_notice(i, "是否列入", f"{_named(row)}{row['说明']}")]
    if blank(row["批复金额"]) or before["批复金额"] == row["批复金额"]:
        row["是否列入"] = decided
        if row["对照"] == SAME:
            row["说明"] = before["说明"]
        return []
    was = "空白" if blank(before["批复金额"]) else f"{before['批复金额']:,.0f}万元"
    row["说明"] = f"批复金额由{was}改为{row['批复金额']:,.0f}万元，原填的“{decided}”不再算数，请重新填"
    return [_notice(i, "是否列入", f"{_named(row)}{row['说明']}")]


def _equal(one: Any, other: Any) -> bool:
    return (blank(one) and blank(other)) or one == other


def _refusal(key: Key, against: Against) -> str:
    """Why a 是 is not carried out: 测算分配 would stop at it, or what is confirmed must not change."""
    code, pilot, _ = key
    fit = against.fits.get(code, {}).get(pilot)
    if against.closed:
        return "这一年度的测算已确认，要改的先在“测算确认”撤销"
    if fit and fit.verdict == MAY_NOT:
        return f"第5条 {fit.fact}"
    return "" if code in against.in_factors else "因素表中没有这个县，请先补上"


def _doubt(key: Key, against: Against) -> str:
    """What a person should know before 是: whether the county may have the pilot is not settled."""
    code, pilot, _ = key
    fit = against.fits.get(code, {}).get(pilot)
    if against.closed or fit is None or fit.verdict not in (ASK, UNKNOWN) or code not in against.in_factors:
        return ""
    return f"；资格{fit.verdict}：{fit.fact}"


def _take(row: dict[str, Any], grant: Row, listed: _Listed) -> str:
    """The grant into 试点清单, and the line that says what stood there before."""
    key = _key(row)
    amount, before = grant["批复金额"], listed.get(key)
    paper = text(grant["批复文号"]) or "试点台账"
    if before is None:
        listed[key] = {name: row.get(name) for name in PILOT_TABLE.names} | {"金额": amount, "依据": paper}
        said = f"已列入{amount:,.0f}万元（{paper}）"
    else:
        said = f"已由{before['金额']:,.0f}改为{amount:,.0f}万元（{paper}）"
        listed[key] = before | {"金额": amount, "依据": paper}
    row |= {"清单金额": amount, "对照": SAME, "说明": said}
    return f"{_named(row)}{said}"


def _named(row: Row) -> str:
    return f"{row['市州']}{row['县区']}{row['试点']}（{row['资金级次']}）"


def _notice(i: int, column: str, problem: str) -> Problem:
    return Problem(i, column, problem, "请核对这一行", PILOT_OFFERS.name, Severity.NOTICE)


def _frame(rows: Sequence[Row]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=PILOT_OFFERS.names)
    return frame.astype({"年度": "Int64", "批复金额": "float64", "清单金额": "float64"})


def _list_frame(listed: Mapping[Key, Row]) -> pd.DataFrame:
    frame = pd.DataFrame(list(listed.values()), columns=PILOT_TABLE.names)
    return frame.astype({"金额": "float64"})
