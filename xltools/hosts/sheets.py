"""Sheets of a workbook, as xlwings knows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xltools.hosts.names import Names
from xltools.hosts.ranges import Range
from xltools.hosts.tables import Tables
from xltools.hosts.unsupported import stands_in_for
from xltools.ooxml.refs import LAST_COLUMN, LAST_ROW

if TYPE_CHECKING:
    from xltools.hosts.document import Document
    from xltools.hosts.engine import Book


@stands_in_for(base_classes.Sheets)
class Sheets:
    """The worksheets in tab order."""

    book: Book

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def api(self) -> Document:
        return self.book.document

    @property
    def active(self) -> Sheet:
        return Sheet(self.book, self.book.document.active_sheet())

    def __call__(self, key: Any) -> Sheet:
        names = self.book.document.sheet_names()
        if isinstance(key, int):
            if not 1 <= key <= len(names):
                raise IndexError(key)
            return Sheet(self.book, names[key - 1])
        found = next((name for name in names if name.lower() == key.lower()), None)
        if found is None:
            raise KeyError(key)
        return Sheet(self.book, found)

    def __len__(self) -> int:
        return len(self.book.document.sheet_names())

    def __iter__(self) -> Iterator[Sheet]:
        return (Sheet(self.book, name) for name in self.book.document.sheet_names())

    def __contains__(self, key: Any) -> bool:
        return any(name.lower() == str(key).lower() for name in self.book.document.sheet_names())

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        document = self.book.document
        names = document.sheet_names()
        new = name or next(f"Sheet{n}" for n in range(1, len(names) + 2) if f"Sheet{n}" not in names)
        place = before or (None if after else self.active)  # Excel's own choice: before the shown one
        following = place.index if place else after.index + 1 if after else len(names) + 1
        document.add_sheet(new, names[following - 1] if following <= len(names) else None)
        document.activate(new)
        return Sheet(self.book, new)


@stands_in_for(base_classes.Sheet)
class Sheet:
    """One worksheet."""

    book: Book
    name: str

    def __init__(self, book: Book, name: str) -> None:
        self.book = book
        self.name = name

    @property
    def document(self) -> Document:
        """The workbook it lies in."""
        return self.book.document

    @property
    def api(self) -> Document:
        return self.document

    @property
    def index(self) -> int:
        return self.document.sheet_names().index(self.name) + 1

    @property
    def visible(self) -> bool:
        return self.document.is_visible(self.name)

    @property
    def names(self) -> Names:
        return Names(self.book, self.name)

    @property
    def tables(self) -> Tables:
        return Tables(self)

    def range(self, first: Any, last: Any = None) -> Range:
        return Range.at(self, first, last)

    @property
    def cells(self) -> Range:
        return Range(self, (1, 1, LAST_ROW, LAST_COLUMN))

    @property
    def used_range(self) -> Range:
        return Range(self, self.document.used(self.name) or (1, 1, 1, 1))

    def activate(self) -> None:
        self.document.activate(self.name)

    def select(self) -> None:
        """Nothing is selected where nobody looks."""

    def clear(self) -> None:
        self.cells.clear()

    def clear_contents(self) -> None:
        self.cells.clear_contents()

    def autofit(self, axis: str | None = None) -> None:
        self.used_range.autofit(axis)
