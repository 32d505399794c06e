"""Workbooks in the same folder that list letters, 调度排名 and 备案审查: read as they were last saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xltools.buttons.appraisal import WORKBOOK as APPRAISAL
from xltools.buttons.dispatch_ranking import WORKBOOK as DISPATCH
from xltools.buttons.filing_review import WORKBOOK as FILING
from xltools.buttons.neighbour import Neighbour, neighbour
from xltools.errors import HostError
from xltools.hosts.busy import one_press
from xltools.hosts.closed import open_closed
from xltools.letters.facts import month, unit_name
from xltools.letters.filing import BULLETIN, OPINION, unit_of, year_of
from xltools.letters.kinds import KINDS
from xltools.letters.titles import title
from xltools.policy import Policy, load, read_overrides
from xltools.register.listed import Source
from xltools.register.rows import Row, records
from xltools.rules.periods import month_end
from xltools.tables.declared.appraisal import NOTICE, NOTICES
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.filing import OPINIONS
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.record import PARAMETERS, RUNS
from xltools.tables.model import Reading, Table
from xltools.tables.sheets import locate, read_table


@dataclass(frozen=True, slots=True)
class ListFile(Neighbour):
    """A workbook with its list of letters (`table`), and the button that makes them (`button`)."""

    workbook: str
    table: Table
    button: str

    @property
    def made(self) -> str:
        """The last press of that button in its 运行记录, for the run that is frozen with a letter."""
        runs = records(self.readings[RUNS.name])
        mine = [run for run in runs if (run["按钮"] or "").startswith(self.button)]
        return f"{mine[-1]['时间']:%Y-%m-%d %H:%M:%S} {mine[-1]['输入校验码'] or ''}".strip() if mine else ""


def list_file(folder: Path, workbook: str) -> ListFile | None:
    """The workbook as saved; None where the folder has none."""
    table, button = _LISTS[workbook]
    more = (COUNTIES,) if workbook == DISPATCH else ()
    found = neighbour(folder, workbook, (table, *more, PARAMETERS, RUNS))
    return ListFile(found.path, found.hash, found.readings, workbook, table, button) if found else None


_LISTS = {
    DISPATCH: (LETTERS, "生成函件"),
    FILING: (OPINIONS, "生成意见书"),
    APPRAISAL: (NOTICES, "生成考核材料"),
}
LISTED = tuple(_LISTS)
"""The workbooks that list letters."""

_MAKERS = {OPINION: FILING, BULLETIN: FILING, NOTICE: APPRAISAL}
"""By kind of letter, where it is not 调度排名."""


def maker(kind: str | None) -> tuple[str, str]:
    """Workbook and button that make a letter of that kind."""
    workbook = _MAKERS.get(kind or "", DISPATCH)
    return workbook, _LISTS[workbook][1]


def source(file: ListFile, word: str) -> Source:
    """The list as the register takes it in. `word` is the register's own 机关代字, empty for that file's."""
    reading = file.readings[file.table.name]
    rows = records(reading)
    names = (
        unit_names(file.readings[COUNTIES.name])
        if file.workbook == DISPATCH
        else {row["代码"]: unit_of(row) for row in rows if row["代码"]}
    )
    period = (latest_period if file.workbook == DISPATCH else sent_period)(rows)
    if not period:
        return Source(reading, [], names, str, word, "")
    policy = load(month_end(period), read_overrides(file.readings[PARAMETERS.name]))
    word = word or policy.text("发文机关代字")
    return Source(reading, rows, names, lambda row: _title(row, names, policy), word, period)


def latest_period(rows: Iterable[Mapping[Any, Any]]) -> str:
    """The latest 期别; empty for an empty list."""
    return max((str(row["期别"]) for row in rows if row["期别"]), default="")


def sent_period(rows: Sequence[Mapping[Any, Any]]) -> str:
    """The latest 期别 of 意见书清单 with an opinion to be sent, else the latest.

    It gets a row of a new month for a county that still files nothing: that is no new round.
    """
    return latest_period(row for row in rows if row["是否签发"] == "是") or latest_period(rows)


def unit_names(counties: Reading) -> dict[str, str]:
    """市州 + 县区 by code, and each 市州 by its own (the first four digits and 00)."""
    names: dict[str, str] = {}
    for row in records(counties):
        code, city = row["行政区划代码"], row["市州"]
        if code and city:
            names[code] = f"{city}{row['县区'] or ''}"
            names.setdefault(f"{code[:4]}00", city)
    return names


def _title(row: Row, names: Mapping[str, str], policy: Policy) -> str:
    """The 标题 as the letter has it, on one line."""
    office: dict[str, Any] = dict(policy.values)
    unit = names.get(row["代码"]) or unit_name(row, None, office)
    period = {"统计月份": month(row["期别"]), "年度": year_of(row)}
    facts = {"发文机关": office["发文机关"], "单位": unit, **period}
    return title(KINDS[row["函件"]], facts).replace("\n", "")


def write_numbers(file: ListFile, numbers: Mapping[int, str]) -> None:
    """Put 文号 into these rows of its list (by position). HostError where it is open, busy or changed."""
    if not numbers:
        return
    listed = file.readings[file.table.name]
    with one_press(file.path), open_closed(file.path) as book:
        now = read_table(book, file.table)
        if list(now.frame["代码"]) != list(listed.frame["代码"]):
            raise HostError(f"“{file.path.name}”的{file.table.name}刚被改动，文号没有写回。请再按一次")
        sheet, _, _, letters = locate(book, file.table)
        for i, number in numbers.items():
            book.sheets[sheet].range(f"{letters['文号']}{now.rows[i]}").value = number
        book.save()
