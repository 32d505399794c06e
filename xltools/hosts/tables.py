"""Excel tables, as xlwings knows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xltools.hosts.ranges import Range
from xltools.hosts.unsupported import refusal, stands_in_for

if TYPE_CHECKING:
    from xltools.hosts.document import Document, TableInfo
    from xltools.hosts.sheets import Sheet


@stands_in_for(base_classes.Tables)
class Tables:
    """The tables of one sheet."""

    parent: Sheet

    def __init__(self, sheet: Sheet) -> None:
        self.parent = sheet

    @property
    def api(self) -> Document:
        return self.parent.document

    @property
    def _found(self) -> list[str]:
        return [t.name for t in self.parent.document.tables() if t.sheet == self.parent.name]

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Table]:
        return (Table(self.parent, name) for name in self._found)

    def __contains__(self, key: Any) -> bool:
        return key in self._found

    def __call__(self, key: Any) -> Table:
        names = self._found
        if isinstance(key, int):
            return Table(self.parent, names[key - 1])
        found = next((name for name in names if name.lower() == key.lower()), None)
        if found is None:
            raise KeyError(key)
        return Table(self.parent, found)

    def add(self, source: Any = None, name: str | None = None, **options: Any) -> Table:
        if not options.get("has_headers", True):
            raise refusal("Tables.add(has_headers=False)")
        cells: Range = getattr(source, "impl", source)
        document = self.parent.document
        taken = {table.name for table in document.tables()}
        free = name or next(f"表{n}" for n in range(1, len(taken) + 2) if f"表{n}" not in taken)
        document.add_table(self.parent.name, cells.box, free, options.get("table_style_name"))
        return Table(self.parent, free)


@stands_in_for(base_classes.Table)
class Table:
    """One table, found again by its name each time: its box changes."""

    parent: Sheet

    def __init__(self, sheet: Sheet, name: str) -> None:
        self.parent = sheet
        self._name = name

    @property
    def info(self) -> TableInfo:
        """Where the table is now."""
        return next(t for t in self.parent.document.tables() if t.name == self._name)

    @property
    def api(self) -> TableInfo:
        return self.info

    @property
    def name(self) -> str:
        return self._name

    @property
    def display_name(self) -> str:
        return self._name

    @property
    def range(self) -> Range:
        return Range(self.parent, self.info.box)

    @property
    def data_body_range(self) -> Range | None:
        body = self.info.body
        return Range(self.parent, body) if body else None

    @property
    def header_row_range(self) -> Range | None:
        top, left, _, right = self.info.box
        return Range(self.parent, (top, left, top, right)) if self.info.header_rows else None

    @property
    def totals_row_range(self) -> Range | None:
        _, left, bottom, right = self.info.box
        return Range(self.parent, (bottom, left, bottom, right)) if self.info.totals_rows else None

    @property
    def show_headers(self) -> bool:
        return bool(self.info.header_rows)

    @property
    def show_totals(self) -> bool:
        return bool(self.info.totals_rows)

    def resize(self, cells: Any) -> None:
        target: Range = getattr(cells, "impl", cells)
        self.parent.document.resize_table(self._name, target.box)
