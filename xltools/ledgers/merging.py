"""Projects of the ledgers into 项目库 and 拟入库, by 项目编码: a blank overwrites nothing, no row is lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from xltools.errors import Issue, Severity
from xltools.ledgers.rows import PROVISIONAL, Entry, Row, provisional_code
from xltools.tables.declared.projects import PROJECTS
from xltools.tables.frame import make_frame
from xltools.tables.model import blank

_SHOWN = 5


@dataclass(slots=True)
class Merged:
    """Both tables as they will be, how many rows came, changed and were held back, and what to tell."""

    library: pd.DataFrame
    proposed: pd.DataFrame
    added: int = 0
    changed: int = 0
    same: int = 0
    held: int = 0
    issues: list[Issue] = field(default_factory=list)


def merge(
    entries: Sequence[Entry], library: pd.DataFrame, proposed: pd.DataFrame, removed: pd.DataFrame
) -> Merged:
    """第9条 及时更新: known codes are brought up to date; new ones go to 项目库 where they have 入库日期,
    else to 拟入库. A row with an error, a code given twice, a code that was removed: held back and told.
    A row that another file has in the same words, as a copy of it does, counts once."""
    entries, issues = _once(entries)
    held, more = _held(entries, library, proposed, removed)
    issues += more
    homes = [_by_code(library), _by_code(proposed)]
    merged = Merged(library, proposed, held=len(held), issues=issues)
    for entry in entries:
        if id(entry) not in held:
            _put(entry, homes, merged)
    merged.library, merged.proposed = (_frame(home) for home in homes)
    return merged


def _put(entry: Entry, homes: Sequence[dict[str, Row]], merged: Merged) -> None:
    code = entry.row["项目编码"]
    home = next((home for home in homes if code in home), None) or _coded(entry, homes, merged)
    if home is None:
        homes[0 if entry.row["入库日期"] is not None else 1][code] = entry.row
        merged.added += 1
        return
    before = home[code]
    given = {name: value for name, value in entry.row.items() if value is not None}
    changes = [name for name, value in given.items() if before.get(name) != value]
    if "项目名称" in changes:
        problem = f"{code}原来叫“{before.get('项目名称')}”，已改为台账里的名称"
        merged.issues.append(
            entry.issue("项目名称", problem, "不是同一个项目的，核对项目编码", Severity.NOTICE)
        )
    home[code] = before | given
    merged.changed += bool(changes)
    merged.same += not changes


def _coded(entry: Entry, homes: Sequence[dict[str, Row]], merged: Merged) -> dict[str, Row] | None:
    """Where the project stands that had only a provisional code, now under its own; None where nowhere."""
    code, before = entry.row["项目编码"], provisional_code(entry.row)
    home = next((home for home in homes if before in home), None)
    if home is not None:
        home[code] = home.pop(before)
        problem = f"库里地点和名称相同的临时编码{before}换成了{code}"
        remedy = "不是同一个项目的，核对后改正"
        merged.issues.append(entry.issue("项目编码", problem, remedy, Severity.NOTICE))
    return home


def _once(entries: Sequence[Entry]) -> tuple[list[Entry], list[Issue]]:
    """The entries without those that repeat another file's in every column, and one notice a file for these.

    Two such rows in one file may be two projects: they stay, to be asked back.
    """
    first: dict[tuple[object, ...], Entry] = {}
    kept: list[Entry] = []
    repeated: dict[str, list[tuple[Entry, Entry]]] = defaultdict(list)
    for entry in entries:
        before = None if entry.held else first.setdefault(tuple(entry.row.values()), entry)
        if before is None or before.rows.file == entry.rows.file:
            kept.append(entry)
        else:
            repeated[entry.rows.file].append((entry, before))
    issues = []
    for several in repeated.values():
        (entry, before), count = several[0], len(several)
        problem = f"有{count}行与别的文件完全相同，只读一次；第一处同{before.place}"
        issues.append(entry.issue("项目编码", problem, "多余的文件或行请移走", Severity.NOTICE))
    return kept, issues


def _held(
    entries: Sequence[Entry], library: pd.DataFrame, proposed: pd.DataFrame, removed: pd.DataFrame
) -> tuple[set[int], list[Issue]]:
    """The entries that stay out, and why where reading did not say so already."""
    held = {id(entry) for entry in entries if entry.held}
    issues: list[Issue] = []
    told = [
        *_doubled(entries),
        *_coded_elsewhere(entries),
        *_elsewhere(entries, [library, proposed]),
        *_back_again(entries, removed),
    ]
    for entry, issue in told:
        held.add(id(entry))
        issues.append(issue)
    return held, issues


def _doubled(entries: Sequence[Entry]) -> list[tuple[Entry, Issue]]:
    """A code that several rows have."""
    by_code: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_code[entry.row["项目编码"]].append(entry)
    found = []
    for code, several in by_code.items():
        for entry in several if len(several) > 1 else ():
            others = "、".join(e.place for e in several[:_SHOWN] if e is not entry)
            what = "地点和名称都相同、没有编码" if code.startswith(PROVISIONAL) else f"项目编码{code}重复"
            issue = entry.issue(
                "项目编码", f"{what}：另见{others}", "只留一行；不是同一项目的，改正编码或名称"
            )
            found.append((entry, issue))
    return found


def _coded_elsewhere(entries: Sequence[Entry]) -> list[tuple[Entry, Issue]]:
    """A row without code beside one of the same place and name that has one: the same project, or not."""
    coded = {
        provisional_code(entry.row): entry
        for entry in entries
        if not entry.row["项目编码"].startswith(PROVISIONAL)
    }
    found = []
    for entry in entries:
        other = coded.get(entry.row["项目编码"])
        if other is not None:
            problem = f"没有编码，而{other.place}地点和名称相同的有编码"
            remedy = "同一个项目的只留一行；不是的，补上编码"
            found.append((entry, entry.issue("项目编码", problem, remedy)))
    return found


def _elsewhere(entries: Sequence[Entry], homes: Sequence[pd.DataFrame]) -> list[tuple[Entry, Issue]]:
    """A project of this county whose code another county's project has already."""
    owners = {
        code: (county, name)
        for home in homes
        for code, county, name in zip(home["项目编码"], home["行政区划代码"], home["县区"], strict=True)
    }
    found = []
    for entry in entries:
        county, name = owners.get(entry.row["项目编码"], (None, None))
        if county is not None and entry.row["行政区划代码"] not in (None, county):
            problem = f"这个项目编码在库里是{name or ''}（{county}）的项目，两个县不能共用"
            found.append((entry, entry.issue("项目编码", problem, "核对项目编码和行政区划代码")))
    return found


