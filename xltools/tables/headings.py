"""What is wrong with a header: columns missing, renamed, doubled, unknown, or in another unit."""

from __future__ import annotations

from collections.abc import Iterator

from xltools.cells import column_letter
from xltools.errors import Issue, Severity
from xltools.tables.context import Context
from xltools.tables.fold import MONEY_UNITS, name_key
from xltools.tables.header import Header
from xltools.tables.model import Rows
from xltools.tables.texts import nearest

NOT_MISSED = frozenset({"序号", "编号", "备注"})
"""Columns of a county's own that need no notice."""

_LISTED = 6


def heading_issues(rows: Rows, header: Header, context: Context) -> Iterator[Issue]:
    """Everything wrong with the header as a whole; missing columns are told by `missing_column`."""
    yield from _doubled(rows, header)
    yield from _units(rows, header, context)
    yield from _notices(rows, header)


def missing_column(rows: Rows, name: str) -> Issue:
    """A column that the sheet does not have, with the heading that may be meant: a similar one, the one in
    its place, or the only one that was not recognised."""
    unread = _unread(rows)
    known = {name_key(heading): heading for heading in unread}
    words = [name, *rows.table.column(name).aliases]
    near = next((known[key] for word in words if (key := nearest(name_key(word), list(known)))), None)
    meant = near or _standing_there(rows, name) or (next(iter(unread)) if len(unread) == 1 else None)
    problem = f"没有“{name}”这一栏"
    if meant is None:
        remedy = f"在表头加上“{name}”一栏" + ("并填写" if rows.rows else "")
        return _issue(rows, rows.header, name, "", problem, remedy)
    cell = rows.unknown[meant]
    remedy = f"{cell} 的“{meant}”如果就是这一栏，把表头改为“{name}”；否则加上这一栏"
    return _issue(rows, cell, name, meant, problem, remedy)


def _standing_there(rows: Rows, name: str) -> str | None:
    """An unknown heading in the very place of the column: right after the one declared before it and right
    before the one declared after it."""
    order = [c.name for c in rows.table.columns]
    place = order.index(name)
    before, after = (order[i] if 0 <= i < len(order) else "" for i in (place - 1, place + 1))
    if before not in rows.at or rows.at.get(after) != rows.at[before] + 2:
        return None
    letter = column_letter(rows.at[before] + 1)
    return next(
        (heading for heading, cell in rows.unknown.items() if cell.rstrip("0123456789") == letter), None
    )


def _unread(rows: Rows) -> dict[str, str]:
    """Headings that no column answers to, but a county's own numbering and remarks, with their cells."""
    return {heading: cell for heading, cell in rows.unknown.items() if name_key(heading) not in NOT_MISSED}


def _doubled(rows: Rows, header: Header) -> Iterator[Issue]:
    for name, columns in header.doubled.items():
        cells = "、".join(header.cells[j] for j in columns)
        yield _issue(
            rows,
            header.cells[columns[1]],
            name,
            header.headings[columns[1]],
            f"“{name}”有{len(columns)}栏：{cells}",
            f"只留一栏作“{name}”，其余改名或删去",
        )


def _units(rows: Rows, header: Header, context: Context) -> Iterator[Issue]:
    """A heading or a 单位 line that states another unit of money than the column's."""
    unstated = []
    for name, j in header.at.items():
        wanted, stated = rows.table.column(name).unit, header.units.get(name, "")
        if wanted not in MONEY_UNITS:
            continue
        if stated in MONEY_UNITS and stated != wanted:
            cell, heading = header.cells[j], header.headings[j]
            yield _issue(
                rows,
                cell,
                name,
                heading,
                f"表头写明单位是{stated}，应为{wanted}",
                f"换算成{wanted}重填，并改表头",
            )
        elif not stated:
            unstated.append((name, wanted))
    said = context.unit
    other = [(name, wanted) for name, wanted in unstated if said and said.value != wanted]
    if said and other:
        names, wanted = "、".join(name for name, _ in other[:4]), other[0][1]
        more = f"等{len(other)}栏" if len(other) > 4 else ""
        problem = f"表中写明单位是{said.value}，{names}{more}应填{wanted}"
        yield _issue(rows, said.cell, other[0][0], said.text, problem, f"换算成{wanted}重填，并改写单位")


def _notices(rows: Rows, header: Header) -> Iterator[Issue]:
    unread = _unread(rows)
    if unread:
        listed = "、".join(f"{text}（{cell}）" for text, cell in unread.items())
        remedy = "不需要上报的栏可以不管；要上报的请改用规定的栏名"
        yield _notice(rows, f"这些栏没有读：{listed}", remedy, next(iter(unread.values())))
    for j, name in header.beside.items():
        cell, heading = header.cells[j], header.headings[j]
        yield _notice(rows, f"{cell} 的“{heading}”没有读：已有“{name}”栏", "如应读这一栏，请删去另一栏", cell)
    if header.loosely:
        listed = "、".join(f"“{header.headings[header.at[n]]}”作“{n}”" for n in header.loosely[:_LISTED])
        listed += f"等{len(header.loosely)}栏" if len(header.loosely) > _LISTED else ""
        yield _notice(rows, f"表头用词不同，按近义读取：{listed}", "请核对；最好改用规定的栏名")


def _notice(rows: Rows, problem: str, remedy: str, cell: str = "") -> Issue:
    return _issue(rows, cell or rows.header, "", "", problem, remedy, Severity.NOTICE)


def _issue(
    rows: Rows,
    cell: str,
    column: str,
    value: str,
    problem: str,
    remedy: str,
    severity: Severity = Severity.ERROR,
) -> Issue:
    return Issue(rows.sheet, cell, rows.table.name, column, value, problem, remedy, severity, rows.file)
