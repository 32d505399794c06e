"""What an officer could overlook after a table was written: told, never decided for them."""

from __future__ import annotations

from collections.abc import Iterable

from xltools.cells import address
from xltools.errors import Issue, Severity
from xltools.hosts.filters import hidden_count
from xltools.tables.model import Table, shown
from xltools.tables.place import Place, box_of, read_cells
from xltools.tables.preparing import Ground


def lifted_issues(place: Place, table: Table, headings: Iterable[str]) -> list[Issue]:
    """A notice for each column whose filter does not go by anything that can be looked up in its cells."""
    issues = []
    for heading in headings:
        column = next((j for j, text in place.header.headings.items() if text == heading), place.left)
        cell = address(place.header.bottom, column)
        problem = f"“{heading}”栏的筛选不能随新的内容更新，已经取消"
        remedy = "需要的，请重新筛选"
        issues.append(_notice(place, table, cell, heading, problem, remedy))
    return issues


def hidden_rows_issue(place: Place, table: Table, start: int, end: int) -> list[Issue]:
    """A notice where rows that were written now are hidden, by hand or by a filter."""
    if end < start:
        return []
    hidden = hidden_count(place.sheet.range((start, place.left), (end, place.right)))
    if not hidden:
        return []
    problem = f"写入的{end - start + 1}行里有{hidden}行隐藏着或被筛选掉，看不到"
    remedy = "要看全部，请清除筛选，或选中上下行后右键“取消隐藏”"
    return [_notice(place, table, address(place.header.bottom, place.left), "", problem, remedy)]


def notes_beside(ground: Ground) -> list[Issue]:
    """A notice where something stands right beside a table: rows get another order, it stays."""
    place, table = ground.place, ground.reading.table
    column = place.right + 1
    others = [box_of(t.range) for t in place.sheet.tables if not place.excel or t.name != place.excel.name]
    if any(b[1] <= column <= b[3] for b in others) or ground.last < place.first:
        return []
    cells = read_cells(place.sheet, (place.first, column, min(ground.last, place.read), column))
    noted = next((i for i, row in enumerate(cells.rows, place.first) if row[0] is not None), None)
    if noted is None:
        return []
    problem = "这一列紧挨着表格、不在表格里：行的次序变了，它不跟着移动"
    remedy = "请核对这一列；把表格右下角向右拉、包进这一列，以后就跟着各自的行"
    value = shown(cells.at(noted, column))
    return [_notice(place, table, address(noted, column), "", problem, remedy, value)]


def _notice(
    place: Place, table: Table, cell: str, column: str, problem: str, remedy: str, value: str = ""
) -> Issue:
    return Issue(place.sheet.name, cell, table.name, column, value, problem, remedy, Severity.NOTICE)
