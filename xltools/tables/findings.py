"""What is wrong with a sheet beyond single cells: blanks, missing columns, merged figures, totals, 期别."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xltools.cells import CellError, address, box_address
from xltools.errors import Issue, Severity
from xltools.personal import masked
from xltools.tables.amounts import parse_number
from xltools.tables.body import Why
from xltools.tables.context import Context
from xltools.tables.headings import missing_column
from xltools.tables.merges import Shared
from xltools.tables.model import Column, Kind, shown
from xltools.tables.parse import NUMBERS
from xltools.tables.plainreading import PlainReading
from xltools.tables.problem import plain
from xltools.tables.sheetrows import SheetRows
from xltools.tables.totals import check_totals

_SUMMED = frozenset({Kind.MONEY, Kind.COUNT})
_LISTED = 8


def blanks(reading: PlainReading) -> Iterator[Issue]:
    """Required cells that are blank, but those already reported."""
    reported = {issue.cell for issue in reading.errors}
    for column in reading.table.columns:
        if not column.required or column.name not in reading.at:
            continue
        for i, value in enumerate(reading.columns[column.name]):
            if value is None and reading.cell(i, column.name) not in reported:
                yield reading.issue(i, column.name, "空白：必须填写", _how_to_fill(column))


def missing(reading: PlainReading, context: Context) -> Iterator[Issue]:
    """Required columns that the sheet does not have; a 期别 may stand in the lines above the header."""
    for column in reading.table.columns:
        if column.required and column.name not in reading.at:
            if column.kind is Kind.PERIOD and context.periods:
                continue
            yield missing_column(reading, column.name)


def periods(reading: PlainReading, context: Context) -> Iterator[Issue]:
    """Take a missing 期别 from the title or 截至日期, and say so; point out where they disagree."""
    column = next((c for c in reading.table.columns if c.kind is Kind.PERIOD and c.required), None)
    if column is None or not context.periods:
        return
    said = context.periods[0]
    values = reading.columns[column.name]
    if context.period is None:
        if column.name not in reading.at:
            listed = "、".join(f"{p.cell} 写的是{p.value}" for p in context.periods)
            yield _at(
                reading, said.cell, column.name, said.text, f"没有期别栏，表上方{listed}", "改成一致的年月"
            )
    elif column.name not in reading.at:
        reading.columns = {**reading.columns, column.name: [said.value] * len(values)}
        problem = f"没有期别栏，按{said.cell}“{said.text[:20]}”取{said.value}"
        yield _at(
            reading, said.cell, column.name, said.text, problem, "不对的，请改标题年月", Severity.NOTICE
        )
    elif any(value not in (None, said.value) for value in values):
        other = next(value for value in values if value not in (None, said.value))
        problem = f"表上方写的是{said.value}，期别栏是{other}"
        yield _at(
            reading, said.cell, column.name, said.text, problem, "核对哪个对，改成一致", Severity.NOTICE
        )


def figures_in_merged_cells(reading: PlainReading, shared: Iterable[Shared]) -> Iterator[Issue]:
    """A figure in a merged box cannot be shared out over its rows or columns."""
    place = {row: i for i, row in enumerate(reading.rows)}
    for box, _, value in shared:
        covered = [n for n, j in reading.at.items() if box[1] <= j <= box[3]]
        names = [n for n in covered if reading.table.column(n).kind in NUMBERS]
        for row in range(box[0], box[2] + 1):
            for name in names if row in place else ():
                problem = f"合并单元格{box_address(box)}里的“{shown(value)}”分不清各格是多少"
                yield reading.issue(place[row], name, problem, "取消合并，逐格填写")


def wrong_totals(reading: PlainReading, sheet: SheetRows) -> Iterator[Issue]:
    """合计 rows that do not equal the rows they sum; columns with an unusable cell are not compared."""
    table, totals = reading.table, sheet.body.totals
    if not totals or not reading.rows:
        return
    columns = {n: j for n, j in reading.at.items() if table.column(n).kind in _SUMMED}
    yield from _broken_totals(reading, sheet, columns)
    unusable = {issue.column for issue in reading.errors}
    stated = {
        name: {row: parse_number(table.column(name), _number(sheet, row, j))[0] for row in totals}
        for name, j in columns.items()
        if name not in unusable
    }
    words = [reading.columns[n] for n in reading.at if table.column(n).kind is Kind.TEXT]
    for difference in check_totals(totals, stated, reading.rows, reading.columns, words):
        cell = address(difference.row, reading.at[difference.column])
        remedy = "核对合计公式和各行；合计行本身不读入"
        yield _at(reading, cell, difference.column, plain(difference.stated), difference.problem, remedy)


def not_read(reading: PlainReading, sheet: SheetRows) -> Iterator[Issue]:
    """Rows that look like remarks, named so that none disappears unseen; hidden rows, which do count."""
    for row, why in sheet.body.aside.items():
        if why is Why.REMARK:
            j = next(j for j, v in enumerate(sheet.rows[row - sheet.header.bottom - 1]) if v is not None)
            cell, value = address(row, sheet.grid.left + j), sheet.at(row, sheet.grid.left + j)
            problem, remedy = "这一行当作说明，没有读作数据", "如是数据，请补齐代码等必填栏"
            yield _at(reading, cell, "", masked(shown(value))[:60], problem, remedy, Severity.NOTICE)
    hidden = [row for row in reading.rows if row in sheet.grid.hidden_rows]
    if hidden:
        listed = "、".join(map(str, hidden[:_LISTED])) + ("等" if len(hidden) > _LISTED else "")
        problem = f"隐藏或筛掉的{len(hidden)}行也读入了：第{listed}行"
        yield _at(reading, "", "", "", problem, "不该上报的行请删去，不要隐藏", Severity.NOTICE)


def _broken_totals(reading: PlainReading, sheet: SheetRows, columns: dict[str, int]) -> Iterator[Issue]:
    for row in sheet.body.totals:
        for name, j in columns.items():
            value = sheet.at(row, j)
            if isinstance(value, CellError):
                problem = f"合计行是错误值 {value.code}"
                yield _at(reading, address(row, j), name, value.code, problem, "改正公式", Severity.NOTICE)


def _number(sheet: SheetRows, row: int, column: int) -> object:
    """A total as typed; texts are left to the parser, errors and uncalculated formulas count as blank."""
    value = sheet.at(row, column)
    return value if isinstance(value, (float, str)) else None


def _how_to_fill(column: Column) -> str:
    if column.choices:
        return f"填：{'、'.join(column.choices)}"
    return f"填写{column.name}" + (f"：{column.note}" if column.note else "")


def _at(
    reading: PlainReading,
    cell: str,
    column: str,
    value: str,
    problem: str,
    remedy: str,
    severity: Severity = Severity.ERROR,
) -> Issue:
    return Issue(
        reading.sheet, cell, reading.table.name, column, value, problem, remedy, severity, reading.file
    )