def _back_again(entries: Sequence[Entry], removed: pd.DataFrame) -> list[tuple[Entry, Issue]]:
    """第9条: what was removed does not come back by itself."""
    gone = {
        code: (date, reason)
        for code, date, reason in zip(
            removed["项目编码"], removed["清除日期"], removed["清除原因"], strict=True
        )
    }
    found = []
    for entry in entries:
        codes = (entry.row["项目编码"], provisional_code(entry.row))
        if (code := next((code for code in codes if code in gone), None)) is not None:
            date, reason = gone[code]
            day = "" if blank(date) else f"{date:%Y-%m-%d}"
            problem = f"{day}已从项目库清除（{'' if blank(reason) else reason}），没有读入"
            remedy = "台账里删去；确要重新入库的，从“已清除”剪切到“拟入库”再审"
            found.append((entry, entry.issue("项目编码", problem, remedy)))
    return found


def _by_code(frame: pd.DataFrame) -> dict[str, Row]:
    """Rows by code; a row without code, or with one that is there twice, keeps a place of its own."""
    rows: dict[str, Row] = {}
    for number, record in enumerate(frame[PROJECTS.names].to_dict("records")):
        row: Row = {str(name): None if blank(value) else value for name, value in record.items()}
        code = row["项目编码"]
        rows[code if code and code not in rows else f"\0{number}"] = row
    return rows


def _frame(rows: dict[str, Row]) -> pd.DataFrame:
    listed = list(rows.values())
    columns = {name: [row[name] for row in listed] for name in PROJECTS.names}
    return make_frame(PROJECTS, columns)[PROJECTS.names]
