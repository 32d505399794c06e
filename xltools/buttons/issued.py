"""What 发文登记 in the same folder, as last saved, says of the letters that are made again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xltools.buttons.issue_register import WORKBOOK
from xltools.buttons.neighbour import workbook_beside
from xltools.errors import HostError
from xltools.hosts.replace import move_to_backups
from xltools.letters.batch import Draft, Rehearsal, Remark
from xltools.letters.context import is_blank
from xltools.ooxml.readable import read_any
from xltools.register.frozen import file_hash
from xltools.register.rows import dated, records
from xltools.register.states import VOID
from xltools.tables.declared.register import REGISTER
from xltools.tables.reader import read_grid


@dataclass(frozen=True, slots=True)
class Issued:
    """A number: what it was given to, the 成文日期 of that, the hash of the final document, whether it is
    void.
    """

    kind: str | None
    period: str | None
    dated: dt.date | None
    final: str | None
    void: bool


def issued_letters(folder: Path) -> dict[str, Issued]:
    """By 文号; empty where the folder has no register."""
    path = workbook_beside(folder, WORKBOOK)
    grids = read_any(path, {REGISTER.name}) if path else []
    rows = [row for grid in grids for row in records(read_grid(grid, REGISTER))]
    numbered = [row for row in rows if row["文号"]]
    return {
        row["文号"]: Issued(row["函件种类"], row["期别"], dated(row), row["校验码"], row["状态"] == VOID)
        for row in numbered
    }


def number_of(kind: str, period: str, issued: Mapping[str, Issued]) -> str:
    """The number of what is in no list, the 排名通报 of a 期别; empty where it has none, or a void one."""
    found = [number for number, each in issued.items() if (each.kind, each.period) == (kind, period)]
    return next((number for number in reversed(found) if not issued[number].void), "")


def without_void(row: Mapping[str, Any], issued: Mapping[str, Issued]) -> dict[str, Any]:
    """A row of a list. A number that is void is never printed again: the letter is a draft until it has its
    new one.
    """
    number = None if is_blank(row["文号"]) else row["文号"]
    known = issued.get(number or "")
    return dict(row) | {"文号": None if known and known.void else number}


def dated_of(number: str | None, issued: Mapping[str, Issued], today: dt.date) -> dt.date:
    """成文日期: that of a letter that has its number, whatever day it is made again."""
    known = issued.get(number or "")
    return known.dated if known and known.dated else today


def keep_finals(
    drafts: Sequence[Draft], rehearsal: Rehearsal, folder: Path, issued: Mapping[str, Issued]
) -> None:
    """A final document stays as it is, whatever the list, the parameters or the template say by now."""
    for i, draft in enumerate(drafts):
        known, path = issued.get(str(draft.facts["文号"])), folder / draft.name
        if known is None or not known.final or file_hash(path) != known.final:
            continue
        final = path.read_bytes()
        if final != rehearsal.letters[i]:
            rehearsal.letters[i] = final
            problem = f"{draft.facts['文号']}已定稿，清单、参数、模板或文件后来有改动，没有重新生成"
            remedy = f"确要重新发文的，在“{WORKBOOK}”把它填为{VOID}，再按“登记编号”另编新号"
            rehearsal.notices.append(Remark(draft.name, problem, remedy, "文号", draft.row))


def retire_drafts(drafts: Sequence[Draft], folder: Path) -> list[Remark]:
    """What a letter was called before it had its number goes to 备份: nobody shall print it by mistake."""
    told = []
    for draft in drafts:
        old = folder / draft.before
        if not draft.before or not old.is_file():
            continue
        try:
            move_to_backups(old)
        except HostError as error:
            told.append(Remark(draft.before, f"没有文号的旧稿没有移走：{error}", "", "文件", draft.row))
    return told
