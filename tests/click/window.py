"""The open workbook as an officer sees it and clicks in it, driven on a screen of its own."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import xlwings as xw

from tests.click.screen import Screen
from xltools.hosts.calc.connection import Connection
from xltools.hosts.calc.opening import attached, connect
from xltools.hosts.calc.pressing import Pressing
from xltools.hosts.calc.unolib import uno
from xltools.tables.model import Table
from xltools.tables.sheets import read_table

PATIENCE = 90.0
"""Seconds until a press must have ended: on an idle machine it takes five."""

CLICKS, BEGINS = 3, 15.0
"""How often a button is clicked, and how many seconds Python has to begin."""


class Window:
    """The open workbook as an officer sees it: sheets, buttons, messages.

    `seconds` is how long the last press took, from the click until its message.
    """

    def __init__(self, on: Screen, pressing: Pressing, pictures: Path) -> None:
        self.screen, self.pressing, self.pictures = on, pressing, pictures
        self.connection: Connection = connect(pressing.pipe, PATIENCE)
        self.clicked = self.seconds = 0.0
        self.model = next(
            m for m in _all(self.connection.desktop.Components) if getattr(m, "URL", "") == pressing.url
        )

    def press(self, sheet: str, caption: str, clicks: int = 1) -> str:
        """Show a sheet, click its button, wait for the message; what it said. The message is closed."""
        with self._pictured(f"{sheet}-{caption}"):
            self.model.CurrentController.setActiveSheet(self.model.Sheets.getByName(sheet))
            self._click(sheet, caption, clicks)
            said = wait_for(self._message, "the message")
            self.seconds = time.monotonic() - self.clicked
            self.screen.picture(self.pictures / f"{sheet}-{caption}.png")
            wait_for(self._dismissed, "the message to close")
        return said

    def _click(self, sheet: str, caption: str, clicks: int) -> None:
        """Click until Python has begun: a busy screen swallows a click now and then, as a hurried one."""
        before = self._begun()
        for _ in range(CLICKS):
            x, y = wait_for(lambda: self._settled(sheet, caption), "the button to be drawn")
            self.clicked = time.monotonic()
            self.screen.click(x, y, clicks)
            with contextlib.suppress(TimeoutError):
                wait_for(lambda: self._begun() > before, "Python to begin", BEGINS)
                return
        raise AssertionError(f"{CLICKS} clicks on {caption} started nothing")

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
