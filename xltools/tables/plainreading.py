"""A table as read, in plain lists: what worker processes hand over and the cache keeps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from xltools.errors import Issue, Severity
from xltools.tables.model import Kind, Rows, Table

if TYPE_CHECKING:
    from xltools.tables.model import Reading

_MOMENTS = frozenset({Kind.DATE, Kind.TIME})


@dataclass(slots=True)
class PlainReading(Rows):
    """A table as read, without pandas: `columns` holds every declared column as a list, None where blank.

    `aside` maps each row under the header that is not data to the reason. `said` is what the lines above
    the header say: 标题, 单位, 填报单位, 期别.
    """

    table: Table
    sheet: str = ""
    columns: dict[str, list[Any]] = field(default_factory=dict)
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

    def to_json(self) -> dict[str, Any]:
        """Plain values for json.dumps; dates as ISO text."""
        return {
            "table": self.table.name,
            "sheet": self.sheet,
            "file": self.file,
            "rows": self.rows,
            "at": self.at,
            "columns": {name: self._json_values(name) for name in self.columns},
            "issues": [_issue_to_json(i) for i in self.issues],
            "unknown": self.unknown,
            "header": self.header,
            "aside": list(self.aside.items()),
            "said": self.said,
        }

    def _json_values(self, name: str) -> list[Any]:
        values = self.columns[name]
        if self.table.column(name).kind in _MOMENTS:
            return [None if v is None else v.isoformat() for v in values]
        return values

    @classmethod
    def from_json(cls, record: dict[str, Any], table: Table) -> PlainReading:
        """What `to_json` gave for the same table; KeyError, TypeError or ValueError when it is not that."""
        columns = dict(record["columns"])
        if columns.keys() != {column.name for column in table.columns}:
            raise ValueError(table.name)
        for name in columns:
            if table.column(name).kind in _MOMENTS:
                columns[name] = [None if v is None else dt.datetime.fromisoformat(v) for v in columns[name]]
        return cls(
            table=table,
            sheet=record["sheet"],
            columns=columns,
            rows=record["rows"],
            at=record["at"],
            issues=[_issue_from_json(i) for i in record["issues"]],
            file=record["file"],
            unknown=record["unknown"],
            header=record["header"],
            aside=dict(record["aside"]),
            said=record["said"],
        )


def _issue_to_json(issue: Issue) -> dict[str, str]:
    return {f.name: getattr(issue, f.name) for f in fields(issue)} | {"severity": issue.severity.value}


def _issue_from_json(record: dict[str, Any]) -> Issue:
    return Issue(**record | {"severity": Severity(record["severity"])})
