"""Defined names, as xlwings knows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xltools.errors import HostError
from xltools.hosts.document import NameInfo
from xltools.hosts.unsupported import stands_in_for
from xltools.ooxml.refs import quoted, sheet_area

if TYPE_CHECKING:
    from xltools.hosts.document import Document
    from xltools.hosts.engine import Book
    from xltools.hosts.ranges import Range


@stands_in_for(base_classes.Names)
class Names:
    """The names of a workbook, or those of one sheet."""

    book: Book
    sheet: str | None

    def __init__(self, book: Book, sheet: str | None = None) -> None:
        self.book = book
        self.sheet = sheet

    @property
    def api(self) -> Document:
        return self.book.document

    @property
    def _found(self) -> list[NameInfo]:
        names = self.book.document.names()
        return [n for n in names if self.sheet is None or n.sheet == self.sheet]

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Name]:
        return (Name(self.book, info) for info in self._found)

    def __call__(self, key: Any) -> Name:
        if isinstance(key, int):
            return Name(self.book, self._found[key - 1])
        found = next((n for n in self if key.lower() in (n.name.lower(), n.info.name.lower())), None)
        if found is None:
            raise KeyError(key)
        return found

    def snapshot(self) -> list[tuple[str, Name]]:
        return [(name.name, name) for name in self]

    def contains(self, key: Any) -> bool:
        return any(str(key).lower() in (n.name.lower(), n.info.name.lower()) for n in self)

    def add(self, name: str, refers_to: str) -> Name:
        info = NameInfo(name, refers_to if refers_to.startswith("=") else f"={refers_to}", self.sheet or "")
        self.book.document.set_name(info.name, info.refers_to, info.sheet)
        return Name(self.book, info)


@stands_in_for(base_classes.Name)
class Name:
    """One defined name."""

    book: Book
    info: NameInfo

    def __init__(self, book: Book, info: NameInfo) -> None:
        self.book = book
        self.info = info

    @property
    def api(self) -> NameInfo:
        return self.info

    @property
    def name(self) -> str:
        return f"{quoted(self.info.sheet)}!{self.info.name}" if self.info.sheet else self.info.name

    @property
    def refers_to(self) -> str:
        return self.info.refers_to

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.book.document.set_name(self.info.name, value, self.info.sheet)
        self.info = NameInfo(self.info.name, value, self.info.sheet)

    @property
    def refers_to_range(self) -> Range:
        from xltools.hosts.ranges import Range
        from xltools.hosts.sheets import Sheet

        area = sheet_area(self.refers_to)
        if area is None:
            raise HostError(
                f"名称“{self.name}”指的不是一个单元格区域（{self.refers_to}）。请在名称管理器里核对。"
            )
        return Range(Sheet(self.book, area.sheet), area.box)

    def delete(self) -> None:
        self.book.document.remove_name(self.info.name, self.info.sheet)
