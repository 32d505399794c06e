"""Personal data in a return: told by cell, masked, and no reason to send the return back.

Every sheet is looked at, for a list of households often lies behind the table. A number that Excel keeps as a
number has lost its last digits or may be an amount: it counts by the heading of its column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from xltools.cells import CellValue, Grid, address
from xltools.errors import Issue, Severity
from xltools.personal import IDENTITY, MOBILE, found, masked

_SHORTEST = 11
_LARGE = 1.3e10
_LISTED = 8
_HEADINGS = {IDENTITY: re.compile("身份证|证件号"), MOBILE: re.compile("电话|手机|联系方式")}
_CODES = re.compile("编码|编号|代码|文号")
_CONTACT = re.compile(r"(?:电话|手机|联系方式|传真|[\u4e00-\u9fff]{2}人)[^：:]{0,4}[：:]")
"""填报人、联系电话 of the reporting line: the office's own contact, given so that it can be asked."""

_CHINESE = re.compile("[\u4e00-\u9fff]")
_REMEDY = "上报表不收个人信息，请县里删去这些格后重报；收到的文件请按规定保管"


def personal_data(grids: Iterable[Grid], table: str, file: str) -> list[Issue]:
    """One notice for each column of each sheet that holds 身份证号 or mobile numbers."""
    return [issue for grid in grids if _holds_any(grid) for issue in _of_sheet(grid, table, file)]


def _holds_any(grid: Grid) -> bool:
    """Whether a sheet is worth a second look: all that most sheets cost."""
    long = [
        cell
        for row in grid.rows
        for cell in row
        if (type(cell) is str and len(cell) >= _SHORTEST) or (type(cell) is float and cell >= _LARGE)
    ]
    texts = [cell for cell in long if isinstance(cell, str)]
    return len(texts) < len(long) or bool(found("\n".join(texts)))


def _of_sheet(grid: Grid, table: str, file: str) -> Iterator[Issue]:
    headings: dict[int, str] = {}
    places: dict[tuple[int, str], list[int]] = {}
    for i, row in enumerate(grid.rows):
        for j in _suspects(row):
            if j not in headings:
                headings[j] = _heading(grid, i, j)
            for what in _kinds(row, j, headings[j]):
                places.setdefault((j, what), []).append(i)
    for (j, what), rows in sorted(places.items()):
        lines = "、".join(str(grid.top + i) for i in rows[:_LISTED]) + ("等" if len(rows) > _LISTED else "")
        problem = f"这一列第{lines}行共{len(rows)}格有{what}，属个人信息"
        cell, value = address(grid.top + rows[0], grid.left + j), _shown(grid.rows[rows[0]][j])
        yield Issue(
            grid.sheet, cell, table, headings[j], value, problem, _REMEDY, Severity.NOTICE, file
        )  # fmt: skip


def _suspects(row: Sequence[CellValue]) -> list[int]:
    """Where a row has a cell long enough for either."""
    return [
        j
        for j, cell in enumerate(row)
        if (type(cell) is str and len(cell) >= _SHORTEST) or (type(cell) is float and cell >= _LARGE)
    ]


def _kinds(row: Sequence[CellValue], j: int, heading: str) -> list[str]:
    cell = row[j]
    if isinstance(cell, str):
        kinds = found(cell)
        return [k for k in kinds if k is not MOBILE or not (_is_contact(row, j) or _CODES.search(heading))]
    assert isinstance(cell, float)
    like = {IDENTITY: 1e17 <= cell < 1e18, MOBILE: cell < 2e10 and cell.is_integer()}
    return [
        k
        for k, is_like in like.items()
        if is_like and _HEADINGS[k].search(heading) and not _is_contact(row, j)
    ]


def _is_contact(row: Sequence[CellValue], j: int) -> bool:
    """The words say so in the cell itself or in the last cell before it that is filled."""
    before = next((cell for cell in reversed(row[:j]) if cell is not None), None)
    return any(isinstance(cell, str) and _CONTACT.search(cell) for cell in (row[j], before))


def _heading(grid: Grid, i: int, j: int) -> str:
    """The nearest Chinese words above a cell; empty where there are none."""
    above = (grid.rows[k][j] for k in range(i - 1, -1, -1))
    words = (cell for cell in above if isinstance(cell, str) and _CHINESE.search(cell))
    return next((masked(word.strip())[:20] for word in words), "")


def _shown(cell: CellValue) -> str:
    return f"{cell:.0f}"[:6] + "*" * 12 if isinstance(cell, float) and cell >= 1e17 else masked(_plain(cell))


def _plain(cell: CellValue) -> str:
    return f"{cell:.0f}" if isinstance(cell, float) else str(cell)[:60]
