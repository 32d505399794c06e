"""Excel tables: their parts, and what has to go with them when a table grows or shrinks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from lxml import etree

from xltools.cells import Box, box_address
from xltools.errors import HostError
from xltools.ooxml.parts import MAIN, REL, Element, Parts, created, main, place
from xltools.ooxml.refs import box_of, intersects
from xltools.ooxml.sheetxml import SheetXml
from xltools.ooxml.xmltext import damaged

TABLE_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"
DEFAULT_STYLE = "TableStyleMedium2"

SHEET_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
    "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate",
    "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks",
    "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties",
    "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF",
    "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
"""CT_Worksheet (ECMA-376 part 1, 18.3.1.99)."""

_NAME = re.compile(r"[^\W\d][\w.]*|\\[\w.]*")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class TablePart:
    """One table: `box` with header and totals, `body` without."""

    def __init__(self, parts: Parts, part: str, sheet: str) -> None:
        self._parts = parts
        self.part = part
        self.sheet = sheet
        self.root = parts.peek(part)
        if self.root.tag != main("table"):
            raise damaged(parts.path, part)

    @property
    def name(self) -> str:
        """The name formulas and officers know it by."""
        return self.root.get("displayName", self.root.get("name", ""))

    @property
    def box(self) -> Box:
        """All of it."""
        return box_of(self.root.get("ref", "A1"))

    @property
    def header_rows(self) -> int:
        """1, or 0 where the header is switched off."""
        return int(self.root.get("headerRowCount", "1"))

    @property
    def totals_rows(self) -> int:
        """1 where the totals row is switched on."""
        return int(self.root.get("totalsRowCount", "0"))

    @property
    def body(self) -> Box:
        """The data rows."""
        top, left, bottom, right = self.box
        return top + self.header_rows, left, bottom - self.totals_rows, right

    @property
    def columns(self) -> list[str]:
        """The headers."""
        return [_unescaped(e.get("name", "")) for e in self._columns]

    @property
    def _columns(self) -> Element:
        columns = self.root.find(main("tableColumns"))
        assert columns is not None
        return columns

    def calculated(self) -> Iterable[int]:
        """Sheet columns that Excel fills with one formula."""
        left = self.box[1]
        for offset, column in enumerate(self._columns):
            if column.find(main("calculatedColumnFormula")) is not None:
                yield left + offset

    @property
    def autofilter(self) -> Element | None:
        """Its filter buttons and the conditions set with them; None where they are switched off."""
        return self.root.find(main("autoFilter"))

    def edit(self) -> None:
        """Have the part saved as it is then."""
        self._parts.edit(self.part)

    def unsort(self) -> None:
        """Take the mark of a sorted column away: the rows are written in an order of their own."""
        for mark in list(self.root.iter(main("sortState"))):
            holder = mark.getparent()
            if holder is not None:
                self.edit()
                holder.remove(mark)

    def check_resize(self, box: Box) -> None:
        """HostError where Excel would refuse too, or where we would lose something."""
        top, left, bottom, right = box
        if self.totals_rows:
            raise self._refusal("有汇总行。请先在 Excel 的“表设计”里去掉“汇总行”")
        if not self.header_rows:
            raise self._refusal("没有标题行。请先在 Excel 的“表设计”里勾选“标题行”")
        if (top, left) != self.box[:2] or bottom <= top or right < left:
            raise self._refusal(f"调整后的区域 {box_address(box)} 要从原来的标题行开始，至少有一行数据")

    def _refusal(self, why: str) -> HostError:
        return HostError(f"不能调整表“{self.name}”的大小：{why}。")

    def resize(self, box: Box, headers: Sequence[str]) -> None:
        """Give the table another box; `headers` are the texts now in its header row."""
        self.edit()
        self.unsort()
        ref = box_address(box)
        self.root.set("ref", ref)
        for child in self.root.iterfind(main("autoFilter")):
            child.set("ref", ref)
        self._fit(box[3] - box[1] + 1)
        self.rename(headers)

    def rename(self, headers: Sequence[str]) -> None:
        """The headers as the sheet shows them."""
        for column, name in zip(self._columns, unique(headers), strict=True):
            if _unescaped(column.get("name", "")) != name:
                self.edit()
                column.set("name", _escaped(name))

    def _fit(self, count: int) -> None:
        """As many column entries as the box has columns."""
        columns = self._columns
        for column in list(columns)[count:]:
            columns.remove(column)
        number = max(int(c.get("id", "0")) for c in columns)
        for extra in range(1, count - len(columns) + 1):
            columns.append(created(columns, "tableColumn", {"id": str(number + extra), "name": ""}))
        columns.set("count", str(count))


def tables_of(parts: Parts, part: str, sheet: str) -> list[TablePart]:
    """The tables of one sheet."""
    related = parts.related(part).values()
    return [TablePart(parts, r.part, sheet) for r in related if r.kind == "table" and r.part in parts]


class Placed(Protocol):
    """A table of any host."""

    @property
    def name(self) -> str: ...
    @property
    def box(self) -> Box: ...


def check_new(
    name: str, box: Box, names: Iterable[str], others: Iterable[Placed], merged: Iterable[Box]
) -> None:
    """HostError where a table of this name cannot be made here."""
    if not _NAME.fullmatch(name) or len(name) > 255 or re.fullmatch(r"[A-Za-z]{1,3}\d+|[RrCc]", name):
        raise HostError(f"“{name}”不能用作表名：要以文字开头，不含空格和符号，也不能像单元格地址。")
    if name.casefold() in (n.casefold() for n in names):
        raise HostError(f"工作簿里已有名为“{name}”的表或名称，请换一个名字。")
    taken = next((t for t in others if intersects(t.box, box)), None)
    if taken:
        raise HostError(f"{box_address(box)} 与表“{taken.name}”重叠，不能新建表“{name}”。")
    if any(intersects(box, area) for area in merged):
        raise HostError(f"{box_address(box)} 里有合并单元格，不能新建表“{name}”。请先取消合并。")
    if box[2] <= box[0]:
        raise HostError(f"表“{name}”除标题行外至少要有一行，请多选一行。")


def new_table(
    parts: Parts, part: str, sheet: SheetXml, box: Box, name: str, headers: Sequence[str], style: str | None
) -> TablePart:
    """A table over cells that are there already."""
    table = parts.fresh("xl/tables/table{}.xml")
    parts.add(table, _table_root(parts, box, name, unique(headers), style), TABLE_TYPE)
    identity = parts.relate(part, table, "table")
    root = sheet.edit_skeleton()
    lists = root.find(main("tableParts"))
    if lists is None:
        lists = created(root, "tableParts")
        place(root, lists, SHEET_ORDER)
    lists.append(created(root, "tablePart", {f"{{{REL}}}id": identity}))
    lists.set("count", str(len(lists)))
    return TablePart(parts, table, sheet.name)


def _table_root(parts: Parts, box: Box, name: str, headers: Sequence[str], style: str | None) -> Element:
    known = filter(re.compile(r"xl/tables/[^/]+\.xml", re.I).fullmatch, parts.names)
    number = max((int(parts.peek(part).get("id", "0")) for part in known), default=0) + 1
    ref = box_address(box)
    root = etree.fromstring(
        f'<table xmlns="{MAIN}"><autoFilter ref="{ref}"/><tableColumns count="{len(headers)}"/>'
        '<tableStyleInfo showFirstColumn="0" showLastColumn="0" showRowStripes="1" showColumnStripes="0"/>'
        "</table>"
    )
    look = {"id": str(number), "name": name, "displayName": name, "ref": ref, "totalsRowShown": "0"}
    for key, value in look.items():
        root.set(key, value)
    root[2].set("name", style or DEFAULT_STYLE)
    for position, header in enumerate(headers, 1):
        root[1].append(created(root, "tableColumn", {"id": str(position), "name": _escaped(header)}))
    return root


def unique(headers: Sequence[str]) -> list[str]:
    """Headers as Excel makes them: blank ones become 列1, 列2 …, a repeated one gets a number."""
    names: list[str] = []
    for position, header in enumerate(headers, 1):
        stem = header if header.strip() else f"列{position}"
        taken = {n.casefold() for n in names}
        options = (stem, *(f"{stem}{n}" for n in range(2, len(headers) + 2)))
        names.append(next(o for o in options if o.casefold() not in taken))
    return names


def _escaped(header: str) -> str:
    """Line ends in a header, as the table part spells them."""
    return header.replace("\n", "_x000a_")


def _unescaped(name: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), name)
