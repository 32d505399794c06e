"""A block shaped as 调度表 on an officer's own sheet: found by its header, checked as the buttons do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from xltools.errors import Issue
from xltools.policy import Policy
from xltools.rules.art12.facts import base_columns, spent_columns
from xltools.rules.art12.input import figure_problems
from xltools.rules.art12.roster import takes_part
from xltools.tables.checks import at_most, is_ratio, sums_to
from xltools.tables.declared.dispatch import DISPATCH, LEVELS, STAGES
from xltools.tables.header import Header, find_header
from xltools.tables.headings import missing_column
from xltools.tables.model import Check, Rows, Table
from xltools.tables.plain import read_sheet
from xltools.tables.plainreading import PlainReading
from xltools.udfs.answers import Wrong, refuse, stop_at
from xltools.udfs.given import Given

LABEL = "调度表"

_UNREAD = frozenset({"县类别", "截至日期"})
_UNJUDGED = frozenset({"行政区划代码"})
_ALL_LEVELS = "四级合计"
_CENT, _HALF_POINT = 0.01, 0.005


def _columns(stage: str) -> tuple[str, ...]:
    return tuple(f"{level}{stage}" for level in LEVELS)


def _total(stage: str) -> str:
    return f"{stage}合计"


_TOTALS = frozenset(map(_total, STAGES))


def _spent_within(level: str) -> Check:
    """支出 ≤ 到位, or 支出 ≤ 下达 where the block has no 到位."""

    def check(rows: Rows) -> Iterator[Issue]:
        bound = f"{level}到位" if f"{level}到位" in rows.at else f"{level}下达"
        yield from at_most(f"{level}支出", bound)(rows)

    return check


BLOCK = Table(
    name=LABEL,
    columns=tuple(
        replace(c, required=False, check_only=c.check_only and c.name not in _TOTALS)
        for c in DISPATCH.columns
        if c.name not in _UNREAD
    ),
    checks=(
        *(at_most(f"{level}到位", f"{level}下达") for level in LEVELS),
        *map(_spent_within, LEVELS),
        at_most(_total("支出"), _total("下达")),
        *(sums_to(_columns(stage), _total(stage), _CENT) for stage in STAGES),
        is_ratio("支出进度", _columns("支出"), _columns("下达"), _HALF_POINT),
        at_most("完工数", "开工数"),
        at_most("开工数", "项目总数"),
    ),
)
"""调度表 without columns that are compulsory: a trial needs only what the scores look at."""


@dataclass(frozen=True)
class Block:
    """A block as read; rows count from 0 in `frame`, and from 0 in the block where `index` says so."""

    given: Given
    header: Header
    plain: PlainReading

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The rows of data, columns that the block lacks empty."""
        return self.plain.to_reading().frame

    @property
    def heading_row(self) -> int:
        """The row of the block, from 0, with the lowest headings."""
        return self.header.bottom - self._top

    def index(self, row: int) -> int:
        """The row of the block, from 0, that a row of data stands in."""
        return self.plain.rows[row] - self._top

    @property
    def _top(self) -> int:
        return self.given.top or 1

    def rows_of(self, period: str | None) -> dict[str, list[int]]:
        """The rows of each 期别: of its column, else all of `period`, else of the lines above the header."""
        if "期别" in self.plain.at:
            return self._by_column(period)
        name = period or self.plain.said.get("期别")
        if not name:
            raise refuse(LABEL, "里没有“期别”栏，也没有给期别", "在第2个参数写期别，如 2024-09")
        return {name: list(range(len(self.plain.rows)))}

    def _by_column(self, period: str | None) -> dict[str, list[int]]:
        values = self.plain.values("期别")
        empty = [i for i, value in enumerate(values) if value is None]
        stop_at([self._wrong(self.plain.issue(i, "期别", "是空的", "填年-月，如 2024-09")) for i in empty])
        chosen = [period] if period else sorted(set(values))
        rows = {name: [i for i, value in enumerate(values) if value == name] for name in chosen}
        if period and not rows[period]:
            raise refuse(LABEL, f"里没有 {period} 的行", "核对期别；不给期别则各行按自己的期别算")
        return rows

    def ranked(self, rows: Iterable[int]) -> list[int]:
        """Those of the rows that are 参评; without 是否参评 all are."""
        marks = self.plain.values("是否参评")
        return [row for row in rows if takes_part({"是否参评": marks[row]}, "")]

    def figures(self, rows: Sequence[int], policy: Policy) -> pd.DataFrame:
        """These rows with a column for every figure that the policy's 支出率 asks for."""
        stand_ins = self._stand_ins(policy)
        return self.frame.assign(**_stood_in(self.frame, stand_ins)).iloc[list(rows)]

    def problems(self, rows: Sequence[int], policy: Policy) -> list[Wrong]:
        """What stops these rows from being scored: columns that are not there, blanks, a base of 0."""
        stand_ins, needed = self._stand_ins(policy), _needed(policy)
        absent = [name for name in needed if name not in self.plain.at and name not in stand_ins]
        if absent:
            return [self._wrong(missing_column(self.plain, name)) for name in absent]
        records = self.figures(rows, policy).to_dict("records")
        found = [
            p for row, r in zip(rows, records, strict=True) for p in figure_problems(row, r, policy, needed)
        ]
        places = [(p, stand_ins.get(p.column, p.column)) for p in found]
        issues = [self.plain.issue(p.row, column, p.problem, p.remedy) for p, column in places]
        return list(map(self._wrong, issues))

    def _stand_ins(self, policy: Policy) -> dict[str, str]:
        """Level column → the total that stands for all four, in a block with 下达合计 or 支出合计 alone."""
        if policy.text("支出率级次") != _ALL_LEVELS:
            return {}
        alone = [
            s for s in STAGES if _total(s) in self.plain.at and self.plain.at.keys().isdisjoint(_columns(s))
        ]
        return {column: _total(stage) for stage in alone for column in _columns(stage)}

    def _wrong(self, issue: Issue) -> Wrong:
        place = issue.cell if self.given.top is not None else f"区域内{issue.cell}"
        return Wrong(issue.column, place, issue.value, issue.problem, issue.remedy)

    def stop_at_errors(self) -> None:
        """ArgumentError with every cell that cannot be read, or that contradicts another."""
        errors = [issue for issue in self.plain.errors if issue.column not in _UNJUDGED]
        stop_at(list(map(self._wrong, errors)))


