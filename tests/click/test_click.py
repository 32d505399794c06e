"""A mouse clicks the buttons of the shipped .xlsm in LibreOffice Calc, and the month is done in its window.

Mouse → form control → VBA (XltoolsButtons, XltoolsRun) → Python → xlwings → the same window. The stock module
`xlwings` is replaced in memory by the bridge: its RunPython over cmd.exe and COM is Excel's alone.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import xlwings as xw

from tests.click.screen import Screen, need_programs, screen
from xltools.buttons import find
from xltools.hosts.calc.connection import Connection
from xltools.hosts.calc.opening import attached, connect
from xltools.hosts.calc.pressing import Pressing, open_for_pressing
from xltools.hosts.calc.unolib import uno
from xltools.hosts.closed import open_closed
from xltools.press import press_closed
from xltools.sample import SamplePaths, make_sample, mended
from xltools.tables.declared.dispatch import DISPATCH
from xltools.tables.declared.ranking import RANKING
from xltools.tables.declared.record import RUNS
from xltools.tables.model import Table
from xltools.tables.sheets import locate, read_table

pytestmark = pytest.mark.libreoffice

COUNTIES = 40
PATIENCE = 90.0
"""Seconds until a press must have ended: on an idle machine it takes five."""

CLICKS, BEGINS = 3, 15.0
"""How often a button is clicked, and how many seconds Python has to begin."""


class Window:
    """The open workbook as an officer sees it: sheets, buttons, messages."""

    def __init__(self, on: Screen, pressing: Pressing, pictures: Path) -> None:
        self.screen, self.pressing, self.pictures = on, pressing, pictures
        self.connection: Connection = connect(pressing.pipe, PATIENCE)
        self.model = next(
            m for m in _all(self.connection.desktop.Components) if getattr(m, "URL", "") == pressing.url
        )

    def press(self, sheet: str, caption: str, clicks: int = 1) -> str:
        """Show a sheet, click its button, wait for the message; what it said. The message is closed."""
        with self._pictured(f"{sheet}-{caption}"):
            self.model.CurrentController.setActiveSheet(self.model.Sheets.getByName(sheet))
            self._click(sheet, caption, clicks)
            said = wait_for(self._message, "the message")
            self.screen.picture(self.pictures / f"{sheet}-{caption}.png")
            wait_for(self._dismissed, "the message to close")
        return said

    def _click(self, sheet: str, caption: str, clicks: int) -> None:
        """Click until Python has begun: a busy screen swallows a click now and then, as a hurried one."""
        before = self._begun()
        for _ in range(CLICKS):
            x, y = wait_for(lambda: self._settled(sheet, caption), "the button to be drawn")
            self.screen.click(x, y, clicks)
            with contextlib.suppress(TimeoutError):
                wait_for(lambda: self._begun() > before, "Python to begin", BEGINS)
                return
        pytest.fail(f"{CLICKS} clicks on {caption} started nothing")

    def _begun(self) -> int:
        """How many presses the bridge has started Python for: each leaves a sign."""
        return len(list(self.pressing.office.profile.rglob("began*")))

    def _middle_of(self, sheet: str, caption: str) -> tuple[int, int] | None:
        """Where the middle of a button is on the screen."""
        page = self.model.Sheets.getByName(sheet).DrawPage
        shapes = [page.getByIndex(i) for i in range(page.Count)]
        control = next(
            s.Control for s in shapes if s.ShapeType.endswith("ControlShape") and s.Control.Label == caption
        )
        seen = self.model.CurrentController.getControl(control).AccessibleContext
        corner, size = seen.getLocationOnScreen(), seen.getSize()
        return (corner.X + size.Width // 2, corner.Y + size.Height // 2) if size.Width > 0 else None

    def _settled(self, sheet: str, caption: str) -> tuple[int, int] | None:
        """The same, once it has stopped moving: a sheet is laid out while it is shown."""
        before = self._middle_of(sheet, caption)
        time.sleep(1)
        return before if before == self._middle_of(sheet, caption) else None

    def _dialog(self) -> Any:
        """The message box in front, None while there is none."""
        toolkit = self.connection.service("awt.Toolkit")
        for i in range(toolkit.TopWindowCount):
            context = getattr(toolkit.getTopWindow(i), "AccessibleContext", None)
            if context is not None and _is(context, "ALERT", "DIALOG"):
                return context
        return None

    def _message(self) -> str | None:
        dialog = self._dialog()
        return "\n".join(_texts(dialog)) if dialog is not None else None

    def _dismissed(self) -> bool:
        """Click OK of the message, which may still be on its way to its place; whether it is gone."""
        dialog = self._dialog()
        if dialog is None:
            return True
        (ok,) = [each for each in _within(dialog) if _is(each, "PUSH_BUTTON")]
        corner, size = ok.getLocationOnScreen(), ok.getSize()
        self.screen.click(corner.X + size.Width // 2, corner.Y + size.Height // 2)
        time.sleep(0.5)
        return self._dialog() is None

    @contextlib.contextmanager
    def _pictured(self, name: str) -> Iterator[None]:
        """On failure the screen as it was, beside the test's files."""
        try:
            yield
        except BaseException:
            print(f"screen: {self.screen.picture(self.pictures / f'failed-{name}.png')}")
            raise

    def table(self, declared: Table) -> pd.DataFrame:
        """A table as it stands in the window."""
        with attached(self.pressing.pipe, self.pressing.url) as book:
            return read_table(book, declared).frame

    def status(self, caption: str) -> str:
        """What stands beside a button."""
        with attached(self.pressing.pipe, self.pressing.url) as book:
            cell: xw.Range = book.names[f"状态_{caption}_1"].refers_to_range
            return str(cell.value)


def wait_for(look: Callable[[], Any], what: str, seconds: float = PATIENCE) -> Any:
    """What `look` finds. TimeoutError when that takes longer."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise TimeoutError(f"waited {seconds} seconds for {what}")


def _all(enumerated: Any) -> Iterator[Any]:
    each = enumerated.createEnumeration()
    while each.hasMoreElements():
        yield each.nextElement()


def _within(context: Any) -> Iterator[Any]:
    """All accessible contexts inside one."""
    for i in range(min(context.AccessibleChildCount, 50)):
        child = context.getAccessibleChild(i).AccessibleContext
        yield child
        yield from _within(child)


def _is(context: Any, *roles: str) -> bool:
    names = (f"com.sun.star.accessibility.AccessibleRole.{role}" for role in roles)
    return context.AccessibleRole in [uno().getConstantByName(name) for name in names]


def _texts(dialog: Any) -> list[str]:
    return [each.AccessibleName for each in _within(dialog) if each.AccessibleName]


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
