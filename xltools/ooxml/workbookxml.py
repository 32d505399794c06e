"""workbook.xml: the list of sheets, names, which sheet is shown, and whether to calculate when opened."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from lxml import etree

from xltools.errors import HostError
from xltools.ooxml.parts import REL, Element, Parts, created, main, place

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
LONGEST_NAME = 31

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_ORDER = (
    "fileVersion", "fileSharing", "workbookPr", "AlternateContent", "workbookProtection", "bookViews",
    "sheets", "functionGroups", "externalReferences", "definedNames", "calcPr", "oleSize",
    "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing", "fileRecoveryPr",
    "webPublishObjects", "extLst",
)  # fmt: skip
_NAME = re.compile(r"[^\W\d][\w.?\\]*|\\[\w.?\\]*")
_LOOKS_LIKE_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*|[RrCc]")


class SheetEntry(NamedTuple):
    """A sheet as the workbook lists it; chart sheets have no part that we write."""

    name: str
    part: str
    state: str


class Name(NamedTuple):
    """A defined name; `scope` is the sheet it belongs to, empty for the whole workbook."""

    name: str
    text: str
    scope: str


class WorkbookXml:
    """The workbook part."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._listed: list[SheetEntry] | None = None

    @property
    def sheets(self) -> list[SheetEntry]:
        """Worksheets in tab order."""
        if self._listed is None:
            self._listed = self._list()
        return self._listed

    def _list(self) -> list[SheetEntry]:
        related = self._parts.related(self._parts.workbook)
        entries = ((e, related.get(e.get(f"{{{REL}}}id", ""))) for e in self._entries)
        return [
            SheetEntry(e.get("name", ""), relation.part, e.get("state", "visible"))
            for e, relation in entries
            if relation is not None and relation.kind == "worksheet"
        ]

    def add_sheet(self, name: str, root: Element, index: int | None = None) -> str:
        """A new sheet at a place among all tabs (0 is the first; None the last); its part."""
        self.check_name(name)
        part = self._parts.fresh("xl/worksheets/sheet{}.xml")
        self._parts.add(part, root, SHEET_TYPE)
        identity = self._parts.relate(self._parts.workbook, part, "worksheet")
        sheets = self._edit().find(main("sheets"))
        assert sheets is not None
        at = len(sheets) if index is None else index
        number = max((int(e.get("sheetId", "0")) for e in sheets), default=0) + 1
        entry = created(sheets, "sheet", {"name": name, "sheetId": str(number), f"{{{REL}}}id": identity})
        sheets.insert(at, entry)
        self._listed = None
        self._shift(at)
        return part

    def check_name(self, name: str) -> None:
        """HostError where Excel would not take a sheet of this name."""
        check_sheet_name(name, [e.get("name", "") for e in self._entries])

    def position(self, name: str) -> int:
        """The place of a sheet among all tabs, from 0."""
        return next(i for i, e in enumerate(self._entries) if e.get("name") == name)

    @property
    def active(self) -> str:
        """The sheet that is shown when the workbook opens."""
        view = self._root.find(f"{main('bookViews')}/{main('workbookView')}")
        index = int(view.get("activeTab", "0")) if view is not None else 0
        names = [e.get("name", "") for e in self._entries]
        return names[index] if index < len(names) else names[0]

    def activate(self, name: str) -> None:
        """Show a sheet when the workbook opens."""
        root = self._edit()
        views = self._section(root, "bookViews")
        view = views[0] if len(views) else etree.SubElement(views, main("workbookView"))
        view.set("activeTab", str(self.position(name)))

    @property
    def names(self) -> list[Name]:
        """Every defined name."""
        sheets = [e.get("name", "") for e in self._entries]
        return [Name(e.get("name", ""), e.text or "", _scope(e, sheets)) for e in self._names]

    def set_name(self, name: str, text: str, scope: str = "") -> None:
        """Define a name, or say anew what it stands for; `text` has no equals sign."""
        if not _NAME.fullmatch(name.removeprefix("_xlnm.")) or _LOOKS_LIKE_CELL.fullmatch(name):
            raise HostError(f"“{name}”不能用作名称：要以文字开头，不含空格，也不能像单元格地址。")
        root = self._edit()
        sheets = [e.get("name", "") for e in self._entries]
        key = name.casefold()
        for entry in self._names:
            if entry.get("name", "").casefold() == key and _scope(entry, sheets) == scope:
                entry.text = text
                return
        names = self._section(root, "definedNames")
        entry = etree.SubElement(names, main("definedName"), name=name)
        if scope:
            entry.set("localSheetId", str(self.position(scope)))
        entry.text = text

    def remove_name(self, name: str, scope: str = "") -> None:
        """Take a defined name away."""
        sheets = [e.get("name", "") for e in self._entries]
        names = self._section(self._edit(), "definedNames")
        for entry in list(names):
            if entry.get("name") == name and _scope(entry, sheets) == scope:
                names.remove(entry)
        if not len(names):
            self._edit().remove(names)

    def calculate_on_load(self) -> None:
        """Have every formula calculated when the workbook is opened; nothing changes where that is said."""
        calc = self._root.find(main("calcPr"))
        if calc is None or calc.get("fullCalcOnLoad") not in ("1", "true"):
            self._section(self._edit(), "calcPr").set("fullCalcOnLoad", "1")

    @property
    def _root(self) -> Element:
        return self._parts.peek(self._parts.workbook)

    def _edit(self) -> Element:
        return self._parts.edit(self._parts.workbook)

    @property
    def _entries(self) -> list[Element]:
        return self._root.findall(f"{main('sheets')}/{main('sheet')}")

    @property
    def _names(self) -> list[Element]:
        return self._root.findall(f"{main('definedNames')}/{main('definedName')}")

    def _section(self, root: Element, name: str) -> Element:
        """A child of the workbook; an absent one is made where the schema wants it."""
        section = root.find(main(name))
        if section is None:
            section = created(root, name)
            place(root, section, _ORDER)
        return section

    def _shift(self, at: int) -> None:
        """Everything that counts tabs, moved for one inserted at `at`."""
        for entry in self._names:
            _raise(entry, "localSheetId", at)
        for view in self._root.iterfind(f"{main('bookViews')}/{main('workbookView')}"):
            for attribute in ("activeTab", "firstSheet"):
                view.set(attribute, view.get(attribute, "0"))
                _raise(view, attribute, at)


def check_sheet_name(name: str, taken: Iterable[str]) -> None:
    """HostError where Excel would not take a sheet of this name beside those that are there."""
    problem = None
    if not name or len(name) > LONGEST_NAME:
        problem = f"要有 1 到 {LONGEST_NAME} 个字"
    elif _FORBIDDEN.search(name) or name.startswith("'") or name.endswith("'"):
        problem = "不能含有 [ ] : * ? / \\，也不能以单引号开头或结尾"
    elif name.casefold() in (other.casefold() for other in taken):
        problem = "工作簿里已有同名的表"
    elif name.casefold() == "history":
        problem = "是 Excel 保留的名字"
    if problem:
        raise HostError(f"不能新建工作表“{name}”：{problem}。请换一个名字。")


def _raise(element: Element, attribute: str, at: int) -> None:
    value = element.get(attribute)
    if value is not None and int(value) >= at:
        element.set(attribute, str(int(value) + 1))


def _scope(entry: Element, sheets: list[str]) -> str:
    index = entry.get("localSheetId")
    return sheets[int(index)] if index is not None and int(index) < len(sheets) else ""
