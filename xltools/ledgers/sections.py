"""Rows such as 一、产业发展　12个　1,200: a part's heading with its sum, among the projects it heads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from xltools.cells import CellValue, Grid
from xltools.tables.declared.projects import PROJECTS
from xltools.tables.fold import folded
from xltools.tables.header import Header
from xltools.tables.texts import parse_choice

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_NUMBERED = re.compile(
    rf"[(]?{_NUMERAL}[)]?[、,.)](?P<title>.*)|[(]{_NUMERAL}[)](?P<bracketed>.*)|{_NUMERAL}"
)
_OF_A_PROJECT = ("项目编码", "乡镇", "村", "建设内容", "建设内容及规模", "实施地点")
_LONGEST = 12


def section_titles(grid: Grid, header: Header) -> dict[int, str]:
    """Sheet row → title, for every row that is numbered 一、 or （一） and has nothing of a project in it."""
    own = [header.at[name] - grid.left for name in _OF_A_PROJECT if name in header.at]
    found = {}
    for number, row in enumerate(grid.rows[header.bottom + 1 - grid.top :], header.bottom + 1):
        if own and all(row[j] is None for j in own) and (title := _title(row)):
            found[number] = title
    return found


def as_subtotals(grid: Grid, header: Header, titles: Mapping[int, str]) -> Grid:
    """The grid with such rows labelled 小计, so that they are summed and not read as projects."""
    rows = list(grid.rows)
    for number, title in titles.items():
        row = list(rows[number - grid.top])
        row[header.at["项目名称"] - grid.left] = f"{title[:_LONGEST]}小计"
        rows[number - grid.top] = row
    return replace(grid, rows=rows)


def type_above(row: int, titles: Mapping[int, str]) -> str | None:
    """The 项目类型 that the nearest title above a row names."""
    column = PROJECTS.column("项目类型")
    for number in sorted((n for n in titles if n < row), reverse=True):
        chosen, _ = parse_choice(column, re.sub("类$", "", titles[number]))
        if chosen:
            return str(chosen)
    return None


def _title(row: list[CellValue]) -> str:
    """The words of a numbered row, empty where the row is none: numeral and title in one cell or in two."""
    texts = [folded(value) for value in row if isinstance(value, str) and value.strip()]
    found = _NUMBERED.fullmatch(texts[0]) if texts else None
    if found is None:
        return ""
    return found["title"] or found["bracketed"] or (texts[1] if len(texts) > 1 else texts[0])
