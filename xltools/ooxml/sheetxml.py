"""A worksheet part changed as bytes: rows that are not asked for keep theirs.

Only what stands around the rows (columns, validation, formats, table parts) is parsed, and only when it
has to change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from html import unescape
from typing import cast

from lxml import etree

from xltools.cells import Box, address, box_address
from xltools.ooxml import formulas, rowpatch, rowxml
from xltools.ooxml.cellvalue import BLANK, Content
from xltools.ooxml.looks import AS_IS, Format, Styler
from xltools.ooxml.parts import Element, serialised
from xltools.ooxml.proving import is_box, is_sound
from xltools.ooxml.refs import box_of, intersects, plain, union, within
from xltools.ooxml.sheetsplit import disorder, split
from xltools.ooxml.shifting import shifted

_MERGED = re.compile(rb"""<(?:[\w.-]+:)?mergeCell(?=\s)[^>]*?\sref\s*=\s*["']([^"']+)["']""")
_COLUMN = re.compile(rb"<(?:[\w.-]+:)?col(?=\s)([^>]*?)/?>")
_DIMENSION = re.compile(rb"""(<(?:[\w.-]+:)?dimension(?=\s)[^>]*?\sref\s*=\s*["'])([^"']*)(["'])""")


class SheetXml:
    """One worksheet: `put` and `format` cells, then `to_bytes`."""

    def __init__(self, data: bytes, name: str) -> None:
        self.prefix, self._head, self._rows, self._tail = split(data, name)
        self.name = name
        self._tags = rowxml.tags(self.prefix)
        self._skeleton: Element | None = None
        self._reshaped = False
        self._heights: dict[int, float | None] = {}
        self._hidden: dict[int, bool] = {}
        self._styles: dict[int, Mapping[int, int]] = {}
        self._fresh: dict[int, Box] = {}
        self.contents: dict[int, dict[int, Content]] = {}
        self.formats: dict[int, dict[int, Format]] = {}
        self.grown: list[tuple[Box, dict[int, int]]] = []
        self.arrays = self._boxes(ref for raw in self._rows.values() for ref in formulas.array_refs(raw))
        self.merged = self._boxes(ref.decode() for ref in _MERGED.findall(self._tail))

    @property
    def touched(self) -> bool:
        """Whether anything in this part is to change."""
        return bool(self.written or self.formats or self._heights or self._hidden or self._reshaped)

    @property
    def written(self) -> bool:
        """Whether a cell has been given another content."""
        return bool(self.contents or self._fresh)

    def put(self, row: int, column: int, content: Content) -> None:
        """What a cell is to hold."""
        self.contents.setdefault(row, {})[column] = content

    def put_row(self, row: int, column: int, contents: Sequence[Content]) -> None:
        """What neighbouring cells are to hold; a blank makes no cell where there is none."""
        new = {
            c: content
            for c, content in enumerate(contents, column)
            if content is not BLANK or self.known(row, c)
        }
        if new:
            self.contents.setdefault(row, {}).update(new)

    def is_fresh(self, box: Box) -> bool:
        """Whether nothing at all stands in the rows of a box, nor reaches into it."""
        areas = (*self.arrays, *self.merged, *(area for area, _ in self.grown))
        around = any(intersects(box, area) for area in areas)
        rows = range(box[0], box[2] + 1)
        known = (self._rows, self.contents, self.formats)
        return not around and all(each.keys().isdisjoint(rows) for each in known)

    def new_style(self, row: int, column: int) -> int:
        """The style a cell that is not there yet would have."""
        return self._inherited(row, column, None)

    def take(self, rows: Mapping[int, bytes], box: Box) -> None:
        """Whole new rows, all within a box; from then on they are as if the file had had them."""
        self._rows.update(rows)
        self._fresh |= dict.fromkeys(rows, (min(rows, default=0), box[1], max(rows, default=0), box[3]))
        self._styles = {row: styles for row, styles in self._styles.items() if row not in rows}

    def format(self, row: int, column: int, wanted: Format) -> None:
        """How a cell is to look, besides what was asked before."""
        cells = self.formats.setdefault(row, {})
        cells[column] = wanted.over(cells.get(column, AS_IS))

    def inherit(self, row: int, column: int, wanted: Format) -> None:
        """How a new cell is to look where nothing else is asked of it."""
        cells = self.formats.setdefault(row, {})
        cells[column] = cells.get(column, AS_IS).over(wanted)

    def fit(self, row: int, points: float | None) -> None:
        """Give a row a height that is not the officer's own choice; None leaves it to the default."""
        self._heights[row] = points

    def hide(self, row: int, hidden: bool) -> None:
        """Hide a row or let it be seen."""
        if hidden != self.is_hidden(row):
            self._hidden[row] = hidden

    def is_hidden(self, row: int) -> bool:
        """Whether a row is hidden, by hand or by a filter."""
        raw = self._rows.get(row)
        return self._hidden.get(row, raw is not None and rowxml.is_hidden(raw))

    def cell(self, row: int, column: int) -> rowxml.Cell | None:
        """A cell as it stands in the file."""
        raw = self._rows.get(row)
        return rowxml.find(raw, row, column, self._tags) if raw else None

    def wanted(self, row: int, column: int) -> tuple[Format, Content | None]:
        """What has been asked of a cell so far."""
        return self.formats.get(row, {}).get(column, AS_IS), self.contents.get(row, {}).get(column)

    def looks(self, row: int, column: int) -> tuple[Format, str]:
        """What has been asked of a cell's look, and the number format that its new value needs."""
        wanted, content = self.wanted(row, column)
        return wanted, content.format if content else ""

    def existing(self, box: Box) -> Iterator[tuple[int, int]]:
        """The cells of a box that are in the file or have been written."""
        for row in sorted(self._rows.keys() | self.contents.keys() | self.formats.keys()):
            if box[0] <= row <= box[2]:
                here = {cell.column for cell in rowxml.cells(self._rows.get(row, b""), self._tags)}
                here |= self.contents.get(row, {}).keys() | self.formats.get(row, {}).keys()
                yield from ((row, column) for column in sorted(here) if box[1] <= column <= box[3])

    def known(self, row: int, column: int) -> bool:
        """Whether a cell is in the file or has been written."""
        return column in self.contents.get(row, {}) or self.cell(row, column) is not None

    def filled(self, box: Box) -> Iterator[tuple[int, int]]:
        """The cells of a box that hold something in the file and have not been written since."""
        for row, column in self.existing(box):
            cell = self.cell(row, column) if row not in self._fresh else None
            if cell and cell.inside and column not in self.contents.get(row, {}):
                yield row, column

    @property
    def has_formulas(self) -> bool:
        """Whether a cell of the file holds a formula."""
        mark = self._tags.formula
        return any(mark in raw for row, raw in self._rows.items() if row not in self._fresh)

    def formula_cells(self) -> Iterator[tuple[int, rowxml.Cell]]:
        """Every formula cell of the file with its row."""
        mark = self._tags.formula
        for row, raw in self._rows.items():
            if mark in raw:
                yield from ((row, cell) for cell in rowxml.cells(raw, self._tags) if mark in cell.inside)

    @cached_property
    def formulas(self) -> dict[tuple[int, int], str]:
        """The formulas of the file by row and column, in file form; shared ones as each cell has them."""
        found = [(row, c.column, formulas.formula_of(c.inside)) for row, c in self.formula_cells()]
        shared = {f.group: (f.text, r, c) for r, c, f in found if f and f.kind == "shared" and f.text}
        texts = {}
        for row, column, formula in found:
            if formula and formula.kind == "shared" and not formula.text and formula.group in shared:
                text, top, left = shared[formula.group]
                texts[row, column] = shifted(text, row - top, column - left)
            elif formula:
                texts[row, column] = formula.text
        return texts

    def formula(self, row: int, column: int) -> str | None:
        """The formula a cell has now, in file form; None for a constant."""
        content = self.contents.get(row, {}).get(column)
        if content is None:
            return self.formulas.get((row, column))
        return unescape(content.text.decode()) if content.kind == "f" else None

    def conflict(self, box: Box, blank: Callable[[int, int], bool]) -> str | None:
        """Why a box cannot be written: an array formula in part, or a value under a merged cell."""
        for array in self.arrays:
            if intersects(box, array) and not within(array, box):
                return f"{box_address(array)} 是一个整体的数组公式，不能只改其中一部分"
        for area in self.merged:
            if intersects(box, area):
                covered = (c for c in _common(box, area) if c != area[:2] and not blank(*c))
                for row, column in covered:
                    return f"{address(row, column)} 被合并单元格 {box_address(area)} 盖住，写入的内容会看不见"
        return None

    @property
    def skeleton(self) -> Element:
        """The part without its rows, to look at."""
        if self._skeleton is None:
            parser = etree.XMLParser(resolve_entities=False)
            try:
                self._skeleton = etree.fromstring(self._head + self._tail, parser)
            except etree.XMLSyntaxError as error:
                raise disorder(self.name) from error
            if not is_sound(self._skeleton):
                raise disorder(self.name)
        return self._skeleton

    def edit_skeleton(self) -> Element:
        """The part without its rows, to be changed; it is saved as it is then."""
        self._reshaped = True
        return self.skeleton

    def style(self, row: int, column: int) -> int:
        """The style a cell has in the file, or would have as a new cell."""
        return self._inherited(row, column, self._row_styles(row).get(column))

    def looks_in(self, box: Box) -> set[tuple[int, Format, str]]:
        """Style and `looks` of the cells of a box. Rows of which nothing was asked mostly share theirs, and
        are looked at together."""
        columns = range(box[1], box[3] + 1)
        found, alike = set(), dict[int, list[int]]()
        for row in range(box[0], box[2] + 1):
            if row in self.contents or row in self.formats:
                found |= {(self.style(row, c), *self.looks(row, c)) for c in columns}
            else:
                alike.setdefault(id(self._row_styles(row)), []).append(row)
        for rows in alike.values():
            styles = self._row_styles(rows[0])
            for column in columns:
                of = rows[:1] if styles.get(column) else rows
                found |= {(self._inherited(row, column, styles.get(column)), AS_IS, "") for row in of}
        return found

    def _row_styles(self, row: int) -> Mapping[int, int]:
        if row not in self._styles:
            self._styles[row] = rowxml.styles(self._rows.get(row, b""), self._tags)
        return self._styles[row]

    def to_bytes(self, styler: Styler) -> tuple[bytes, bool]:
        """The part with everything asked for, and whether that overwrote a formula; the object stays as it
        is."""
        released = self._released()
        rows, lost = dict(self._rows), False
        for row in {*self.contents, *self.formats, *released}:
            raw = rows.get(row) or rowxml.new_row(row, self._tags)
            rows[row], overwrote = self._patched(raw, row, released.get(row, {}), styler)
            lost = lost or overwrote
        for row, points in self._heights.items():
            if row in rows:
                rows[row] = rowxml.with_height(rows[row], points)
        for row, hidden in self._hidden.items():
            rows[row] = rowxml.with_hidden(rows.get(row) or rowxml.new_row(row, self._tags), hidden)
        ordered = sorted(rows) if self._fresh or len(rows) > len(self._rows) else rows
        head, tail = self._around()
        return self._dimensioned(head) + b"".join([rows[r] for r in ordered]) + tail, lost

    def _patched(
        self, raw: bytes, row: int, released: dict[int, bytes], styler: Styler
    ) -> tuple[bytes, bool]:
        contents, formats = self.contents.get(row, {}), self.formats.get(row, {})
        restyled = {column for column, content in contents.items() if content.format}.union(formats)

        def restyle(column: int, style: int | None) -> int:
            wanted = contents[column].format if column in contents else ""
            return styler(self._inherited(row, column, style), formats.get(column, AS_IS), wanted)

        changes: Mapping[int, rowpatch.Change] = contents
        if formats or released:
            changes = {**dict.fromkeys(formats), **released, **contents}
        return rowpatch.patched(raw, row, changes, restyled, restyle, self._tags)

    def _inherited(self, row: int, column: int, style: int | None) -> int:
        """A cell's own style; a new one takes its table's, its row's or its column's."""
        if style:
            return style
        for box, styles in self.grown:
            if box[0] <= row <= box[2] and column in styles:
                return styles[column]
        return 0 if style is not None else self._row_style(row) or self._column_style(column)

    def _row_style(self, row: int) -> int:
        raw = self._rows.get(row, b"")
        start = raw[: raw.find(b">") + 1]
        if b"customFormat" not in start or rowxml.attribute(start, b"customFormat") in (b"0", b"false"):
            return 0
        return rowxml.number(start, b"s")

    def _column_style(self, column: int) -> int:
        return next((style for first, last, style in self._column_styles if first <= column <= last), 0)

    @cached_property
    def _column_styles(self) -> list[tuple[int, int, int]]:
        """First and last column of each range, with its style."""
        names = (b"min", b"max", b"style")
        return [
            cast("tuple[int, int, int]", tuple(rowxml.number(a, name) for name in names))
            for a in _COLUMN.findall(self._head)
            if b"style" in a
        ]

    def _boxes(self, references: Iterable[str]) -> list[Box]:
        try:
            return [box_of(reference) for reference in references]
        except ValueError as error:
            raise disorder(self.name) from error

    def _released(self) -> dict[int, dict[int, bytes]]:
        """Cells that shared the formula of an overwritten cell, each with a formula of its own."""
        broken = {
            formula.group
            for row, columns in self.contents.items()
            if b"shared" in self._rows.get(row, b"")
            for cell in rowxml.cells(self._rows[row], self._tags)
            if cell.column in columns and (formula := formulas.formula_of(cell.inside))
            if formula.kind == "shared" and formula.text
        }
        released: dict[int, dict[int, bytes]] = {}
        for row, cell in self.formula_cells() if broken else ():
            formula = formulas.formula_of(cell.inside)
            if formula and formula.kind == "shared" and formula.group in broken:
                own = self.formulas[row, cell.column]
                inside = formulas.with_text(cell.inside, own, self._tags.prefix)
                released.setdefault(row, {})[cell.column] = inside
        return released

    def _around(self) -> tuple[bytes, bytes]:
        """The bytes before and after the rows."""
        if not self._reshaped:
            return self._head, self._tail
        data = serialised(self.skeleton)
        _, head, _, tail = split(data, self.name)
        return head, tail

    def _dimensioned(self, head: bytes) -> bytes:
        """The head with the sheet's extent grown to what was written."""
        found = _DIMENSION.search(head)
        if found is None:
            return head
        written = [
            (row, min(columns), row, max(columns))
            for changes in (self.contents, self.formats)
            for row, columns in changes.items()
        ]
        if not is_box(found[2].decode()):  # a program that does not know: any will do
            return head
        old = box_of(found[2].decode())
        box = union([old, *written, *{*self._fresh.values()}])
        if box == old:
            return head
        return head[: found.start(2)] + plain(box).encode() + head[found.end(2) :]


def _common(box: Box, area: Box) -> Iterator[tuple[int, int]]:
    """The cells that two boxes share."""
    for row in range(max(box[0], area[0]), min(box[2], area[2]) + 1):
        for column in range(max(box[1], area[1]), min(box[3], area[3]) + 1):
            yield row, column
