"""A mouse clicks the buttons of the shipped .xlsm in LibreOffice Calc, and the month is done in its window.

Mouse → form control → VBA (XltoolsButtons, XltoolsRun) → Python → xlwings → the same window. The stock module
`xlwings` is replaced in memory by the bridge: its RunPython over cmd.exe and COM is Excel's alone.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import pandas as pd
import pytest

from tests.click.screen import need_programs, screen
from tests.click.window import Window
from xltools.buttons import find
from xltools.hosts.calc.opening import attached
from xltools.hosts.calc.pressing import open_for_pressing
from xltools.hosts.closed import open_closed
from xltools.press import press_closed
from xltools.sample import SamplePaths, make_sample, mended
from xltools.tables.declared.dispatch import DISPATCH
from xltools.tables.declared.ranking import RANKING
from xltools.tables.declared.record import RUNS
from xltools.tables.sheets import locate, read_table

pytestmark = pytest.mark.libreoffice

COUNTIES = 40


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> SamplePaths:
    """A folder of 40 counties with mended returns, before the first button."""
    made = make_sample(tmp_path_factory.mktemp("点 击&") / "模拟 省", seed=7, counties=COUNTIES)
    mended(made)
    return made


@pytest.fixture(scope="module")
def window(sample, tmp_path_factory) -> Iterator[Window]:
    """The sample's .xlsm, open on a screen of its own, as `xltools open` opens it."""
    need_programs()
    with screen() as on, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISPLAY", on.display)
        pressing = open_for_pressing(sample.workbook)
        try:
            yield Window(on, pressing, tmp_path_factory.mktemp("pictures"))
        finally:
            pressing.stop()


def test_three_clicks_do_the_month(window, sample, tmp_path):
    """汇总上报, 计分排名 on their sheets; 排名表 in the window equals that of the closed press."""
    on_disk = sample.workbook.read_bytes()
    assert f"已报 {COUNTIES}" in window.press("调度表", "汇总上报")
    said = window.press("排名表", "计分排名")
    assert "2024-09 排名完成" in said
    assert "还没有保存" in said
    assert "计分排名：2024-09 排名完成" in window.status("计分排名")
    assert sample.workbook.read_bytes() == on_disk
    closed = tmp_path / sample.workbook.name
    closed.write_bytes(on_disk)
    for key in ("collect", "rank"):
        press_closed(find(key), closed, source=sample.returns)
    with open_closed(closed) as book:
        expected = read_table(book, RANKING).frame
    shown = window.table(RANKING)
    assert len(shown) == COUNTIES
    pd.testing.assert_frame_equal(shown, expected)
    said = window.press("函件清单", "生成函件")
    assert "排名通报 1" in said
    assert (sample.folder / "函件/2024-09").is_dir()


def test_a_button_clicked_twice_quickly_works_once(window):
    """After the month above: one row more in 运行记录, one message."""
    before = window.table(RUNS)
    assert list(before["按钮"].str[:4]) == ["汇总上报", "计分排名", "生成函件"]
    assert "2024-09 排名完成" in window.press("市州排名表", "计分排名", clicks=2)
    time.sleep(3)
    assert window.table(RUNS)["按钮"].str[:4].tolist() == [*before["按钮"].str[:4], "计分排名"]


def test_what_has_to_be_mended_is_shown_in_its_cell(window):
    """A negative number in 调度表: the message names the cell, which is selected."""
    with attached(window.pressing.pipe, window.pressing.url) as book:
        sheet, header, rows, letters = locate(book, DISPATCH)
        wrong = book.sheets[sheet][f"{letters['中央支出']}{header + rows}"]
        wrong.value = -1
    said = window.press("排名表", "计分排名")
    assert f"调度表!{letters['中央支出']}{header + rows}" in said
    selected = window.model.CurrentSelection.RangeAddress
    assert (selected.StartRow, selected.EndRow) == (header + rows - 1, header + rows - 1)
    assert window.model.CurrentController.ActiveSheet.Name == "调度表"
