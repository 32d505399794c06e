"""One county's ledger: every sheet that holds projects, read by what was confirmed; what is left to ask."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from xltools.cells import Grid
from xltools.errors import FileError, Issue, Severity
from xltools.ledgers.mapping import Chosen, knowing, ledger_table, mapped
from xltools.ledgers.sections import as_subtotals, section_titles
from xltools.ledgers.suggesting import Suggestion, suggest
from xltools.ooxml.readable import read_any
from xltools.tables.fold import name_key
from xltools.tables.header import Header, find_header
from xltools.tables.headings import NOT_MISSED
from xltools.tables.model import Table
from xltools.tables.plain import NEARLY, PlainReading, not_found, read_sheet
from xltools.tables.plainreading import PlainReading as Rows

_TOTAL = "合计行与明细不符"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a ledger as read; `titles` are its rows 一、产业发展 …, `asked` what must be confirmed."""

    rows: PlainReading
    titles: dict[int, str]
    asked: tuple[Suggestion, ...]

    @property
    def must_wait(self) -> bool:
        """Whether a heading is open behind which a column of ours may stand."""
        return any(each.must_be_confirmed for each in self.asked)


@dataclass(frozen=True, slots=True)
class Ledger:
    """One file. `trouble` says why it could not be read at all."""

    name: str
    digest: str
    sheets: tuple[Sheet, ...] = ()
    trouble: str = ""
    issues: list[Issue] = field(default_factory=list)

    @property
    def must_wait(self) -> bool:
        """Whether the file waits for 列名对照."""
        return any(sheet.must_wait for sheet in self.sheets)


def read_ledger(path: Path, name: str, chosen: Chosen) -> Ledger:
    """Read a file of the folder; a file that cannot be read never stops the others."""
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        grids = read_any(path)
    except FileError as error:
        return Ledger(name, "", trouble=str(error))
    except OSError as error:
        return Ledger(name, "", trouble=f"打不开（{type(error).__name__}），请关闭后再按一次")
    return read_grids(grids, name, chosen, digest)


def read_grids(grids: Sequence[Grid], name: str, chosen: Chosen, digest: str = "") -> Ledger:
    """The sheets of one ledger: every one whose header is nearly as full as the best one's."""
    table = knowing(ledger_table(), chosen)
    found = [(grid, mapped(h, chosen)) for grid in grids if (h := find_header(grid, table))]
    found = [(grid, header) for grid, header in found if "项目名称" in header.at]
    if not found:
        return Ledger(name, digest, issues=not_found(grids, table, name).issues)
    best = max(header.score for _, header in found)
    likely = [(grid, header) for grid, header in found if header.score >= NEARLY * best]
    sheets = tuple(_sheet(grid, header, table, name, chosen) for grid, header in likely)
    passed = [_passed_over(grid, name) for grid, header in found if header.score < NEARLY * best]
    issues = [issue for sheet in sheets for issue in sheet.rows.issues]
    return Ledger(name, digest, sheets, issues=[*issues, *passed])


def _sheet(grid: Grid, header: Header, table: Table, name: str, chosen: Chosen) -> Sheet:
    titles = section_titles(grid, header)
    rows = read_sheet(as_subtotals(grid, header, titles), table, name, header)
    asked = tuple(_asked(grid, header, rows, chosen))
    rows.issues = [_softened(issue) for issue in rows.issues if "这些栏没有读" not in issue.problem]
    rows.issues += [*_told(rows, titles), *_unread(rows, asked)]
    return Sheet(rows, titles, asked)


def _asked(grid: Grid, header: Header, rows: Rows, chosen: Chosen) -> Iterator[Suggestion]:
    """Headings without a column, and those that two columns claim: what each may mean.

    Not asked where no answer helps: columns of one heading, or all confirmed already. Reading refuses those.
    """
    doubled = [
        j
        for columns in header.doubled.values()
        if len(keys := {name_key(header.headings[j]) for j in columns}) > 1 and not keys <= chosen.keys()
        for j in columns
    ]
    for j in (*header.unknown, *doubled):
        heading = header.headings[j]
        if name_key(heading) in NOT_MISSED:
            continue
        cells: list[Any] = [grid.at(row, j) for row in rows.rows]
        taken = [column for column in header.at if column not in header.doubled]
        yield suggest(heading, cells, rows.table, taken)


def _softened(issue: Issue) -> Issue:
    """A sum that is off is told; the projects are read all the same."""
    return replace(issue, severity=Severity.NOTICE) if issue.problem.startswith(_TOTAL) else issue


def _told(rows: Rows, titles: dict[int, str]) -> Iterator[Issue]:
    if titles:
        listed = "、".join(f"第{row}行“{title}”" for row, title in list(titles.items())[:6])
        more = f"等{len(titles)}行" if len(titles) > 6 else ""
        yield _notice(
            rows,
            rows.header,
            f"{listed}{more}当作分类小计，没有读作项目",
            "是项目的，请补齐项目编码、建设内容",
        )


def _unread(rows: Rows, asked: Sequence[Suggestion]) -> Iterator[Issue]:
    """One notice for the headings that were passed over because nothing of ours is behind them."""
    idle = [each.heading for each in asked if not each.must_be_confirmed]
    if idle:
        remedy = "要读的，在“列名对照”的“确认”里选项目库的列名，再按一次"
        yield _notice(rows, rows.header, f"这些栏没有读：{'、'.join(idle)}", remedy)


def _passed_over(grid: Grid, name: str) -> Issue:
    problem = f"工作表“{grid.sheet}”只有部分列名，没有读"
    return Issue(grid.sheet, "", "项目台账", "", "", problem, "要读的请补齐表头", Severity.NOTICE, name)


def _notice(rows: Rows, cell: str, problem: str, remedy: str) -> Issue:
    return Issue(rows.sheet, cell, rows.table.name, "", "", problem, remedy, Severity.NOTICE, rows.file)
