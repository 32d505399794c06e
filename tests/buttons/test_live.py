"""A button pressed in an open workbook, on every engine there is: from `RunPython` to the message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import xlwings as xw

import xltools.buttons.rank
from tests.buttons.conftest import table
from tests.hosts.contract import ENGINES
from tests.hosts.running_calc import in_calc
from tests.register.desk import Desk
from xltools import live
from xltools.hosts.busy import one_press
from xltools.tables.declared.dispatch import DISPATCH
from xltools.tables.declared.letters import LETTERS
from xltools.tables.declared.ranking import RANKING
from xltools.tables.declared.record import ISSUES, RUNS
from xltools.tables.sheets import locate, read_table


@pytest.fixture(params=ENGINES)
def book(request: pytest.FixtureRequest, office) -> Iterator[xw.Book]:
    """The month's workbook, open and the caller."""
    with ENGINES[request.param](office.workbook) as book:
        yield book


@pytest.fixture(params=ENGINES)
def small_book(request: pytest.FixtureRequest, desk: Desk) -> Iterator[xw.Book]:
    """The same with two counties, where the press comes to nothing anyway."""
    with ENGINES[request.param](desk.dispatch) as book:
        yield book


def said(book: xw.Book) -> str:
    """The message the officer was shown; one press shows one."""
    (message,) = book.app.impl.program.alerts
    return message


def statuses(book: xw.Book, label: str) -> set[str]:
    """What stands beside the button on all its sheets."""
    names = [name for name in book.names if name.name.startswith(f"状态_{label}_")]
    assert len(names) > 3
    return {name.refers_to_range.value for name in names}


def cell(book: xw.Book, table_: object, column: str, row: int) -> xw.Range:
    """A cell of a table by its heading; rows from 1."""
    sheet, header, _, letters = locate(book, table_)  # type: ignore[arg-type]
    return book.sheets[sheet][f"{letters[column]}{header + row}"]


def test_ranking_ends_in_a_message_and_leaves_the_file_alone(book, office, month):
    """Same 排名表 as the closed press gave; not saved; screen, sheet and selection as before."""
    before, expected = office.workbook.read_bytes(), table(month.sample.workbook, RANKING)
    book.sheets["函件清单"].activate()
    cell(book, RANKING, "综合得分", 1).value = 1
    live.press("rank")
    text = said(book)
    assert text.startswith("计分排名　2024-09 排名完成：参评 161 个县")
    assert re.search(r"综合亮灯 绿\d+、黄\d+、红\d+", text)
    assert "结果 161 行，用时 " in text
    assert "还没有保存" in text
    pd.testing.assert_frame_equal(read_table(book, RANKING).frame, expected)
    assert office.workbook.read_bytes() == before
    app = book.app
    assert (app.screen_updating, app.interactive, app.calculation) == (True, True, "automatic")
    assert app.status_bar is False
    assert book.sheets.active.name == "函件清单"
    (status,) = statuses(book, "计分排名")
    assert "计分排名：2024-09 排名完成" in status
    assert status.endswith(" 秒）")


def test_the_first_error_cell_is_shown(book):
    """项目总数 blank: the message names the cell, the sheet is in front, the results stay."""
    before = read_table(book, RANKING).frame
    wrong = cell(book, DISPATCH, "项目总数", len(read_table(book, DISPATCH).frame))
    wrong.value = -3
    live.press("rank")
    text = said(book)
    address = wrong.get_address(False, False)
    assert f"调度表!{address}" in text
    assert "各结果表未改动" in text
    assert "还没有保存" not in text
    assert book.sheets.active.name == "调度表"
    selected = book.app.selection
    assert selected is None or selected.get_address(False, False) == address
    pd.testing.assert_frame_equal(read_table(book, RANKING).frame, before)
    assert read_table(book, ISSUES).frame["单元格"].iloc[0] == address
    assert read_table(book, RUNS).frame["按钮"].iloc[-1] == "计分排名（未完成）"
    (status,) = statuses(book, "计分排名")
    assert "没有完成：有 1 处需要修改" in status


def test_a_renamed_result_column_stops_everything_before_the_first_cell(book):
    """函件清单 is written after 排名表: neither changes, the renamed cell is named."""
    cell(book, RANKING, "综合得分", 1).value = 1
    cell(book, LETTERS, "是否签发", 0).value = "发不发"
    live.press("rank")
    assert "发不发" in said(book) or "是否签发" in said(book)
    assert cell(book, RANKING, "综合得分", 1).value == 1
    assert book.sheets.active.name == "函件清单"


