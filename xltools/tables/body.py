"""Sorting the rows under a header: data, 合计 rows, notes and signatures, repeated headers, blanks.

Rows whose required cells are all plainly filled are data without a second look; only the others are
examined. Each row that is not data is kept with the reason, so that nothing disappears unseen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import TypeAlias

from xltools.cells import CellError, CellValue, Grid, Uncalculated
from xltools.tables.fold import folded, name_key
from xltools.tables.header import Header
from xltools.tables.model import Kind, Table
from xltools.tables.parse import NUMBERS

Row: TypeAlias = Sequence[CellValue]


class Why(Enum):
    """Why a row under the header is not data."""

    BLANK = "空行"
    TOTAL = "合计行"
    NOTE = "说明或签名"
    REMARK = "看似说明"  # one text in an otherwise empty row: told to the officer
    REPEAT = "重复的表头"
    INDEX = "栏次"


@dataclass(slots=True)
class Body:
    """Sheet rows under the header: `data` in order, `aside` with the reason, `totals` with their label."""

    data: list[int] = field(default_factory=list)
    aside: dict[int, Why] = field(default_factory=dict)
    totals: dict[int, str] = field(default_factory=dict)


_TOTAL = "合计|小计|总计|共计"
_TOTAL_ALONE = re.compile(rf"(?:[全本各]?[省市州县区乡镇村页月年季期表栏])?总?(?:{_TOTAL}|汇总|累计):?")
_TOTAL_OF = re.compile(rf".{{1,15}}(?:{_TOTAL}):?")
_SIGNED = re.compile(
    r"[(\[]?(?:单位|部门|分管|主要|财务|项目)?"
    r"(?:备注|附注|注|(?:填报|填表|编制)?说明|(?:填报|填表|制表|编制|经办|审核|复核|审批|批准|负责|联系)人?|领导|局长|股长|科长"
    r"|(?:联系)?电话|联系方式|手机|传真|(?:填报|填表|报送|制表)?(?:日期|时间)|(?:填报|报送)?单位|盖章|公章|签章|签字|签名)"
    r"(?:\([^)]*\))?\d?[)\]]?[:.,]"
)
_SIGNED_ALONE = re.compile(
    r"备注|注|说明|审核|制表|填报人|负责人|单位负责人|\(?(?:盖章|公章)\)?|-*\(?以下(?:空白|无正文)\)?-*"
)
_SENTENCE = re.compile(r"[。；;]|^\d[.、]|^[(]?[一二三四五六七八九]+[、)]")
_INDEX = re.compile(r"栏次|序号|[甲乙丙丁戊己庚辛壬癸]|[(]?\d{1,3}[)]?(?:=.*)?")
_SHORTEST_REMARK = 10
_SHORTEST_TITLE = 6
_LONGEST_LABEL = 20


def sort_rows(grid: Grid, rows: Sequence[Row], header: Header, table: Table) -> Body:
    """Sort `rows`, the sheet's rows from just below the header on (words of merged cells carried down)."""
    first = header.bottom + 1
    sorter = _Sorter(grid, header, table)
    odd = sorter.odd_rows(rows)
    body = Body()
    before: Why | None = Why.REPEAT
    for i, row in enumerate(rows):
        why = sorter.why(row, before) if i in odd else None
        if why is None:
            body.data.append(first + i)
        else:
            body.aside[first + i] = why
            if why is Why.TOTAL:
                body.totals[first + i] = sorter.total_label(row)
        if why is not Why.BLANK:
            before = why
    return body


