"""Buttons and status cells stand where they serve, look alike, and never get in each other's way."""

from __future__ import annotations

import re
from itertools import pairwise

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.build import books
from tests.build.controls import Control, controls

PLACED = {
    "说明": ["汇总上报", "计分排名", "生成函件"],
    "看板": ["计分排名"],
    "调度表": ["汇总上报", "计分排名"],
    "排名表": ["计分排名"],
    "市州排名表": ["计分排名"],
    "函件清单": ["计分排名", "生成函件"],
    "上报情况": ["汇总上报"],
    "校验结果": ["汇总上报", "计分排名"],
}
"""依据: each button on the sheets it reads or writes; 校验结果 has those to press again after mending."""

STATUS = {
    "状态_汇总上报_1": ("说明", 5), "状态_汇总上报_2": ("调度表", 2), "状态_汇总上报_3": ("上报情况", 2),
    "状态_汇总上报_4": ("校验结果", 2),
    "状态_计分排名_1": ("说明", 6), "状态_计分排名_2": ("看板", 2), "状态_计分排名_3": ("调度表", 2),
    "状态_计分排名_4": ("排名表", 2), "状态_计分排名_5": ("市州排名表", 2),
    "状态_计分排名_6": ("函件清单", 2), "状态_计分排名_7": ("校验结果", 2),
    "状态_生成函件_1": ("说明", 7), "状态_生成函件_2": ("函件清单", 2),
}  # fmt: skip
"""Name → sheet and row: a button's sheets are counted in tab order."""

CONTROLS = controls(books.MAIN)
STRIP = [c for c in CONTROLS if c.sheet != "说明"]
WITH_BUTTONS = (books.MAIN, books.PLAIN)


def of(sheet: str) -> list[Control]:
    return [c for c in CONTROLS if c.sheet == sheet]


def left(sheet: Worksheet, column: int, pixels: int) -> int:
    """Pixels from the sheet's edge, at the widths the file has."""
    widths = [sheet.column_dimensions[openpyxl.utils.get_column_letter(i + 1)].width for i in range(column)]
    return sum(int(width * 7 + 0.5) for width in widths) + pixels


def test_buttons_stand_on_the_sheets_they_serve() -> None:
    """In the order of the month's work, from the left or from above."""
    found: dict[str, list[str]] = {}
    for control in CONTROLS:
        found.setdefault(control.sheet, []).append(control.caption)
    assert found == PLACED


def test_each_button_runs_its_own_sub() -> None:
    """[0]! is this workbook, whatever its name becomes."""
    subs = {"汇总上报": "Press_collect", "计分排名": "Press_rank", "生成函件": "Press_letters"}
    assert [c.macro for c in CONTROLS] == [f"[0]!{subs[c.caption]}" for c in CONTROLS]


@pytest.mark.parametrize("control", STRIP, ids=lambda c: f"{c.sheet}-{c.caption}")
def test_button_lies_within_the_second_row(control: Control) -> None:
    """Title above, note and table below: 40 pixels high, the button in their middle."""
    _, _, top, above, _, _, bottom, below = control.anchor
    assert books.opened(books.MAIN)[control.sheet].row_dimensions[2].height == 30
    assert (top, bottom) == (1, 1)
    assert (above, below) == (6, 34)


@pytest.mark.parametrize("sheet", PLACED)
def test_buttons_are_of_one_size_and_do_not_touch(sheet: str) -> None:
    """96 by 28 pixels, 8 between them and to the edge; in 说明 one below the other."""
    worksheet = books.opened(books.MAIN)[sheet]
    spans = [(left(worksheet, *c.anchor[:2]), left(worksheet, *c.anchor[4:6])) for c in of(sheet)]
    assert {end - begin for begin, end in spans} == {96}
    if sheet == "说明":
        assert len({begin for begin, _ in spans}) == 1
        assert [c.row for c in of(sheet)] == [5, 6, 7]
    else:
        assert spans[0][0] == 8
        assert all(after[0] - before[1] == 8 for before, after in pairwise(spans))


def test_buttons_keep_their_size_whatever_the_columns_become() -> None:
    """Those in a strip keep their place too; those in 说明 stay beside their step."""
    assert not any(c.sizes for c in CONTROLS)
    assert {c.sheet for c in CONTROLS if c.moves} == {"说明"}


def test_buttons_look_like_the_workbook_and_are_not_printed() -> None:
    """微软雅黑, 10 points; what a button does is there for screen readers."""
    assert {c.font for c in CONTROLS} == {("微软雅黑", "200")}
    assert not any(c.printed for c in CONTROLS)
    assert all(c.help.startswith(f"{c.caption}：") and len(c.help) > 12 for c in CONTROLS)


