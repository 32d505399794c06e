"""第6条 日常计分: what must be mended in 计分台账 before it is added up; codes join, names don't."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

import pandas as pd

from xltools.errors import Severity
from xltools.rules.art06.events import from_key
from xltools.rules.art06.ledger import by_unit, points, same_event
from xltools.rules.art06.standard import Standards, points_of, reasons, signed
from xltools.rules.art12.roster import Row, text
from xltools.rules.problems import Problem
from xltools.tables.checks.names import same_place
from xltools.tables.declared.points import LEDGER

Listed: TypeAlias = Mapping[str, Row]
"""县区名单 by code."""

Rows: TypeAlias = Sequence[tuple[int, Row]]
"""Rows of the ledger with their positions."""

_SAME = ("日期", "行政区划代码", "来源", "事由", "文号")
"""Two rows equal in these are one event entered twice."""


def ledger_problems(
    ledger: pd.DataFrame, roster: pd.DataFrame, year: int, today: dt.date, by: Standards
) -> list[Problem]:
    """第6条: every cell of 计分台账 that stops 计分汇总, and what is only told; rows counted from 0."""
    listed = by_code(roster)
    rows: Rows = list(enumerate(ledger.to_dict("records")))
    found = [problem for i, row in rows for problem in place_problems(i, row, listed, LEDGER.name)]
    found += [problem for i, row in rows for problem in _date(i, row, year, today)]
    found += [problem for i, row in rows for problem in _points(i, row, by)]
    return [*found, *_doubled(rows), *_doubled_keys(rows)]


def by_code(roster: pd.DataFrame) -> Listed:
    """县区名单 by 行政区划代码."""
    return {row["行政区划代码"]: row for row in roster.to_dict("records")}


def place_problems(i: int, row: Row, listed: Listed, table: str) -> Iterator[Problem]:
    """A code that is missing, not listed, or another county's than the name says; both 市中区 are named."""
    code, city, name = (text(row[column]) for column in ("行政区划代码", "市州", "县区"))
    if code not in listed:
        meant = _candidates(city, name, listed)
        problem = f"县区名单中没有代码{code}" if code else _no_code(name, meant)
        yield Problem(i, "行政区划代码", problem, _choose(meant), table)
    elif name and not same_place(name, text(listed[code]["县区"]), text(listed[code]["市州"])):
        problem = f"代码{code}是{_full(listed[code])}，不是“{name}”"
        remedy = f"以代码为准的，改名称；{_choose(_candidates(city, name, listed))}"
        yield Problem(i, "县区", problem, remedy, table)
    elif city and not same_place(city, text(listed[code]["市州"])):
        problem = f"代码{code}是{_full(listed[code])}，不是“{city}”的"
        remedy = f"以代码为准的，改市州；{_choose(_candidates(city, name, listed))}"
        yield Problem(i, "市州", problem, remedy, table)


def _candidates(city: str, name: str, listed: Listed) -> list[Row]:
    """The counties a name may mean, those of the named city when there are any."""
    found = [r for r in listed.values() if name and same_place(name, text(r["县区"]), text(r["市州"]))]
    return [r for r in found if city and same_place(city, text(r["市州"]))] or found


def _no_code(name: str, meant: list[Row]) -> str:
    if not name:
        return "没有填行政区划代码，也没有县区名称"
    if len(meant) > 1:
        return f"没有填行政区划代码，叫“{name}”的有{len(meant)}个"
    return "没有填行政区划代码"


def _choose(meant: list[Row]) -> str:
    if not meant:
        return "请照县区名单填代码"
    return "请填代码：" + "，".join(f"{_full(row)}是{row['行政区划代码']}" for row in meant)


def _full(row: Row) -> str:
    return f"{text(row['市州'])}{text(row['县区'])}"


def _date(i: int, row: Row, year: int, today: dt.date) -> Iterator[Problem]:
    """第6条: the points of one year decide about the next year's funds; no event is left out in silence."""
    date = pd.Timestamp(row["日期"]).date()
    if date.year != year:
        problem = f"日期{date}不在计分年度{year}年内"
        remedy = "写错的改日期；别的年度的移到那一年的日常计分；要算别的年度，在“参数”填“计分年度”"
        yield Problem(i, "日期", problem, remedy, LEDGER.name)
    elif date > today and from_key(text(row["登记号"])) is None:
        yield Problem(i, "日期", f"日期{date}晚于今天{today}", "请核对日期；还没有发生的先不记", LEDGER.name)


def _points(i: int, row: Row, by: Standards) -> Iterator[Problem]:
    source, own = text(row["来源"]), points(row)
    standard = points_of(by, source, text(row["事由"]))
    if own is None and standard is None:
        known = "、".join(reasons(by, source)) or "没有"
        problem = f"没有填计分，“计分标准”里“{source}”也没有这个事由"
        yield Problem(i, "计分", problem, f"请填计分，或把事由写成标准里的（{known}）", LEDGER.name)
    elif own is not None and standard is not None:
        yield from _against_standard(i, own, standard)


def _against_standard(i: int, own: Fraction, standard: Fraction) -> Iterator[Problem]:
    """A sign the wrong way round is a slip; another figure is the officer's to give."""
    if own * standard < 0:
        problem = f"这一事由的标准是{signed(standard)}分，填了{signed(own)}分，正负相反"
        yield Problem(i, "计分", problem, "加分为正，扣分为负：请改正负号，或改事由", LEDGER.name)
    elif own != standard:
        problem = f"与标准{signed(standard)}分不同，按所填的{signed(own)}分计"
        yield Problem(
            i, "计分", problem, "有理由的不用改；按标准计的清空这一格", LEDGER.name, Severity.NOTICE
        )


def _doubled(rows: Rows) -> Iterator[Problem]:
    """The same event twice: equal rows, or a typed row beside the one taken from 调度排名."""
    first: dict[tuple[str, ...], int] = {}
    taken = by_unit({**row, "第": i} for i, row in rows if text(row["登记号"]))
    for i, row in rows:
        same = first.setdefault(tuple(text(row[name]) for name in _SAME), i)
        if same == i and not text(row["登记号"]):
            beside = taken.get((text(row["行政区划代码"]), text(row["来源"])), ())
            same = next((other["第"] for other in beside if same_event(dict(row), other)), i)
        if same != i:
            problem = f"与本表第{same + 1}条是同一件"
            remedy = "重复登记的，删去手工登记的一行；确是两件的，在事由或文号中写清区别"
            yield Problem(i, "事由", problem, remedy, LEDGER.name)


def _doubled_keys(rows: Rows) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for i, row in rows:
        key = text(row["登记号"])
        if key and first.setdefault(key, i) != i:
            problem = f"与本表第{first[key] + 1}条的登记号相同"
            yield Problem(i, "登记号", problem, "整行复制来的，请清空本行的登记号", LEDGER.name)
