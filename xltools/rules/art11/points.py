"""第6、11条: what inspections bring into the points ledger: each problem once, and once more if overdue.

第6条 counts inspections of the province and above; what a city finds in its monthly visits gives no points.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from xltools.policy import Policy
from xltools.rules.art06.events import Event, Feed, from_key
from xltools.rules.art06.standard import points_of, signed, standards
from xltools.rules.art11.closeout import Standing
from xltools.rules.art12.roster import Row, text
from xltools.rules.periods import year_of
from xltools.rules.problems import Problem
from xltools.tables.declared.inspections import AUDIT, DRAW, POINT_EVENTS, SPECIAL
from xltools.tables.declared.points import AUDIT as AUDIT_EVENT
from xltools.tables.declared.points import INSPECTION

COUNTED_FROM = {DRAW: INSPECTION, SPECIAL: INSPECTION, AUDIT: AUDIT_EVENT}
"""来源 of 问题台账 → 来源 of 计分台账."""

WORKBOOK = "督导检查"
YES, NO = "是", "否"

_AUDITED, _NOT_MENDED = "发现违规", "问题未按期整改"
_GONE = "；问题台账里已没有这一件"


def point_events(
    found: pd.DataFrame,
    standings: Sequence[Standing],
    existing: pd.DataFrame,
    year: int,
    policy: Policy,
) -> pd.DataFrame:
    """第6条: 督导计分 of a year by date; 是否计分 stays as the officer has it. An event without a standard
    is 否 unless they say otherwise and stands last; a 否 whose event is gone is kept. Rows of other years
    stay as they are: 计分汇总 of last year, pressed in January, must still find them.
    """
    before = {text(row["登记号"]): row for row in existing.to_dict("records")}
    rows: Sequence[Row] = found.to_dict("records")
    made: dict[str, dict[str, Any]] = {}
    for row, each in zip(rows, standings, strict=True):
        for event, why in _events(row, each):
            if year_of(event.period) == year:
                made[event.key] = _row(event, row, why, before.get(event.key), policy)
    others = [dict(row) for key, row in before.items() if _of_other_year(key, year)]
    gone = [
        dict(row)
        for key, row in before.items()
        if key not in made and not _of_other_year(key, year) and text(row["是否计分"]) == NO
    ]
    kept = [row | {"依据": text(row["依据"]).removesuffix(_GONE) + _GONE} for row in gone]
    frame = pd.DataFrame([*made.values(), *kept, *others], columns=POINT_EVENTS.names)
    frame["日期"] = pd.to_datetime(frame["日期"])
    unknown = frame["依据"].str.endswith(_NO_STANDARD)
    order = frame.assign(无标准=unknown).sort_values(["无标准", "日期", "登记号"], kind="stable")
    return order[POINT_EVENTS.names].reset_index(drop=True)


def foreign_rows(existing: pd.DataFrame) -> Iterator[Problem]:
    """第6条: rows of 督导计分 that are none of the program's: they would be gone after the press."""
    for i, row in enumerate(existing.to_dict("records")):
        if from_key(text(row["登记号"])) is None:
            problem = "不是程序列出的一件，再按就没有了"
            remedy = "要另计分的，填进“日常计分”的“计分台账”，再清空这一行；登记号被改动的，从备份里抄回来"
            yield Problem(i, "登记号", problem, remedy, POINT_EVENTS.name)


def inspection_feed(events: pd.DataFrame, year: int) -> Feed:
    """第6条: the events of 督导计分 that an officer lets count, for 计分汇总. Its months are known as soon as
    it has a row of the year: an event no longer in it is then taken back.
    """
    rows: Sequence[Row] = events.to_dict("records")
    mine = [
        (event, row)
        for row in rows
        if (event := from_key(text(row["登记号"]))) is not None and year_of(event.period) == year
    ]
    counted = {event.key: event for event, row in mine if row["是否计分"] == YES}
    months = frozenset(f"{year}-{month:02d}" for month in range(1, 13)) if mine else frozenset[str]()
    return Feed(counted, months, WORKBOOK, tuple(dict.fromkeys(COUNTED_FROM.values())))


def _of_other_year(key: str, year: int) -> bool:
    event = from_key(key)
    return event is not None and year_of(event.period) != year


def _events(row: Row, each: Standing) -> Iterator[tuple[Event, str]]:
    source = COUNTED_FROM.get(text(row["来源"]))
    if source is None:
        return
    code, number, category = (text(row[name]) for name in ("行政区划代码", "编号", "问题类别"))
    reason = f"{_AUDITED}：{number} {category}" if source == AUDIT_EVENT else f"{category}：{number}"
    when = row["检查日期"]
    yield Event(f"{when:%Y-%m}", source, reason, code), f"{text(row['来源'])}{when:%Y-%m-%d}发现"
    if each.late_days:
        first = each.last + dt.timedelta(days=1)
        why = f"最后一日{each.last}，{'逾期才申请销号' if not each.overdue else '逾期未销号'}"
        yield Event(f"{first:%Y-%m}", source, f"{_NOT_MENDED}：{number}", code), why


def _row(event: Event, row: Row, why: str, old: Row | None, policy: Policy) -> dict[str, Any]:
    points = points_of(standards(policy, {}), event.source, event.reason)
    standard = f"计分标准{signed(points)}分" if points is not None else _NO_STANDARD
    decided = text(old["是否计分"]) if old is not None else ""
    return {
        "日期": event.date,
        "行政区划代码": event.code,
        "市州": row["市州"],
        "县区": row["县区"],
        "来源": event.source,
        "事由": event.reason,
        "是否计分": decided or (YES if points else NO),
        "问题编号": text(row["编号"]),
        "依据": f"第6条：{why}；{standard}",
        "登记号": event.key,
    }


_NO_STANDARD = "“计分标准”没有这一事由，默认不计；自加了的，改“是否计分”为“是”"