def test_drawings_are_ascii() -> None:
    """VML says no encoding: what is ASCII can be read wrong by nobody."""
    drawings = [d for n, d in books.parts(books.built(books.MAIN)).items() if n.endswith(".vml")]
    assert len(drawings) == len(PLACED)
    assert all(drawing.isascii() for drawing in drawings)


@pytest.mark.parametrize("name", WITH_BUTTONS)
def test_every_button_has_its_status_cells_by_name(name: str) -> None:
    """In the workbook without macros too: a press from outside writes there."""
    defined = books.opened(name).defined_names
    found = {n: defined[n].attr_text for n in defined if n.startswith("状态_")}
    places = {n: re.fullmatch(r"'?(.*?)'?!\$[A-Z]+\$(\d+)", text).groups() for n, text in found.items()}
    assert {n: (sheet, int(row)) for n, (sheet, row) in places.items()} == STATUS


@pytest.mark.parametrize("sheet", [s for s, labels in PLACED.items() if len(labels) > 1 and s != "说明"])
def test_two_buttons_of_a_strip_share_one_cell(sheet: str) -> None:
    """What was pressed last is what is said."""
    defined = books.opened(books.MAIN).defined_names
    cells = {defined[n].attr_text for n, (where, _) in STATUS.items() if where == sheet}
    assert len(cells) == 1


@pytest.mark.parametrize("name", WITH_BUTTONS)
def test_status_says_at_first_that_nothing_was_run(name: str) -> None:
    """As text, in light ink; without macros it says where to press."""
    book = books.opened(name)
    for defined in (book.defined_names[n] for n in STATUS):
        ((sheet, place),) = defined.destinations
        cell = book[sheet][place]
        assert cell.value == ("尚未运行" if name == books.MAIN else "尚未运行，请在“启动工具”里按")
        assert (cell.number_format, cell.font.color.rgb, cell.font.sz) == ("@", "FF595959", 9)


@pytest.mark.parametrize("sheet", [s for s in PLACED if s != "说明"])
def test_status_begins_behind_the_buttons_at_any_width(sheet: str) -> None:
    """It is the row's first cell, indented past them: a step is at least 9 pixels, 12 in 微软雅黑."""
    worksheet = books.opened(books.MAIN)[sheet]
    ends = max(left(worksheet, *c.anchor[4:6]) for c in of(sheet))
    assert ends < worksheet["A2"].alignment.indent * 9 <= ends + 16
    assert not worksheet["A2"].alignment.wrap_text
    assert books.opened(books.PLAIN)[sheet]["A2"].alignment.indent == 0


def test_the_workbook_without_macros_has_no_button() -> None:
    """Nor a drawing they would stand in, but for the charts."""
    assert controls(books.PLAIN) == []


def test_guide_says_how_to_press_in_either_variant() -> None:
    """The one points to its buttons and to enabling macros, the other to the launcher alone."""
    with_macros, without = ("\n".join(map(str, guide(name))) for name in WITH_BUTTONS)
    assert "启用内容" in with_macros
    assert "启用内容" not in without
    assert "表里没有按钮" in without
    assert all("双击“启动工具”" in text for text in (with_macros, without))


def guide(name: str) -> list[object]:
    rows = books.opened(name)["说明"].iter_rows(max_col=2, values_only=True)
    return [value for row in rows for value in row if value]


@pytest.mark.parametrize("name", WITH_BUTTONS)
def test_guide_prints_without_buttons_and_status(name: str) -> None:
    """They stand on the screen beside the text, outside the print area."""
    sheet = books.opened(name)["说明"]
    last = max(cell.row for cell in sheet["A"] if cell.value)
    assert sheet.print_area == f"'说明'!$A$1:$B${last}"


def test_the_two_variants_are_one_workbook() -> None:
    """Every sheet but 说明 has the same cells, status aside, and the same tables."""
    one, two = map(books.opened, WITH_BUTTONS)
    for sheet in two.sheetnames[1:]:
        cells = [
            {c.coordinate: c.value for row in book[sheet].iter_rows() for c in row if c.coordinate != "A2"}
            for book in (one, two)
        ]
        assert cells[0] == cells[1]
        assert {t: one[sheet].tables[t].ref for t in one[sheet].tables} == {
            t: two[sheet].tables[t].ref for t in two[sheet].tables
        }
