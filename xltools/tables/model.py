"""What a table is: its columns in the officer's own words, declared once.

Reading, checking, writing, workbook building and the docs all follow from a declaration.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias

from xltools.cells import address
from xltools.errors import InputError, Issue, Severity

if TYPE_CHECKING:  # worker processes read returns without loading pandas
    import pandas as pd


class Kind(Enum):
    """How the cells of a column are read and written."""

    TEXT = "文本"
    CODE = "编码"  # digits that identify; kept as text, every digit
    MONEY = "金额"  # 万元 unless the column says otherwise
    COUNT = "整数"
    NUMBER = "数值"
    PERCENT = "百分比"  # held as a fraction: 65 % is 0.65
    DATE = "日期"
    TIME = "时间"
    PERIOD = "期别"  # held as text 2024-09
    CHOICE = "选项"


WRAPPED_FROM = 24
"""Text columns at least this wide (characters) wrap."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: canonical header (public), other wordings seen in the field, kind, unit and bounds.

    `low` and `high` are in the column's unit; a number outside is reported, never changed.
    `check_only` columns are read when a sheet has them, compared, and not written on.
    `meanings`: other wordings of a CHOICE and the choice each means: (("在建", "已开工"),).
    `one_line`: a long text that stays on one line and off the print, such as 依据 beside a ranking.
    `asks_dashes`: a dash or stroke is asked back instead of read as 0 or blank: it may mean "not known".
    `month_end`: a date given as a month alone means its last day (a deadline), else its first.
    """

    name: str
    kind: Kind = Kind.TEXT
    required: bool = False
    aliases: tuple[str, ...] = ()
    unit: str = ""
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    meanings: tuple[tuple[str, str], ...] = ()
    check_only: bool = False
    note: str = ""
    width: float = 0
    month_end: bool = False
    asks_dashes: bool = False
    one_line: bool = False

    @property
    def wraps(self) -> bool:
        """Whether its texts are shown on several lines."""
        return self.kind is Kind.TEXT and self.width >= WRAPPED_FROM and not self.one_line


Check: TypeAlias = "Callable[[Rows], Iterable[Issue]]"


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its public name. `key` columns identify a row; `checks` look across columns and rows."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    title: str = ""
    note: str = ""
    checks: tuple[Check, ...] = ()

    @property
    def names(self) -> list[str]:
        """The public columns, in order."""
        return [c.name for c in self.columns if not c.check_only]

    def column(self, name: str) -> Column:
        """The declaration of one column."""
        return next(c for c in self.columns if c.name == name)


class Rows(ABC):
    """The rows of one sheet with the place of every value: what checks look at, with or without pandas.

    `rows[i]` is the sheet row of data row i; `at` maps a column name to its sheet column; `unknown` maps a
    header that no column answers to, to its cell; `header` is the cell where the header begins.
    """

    __slots__ = ()

    table: Table
    sheet: str
    rows: Sequence[int]
    at: Mapping[str, int]
    issues: list[Issue]
    file: str
    unknown: Mapping[str, str]
    header: str

    @abstractmethod
    def values(self, column: str) -> Sequence[Any]:
        """The clean values of a column in row order, None where blank."""

    def value(self, row: int, column: str) -> Any:
        """One clean value, None where blank."""
        return self.values(column)[row]

    def cell(self, row: int, column: str) -> str:
        """The address of a data row's cell, empty where the sheet has no such column."""
        return address(self.rows[row], self.at[column]) if column in self.at else ""

    def issue(
        self, row: int, column: str, problem: str, remedy: str, severity: Severity = Severity.ERROR
    ) -> Issue:
        """An issue at a data row's cell; the row itself where the sheet has no such column, the header where
        the table has no row.
        """
        there = row < len(self.rows)
        return Issue(
            sheet=self.sheet,
            cell=(self.cell(row, column) or f"{self.rows[row]}:{self.rows[row]}") if there else self.header,
            table=self.table.name,
            column=column,
            value=shown(self.value(row, column)) if there else "",
            problem=problem,
            remedy=remedy,
            severity=severity,
            file=self.file,
        )

    @property
    def errors(self) -> list[Issue]:
        """The issues that stop the work, without the notices."""
        return [i for i in self.issues if i.severity is Severity.ERROR]


@dataclass(slots=True)
class Reading(Rows):
    """A table as read: clean values, where each came from, and everything that is wrong.

    `frame` has every declared column (absent ones empty), one row for each data row found, in sheet order.
    MONEY, NUMBER, PERCENT and COUNT are float64 (NaN blank), DATE and TIME datetime64 (NaT), the rest
    object (None).
    """

    table: Table
    sheet: str
    frame: pd.DataFrame
    rows: Sequence[int]
    at: Mapping[str, int]
    issues: list[Issue] = field(default_factory=list)
    file: str = ""
    unknown: Mapping[str, str] = field(default_factory=dict)
    header: str = ""

    def values(self, column: str) -> Sequence[Any]:
        """The clean values of a column in row order, None where blank."""
        if column not in self.frame:
            return [None] * len(self.frame)
        return [None if blank(v) else v for v in self.frame[column].tolist()]

    def value(self, row: int, column: str) -> Any:
        """One clean value, None where blank."""
        value = self.frame[column].iloc[row] if column in self.frame else None
        return None if blank(value) else value

    def ok(self) -> pd.DataFrame:
        """The frame when nothing in it is wrong; raises InputError with every issue otherwise."""
        if self.errors:
            raise InputError(self.issues)
        return self.frame


def blank(value: Any) -> bool:
    """None, NaN, NaT or pd.NA."""
    return value is None or type(value).__name__ in ("NAType", "NaTType") or bool(value != value)


def shown(value: Any) -> str:
    """A value as the officer sees it in a message: no nan, no trailing .0, no midnight."""
    if blank(value):
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value)
