"""第6条 日常计分: the ledger brought up to date. Nothing in it is ever deleted or counted twice.

A row taken from 调度排名 or 督导检查 carries its 登记号. A row whose 计分 is the standard's follows the
standard; one with points of the officer's own stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeAlias

import pandas as pd

from xltools.errors import Severity
from xltools.rules.art06.events import Event, Feed, from_key
from xltools.rules.art06.standard import Standards, points_of
from xltools.rules.art12.roster import text
from xltools.rules.exact import as_shown
from xltools.rules.problems import Problem
from xltools.tables.declared.points import COUNTED, LEDGER, NOT_COUNTED
from xltools.tables.model import blank

Entry: TypeAlias = dict[Any, Any]
"""One row of 计分台账."""


@dataclass(slots=True)
class Posted:
    """The ledger as it will stand: the events `added`, how many rows `lapsed`, what to look at again."""

    frame: pd.DataFrame
    added: list[Event] = field(default_factory=list)
    lapsed: int = 0
    notices: list[Problem] = field(default_factory=list)


def post(
    ledger: pd.DataFrame,
    roster: pd.DataFrame,
    source: Feed | None,
    by: Standards,
    inspections: Feed | None = None,
) -> Posted:
    """第6条: every row of the ledger in its place, then the events it does not have yet.

    `source` is None where the folder has no 调度排名, `inspections` where it has no 督导检查: then what was
    taken before stays as it is.
    """
    rows: list[Entry] = ledger.to_dict("records")
    made = [_valued(row, by) for row in rows]
    posted = Posted(ledger)
    for feed in filter(None, (source, inspections)):
        made = [_checked(i, row, feed, posted) for i, row in enumerate(made)]
        posted.added += _missing(made, feed, by)
    made += [_valued(_new(event), by) for event in posted.added]
    names = _names(roster)
    posted.frame = _frame([_named(row, names) for row in made])
    return posted


def points(row: Mapping[Any, Any]) -> Fraction | None:
    """计分 of a row, exact; None where it is blank."""
    return None if blank(row["计分"]) else as_shown(float(row["计分"]))


def _valued(row: Entry, by: Standards) -> Entry:
    """计分 by the standard where the officer gave none of their own."""
    standard = points_of(by, text(row["来源"]), text(row["事由"]))
    own, before = row["计分"], row["标准分"]
    follows = blank(own) or (not blank(before) and own == before)
    value = None if standard is None else float(standard)
    return row | {
        "计分": value if follows and value is not None else own,
        "标准分": value,
        "状态": (text(row["登记号"]) and text(row["状态"])) or COUNTED,
    }


def _checked(i: int, row: Entry, source: Feed, posted: Posted) -> Entry:
    """A row that came from another workbook, held against what stands there now."""
    key = text(row["登记号"])
    event = source.events.get(key)
    if event is not None:
        return row | {"状态": COUNTED, "说明": None, "文号": text(row["文号"]) or event.number or None}
    origin = from_key(key)
    if origin is None or not source.knows(origin):
        return row
    why = f"“{source.workbook}”{origin.period}已不是{origin.reason}"
    if _edited(row, origin):
        posted.notices.append(_edited_notice(i, why))
        return row | {"状态": COUNTED, "说明": f"{why}；本行手工改过，照旧计入"}
    posted.lapsed += row["状态"] == COUNTED
    return row | {"状态": NOT_COUNTED, "说明": why}


def _edited(row: Entry, origin: Event) -> bool:
    """Whether an officer changed what the program had written."""
    written = (text(row["来源"]), text(row["事由"]), text(row["行政区划代码"]))
    own = not blank(row["计分"]) and row["计分"] != row["标准分"]
    moved = pd.Timestamp(row["日期"]) != pd.Timestamp(origin.date)
    return own or moved or bool(text(row["文号"])) or written != (origin.source, origin.reason, origin.code)


def _edited_notice(i: int, why: str) -> Problem:
    remedy = "本行手工改过，没有动，照旧计入；不应再计的，把计分改为0"
    return Problem(i, "登记号", why, remedy, LEDGER.name, Severity.NOTICE)


def _missing(rows: Sequence[Entry], source: Feed, by: Standards) -> list[Event]:
    """The events without a row, by 期别, 来源 and code; those that give no points have none."""
    keys = {text(row["登记号"]) for row in rows}
    typed = by_unit(row for row in rows if not text(row["登记号"]))
    found = [
        event
        for event in source.events.values()
        if event.key not in keys
        and not any(same_event(row, _new(event)) for row in typed.get((event.code, event.source), ()))
        and points_of(by, event.source, event.reason)
    ]
    return sorted(found, key=lambda e: (e.period, e.source, e.code, e.reason))


def by_unit(rows: Iterable[Entry]) -> dict[tuple[str, str], list[Entry]]:
    """Rows by code and 来源."""
    found: dict[tuple[str, str], list[Entry]] = {}
    for row in rows:
        found.setdefault((text(row["行政区划代码"]), text(row["来源"])), []).append(row)
    return found


def same_event(one: Entry, other: Entry) -> bool:
    """Whether two rows of one county and 来源 speak of the same thing: the same 文号, or where one of them
    has none the same 事由 in the same month.
    """
    numbers = text(one["文号"]), text(other["文号"])
    if all(numbers):
        return numbers[0] == numbers[1]
    months = {f"{pd.Timestamp(row['日期']):%Y-%m}" for row in (one, other)}
    return len(months) == 1 and text(one["事由"]) == text(other["事由"])


def _new(event: Event) -> Entry:
    return dict.fromkeys(LEDGER.names) | {
        "日期": pd.Timestamp(event.date),
        "行政区划代码": event.code,
        "来源": event.source,
        "事由": event.reason,
        "文号": event.number or None,
        "登记号": event.key,
    }


def _names(roster: pd.DataFrame) -> dict[str, tuple[str, str]]:
    return {row["行政区划代码"]: (text(row["市州"]), text(row["县区"])) for row in roster.to_dict("records")}


def _named(row: Entry, names: Mapping[str, tuple[str, str]]) -> Entry:
    """市州 and 县区 where they are blank."""
    city, county = names.get(row["行政区划代码"], ("", ""))
    return row | {"市州": text(row["市州"]) or city, "县区": text(row["县区"]) or county}


def _frame(rows: Sequence[Entry]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=LEDGER.names)
    frame["日期"] = pd.to_datetime(frame["日期"])
    return frame.astype({"计分": "float64", "标准分": "float64"})
