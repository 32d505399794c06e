"""Reading sheets into plain lists: everything but the DataFrame, so that worker processes start fast."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xltools.cells import Grid, address, column_number
from xltools.errors import Issue, Severity
from xltools.personal import masked
from xltools.tables.body import sort_rows
from xltools.tables.checks import unique
from xltools.tables.context import Context, read_context
from xltools.tables.findings import blanks, figures_in_merged_cells, missing, not_read, periods, wrong_totals
from xltools.tables.fold import name_key
from xltools.tables.header import Header, find_header
from xltools.tables.headings import heading_issues
from xltools.tables.merges import carry_merged
from xltools.tables.model import Table, shown
from xltools.tables.parse import parse_column
from xltools.tables.plainreading import PlainReading
from xltools.tables.privacy import personal_data
from xltools.tables.sheetrows import SheetRows

__all__ = ["PlainReading", "read_plain", "read_sheet"]

NEARLY = 0.8
"""A sheet whose header scores this share of the best one's may be the one that is meant."""

_LONGEST_SHOWN = 60
_CELL = re.compile(r"([A-Z]*)(\d+)")


def read_plain(grids: Sequence[Grid], table: Table, file: str = "") -> PlainReading:
    """Find the table among the sheets of a file and read it; what is wrong is in `issues`."""
    reading = _read_best(grids, table, file)
    reading.issues += personal_data(grids, table.name, file)
    return reading


def _read_best(grids: Sequence[Grid], table: Table, file: str) -> PlainReading:
    found = [(grid, header) for grid in grids if (header := find_header(grid, table))]
    if not found:
        return not_found(grids, table, file)
    best = max(header.score for _, header in found)
    likely = [f for f in found if f[1].score >= NEARLY * best or _same_name(f[0].sheet, table)]
    readings = [read_sheet(grid, table, file, header) for grid, header in likely]
    filled = [r for r in readings if r.rows] or readings[:1]
    chosen = next((r for r in filled if _same_name(r.sheet, table)), filled[0])
    others = [r for r in filled if r is not chosen]
    if others and not _same_name(chosen.sheet, table):
        return _ambiguous(filled, table, file)
    chosen.issues += [_passed_over(other, table) for other in others]
    if not chosen.rows:
        problem, remedy = "表头下面没有数据", "填好后再报"
        chosen.issues.append(
            Issue(chosen.sheet, chosen.header, table.name, "", "", problem, remedy, file=file)
        )
    return chosen


def read_sheet(
    grid: Grid, table: Table, file: str = "", header: Header | None = None, own: bool = False
) -> PlainReading:
    """Read one sheet.

    `header` where it is known already; `own` for the toolkit's own workbooks, where further columns are the
    officer's business and need no notice.
    """
    header = header or find_header(grid, table)
    if header is None:
        return not_found([grid], table, file)
    carried = carry_merged(grid, header.bottom + 1, {j: table.column(n) for n, j in header.at.items()})
    sheet = SheetRows(grid, header, carried.rows, sort_rows(grid, carried.down_only, header, table))
    context = read_context(grid, header.top)
    reading = _empty(sheet, table, file, context)
    _fill(reading, sheet)
    reading.issues += [
        *(i for i in heading_issues(reading, header, context) if i.severity is Severity.ERROR or not own),
        *periods(reading, context),
        *missing(reading, context),
        *figures_in_merged_cells(reading, carried.shared),
    ]
    reading.issues += [*blanks(reading), *wrong_totals(reading, sheet), *not_read(reading, sheet)]
    for check in (*([unique(*table.key)] if table.key else []), *table.checks):
        reading.issues += list(check(reading))
    reading.issues.sort(key=_position)
    return reading


def not_found(grids: Sequence[Grid], table: Table, file: str) -> PlainReading:
    """An empty reading with the sentence that no sheet holds the table."""
    names = "、".join(f"“{grid.sheet}”" for grid in grids) or "没有工作表"
    problem = f"没有找到“{table.name}”的表头（看过：{names}）"
    wanted = "、".join(c.name for c in table.columns if c.required) or "、".join(table.names[:4])
    issue = Issue("", "", table.name, "", "", problem, f"表头应有：{wanted}；请用下发的表样填写", file=file)
    return PlainReading(table, columns={c.name: [] for c in table.columns}, file=file, issues=[issue])


def _same_name(sheet: str, table: Table) -> bool:
    return name_key(sheet) == name_key(table.name)


def _passed_over(other: PlainReading, table: Table) -> Issue:
    problem = f"工作表“{other.sheet}”也像“{table.name}”，有{len(other.rows)}行，没有读"
    remedy = f"要报的应放在工作表“{table.name}”里"
    return Issue(other.sheet, other.header, table.name, "", "", problem, remedy, Severity.NOTICE, other.file)


def _ambiguous(readings: Sequence[PlainReading], table: Table, file: str) -> PlainReading:
    names = "、".join(f"“{r.sheet}”" for r in readings)
    problem = f"{len(readings)}张工作表都像“{table.name}”：{names}"
    issue = Issue(
        "", "", table.name, "", "", problem, f"只留一张，或把要报的一张改名为“{table.name}”", file=file
    )
    return PlainReading(table, columns={c.name: [] for c in table.columns}, file=file, issues=[issue])


def _empty(sheet: SheetRows, table: Table, file: str, context: Context) -> PlainReading:
    """The reading before any value is in it."""
    header = sheet.header
    said = {"标题": context.title}
    said |= {name: s.value for name, s in (("单位", context.unit), ("填报单位", context.reporter)) if s}
    said |= {"期别": context.period.value} if context.period else {}
    return PlainReading(
        table=table,
        sheet=sheet.grid.sheet,
        columns={c.name: [None] * len(sheet.body.data) for c in table.columns},
        rows=sheet.body.data,
        at=header.at,
        file=file,
        unknown={header.headings[j]: header.cells[j] for j in header.unknown},
        header=address(header.top, min(header.at.values(), default=sheet.grid.left)),
        aside={row: why.value for row, why in sheet.body.aside.items()},
        said=said,
    )


def _fill(reading: PlainReading, sheet: SheetRows) -> None:
    """Parse every column that the sheet has; complaints go to `issues` with their cells."""
    columns, parsed = sheet.columns(), dict(reading.columns)
    for name, j in reading.at.items():
        cells = columns[j - sheet.grid.left] if columns else ()
        parsed[name], problems = parse_column(reading.table.column(name), cells)
        for i, problem in problems:
            cell, value = address(reading.rows[i], j), masked(shown(cells[i]).strip())[:_LONGEST_SHOWN]
            reading.issues.append(
                Issue(reading.sheet, cell, reading.table.name, name, value, *problem, file=reading.file)
            )
    reading.columns = parsed


def _position(issue: Issue) -> tuple[int, int]:
    """Reading order on the sheet; what concerns the whole sheet comes first."""
    found = _CELL.match(issue.cell)
    return (int(found[2]), column_number(found[1])) if found else (0, 0)