def test_a_renamed_column_of_the_input_is_told_once(book):
    """Its figures are missed by the check of blanks too, which says the same."""
    cell(book, DISPATCH, "中央支出", 0).value = "中央支"
    live.press("rank")
    assert "有 1 处需要修改" in said(book)
    assert "“中央支”如果就是这一栏，把表头改为“中央支出”" in said(book)


def test_a_fault_of_the_toolkit_is_told_and_the_screen_put_back(small_book, monkeypatch):
    """Whatever was written by then: do not save."""
    monkeypatch.setattr(xltools.buttons.rank, "rank", lambda press: 1 / 0)
    live.press("rank")
    assert "ZeroDivisionError" in said(small_book)
    assert "请不要保存" in said(small_book)
    assert small_book.app.screen_updating


def test_a_second_press_while_the_first_runs_changes_nothing(small_book, desk):
    """One sentence, at once."""
    before = read_table(small_book, RUNS).frame
    with one_press(desk.dispatch):
        live.press("rank")
    assert "上一次按的按钮还没有办完" in said(small_book)
    pd.testing.assert_frame_equal(read_table(small_book, RUNS).frame, before)


def test_an_unknown_button_is_a_sentence(small_book):
    """A workbook of a newer version, or a Sub somebody edited."""
    live.press("没有的按钮")
    assert "没有“没有的按钮”这个按钮" in said(small_book)


def test_a_workbook_inside_a_zip_is_not_pressed(small_book, monkeypatch):
    """What would be written beside it would be lost."""
    zipped = r"C:\Users\a\AppData\Local\Temp\Temp1_下发.zip\调度排名.xlsm"
    monkeypatch.setattr(type(small_book.impl), "fullname", property(lambda self: zipped))
    live.press("rank")
    assert "压缩" in said(small_book)


def test_the_rest_of_the_folder_is_found_beside_the_workbook(book, office):
    """汇总上报 reads 上报/ and writes 退回单/ there; a fault in a return is shown in 校验结果."""
    path: Path = min(office.returns.glob("*.xlsx"))
    path.write_bytes(b"broken")
    live.press("collect")
    assert path.name in said(book)
    assert book.sheets.active.name == "校验结果"
    assert "结果已写入工作簿，还没有保存" in said(book)


# what only a program with windows can refuse


@pytest.fixture
def calc(office) -> Iterator[xw.Book]:
    """The month's workbook, open in Calc."""
    with in_calc(office.workbook) as book:
        yield book


def sheets(book: xw.Book) -> Any:
    """Calc's own sheets: xlwings has no name for what an officer does to them here."""
    return book.impl.document._model.Sheets


def test_an_error_on_a_hidden_sheet_is_told_and_the_sheet_stays_hidden(calc):
    """The message names the cell; 校验结果 is shown instead."""
    wrong = cell(calc, DISPATCH, "项目总数", 1)
    wrong.value = -3
    sheets(calc).getByName("调度表").IsVisible = False
    live.press("rank")
    assert f"调度表!{wrong.get_address(False, False)}" in said(calc)
    assert calc.sheets.active.name == "校验结果"
    assert not calc.sheets["调度表"].visible


def test_a_password_is_told_although_it_keeps_the_status_from_being_written(calc):
    """What stopped the press, not what stopped the note beside the button; the other sheets have the note."""
    sheets(calc).getByName("排名表").protect("模拟")
    live.press("rank")
    assert "工作表“排名表”设了密码保护，写不进去，各表都没有改动" in said(calc)
    (status, before) = sorted(statuses(calc, "计分排名"), key=lambda text: "没有完成" not in text)
    assert "设了密码保护" in status
    assert "没有完成" not in before


def test_what_stops_the_writing_halfway_says_not_to_save(calc):
    """An array formula over the edge of 函件清单, which is written after 排名表."""
    edge = cell(calc, LETTERS, "文件", 1)
    over = edge.resize(3, 2).get_address(False, False)
    sheets(calc).getByName("函件清单").getCellRangeByName(over).setArrayFormula("=ROW(A1:B3)")
    live.press("rank")
    assert "不能写入工作表“函件清单”" in said(calc)
    assert said(calc).endswith("各表可能没有写全：请不要保存，关闭工作簿后重新打开再按")


def test_a_missing_sheet_of_parameters_is_found_before_anything_is_written(calc):
    """公式校核 refers to the cells of 参数."""
    sheets(calc).removeByName("参数")
    cell(calc, RANKING, "综合得分", 1).value = 1
    live.press("rank")
    assert "没有“参数”表" in said(calc)
    assert "各结果表未改动" in said(calc)
    assert cell(calc, RANKING, "综合得分", 1).value == 1