class _Sorter:
    """Knows one header; tells for a row what it is."""

    def __init__(self, grid: Grid, header: Header, table: Table) -> None:
        columns = {c.name: c for c in table.columns}
        here = {name: j - grid.left for name, j in header.at.items()}
        self.read = frozenset(here.values())
        self.required = [j for name, j in here.items() if columns[name].required] or sorted(self.read)
        self.codes = [
            j for j, c in ((here[n], columns[n]) for n in here) if c.required and c.kind is Kind.CODE
        ]
        self.texts = {j for name, j in here.items() if columns[name].kind is Kind.TEXT}
        self.derived = {j for name, j in here.items() if columns[name].check_only}
        amounts = [j for name, j in here.items() if columns[name].kind in NUMBERS]
        self.labels = range(min(amounts, default=max(self.read, default=0) + 1))
        self.headings = _words(grid.rows[header.top - grid.top : header.bottom - grid.top + 1], 1)
        self.titles = _words(grid.rows[: header.top - grid.top], _SHORTEST_TITLE)
        self.said_above = self.headings | self.titles

    def odd_rows(self, rows: Sequence[Row]) -> set[int]:
        """Rows where a required cell is blank or holds what data never holds, and the row after each."""
        odd = {0}
        for j in self.required:
            column = [row[j] for row in rows]
            strange = {v for v in set(column) if v is None or (isinstance(v, str) and self._is_strange(v))}
            if strange:
                odd.update(i for i, v in enumerate(column) if v in strange)
        return odd | {i + 1 for i in odd}

    def _is_strange(self, text: str) -> bool:
        if text.isascii() and text.isdigit():  # codes: the many
            return False
        key = name_key(text)
        return (
            not key or key in self.headings or key in self.titles or bool(_total_label(text)) or _signed(text)
        )

    def why(self, row: Row, before: Why | None) -> Why | None:
        """What the row is if it is not data; `before` is what the last row with anything in it was."""
        filled = [(j, v) for j, v in enumerate(row) if not _empty(v)]
        texts = [v for _, v in filled if isinstance(v, str)]
        if not filled:
            return Why.BLANK
        if self._is_repeat(filled, texts):
            return Why.REPEAT
        if before is Why.REPEAT and _is_index([v for _, v in filled]):
            return Why.INDEX
        if self._has_code(row):
            return Why.TOTAL if self._is_total_despite_code(row) else None
        return self._why_without_code(row, filled, texts, before)

    def _why_without_code(
        self, row: Row, filled: list[tuple[int, CellValue]], texts: list[str], before: Why | None
    ) -> Why | None:
        if self.total_label(row):
            return Why.TOTAL
        if filled[0][1] in texts[:1] and _signed(texts[0]):
            return Why.NOTE
        if all(j in self.derived and _is_nothing(v) for j, v in filled if j in self.read):
            words = any(isinstance(v, str) for j, v in filled if j not in self.read)
            return (Why.NOTE if before is Why.NOTE else Why.REMARK) if words else Why.BLANK
        if self._is_remark(filled, texts):
            return Why.NOTE if before is Why.NOTE else Why.REMARK
        return None

    def _is_repeat(self, filled: list[tuple[int, CellValue]], texts: list[str]) -> bool:
        """The header again, or the title and unit lines, at the head of a printed page."""
        keys = {name_key(t) for t in texts}
        if len(texts) < len(filled) or not keys <= self.said_above:
            return False
        return keys <= self.titles or len(keys) > 1

    def _is_remark(self, filled: list[tuple[int, CellValue]], texts: list[str]) -> bool:
        """One sentence where no sentence belongs, and nothing else in the row."""
        if len(texts) < len(filled) or len(set(texts)) > 1 or all(j in self.texts for j, _ in filled):
            return False
        line = folded(texts[0])
        return len(line) >= _SHORTEST_REMARK or bool(_SENTENCE.search(line))

    def total_label(self, row: Row) -> str:
        """合计, 小计, 内江市合计 … in the cells left of the amounts; empty when there is none."""
        texts = [row[j] for j in self.labels if j < len(row)]
        return next((label for t in texts if isinstance(t, str) and (label := _total_label(t))), "")

    def _is_total_despite_code(self, row: Row) -> bool:
        """合计 and nothing else is a total even with a code; 内江市合计 only with a city's code (511000)."""
        label = self.total_label(row)
        codes = [_code(row[j]) for j in self.codes]
        return bool(label) and (bool(_TOTAL_ALONE.fullmatch(label)) or any(c.endswith("00") for c in codes))

    def _has_code(self, row: Row) -> bool:
        return any(_like_code(row[j]) for j in self.codes)


def _words(rows: Iterable[Row], shortest: int) -> frozenset[str]:
    keys = (name_key(v) for row in rows for v in row if isinstance(v, str))
    return frozenset(k for k in keys if len(k) >= shortest)


@lru_cache(maxsize=50_000)
def _total_label(text: str) -> str:
    word = folded(text)
    if len(word) > _LONGEST_LABEL or not (_TOTAL_ALONE.fullmatch(word) or _TOTAL_OF.fullmatch(word)):
        return ""
    return word.rstrip(":")


@lru_cache(maxsize=50_000)
def _signed(text: str) -> bool:
    line = folded(text)
    return bool(_SIGNED.match(line) or _SIGNED_ALONE.fullmatch(line))


def _is_index(values: list[CellValue]) -> bool:
    """A 栏次 row: 甲 乙 1 2 3=1+2 … under the header."""
    words = [folded(v) if isinstance(v, str) else f"{v:g}" if isinstance(v, float) else "" for v in values]
    numbers = [int(w) for w in words if w.isascii() and w.isdigit()]
    return len(words) > 2 and all(map(_INDEX.fullmatch, words)) and numbers == sorted(set(numbers))


def _like_code(value: CellValue) -> bool:
    """A number, or mostly letters and digits; a note or 合计 in the code's column is none."""
    if not isinstance(value, str):
        return value is not None
    word = folded(value)
    latin = sum(c.isascii() and c.isalnum() for c in word)
    return latin > 0 and 2 * latin >= len(word) and not _signed(value)


def _code(value: CellValue) -> str:
    return folded(value) if isinstance(value, str) else f"{value:.0f}" if isinstance(value, float) else ""


def _empty(value: CellValue) -> bool:
    return value is None or (isinstance(value, str) and not folded(value))


def _is_nothing(value: CellValue) -> bool:
    """What a formula shows over an empty row: 0, an error, or no value yet."""
    return isinstance(value, (CellError, Uncalculated)) or value == 0
