"""调度排名 in the same folder, for the buttons of other workbooks: read as it was last saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xltools.buttons.dispatch_ranking import WORKBOOK
from xltools.buttons.neighbour import Neighbour, neighbour
from xltools.errors import HostError
from xltools.hosts.busy import one_press
from xltools.hosts.closed import open_closed
from xltools.letters.facts import month, unit_name
from xltools.letters.kinds import KINDS
from xltools.letters.titles import title
from xltools.policy import Policy, load, read_overrides
from xltools.register.listed import Source
from xltools.register.rows import Row, records
from xltools.rules.periods import month_end
from xltools.tables.declared.dispatch import COUNTIES
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.record import PARAMETERS, RUNS
from xltools.tables.model import Reading
from xltools.tables.sheets import locate, read_table


@dataclass(frozen=True, slots=True)
class DispatchFile(Neighbour):
    """调度排名 with the tables that others need."""

    @property
    def made(self) -> str:
        """The last 生成函件 in its 运行记录, for the run that is frozen with a letter."""
        runs = records(self.readings[RUNS.name])
        mine = [run for run in runs if (run["按钮"] or "").startswith("生成函件")]
        return f"{mine[-1]['时间']:%Y-%m-%d %H:%M:%S} {mine[-1]['输入校验码'] or ''}".strip() if mine else ""


def dispatch_file(folder: Path) -> DispatchFile | None:
    """The workbook as saved; None where the folder has none."""
    found = neighbour(folder, WORKBOOK, (LETTERS, COUNTIES, PARAMETERS, RUNS))
    return DispatchFile(found.path, found.hash, found.readings) if found else None


def source(file: DispatchFile, word: str) -> Source:
    """函件清单 as the register takes it in. `word` is the register's own 机关代字, empty for that file's."""
    reading = file.readings[LETTERS.name]
    rows = records(reading)
    names = unit_names(file.readings[COUNTIES.name])
    period = max((row["期别"] for row in rows if row["期别"]), default="")
    if not period:
        return Source(reading, [], names, str, word)
    policy = load(month_end(period), read_overrides(file.readings[PARAMETERS.name]))
    return Source(
        reading, rows, names, lambda row: _title(row, names, policy), word or policy.text("发文机关代字")
    )


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
    facts = {"发文机关": office["发文机关"], "单位": unit, "统计月份": month(row["期别"])}
    return title(KINDS[row["函件"]], facts).replace("\n", "")


def write_numbers(file: DispatchFile, numbers: Mapping[int, str]) -> None:
    """Put 文号 into these rows of 函件清单 (by position). HostError where it is open, busy or changed."""
    if not numbers:
        return
    listed = file.readings[LETTERS.name]
    with one_press(file.path), open_closed(file.path) as book:
        now = read_table(book, LETTERS)
        if list(now.frame["代码"]) != list(listed.frame["代码"]):
            raise HostError(f"“{file.path.name}”的函件清单刚被改动，文号没有写回。请再按一次")
        sheet, _, _, letters = locate(book, LETTERS)
        for i, number in numbers.items():
            book.sheets[sheet].range(f"{letters['文号']}{now.rows[i]}").value = number
        book.save()
