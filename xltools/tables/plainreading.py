"""A table as read, in plain lists: what worker processes hand over and the cache keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from xltools.errors import Issue
from xltools.tables.model import Rows, Table

if TYPE_CHECKING:
    from xltools.tables.model import Reading


@dataclass(slots=True)
class PlainReading(Rows):
    """A table as read, without pandas: `columns` holds every declared column as a list, None where blank.

    `aside` maps each row under the header that is not data to the reason. `said` is what the lines above
    the header say: 标题, 单位, 填报单位, 期别.
    """

    table: Table
    sheet: str = ""
    columns: Mapping[str, list[Any]] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    at: dict[str, int] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    file: str = ""
    unknown: dict[str, str] = field(default_factory=dict)
    header: str = ""
    aside: dict[int, str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)

    def values(self, column: str) -> Sequence[Any]:
        """The clean values of a column in row order, None where blank."""
        return self.columns[column] if column in self.columns else [None] * len(self.rows)

    def named(self, file: str) -> PlainReading:
        """The same reading of a file called otherwise."""
        return replace(self, file=file, issues=[replace(issue, file=file) for issue in self.issues])

    def to_reading(self) -> Reading:
        """The reading with its DataFrame; loads pandas."""
        from xltools.tables.frame import make_reading

        return make_reading(self)