def read_block(given: Given) -> Block:
    """Find the header and read the rows below it. ArgumentError with everything wrong in them."""
    if given.parts > 1:
        raise refuse(LABEL, f"选了{given.parts}块区域", "只选连成一片的区域，连同表头")
    grid = given.grid()
    header = find_header(grid, BLOCK)
    if header is None:
        raise refuse(LABEL, "里没有找到表头", "连同表头一起选；栏名如 中央下达、中央支出、项目总数、开工数")
    block = Block(given, header, read_sheet(grid, BLOCK, header=header, own=True))
    block.stop_at_errors()
    if not block.plain.rows:
        raise refuse(LABEL, "表头下面没有数据", "把数据行也选上")
    return block


def _needed(policy: Policy) -> list[str]:
    """The figures the scores look at."""
    others = ("上年市县投入", "本年市县投入", "项目总数", "开工数", "完工数", "在库项目数", "问题项目数")
    return [*base_columns(policy), *spent_columns(policy), *others]


def _stood_in(frame: pd.DataFrame, stand_ins: Mapping[str, str]) -> dict[str, Any]:
    """The whole total as the highest level's amount, nothing at the others: only their sum is looked at."""
    return {
        column: frame[total] if column.startswith(LEVELS[0]) else 0.0 for column, total in stand_ins.items()
    }
