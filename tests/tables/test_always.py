"""For any sheet: no row and no cell disappears unseen, order does not matter, clean stays clean."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tables.grids import EAST, NAMES, cells, sheet
from xltools.cells import CellError, Grid, Uncalculated, address
from xltools.tables.declared.dispatch import DISPATCH
from xltools.tables.fold import folded
from xltools.tables.model import Column, Kind
from xltools.tables.parse import parse_column
from xltools.tables.plain import read_sheet

QUICK = settings(max_examples=60, deadline=None)

QUIRKS = [
    "\u3000",
    "—",
    "无",
    "120万元",
    "1200元",
    "约120",
    "１２３",
    "1,234.5",
    "合计",
    "小计",
    "备注：说明",
    "65%",
    "2024年9月",
    "2024.10",
    "东兴区",
    "511011",
    "是",
    "否",
    "以上数据由各乡镇汇总上报",
    "期别",
    "=A1",
    "内江市合计",
    "填报人：甲",
]

TYPED = st.one_of(
    st.none(),
    st.floats(-1e9, 1e12),
    st.sampled_from([CellError("#REF!"), Uncalculated("A1"), True, dt.datetime(2024, 9, 30)]),
    st.sampled_from(QUIRKS),
    st.text(max_size=12),
)
"""What may stand in a cell, most of it wrong."""

CLEAN = {
    Kind.MONEY: st.floats(0, 1e6).map(lambda x: round(x, 2)),
    Kind.NUMBER: st.floats(-1e6, 1e6),
    Kind.PERCENT: st.floats(0, 1.5),
    Kind.COUNT: st.integers(0, 10_000).map(float),
    Kind.CODE: st.from_regex(r"[1-9][0-9]{5,17}", fullmatch=True),
    Kind.PERIOD: st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)).map(lambda d: f"{d:%Y-%m}"),
    Kind.DATE: st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)).map(
        lambda d: dt.datetime(d.year, d.month, d.day)
    ),
    Kind.TIME: st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2099, 12, 31)),
    Kind.CHOICE: st.sampled_from(["是", "否"]),
    Kind.TEXT: st.text("东兴区修建道路三公里AB12（）、，。", min_size=2),
}


@QUICK
@given(st.lists(st.lists(TYPED, min_size=len(NAMES), max_size=len(NAMES)), max_size=6), st.booleans())
def test_no_row_and_no_cell_disappears_unseen(rows: list[list[Any]], clean_first: bool) -> None:
    """Each filled cell in a data row is a value or a complaint; each other row is put aside by name."""
    rows = [cells(EAST), *rows] if clean_first else rows
    reading = read_sheet(sheet(["标题"], NAMES, *rows), DISPATCH)
    complained = {issue.cell for issue in reading.issues}
    for number, row in enumerate(rows, 3):
        filled = [v for v in row if v is not None and not (isinstance(v, str) and not folded(v))]
        if filled and all(v in NAMES for v in filled):
            continue  # a second row of headings belongs to the header
        assert (number in reading.rows) != (number in reading.aside)
        if reading.aside.get(number) == "空行":
            assert not filled
    for i, number in enumerate(reading.rows):
        for name in NAMES:
            value, cell = rows[number - 3][NAMES.index(name)], address(number, reading.at[name])
            meant_as_none = isinstance(value, str) and folded(value).strip("-/\\") in ("", "无", "没有")
            if value is not None and not meant_as_none and reading.columns[name][i] is None:
                assert cell in complained, (cell, value)


@QUICK
@given(st.permutations(range(5)), st.data())
def test_the_order_of_rows_does_not_matter(order: list[int], data: st.DataObject) -> None:
    records = [cells(EAST | {"行政区划代码": str(511001 + i), "县区": f"县{i}"}) for i in range(5)]
    for record in records:
        at = data.draw(st.integers(6, len(NAMES) - 1))
        record[at] = data.draw(st.sampled_from(["约5", "５０", None, "—", 1e9, -1.0]))
    one = read_sheet(sheet(NAMES, *records), DISPATCH)
    other = read_sheet(sheet(NAMES, *(records[i] for i in order)), DISPATCH)
    assert sorted(_rows(one)) == sorted(_rows(other))
    assert _said(one) == _said(other)


def _rows(reading: Any) -> list[str]:
    return [repr(row) for row in zip(*(reading.values(n) for n in NAMES), strict=True)]


def _said(reading: Any) -> Counter[tuple[str, str, str]]:
    """The complaints by county instead of row number."""
    codes = dict(zip(reading.rows, reading.values("行政区划代码"), strict=True))
    return Counter(
        (codes[int(i.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))], i.column, i.value) for i in reading.issues
    )


@QUICK
@given(st.sampled_from(list(Kind)), st.data())
def test_clean_values_are_left_as_they_are(kind: Kind, data: st.DataObject) -> None:
    column = Column("是否参评", kind, choices=("是", "否") if kind is Kind.CHOICE else ())
    values = data.draw(st.lists(st.one_of(st.none(), CLEAN[kind]), max_size=8))
    assert parse_column(column, values) == (values, [])


@QUICK
@given(st.sampled_from([k for k in Kind if k is not Kind.PERCENT]), st.lists(TYPED, max_size=8))
def test_what_was_read_once_reads_the_same_again(kind: Kind, values: list[Any]) -> None:
    """Parsing a parsed column changes nothing and complains of nothing."""
    column = Column("是否参评", kind, unit="万元" if kind is Kind.MONEY else "", choices=("是", "否"))
    clean, _ = parse_column(column, values)
    assert parse_column(column, clean) == (clean, [])


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.lists(st.one_of(TYPED, st.sampled_from(NAMES)), min_size=4, max_size=4), max_size=8),
    st.data(),
)
def test_no_sheet_whatever_raises(rows: list[list[Any]], data: st.DataObject) -> None:
    row, column = st.integers(1, 9), st.integers(1, 5)
    corners = data.draw(st.lists(st.tuples(row, column, st.integers(0, 3), st.integers(0, 3)), max_size=4))
    merged = tuple((r, c, r + h, c + w) for r, c, h, w in corners)
    reading = read_sheet(Grid("某表", rows, merged=merged), DISPATCH, "某县.xlsx")
    assert all(issue.problem and issue.remedy and issue.file == "某县.xlsx" for issue in reading.issues)
