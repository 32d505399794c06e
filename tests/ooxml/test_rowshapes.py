"""Row patterns learned from returns of one template: faster, and never other than an XML parser reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ooxml.handmade import sheet_xml
from tests.ooxml.test_scan import PIECES
from xltools.cells import CellError, Grid
from xltools.errors import FileError
from xltools.ooxml import scan_fast, scan_slow
from xltools.ooxml.rowshapes import LEARNED, any_row
from xltools.ooxml.sheetcells import to_grid
from xltools.ooxml.values import Types

TYPES = Types(["甲", "乙", "丙"], [False, True, False], date1904=False)

ROW = (
    '<row r="{0}" spans="1:8"><c r="A{0}" s="2"><v>{0}</v></c><c r="B{0}" s="2" t="s"><v>1</v></c>'
    '<c r="C{0}" s="1"><v>45565</v></c><c r="D{0}" s="2"><f>A{0}*2</f><v>8.5</v></c><c r="E{0}" s="2"/>'
    '<c r="F{0}" s="2" t="str"><f>B{0}&amp;"x"</f><v xml:space="preserve"> 乙x</v></c>'
    '<c r="G{0}" t="inlineStr"><is><t>丁</t></is></c><c r="H{0}" s="2" t="b"><v>1</v></c></row>'
)
"""Row r of the template: a number, a shared string, a date, a formula, a blank, texts, a truth."""


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    LEARNED.forget()
    yield
    LEARNED.forget()


def rows(count: int, row: str = ROW, first: int = 1) -> str:
    return "".join(row.format(r) for r in range(first, first + count))


def learn(row: str = ROW) -> None:
    """What a process has seen after a few returns of the template."""
    scan_fast.scan(sheet_xml(rows(2000, row)), TYPES)


def fits(row: str = ROW) -> bool:
    return LEARNED.fitting(row.format(7), 0) is not None


def both(source: str, types: Types = TYPES) -> Grid:
    """The sheet as the fast scan reads it; the thorough one agrees."""
    fast = scan_fast.scan(source, types)
    assert fast is not None
    grid = to_grid(fast, "表", "")
    assert grid == to_grid(scan_slow.scan(source.encode(), types, Path("表.xlsx"), "表"), "表", "")
    return grid


def test_a_pattern_is_learned_once_enough_rows_were_seen() -> None:
    """A few returns do not pay for compiling it; the general pattern reads them."""
    scan_fast.scan(sheet_xml(rows(250)), TYPES)
    assert not fits()
    learn()
    assert fits()


def test_rows_are_read_by_the_learned_pattern_as_they_were_before() -> None:
    """依据: the values as the template writes them."""
    before = both(sheet_xml(rows(250)))
    learn()
    after = both(sheet_xml(rows(250)))
    assert after == before
    assert after.rows[41] == [42.0, "乙", dt.datetime(2024, 9, 30), 8.5, None, " 乙x", "丁", True]


VARIED = {
    "style": ('<c r="A{0}" s="2">', '<c r="A{0}" s="0">'),
    "a number where a date was": ('<c r="C{0}" s="1">', '<c r="C{0}" s="2">'),
    "blank": ('<c r="A{0}" s="2"><v>{0}</v></c>', '<c r="A{0}" s="2"/>'),
    "blank of another style": ('<c r="A{0}" s="2"><v>{0}</v></c>', '<c r="A{0}" s="0"/>'),
    "blank text": ('<c r="B{0}" s="2" t="s"><v>1</v></c>', '<c r="B{0}" s="2"/>'),
    "filled where blank": ('<c r="E{0}" s="2"/>', '<c r="E{0}" s="2"><v>5</v></c>'),
    "no cell": ('<c r="E{0}" s="2"/>', ""),
    "no cell where one was filled": ('<c r="B{0}" s="2" t="s"><v>1</v></c>', ""),
    "a formula": ('<v>{0}</v>', "<f>ROW()</f><v>{0}</v>"),
    "no formula": ("<f>A{0}*2</f>", ""),
    "shared formula": ("<f>A{0}*2</f>", '<f t="shared" si="0"/>'),
    "text of its own": ('t="s"><v>1</v>', 't="str"><v>丁</v>'),
    "hidden": ('spans="1:8"', 'spans="1:8" hidden="1"'),
    "one cell more": ("</row>", '<c r="I{0}"><v>9</v></c></row>'),
    "empty row": (ROW, '<row r="{0}"/>'),
}  # fmt: skip


@pytest.mark.parametrize("name", VARIED)
def test_a_row_of_another_shape_between_is_read_right(name: str) -> None:
    """A coloured row, a blank, a typed-over formula in the middle of a return."""
    learn()
    varied = ROW.replace(*VARIED[name])
    source = sheet_xml(rows(100) + rows(3, varied, 101) + rows(100, ROW, 104))
    grid = both(source)
    LEARNED.forget()
    assert both(source) == grid


def test_cells_without_any_attribute_are_expected_too() -> None:
    """What a generator writes that knows no styles: nothing between the reference and the value."""
    bare = '<row r="{0}"><c r="A{0}"><v>{0}</v></c><c r="B{0}"><v>2</v></c></row>'
    learn(bare)
    assert fits(bare)
    assert both(sheet_xml(rows(300, bare))).rows[299] == [300.0, 2.0]


def test_an_error_cell_between_is_kept() -> None:
    """The one that other readers lose."""
    learn()
    broken = ROW.replace('<c r="D{0}" s="2"><f>A{0}*2</f><v>8.5</v>', '<c r="D{0}" s="2" t="e"><v>#REF!</v>')
    grid = both(sheet_xml(rows(60) + rows(1, broken, 61) + rows(60, ROW, 62)))
    assert (grid.at(60, 4), grid.at(61, 4), grid.at(62, 4)) == (8.5, CellError("#REF!"), 8.5)


def test_the_same_style_number_may_mean_something_else_in_the_next_file() -> None:
    """Style 1 is a date in one workbook and a number in another."""
    learn()
    numbers = Types(["甲", "乙"], [False, False, False], date1904=False)
    apple = Types(["甲", "乙"], [False, True, False], date1904=True)
    source = sheet_xml(rows(50))
    assert fits()
    assert both(source, numbers).at(9, 3) == 45565.0
    assert both(source, apple).at(9, 3) == dt.datetime(2028, 10, 1)
    assert both(source).at(9, 3) == dt.datetime(2024, 9, 30)


def test_columns_of_mixed_attributes_are_captured_still() -> None:
    """A column where every other cell is coloured or of another type cannot be expected."""
    mixed = [ROW.replace('A{0}" s="2"', f'A{{0}}" s="{s}"') for s in range(3)]
    body = "".join(mixed[r % 3].format(r) for r in range(1, 2001))
    scan_fast.scan(sheet_xml(body), TYPES)
    assert all(fits(row) for row in mixed)
    assert both(sheet_xml(body)).at(2000, 3) == dt.datetime(2024, 9, 30)


def test_learning_what_is_never_met_again_grows_rarer() -> None:
    """Returns that share nothing: compiling for each would cost more than it saves."""
    for i in range(40):
        scan_fast.scan(sheet_xml(rows(500, ROW.replace('s="2"', f's="{i + 10}"'))), TYPES)
    learned = sum(fits(ROW.replace('s="2"', f's="{i + 10}"')) for i in range(40))
    assert 1 <= learned <= 4  # after 1,500, 3,000, 6,000, 12,000 of 20,000 rows


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_a_mangled_sheet_is_never_read_otherwise_than_an_xml_parser_does(data: st.DataObject) -> None:
    """Pieces cut out and put in at random where the learned pattern reads."""
    if not fits():
        learn()
    source = sheet_xml(rows(14))
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(source.find('<row r="9"'), len(source)))
        end = start + data.draw(st.integers(0, 12))
        source = source[:start] + data.draw(st.sampled_from(PIECES)) + source[end:]
    fast = scan_fast.scan(source, TYPES)
    if fast is not None:
        try:
            slow = scan_slow.scan(source.encode(), TYPES, Path("乱.xlsx"), "表")
        except FileError:
            return
        assert to_grid(fast, "表", "") == to_grid(slow, "表", "")


def test_the_general_pattern_has_room_for_its_width_and_no_more() -> None:
    """A row that is wider does not match in part."""
    assert any_row(8).pattern.match(ROW.format(1))
    assert not any_row(8).pattern.match(ROW.format(1).replace("</row>", '<c r="I1"/></row>'))
